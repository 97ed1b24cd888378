"""Offering work orders to providers, one or many, and taking offers back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.providers import providers
from store.work_orders import routes as work_order_routes
from tools.call import Call
from tools.errors import NotAllowed, NotFound
from tools.operation import operation
from tools.questions import quoted
from tools.rules.names import full_name
from tools.rules.sentences import say, worded
from tools.shapes import MoneyShape, NamedShape, money_shape
from tools.text import plain
from tools.work_orders.access import (
    close_offers,
    note_route,
    reload,
    standing,
    window_of,
    write,
    zone_of_order,
)
from tools.work_orders.drafting.leaving import (
    BACK_IN_DRAFT,
    and_hold,
    bundle_ids,
    called,
    check_offerable,
    numbered,
    orders_together,
    to_hold,
)
from tools.work_orders.money import held_together, release_hold, spends_on
from tools.work_orders.notices import tell_closed
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.route_shapes import RouteShape, route_of, route_shape
from tools.work_orders.routing.eligibility import check_eligible, provider
from tools.work_orders.routing.params import Message, OfferEnd, OfferMessage, ProviderId
from tools.work_orders.routing.transitions import add_routes
from tools.work_orders.rules.routing import after_last_offer_removed, check_expiry
from tools.work_orders.rules.states import ASSIGNED, DRAFT, OPEN, Status, wrong_state
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_order_routing"

Force = Annotated[
    bool,
    Field(description="Admins: offer it although a required qualification, free time or an earlier removal forbids."),
]


class RoutedOrder(TypedDict):
    """An offer and the order it belongs to."""

    route: RouteShape
    work_order: WorkOrderShape
    hold: MoneyShape
    changed: bool
    bundle_work_order_ids: NotRequired[list[int] | None]


class ProviderShape(TypedDict):
    id: int
    first_name: str
    last_name: NotRequired[str | None]
    w2: bool
    networks: list[NamedShape]
    types_of_work: list[NamedShape]


class UnroutedOrder(TypedDict):
    route: RouteShape
    work_order: WorkOrderShape
    open_routes: int
    hold: MoneyShape
    provider: NotRequired[ProviderShape | None]


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="dispatch",
    takes_long=True,
    zone=zone_of_order,
    find=(
        "offer this ticket to technician 25",
        "send the job to someone I picked",
        "invite one contractor directly",
        "ask Marco whether he takes the visit",
        "propose the assignment to a single person",
        "hand the job to a certain freelancer to accept",
        "let our regular have it first",
        "offer a draft without publishing it",
        "pass the ticket to the engineer I know",
        "ask one technician if she wants the site job",
        "send the visit to my favourite provider",
        "offer to a single contractor",
    ),
)
def route_work_order(
    call: Call,
    work_order_id: WorkOrderId,
    user_id: ProviderId,
    expires_at: OfferEnd | None = None,
    message: OfferMessage | None = None,
    force: Force | None = None,
    acting_user_id: ActingUserId | None = None,
) -> RoutedOrder:
    """Offer a work order directly to one chosen provider, who can accept it and is then assigned at once.

    From draft, published or routed; a draft must be complete, becomes routed, and its maximum cost is held. The
    provider must be active, not blocked, qualified, and free with 30 minutes to travel; an admin's force sets
    qualification, free time and an earlier removal aside. Several offers may be open, the first to accept wins. An
    offer that is open already stays as it is (changed false). A bundled order offers its whole bundle. For many people
    at once use route_work_order_to_providers; to contract without asking use assign_work_order."""
    rows = orders_together(call, work_order_id, acting_user_id)
    _check_force(call, force)
    check_offerable(call, rows, "route_work_order")
    person = provider(call, user_id)
    existing = _open_routes(call, rows, user_id)
    if len(existing) == len(rows):
        call.waive_fee()
        return _routed(call, rows, existing[0]["id"], changed=False)
    for row in rows:
        check_expiry(expires_at, window_of(row), call.now)
    check_eligible(call, rows, user_id, "route_work_order", forced=force is True)
    amount = to_hold(call, rows)
    name = full_name(person["first_name"], None, person["last_name"])
    call.confirm(
        worded(
            "Offer {numbered} to person {user_id}{and_hold}",
            numbered=numbered(rows),
            user_id=user_id,
            and_hold=and_hold(amount),
        ),
        record=f"work_order:{work_order_id}",
        amount=amount or None,
        details=(worded("The provider is called {name}", name=quoted(name)), called(rows)),
        spends=spends_on(rows[0], amount, user_id),
    )
    if force:
        for row in rows:
            work_order_routes.readmit(call.tx, row["id"], user_id)
    ids = add_routes(
        call,
        rows,
        [user_id],
        "manual",
        message=plain(message) if message else None,
        expires_at=expires_at,
        forced=force is True,
        acting_user_id=acting_user_id,
    )
    return _routed(call, rows, ids[user_id], changed=True)


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    takes_long=True,
    find=(
        "take back the offer to technician 25",
        "stop offering this to him",
        "retract the invitation",
        "we do not want her for this job any more",
        "withdraw a direct offer before it is accepted",
        "cancel one of the open invitations",
        "pull the ticket back from a contractor",
        "uninvite a provider",
        "cancel the offer I sent to a technician",
        "revoke what we routed to him",
        "he has not answered, withdraw it",
        "that provider should not get it after all",
    ),
)
def unroute_work_order(
    call: Call,
    work_order_id: WorkOrderId,
    user_id: ProviderId,
    reason: Annotated[Message, Field(description="Told to the provider.")] | None = None,
    acting_user_id: ActingUserId | None = None,
) -> UnroutedOrder:
    """Withdraw the direct offer of a work order from one provider.

    Only while the offer is open; once accepted use unassign_work_order. Taking back the last open offer makes a routed
    order a draft again and releases its hold; a published one stays published. A bundled order takes back the offer of
    the whole bundle."""
    rows = orders_together(call, work_order_id, acting_user_id)
    text = plain(reason) if reason else None
    routes = [_route_to_remove(call, row, user_id) for row in rows]
    asked: list[tuple[Row, set[int]]] = []
    for row, route in zip(rows, routes, strict=True):
        work_order_routes.end(call.tx, route["id"], "removed", call.stamp, removal_reason=text)
        note_route(call, row, "closed", route["id"], "removed")
        asked.append((row, _after_removal(call, row, user_id, text, acting_user_id)))
    tell_closed(call, [(row, [user_id]) for row in rows], say("it was taken back"), text)
    tell_closed(call, asked, say("it is a draft again"), but=user_id)
    row = reload(call, rows[0])
    removed = work_order_routes.find(call.tx, routes[0]["id"])
    return {
        "route": route_shape(removed or routes[0]),
        "work_order": shape(call, row),
        "open_routes": row["open_routes"],
        "hold": money_shape(held_together(call, rows)),
        "provider": _provider_shape(call, user_id),
    }


def _check_force(call: Call, force: bool | None) -> None:
    if force and not call.caller.is_admin:
        raise NotAllowed(worded("Only an admin of the company may route with force; leave force out."))


def _open_routes(call: Call, rows: Sequence[Row], user_id: int) -> list[Row]:
    """The person's offers of these orders that are open now, in the order of the orders."""
    found = [work_order_routes.latest_of(call.tx, row["id"], user_id) for row in rows]
    return [route for route in found if route is not None and route_of(route).at(call.now) == "open"]


