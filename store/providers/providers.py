"""Providers: people who take field work, what is known of them, and the circles a company finds them in.

Lists of people are loaded in one query for each kind of fact; callers bound them (MOST_PEOPLE)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from store.companies.catalog_changes import active_sql, name_sql
from store.database import Row, Transaction

MOST_PEOPLE = 1000

# South, north, west, east in millionths of a degree.
Box = tuple[int, int, int, int]


def profiles(tx: Transaction, ids: Collection[int]) -> list[Row]:
    """Profile, name and rating of people, by id. People without a provider profile or deleted are left out."""
    marks, params = _marks(ids)
    return tx.all(
        f"""SELECT f.*, p.name AS first_name, p.last_name, p.rating_sum, p.rating_count
            FROM provider_profiles f JOIN persons p ON p.id = f.person_id
            WHERE f.person_id IN ({marks}) AND p.deleted_at IS NULL ORDER BY f.person_id""",
        **params,
    )


def addresses(tx: Transaction, ids: Collection[int]) -> list[Row]:
    """email of people who have one, and email_verified_at, since when it is proven to be theirs."""
    marks, params = _marks(ids)
    return tx.all(
        f"""SELECT email, email_verified_at FROM persons
            WHERE id IN ({marks}) AND email IS NOT NULL AND deleted_at IS NULL ORDER BY id""",
        **params,
    )


def types_of_work(tx: Transaction, ids: Collection[int]) -> list[Row]:
    """person_id, value: ids of types of work."""
    marks, params = _marks(ids)
    return tx.all(
        f"SELECT person_id, type_of_work_id AS value FROM provider_types_of_work WHERE person_id IN ({marks})", **params
    )


def languages(tx: Transaction, ids: Collection[int]) -> list[Row]:
    """person_id, value: language codes."""
    marks, params = _marks(ids)
    return tx.all(f"SELECT person_id, code AS value FROM person_languages WHERE person_id IN ({marks})", **params)


def standard_networks(tx: Transaction) -> list[int]:
    """The networks every active provider is in."""
    rows = tx.all("SELECT id FROM provider_networks WHERE type = 'standard' AND active = 1 ORDER BY id")
    return [row["id"] for row in rows]


def private_networks(tx: Transaction, ids: Collection[int]) -> list[Row]:
    """person_id, value: ids of private networks."""
    marks, params = _marks(ids)
    return tx.all(
        f"SELECT person_id, network_id AS value FROM provider_network_members WHERE person_id IN ({marks})", **params
    )


def networks_of(tx: Transaction, company_id: int | None, id: int) -> list[Row]:
    """The networks of a company that one active provider is in: id, name, as the company calls them."""
    return tx.all(
        f"""SELECT n.id, {name_sql("network", "n", ":company_id")} AS name FROM provider_networks n
            WHERE {active_sql("network", "n", ":company_id")} = 1 AND (n.type = 'standard' OR (
                n.company_id = :company_id AND EXISTS (
                SELECT 1 FROM provider_network_members m WHERE m.network_id = n.id AND m.person_id = :id)))
            ORDER BY n.id""",
        company_id=company_id,
        id=id,
    )


def named_types_of_work(tx: Transaction, company_id: int | None, id: int) -> list[Row]:
    """The types of work one provider does: id, name, as a company calls them."""
    return tx.all(
        f"""SELECT t.id, {name_sql("type_of_work", "t", ":company_id")} AS name
            FROM provider_types_of_work x JOIN types_of_work t ON t.id = x.type_of_work_id
            WHERE x.person_id = :id AND (t.company_id IS NULL OR t.company_id = :company_id) ORDER BY t.id""",
        company_id=company_id,
        id=id,
    )


def talent_pools(tx: Transaction, company_id: int, ids: Collection[int]) -> list[Row]:
    """person_id, tier_id, uuid (of the group): the company's tiered pools."""
    marks, params = _marks(ids)
    return tx.all(
        f"""SELECT m.person_id, m.tier_id, g.uuid FROM talent_pool_members m
            JOIN talent_pool_groups g ON g.id = m.group_id
            WHERE g.company_id = :company_id AND m.person_id IN ({marks})""",
        company_id=company_id,
        **params,
    )


def pool_notes(tx: Transaction, company_id: int, ids: Collection[int]) -> list[Row]:
    """person_id, name, value: notes the company keeps on pool members, the latest last."""
    marks, params = _marks(ids)
    return tx.all(
        f"""SELECT a.person_id, a.name, a.value FROM talent_pool_attributes a
            JOIN talent_pool_tiers t ON t.id = a.tier_id
            JOIN talent_pool_groups g ON g.id = t.group_id
            WHERE g.company_id = :company_id AND a.person_id IN ({marks}) ORDER BY a.updated_at, a.id""",
        company_id=company_id,
        **params,
    )


