"""How providers and their circles are answered."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.providers import pools
from store.types import iso
from tools.call import Call
from tools.rules.names import full_name
from tools.rules.ratings import mean
from tools.shapes import Theirs


class TotalShape(TypedDict):
    total: int


class TierShape(TypedDict):
    """order: 1 is asked first."""

    tier_id: int
    name: str
    order: int
    providers: TotalShape


class AttributeShape(TypedDict):
    attribute_id: str
    name: str
    value: str


class PoolGroupShape(TypedDict):
    """kind territory: a service territory, whose geography is told elsewhere."""

    talent_pool_group_id: str
    kind: str
    name: str
    display_name: NotRequired[str | None]
    company_id: int
    project_id: int
    tiers: list[TierShape]
    attributes: list[AttributeShape]
    providers: TotalShape
    created_at: str
    updated_at: str


class Pagination(TypedDict):
    has_next_page: bool


class PreferredGroupShape(TypedDict):
    id: int
    name: str
    description: NotRequired[str | None]
    company_id: int
    is_default: bool
    members: TotalShape
    created_at: str


class NamedTier(TypedDict):
    tier_id: int
    name: str
    order: int


class NoteShape(TypedDict):
    """What the company keeps on a member of a tier (talent_pool_id)."""

    talent_pool_provider_attribute_id: str
    talent_pool_id: int
    provider_id: int
    name: str
    value: str
    created_at: str
    updated_at: str


class ProviderNamed(TypedDict):
    provider_id: int
    name: Theirs


def pool_groups(call: Call, rows: Sequence[Row]) -> list[PoolGroupShape]:
    """Groups in full, without the geography of territories."""
    tiers = pools.tiers_of(call.tx, [row["id"] for row in rows]) if rows else {}
    return [
        {
            "talent_pool_group_id": row["uuid"],
            "kind": row["kind"],
            "name": row["name"],
            "display_name": row["display_name"],
            "company_id": row["company_id"],
            "project_id": row["project_id"],
            "tiers": tier_shapes(tiers[row["id"]]),
            "attributes": json.loads(row["attributes"]),
            "providers": {"total": row["providers"]},
            "created_at": iso(row["created_at"]),
            "updated_at": iso(row["updated_at"]),
        }
        for row in rows
    ]


def tier_shapes(rows: Collection[Row]) -> list[TierShape]:
    return [
        {
            "tier_id": row["id"],
            "name": row["name"],
            "order": row["tier_order"],
            "providers": {"total": row["providers"]},
        }
        for row in rows
    ]


def preferred_group(row: Row) -> PreferredGroupShape:
    return {
        "id": row["id"],
        "name": row["name"],
        "description": row["description"],
        "company_id": row["company_id"],
        "is_default": bool(row["is_default"]),
        "members": {"total": row["members"]},
        "created_at": iso(row["created_at"]),
    }


def note(row: Row) -> NoteShape:
    return {
        "talent_pool_provider_attribute_id": row["uuid"],
        "talent_pool_id": row["tier_id"],
        "provider_id": row["person_id"],
        "name": row["name"],
        "value": row["value"],
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }


def name_of(row: Row) -> str:
    """first_name and last_name of a row, as one."""
    return full_name(row["first_name"], None, row["last_name"])


def rating_of(row: Row | Mapping[str, Any]) -> str | None:
    """The rating of a row with rating_sum and rating_count, as text."""
    rating = mean(row["rating_sum"], row["rating_count"])
    return None if rating is None else str(rating)
