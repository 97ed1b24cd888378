"""Applications for open calls: compared by the company, followed by who applied, put on the shortlist or refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.open_calls import applications, applying, calls
from store.types import Money, Owner
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound
from tools.open_calls.access import call_for_step, called, own_call, sees_application
from tools.open_calls.clock import settle, settle_applicant
from tools.open_calls.eligibility import known_of
from tools.open_calls.made_work import cost_of
from tools.open_calls.notices import tell_refused, tell_shortlisted
from tools.open_calls.params import CallRef
from tools.open_calls.rules.ranking import Applicant, Sort, in_order
from tools.open_calls.shapes import (
    ApplicantShape,
    ApplicationShape,
    ApplicationStatus,
    applicant_shape,
    application_shape,
)
from tools.open_calls.transitions import note_decided, refuse
from tools.operation import operation
from tools.paging import Page
from tools.params import Amount, Id, Number
from tools.review_scores import rank_scores_of
from tools.rules.sentences import worded
from tools.shapes import MoneyShape, money_shape
from tools.tasks.proof import done_shapes, evidence_shapes
from tools.text import plain

TOOLSET = "open_calls"
ACTS_FOR_COMPANIES = True

USUAL: tuple[ApplicationStatus, ...] = ("pending", "shortlisted", "accepted")
SENT: tuple[ApplicationStatus, ...] = ("pending", "shortlisted", "accepted", "refused", "withdrawn")


class ComparedShape(ApplicationShape):
    """cost: what the company pays for it, with commission or fee. decided_by: as person:7. Both absent for the applicant's own."""

    cost: NotRequired[MoneyShape | None]
    decided_by: NotRequired[str | None]


class ApplicationList(TypedDict):
    items: list[ComparedShape]
    total: int
    next_cursor: NotRequired[str | None]


class DecidedShape(TypedDict):
    application_id: int
    status: ApplicationStatus
    shortlist_rank: NotRequired[int | None]


class Decided(TypedDict):
    """unchanged: those that were so already."""

    changed: list[DecidedShape]
    unchanged: list[int]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    on_writer=True,
    find=(
        "who wants the job and for how much",
        "compare the candidates by price and rating",
        "what became of my applications",
        "list the applicants of our open call",
        "which offers came in for the bounty",
        "letters of those who applied",
        "the nearest applicant for the call",
        "my applications for bounties and their state",
        "applications that I drafted for our people",
        "who is on the shortlist of the tender",
        "the cheapest bid for our open call",
    ),
)
def list_applications(
    call: Call,
    page: Page,
    open_call_id: Annotated[CallRef, Field(description="The company's call; without it the caller's own.")]
    | None = None,
    application_id: Annotated[Id, Field(description="This one alone.")] | None = None,
    status: Annotated[
        list[ApplicationStatus],
        Field(
            max_length=6, description="In these states. Default pending, shortlisted and accepted; of one's own all."
        ),
    ]
    | None = None,
    max_price: Annotated[Amount, Field(description="Asking at most this for a seat.")] | None = None,
    min_review_score: Annotated[Number, Field(ge=1, le=5, description="Reviewed at least so well.")] | None = None,
    sort_by: Annotated[Sort, Field(description="rank: shortlist, then review, price, time.")] = "rank",
) -> ApplicationList:
    """List the applications for one of the company's calls to compare them, or the caller's own with what became of them.

    rank puts the shortlist first, then the better reviewed, cheaper, earlier. cost is what the company would pay. Letter,
    price and answers are seen by the applicant and the company alone; addresses and numbers are not shown. What an agent
    drafted and nobody sent is seen by that agent and its person. Next: decide_applications, accept_applications."""
    if open_call_id is not None:
        row = own_call(call, open_call_id)
        return _of_call(call, page, row, application_id, status or USUAL, max_price, min_review_score, sort_by)
    if application_id is not None:
        return _one(call, application_id)
    return _own(call, page, status)


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "keep these three applicants in view",
        "tell the other applicants no",
        "put her first among the candidates",
        "shortlist two of those who applied",
        "refuse an application for the bounty with a reason",
        "take him off the shortlist of the open call",
        "reorder the shortlist of our call",
        "say no to everybody who asks too much for the bounty",
        "favourite applicants of the tender",
        "turn down a bid for our open call",
        "she is our second choice for the posted job",
    ),
)
def decide_applications(
    call: Call,
    open_call_id: CallRef,
    application_ids: Annotated[
        list[Id], Field(min_length=1, max_length=200, description="For shortlist in the wanted order.")
    ],
    decision: Literal["shortlist", "unshortlist", "refuse"],
    reason: Annotated[str, Field(min_length=1, max_length=1000, description="Told to those refused.")] | None = None,
    tell: Annotated[bool, Field(description="Whether those put on the shortlist are told.")] = True,
) -> Decided:
    """Put applications on the shortlist in an order, take them off again, or refuse them with a reason.

    All or nothing, while the call is published or closed. Ranks are 1 to n in the given order, then those on the list
    already in theirs. A refusal is final for these terms and always told. accept_applications takes people."""
    row = call_for_step(call, open_call_id)
    found = _waiting(call, row, list(dict.fromkeys(application_ids)))
    why = plain(reason) if reason else None
    if decision == "refuse":
        answer = _refuse(call, row, found, why)
    elif decision == "shortlist":
        answer = _shortlist(call, row, found, tell)
    else:
        answer = _unshortlist(call, row, found)
    if not answer["changed"]:
        call.waive_fee()
    return answer


