"""The one way past which no money is committed and nothing ended: freezes, then limits, then mandates; the confirmation that
comes last is the caller's own.

What a person approved answers limits, mandates and the confirmation, never a freeze."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from store.approvals import freezes
from store.database import Row
from store.types import Money, Owner
from tools.acts import Spends
from tools.approvals.mandates_use import Cover, cover, is_committed
from tools.approvals.policy import people_of, policy_of
from tools.approvals.rules.acts import Act
from tools.approvals.rules.freezes import Freeze, stopping
from tools.approvals.rules.policy import deciders
from tools.call import Call, Caller
from tools.errors import NotAllowed
from tools.rules.sentences import worded

# Whether an act that stops may wait at the desk.
Goes = Literal["never", "absent", "always"]
SPENDING, MANDATE, CONFIRMATION = "spending_limit", "mandate", "confirmation"


class StopsAtDesk(Exception):
    """The act needs a yes that only the desk can bring."""


@dataclass(slots=True)
class Standing:
    """How an act stands: covered says a mandate allows it; reasons are what would have stopped it, where it goes on anyway."""

    covered: bool = False
    reasons: list[str] = field(default_factory=list)


def authorise(call: Call, spends: Spends | None, record: str, goes_on: bool, amount: Money | None = None) -> Standing:
    """Look at an act before the first entry in the ledger. NotAllowed when it is frozen, SpendingLimitReached when a limit
    forbids it, StopsAtDesk when it takes a mandate and none covers it.

    goes_on: an approval has answered the limits and mandates, or it is only asked what would stop it. amount: of the whole
    act, with what was committed for it before."""
    if spends is None:
        return Standing()
    owner = rules_of(call.caller)
    check_frozen(call, spends.charged, [payee for payee, _ in spends.parts if payee is not None])
    _check_limits(call, spends)
    return _mandated(call, owner, spends, record, goes_on, amount)


def rules_of(caller: Caller) -> Owner:
    """Whose freezes, policy and mandates hold for a caller: the company's they act for, else their own."""
    return caller.owner if caller.company_id is None else Owner("company", caller.company_id)


def goes(call: Call) -> Goes:
    """Whether an act that needs a yes goes to the desk: never, where nobody can be asked now, or always. People are asked in
    the chat; where nobody else could decide there is no desk."""
    mode = policy_of(call.tx, rules_of(call.caller)).mode
    if mode == "ask_in_chat" or (mode == "desk_always" and call.caller.kind != "agent") or not has_desk(call):
        return "never"
    return "always" if mode == "desk_always" else "absent"


def has_desk(call: Call) -> bool:
    """Whether anybody but the requester could decide. Somebody without a company decides in another session."""
    owner = rules_of(call.caller)
    people, policy = people_of(call.tx, owner), policy_of(call.tx, owner)
    asks = call.caller.id if call.caller.kind == "person" and owner.kind == "company" else None
    steps = range(1, policy.steps + 1)
    return any(deciders(policy, step, call.now, people.names, people.admins, asks) for step in steps)


def asks_over_cap(call: Call) -> bool:
    """Whether an act above a spending limit goes to the desk instead of being refused."""
    if call.dry_run or call.caller.kind == "nobody":
        return False
    return policy_of(call.tx, rules_of(call.caller)).over_cap == "ask" and has_desk(call)


def check_frozen(call: Call, charged: Owner, payees: Sequence[Owner]) -> None:
    """NotAllowed when a freeze stops money of one party for these payees."""
    mine = rules_of(call.caller) if call.caller.kind != "nobody" else charged
    rows = [row for owner in dict.fromkeys((charged, mine)) for row in freezes.in_force(call.tx, owner)]
    if rows and (found := stopping([freeze_of(row) for row in rows], charged, payees, is_hand_of(call, charged))):
        raise frozen(found, found.owner == mine)


def check_payee(call: Call, company: Owner, payee: Owner) -> None:
    """NotAllowed when a company has stopped a payee: nothing is ordered from them, and no open offer is taken up."""
    rows = [freeze_of(row) for row in freezes.in_force(call.tx, company)]
    # What stops all money stops no order that commits none.
    if rows and (found := stopping(rows, company, [payee], is_admin=True)):
        raise frozen(found, call.caller.kind != "nobody" and rules_of(call.caller) == company)


