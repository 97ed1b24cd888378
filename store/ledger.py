"""The ledger: double entry, append-only, and the only code that writes money.

A balance is what was credited less what was debited; the sum over all accounts of a currency is zero. A hold reserves a part
of a balance and ends exactly once: posted (to one or more accounts, the rest returning), voided or expired. An account that
would pay itself keeps its money: nothing is moved, and what was held for it returns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from store.database import Row, Transaction
from store.log_chain import TRANSFERS, End, chained
from store.movements import Gate, Moved, Purse, Record, Transfer
from store.spending import NOT_SPENT, Spender
from store.types import PLATFORM, Money, Owner, Shortfall, Soon, utc_text

# Money enters and leaves through the one, and is exchanged through the other: these two of the platform run below zero.
OUTSIDE = "outside"
EXCHANGE = "currency_exchange"


@dataclass(frozen=True, slots=True)
class Account:
    """One owner's money of one kind and currency, as it stood when loaded. Amounts in the smallest unit."""

    id: int
    owner: Owner
    kind: str
    currency: str
    balance: int
    held: int

    @property
    def available(self) -> int:
        return self.balance - self.held


@dataclass(frozen=True, slots=True)
class Ends:
    """Where the log ends: its last transfer, and the ends of this writer's chains. It holds until something is written."""

    transfer_id: int
    transfers: End
    calls: End


@dataclass(frozen=True, slots=True)
class Hold:
    """A reserved part of an account."""

    id: int
    account_id: int
    money: Money
    kind: str
    record: Record | None
    expires_at: str | None
    rest_of: int | None = None

    @property
    def root(self) -> int:
        """The hold that it is the rest of, else itself."""
        return self.rest_of or self.id


class HoldEnded(Exception):
    """The hold was already posted, voided or expired."""


