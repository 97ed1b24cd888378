"""Providers with facts, circles and busy hours, for the tests of routing."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from store.types import utc_text
from tests.hall import Hall, TestCaller
from tests.tools.work_orders.field_work import provider, write

AT = "2026-01-01T00:00:00.000Z"
GROUP = "5b0f3a0e-0000-4000-8000-000000000001"


async def skilled(hall: Hall, email: str, rating: str | None = None, **facts: Any) -> TestCaller:
    """A provider with a rating and profile columns; lists and objects are stored as JSON."""
    person = await provider(hall, email)
    if rating is not None:
        write(
            hall,
            "UPDATE persons SET rating_sum = ?, rating_count = 1 WHERE id = ?",
            int(float(rating) * 100),
            person.id,
        )
    if facts:
        kept = [json.dumps(value) if isinstance(value, list | dict) else value for value in facts.values()]
        sets = ", ".join(f"{column} = ?" for column in facts)
        write(hall, f"UPDATE provider_profiles SET {sets} WHERE person_id = ?", *kept, person.id)
    return person


def home(latitude: float, longitude: float) -> dict[str, int]:
    """Profile columns of somebody who lives there."""
    return {"latitude_e6": round(latitude * 1_000_000), "longitude_e6": round(longitude * 1_000_000)}


def north_of_site(kilometres: float) -> dict[str, int]:
    return home(44.983334 + kilometres / 111.1951, -93.26667)


def busy(hall: Hall, person: TestCaller, start: str, end: str) -> None:
    """Time somebody has no room for work in."""
    write(
        hall,
        """INSERT INTO busy_blocks (owner_type, owner_id, start_at, end_at, source_type, source_id)
           VALUES ('person', ?, ?, ?, 'external', 1)""",
        person.id,
        utc_text(datetime.fromisoformat(start)),
        utc_text(datetime.fromisoformat(end)),
    )


def block(hall: Hall, boss: TestCaller, person: TestCaller) -> None:
    """The company wants this person no more."""
    write(
        hall,
        """INSERT INTO blocked_providers (company_id, person_id, created_by_type, created_by_id, created_at, updated_at)
           VALUES (?, ?, 'agent', ?, ?, ?)""",
        boss.company, person.id, boss.id, AT, AT,
    )  # fmt: skip


def preferred(hall: Hall, boss: TestCaller, *people: TestCaller) -> int:
    """A preferred group of the company with these people; its id."""
    id = write(
        hall,
        "INSERT INTO preferred_groups (company_id, name, created_at, updated_at) VALUES (?, 'Regulars', ?, ?)",
        boss.company, AT, AT,
    )  # fmt: skip
    for person in people:
        write(
            hall,
            """INSERT INTO preferred_group_members (group_id, person_id, added_by_type, added_by_id, added_at)
               VALUES (?, ?, 'agent', 1, ?)""",
            id, person.id, AT,
        )  # fmt: skip
    return id


def project(hall: Hall, boss: TestCaller, name: str = "Rollout") -> int:
    return write(
        hall,
        "INSERT INTO projects (company_id, name, name_key, found_by, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)",
        boss.company,
        name,
        name.lower(),
        name.lower(),
        AT,
        AT,
    )


def pool(hall: Hall, boss: TestCaller, project_id: int, *tiers: list[TestCaller], uuid: str = GROUP) -> list[int]:
    """A tiered group of a project; the ids of its tiers."""
    group_id = write(
        hall,
        """INSERT INTO talent_pool_groups (uuid, company_id, project_id, name, created_at, updated_at)
           VALUES (?, ?, ?, ?, ?, ?)""",
        uuid, boss.company, project_id, f"Group {uuid[-4:]}", AT, AT,
    )  # fmt: skip
    ids = []
    for place, people in enumerate(tiers, start=1):
        tier_id = write(
            hall,
            "INSERT INTO talent_pool_tiers (group_id, name, tier_order) VALUES (?, ?, ?)",
            group_id, f"Tier {place}", place,
        )  # fmt: skip
        ids.append(tier_id)
        for person in people:
            write(
                hall,
                """INSERT INTO talent_pool_members (group_id, person_id, tier_id, added_by_type, added_by_id, added_at)
                   VALUES (?, ?, ?, 'agent', 1, ?)""",
                group_id, person.id, tier_id, AT,
            )  # fmt: skip
    return ids


def routes(hall: Hall, order_id: int) -> dict[int, str]:
    """The latest offer to each person and what became of it."""
    rows = hall.sql("SELECT person_id, status FROM work_order_routes WHERE work_order_id = ? ORDER BY id", order_id)
    return dict(rows)


def requests(hall: Hall, order_id: int) -> dict[int, str]:
    rows = hall.sql("SELECT person_id, status FROM work_order_requests WHERE work_order_id = ? ORDER BY id", order_id)
    return dict(rows)


def columns(hall: Hall, order_id: int, *names: str) -> tuple[Any, ...]:
    """Columns of an order as stored."""
    return hall.sql(f"SELECT {', '.join(names)} FROM work_orders WHERE id = ?", order_id)[0]


def confirm_arrival(hall, id, start="2026-03-10T09:00:00.000Z", end="2026-03-10T11:00:00.000Z"):
    """The arrival as its provider confirms it."""
    write(
        hall,
        """UPDATE work_order_etas SET status = 'confirmed', start_at = ?, end_at = ?, hour_estimate = '2'
           WHERE work_order_id = ?""",
        start, end, id,
    )  # fmt: skip
    write(hall, "UPDATE work_orders SET confirmed_at = ? WHERE id = ?", AT, id)
