"""What every way of finding a provider shares: the orders acted on together, leaving draft, people, who is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

from store import work_order_bundles, work_order_routes, work_orders
from store.database import Row
from store.providers import providers
from store.types import Money, Owner, utc_text
from tools.call import Call
from tools.errors import NotFound
from tools.rules.candidates import Candidate, by_hand, reasons, without
from tools.rules.service_window import ServiceWindow
from tools.rules.work_order_drafts import refuse_unready
from tools.rules.work_order_routing import not_eligible
from tools.rules.work_orders import ASSIGNED, DRAFT, OPEN, ROUTED, step
from tools.work_order_access import actor, not_found, order_of_company, standing, tell, write
from tools.work_order_candidates import candidate, offer_of
from tools.work_order_draft import missing_of
from tools.work_order_money import fee, held, needed_hold, place_hold

NETWORK_PEOPLE = 1000
BACK_IN_DRAFT: dict[str, Any] = {"status": int(DRAFT), "published_at": None, "routed_at": None, "fee_percent": None}


# Orders acted on together: what is done, paid or called off has left its bundle's fate.
ACTED_ON_TOGETHER = (DRAFT, *OPEN, ASSIGNED)


def orders_together(call: Call, id: int, acting_user_id: int | None = None) -> list[Row]:
    """The order of the caller's company, first, and the others of its bundle."""
    row = order_of_company(call, id, acting_user_id)
    return [row, *_companions(call, row)]


def offered_together(call: Call, id: int) -> list[Row]:
    """The order the calling provider may see, first, and the others of its bundle. The call is free."""
    row = work_orders.find_for_provider(call.tx, call.caller.id, id) if call.caller.kind == "person" else None
    if row is None:
        raise not_found(id)
    call.as_worker()
    return [row, *_companions(call, row)]


def _companions(call: Call, row: Row) -> list[Row]:
    if row["bundle_id"] is None:
        return []
    ids = [id for id in work_order_bundles.members(call.tx, row["bundle_id"]) if id != row["id"]]
    found = [work_orders.find(call.tx, id) for id in ids]
    return [each for each in found if each is not None and each["status"] in ACTED_ON_TOGETHER]


def named(rows: Sequence[Row]) -> str:
    """The orders in words: one by number and title, several as their bundle."""
    first = rows[0]
    if len(rows) == 1:
        return f"work order {first['id']} '{first['title']}'"
    code = work_order_bundles.code(first["bundle_id"])
    return f"bundle {code} of {len(rows)} work orders, with {first['id']} '{first['title']}'"


def bundle_ids(rows: Sequence[Row]) -> list[int] | None:
    """The orders of a bundle; None for one alone."""
    return [row["id"] for row in rows] if len(rows) > 1 else None


# Leaving draft


def check_offerable(call: Call, rows: Sequence[Row], tool: str) -> None:
    """Every order may be offered by this tool now, and is complete if it is a draft still."""
    for row in rows:
        step(tool, standing(row, call))
        if row["status"] == DRAFT:
            refuse_unready(row["id"], missing_of(call, row))


def to_hold(call: Call, rows: Sequence[Row]) -> Money:
    """What leaving draft would newly hold of the company's purse."""
    amounts = [needed_hold(call, row).amount - held(call, row).amount for row in rows if row["status"] == DRAFT]
    return Money(sum(amounts), rows[0]["currency"])


def leave_draft(call: Call, row: Row) -> dict[str, Any]:
    """Hold a draft's maximum cost; the columns that change with it. Nothing for an order that left draft before."""
    if row["status"] != DRAFT:
        return {}
    place_hold(call, row)
    return {"fee_percent": f"{fee(call, row).percent:f}"}


def route_columns(call: Call, row: Row) -> dict[str, Any]:
    """What an order becomes when it is offered to somebody."""
    status = ROUTED if row["status"] == DRAFT else row["status"]
    return {**leave_draft(call, row), "status": int(status), "routed_at": call.stamp}


# Offers