@dataclass(frozen=True, slots=True)
class Books:
    """The ledger within one transaction, with the call that every entry is signed with."""

    tx: Transaction
    now: datetime
    call_id: str | None = None
    caller_type: str | None = None
    caller_id: int | None = None
    tool: str | None = None
    moved: Moved = field(default_factory=Moved)
    gate: Gate = field(default_factory=Gate)

    def purse(self, owner: Owner, currency: str) -> Account:
        """The owner's purse in a currency, opened when there is none."""
        return self.account(owner, "purse", currency)

    def account(self, owner: Owner, kind: str, currency: str) -> Account:
        """An account by owner, kind and currency, opened when there is none."""
        found = find_account(self.tx, owner, kind, currency)
        if found is not None:
            return found
        id = self.tx.insert(
            "ledger_accounts",
            owner_type=owner.kind,
            owner_id=owner.id,
            kind=kind,
            currency=currency,
            may_overdraw=int(owner == PLATFORM and kind in (OUTSIDE, EXCHANGE)),
            created_at=utc_text(self.now),
        )
        return Account(id, owner, kind, currency, 0, 0)

    def move(
        self,
        debit: Account,
        credit: Account,
        money: Money,
        *,
        kind: str,
        record: Record | None = None,
        note: str | None = None,
        external_reference: str | None = None,
    ) -> int | None:
        """Move money between two accounts; the transfer's id, None when the two are one. Shortfall when not that much is
        available, SpendingLimitReached when a cap forbids it."""
        if debit.id == credit.id:
            return None
        self._check_caps(debit, money, kind)
        return self._transfer(debit, credit, money, kind, record, note, external_reference, hold_id=None)

    def take_fee(
        self, purse: Account, fees: Account | None, money: Money, note: str, ends: Ends, *, capped: bool, watched: bool
    ) -> int:
        """Take the fee of a call; the transfer's id. Purse, account for fees and ends of the log as they stand now, so that
        nothing has to be waited for; what does not follow from them the database refuses.

        capped: whether a cap has to be looked at; watched: whether an alert has."""
        if capped:
            self._check_caps(purse, money, "charge")
        if purse.available < money.amount:
            raise self._shortfall(purse, money)
        fees = fees or self.account(PLATFORM, "fees", money.currency)
        transfer = Transfer(purse.id, fees.id, money.amount, "charge", None)
        self.tx.later(_BALANCES, debit=purse.id, credit=fees.id, amount=money.amount)
        after = (purse.balance - money.amount, fees.balance + money.amount)
        self.moved.accounts[purse.id] = Purse(purse.owner, purse.currency, watched)
        self.moved.transfer(transfer, of_hold=False)
        return self._write(self._line(transfer, money, after, note=note), ends.transfer_id, ends.transfers)

    def hold(
        self,
        account: Account,
        money: Money,
        *,
        kind: str,
        record: Record | None = None,
        expires_at: str | None = None,
        rest_of: int | None = None,
        instead_of: Money | None = None,
    ) -> int:
        """Reserve money of an account; the hold's id. It is refused as move is.

        rest_of: what is left of a hold that just ended is held again, under a kind of NOT_SPENT: caps count it with that one.
        instead_of: what was held for the same until now; no more than that is no new spending."""
        _check_currency(account, money)
        if instead_of is None or instead_of.amount < money.amount:
            self._check_caps(account, money, kind)
        changed = self.tx.run(
            "UPDATE ledger_accounts SET held = held + :amount WHERE id = :id AND (may_overdraw = 1 OR balance - held >= :amount)",
            id=account.id,
            amount=money.amount,
        )
        if not changed:
            raise self._shortfall(account, money)
        self.moved.accounts[account.id] = _purse_of(account)
        id = self.tx.insert(
            "ledger_holds",
            account_id=account.id,
            amount=money.amount,
            currency=money.currency,
            kind=kind,
            record_type=record[0] if record else None,
            record_id=record[1] if record else None,
            call_id=self.call_id,
            expires_at=expires_at,
            rest_of=rest_of,
            created_at=utc_text(self.now),
        )
        self.moved.leaves(account.id, record or ("hold", rest_of or id), money.amount)
        return id

    def post(self, hold_id: int, parts: Sequence[tuple[Account, Money, str]], note: str | None = None) -> list[int]:
        """Pay out of a hold to one or more accounts; what is left of it returns to where it came from, and so does what
        would go to the account it is held on. The ids of the transfers."""
        hold = self._load_hold(hold_id)
        if sum(money.amount for _, money, _ in parts) > hold.money.amount:
            raise ValueError(f"hold {hold_id} is over {hold.money}; {[str(money) for _, money, _ in parts]} asked for")
        paid = [part for part in parts if part[0].id != hold.account_id and part[1].amount]
        total = sum(money.amount for _, money, _ in paid)
        self._end(hold, "posted" if total else "voided", total)
        source = load_account(self.tx, hold.account_id)
        return [
            self._transfer(source, credit, money, kind, hold.record, note, None, hold_id)
            for credit, money, kind in paid
        ]

    def void(self, hold_id: int) -> Money:
        """Give a hold back whole; how much it was."""
        return self._end(self._load_hold(hold_id), "voided", 0)

    def expire(self, hold_id: int) -> Money:
        """End a hold whose time has passed; how much it was."""
        return self._end(self._load_hold(hold_id), "expired", 0)

    def open_hold(self, kind: str, record: Record) -> Hold | None:
        """The open hold of a kind on a record."""
        row = self.tx.one(
            f"{_HOLDS} WHERE h.record_type = :type AND h.record_id = :id AND h.kind = :kind AND e.hold_id IS NULL"
            " ORDER BY h.id LIMIT 1",
            type=record[0],
            id=record[1],
            kind=kind,
        )
        return _hold(row) if row else None

    def open_holds(self, record: Record) -> list[Hold]:
        """All open holds on a record, oldest first."""
        rows = self.tx.all(
            f"{_HOLDS} WHERE h.record_type = :type AND h.record_id = :id AND e.hold_id IS NULL ORDER BY h.id",
            type=record[0],
            id=record[1],
        )
        return [_hold(row) for row in rows]

    def held(self, owner: Owner, currency: str) -> Money:
        """All that is held of an owner's purse."""
        return Money(self.purse(owner, currency).held, currency)

    @property
    def spender(self) -> Spender:
        """Whoever spends in this call, to ask beforehand what their caps allow."""
        agent = self.caller_id if self.caller_type == "agent" else None
        return Spender(self.tx, self.now, self.call_id, agent, self.gate)

    def _check_caps(self, account: Account, money: Money, kind: str) -> None:
        """Whatever leaves a purse passes here once, when it is moved or held. The machine's owner writes by hand."""
        if self.caller_type is not None and account.kind == "purse":
            self.gate.check(kind)
            if kind not in NOT_SPENT:
                self.spender.check_money(account.owner, money)

    def _transfer(
        self,
        debit: Account,
        credit: Account,
        money: Money,
        kind: str,
        record: Record | None,
        note: str | None,
        external_reference: str | None,
        hold_id: int | None,
    ) -> int:
        _check_currency(debit, money)
        _check_currency(credit, money)
        if money.amount <= 0:
            raise ValueError(f"a transfer moves more than nothing, not {money}")
        changed = self.tx.all(
            f"{_BALANCES} {_RETURNING}", debit=debit.id, credit=credit.id, amount=money.amount, lane=self.tx.lane
        )
        if not changed:
            raise self._shortfall(debit, money)
        self.moved.accounts |= {each.id: _purse_of(each) for each in (debit, credit) if each.kind == "purse"}
        transfer = Transfer(debit.id, credit.id, money.amount, kind, record)
        self.moved.transfer(transfer, of_hold=hold_id is not None)
        balances, last = {row["id"]: row["balance"] for row in changed}, changed[0]
        after = (balances[debit.id], balances[credit.id])
        line = self._line(transfer, money, after, hold_id, note, external_reference)
        return self._write(line, last["last_id"], (last["place"], last["hash"]))

    def _write(self, line: dict[str, Any], last_id: int, end: End) -> int:
        """Add a line to the log, which ends so; its id. Lines are numbered without gaps, so nobody has to wait to hear it."""
        self.tx.insert_later(TRANSFERS.table, id=last_id + 1, **chained(self.tx, TRANSFERS, line, end))
        return last_id + 1

    def _line(
        self,
        transfer: Transfer,
        money: Money,
        after: tuple[int, int],
        hold_id: int | None = None,
        note: str | None = None,
        external_reference: str | None = None,
    ) -> dict[str, Any]:
        """What the log says of a transfer. after: the balances on both sides."""
        return {
            "debit_account_id": transfer.debit,
            "credit_account_id": transfer.credit,
            "amount": transfer.amount,
            "currency": money.currency,
            "kind": transfer.kind,
            "record_type": transfer.record[0] if transfer.record else None,
            "record_id": transfer.record[1] if transfer.record else None,
            "hold_id": hold_id,
            "call_id": self.call_id,
            "caller_type": self.caller_type,
            "caller_id": self.caller_id,
            "tool": self.tool,
            "note": note,
            "external_reference": external_reference,
            "debit_balance_after": after[0],
            "credit_balance_after": after[1],
            "created_at": utc_text(self.now),
        }

    def _end(self, hold: Hold, outcome: str, posted: int) -> Money:
        ended = self.tx.run(
            """INSERT INTO ledger_hold_ends (hold_id, outcome, posted_amount, call_id, created_at)
               SELECT id, :outcome, :posted, :call_id, :now FROM ledger_holds
               WHERE id = :hold_id AND NOT EXISTS (SELECT 1 FROM ledger_hold_ends e WHERE e.hold_id = :hold_id)""",
            hold_id=hold.id,
            outcome=outcome,
            posted=posted,
            call_id=self.call_id,
            now=utc_text(self.now),
        )
        if not ended:
            raise HoldEnded(f"hold {hold.id} has ended before")
        self.tx.run(
            "UPDATE ledger_accounts SET held = held - :amount WHERE id = :id",
            id=hold.account_id,
            amount=hold.money.amount,
        )
        self.moved.accounts.setdefault(hold.account_id, None)
        self.moved.leaves(hold.account_id, hold.record or ("hold", hold.root), posted - hold.money.amount)
        return hold.money

    def _load_hold(self, hold_id: int) -> Hold:
        row = self.tx.one(f"{_HOLDS} WHERE h.id = :id", id=hold_id)
        if row is None:
            raise LookupError(f"no hold {hold_id}")
        return _hold(row)

    def _shortfall(self, account: Account, money: Money) -> Shortfall:
        now = load_account(self.tx, account.id)
        return Shortfall(account.owner, money, Money(now.available, money.currency))


