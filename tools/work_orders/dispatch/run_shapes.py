"""How a run is answered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from store.work_orders.dispatch import runs as dispatch_runs
from tools.call import Call
from tools.work_orders.dispatch.candidate_list import Looked
from tools.work_orders.dispatch.rules.tiers import candidate_state
from tools.work_orders.matching.rules.territories import MatchedBy
from tools.work_orders.routing.shapes import RejectedShape


class TierShape(TypedDict):
    tier_id: NotRequired[int | None]
    order: int


class TerritoryFoundShape(TypedDict):
    """matched_by none: the plain groups of the project are searched."""

    service_territory_id: NotRequired[str | None]
    name: NotRequired[str | None]
    matched_by: MatchedBy


class CandidateShape(TypedDict):
    """Somebody who passes, in rank order. distance_km: from their neighbourhood to the site, in whole kilometres.
    jobs_completed: for this company."""

    user_id: int
    tier_order: int
    score: int
    rating: NotRequired[str | None]
    distance_km: NotRequired[str | None]
    jobs_completed: int
    rank: int
    state: str


class ResultShape(TypedDict):
    user_id: int


class RunShape(TypedDict):
    """A search. status preview: what a search would begin with. rejected: everybody else that was looked at, and why not."""

    run_id: NotRequired[str | None]
    work_order_id: int
    work_order_ids: NotRequired[list[int] | None]
    project_id: NotRequired[int | None]
    mode: Literal["assign", "route"]
    status: Literal["running", "filled", "exhausted", "stopped", "preview"]
    started_at: NotRequired[str | None]
    ended_at: NotRequired[str | None]
    tier_deadline: NotRequired[str | None]
    current_tier: NotRequired[TierShape | None]
    round: int
    territory: TerritoryFoundShape
    candidates: list[CandidateShape]
    rejected: list[RejectedShape]
    result: NotRequired[ResultShape | None]
    message: NotRequired[str | None]


def run_shape(call: Call, run: Row) -> RunShape:
    """A run as it is now; what became of the offers of this round is read from them."""
    orders = dispatch_runs.orders_of(call.tx, run["id"])
    offers = dispatch_runs.offers(call.tx, run["id"], run["round"])
    result = run["result_person_id"]
    current: TierShape | None = None
    if run["tier_order"] is not None:
        current = {"tier_id": run["tier_id"], "order": run["tier_order"]}
    return {
        "run_id": run["uuid"],
        "work_order_id": run["work_order_id"],
        "work_order_ids": orders if len(orders) > 1 else None,
        "project_id": run["project_id"],
        "mode": run["mode"],
        "status": run["status"],
        "started_at": iso(run["started_at"]),
        "ended_at": iso(run["ended_at"]) if run["ended_at"] else None,
        "tier_deadline": iso(run["tier_deadline"]) if run["tier_deadline"] else None,
        "current_tier": current,
        "round": run["round"],
        "territory": {
            "service_territory_id": run["territory_uuid"],
            "name": run["territory_name"],
            "matched_by": run["matched_by"],
        },
        "candidates": _candidates(json.loads(run["candidates"]), offers, result),
        "rejected": [{"user_id": each["user_id"], "reasons": each["reasons"]} for each in json.loads(run["rejected"])],
        "result": {"user_id": result} if result is not None else None,
        "message": run["message"],
    }


def preview_shape(rows: Sequence[Row], mode: Literal["assign", "route"], looked: Looked) -> RunShape:
    """What a search over these orders would begin with."""
    found = looked.territory
    tier = looked.passing[0].candidate.tier_order if looked.passing else None
    return {
        "work_order_id": rows[0]["id"],
        "work_order_ids": [row["id"] for row in rows] if len(rows) > 1 else None,
        "project_id": rows[0]["project_id"],
        "mode": mode,
        "status": "preview",
        "current_tier": {"order": tier} if tier is not None else None,
        "round": 1,
        "territory": {
            "service_territory_id": found.territory.id if found else None,
            "name": found.territory.name if found else None,
            "matched_by": found.matched_by if found else "none",
        },
        "candidates": _candidates(looked.entries, {}, None),
        "rejected": [{"user_id": user_id, "reasons": found} for user_id, found in looked.rejected.items()],
    }


def _candidates(
    entries: Sequence[Mapping[str, Any]], offers: Mapping[int, str], result: int | None
) -> list[CandidateShape]:
    return [
        {
            "user_id": each["user_id"],
            "tier_order": each["tier_order"],
            "score": each["score"],
            "rating": each["rating"],
            "distance_km": each["distance_km"],
            "jobs_completed": each["jobs_completed"],
            "rank": rank,
            "state": candidate_state(offers.get(each["user_id"]), each["user_id"] == result),
        }
        for rank, each in enumerate(entries, start=1)
    ]
