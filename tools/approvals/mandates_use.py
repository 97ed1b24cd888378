"""Using mandates: whether one covers an act, and what it gets back when money returns."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from store.approvals import mandates
from store.database import Row
from store.movements import Record
from store.types import Money, Owner, utc_time
from tools.approvals.mandate_notices import tell_of_mandate
from tools.approvals.rules.acts import Act
from tools.approvals.rules.mandates import ANY, Failing, Mandate, Wanted, choose, is_nearly_used, returns, shares
from tools.call import Call
from tools.rules.sentences import joined, say, worded

# Of two servers that spend at once one may have to look again.
TRIES = 3
OPEN_CALL = "open_call"


@dataclass(frozen=True, slots=True)
class Cover:
    """Which mandate covers an act and is used for it; without one, what stands in the way.

    failing: bounds of the mandate that comes nearest, in the order of the rules; empty where no mandate binds the caller."""

    mandate_id: int | None = None
    public_id: str | None = None
    failing: tuple[Failing, ...] = ()
    nearest: str | None = None

    @property
    def covers(self) -> bool:
        return self.mandate_id is not None

    @property
    def why_not(self) -> str:
        """In a sentence, why no mandate covers it."""
        if self.nearest is None:
            return worded("There is no mandate for this agent.")
        bounds = joined(
            [
                worded(
                    "{bound}: {wanted} wanted, {left} allowed or left",
                    bound=each.bound,
                    wanted=each.wanted,
                    left=each.left,
                )
                for each in self.failing
            ],
            "; ",
        )
        return worded(
            "The nearest mandate, {nearest}, does not cover it ({bounds}).", nearest=self.nearest, bounds=bounds
        )


def cover(call: Call, act: Act) -> Cover:
    """Use the narrowest mandate that covers the act, in this transaction: caps are checked and counted in one step, so they
    hold however many servers spend at once. People use none."""
    if call.caller.kind != "agent" or call.caller.company_id is None or not act.money or act.money.amount < 0:
        return Cover()
    owner = Owner("company", call.caller.company_id)
    wanted = Wanted(act.kind, act.payee, act.money, call.caller.id)
    for _ in range(TRIES):
        rows = mandates.binding(call.tx, owner, call.caller.id, call.now)
        choice = choose(map(mandate_of, rows), wanted, call.now)
        if choice.mandate is None:
            return _uncovered(choice.failing[0]) if choice.failing else Cover()
        if mandates.claim(call.tx, choice.mandate.id, act.money.amount, call.now):
            _note(call, choice.mandate.id, act, act.money)
            return Cover(choice.mandate.id, choice.mandate.public_id)
    return Cover()


def is_committed(call: Call, charged: Owner, record: Record, payees: Collection[Owner], amount: Money) -> bool:
    """Whether so much for these payees comes out of what was committed for a record under mandates that still stand."""
    rows = mandates.standing_behind(call.tx, charged, record, call.caller.id, amount.currency, call.now)
    named = {str(payee) for payee in payees}
    covering = [row for row in rows if ANY in (whom := mandates.texts(row, "payees")) or named <= set(whom)]
    committed = sum(int(row["open"]) for row in covering)
    return committed >= amount.amount > 0


def _uncovered(nearest: tuple[Mandate, Sequence[Failing]]) -> Cover:
    mandate, bounds = nearest
    return Cover(failing=tuple(bounds), nearest=mandate.public_id)


def _note(call: Call, mandate_id: int, act: Act, money: Money) -> None:
    use = mandates.note_use(
        call.tx,
        mandate_id,
        call_id=call.id,
        agent_id=call.caller.id,
        kind=act.kind,
        record=None if act.record is None else f"{act.record[0]}:{act.record[1]}",
        payee=act.payee,
        amount=money.amount,
        now=call.now,
    )
    call.mandate_uses.append((use, money.amount))
    row = mandates.by_number(call.tx, mandate_id, call.now)
    found = mandate_of(row)
    if found.status == "used_up":
        tell_of_mandate(call, row, say("is used up"))
    elif is_nearly_used(found) and mandates.note_nearly_told(call.tx, mandate_id):
        tell_of_mandate(call, row, say("is nearly used: {left} are left", left=found.left))


def note_return(call: Call) -> None:
    """Give mandates back what came back in this transaction: a hold voided or paid out in part, a payment refunded. A hold put
    in the place of another is no return.

    Called once at the end of every transaction that moved money, beside tell_of_purses; nobody else needs to."""
    of_purses = {where: amount for where, amount in call.moved.committed.items() if where[0] in call.moved.accounts}
    _pass_on(call, of_purses)
    if call.mandate_uses:
        _place(call, {where: amount for where, amount in of_purses.items() if amount > 0})
    for (account_id, record), amount in of_purses.items():
        if amount < 0:
            _give_back(call, account_id, record, -amount)


def _pass_on(call: Call, of_purses: dict[tuple[int, Record], int]) -> None:
    """What leaves the hold of an open call for the work it becomes is no return: its uses stand behind that work from now on.
    What the work takes beyond that has uses of its own."""
    for (account_id, record), amount in list(of_purses.items()):
        if record[0] != OPEN_CALL or amount >= 0:
            continue
        work = [to for (account, to), more in of_purses.items() if account == account_id and more > 0]
        taken = sum(of_purses[account_id, to] for to in work) - sum(money for _, money in call.mandate_uses)
        passed = max(0, min(-amount, taken))
        uses = [(row["id"], row["open"]) for row in mandates.open_uses(call.tx, account_id, record)]
        for use, _ in returns(uses, passed):
            for to in work:
                mandates.place(call.tx, use, account_id, to)
        of_purses[account_id, record] = amount + passed


def _place(call: Call, committed: Mapping[tuple[int, Record], int]) -> None:
    """Note where in the ledger the money of this call's uses went."""
    places = list(committed)
    for use, place in shares(call.mandate_uses, list(committed.values())):
        mandates.place(call.tx, use, *places[place])
    call.mandate_uses.clear()


def _give_back(call: Call, account_id: int, record: Record, amount: int) -> None:
    uses = {row["id"]: row for row in mandates.open_uses(call.tx, account_id, record)}
    for use, back in returns([(id, row["open"]) for id, row in uses.items()], amount):
        mandates.give_back(call.tx, uses[use], back)


def mandate_of(row: Row) -> Mandate:
    """A stored mandate, as the rules read it."""

    def money(column: str) -> Money | None:
        return None if row[column] is None else Money(row[column], row["currency"])

    return Mandate(
        id=row["id"],
        public_id=row["public_id"],
        status=row["standing"],
        agent_id=row["agent_id"],
        payees=frozenset(mandates.texts(row, "payees")),
        kinds=frozenset(mandates.texts(row, "kinds")),
        per_call=money("per_call"),
        per_day=money("per_day"),
        total=Money(row["total"], row["currency"]),
        max_uses=row["max_uses"],
        valid_from=utc_time(row["valid_from"]),
        valid_until=utc_time(row["valid_until"]) if row["valid_until"] else None,
        used=Money(row["used"], row["currency"]),
        uses=row["uses"],
        used_today=Money(row["used_today"], row["currency"]),
        used_on=row["used_on"],
    )
