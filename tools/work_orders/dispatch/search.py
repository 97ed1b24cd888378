"""A search as it goes: begun, from tier to tier, and to its end. Every step is one transaction, and made once."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from store.database import Row
from store.types import Shortfall, SpendingLimitReached, utc_text, utc_time
from store.work_orders import orders as work_orders
from store.work_orders import requests as work_order_requests
from store.work_orders import routes as work_order_routes
from store.work_orders.dispatch import runs as dispatch_runs
from store.work_orders.dispatch import settings as dispatch_settings
from tools.call import SYSTEM, Call
from tools.errors import Refusal
from tools.rules.sentences import Words, say
from tools.work_orders.access import actor, close_offers, note_route, reload, write
from tools.work_orders.dispatch.candidate_list import Looked, look
from tools.work_orders.dispatch.rules.settings import Settings
from tools.work_orders.dispatch.rules.tiers import begins_anew, deadline, next_tier, too_late, with_turn
from tools.work_orders.dispatch.settings_record import settings_of
from tools.work_orders.drafting.leaving import BACK_IN_DRAFT, leave_draft
from tools.work_orders.money import release_hold
from tools.work_orders.notices import named, tell_closed, tell_company
from tools.work_orders.routing.transitions import add_routes, assign_together
from tools.work_orders.rules.states import DRAFT, ROUTED

MOST_OFFERS = 1000
# Of the offers that a search makes.
SOURCE = "smart_dispatch"


def begin(call: Call, rows: Sequence[Row], settings: Settings, acting_user_id: int | None) -> None:
    """Start a search over an order, or the orders of a bundle, that may be offered."""
    by = call.caller.owner
    id = dispatch_runs.insert(
        call.tx,
        [row["id"] for row in rows],
        uuid=call.new_uuid(),
        company_id=rows[0]["company_id"],
        project_id=rows[0]["project_id"],
        mode=_mode(settings),
        started_by_type=by.kind,
        started_by_id=by.id,
        acting_person_id=acting_user_id,
        started_at=call.stamp,
    )
    _next_tier(call, _run(call, id), rows, settings, look(call, rows))


def carry_out_due(call: Call, id: int) -> None:
    """Make the step of a run that is due, as the system: the next tier, the next round, or the end.

    A step that is refused, such as an assignment that came to overlap, ends the run; what it wrote is taken back."""
    system = replace(call, caller=SYSTEM, warnings=[])
    fault = call.attempt(partial(_step, system, id))
    if isinstance(fault, Refusal | Shortfall | SpendingLimitReached):
        _stop(system, _run(call, id), _rows(call, id), str(fault))
    elif fault is not None:
        raise fault


def _step(call: Call, id: int) -> None:
    run = _run(call, id)
    if not dispatch_runs.is_due(call.tx, id, call.stamp) or not dispatch_runs.claim(call.tx, id, run["step"]):
        return
    rows = _rows(call, id)
    _close_lapsed(call, rows)
    if too_late(call.now, _latest_arrival(rows)):
        _take_back(call, rows)
    kept = dispatch_settings.find(call.tx, run["company_id"], run["project_id"])
    settings = settings_of(kept) if kept else None
    hindrance = settings.hindrance(call.now) if settings else "are gone"
    if rows[0]["project_id"] != run["project_id"]:
        _stop(call, run, rows, "The work order left the project.")
    elif settings is None or hindrance:
        _stop(call, run, rows, f"The dispatch settings of the project {hindrance}.")
    else:
        asked, passed_over = _had_turn(run, "candidates"), _had_turn(run, "rejected")
        looked = look(call, rows, {each["user_id"] for each in (*asked, *passed_over)})
        _next_tier(call, run, rows, settings, looked)


def _next_tier(call: Call, run: Row, rows: Sequence[Row], settings: Settings, looked: Looked) -> None:
    """Go on with the best tier of those looked at; without one begin a new round, or end."""
    latest = _latest_arrival(rows)
    entries = [*_had_turn(run, "candidates"), *looked.entries]
    refused = [*_had_turn(run, "rejected"), *looked.refused]
    tier = next_tier(place.candidate.tier_order for place in looked.passing)
    if tier is not None:
        entries, refused = with_turn(entries, tier), with_turn(refused, tier)
    _keep(call, run, settings, looked, entries, refused)
    if too_late(call.now, latest):
        _exhaust(call, run, rows, settings, "Nobody could arrive in time any more.")
    elif tier is not None:
        _ask(call, run, rows, settings, looked, tier)
    elif begins_anew(settings, call.now, latest):
        _new_round(call, run, rows, settings, someone=bool(entries))
    elif looked.nowhere:
        _exhaust(call, run, rows, settings, "The site lies in no territory of the project, and it has no groups.")
    else:
        _exhaust(call, run, rows, settings, "Nobody is left to ask.")


def _ask(call: Call, run: Row, rows: Sequence[Row], settings: Settings, looked: Looked, tier: int) -> None:
    """Assign the best of a tier, or offer the orders to everybody in it."""
    people = [place.candidate.user_id for place in looked.passing if place.candidate.tier_order == tier]
    tier_id = looked.pool.found_in.get(people[0], (None, None))[1]
    until = deadline(settings, call.now, _latest_arrival(rows))
    dispatch_runs.change(call.tx, run["id"], tier_order=tier, tier_id=tier_id, tier_deadline=utc_text(until))
    acting = run["acting_person_id"]
    if settings.to_first_available:
        _accept_own(call, rows, people[0])
        assign_together(call, [(row, {}) for row in rows], people[0], "dispatched", acting_user_id=acting)
        return
    routes = add_routes(
        call,
        rows,
        people[:MOST_OFFERS],
        SOURCE,
        tiers=looked.pool.found_in,
        expires_at=until,
        acting_user_id=acting,
    )
    dispatch_runs.add_offers(call.tx, run["id"], run["round"], routes)


def _new_round(call: Call, run: Row, rows: Sequence[Row], settings: Settings, someone: bool) -> None:
    """Begin again with the first tier: at once when somebody had a turn, else after the time of a tier."""
    columns = {"round": run["round"] + 1, "candidates": "[]", "rejected": "[]"}
    dispatch_runs.change(call.tx, run["id"], tier_order=None, tier_id=None, tier_deadline=None, **columns)
    again = look(call, rows) if someone else None
    if again is not None and again.passing:
        _next_tier(call, _run(call, run["id"]), rows, settings, again)
        return
    if again is not None:
        _keep(call, run, settings, again, [], again.refused)
    _leave_draft(call, rows, run["acting_person_id"])
    dispatch_runs.change(call.tx, run["id"], tier_deadline=utc_text(call.now + settings.runtime))


def _exhaust(call: Call, run: Row, rows: Sequence[Row], settings: Settings, why: str) -> None:
    """Nobody is found: back to draft or not, as the settings say, and the company hears of it."""
    dispatch_runs.end(call.tx, run["id"], "exhausted", call.stamp, message=why)
    if settings.reverts_to_draft:
        _back_to_draft(call, rows)
        text = say("The automatic search for {orders} found nobody. It is a draft again, and nothing is held for it.")
    else:
        _leave_draft(call, rows, run["acting_person_id"])
        text = say(
            "The automatic search for {orders} found nobody. It stays open: choose somebody, or change its terms."
        )
    _tell_end(call, rows, text.using(orders=named(rows)))


def _stop(call: Call, run: Row, rows: Sequence[Row], why: str) -> None:
    """End a search that cannot go on; the order stays as it is, and the company hears of it."""
    dispatch_runs.end(call.tx, run["id"], "stopped", call.stamp, message=why)
    text = say(
        "The automatic search for {orders} has stopped before somebody was found. get_smart_dispatch_run says why."
    )
    _tell_end(call, rows, text.using(orders=named(rows)))


def _tell_end(call: Call, rows: Sequence[Row], text: Words) -> None:
    tell_company(call, [reload(call, row) for row in rows], "dispatch_ended", text)


def _back_to_draft(call: Call, rows: Sequence[Row]) -> None:
    waiting: list[tuple[Row, list[int]]] = []
    for row in rows:
        if row["status"] == DRAFT:
            continue
        waiting.append((row, [each["person_id"] for each in close_offers(call, row)]))
        release_hold(call, row)
        write(call, row, "reverted_to_draft", detail={"by": "smart_dispatch"}, **BACK_IN_DRAFT)
    tell_closed(call, waiting, say("it is a draft again"))


def _leave_draft(call: Call, rows: Sequence[Row], acting_user_id: int | None) -> None:
    """A search goes over routed orders, though nobody is asked yet."""
    for row in rows:
        if row["status"] == DRAFT:
            columns = {**leave_draft(call, row), "status": int(ROUTED), "routed_at": call.stamp}
            write(call, row, "routed", acting_user_id=acting_user_id, detail={"to": []}, **columns)


def _accept_own(call: Call, rows: Sequence[Row], person_id: int) -> None:
    """What the person was asked, or asked for at the order's terms, counts as accepted by the assignment."""
    for row in rows:
        request = work_order_requests.pending_of_person(call.tx, row["id"], person_id)
        if request is not None and request["counter_offer"] is None:
            work_order_requests.end(call.tx, request["id"], "accepted", call.stamp, actor(call))
        for route in work_order_routes.open_of(call.tx, row["id"]):
            if route["person_id"] == person_id:
                work_order_routes.end(call.tx, route["id"], "accepted", call.stamp)
                note_route(call, row, "answered", route["id"], "accepted")


def _close_lapsed(call: Call, rows: Sequence[Row]) -> None:
    """End the offers whose time is over, and tell whose they were."""
    lapsed: list[tuple[Row, set[int]]] = []
    for row in rows:
        routes = work_order_routes.expire_due(call.tx, call.stamp, MOST_OFFERS, row["id"])
        for route in routes:
            note_route(call, row, "closed", route["id"], "expired")
        lapsed.append((row, {route["person_id"] for route in routes}))
    tell_closed(call, lapsed, say("the time to accept is over"))


def _take_back(call: Call, rows: Sequence[Row]) -> None:
    """End what a search offered of orders that came to be due before its tier had its whole time."""
    late: list[tuple[Row, set[int]]] = []
    for row in rows:
        routes = [each for each in work_order_routes.open_of(call.tx, row["id"]) if each["source"] == SOURCE]
        for route in routes:
            work_order_routes.end(call.tx, route["id"], "expired", call.stamp)
            note_route(call, row, "closed", route["id"], "expired")
        late.append((row, {route["person_id"] for route in routes}))
    tell_closed(call, late, say("the time to accept is over"))


def _keep(
    call: Call,
    run: Row,
    settings: Settings,
    looked: Looked,
    entries: Sequence[dict[str, Any]],
    refused: Sequence[dict[str, Any]],
) -> None:
    """Store what was found in this round: candidates, who was rejected and why, and the territory."""
    found = looked.territory
    dispatch_runs.change(
        call.tx,
        run["id"],
        mode=_mode(settings),
        candidates=json.dumps(list(entries)),
        rejected=json.dumps(list(refused), ensure_ascii=False),
        territory_uuid=found.territory.id if found else None,
        territory_name=found.territory.name if found else None,
        matched_by=found.matched_by if found else "none",
    )


