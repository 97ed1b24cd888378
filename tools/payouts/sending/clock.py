"""What moves by itself: payouts that wait for their provider, and tasks whose money goes out by itself."""

from __future__ import annotations

from store.database import Row
from store.payouts import payouts
from store.tasks import tasks
from tools.call import Call
from tools.one_by_one import one_by_one
from tools.operation import scheduled
from tools.payouts.handing_over import hand_over
from tools.payouts.sending.automatic import pay_out

MOST = 200


@scheduled(every=5)
def hand_over_payouts(call: Call) -> int:
    """Hand created payouts to their providers, and ask again those that could not take one."""
    return one_by_one(call, payouts.to_hand_over(call.tx, call.now, MOST), _hand_over)


@scheduled(every=5)
def pay_out_automatically(call: Call) -> int:
    """Pay tasks out that were just paid, where the freelancer wants that."""
    return one_by_one(call, tasks.to_pay_out(call.tx, MOST), _pay_out)


def _hand_over(call: Call, payout: Row) -> None:
    hand_over(call, payout)


def _pay_out(call: Call, task: Row) -> None:
    tasks.forget_to_pay_out(call.tx, task["id"])
    pay_out(call, task)
