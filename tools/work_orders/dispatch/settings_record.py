"""The dispatch settings of a project: loaded, read and answered."""

from __future__ import annotations

from datetime import timedelta
from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso, utc_time
from tools.work_orders.dispatch.rules.settings import Settings


class SettingsShape(TypedDict):
    """Settings in full. buyer_id: the company. id and project_dispatch_setting_id name the same record."""

    id: int
    project_dispatch_setting_id: str
    project_id: int
    buyer_id: int
    dispatch_runtime_minutes: int
    rerun_until_threshold: bool
    rerun_threshold_minutes: int
    dispatch_to_first_available: bool
    revert_to_draft_on_no_available: bool
    effective_from: str
    effective_to: NotRequired[str | None]
    is_dispatch_settings_enabled: bool
    created_by: str
    created_at: str
    updated_at: str


def settings_of(row: Row) -> Settings:
    return Settings(
        runtime=timedelta(minutes=row["dispatch_runtime_minutes"]),
        reruns=bool(row["rerun_until_threshold"]),
        threshold=timedelta(minutes=row["rerun_threshold_minutes"]),
        to_first_available=bool(row["dispatch_to_first_available"]),
        reverts_to_draft=bool(row["revert_to_draft_on_no_available"]),
        effective_from=utc_time(row["effective_from"]),
        effective_to=utc_time(row["effective_to"]) if row["effective_to"] else None,
        enabled=bool(row["enabled"]),
    )


def settings_shape(row: Row) -> SettingsShape:
    return {
        "id": row["id"],
        "project_dispatch_setting_id": row["uuid"],
        "project_id": row["project_id"],
        "buyer_id": row["company_id"],
        "dispatch_runtime_minutes": row["dispatch_runtime_minutes"],
        "rerun_until_threshold": bool(row["rerun_until_threshold"]),
        "rerun_threshold_minutes": row["rerun_threshold_minutes"],
        "dispatch_to_first_available": bool(row["dispatch_to_first_available"]),
        "revert_to_draft_on_no_available": bool(row["revert_to_draft_on_no_available"]),
        "effective_from": iso(row["effective_from"]),
        "effective_to": iso(row["effective_to"]) if row["effective_to"] else None,
        "is_dispatch_settings_enabled": bool(row["enabled"]),
        "created_by": f"{row['created_by_type']} {row['created_by_id']}",
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }
