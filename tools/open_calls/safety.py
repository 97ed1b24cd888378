"""The rules of safety over a call as it stands: forbidden kinds of work, jobs split to hide one, and the floor of pay."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any

from store.database import Row
from store.open_calls import safety
from store.payouts.rates import current_rate
from store.types import Money, utc_text
from tools.call import Call
from tools.errors import Invalid, Refusal
from tools.open_calls.rules.forbidden_kinds import (
    NEARBY_M,
    TOGETHER_DAYS,
    CallText,
    Kind,
    Split,
    hosts,
    kinds_hit,
    splits,
)
from tools.open_calls.rules.pay_floor import Floor, TooLow, floor_in, places, too_low
from tools.payouts.rules.conversion import CURRENCIES, convert
from tools.rules.places import Point
from tools.rules.sentences import OR, joined, say, worded
from tools.tasks.rules.evidence import metres
from tools.text import without_tags

# A row of open_calls, or its columns as they are about to be.
Columns = Row | Mapping[str, Any]


def check_safe(call: Call, row: Columns) -> None:
    """Refuse a call that is of a forbidden kind, hides one together with others, or pays too little: Invalid with the code
    forbidden_kind, splitting or pay_floor. What the operator let through passes the first two."""
    for refusal in _refusals(call, row):
        raise refusal


def safety_warnings(call: Call, row: Columns) -> list[str]:
    """The same as sentences, for a draft."""
    return [f"{refusal.message} Publishing will be refused." for refusal in _refusals(call, row)]


def forbidden_in(call: Call, text: str) -> tuple[str, ...]:
    """The codes of the forbidden kinds that a text by itself is of."""
    return kinds_hit(text, _kinds(call))


def below_floor(
    call: Call, row: Columns, price: Money, hours: Decimal | None = None, applicant_country: str | None = None
) -> TooLow | None:
    """What is wrong with a price for one seat; None when it reaches the floor. hours: the applicant's estimate.

    applicant_country: of somebody who applies; it counts where the call names no place."""
    hours = hours or (Decimal(row["estimated_hours"]) if row["estimated_hours"] else None)
    if hours is None:
        return None
    asked = json.loads(row["requirements"] or "{}")
    where = places(row["work"], row["country"], asked.get("countries") or ())
    if not where and applicant_country:
        where = (applicant_country.upper(),)
    floors = [
        Floor(each["country"], Money.of(each["per_hour"], each["currency"]))
        for each in safety.floors(call.tx)
        if _has_rate(call, each["currency"], price.currency)
    ]
    return too_low(price, hours, floor_in(where, floors, price.currency, lambda money, to: _converted(call, money, to)))


def pay_floor_refusal(found: TooLow, field: str) -> Refusal:
    """The refusal of a price below the floor: what the floor is, and what would be allowed."""
    where = worded("anywhere") if found.country == "*" else worded("in {country}", country=found.country)
    return Invalid(
        {
            field: worded(
                "is below the floor of pay {where}: {per_hour} an hour; {lowest_price} is the lowest price",
                where=where,
                per_hour=found.per_hour,
                lowest_price=found.lowest_price,
            )
        },
        code="pay_floor",
        next=("update_open_call",) if field != "price" else (),
        details={
            "per_hour": found.per_hour.text,
            "lowest_price": found.lowest_price.text,
            "currency": found.per_hour.currency,
        },
    )


def _refusals(call: Call, row: Columns) -> list[Refusal]:
    found: list[Refusal] = []
    if row["safety_released_at"] is None:
        found += _of_words(call, row)
    if row["price_max"] is not None:
        price = Money(row["price_min"] or row["price_max"], row["currency"])
        low = below_floor(call, row, price)
        if low is not None:
            found.append(pay_floor_refusal(low, "price_min" if row["price_min"] else "price_max"))
    return found


def _of_words(call: Call, row: Columns) -> list[Refusal]:
    kinds = _kinds(call)
    this = call_text(row)
    safety.keep_hosts(call.tx, row["id"], hosts(this.text))
    alone = kinds_hit(this.text, kinds)
    found: list[Refusal] = [_forbidden(code, kinds) for code in alone]
    return found + [_split(split, kinds) for split in splits(this, _together(call, row), kinds)]


def _forbidden(code: str, kinds: Sequence[Kind]) -> Refusal:
    fault = worded(
        "is of a kind of work that is not put out here, {code}: {told_by}", code=code, told_by=_told_by(code, kinds)
    )
    return Invalid(
        {
            "description": worded(
                "{fault}. Without one of these it is allowed; the operator may let a single call pass", fault=fault
            )
        },
        code="forbidden_kind",
        next=("update_open_call",),
        details={"code": code},
    )


def _split(split: Split, kinds: Sequence[Kind]) -> Refusal:
    calls = ", ".join(map(str, split.calls))
    fault = worded(
        "together the open calls {calls} are of a kind of work that is not put out here, {code}",
        calls=calls,
        code=split.code,
    )
    allowed = worded(
        "allowed is a call that shares no place, web host or accepted person with the others of {together_days} days",
        together_days=TOGETHER_DAYS,
    )
    return Invalid(
        {"description": joined((fault, ": ", _told_by(split.code, kinds), "; ", allowed), "")},
        code="splitting",
        next=("update_open_call",),
        details={"code": split.code, "calls": list(split.calls)},
    )


def _told_by(code: str, kinds: Sequence[Kind]) -> str:
    kind = next(kind for kind in kinds if kind.code == code)
    parts = [joined(("(", joined(phrases, OR), ")"), "") for phrases in kind.needs]
    return joined(parts, say(" with "))


def call_text(row: Columns) -> CallText:
    """All that a call says."""
    done, questions = json.loads(row["done"] or "[]"), json.loads(row["questions"] or "[]")
    parts = [
        row["title"],
        without_tags(row["description"] or ""),
        without_tags(row["start_instructions"] or ""),
        *(item["text"] for item in done),
        *(question["label"] for question in questions),
    ]
    return CallText(row["id"], "\n".join(part for part in parts if part), row["safety_released_at"] is not None)


def _together(call: Call, row: Columns) -> list[CallText]:
    """The company's calls of the last days that belong with this one."""
    since = utc_text(call.now - timedelta(days=TOGETHER_DAYS))
    recent = safety.company_calls_since(call.tx, row["company_id"], since, row["id"])
    ids = [each["id"] for each in recent]
    belong = {each["id"] for each in recent if _is_near(row, each)}
    for start in range(0, len(ids), safety.MOST_TOGETHER):
        some = ids[start : start + safety.MOST_TOGETHER]
        belong |= safety.naming_the_hosts_of(call.tx, row["id"], some)
        belong |= safety.sharing_people_with(call.tx, row["id"], some)
    newest = [id for id in ids if id in belong][: safety.MOST_TOGETHER]
    return [call_text(each) for each in safety.texts(call.tx, newest)] if newest else []


def _is_near(row: Columns, other: Columns) -> bool:
    if row["latitude"] is None or other["latitude"] is None:
        return False
    here, there = Point(row["latitude"], row["longitude"]), Point(other["latitude"], other["longitude"])
    return metres(here, there) <= NEARBY_M


def _kinds(call: Call) -> list[Kind]:
    return [
        Kind(each["code"], tuple(tuple(phrases) for phrases in json.loads(each["needs"])))
        for each in safety.kinds(call.tx)
    ]


def _has_rate(call: Call, base: str, target: str) -> bool:
    """Whether a floor can be told in the currency of a call; others set none."""
    return base == target or ({base, target} <= set(CURRENCIES) and _rate(call, base, target) is not None)


def _converted(call: Call, money: Money, to: str) -> Money:
    if money.currency == to:
        return money
    return Money(convert(money.amount, money.currency, to, _rate(call, money.currency, to)).target_amount, to)


def _rate(call: Call, base: str, target: str) -> Decimal | None:
    row = current_rate(call.tx, base, target, call.now)
    return Decimal(row["rate"]) if row else None