def add_routes(
    call: Call,
    rows: Sequence[Row],
    people: Sequence[int],
    source: str,
    *,
    tiers: Mapping[int, tuple[str | None, int | None]] | None = None,
    message: str | None = None,
    expires_at: datetime | None = None,
    forced: bool = False,
    acting_user_id: int | None = None,
) -> dict[int, int]:
    """Offer orders to people who have no open offer of them; {person: route id of the first order}."""
    ids: dict[int, int] = {}
    for row in rows:
        work_order_routes.expire_due(call.tx, call.stamp, NETWORK_PEOPLE, row["id"])
        standing_offers = {each["person_id"]: each["id"] for each in work_order_routes.open_of(call.tx, row["id"])}
        fresh = [person_id for person_id in people if person_id not in standing_offers]
        if not fresh:
            ids = ids or {person_id: standing_offers[person_id] for person_id in people}
            continue
        write(call, row, "routed", acting_user_id=acting_user_id, detail={"to": fresh}, **route_columns(call, row))
        for person_id in fresh:
            group, tier = (tiers or {}).get(person_id, (None, None))
            standing_offers[person_id] = work_order_routes.insert(
                call.tx,
                row["id"],
                person_id,
                source,
                actor(call),
                call.stamp,
                talent_pool_group_id=group,
                tier_id=tier,
                message=message,
                expires_at=utc_text(expires_at) if expires_at else None,
                forced=int(forced),
                acting_person_id=acting_user_id,
            )
        ids = ids or {person_id: standing_offers[person_id] for person_id in people}
        tell_by_mail(call, fresh, row, f"{row['company_name']} offers you work order {row['id']} '{row['title']}'.")
    return ids


# People


def provider(call: Call, id: int) -> Row:
    """A person who takes field work; NotFound for anybody else."""
    found = providers.profiles(call.tx, [id])
    if not found:
        raise NotFound("provider", id, next=("list_providers",))
    return found[0]


def check_eligible(
    call: Call,
    rows: Sequence[Row],
    user_id: int,
    *,
    forced: bool = False,
    set_aside: Sequence[str] = (),
    windows: Sequence[ServiceWindow | None] = (),
) -> None:
    """The person may have every one of the orders, as far as that is not left to dispatch alone.

    windows: other service windows than the orders' own, None for those that keep theirs."""
    for row, window in zip_longest(rows, windows[: len(rows)]):
        offer = offer_of(call, row)
        if window is not None:
            offer = replace(offer, window=window)
        against = without(by_hand(reasons(candidate(call, row, user_id, window), offer), forced), *set_aside)
        if against:
            raise not_eligible(f"cannot have work order {row['id']}", {user_id: against}, next=_remedies(against))


_REMEDIES = {
    "missing_qualification": "list_work_order_qualifications",
    "schedule_conflict": "get_work_order",
    "removed_before": "list_providers",
    "inactive": "list_providers",
    "blocked": "list_providers",
}


def _remedies(against: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_REMEDIES[reason.split(":", 1)[0]] for reason in against))


def reasons_against(call: Call, rows: Sequence[Row], people: Mapping[int, Sequence[Candidate]]) -> dict[int, list[str]]:
    """What stands against each person having all of the orders; {person: one candidate for each order}."""
    offers = [offer_of(call, row) for row in rows]
    found: dict[int, list[str]] = {}
    for user_id, ones in people.items():
        against = [by_hand(reasons(one, offer)) for one, offer in zip(ones, offers, strict=True)]
        found[user_id] = list(dict.fromkeys(reason for part in against for reason in part))
    return found


def network_people(call: Call, row: Row) -> list[int]:
    """Providers of the order's networks (or of all the company may publish to), at most 1000: those with most jobs."""
    ids = [each["id"] for each in work_orders.networks_of(call.tx, row["id"])]
    ids = ids or providers.company_networks(call.tx, row["company_id"])
    return providers.in_networks(call.tx, ids, (), NETWORK_PEOPLE)


# Who is told


def tell_waiting(call: Call, row: Row, text: str) -> int:
    """Mark the open offers and requests of an order as made on other terms, and tell their people; how many."""
    return tell(call, work_order_routes.mark_terms_changed(call.tx, row["id"]), row, text)


def tell_by_mail(call: Call, person_ids: Sequence[int], row: Row, text: str) -> None:
    """Leave a notice about an order with people, and write to them: this is about work for them."""
    tell(call, person_ids, row, text)
    for address in providers.addresses(call.tx, sorted(set(person_ids))):
        call.mail(address, f"{row['company_name']}: {row['title']}"[:200], text)


def tell_manager(call: Call, row: Row, text: str) -> None:
    """Leave a notice with the company, and with the manager of the order if it has one."""
    tell(call, [row["manager_id"]], row, text)
    call.notify(Owner("company", row["company_id"]), "work_order", text, record=("work_order", row["id"]))
