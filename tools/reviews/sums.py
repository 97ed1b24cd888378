"""Keeping the sums of reviews, and the place people have in searches, in step with what is revealed or removed."""

from __future__ import annotations

from store.reviews import sums
from store.search.index import rerank
from store.types import Owner
from tools.call import Call
from tools.review_scores import counted_of, settings_of


def recount(call: Call, about: Owner, author: Owner) -> None:
    """Add up anew what an author side says of somebody. Call it in the transaction that reveals or removes a review."""
    settings = settings_of(call.tx)
    sums.recount(call.tx, about, author, settings.per_author)
    counted = counted_of(call.tx, [about])[about]
    away = counted.rank_score(settings) - settings.prior_mean
    sums.set_rank(call.tx, about, away or None)
    if about.kind == "person":
        rerank(call.tx, about.id)