def _had_turn(run: Row, column: str) -> list[dict[str, Any]]:
    """The candidates, or those rejected, whose tier had its turn in this round."""
    return [each for each in json.loads(run[column]) if each.get("had_turn", _was_asked(run, each))]


def _was_asked(run: Row, each: dict[str, Any]) -> bool:
    """The same of somebody who was kept without that mark, in a search that was begun by an earlier version."""
    return "tier_order" in each and each["tier_order"] <= (run["tier_order"] or 0)


def _latest_arrival(rows: Sequence[Row]) -> datetime | None:
    """When the last to arrive would have to be there for every one of the orders."""
    return min((utc_time(row["latest_arrival_at"]) for row in rows if row["latest_arrival_at"]), default=None)


def _mode(settings: Settings) -> str:
    return "assign" if settings.to_first_available else "route"


def _run(call: Call, id: int) -> Row:
    run = dispatch_runs.find(call.tx, id)
    if run is None:
        raise LookupError(f"dispatch run {id} is gone")
    return run


def _rows(call: Call, id: int) -> list[Row]:
    """The orders of a run as they are now, the one that ranks first."""
    found = [work_orders.find(call.tx, order_id) for order_id in dispatch_runs.orders_of(call.tx, id)]
    return [row for row in found if row is not None]
