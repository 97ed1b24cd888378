"""The companies behind open calls, with what people who worked for them say."""

from __future__ import annotations

from collections.abc import Iterable

from store.database import Row
from store.types import Owner
from tools.call import Call
from tools.review_scores import ReviewScore, review_scores_of
from tools.shapes import NamedShape


class EmployerShape(NamedShape):
    review: ReviewScore


def employers_of(call: Call, rows: Iterable[Row]) -> dict[int, EmployerShape]:
    """The companies of these calls, by number."""
    names = {row["company_id"]: row["company_name"] for row in rows}
    scores = review_scores_of(call.tx, [Owner("company", id) for id in names])
    return {id: {"id": id, "name": name, "review": scores[Owner("company", id)]} for id, name in names.items()}
