"""Whom a company chooses from: named people, tiers, groups, preferred groups, networks; and whom dispatch looks at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil

from store.database import Row
from store.providers import providers
from store.work_orders import orders as work_orders
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.rules.places import box
from tools.rules.sentences import worded
from tools.work_orders.matching.candidates import site_of
from tools.work_orders.matching.territories import Found, territory_of
from tools.work_orders.references import company_id

AFTER_ALL_TIERS = 1_000_000
# Each of them is judged in full inside the transaction, so a whole marketplace is out of reach.
MOST_OF_NETWORKS = 500


@dataclass(slots=True)
class Pool:
    """People with the tier order that ranks them, and the group and tier they were found in. Each person once.

    territory: the one they were taken from."""

    orders: dict[int, int] = field(default_factory=dict)
    found_in: dict[int, tuple[str | None, int | None]] = field(default_factory=dict)
    territory: Found | None = None

    def add(self, person_id: int, order: int, group: str | None = None, tier: int | None = None) -> None:
        if person_id not in self.orders or order < self.orders[person_id]:
            self.orders[person_id] = order
            if tier is not None or person_id not in self.found_in:
                self.found_in[person_id] = (group, tier)

    def add_rows(self, rows: Sequence[Row]) -> None:
        for row in rows:
            self.add(row["person_id"], row["tier_order"], row["group_uuid"], row["tier_id"])


def chosen(
    call: Call, user_ids: Sequence[int], tier_id: int | None, group_uuid: str | None, preferred_group_id: int | None
) -> Pool:
    """People named one by one or by circle, joined; at most 1000. NotFound for somebody else's circle."""
    pool = Pool()
    for user_id in user_ids:
        pool.add(user_id, 1)
    company = company_id(call)
    if tier_id is not None:
        pool.add_rows(_known(providers.members_of_tier(call.tx, company, tier_id), worded("talent pool"), tier_id))
    if group_uuid is not None:
        pool.add_rows(
            _known(providers.members_of_group(call.tx, company, group_uuid), worded("talent pool group"), group_uuid)
        )
    if preferred_group_id is not None:
        members = providers.members_of_preferred(call.tx, company, preferred_group_id)
        pool.add_rows(_known(members, worded("preferred provider group"), preferred_group_id))
    if len(pool.orders) > providers.MOST_PEOPLE:
        raise Invalid(
            {
                "user_ids": worded(
                    "at most {most_people} people at once; these are {count}",
                    most_people=providers.MOST_PEOPLE,
                    count=len(pool.orders),
                )
            }
        )
    return pool


def dispatch_pool(
    call: Call, row: Row, group_uuid: str | None, preferred_group_id: int | None, max_distance_km: Decimal
) -> Pool:
    """Whom dispatch looks at: the circles named, else those of the order's project and then its networks."""
    if group_uuid is not None or preferred_group_id is not None:
        return chosen(call, (), None, group_uuid, preferred_group_id)
    pool = project_pool(call, row)
    left = MOST_OF_NETWORKS - len(pool.orders)
    if left > 0:
        for person_id in providers.in_networks(call.tx, _networks(call, row), _near(row, max_distance_km), left):
            pool.add(person_id, AFTER_ALL_TIERS)
    return pool


def project_pool(call: Call, row: Row) -> Pool:
    """The circles of the order's project: the territory its site lies in, else the plain groups."""
    if row["project_id"] is None:
        return Pool()
    pool = Pool(territory=territory_of(call, row))
    if pool.territory is None:
        pool.add_rows(providers.members_of_project(call.tx, row["company_id"], row["project_id"]))
    else:
        found = pool.territory.territory.id
        pool.add_rows(_known(providers.members_of_group(call.tx, row["company_id"], found), worded("territory"), found))
    return pool


def _networks(call: Call, row: Row) -> list[int]:
    ids = [each["id"] for each in work_orders.networks_of(call.tx, row["id"])]
    return ids or providers.company_networks(call.tx, row["company_id"])


def _near(row: Row, max_distance_km: Decimal) -> list[providers.Box]:
    """Boxes around the site, each twice as wide as the one before, up to the distance; none without a known site."""
    site = site_of(row)
    if site is None:
        return []
    found = []
    for part in (64, 32, 16, 8, 4, 2, 1):
        south, north, west, east = (round(degrees * 1_000_000) for degrees in box(site, ceil(max_distance_km / part)))
        found.append((south, north, west, east))
    return found


def _known(rows: list[Row] | None, noun: str, id: object) -> list[Row]:
    if rows is None:
        lists = "list_preferred_provider_groups" if noun == "preferred provider group" else "list_talent_pool_groups"
        raise NotFound(noun, id, next=(lists,))
    return rows
