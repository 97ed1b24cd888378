"""Requests and offers as answered: who wants the job, at what cost, and how well they fit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NotRequired, cast

from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from store.work_orders import requests as work_order_requests
from tools.call import Call
from tools.rules.places import told_km
from tools.shapes import MoneyShape, Theirs, money_shape
from tools.work_orders.matching.candidates import offer_of, timeless
from tools.work_orders.money import fee, lines, terms
from tools.work_orders.route_shapes import CounterOfferShape, DeclineShape, RouteProviderShape, person_of
from tools.work_orders.routing.counter_offers import counter_of
from tools.work_orders.rules.candidates import Candidate
from tools.work_orders.rules.qualifications import match_counts
from tools.work_orders.rules.requests import company_cost
from tools.work_orders.rules.routing import DECLINE_REASONS


class CandidateShape(RouteProviderShape):
    """distance_km: from their neighbourhood to the site, in whole kilometres."""

    jobs_completed: int
    distance_km: NotRequired[str | None]


class MatchShape(TypedDict):
    match: int
    no_match_required: int
    no_match_optional: int


class RequestShape(TypedDict):
    """A request of a provider, or (kind route) an offer to one."""

    kind: Literal["request", "route"]
    id: int
    work_order_id: int
    user: CandidateShape
    status: str
    message: NotRequired[Theirs | None]
    counter_offer: NotRequired[CounterOfferShape | None]
    qualification_match: MatchShape
    total_cost: NotRequired[MoneyShape | None]
    source: NotRequired[str | None]
    decline_reason: NotRequired[DeclineShape | None]
    terms_changed: bool
    created_at: str
    expires_at: NotRequired[str | None]
    ended_at: NotRequired[str | None]
    note: NotRequired[Theirs | None]


class RequestAnswer(TypedDict):
    request: RequestShape


@dataclass(frozen=True, slots=True)
class Judged:
    """A stored request or offer with what the order makes of its person."""

    row: Row
    candidate: Candidate
    cost: Money | None
    matches: dict[str, int]
    kilometres: Decimal | None


def judge(call: Call, order: Row, rows: Sequence[Row]) -> list[Judged]:
    """What requests and offers (rows of a candidacy) would cost the company, and how their people fit."""
    offer = offer_of(call, order)
    agreed, others, rate = terms(order), lines(call, order), fee(call, order)
    people = {one.user_id: one for one in timeless(call, order, {row["person_id"] for row in rows})}
    found = []
    for row in rows:
        one = people[row["person_id"]]
        cost = company_cost(agreed, others, rate, counter_of(row["counter_offer"], order)) if agreed else None
        way = told_km(one.home, offer.site) if one.home and offer.site else None
        found.append(Judged(row, one, cost, match_counts(offer.rules, one.facts), way))
    return found


def request_of_provider(call: Call, order: Row, id: int) -> RequestShape:
    """One request as its provider sees it: without the company's cost."""
    shape = request_of_company(call, order, id)
    return cast(RequestShape, {name: part for name, part in shape.items() if name != "total_cost"})


def request_of_company(call: Call, order: Row, id: int) -> RequestShape:
    row = work_order_requests.candidacy(call.tx, order["id"], id)
    if row is None:
        raise LookupError(f"request {id} is gone")
    return judged_shape(judge(call, order, [row])[0], order)


def judged_shape(one: Judged, order: Row) -> RequestShape:
    """One request or offer as the company sees it."""
    row = one.row
    is_route = row["kind"] == "route"
    answer: dict[str, Any] = {
        "kind": row["kind"],
        "id": row["id"],
        "work_order_id": row["work_order_id"],
        "user": _user(one),
        "status": row["status"],
        "message": row["message"],
        "counter_offer": json.loads(row["counter_offer"]) if row["counter_offer"] else None,
        "qualification_match": one.matches,
        "total_cost": money_shape(one.cost) if one.cost else None,
        "source": row["source"],
        "decline_reason": _declined(row),
        "terms_changed": bool(row["terms_changed"]),
        "created_at": iso(row["created_at"]),
        "expires_at": _end(row, order, is_route),
        "ended_at": iso(row["ended_at"]) if row["ended_at"] else None,
        "note": row["note"],
    }
    return cast(RequestShape, answer)


def _user(one: Judged) -> CandidateShape:
    way = one.kilometres
    return {
        **person_of(one.row),
        "jobs_completed": one.candidate.facts.jobs_completed,
        "distance_km": str(way) if way is not None else None,
    }


def _end(row: Row, order: Row, is_route: bool) -> str | None:
    """When it lapses: its own limit; a request in any case when the service window starts."""
    at = row["expires_at"] or (None if is_route else order["start_at"])
    return iso(at) if at else None


def _declined(row: Row) -> DeclineShape | None:
    if row["decline_reason"] is None:
        return None
    return {"id": DECLINE_REASONS[row["decline_reason"]][0], "name": row["decline_reason"], "note": row["note"]}
