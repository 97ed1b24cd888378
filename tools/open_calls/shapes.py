"""Open calls and applications as answers show them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.open_calls import applications
from store.types import Money, Owner, iso
from tools.call import Call
from tools.open_calls import money
from tools.open_calls.employers import EmployerShape, employers_of
from tools.open_calls.notices import person_name
from tools.review_scores import ReviewScore, review_score_of
from tools.shapes import MoneyShape, NamedShape, Theirs, money_shape
from tools.tasks.proof import DoneShape as ProvedShape
from tools.tasks.proof import EvidenceShape

StatusName = Literal["draft", "published", "closed", "suspended", "filled", "expired", "cancelled"]
ApplicationStatus = Literal["unsent", "pending", "shortlisted", "accepted", "refused", "withdrawn"]


class PriceShape(TypedDict):
    """For one seat. kind fixed: max alone."""

    kind: Literal["fixed", "range"]
    min: NotRequired[str | None]
    max: NotRequired[str | None]
    currency: str


class PlaceShape(TypedDict):
    city: NotRequired[str | None]
    country: NotRequired[str | None]


class DoneShape(TypedDict):
    key: str
    text: Theirs
    evidence: str
    required: bool
    count: int
    within_m: NotRequired[int | None]


class QuestionShape(TypedDict):
    key: str
    label: Theirs
    required: bool


class LinkAskedShape(TypedDict):
    key: str
    label: Theirs


class RequirementsShape(TypedDict):
    skills: NotRequired[list[NamedShape] | None]
    languages: NotRequired[list[str] | None]
    countries: NotRequired[list[str] | None]
    min_review_score: NotRequired[str | None]
    verified: NotRequired[bool | None]
    max_distance_km: NotRequired[str | None]
    required_links: NotRequired[list[LinkAskedShape] | None]
    qualifications: NotRequired[list[str] | None]


class CountsShape(TypedDict):
    pending: int
    shortlisted: int
    accepted: int
    refused: int


class StepShape(TypedDict):
    status: str
    at: str
    reason: NotRequired[str | None]
    by: NotRequired[str | None]
    tool: NotRequired[str | None]


class OpenCallShape(TypedDict):
    """A call. held, hold_per_seat, applications, start_instructions: for its company. place: the town and the country."""

    id: int
    public_id: str
    company: EmployerShape
    work: Literal["task", "work_order"]
    title: Theirs
    status: StatusName
    status_reason: NotRequired[str | None]
    description: NotRequired[Theirs | None]
    category_id: NotRequired[int | None]
    types_of_work: NotRequired[list[int] | None]
    place: NotRequired[PlaceShape | None]
    starts_at: NotRequired[str | None]
    seats: int
    seats_taken: int
    price: PriceShape
    counter_price: bool
    estimated_hours: NotRequired[str | None]
    requirements: NotRequired[RequirementsShape | None]
    done: NotRequired[list[DoneShape] | None]
    questions: NotRequired[list[QuestionShape] | None]
    deadline: NotRequired[str | None]
    deadline_hours: NotRequired[int | None]
    apply_until: NotRequired[str | None]
    sla_hours: NotRequired[int | None]
    sla_due: NotRequired[str | None]
    max_applications: NotRequired[int | None]
    visibility: NotRequired[str | None]
    decide_until: NotRequired[str | None]
    version: int
    template_id: NotRequired[int | None]
    start_instructions: NotRequired[Theirs | None]
    hold_per_seat: NotRequired[MoneyShape | None]
    held: NotRequired[MoneyShape | None]
    applications: NotRequired[CountsShape | None]
    created_at: str
    published_at: NotRequired[str | None]
    first_accepted_at: NotRequired[str | None]
    ended_at: NotRequired[str | None]


class HeldCallShape(TypedDict):
    """What an act on a call answers of it; get_open_call shows all of it."""

    id: int
    public_id: str
    title: Theirs
    status: StatusName
    status_reason: NotRequired[str | None]
    seats: int
    seats_taken: int
    hold_per_seat: NotRequired[MoneyShape | None]
    held: MoneyShape
    apply_until: NotRequired[str | None]
    decide_until: NotRequired[str | None]
    version: int


class ApplicantShape(TypedDict):
    id: int
    name: Theirs
    city: NotRequired[str | None]
    country: NotRequired[str | None]
    review: ReviewScore
    jobs_done: int
    distance_km: NotRequired[str | None]
    skills_met: NotRequired[int | None]


class LinkShape(TypedDict):
    key: str
    url: Annotated[str, Field(description="Given by the applicant: not checked by anybody.")]


class AnswerShape(TypedDict):
    key: str
    value: Theirs


class ResultShape(TypedDict):
    type: Literal["task", "work_order"]
    id: int


class ApplicationShape(TypedDict):
    """An application. price: asked, absent = the call's. terms_current: false until it is sent again for changed terms.
    company: for whoever applied."""

    id: int
    open_call_id: int
    public_id: str
    title: Theirs
    company: NotRequired[NamedShape | None]
    person: ApplicantShape
    status: ApplicationStatus
    refuse_reason: NotRequired[str | None]
    said: NotRequired[Theirs | None]
    letter: NotRequired[Theirs | None]
    price: NotRequired[str | None]
    currency: str
    hours: NotRequired[str | None]
    links: NotRequired[list[LinkShape] | None]
    answers: NotRequired[list[AnswerShape] | None]
    available_from: NotRequired[str | None]
    shortlist_rank: NotRequired[int | None]
    drafted_by: NotRequired[str | None]
    agreed_price: NotRequired[str | None]
    result: NotRequired[ResultShape | None]
    seen_version: int
    terms_current: bool
    send_again_by: NotRequired[str | None]
    done: NotRequired[list[ProvedShape] | None]
    evidence: NotRequired[list[EvidenceShape] | None]
    created_at: str
    sent_at: NotRequired[str | None]
    decided_at: NotRequired[str | None]


def public_shape(call: Call, row: Row, skill_names: Mapping[int, str]) -> OpenCallShape:
    """A call as everybody sees it who may: neither its exact place nor how to start."""
    return {
        "id": row["id"],
        "public_id": row["public_id"],
        "company": employers_of(call, [row])[row["company_id"]],
        "work": row["work"],
        "title": row["title"],
        "status": row["status"],
        "status_reason": row["status_reason"],
        "description": row["description"],
        "category_id": row["category_id"],
        "types_of_work": [each["id"] for each in json.loads(row["types_of_work"])] or None,
        "place": {"city": row["city"], "country": row["country"]} if row["country"] else None,
        "starts_at": _moment(row["start_at"]),
        "seats": row["seats"],
        "seats_taken": row["seats_taken"],
        "price": price_shape(row),
        "counter_price": bool(row["counter_price"]),
        "estimated_hours": row["estimated_hours"],
        "requirements": requirements_shape(row, skill_names),
        "done": [_done(item) for item in json.loads(row["done"])] or None,
        "questions": [_question(one) for one in json.loads(row["questions"])] or None,
        "deadline": _moment(row["deadline"]),
        "deadline_hours": row["deadline_hours"],
        "apply_until": _moment(row["apply_until"]),
        "decide_until": _moment(row["decide_until"]) if row["status"] == "closed" else None,
        "version": row["version"],
        "created_at": iso(row["created_at"]),
        "published_at": _moment(row["published_at"]),
        "ended_at": _moment(row["ended_at"]),
    }


def company_shape(call: Call, row: Row, skill_names: Mapping[int, str]) -> OpenCallShape:
    """A call as its company sees it."""
    found = applications.counts(call.tx, [row["id"]])[row["id"]]
    return {
        **public_shape(call, row, skill_names),
        "sla_hours": row["sla_hours"],
        "sla_due": _moment(row["sla_due_at"]),
        "max_applications": row["max_applications"],
        "visibility": row["visibility"],
        "template_id": row["template_id"],
        "start_instructions": row["start_instructions"],
        "hold_per_seat": _per_seat(row),
        "held": money_shape(money.held(row)),
        "applications": counts_shape(found),
        "first_accepted_at": _moment(row["first_accepted_at"]),
    }


def held_shape(row: Row) -> HeldCallShape:
    """What an act on a call has left of it."""
    return {
        "id": row["id"],
        "public_id": row["public_id"],
        "title": row["title"],
        "status": row["status"],
        "status_reason": row["status_reason"],
        "seats": row["seats"],
        "seats_taken": row["seats_taken"],
        "hold_per_seat": _per_seat(row),
        "held": money_shape(money.held(row)),
        "apply_until": _moment(row["apply_until"]),
        "decide_until": _moment(row["decide_until"]) if row["status"] == "closed" else None,
        "version": row["version"],
    }


def price_shape(row: Row) -> PriceShape:
    least, most = row["price_min"], row["price_max"]
    currency = row["currency"]
    return {
        "kind": "fixed" if least is None else "range",
        "min": None if least is None else Money(least, currency).text,
        "max": None if most is None else Money(most, currency).text,
        "currency": currency,
    }


def requirements_shape(row: Row, skill_names: Mapping[int, str]) -> RequirementsShape | None:
    asked = json.loads(row["requirements"])
    if not asked:
        return None
    rules = asked.get("qualifications") or ()
    score, way = asked.get("min_review_score"), asked.get("max_distance_km")
    return {
        "skills": [{"id": id, "name": skill_names.get(id, "")} for id in asked.get("skill_ids") or ()] or None,
        "languages": asked.get("languages") or None,
        "countries": asked.get("countries") or None,
        "min_review_score": None if score is None else str(score),
        "verified": asked.get("verified") or None,
        "max_distance_km": None if way is None else str(way),
        "required_links": asked.get("required_links") or None,
        "qualifications": [_rule(rule) for rule in rules] or None,
    }


def counts_shape(found: Mapping[str, int]) -> CountsShape:
    return {
        "pending": found.get("pending", 0),
        "shortlisted": found.get("shortlisted", 0),
        "accepted": found.get("accepted", 0),
        "refused": found.get("refused", 0),
    }


def step_shape(row: Row) -> StepShape:
    by = f"{row['actor_type']}:{row['actor_id']}" if row["actor_type"] else None
    return {"status": row["to_status"], "at": iso(row["at"]), "reason": row["reason"], "by": by, "tool": row["tool"]}


def application_shape(call: Call, row: Row, applicant: ApplicantShape | None = None) -> ApplicationShape:
    """An application as its person and, once it was sent, its company see it: no address, no number."""
    currency = row["currency"]
    return {
        "id": row["id"],
        "open_call_id": row["open_call_id"],
        "public_id": row["public_id"],
        "title": row["title"],
        "company": {"id": row["call_company_id"], "name": row["company_name"]},
        "person": applicant or applicant_shape(call, row),
        "status": row["status"],
        "refuse_reason": row["refuse_reason"],
        "said": row["said"],
        "letter": row["letter"],
        "price": None if row["price"] is None else Money(row["price"], currency).text,
        "currency": currency,
        "hours": row["hours"],
        "links": json.loads(row["links"]) or None,
        "answers": json.loads(row["answers"]) or None,
        "available_from": row["available_from"],
        "shortlist_rank": row["shortlist_rank"],
        "drafted_by": row["agent_name"],
        "agreed_price": None if row["agreed_price"] is None else Money(row["agreed_price"], currency).text,
        "result": {"type": row["result_type"], "id": row["result_id"]} if row["result_id"] is not None else None,
        "seen_version": row["seen_version"],
        "terms_current": row["seen_version"] >= row["terms_version"],
        "send_again_by": _moment(row["send_again_by"]),
        "created_at": iso(row["created_at"]),
        "sent_at": _moment(row["sent_at"]),
        "decided_at": _moment(row["decided_at"]),
    }


def applicant_shape(
    call: Call, row: Row, *, distance_km: str | None = None, skills_met: int | None = None
) -> ApplicantShape:
    return {
        "id": row["person_id"],
        "name": person_name(row),
        "city": row["city"],
        "country": row["country"],
        "review": review_score_of(call.tx, Owner("person", row["person_id"])),
        "jobs_done": row["jobs_done"],
        "distance_km": distance_km,
        "skills_met": skills_met,
    }


def _per_seat(row: Row) -> MoneyShape | None:
    return None if row["hold_per_seat"] is None else money_shape(Money(row["hold_per_seat"], row["currency"]))


def _done(item: Mapping[str, Any]) -> DoneShape:
    placed = item["evidence"] in ("gps", "photo")
    return {
        "key": item["key"],
        "text": item["text"],
        "evidence": item["evidence"],
        "required": item.get("required", True),
        "count": item.get("count", 1),
        "within_m": item.get("within_m", 200) if placed else None,
    }


def _question(one: Mapping[str, Any]) -> QuestionShape:
    return {"key": one["key"], "label": one["label"], "required": one.get("required", True)}


def _rule(rule: Mapping[str, Any]) -> str:
    return f"{rule.get('name') or rule['type']} {rule.get('operator', '>=')} {rule['value']}"


def _moment(stored: str | None) -> str | None:
    return iso(stored) if stored else None
