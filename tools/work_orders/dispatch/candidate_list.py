"""Whom a search looks at: the people of the order's territory or groups, judged and ranked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from store.database import Row
from store.work_orders.dispatch import territories as service_territories
from tools.call import Call
from tools.work_orders.matching.candidates import candidates, offer_of
from tools.work_orders.matching.pools import Pool, project_pool
from tools.work_orders.matching.territories import Found, territory_of
from tools.work_orders.rules.candidates import Area, Ranked, ranked, reasons


@dataclass(frozen=True, slots=True)
class Looked:
    """Who passes, best first, and why the others do not. nowhere: the order lies in no territory, and there are no groups."""

    pool: Pool
    passing: list[Ranked] = field(default_factory=list)
    rejected: dict[int, list[str]] = field(default_factory=dict)
    nowhere: bool = False

    @property
    def territory(self) -> Found | None:
        return self.pool.territory

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The candidates as a run keeps them."""
        return [self._entry(place) for place in self.passing]

    @property
    def refused(self) -> list[dict[str, Any]]:
        """Who may not have the order, as a run keeps them."""
        orders = self.pool.orders
        return [
            {"user_id": user_id, "reasons": found, "tier_order": orders[user_id]}
            for user_id, found in self.rejected.items()
        ]

    def _entry(self, place: Ranked) -> dict[str, Any]:
        one = place.candidate
        group, tier = self.pool.found_in.get(one.user_id, (None, None))
        return {
            "user_id": one.user_id,
            "tier_order": one.tier_order,
            "tier_id": tier,
            "group": group,
            "score": place.score,
            "rating": None if one.facts.rating is None else str(one.facts.rating),
            "distance_km": None if place.told_km is None else str(place.told_km),
            "jobs_completed": one.completed_for_company,
        }


def lies_nowhere(call: Call, row: Row) -> bool:
    """Whether an order lies in no territory of its project, which has no plain groups either."""
    return territory_of(call, row) is None and not _has_groups(call, row)


def look(call: Call, rows: Sequence[Row], but: Collection[int] = ()) -> Looked:
    """The people of all tiers who may have all of the orders, best first by the first of them.

    but: people who had their turn."""
    first = rows[0]
    pool = project_pool(call, first)
    if pool.territory is None and not _has_groups(call, first):
        return Looked(pool, nowhere=True)
    area = pool.territory.area() if pool.territory else Area()
    tiers = {id: order for id, order in pool.orders.items() if id not in but}
    of_first, against = candidates(call, first, tiers), dict[int, list[str]]()
    for row in rows:
        offer = offer_of(call, row)
        for one in of_first if row is first else candidates(call, row, tiers):
            against.setdefault(one.user_id, []).extend(reasons(one, offer, area))
    rejected = {id: list(dict.fromkeys(found)) for id, found in against.items() if found}
    passing = [one for one in of_first if one.user_id not in rejected]
    return Looked(pool, ranked(passing, offer_of(call, first)), rejected)


def _has_groups(call: Call, row: Row) -> bool:
    return service_territories.has_plain_groups(call.tx, row["company_id"], row["project_id"])