def _of_call(
    call: Call,
    page: Page,
    row: Row,
    application_id: int | None,
    statuses: Sequence[ApplicationStatus],
    max_price: Decimal | None,
    min_score: Decimal | None,
    sort_by: Sort,
) -> ApplicationList:
    if sort_by == "distance" and row["latitude"] is None:
        raise Invalid(
            {"sort_by": worded("distance needs a call with a place that has coordinates")}, next=("list_applications",)
        )
    wanted = SENT if application_id is not None else statuses
    sql, params = applications.listed(call_id=row["id"], application_id=application_id, statuses=wanted, sent_only=True)
    rows = call.tx.all(f"{sql} ORDER BY a.id", **params)
    if application_id is not None and not rows:
        raise NotFound("application", application_id, next=("list_applications",))
    scores = rank_scores_of(call.tx, [Owner("person", each["person_id"]) for each in rows])
    scored = {each["id"]: scores[Owner("person", each["person_id"])] for each in rows}
    kept = [each for each in rows if _fits(each, scored[each["id"]], max_price, min_score)]
    ways = {each["id"]: _way(call, row, each) for each in kept} if row["latitude"] is not None else {}
    places = {each["id"]: each for each in kept}
    ordered = in_order([_applicant(row, each, scored[each["id"]], ways.get(each["id"])) for each in kept], sort_by)
    some, next_cursor, total = page.slice([places[one.id] for one in ordered])
    if application_id is not None:
        return _one(call, application_id)
    return {
        "items": [_compared(call, row, each, ways.get(each["id"])) for each in some],
        "total": total,
        "next_cursor": next_cursor,
    }


def _fits(application: Row, score: Decimal, max_price: Decimal | None, min_score: Decimal | None) -> bool:
    asked = Money(application["price"] or application["price_max"], application["currency"])
    if max_price is not None and asked.decimal > max_price:
        return False
    return min_score is None or score >= min_score


def _applicant(row: Row, application: Row, score: Decimal, way: Decimal | None) -> Applicant:
    return Applicant(
        id=application["id"],
        rank=application["shortlist_rank"],
        score=score,
        price=application["price"] or row["price_max"],
        way_km=way,
        sent_at=application["sent_at"],
    )


def _compared(call: Call, row: Row, application: Row, way: Decimal | None) -> ComparedShape:
    asked = json.loads(row["requirements"]).get("skill_ids") or ()
    met = len(known_of(call, row, application["person_id"]).skills & set(asked)) if asked else None
    distance = None if way is None else str(way.quantize(Decimal("0.1"), ROUND_HALF_UP))
    person: ApplicantShape = applicant_shape(call, application, distance_km=distance, skills_met=met)
    by = application["decided_by_type"]
    return {
        **application_shape(call, application, person),
        "company": None,
        "cost": money_shape(cost_of(call, row, application)),
        "decided_by": f"{by}:{application['decided_by_id']}" if by else None,
    }


def _own_shape(call: Call, application: Row) -> ComparedShape:
    """An application as whoever wrote it sees it: what it costs the company is not theirs to know."""
    return {**application_shape(call, application), "cost": None, "decided_by": None}


def _way(call: Call, row: Row, application: Row) -> Decimal | None:
    return known_of(call, row, application["person_id"]).way_km


def _one(call: Call, application_id: int) -> ApplicationList:
    """One of the caller's own, drafted by them, or of their company's call."""
    found = applications.find(call.tx, application_id)
    if found is None or not sees_application(call, application_id):
        raise NotFound("application", application_id, next=("list_applications",))
    row = own_call(call, str(found["open_call_id"])) if found["call_company_id"] == call.caller.company_id else None
    if row is None:
        call.as_worker()
        settle(call, calls.load(call.tx, found["open_call_id"]))
        found = applying.load(call.tx, application_id)
        own: ComparedShape = {**_proved(call, found, application_shape(call, found)), "cost": None, "decided_by": None}
        return {"items": [own], "total": 1}
    again = applying.load(call.tx, application_id)
    shown = _compared(call, row, again, _way(call, row, again))
    more: ComparedShape = {**_proved(call, again, shown), "cost": shown["cost"], "decided_by": shown["decided_by"]}
    return {"items": [more], "total": 1}