def _routed(call: Call, rows: Sequence[Row], route_id: int, changed: bool) -> RoutedOrder:
    row = reload(call, rows[0])
    route = work_order_routes.find(call.tx, route_id)
    if route is None:
        raise LookupError(f"route {route_id} is gone")
    return {
        "route": route_shape(route),
        "work_order": shape(call, row),
        "hold": money_shape(held_together(call, rows)),
        "changed": changed,
        "bundle_work_order_ids": bundle_ids(rows),
    }


def _route_to_remove(call: Call, row: Row, user_id: int) -> Row:
    """The person's open offer of an order."""
    now = standing(row, call)
    if now.status not in (DRAFT, *OPEN):
        next = ("unassign_work_order",) if now.status is ASSIGNED else ("get_work_order",)
        raise wrong_state("unroute_work_order", now, needs=worded("an open offer"), next=next)
    found = _open_routes(call, [row], user_id)
    if found:
        return found[0]
    waiting = [str(each["person_id"]) for each in work_order_routes.open_of(call.tx, row["id"])]
    raise NotFound(
        worded("open offer of work order {id} to person", id=row["id"]),
        user_id,
        of=worded("(open ones: {waiting})", waiting=", ".join(waiting) or worded("none")),
        next=("list_work_order_pending_requests",),
    )


def _after_removal(call: Call, row: Row, user_id: int, reason: str | None, acting_user_id: int | None) -> set[int]:
    """Write what the order becomes; the people whose requests were closed because it is a draft again."""
    left = len(work_order_routes.open_of(call.tx, row["id"]))
    status = after_last_offer_removed(Status(row["status"]))
    columns: dict[str, Any] = {}
    asked: set[int] = set()
    if not left:
        columns = BACK_IN_DRAFT if status is DRAFT else {"routed_at": None}
    if not left and status is DRAFT:
        release_hold(call, row)
        asked = {each["person_id"] for each in close_offers(call, row)}
    detail = {"user_id": user_id, "reason": reason}
    write(call, row, "unrouted", acting_user_id=acting_user_id, detail=detail, **columns)
    return asked


def _provider_shape(call: Call, id: int) -> ProviderShape | None:
    """Who a provider is; None when the person left."""
    found = providers.profiles(call.tx, [id])
    if not found:
        return None
    person = found[0]
    return {
        "id": id,
        "first_name": person["first_name"],
        "last_name": person["last_name"],
        "w2": bool(person["w2"]),
        "networks": _named(providers.networks_of(call.tx, call.caller.company_id, id)),
        "types_of_work": _named(providers.named_types_of_work(call.tx, call.caller.company_id, id)),
    }


def _named(rows: list[Row]) -> list[NamedShape]:
    return [{"id": row["id"], "name": row["name"]} for row in rows]
