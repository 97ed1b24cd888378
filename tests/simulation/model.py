"""The simple model: purses, holds, free views and limits kept in plain Python from what the database reports,
and compared with what the rows say after every step."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from store.types import DECIMALS
from tests.simulation.laws import event_laws, may_move, order_laws
from tests.simulation.notes import Note
from tests.simulation.steps import Violation

FREE_VIEWS = 100
SPENDING = ("charge", "booking_payment")


@dataclass(slots=True)
class Purse:
    """An account as its transfers and holds make it, and the (balance, held) its row was last seen with."""

    balance: int
    held: int
    may_overdraw: bool
    owner: tuple[str, int]
    currency: str
    seen: tuple[int, int]


class Model:
    """What must be true of the money, the charges, the views and the limits."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self.raw = raw
        self.purses: dict[int, Purse] = {}
        self.holds: dict[int, tuple[int, int]] = {}
        # The operations that the log of calls knows.
        self.happened: set[str] = set()
        self.views: Counter[tuple[str, int, str]] = Counter()
        self.limits: dict[tuple[str, int, int], dict[str, int]] = defaultdict(dict)
        # From whose purses, by which agent (0: by anybody), on which day: how much, in millionths of a dollar.
        self.spent: dict[tuple[tuple[str, int], int], dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
        self._begin()

    def _begin(self) -> None:
        rates = self.raw.execute("SELECT currency, usd FROM usd_rates ORDER BY valid_from").fetchall()
        self.worth = {row["currency"]: Decimal(row["usd"]).scaleb(6 - DECIMALS[row["currency"]]) for row in rates}
        self.happened |= {row["tool"] for row in self.raw.execute("SELECT DISTINCT tool FROM calls")}
        for row in self.raw.execute("SELECT * FROM ledger_accounts"):
            owner = (row["owner_type"], row["owner_id"])
            seen = (row["balance"], row["held"])
            self.purses[row["id"]] = Purse(*seen, bool(row["may_overdraw"]), owner, row["currency"], seen)
        for row in self.raw.execute(
            """SELECT payer_type, payer_id, substr(at, 1, 7), count(*) FROM calls
               WHERE price_class = 'profile_view' AND waived = 0 AND payer_type IS NOT NULL GROUP BY 1, 2, 3"""
        ):
            self.views[row[0], row[1], row[2]] = row[3]
        for row in self.raw.execute(
            "SELECT id, account_id, amount FROM ledger_holds WHERE id NOT IN (SELECT hold_id FROM ledger_hold_ends)"
        ):
            self.holds[row["id"]] = (row["account_id"], row["amount"])

    def take(self, notes: list[Note], now: str) -> None:
        """Follow what was noted during a step; Violation when the rows say otherwise."""
        touched: set[int] = set()
        transfers: dict[int, Note] = {}
        calls: list[Note] = []
        events: set[int] = set()
        blocks: set[int] = set()
        orders: set[int] = set()
        for note in notes:
            kind = note[0]
            if kind == "moved":
                if not may_move(self.raw, note[1], note[2], note[3], note[4]):
                    raise Violation("transition", f"{note[1]} {note[2]} went from {note[3]} to {note[4]}")
                if note[1] == "work_orders":
                    orders.add(note[2])
            elif kind == "event":
                events.add(note[1])
            elif kind == "busy":
                blocks.add(note[1])
            elif kind == "call":
                calls.append(note)
                self.happened.add(note[2])
            elif kind == "limit":
                # What was called before it, in the same tick, is held against what was set then.
                self._charged(calls, transfers)
                calls, transfers = [], {}
                self._limit(note)
            elif kind != "kept":
                self._money(note, touched)
                if kind == "transfer":
                    transfers[note[1]] = note
        for id in touched:
            self._agrees(id)
        if calls or transfers:
            self._charged(calls, transfers)
        for sentence in event_laws(self.raw, now, events, blocks):
            raise Violation("two places or seats", sentence)
        for sentence in order_laws(self.raw, orders):
            raise Violation("books", sentence)

    def audit(self) -> None:
        """Every row of every account against the model, touched or not."""
        for row in self.raw.execute("SELECT id, balance, held FROM ledger_accounts"):
            purse = self.purses[row["id"]]
            if (row["balance"], row["held"]) != (purse.balance, purse.held):
                raise Violation("books", f"account {row['id']} says {tuple(row)[1:]}, the model {purse}")

    def _money(self, note: Note, touched: set[int]) -> None:
        kind = note[0]
        if kind == "transfer":
            _, _, debit, credit, amount, *_ = note
            self.purses[debit].balance -= amount
            self.purses[credit].balance += amount
            touched |= {debit, credit}
            self._spend(note)
        elif kind == "hold":
            _, id, account, amount, *_ = note
            self.purses[account].held += amount
            self.holds[id] = (account, amount)
            touched.add(account)
        elif kind == "ended":
            _, id, posted = note
            if id not in self.holds:
                raise Violation("books", f"hold {id} ended twice")
            account, amount = self.holds.pop(id)
            self.purses[account].held -= amount
            if posted > amount:
                raise Violation("books", f"hold {id} of {amount} paid {posted}")
            touched.add(account)
        elif kind == "opened":
            _, id, balance, held, overdraw, owner, owner_id, _, currency = note
            self.purses[id] = Purse(0, 0, bool(overdraw), (owner, owner_id), currency, (balance, held))
            touched.add(id)
        else:
            _, id, balance, held = note
            self.purses[id].seen = (balance, held)
            touched.add(id)

    def _agrees(self, id: int) -> None:
        purse = self.purses[id]
        if (purse.balance, purse.held) != purse.seen:
            raise Violation(
                "books", f"account {id} says {purse.seen}, its transfers and holds {(purse.balance, purse.held)}"
            )
        if not purse.may_overdraw and (purse.held < 0 or purse.balance < purse.held):
            raise Violation("overdrawn", f"account {id} of {purse.owner} has {purse.balance}, {purse.held} of it held")

    def _charged(self, calls: list[Note], transfers: dict[int, Note]) -> None:
        """Every charge has its call, every billed call its charge, from the purse of who pays."""
        charges = {id for id, note in transfers.items() if note[5] == "charge"}
        for note in calls:
            _, id, tool, amount, _, caller, caller_id, payer, payer_id, micros, transfer, price, free, waived, at = note
            if amount:
                moved = transfers.get(transfer)
                if moved is None or moved[5] != "charge" or moved[4] != amount:
                    raise Violation("charge", f"{tool} was billed {amount}, its transfer is {moved}")
                if self.purses[moved[2]].owner != (payer, payer_id):
                    raise Violation(
                        "charge", f"{tool} for {payer} {payer_id} was paid by {self.purses[moved[2]].owner}"
                    )
                charges.discard(transfer)
            elif micros:
                raise Violation("charge", f"{tool} is worth {micros} and took nothing")
            if price == "profile_view" and not waived and payer is not None:
                self._view(tool, (payer, payer_id, at[:7]), free, amount)
            if micros and caller == "agent" and not self._let_past(id):
                self._within_limits(tool, caller_id, (payer, payer_id), micros, at)
        if charges:
            raise Violation("charge", f"transfers {charges} belong to no call")

    def _view(self, tool: str, who: tuple[str, int, str], free: int, amount: int) -> None:
        self.views[who] += 1
        if (free, amount > 0) != ((1, False) if self.views[who] <= FREE_VIEWS else (0, True)):
            raise Violation("quota", f"view {self.views[who]} of {who} by {tool}: free {free}, billed {amount}")

    def _limit(self, note: Note) -> None:
        _, owner, owner_id, agent, period, amount = note
        kept = self.limits[owner, owner_id, agent]
        if amount is None:
            kept.pop(period, None)
        else:
            kept[period] = amount

    def _spend(self, note: Note) -> None:
        _, _, debit, credit, amount, kind, caller, caller_id, at = note
        if kind not in SPENDING and kind != "refund":
            return
        purse = self.purses[credit if kind == "refund" else debit]
        worth = (-amount if kind == "refund" else amount) * self.worth[purse.currency]
        self.spent[purse.owner, 0][at[:10]] += worth
        if caller == "agent":
            self.spent[purse.owner, caller_id][at[:10]] += worth

    def _let_past(self, call: str) -> bool:
        """Whether a person said yes to it though it goes above a limit."""
        sql = """SELECT r.reasons FROM calls c JOIN approval_requests r ON r.id = c.approval_id WHERE c.id = ?"""
        row = self.raw.execute(sql, (call,)).fetchone()
        return row is not None and "spending_limit" in json.loads(row["reasons"])

    def _within_limits(self, tool: str, agent: int, payer: tuple[Any, Any], micros: int, at: str) -> None:
        for (owner, owner_id, bound), kept in self.limits.items():
            if bound != agent and not (bound == 0 and (owner, owner_id) == payer):
                continue
            for period, amount in kept.items():
                days = self.spent[(owner, owner_id), bound]
                used = {
                    "call": Decimal(micros),
                    "day": days[at[:10]],
                    "month": sum((part for day, part in days.items() if day[:7] == at[:7]), Decimal()),
                }[period]
                if used > amount:
                    raise Violation("limit", f"agent {agent} spent {used} of {amount} a {period} with {tool}")
