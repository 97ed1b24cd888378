"""Whether somebody may apply for an open call, and with what: each refusal says why and what would be allowed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field
from typing_extensions import TypedDict

from store.approvals.freezes import frozen_payees
from store.database import Row
from store.open_calls import applications, applying, calls, people, sight
from store.types import Money, Owner, utc_text
from tools.call import Call
from tools.errors import Conflict, Invalid, NotAllowed, RateLimited, Refusal, WrongState
from tools.open_calls.access import SEEN, called, not_found
from tools.open_calls.applicants.person import reason
from tools.open_calls.clock import settle, settle_applicant
from tools.open_calls.eligibility import unmet_by
from tools.open_calls.params import Key
from tools.open_calls.rules.applying import (
    DAY,
    MOST_A_DAY,
    MOST_LINKS,
    MOST_LIVE,
    SENT,
    Terms,
    answer_faults,
    link_faults,
    merged,
    price_fault,
)
from tools.open_calls.rules.terms import differing, material_of
from tools.open_calls.safety import below_floor, pay_floor_refusal
from tools.params import Url
from tools.rules.sentences import joined, told_by, word, worded
from tools.text import plain

# Material terms that are told as they were and are.
_PLAIN_TERMS = ("seats", "description", "deadline", "deadline_hours", "estimated_hours")


class LinkIn(TypedDict):
    key: Key
    url: Url


class AnswerIn(TypedDict):
    key: Key
    value: Annotated[str, Field(min_length=1, max_length=2000)]


@dataclass(frozen=True, slots=True)
class Given:
    """What an application says; None: as it stood."""

    letter: str | None = None
    price: Decimal | None = None
    hours: Decimal | None = None
    links: Sequence[LinkIn] | None = None
    answers: Sequence[AnswerIn] | None = None
    available_from: date | None = None


# The call, and whether it can be applied for


def call_for(call: Call, ref: str, person: int) -> Row:
    """The call as somebody sees it who applies; NotFound for what they may not see."""
    row = calls.find(call.tx, ref)
    if row is None:
        raise not_found(ref)
    if row["company_id"] == call.caller.company_id:
        raise _own(row)
    row = settle(call, row)
    has_applied = applications.latest_of_person(call.tx, row["id"], person) is not None
    public = row["visibility"] == "public" or calls.is_in_team(call.tx, row["company_id"], person)
    is_seen = has_applied or (row["status"] in SEEN and public)
    if row["status"] == "draft" or not is_seen or _is_kept_away(call, row["company_id"], person):
        raise not_found(ref)
    # Another company of the person's: its calls are seen from here only as everybody sees them.
    if row["company_id"] in sight.companies_of(call.tx, person):
        raise _own(row)
    return row


def _is_kept_away(call: Call, company_id: int, person: int) -> bool:
    """Whether a company and somebody have nothing to do with each other: one has blocked the other, or it pays them nothing."""
    return people.is_blocked(call.tx, company_id, person) or bool(
        frozen_payees(call.tx, Owner("company", company_id), [person])
    )


def _own(row: Row) -> NotAllowed:
    return NotAllowed(
        worded("{called} is of the person's own company; nobody applies to their own.", called=called(row)),
        next=("search_open_calls",),
    )


def check_open(call: Call, row: Row, person: int, before: Row | None) -> None:
    """It takes applications; once closed, only those sent before are sent again."""
    again = before is not None and before["status"] in SENT
    if row["status"] != "published" and not (row["status"] == "closed" and again):
        raise WrongState(
            worded("{called} is {status} and takes no applications.", called=called(row), status=word(row["status"])),
            state=row["status"],
            next=("search_open_calls",),
        )
    if before is not None and call.caller.kind == "agent" and before["status"] in SENT:
        raise Conflict(
            worded(
                "Person {person} has sent application {id} for it already; only they change it.",
                person=person,
                id=before["id"],
            ),
            state=before["status"],
        )
    last = applications.latest_of_person(call.tx, row["id"], person)
    if last is not None and last["status"] == "accepted":
        raise decided(last)
    if last is not None and last["status"] == "refused" and last["terms_version_refused"] == row["terms_version"]:
        raise Conflict(
            worded(
                "Application {id} for it was refused, and its terms are the same since; it can be applied "
                "for again when they change.",
                id=last["id"],
            ),
            state="refused",
            next=("search_open_calls",),
        )


def check_seen(call: Call, row: Row, seen_version: int | None) -> None:
    if seen_version is None or seen_version >= row["terms_version"]:
        return
    before = calls.terms_at(call.tx, row["id"], seen_version)
    differences = differing(before, material_of(dict(row)))
    names = ", ".join(name.replace("_", " ") for name in differences) or worded("its terms")
    raise Conflict(
        worded(
            "{called} changed since version {seen_version}: {names}. It stands at version {version} now.",
            called=called(row),
            seen_version=seen_version,
            names=names,
            version=row["version"],
        ),
        code="terms_changed",
        next=("get_open_call",),
        details={
            "differences": {name: _difference(row, before.get(name), row[name], name) for name in differences},
            "version": row["version"],
        },
    )


def _difference(row: Row, old: Any, new: Any, name: str) -> dict[str, Any]:
    """A term as it was and is; of what may hold an address only that it is another."""
    if name in ("price_min", "price_max"):
        old, new = (None if value is None else Money(value, row["currency"]).text for value in (old, new))
    elif name not in _PLAIN_TERMS:
        return {"changed": True}
    return {"old": old, "new": new}


def check_room(call: Call, row: Row, person: int, before: Row | None) -> None:
    """There is room in the call, and the person has not too many running."""
    counts_already = before is not None and before["status"] in SENT
    if not counts_already and applying.counted(call.tx, row["id"]) >= row["max_applications"]:
        raise Conflict(
            worded(
                "{called} has all the applications it takes, {max_applications}.",
                called=called(row),
                max_applications=row["max_applications"],
            ),
            code="applications_full",
            state=row["status"],
            next=("search_open_calls",),
        )
    if before is not None:
        return
    settle_applicant(call, Owner("person", person))
    live, new = applying.running(call.tx, person, utc_text(call.now - DAY))
    if live >= MOST_LIVE:
        raise RateLimited(
            worded(
                "{live} applications are undecided; {most_live} is the most. Withdraw one first.",
                live=live,
                most_live=MOST_LIVE,
            ),
            next=("list_applications",),
        )
    if new >= MOST_A_DAY:
        raise RateLimited(
            worded(
                "{new} applications were made within a day; {most_a_day} is the most.", new=new, most_a_day=MOST_A_DAY
            ),
            retry_after=3600,
        )


# What it says


def checked_columns(call: Call, row: Row, person: int, before: Row | None, given: Given) -> dict[str, Any]:
    """The application as it is to stand, checked as a whole; Invalid names every fault."""
    lacking = unmet_by(call, row, person)
    if lacking:
        raise Invalid(
            {
                "open_call_id": worded(
                    "asks for more: {lacking}", lacking=joined([reason(one) for one in lacking], "; ")
                )
            },
            code="not_eligible",
            next=("get_open_call",),
            details={
                "reasons": [{"requirement": one.requirement, "wanted": one.wanted, "have": one.have} for one in lacking]
            },
        )
    stood = _written(before)
    columns = {**stood, **_said(given, stood)}
    faults, price = _price(row, columns, given)
    asked, links, answers = (
        json.loads(row["requirements"]),
        json.loads(columns["links"]),
        json.loads(columns["answers"]),
    )
    for field, found in (
        ("links", link_faults(asked.get("required_links") or (), links)),
        ("answers", answer_faults(json.loads(row["questions"]), answers)),
    ):
        if found:
            faults[field] = joined(found, "; ")
    if len(links) > MOST_LINKS:
        faults["links"] = worded(
            "are at most {most_links}; with those that stand there already these would be {count}",
            most_links=MOST_LINKS,
            count=len(links),
        )
    if faults:
        raise Invalid(faults, next=("get_open_call",))
    _check_floor(call, row, person, price, columns["hours"])
    return {**columns, "price": None if price is None else price.amount}


def _price(row: Row, columns: Mapping[str, Any], given: Given) -> tuple[dict[str, str], Money | None]:
    """What is wrong with the price, and the price."""
    currency = row["currency"]
    price = None if columns["price"] is None else Money(columns["price"], currency)
    if given.price is not None:
        try:
            price = Money.of(given.price, currency)
        except ValueError as error:
            return {"price": told_by(error)}, None
    least = None if row["price_min"] is None else Money(row["price_min"], currency)
    fault = price_fault(Terms(least, Money(row["price_max"], currency), bool(row["counter_price"])), price)
    return ({"price": fault} if fault else {}), price


def _check_floor(call: Call, row: Row, person: int, price: Money | None, hours: str | None) -> None:
    facts = people.facts(call.tx, person)
    country = facts["country"] if facts is not None else None
    asked = price or Money(row["price_max"], row["currency"])
    low = below_floor(call, row, asked, Decimal(hours) if hours else None, country or "*")
    if low is not None:
        raise pay_floor_refusal(low, "price")


def _written(before: Row | None) -> dict[str, Any]:
    """What stands in the application now."""
    if before is None:
        return {"letter": None, "price": None, "hours": None, "links": "[]", "answers": "[]", "available_from": None}
    return {name: before[name] for name in ("letter", "price", "hours", "links", "answers", "available_from")}


def _said(given: Given, stood: Mapping[str, Any]) -> dict[str, Any]:
    """What is said now, over what stood there."""
    links = [{"key": each["key"], "url": each["url"]} for each in given.links or ()]
    answers = [{"key": each["key"], "value": plain(each["value"])} for each in given.answers or ()]
    return {
        "letter": stood["letter"] if given.letter is None else plain(given.letter),
        "hours": stood["hours"] if given.hours is None else f"{given.hours.normalize():f}",
        "links": json.dumps(merged(json.loads(stood["links"]), links), ensure_ascii=False),
        "answers": json.dumps(merged(json.loads(stood["answers"]), answers), ensure_ascii=False),
        "available_from": stood["available_from"] if given.available_from is None else given.available_from.isoformat(),
    }


def decided(application: Row) -> Refusal:
    """The refusal of what can only be done to a live application."""
    status, next = application["status"], ["list_applications"]
    text = worded("Application {id} is {status}", id=application["id"], status=word(status))
    if status == "accepted":
        ends = "decline_task" if application["result_type"] == "task" else "remove_work_order_provider"
        kind = word(application["result_type"].replace("_", " "))
        work = worded("{kind} {id}", kind=kind, id=application["result_id"])
        text, next = worded("{text} and became {work}; {ends} ends it", text=text, work=work, ends=ends), [ends]
    return WrongState(joined((text, "."), ""), state=status, next=next)