def pools_of(tx: Transaction, company_id: int, id: int) -> list[Row]:
    """The tiered pools of a company that one provider is in: group_id (uuid), name, tier_id, tier (its name)."""
    return tx.all(
        """SELECT g.uuid AS group_id, g.name, m.tier_id, t.name AS tier FROM talent_pool_members m
           JOIN talent_pool_groups g ON g.id = m.group_id JOIN talent_pool_tiers t ON t.id = m.tier_id
           WHERE m.person_id = :id AND g.company_id = :company_id AND g.active = 1 ORDER BY g.id""",
        company_id=company_id,
        id=id,
    )


def preferred_groups_of(tx: Transaction, company_id: int, id: int) -> list[Row]:
    """The preferred groups of a company that one provider is in: id, name."""
    return tx.all(
        """SELECT g.id, g.name FROM preferred_group_members m JOIN preferred_groups g ON g.id = m.group_id
           WHERE m.person_id = :id AND g.company_id = :company_id ORDER BY g.id""",
        company_id=company_id,
        id=id,
    )


def is_avoided_by(tx: Transaction, company_id: int, id: int) -> bool:
    """Whether a provider has blocked the company."""
    sql = "SELECT 1 FROM blocked_companies WHERE company_id = :company_id AND person_id = :id"
    return tx.value(sql, company_id=company_id, id=id) is not None


def add_rating(tx: Transaction, id: int, hundredths: int) -> None:
    """Count one more rating of a person."""
    tx.run(
        "UPDATE persons SET rating_sum = rating_sum + :score, rating_count = rating_count + 1 WHERE id = :id",
        id=id,
        score=hundredths,
    )


def blocked(tx: Transaction, company_id: int, ids: Collection[int]) -> set[int]:
    """Who of them the company has blocked, or has blocked the company."""
    marks, params = _marks(ids)
    rows = tx.all(
        f"""SELECT person_id FROM blocked_providers
            WHERE company_id = :company_id AND active = 1 AND person_id IN ({marks})
            UNION SELECT person_id FROM blocked_companies
            WHERE company_id = :company_id AND person_id IN ({marks})""",
        company_id=company_id,
        **params,
    )
    return {row["person_id"] for row in rows}


def excluded(tx: Transaction, order_id: int, ids: Collection[int]) -> set[int]:
    """Who of them was taken off this order for good."""
    marks, params = _marks(ids)
    rows = tx.all(
        f"SELECT person_id FROM work_order_exclusions WHERE work_order_id = :order_id AND person_id IN ({marks})",
        order_id=order_id,
        **params,
    )
    return {row["person_id"] for row in rows}


def declined(tx: Transaction, order_id: int, ids: Collection[int]) -> set[int]:
    """Who of them said no to an offer of this order at its present terms."""
    marks, params = _marks(ids)
    rows = tx.all(
        f"""SELECT DISTINCT person_id FROM work_order_routes
            WHERE work_order_id = :order_id AND status = 'declined' AND terms_changed = 0 AND person_id IN ({marks})""",
        order_id=order_id,
        **params,
    )
    return {row["person_id"] for row in rows}


def completed(tx: Transaction, company_id: int, ids: Collection[int]) -> dict[int, int]:
    """How many orders of the company each has done that were approved or paid."""
    marks, params = _marks(ids)
    rows = tx.all(
        f"""SELECT assignee_id, count(*) AS done FROM work_orders
            WHERE assignee_id IN ({marks}) AND status IN (5, 6) AND company_id = :company_id GROUP BY assignee_id""",
        company_id=company_id,
        **params,
    )
    return {row["assignee_id"]: row["done"] for row in rows}


def unfixed_visits(tx: Transaction, ids: Collection[int], start_at: str, end_at: str, but_order_id: int) -> list[Row]:
    """Assigned orders of people with a window in this time and no arrival confirmed or planned yet; exact ones left out.

    id, assignee_id, schedule_mode, start_at, window_end_at, estimated_hours, time_zone; of each at most 50."""
    marks, params = _marks(ids)
    return tx.all(
        f"""SELECT * FROM (
                SELECT w.id, w.assignee_id, w.schedule_mode, w.start_at, w.window_end_at, w.estimated_hours, w.time_zone,
                       row_number() OVER (PARTITION BY w.assignee_id ORDER BY w.window_end_at, w.id) AS place
                FROM work_orders w JOIN work_order_etas e ON e.work_order_id = w.id
                WHERE w.assignee_id IN ({marks}) AND w.status = 3 AND w.id <> :but AND e.start_at IS NULL
                  AND w.schedule_mode IN ('between', 'hours') AND w.start_at < :end_at AND w.window_end_at > :start_at
            ) AS visits WHERE place <= 50 ORDER BY window_end_at, id""",
        start_at=start_at,
        end_at=end_at,
        but=but_order_id,
        **params,
    )


# Circles of people: (person_id, tier_id, group_uuid, tier_order); flat ones have order 1 and no tier.


def members_of_tier(tx: Transaction, company_id: int, tier_id: int) -> list[Row] | None:
    """People of one tier; None when the company has no such tier."""
    found = tx.value(
        """SELECT 1 FROM talent_pool_tiers t JOIN talent_pool_groups g ON g.id = t.group_id
           WHERE t.id = :tier_id AND g.company_id = :company_id""",
        tier_id=tier_id,
        company_id=company_id,
    )
    return tx.all(f"{_MEMBERS} WHERE m.tier_id = :tier_id {_CUT}", tier_id=tier_id) if found else None