def is_hand_of(call: Call, owner: Owner) -> bool:
    """Whether the caller is an admin of the owner, or the person, in a session of their own and not through an app."""
    caller = call.caller
    if caller.kind != "person" or caller.scopes is not None:
        return False
    return caller.owner == owner or (caller.is_admin and owner == Owner("company", caller.company_id or 0))


def frozen(freeze: Freeze, ours: bool) -> NotAllowed:
    """The refusal of a stopped act. ours: the caller is of whoever froze, and reads why."""
    if not ours:
        return NotAllowed(
            worded("Frozen: {owner} cannot commit this now. Nothing happened; ask them.", owner=freeze.owner),
            code="frozen",
            state="frozen",
            next=("list_notices",),
        )
    what = (
        worded("payments to {whom}", whom=freeze.whom)
        if freeze.whom
        else worded("all payments of {owner}", owner=freeze.owner)
    )
    return NotAllowed(
        worded(
            "Frozen: {what} are stopped by freeze {id} ({reason}). Nothing happened; an admin lifts it "
            "with unfreeze_payments.",
            what=what,
            id=freeze.id,
            reason=freeze.reason,
        ),
        code="frozen",
        state="frozen",
        details={"freeze_id": freeze.id},
        next=("get_approval_policy",),
    )


def freeze_of(row: Row) -> Freeze:
    whom = Owner(row["target_type"], row["target_id"]) if row["target_type"] else None
    return Freeze(row["id"], Owner(row["owner_type"], row["owner_id"]), row["target"], whom, row["reason"])


def _check_limits(call: Call, spends: Spends) -> None:
    if spends.of_balance or not spends.parts:
        return
    currencies = dict.fromkeys(money.currency for _, money in spends.parts)
    for currency in currencies:
        amount = sum(money.amount for _, money in spends.parts if money.currency == currency)
        if amount:
            call.books.spender.check_money(spends.charged, Money(amount, currency))


def _mandated(call: Call, owner: Owner, spends: Spends, record: str, goes_on: bool, amount: Money | None) -> Standing:
    """People are bound by no mandate. Of an act with many payees every part is covered, or none is used."""
    parts = [part for part in spends.parts if part[1].amount]
    if call.caller.kind != "agent":
        return Standing()
    if not parts:
        return Standing(covered=_was_covered(call, spends, record, amount))
    acts = [Act(spends.kind, owner, payee, money, _record(record)) for payee, money in parts]
    failed = _cover_all(call, acts)
    if failed is None:
        return Standing(covered=True)
    if policy_of(call.tx, owner).mandates == "optional":
        return Standing()
    if goes_on:
        return Standing(reasons=[MANDATE])
    if has_desk(call):
        raise StopsAtDesk
    raise _mandate_missing(failed)


def _was_covered(call: Call, spends: Spends, record: str, amount: Money | None) -> bool:
    """Whether an act that commits nothing more takes what was committed under a mandate."""
    place = _record(record)
    if place is None or amount is None:
        return False
    payees = [payee for payee, _ in spends.parts if payee is not None]
    return is_committed(call, spends.charged, place, payees, amount)


def _mandate_missing(nearest: Cover) -> NotAllowed:
    return NotAllowed(
        worded(
            "No mandate covers this, and nobody is there who could approve it. {why_not} Nothing happened.",
            why_not=nearest.why_not,
        ),
        code="mandate_missing",
        details={"mandate_id": nearest.nearest, "failing": [each._asdict() for each in nearest.failing]},
        next=("list_mandates", "get_approval_policy"),
    )


def _cover_all(call: Call, acts: Sequence[Act]) -> Cover | None:
    """Use mandates for all acts; the first that none covers, with nothing used."""
    failed: list[Cover] = []

    def use() -> None:
        for act in acts:
            found = cover(call, act)
            if not found.covers:
                failed.append(found)
                raise _Uncovered

    fault = call.attempt(use)
    if fault is not None and not isinstance(fault, _Uncovered):
        raise fault
    return failed[0] if failed else None


class _Uncovered(Exception):
    """Leaves the attempt to cover an act."""


def _record(record: str) -> tuple[str, int] | None:
    noun, id, *_ = [*record.split(":"), ""]
    return (noun, int(id)) if id.isdecimal() else None
