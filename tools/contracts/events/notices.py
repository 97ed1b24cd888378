"""Telling the people of a contract's event what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from store.types import Owner
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import AND, say, together
from tools.scheduling.events.access import Stand
from tools.scheduling.events.notices import tell_concerned, tell_put_down
from tools.scheduling.rules.events import CANCELLED, COMPLETED, DECLINED, DELIVERED, PENDING

KIND = "event_changed"


def tell_payee(call: Call, event: Stand) -> None:
    """Whoever it is for hears of a new event, unless their invitation tells them."""
    payee = event.parties[1]
    on_list = {(row["user_type"], row["user_id"]) for row in event.people}
    if payee is not None and (payee.kind, payee.id) not in on_list:
        tell_put_down(call, event, payee)


def tell_state(call: Call, event: Stand, before: int, status_id: int, asked: Iterable[Owner]) -> None:
    """event: as it is now, after the state before. asked: who has to answer anew."""
    said = {
        DECLINED: say("{event} was refused by {who}."),
        CANCELLED: say("{event} was called off by {who}."),
        COMPLETED: say("{event} was accepted and closed by {who}."),
        PENDING: say("{event} was sent back by {who}.")
        if before == DELIVERED
        else say("{event} was opened again by {who}."),
    }[status_id].using(who=quoted(call.caller.name))
    ends = status_id in (DECLINED, CANCELLED)
    tell_concerned(call, event, KIND, said, also=_payee(event), asked=asked, ends=ends)


def tell_money(
    call: Call, event: Stand, fields: Collection[str], asked: Iterable[Owner], payees: Iterable[Owner]
) -> None:
    """That amount, payment in advance or beneficiary are others; the amount itself is not told, since not all may know it.

    event: as it was. payees: who was paid, and who is."""
    names = {
        "amount": say("what is paid"),
        "credit": say("whether it is paid in advance"),
        "benefitable": say("who is paid"),
    }
    what = together(*(text for field, text in names.items() if field in fields), between=AND)
    said = say("{who} changed {what} for {event}.", who=quoted(call.caller.name), what=what)
    tell_concerned(call, event, KIND, said, also=payees, asked=asked)


def _payee(event: Stand) -> list[Owner]:
    payee = event.parties[1]
    return [payee] if payee is not None else []