def members_of_group(tx: Transaction, company_id: int, uuid: str) -> list[Row] | None:
    """People of all tiers of a group, lower tiers first; None when the company has no such group."""
    found = tx.value(
        "SELECT id FROM talent_pool_groups WHERE uuid = :uuid AND company_id = :company_id",
        uuid=uuid.lower(),
        company_id=company_id,
    )
    return tx.all(f"{_MEMBERS} WHERE m.group_id = :group_id {_CUT}", group_id=found) if found is not None else None


def members_of_project(tx: Transaction, company_id: int, project_id: int) -> list[Row]:
    """People of all plain groups of a project, lower tiers first."""
    return tx.all(
        f"""{_MEMBERS} WHERE g.project_id = :project_id AND g.company_id = :company_id
            AND g.kind = 'group' AND g.active = 1 {_CUT}""",
        project_id=project_id,
        company_id=company_id,
    )


def members_of_preferred(tx: Transaction, company_id: int, group_id: int) -> list[Row] | None:
    """People of a preferred group; None when the company has no such group."""
    found = tx.value(
        "SELECT 1 FROM preferred_groups WHERE id = :id AND company_id = :company_id", id=group_id, company_id=company_id
    )
    if found is None:
        return None
    return tx.all(
        """SELECT person_id, NULL AS tier_id, NULL AS group_uuid, 1 AS tier_order FROM preferred_group_members
           WHERE group_id = :id ORDER BY person_id LIMIT 1000""",
        id=group_id,
    )


def company_networks(tx: Transaction, company_id: int) -> list[int]:
    """The networks a company may publish to."""
    rows = tx.all(
        f"""SELECT n.id FROM provider_networks n WHERE {active_sql("network", "n", ":company_id")} = 1
              AND (n.company_id IS NULL OR n.company_id = :company_id) ORDER BY n.id""",
        company_id=company_id,
    )
    return [row["id"] for row in rows]


def in_networks(tx: Transaction, network_ids: Collection[int], boxes: Sequence[Box], limit: int) -> list[int]:
    """Active providers of these networks, at most so many, those with most jobs done first.

    boxes: growing around a place. The first one with enough people at home in it decides; when even the last has too
    few, people without a known home follow. Without boxes everybody counts."""
    member, params = _in_networks(tx, network_ids, "f.person_id")
    if not boxes:
        return _active(tx, "1 = 1", {}, member, params, limit)
    near: list[int] = []
    for south, north, west, east in boxes:
        inside = "f.latitude_e6 BETWEEN :south AND :north AND f.longitude_e6 BETWEEN :west AND :east"
        bounds = {"south": south, "north": north, "west": west, "east": east}
        near = _active(tx, inside, bounds, member, params, limit)
        if len(near) >= limit:
            return near
    return near + _active(tx, "f.latitude_e6 IS NULL", {}, member, params, limit - len(near))


def _active(
    tx: Transaction, place: str, bounds: dict[str, int], member: str, params: dict[str, Any], limit: int
) -> list[int]:
    rows = tx.all(
        f"""SELECT f.person_id FROM provider_profiles f JOIN persons p ON p.id = f.person_id
            WHERE f.active = 1 AND p.deleted_at IS NULL AND {place} AND {member}
            ORDER BY f.jobs_completed DESC, f.person_id LIMIT :limit""",
        limit=limit,
        **bounds,
        **params,
    )
    return [row["person_id"] for row in rows]


def count_in_networks(tx: Transaction, network_ids: Collection[int]) -> int:
    """How many active providers these networks reach."""
    member, params = _in_networks(tx, network_ids, "person_id")
    total: int = tx.value(f"SELECT count(*) FROM provider_profiles WHERE active = 1 AND {member}", **params)
    return total


def _in_networks(tx: Transaction, network_ids: Collection[int], column: str) -> tuple[str, dict[str, Any]]:
    """The condition that a person is in one of these networks; a standard one holds everybody."""
    marks, params = _marks(network_ids)
    if tx.value(f"SELECT 1 FROM provider_networks WHERE type = 'standard' AND id IN ({marks})", **params):
        return "1 = 1", {}
    return f"{column} IN (SELECT person_id FROM provider_network_members WHERE network_id IN ({marks}))", params


def _marks(ids: Collection[int]) -> tuple[str, dict[str, Any]]:
    """Places for a list of values, and their parameters."""
    params = {f"in_{place}": id for place, id in enumerate(ids)}
    return ", ".join(f":{name}" for name in params) or "NULL", params


_MEMBERS = """SELECT m.person_id, m.tier_id, g.uuid AS group_uuid, t.tier_order
              FROM talent_pool_members m JOIN talent_pool_tiers t ON t.id = m.tier_id
              JOIN talent_pool_groups g ON g.id = m.group_id"""
_CUT = f"ORDER BY t.tier_order, m.person_id LIMIT {MOST_PEOPLE}"
