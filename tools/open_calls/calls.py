"""Open calls looked at: one completely, and the company's own at a glance."""

from __future__ import annotations

import json
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.companies.companies import terms_of
from store.database import Row
from store.open_calls import applications, calls
from store.types import Money, iso
from tools.call import Call
from tools.open_calls import money
from tools.open_calls.access import visible_call
from tools.open_calls.clock import settle_company
from tools.open_calls.eligibility import unmet_by
from tools.open_calls.made_work import has_work
from tools.open_calls.open_tools import work_tools
from tools.open_calls.params import CallRef
from tools.open_calls.rules.states import NEXT
from tools.open_calls.shapes import (
    ApplicationShape,
    CountsShape,
    OpenCallShape,
    PriceShape,
    StatusName,
    StepShape,
    application_shape,
    company_shape,
    counts_shape,
    price_shape,
    public_shape,
    step_shape,
)
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.shapes import MoneyShape, Theirs, money_shape

TOOLSET = "open_calls"
ACTS_FOR_COMPANIES = True

USUAL: tuple[StatusName, ...] = ("draft", "published", "closed", "suspended")


class UnmetShape(TypedDict):
    """have: unknown where the profile says nothing."""

    requirement: str
    wanted: str
    have: str


class EligibilityShape(TypedDict):
    ok: bool
    reasons: list[UnmetShape]


class WholeCall(TypedDict):
    """eligibility: of the person who asks. start_instructions: for the company, and for those who were accepted. allowed:
    what the caller may do next."""

    open_call: OpenCallShape
    history: NotRequired[list[StepShape] | None]
    eligibility: NotRequired[EligibilityShape | None]
    my_application: NotRequired[ApplicationShape | None]
    start_instructions: NotRequired[Theirs | None]
    allowed: list[str]


class CallLine(TypedDict):
    public_id: str
    id: int
    title: Theirs
    status: StatusName
    status_reason: NotRequired[str | None]
    seats: int
    seats_taken: int
    price: PriceShape
    held: str
    applications: CountsShape
    apply_until: NotRequired[str | None]
    decide_until: NotRequired[str | None]
    sla_due: NotRequired[str | None]


class CallList(TypedDict):
    """held_total: for the free seats of all the company's calls, whatever is listed."""

    items: list[CallLine]
    total: int
    held_total: MoneyShape
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    find=(
        "all details of that bounty",
        "do I meet what they ask for",
        "where and how do I start now that I was chosen",
        "read the whole posting before applying",
        "what does the open call want as proof",
        "which requirements of the call do I miss",
        "until when can I apply for that bounty",
        "my application for this open call",
        "how much is held for our open call",
        "what happened to the call we put out",
        "the start instructions of the job I was accepted for",
    ),
)
def get_open_call(call: Call, open_call_id: CallRef) -> WholeCall:
    """Show one open call completely: work, price, what it asks for, what proves the result, dates and own application.

    Everybody signed in sees public ones while they are published, closed or filled; the company its own in every state, with
    the money held, its applications and history. The place is town and country only, until somebody is accepted; then the
    start instructions are there too. eligibility says what the person's profile lacks; list_applications what became of own
    applications, and for the company who applied."""
    row, side = visible_call(call, open_call_id)
    skills = calls.known_skills(call.tx, json.loads(row["requirements"]).get("skill_ids") or ())
    if side == "company":
        history = [step_shape(each) for each in calls.history(call.tx, row["id"])]
        shown = company_shape(call, row, skills)
        return {
            "open_call": shown,
            "history": history,
            "start_instructions": row["start_instructions"],
            "allowed": list(NEXT[row["status"]]),
        }
    return _of_outsider(call, row, skills)


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    on_writer=True,
    find=(
        "our bounties and how many applied",
        "which postings still hold money",
        "calls we have not filled yet",
        "list the open calls of our company",
        "drafts of open calls",
        "which of our bounties have applicants waiting",
        "what is held for free seats in all calls together",
        "expired and cancelled calls of ours",
        "our tenders at a glance",
        "open calls that I drafted",
        "which bounty missed its time",
    ),
)
def list_open_calls(
    call: Call,
    page: Page,
    status: Annotated[
        list[StatusName],
        Field(max_length=7, description="In these states. Default draft, published, closed and suspended."),
    ]
    | None = None,
    creator_id: Annotated[Id, Field(description="Only of this member.")] | None = None,
    search: Annotated[str, Field(min_length=1, max_length=100, description="Words in the title.")] | None = None,
    waiting: Annotated[bool, Field(description="true: with applications to decide; false: without.")] | None = None,
) -> CallList:
    """List the company's own open calls with state, seats, applications and the money held, the newest first.

    get_open_call shows one completely, list_applications who applied. Calls of others are found with search."""
    company_id = call.caller.company_id or 0
    settle_company(call, company_id)
    sql, params = calls.listed(company_id, status or USUAL, creator_id, search, waiting)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=calls.NEWEST)
    found = applications.counts(call.tx, [row["id"] for row in rows])
    currency = terms_of(call.tx, company_id)["currency"]
    return {
        "items": [_line(row, found[row["id"]]) for row in rows],
        "total": total,
        "held_total": money_shape(Money(calls.held_total(call.tx, company_id), currency)),
        "next_cursor": next_cursor,
    }


def _of_outsider(call: Call, row: Row, skills: dict[int, str]) -> WholeCall:
    person = call.caller.kind == "person"
    mine = applications.latest_of_person(call.tx, row["id"], call.caller.id) if person else None
    accepted = mine is not None and mine["status"] == "accepted"
    answer: WholeCall = {
        "open_call": public_shape(call, row, skills),
        "my_application": application_shape(call, mine) if mine is not None else None,
        "start_instructions": row["start_instructions"]
        if mine is not None and accepted and has_work(call, mine)
        else None,
        "allowed": _allowed(call, row, mine),
    }
    if person:
        lacking = unmet_by(call, row, call.caller.id)
        reasons: list[UnmetShape] = [
            {"requirement": one.requirement, "wanted": one.wanted, "have": one.have} for one in lacking
        ]
        answer["eligibility"] = {"ok": not lacking, "reasons": reasons}
    return answer


def _allowed(call: Call, row: Row, mine: Row | None) -> list[str]:
    """What somebody who applies may do next."""
    status = None if mine is None else mine["status"]
    if mine is not None and status == "accepted":
        return [*work_tools(call, mine), "report_open_call"]
    sent = status in ("pending", "shortlisted")
    final = mine is not None and status == "refused" and mine["terms_version_refused"] == row["terms_version"]
    may_apply = (row["status"] == "published" and not final) or (row["status"] == "closed" and sent)
    named = (
        ("apply_to_open_call", may_apply),
        ("withdraw_application", sent or status == "unsent"),
        ("report_open_call", True),
    )
    return [tool for tool, is_open in named if is_open]


def _line(row: Row, found: dict[str, Any]) -> CallLine:
    return {
        "public_id": row["public_id"],
        "id": row["id"],
        "title": row["title"],
        "status": row["status"],
        "status_reason": row["status_reason"],
        "seats": row["seats"],
        "seats_taken": row["seats_taken"],
        "price": price_shape(row),
        "held": money.held(row).text,
        "applications": counts_shape(found),
        "apply_until": iso(row["apply_until"]) if row["apply_until"] else None,
        "decide_until": iso(row["decide_until"]) if row["status"] == "closed" and row["decide_until"] else None,
        "sla_due": iso(row["sla_due_at"]) if row["sla_due_at"] else None,
    }
