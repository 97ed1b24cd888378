"""What ends by itself: links that nobody used, and cards past their last day."""

from __future__ import annotations

from store.payouts import methods
from tools.call import Call
from tools.operation import scheduled
from tools.payouts.blocking import block_card
from tools.payouts.rules.methods import after

MOST = 200


@scheduled(every=60)
def lapse_payout_links(call: Call) -> int:
    """Payment methods whose details were not entered in time are gone."""
    ended = methods.links_ended(call.tx, call.now, MOST)
    for row in ended:
        methods.delete(call.tx, row["id"], after(row["kind"], "lapse", row["status"]), call.now)
    return len(ended)


@scheduled(every=600)
def block_expired_cards(call: Call) -> int:
    """Nothing is paid to a card after its last day."""
    expired = methods.cards_expired(call.tx, call.now.date(), MOST)
    for row in expired:
        block_card(call, row, "has expired")
    return len(expired)