def _proved(call: Call, row: Row, shape: ApplicationShape) -> ApplicationShape:
    """An application with what its work is proved by and what was handed in, once it was accepted."""
    if row["result_id"] is None:
        return shape
    record = (row["result_type"], row["result_id"])
    return {**shape, "done": done_shapes(call, record) or None, "evidence": evidence_shapes(call, record) or None}


def _own(call: Call, page: Page, status: Sequence[ApplicationStatus] | None) -> ApplicationList:
    """A person's own applications, or those an agent drafted."""
    caller = call.caller
    if caller.kind == "person" and caller.company_id is not None and not _has_own(call):
        raise Invalid({"open_call_id": worded("is required for the company's side")}, next=("list_open_calls",))
    if caller.kind == "person":
        call.as_worker()
    settle_applicant(call, caller.owner)
    sql, params = applications.listed(
        person_id=caller.id if caller.kind == "person" else None,
        agent_id=caller.id if caller.kind == "agent" else None,
        statuses=status or (),
        sent_only=False,
    )
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=applications.NEWEST)
    return {"items": [_own_shape(call, row) for row in rows], "total": total, "next_cursor": next_cursor}


def _has_own(call: Call) -> bool:
    sql, params = applications.listed(person_id=call.caller.id, statuses=(), sent_only=False)
    return call.tx.one(f"{sql} LIMIT 1", **params) is not None


def _waiting(call: Call, row: Row, ids: Sequence[int]) -> list[Row]:
    """The applications in the given order, each to be decided on; Conflict names those that are not."""
    known = applications.of_call(call.tx, row["id"], ids)
    other = [id for id in ids if id not in known or known[id]["status"] not in applications.TO_DECIDE]
    if other:
        raise Conflict(
            worded(
                "Not to be decided on for {called}: application {other}. Nothing changed.",
                called=called(row),
                other=", ".join(map(str, other)),
            ),
            details={"application_ids": other},
            next=("list_applications",),
        )
    return [known[id] for id in ids]


def _refuse(call: Call, row: Row, found: Sequence[Row], why: str | None) -> Decided:
    for each in found:
        refuse(call, row, each, "decided", call.stamp, said=why)
        tell_refused(call, row, each, why)
    _close_gaps(call, row)
    return {"changed": [{"application_id": each["id"], "status": "refused"} for each in found], "unchanged": []}


def _shortlist(call: Call, row: Row, found: Sequence[Row], tell: bool) -> Decided:
    chosen = [each["id"] for each in found]
    listed = applications.with_status(call.tx, row["id"], ("shortlisted",))
    rest = sorted((each for each in listed if each["id"] not in chosen), key=lambda each: each["shortlist_rank"])
    before = {each["id"]: each["shortlist_rank"] for each in listed}
    answer: Decided = {"changed": [], "unchanged": []}
    for rank, each in enumerate([*found, *rest], start=1):
        if before.get(each["id"]) == rank:
            if each["id"] in chosen:
                answer["unchanged"].append(each["id"])
            continue
        _rank(call, row, each, rank, tell=tell)
        answer["changed"].append({"application_id": each["id"], "status": "shortlisted", "shortlist_rank": rank})
    return answer


def _rank(call: Call, row: Row, application: Row, rank: int, *, tell: bool = False) -> None:
    if application["status"] == "shortlisted":
        applications.change(call.tx, application["id"], shortlist_rank=rank)
        return
    applications.decide(call.tx, application["id"], "shortlisted", call.stamp, call.caller.owner, shortlist_rank=rank)
    note_decided(call, row, application, "shortlisted")
    if tell:
        tell_shortlisted(call, row, application)


def _unshortlist(call: Call, row: Row, found: Sequence[Row]) -> Decided:
    listed = [each for each in found if each["status"] == "shortlisted"]
    for each in listed:
        applications.change(
            call.tx,
            each["id"],
            status="pending",
            shortlist_rank=None,
            decided_at=None,
            decided_by_type=None,
            decided_by_id=None,
        )
        note_decided(call, row, each, "pending")
    _close_gaps(call, row)
    unchanged = [each["id"] for each in found if each not in listed]
    return {"changed": [{"application_id": each["id"], "status": "pending"} for each in listed], "unchanged": unchanged}


def _close_gaps(call: Call, row: Row) -> None:
    """The ranks of those who stay on the shortlist are 1 to n again."""
    left = applications.with_status(call.tx, row["id"], ("shortlisted",))
    for rank, each in enumerate(sorted(left, key=lambda each: each["shortlist_rank"]), start=1):
        if each["shortlist_rank"] != rank:
            applications.change(call.tx, each["id"], shortlist_rank=rank)
