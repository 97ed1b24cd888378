"""Why a search found nobody: how many people there are without each of its filters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.specialists import specialists
from store.specialists.specialists import Criteria
from tools.call import Call
from tools.specialists.search import BOOKABLE, Asked, SpecialistSearch


class Without(TypedDict):
    """How many people there are when one filter is left out; of those before free time, some may have no such slot."""

    filter: Annotated[str, Field(description="The parameters it is asked with.")]
    found: int
    more: NotRequired[Annotated[bool | None, Field(description="There may be more than found.")]]
    before_free_time: NotRequired[bool | None]


def without_each(call: Call, asked: Asked, search: SpecialistSearch) -> list[Without]:
    """One line for each filter that was asked, the one that emptied most first."""
    lines = [_line(call, search, name, criteria) for name, criteria in _each(asked, search.criteria)]
    return sorted(lines, key=lambda line: -line["found"])


def _line(call: Call, search: SpecialistSearch, name: str, criteria: Criteria) -> Without:
    found, more = specialists.count(call.tx, criteria)
    still = search.wish is not None and name != FREE_TIME
    return {"filter": name, "found": found, "more": more or None, "before_free_time": still or None}


FREE_TIME = "start, end, days, hours"


def _each(asked: Asked, criteria: Criteria) -> Iterator[tuple[str, Criteria]]:
    """The filters that were asked, each with the search that lacks it."""
    if asked.query:
        sort = "updated_at" if criteria.sort == "best_match" else criteria.sort
        yield "query", replace(criteria, words=(), sort=sort)
    if asked.skills:
        yield "skills", replace(criteria, skills=())
    if asked.languages:
        yield "languages", replace(criteria, languages=())
    if asked.price_from is not None or asked.price_to is not None or asked.currency:
        yield (
            _names_given(asked, "price_from", "price_to", "currency"),
            replace(criteria, price_from=None, price_to=None, currency=None),
        )
    if asked.minutes is not None:
        yield "duration", replace(criteria, minutes=None)
    if asked.places is not None:
        yield "msp", replace(criteria, places=None)
    if asked.kal_id is not None:
        yield "kal_id", replace(criteria, kal_id=None)
    if asked.type_id is not None:
        yield "type_id", replace(criteria, types=BOOKABLE)
    if asked.start or asked.end or asked.days or asked.hours:
        yield FREE_TIME, replace(criteria, blocks=None)


def _names_given(asked: Asked, *names: str) -> str:
    """Those of some filters that were asked."""
    return ", ".join(name for name in names if getattr(asked, name) not in (None, ""))
