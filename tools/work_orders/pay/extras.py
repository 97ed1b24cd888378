"""Putting one of the company's bonuses or penalties on a work order, or changing one that is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from store.database import Row
from store.types import Money
from store.work_orders import catalog
from store.work_orders.entries import Entry, active_entries
from store.work_orders.pay_lines import extras
from store.work_orders.pay_lines.extras import Kind
from tools.call import Call
from tools.errors import Invalid
from tools.rules.sentences import word, worded
from tools.text import plain
from tools.work_orders.access import actor
from tools.work_orders.money import lines, pay, terms
from tools.work_orders.pay.rules.claims import money
from tools.work_orders.pay.transitions import HoldChange, hold_change, settle
from tools.work_orders.references import invalid_reference
from tools.work_orders.rules.pay import Extra, Lines


@dataclass(frozen=True, slots=True)
class Placed:
    """A bonus or penalty as it is to stand on an order. before: how it stands there now; None when it is new."""

    extra: Extra
    columns: Mapping[str, Any]
    before: Row | None


def placed(
    call: Call, kind: Kind, row: Row, id: int, charged: bool, amount: Decimal | None, texts: Mapping[str, str | None]
) -> Placed:
    """What is to stand on the order, checked. An order keeps the terms under which it got one; amount replaces them.

    texts: description and reason; None keeps what is there, else what the company's list says."""
    before = extras.find(call.tx, kind, row["id"], id)
    terms_of: Row | Entry | None = before
    if terms_of is None:
        terms_of = (catalog.bonus if kind == "bonus" else catalog.penalty)(call.tx, row["company_id"], id)
    if terms_of is None:
        list_tool = "list_company_bonuses" if kind == "bonus" else "list_company_penalties"
        raise invalid_reference(
            worded("{kind}_id", kind=kind),
            worded("your company has no {kind} {id} in use", kind=word(kind), id=id),
            list_tool,
        )
    if amount is not None and terms_of["calculation"] != "fixed":
        raise Invalid(
            {
                "amount": worded(
                    "is for fixed ones; this {kind} is {modifier} percent",
                    kind=word(kind),
                    modifier=terms_of["modifier"],
                )
            }
        )
    modifier = money("amount", amount, row["currency"]).text if amount is not None else terms_of["modifier"]
    given = {name: plain(text) for name, text in texts.items() if text is not None}
    if before is None:
        given = {"description": terms_of["description"], **given}
    columns = {"calculation": terms_of["calculation"], "modifier": modifier, "charged": int(charged), **given}
    return Placed(Extra(id, terms_of["calculation"], Decimal(modifier), charged), columns, before)


def hold_with(call: Call, kind: Kind, row: Row, wish: Placed) -> HoldChange:
    """What it would do to the hold: a bonus counts whether charged or not, a penalty never."""
    now = lines(call, row)
    return hold_change(call, row, terms(row), _with(now, kind, wish.extra))


def _with(now: Lines, kind: Kind, extra: Extra) -> Lines:
    if kind == "bonus":
        return replace(now, bonuses=_replaced(now.bonuses, extra))
    return replace(now, penalties=_replaced(now.penalties, extra))


def _replaced(there: Sequence[Extra], extra: Extra) -> list[Extra]:
    return [*(each for each in there if each.id != extra.id), extra]


def put(call: Call, kind: Kind, row: Row, wish: Placed) -> Row:
    """Write it, and bring the hold in step; the order after it."""
    id = wish.extra.id
    if wish.before is None:
        extras.insert(call.tx, kind, row["id"], id, call.stamp, actor(call), **wish.columns)
    else:
        extras.change(call.tx, kind, wish.before["id"], call.stamp, **wish.columns)
    act = f"{kind}_{'changed' if wish.before else 'added'}"
    return settle(call, row, act, detail={f"{kind}_id": id, "charged": wish.extra.charged})


def amounts(call: Call, kind: Kind, row: Row) -> Mapping[int, Money]:
    """What each bonus or penalty of an order comes to now, by the company's number; {} while no pay is set."""
    whole = pay(call, row)
    if whole is None:
        return {}
    return whole.bonuses if kind == "bonus" else whole.penalties


def charged_sum(call: Call, kind: Kind, row: Row) -> Money:
    """What those that count come to together."""
    whole = pay(call, row)
    if whole is None:
        return Money(0, row["currency"])
    return whole.bonus_sum if kind == "bonus" else whole.penalty_sum


def available(call: Call, kind: Kind, row: Row) -> list[Entry]:
    """Those of the company's list that the order has not got."""
    there = {each[f"{kind}_id"] for each in extras.all_of(call.tx, kind, row["id"])}
    return [each for each in active_entries(call.tx, kind, row["company_id"]) if each["id"] not in there]
