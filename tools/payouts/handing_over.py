"""Handing payouts to their provider, and what follows from its answer."""

from __future__ import annotations

import logging

from store.database import Row
from store.payouts import payouts
from tools.call import Call
from tools.payouts.progress import tell_under_way
from tools.payouts.providers import PROVIDERS, NotNow, Settled, Taken, Turned
from tools.payouts.rules.payouts import next_attempt
from tools.payouts.settlement import complete, decline, send

logger = logging.getLogger("hiringhall")


def hand_over(call: Call, payout: Row) -> Row:
    """Ask the provider of a created payout to take it; the payout as it is then.

    What it answers is carried out in this transaction. One that cannot now is asked again later, and after the last time
    the payout is declined and the money returns."""
    answers: list[Taken | Settled | Turned] = []
    fault = call.attempt(lambda: answers.append(PROVIDERS[payout["provider"]].hand_over(call, payout)))
    if fault is not None:
        return _put_off(call, payout, fault)
    return _carried_out(call, payout, answers[0])


def begin(call: Call, payout: Row) -> Row:
    """What becomes of a payout in the call that made it: handed over where its provider is asked at once, and told."""
    if PROVIDERS[payout["provider"]].at_once:
        return hand_over(call, payout)
    tell_under_way(call, payout)
    return payout


def _carried_out(call: Call, payout: Row, answer: Taken | Settled | Turned) -> Row:
    sent = send(call, payout, answer.reference)
    if isinstance(answer, Settled):
        return complete(call, sent)
    if isinstance(answer, Turned):
        return decline(call, sent, answer.reason)
    tell_under_way(call, sent)
    return sent


def _put_off(call: Call, payout: Row, fault: Exception) -> Row:
    """Ask again later, or give up when that was the last time."""
    reason = str(fault) if isinstance(fault, NotNow) else "The transfer could not be handed over"
    if not isinstance(fault, NotNow):
        logger.error("handing payout %s to %s failed", payout["id"], payout["provider"], exc_info=fault)
    failed = payout["attempts"] + 1
    again = next_attempt(failed, call.now)
    if again is None:
        return decline(call, send(call, payout), reason)
    payouts.put_off(call.tx, payout["id"], failed, again)
    waiting = payouts.load(call.tx, payout["id"])
    if failed == 1:
        tell_under_way(call, waiting, reason)
    return waiting
