"""What ends by itself: links that nobody used, and cards past their last day."""

from __future__ import annotations

from store.database import Row
from store.payouts import methods
from tools.call import Call
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.payouts.blocking import block_card
from tools.payouts.rules.methods import after
from tools.rules.sentences import say

MOST = 200


@scheduled(every=60)
def lapse_payout_links(call: Call) -> int:
    """Payment methods whose details were not entered in time are gone."""
    return one_by_one(call, methods.links_ended(call.tx, call.now, MOST), _lapse)


def _lapse(call: Call, row: Row) -> None:
    methods.delete(call.tx, row["id"], after(row["kind"], "lapse", row["status"]), call.now)


@scheduled(every=600)
def block_expired_cards(call: Call) -> int:
    """Nothing is paid to a card after its last day."""
    return one_by_one(call, methods.cards_expired(call.tx, call.now.date(), MOST), _block)


def _block(call: Call, row: Row) -> None:
    block_card(call, row, say("has expired"))