def find_account(tx: Transaction, owner: Owner, kind: str, currency: str) -> Account | None:
    row = tx.one(
        f"{_ACCOUNTS} WHERE owner_type = :type AND owner_id = :id AND kind = :kind AND currency = :currency",
        type=owner.kind,
        id=owner.id,
        kind=kind,
        currency=currency,
    )
    return _account(row) if row else None


def load_account(tx: Transaction, id: int) -> Account:
    row = tx.one(f"{_ACCOUNTS} WHERE id = :id", id=id)
    if row is None:
        raise LookupError(f"no account {id}")
    return _account(row)


def purses(tx: Transaction, owner: Owner) -> list[Account]:
    """All purses of an owner, in the order they were opened."""
    return purses_soon(tx, owner)()


def purses_soon(tx: Transaction, owner: Owner) -> Soon[list[Account]]:
    rows = tx.soon(f"{_ACCOUNTS} {_PURSES}", type=owner.kind, id=owner.id)
    return lambda: [_account(row) for row in rows()]


# Both sides at once, or neither.
_BALANCES = """UPDATE ledger_accounts SET balance = balance + CASE id WHEN :debit THEN -:amount ELSE :amount END
               WHERE id IN (:debit, :credit) AND EXISTS (
                   SELECT 1 FROM ledger_accounts d WHERE d.id = :debit AND (d.may_overdraw = 1 OR d.balance - d.held >= :amount))"""
