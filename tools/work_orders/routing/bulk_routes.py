"""Offering one work order to many providers at the same time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.work_orders import routes as work_order_routes
from tools.call import Call
from tools.operation import operation
from tools.params import Id, Uuid
from tools.rules.sentences import worded
from tools.shapes import MoneyShape, money_shape
from tools.text import plain
from tools.work_orders.access import reload, window_of, zone_of_order
from tools.work_orders.drafting.leaving import and_hold, called, check_offerable, numbered, orders_together, to_hold
from tools.work_orders.matching.candidates import candidates, offer_of
from tools.work_orders.matching.checks import stretches
from tools.work_orders.matching.pools import chosen
from tools.work_orders.money import held_together, spends_on
from tools.work_orders.params import ActingUserId, WorkOrderId
from tools.work_orders.routing.params import CriterionGiven, OfferEnd, OfferMessage
from tools.work_orders.routing.shapes import RejectedShape
from tools.work_orders.routing.transitions import add_routes
from tools.work_orders.rules.candidates import Candidate, Offer, by_hand, reasons
from tools.work_orders.rules.qualifications import Rule, RuleInput, missing, parse_rules
from tools.work_orders.rules.routing import check_expiry, check_selection, not_eligible
from tools.work_orders.shapes import WorkOrderShape, shape

TOOLSET = "work_order_routing"

MOST_SKIPPED_SHOWN = 200

UserIds = Annotated[list[Id], Field(min_length=1, max_length=200, description="Providers: the numbers of the people.")]
TierId = Annotated[Id, Field(description="One tier of a talent pool group.")]
GroupId = Annotated[Uuid, Field(description="All tiers of a talent pool group.")]
PreferredGroupId = Annotated[Id, Field(description="A group of preferred providers.")]


class SelectionGiven(TypedDict):
    rules: Annotated[list[CriterionGiven], Field(min_length=1, max_length=30)]


Selection = Annotated[SelectionGiven, Field(description="Only those of the chosen who match all of these rules.")]


class OfferedShape(TypedDict):
    user_id: int
    route_id: int


class MassRouted(TypedDict):
    routed: list[OfferedShape]
    skipped: list[RejectedShape]
    skipped_total: int
    work_order: WorkOrderShape
    hold: MoneyShape


@operation(
    access="money",
    actors=("client", "admin", "agent"),
    price="dispatch",
    example={"user_ids": [1]},
    takes_long=True,
    zone=zone_of_order,
    find=(
        "blast the job out to our ten regulars",
        "invite everybody in the premium pool",
        "offer it to several contractors at once",
        "send the ticket to a whole group, first come first served",
        "mass mail an assignment to technicians",
        "ask all members of the north east bench",
        "offer the visit to a list of people",
        "spread a job among our preferred providers",
        "let five people race for the job",
        "send the site job to many technicians",
        "ask several at once, whoever is quickest",
        "offer to everyone on our list",
    ),
)
def route_work_order_to_providers(
    call: Call,
    work_order_id: WorkOrderId,
    user_ids: UserIds | None = None,
    talent_pool_id: TierId | None = None,
    talent_pool_group_id: GroupId | None = None,
    preferred_group_id: PreferredGroupId | None = None,
    selection_rule: Selection | None = None,
    skip_ineligible: Annotated[
        bool, Field(description="false: one unfit provider refuses the whole call. Default true.")
    ]
    | None = None,
    expires_at: OfferEnd | None = None,
    message: OfferMessage | None = None,
    acting_user_id: ActingUserId | None = None,
) -> MassRouted:
    """Offer one work order to many providers at the same time; whoever accepts first gets it.

    Name people, a tier, a talent pool group or a preferred group; they are joined, each person counts once, at most
    1000. Each must be active, not blocked, qualified and free, as in route_work_order; unfit ones are skipped with
    their reasons. One hold covers the order, however many are asked. From draft, published or routed; a draft must be
    complete and becomes routed. A bundled order offers its whole bundle."""
    rows = orders_together(call, work_order_id, acting_user_id)
    check_selection((user_ids, talent_pool_id, talent_pool_group_id, preferred_group_id))
    check_offerable(call, rows, "route_work_order_to_providers")
    for row in rows:
        check_expiry(expires_at, window_of(row), call.now)
    pool = chosen(call, user_ids or (), talent_pool_id, talent_pool_group_id, preferred_group_id)
    people, skipped = _sorted_out(call, rows, pool.orders, _criteria(selection_rule))
    if not people or (skipped and skip_ineligible is False):
        text = (
            worded("some of those chosen may not have it") if people else worded("nobody of those chosen may have it")
        )
        why = stretches(call, rows[0], skipped, window_of(rows[0]))
        next = ("route_work_order_to_providers", "dispatch_work_order")
        raise not_eligible(worded("{text}; nothing was changed{why}", text=text, why=why), skipped, next=next)
    amount = to_hold(call, rows)
    call.confirm(
        worded(
            "Offer {numbered} to {count} providers{and_hold}",
            numbered=numbered(rows),
            count=len(people),
            and_hold=and_hold(amount),
        ),
        record=f"work_order:{work_order_id}",
        amount=amount or None,
        details=(called(rows),),
        spends=spends_on(rows[0], amount, people[0] if len(people) == 1 else None),
    )
    ids = add_routes(
        call,
        rows,
        people,
        "mass",
        tiers=pool.found_in,
        message=plain(message) if message else None,
        expires_at=expires_at,
        acting_user_id=acting_user_id,
    )
    return _answer(call, rows, ids, skipped)


def _answer(call: Call, rows: Sequence[Row], ids: Mapping[int, int], skipped: Mapping[int, list[str]]) -> MassRouted:
    now = reload(call, rows[0])
    shown = list(skipped.items())[:MOST_SKIPPED_SHOWN]
    return {
        "routed": [{"user_id": user_id, "route_id": route_id} for user_id, route_id in ids.items()],
        "skipped": [{"user_id": user_id, "reasons": found} for user_id, found in shown],
        "skipped_total": len(skipped),
        "work_order": shape(call, now),
        "hold": money_shape(held_together(call, rows)),
    }


def _criteria(selection: SelectionGiven | None) -> list[Rule]:
    given = selection["rules"] if selection else []
    return parse_rules(
        [RuleInput(each["type"], None, each["operator"], plain(each["value"])) for each in given],
        "selection_rule.rules",
    )


def _sorted_out(
    call: Call, rows: Sequence[Row], tiers: Mapping[int, int], criteria: Sequence[Rule]
) -> tuple[list[int], dict[int, list[str]]]:
    """Who may have all of the orders, in the order of their ids, and why the others may not."""
    against: dict[int, list[str]] = {id: [] for id in sorted(tiers)}
    for row in rows:
        offer = offer_of(call, row)
        waiting = {each["person_id"] for each in work_order_routes.open_of(call.tx, row["id"])}
        for one in candidates(call, row, tiers):
            if one.user_id not in waiting:
                against[one.user_id] += _against(one, offer, criteria)
    skipped = {id: list(dict.fromkeys(found)) for id, found in against.items() if found}
    return [id for id in against if id not in skipped], skipped


def _against(one: Candidate, offer: Offer, criteria: Sequence[Rule]) -> list[str]:
    lacking = [f"not_selected:{name}" for name in missing(criteria, one.facts)]
    return [*by_hand(reasons(one, offer)), *lacking]
