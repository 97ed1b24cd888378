"""Bundles: check, make, extend, split and dissolve groups of work orders that one provider takes together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.types import Money, iso
from store.work_orders import bundles as work_order_bundles
from store.work_orders import orders as work_orders
from store.work_orders.dispatch import runs as dispatch_runs
from tools.call import Call
from tools.errors import Invalid, NotFound, Refusal, WrongState
from tools.operation import operation
from tools.params import Id
from tools.rules.places import rounded_km
from tools.rules.sentences import joined, say, word, worded
from tools.shapes import MoneyShape, money_shape
from tools.work_orders.access import close_offers, order_of_company, standing, window_of, write
from tools.work_orders.drafting.leaving import BACK_IN_DRAFT
from tools.work_orders.matching.candidates import site_of
from tools.work_orders.money import release_hold
from tools.work_orders.notices import tell_closed
from tools.work_orders.params import WorkOrderId
from tools.work_orders.references import company_id
from tools.work_orders.rules import bundles
from tools.work_orders.rules.bundles import Diagnostics, Finding, Member
from tools.work_orders.rules.states import DRAFT, OPEN, Status, wrong_state
from tools.work_orders.shapes import PersonShape, person_shape

TOOLSET = "work_order_routing"

BundleId = Annotated[str, Field(min_length=1, max_length=30, description="A bundle to extend, such as BND-7.")]


class FindingShape(TypedDict):
    code: str
    message: str
    work_order_ids: list[int]
    field: NotRequired[str | None]


class BundleParamsShape(TypedDict):
    count: int
    total_pay: NotRequired[str | None]
    currency: NotRequired[str | None]
    first_start: NotRequired[str | None]
    last_end: NotRequired[str | None]
    max_distance_km: NotRequired[str | None]
    would_close_routes: int
    would_close_requests: int


class DiagnosticsShape(TypedDict):
    status: Literal["valid", "valid_with_warnings", "invalid"]
    errors: list[FindingShape]
    cautions: list[FindingShape]
    info: list[FindingShape]
    params: BundleParamsShape


class BundleShape(TypedDict):
    bundle_id: str
    company_id: int
    work_order_ids: list[int]
    size: int
    status: NotRequired[str | None]
    total_pay: NotRequired[MoneyShape | None]
    assignee: NotRequired[PersonShape | None]
    created_by: str
    created_at: str


class CheckedBundle(TypedDict):
    diagnostics: DiagnosticsShape


class MadeBundle(TypedDict):
    bundle: BundleShape
    diagnostics: DiagnosticsShape


class ReleasedShape(TypedDict):
    work_order_id: int
    status: str


class SplitBundle(TypedDict):
    bundle: NotRequired[BundleShape | None]
    dissolved: bool
    released: list[ReleasedShape]


class DissolvedBundle(TypedDict):
    bundle_id: str
    released: list[ReleasedShape]


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "could one person do these three sites",
        "test grouping before doing it",
        "any problem if I combine these tickets",
        "do these visits overlap for one technician",
        "are the sites close enough for a single tour",
        "dry check of a package of jobs",
        "why can these jobs not go together",
        "what would the whole tour pay",
        "would these jobs fit together",
        "check a package before making it",
        "is it possible to combine the visits",
        "can a single technician do all of them",
    ),
)
def validate_work_order_bundle(
    call: Call,
    work_order_ids: Annotated[list[Id], Field(min_length=1, max_length=200, description="Orders to check together.")],
) -> CheckedBundle:
    """Check, without changing anything, whether several work orders can be given to one provider as a bundle.

    Answers errors (bundling would be refused), cautions (they need accept_warnings) and info, each with the orders
    concerned. A bundle has 2 to 50 orders of your company, all draft or all published or routed, in no other bundle,
    complete, and with visits one person can make. bundle_work_orders then makes it."""
    return {"diagnostics": diagnostics_shape(_diagnose(call, work_order_ids))}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="dispatch",
    find=(
        "combine these sites into one package",
        "one technician for all stores of the tour",
        "group tickets 1001 to 1003",
        "tie several jobs together",
        "make a tour of these visits",
        "add another stop to the package",
        "offer these assignments only as a whole",
        "put the rollout of one day into one hand",
        "give these three stops to one technician",
        "merge field jobs so a single provider does them",
        "pack neighbouring visits together",
        "join several site jobs into one deal",
    ),
)
def bundle_work_orders(
    call: Call,
    work_order_ids: Annotated[
        list[Id], Field(min_length=1, max_length=50, description="2 to 50 orders, in the order of the bundle.")
    ],
    accept_warnings: Annotated[bool, Field(description="Go on in spite of cautions. Default false.")] | None = None,
    add_to_bundle_id: BundleId | None = None,
) -> MadeBundle:
    """Group several work orders so that one provider takes all of them together.

    Refused with the same findings as validate_work_order_bundle; cautions need accept_warnings true. Open offers and
    pending requests of the orders are closed and the people told. From then on publishing, routing, requesting and
    assigning one of them acts on all. add_to_bundle_id extends a bundle nobody is assigned to."""
    extended = _bundle_to_extend(call, add_to_bundle_id)
    before = work_order_bundles.members(call.tx, extended["id"]) if extended else []
    added = [id for id in dict.fromkeys(work_order_ids) if id not in before]
    code = work_order_bundles.code(extended["id"]) if extended else None
    found = _diagnose(call, [*before, *added], extending=code)
    _refuse_findings(found, accept_warnings is True)
    if extended is None:
        id = work_order_bundles.insert(call.tx, company_id(call), call.caller.owner, call.stamp)
    else:
        id = extended["id"]
    work_order_bundles.add(call.tx, id, added)
    rows = [order_of_company(call, order_id) for order_id in [*before, *added]]
    waiting = [(row, [each["person_id"] for each in close_offers(call, row)]) for row in rows]
    for row in rows:
        dispatch_runs.stop(call.tx, row["id"], call.stamp, f"Work order {row['id']} was put into a bundle.")
    for order_id in added:
        row = order_of_company(call, order_id)
        write(call, row, "bundled", detail={"bundle_id": work_order_bundles.code(id)})
    tell_closed(call, waiting, say("it was put into a bundle and is given together with others now"))
    return {"bundle": bundle_shape(call, id), "diagnostics": diagnostics_shape(found)}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "split site B off the package",
        "take one ticket out of the group",
        "do this one separately",
        "remove a stop from the tour",
        "this job should stand alone again",
        "make the bundle smaller",
        "detach two visits from the combined order",
        "pull an assignment out of its package",
        "take one visit out of the package",
        "remove a stop, keep the others together",
        "split a job from the group",
        "some of them should be separate",
    ),
)
def unbundle_work_orders(
    call: Call,
    work_order_ids: Annotated[list[Id], Field(min_length=1, max_length=50, description="Members of one bundle.")],
) -> SplitBundle:
    """Take some work orders out of their bundle; the rest stays as it was.

    Only in draft, published or routed: assigned bundles go through unassign_work_order first. Open offers and requests
    of the orders taken out are closed, their holds released, and they are drafts again. A bundle left with one order is
    dissolved. delete_work_order_bundle dissolves the whole."""
    rows = [order_of_company(call, id) for id in dict.fromkeys(work_order_ids)]
    bundles = {row["bundle_id"] for row in rows}
    if len(bundles) != 1 or None in bundles:
        where = joined([worded("{id} in {code}", id=row["id"], code=_code_or_none(row)) for row in rows], ", ")
        raise Invalid({"work_order_ids": worded("must all be in one bundle; now {where}", where=where)})
    bundle_id: int = rows[0]["bundle_id"]
    _check_open(call, rows, "unbundle_work_orders")
    released = _release(call, rows)
    dissolved = bool(work_order_bundles.leave(call.tx, [row["id"] for row in rows], call.stamp))
    bundle = None if dissolved else bundle_shape(call, bundle_id)
    return {"bundle": bundle, "dissolved": dissolved, "released": released}


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "dissolve the package",
        "ungroup all of these tickets",
        "break up the whole tour",
        "the jobs shall be given out one by one",
        "delete the bundle",
        "no longer one person for all sites",
        "undo the grouping of orders",
        "separate every visit of the combined job",
        "cancel the grouping, every visit stands alone",
        "remove the package around these jobs",
        "the tour is off as a tour, jobs stay",
        "unbundle everything",
    ),
)
def delete_work_order_bundle(call: Call, work_order_id: WorkOrderId) -> DissolvedBundle:
    """Dissolve the bundle that a work order belongs to; all its orders stand alone again.

    Only in draft, published or routed: assigned bundles go through unassign_work_order first. Open offers and requests
    of all its orders are closed, their holds released, and they are drafts again. To take out only some use
    unbundle_work_orders."""
    row = order_of_company(call, work_order_id)
    if row["bundle_id"] is None:
        what = worded("bundle of work order {work_order_id}", work_order_id=work_order_id)
        raise NotFound(what, next=("bundle_work_orders",))
    rows = _members(call, row["bundle_id"])
    _check_open(call, rows, "delete_work_order_bundle")
    code = work_order_bundles.code(row["bundle_id"])
    count = len(rows)
    call.confirm(
        worded("Dissolve bundle {code} of {count} work orders; all of them go back to draft", code=code, count=count),
        record=f"work_order_bundle:{row['bundle_id']}",
    )
    released = _release(call, rows)
    work_order_bundles.leave(call.tx, [each["id"] for each in rows], call.stamp)
    return {"bundle_id": code, "released": released}


def _diagnose(call: Call, ids: Sequence[int], extending: str | None = None) -> Diagnostics:
    rows = [work_orders.find_even_deleted(call.tx, company_id(call), id) for id in dict.fromkeys(ids)]
    return bundles.diagnose(ids, [_member(row) for row in rows if row is not None], extending)


def _member(row: Row) -> Member:
    """An order as the check sees it."""
    return Member(
        id=row["id"],
        status=Status(row["status"]).word,
        bundle=work_order_bundles.code(row["bundle_id"]) if row["bundle_id"] is not None else None,
        window=window_of(row),
        remote=row["location_mode"] == "remote",
        has_location=row["location_mode"] is not None,
        site=site_of(row),
        pay=Money(row["pay_max"], row["currency"]) if row["pay_type"] else None,
        pay_type=row["pay_type"],
        client_id=row["client_id"],
        project_id=row["project_id"],
        type_of_work_id=row["type_of_work_id"],
        open_routes=row["open_routes"],
        pending_requests=row["pending_requests"],
    )


def _refuse_findings(found: Diagnostics, accept_warnings: bool) -> None:
    standing_in_the_way = found.errors or (() if accept_warnings else found.warnings)
    if not standing_in_the_way:
        return
    named = [joined((one.code, one.message), ": ") for one in standing_in_the_way[:10]]
    hint = "" if found.errors else worded(". Repeat with accept_warnings true to go on")
    raise Invalid(
        {"work_order_ids": joined((joined(named, "; "), hint), "")},
        code="invalid_bundle",
        next=("validate_work_order_bundle",),
        details={"diagnostics": diagnostics_shape(found)},
    )


def _bundle_to_extend(call: Call, code: str | None) -> Row | None:
    if code is None:
        return None
    id = work_order_bundles.id_of(code)
    row = work_order_bundles.find_for_company(call.tx, company_id(call), id) if id is not None else None
    if row is None:
        raise NotFound("bundle", code, next=("list_work_orders",))
    for member in _members(call, row["id"]):
        if member["status"] not in (DRAFT, *OPEN):
            state = word(Status(member["status"]).word)
            raise WrongState(
                worded(
                    "Bundle {code} is {word}; only one nobody is assigned to can be extended.", code=code, word=state
                ),
                state=state,
                next=("unassign_work_order",),
            )
    return row


def _members(call: Call, bundle_id: int) -> list[Row]:
    return [order_of_company(call, id) for id in work_order_bundles.members(call.tx, bundle_id)]


def _check_open(call: Call, rows: Sequence[Row], tool: str) -> None:
    """Orders leave a bundle only before somebody is assigned to it."""
    for row in rows:
        now = standing(row, call)
        if now.status not in (DRAFT, *OPEN):
            raise wrong_state(tool, now, needs=worded("draft, published or routed"), next=("unassign_work_order",))


def _release(call: Call, rows: Sequence[Row]) -> list[ReleasedShape]:
    """Bring orders that leave their bundle back to draft, and tell who waited for them."""
    waiting: list[tuple[Row, list[int]]] = []
    for row in rows:
        waiting.append((row, [each["person_id"] for each in close_offers(call, row)]))
        release_hold(call, row)
        code = work_order_bundles.code(row["bundle_id"])
        back = {} if row["status"] == DRAFT else BACK_IN_DRAFT
        write(call, row, "unbundled", detail={"bundle_id": code}, **back)
    tell_closed(call, waiting, say("it left its bundle and is a draft again"))
    return [{"work_order_id": row["id"], "status": DRAFT.word} for row in rows]


def _code_or_none(row: Row) -> str:
    return work_order_bundles.code(row["bundle_id"]) if row["bundle_id"] is not None else worded("none")


def bundle_shape(call: Call, id: int) -> BundleShape:
    """A bundle as it is now."""
    row = work_order_bundles.find_for_company(call.tx, company_id(call), id)
    if row is None:
        raise Refusal(worded("bundle {id} is gone", id=id))
    rows = _members(call, id)
    total = bundles.total_pay(_member(each) for each in rows)
    return {
        "bundle_id": work_order_bundles.code(id),
        "company_id": row["company_id"],
        "work_order_ids": [each["id"] for each in rows],
        "size": len(rows),
        "status": bundles.bundle_status(Status(each["status"]).word for each in rows),
        "total_pay": money_shape(total) if total else None,
        "assignee": person_shape(rows[0], "assignee") if rows else None,
        "created_by": f"{row['created_by_type']}:{row['created_by_id']}",
        "created_at": iso(row["created_at"]),
    }


def diagnostics_shape(found: Diagnostics) -> DiagnosticsShape:
    total, way = found.total_pay, found.max_distance_km
    return {
        "status": found.status,
        "errors": [_finding(one) for one in found.errors],
        "cautions": [_finding(one) for one in found.warnings],
        "info": [_finding(one) for one in found.info],
        "params": {
            "count": found.count,
            "total_pay": total.text if total else None,
            "currency": total.currency if total else None,
            "first_start": iso(found.first_start) if found.first_start else None,
            "last_end": iso(found.last_end) if found.last_end else None,
            "max_distance_km": str(rounded_km(way)) if way is not None else None,
            "would_close_routes": found.would_close_routes,
            "would_close_requests": found.would_close_requests,
        },
    }


def _finding(one: Finding) -> FindingShape:
    return {"code": one.code, "message": one.message, "work_order_ids": list(one.work_order_ids), "field": one.field}
