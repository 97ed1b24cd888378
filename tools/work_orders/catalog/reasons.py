"""The reasons of a company: why a job is called off, why work is sent back, why somebody comes again."""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.work_orders.entries import entries
from tools.call import Call
from tools.operation import operation
from tools.paging import Page
from tools.shapes import NamedShape
from tools.work_orders.catalog.params import OfCompany, Search, Shown
from tools.work_orders.catalog.rules.reasons import Audience, is_for
from tools.work_orders.catalog.shown import lists_of, shown

TOOLSET = "company_catalog"


class CancelReason(NamedShape):
    """needs_note: it is given together with a note."""

    needs_note: bool


class CancelReasons(TypedDict):
    reasons: list[CancelReason]
    total: int
    next_cursor: NotRequired[str | None]


class RevisitReason(NamedShape):
    audience: Literal["buyer", "provider", "both"]


class RevisitReasons(TypedDict):
    results: list[RevisitReason]
    total: int
    next_cursor: NotRequired[str | None]


class IncompleteReasons(TypedDict):
    results: list[NamedShape]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    page_size=25,
    find=(
        "why may a job be called off",
        "codes for calling a visit off",
        "cancellation grounds to choose from",
        "number of the reason for a cancellation",
        "what can I say when I cancel a ticket",
        "which cancel reason needs a note",
        "grounds for dropping out of an assignment",
        "choices when a technician is taken off",
        "ids of cancel reasons",
        "allowed causes of a cancelled job",
        "list of excuses for calling a job off",
    ),
)
def list_cancel_reasons(call: Call, page: Page, company_id: OfCompany | None = None) -> CancelReasons:
    """List the reasons that can be given when a work order is cancelled or a provider is taken off it.

    Those the company uses now, by number. cancel_work_order takes one as cancel_reason, remove_work_order_provider as
    reason_id; with needs_note a note goes with it."""
    found = shown(entries(call.tx, "cancel_reason", lists_of(call, company_id)), None, True)
    part, next_cursor, total = page.slice(found)
    reasons: list[CancelReason] = [
        {"id": each["id"], "name": each["name"], "needs_note": bool(each["needs_note"])} for each in part
    ]
    return {"reasons": reasons, "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    page_size=25,
    find=(
        "why may we come back to a site",
        "codes for a second trip",
        "choices for a follow-up visit",
        "reasons for a return visit",
        "number of the cause of a revisit",
        "what can I give as ground for going there again",
        "why does a technician have to return",
        "list of revisit codes",
        "allowed causes for another visit",
        "which return-trip reasons may a provider give",
        "ids for coming to the site once more",
    ),
)
def list_site_revisit_reasons(
    call: Call,
    page: Page,
    search: Search | None = None,
    active: Shown = True,
    audience: Annotated[
        Literal["buyer", "provider"],
        Field(description="Who gives it. Default your side: buyer, or provider for a worker."),
    ]
    | None = None,
    company_id: OfCompany | None = None,
) -> RevisitReasons:
    """List the reasons to choose from when a return visit or unfinished work is recorded.

    By number; reasons for both sides are always among them. A worker gives company_id to see those of the company they
    work for, else the ones all companies share."""
    company = lists_of(call, company_id)
    side: Audience = audience or ("provider" if company is None or company != call.caller.company_id else "buyer")
    found = shown(entries(call.tx, "site_revisit_reason", company), search, active)
    part, next_cursor, total = page.slice([each for each in found if is_for(each["audience"], side)])
    results: list[RevisitReason] = [
        {"id": each["id"], "name": each["name"], "audience": each["audience"]} for each in part
    ]
    return {"results": results, "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("client", "admin", "agent", "worker"),
    price="free",
    page_size=25,
    find=(
        "codes for rejecting the completion",
        "why can I reopen a job",
        "choices when work is not accepted",
        "reasons for sending finished work back",
        "number of the ground for incomplete work",
        "what can be wrong with a finished job",
        "why was the scope not carried out",
        "list of incomplete reasons",
        "ids for work that is not done properly",
        "allowed causes when a ticket is returned to the technician",
        "grounds for not approving a completed visit",
    ),
)
def list_incomplete_reasons(
    call: Call,
    page: Page,
    search: Search | None = None,
    active: Shown = True,
    company_id: OfCompany | None = None,
) -> IncompleteReasons:
    """List the reasons with which finished work can be sent back or noted as incomplete.

    By number. mark_work_order_incomplete takes one as reason_id, update_work_order_job_status as incomplete_reason_id."""
    found = shown(entries(call.tx, "incomplete_reason", lists_of(call, company_id)), search, active)
    part, next_cursor, total = page.slice(found)
    results: list[NamedShape] = [{"id": each["id"], "name": each["name"]} for each in part]
    return {"results": results, "total": total, "next_cursor": next_cursor}