# Both sides as they are now, and where the log ends.
_END = "FROM ledger_transfers WHERE lane = :lane ORDER BY place DESC LIMIT 1"
_RETURNING = f"""RETURNING id, balance, coalesce((SELECT max(t.id) FROM ledger_transfers t), 0) AS last_id,
                           coalesce((SELECT place {_END}), 0) AS place, coalesce((SELECT hash {_END}), '') AS hash"""
_ACCOUNTS = "SELECT id, owner_type, owner_id, kind, currency, balance, held FROM ledger_accounts"
_PURSES = "WHERE owner_type = :type AND owner_id = :id AND kind = 'purse' ORDER BY id"
_HOLDS = """SELECT h.id, h.account_id, h.amount, h.currency, h.kind, h.record_type, h.record_id, h.expires_at, h.rest_of
            FROM ledger_holds h LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id"""


def _account(row: Row) -> Account:
    owner = Owner(row["owner_type"], row["owner_id"])
    return Account(row["id"], owner, row["kind"], row["currency"], row["balance"], row["held"])


def _purse_of(account: Account) -> Purse | None:
    return Purse(account.owner, account.currency) if account.kind == "purse" else None


def _hold(row: Row) -> Hold:
    record = (row["record_type"], row["record_id"]) if row["record_type"] else None
    money = Money(row["amount"], row["currency"])
    return Hold(row["id"], row["account_id"], money, row["kind"], record, row["expires_at"], row["rest_of"])


def _check_currency(account: Account, money: Money) -> None:
    if account.currency != money.currency:
        raise ValueError(f"{money} does not go into a {account.currency} account")
