"""Staffing contracts in a simulated hall: recorded, changed, ended and taken away, and the positions that they fill."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.simulation.moves import Chosen, Scene


def staffing(scene: Scene) -> Chosen | None:
    """Somebody of a company records a staffing contract, or does something with one that there is."""
    row = scene.one(
        "SELECT id, owner_company_id AS company_id FROM staffing_contracts WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 8"
    )
    if row is None or scene.random.random() < 0.4:
        return _record(scene)
    who, named = scene.client(row["company_id"]), {"id": scene.id("staffing_contract_id", row["id"])}
    act = scene.random.choice(("change", "change", "end", "read"))
    if act == "read":
        return who, "get_staffing_contract", named
    if act == "end":
        return who, "terminate_staffing_contract", {**named, "delete_record": scene.random.random() < 0.4}
    later = (scene.draw.now + timedelta(days=scene.random.choice((1, 30)))).date().isoformat()
    wanted: dict[str, Any] = scene.random.choice(
        (
            {"client_price": "130.00"}, {"contract_end": later}, {"is_infinite": True}, {"clear": ["vendor_price"]},
            {"selected_consultant": {"name": "Another one"}}, {"vendor_company_name": "Another vendor"},
        )
    )  # fmt: skip
    return who, "update_staffing_contract", {**named, **wanted}


def _record(scene: Scene) -> Chosen:
    """A contract of its own, or one that fills a position people are searched for."""
    start = (scene.draw.now + timedelta(days=scene.random.choice((-3, 0, 5)))).date().isoformat()
    given: dict[str, Any] = {
        "client_price": "120.00", "vendor_price": "95.00", "contract_start": start,
        "vendor_company_name": scene.random.choice(("Consultants", "Bolt")), "selected_consultant": {"name": "Ann Lee"},
    }  # fmt: skip
    position = scene.one(
        """SELECT p.id, i.company_id FROM inquiry_positions p JOIN inquiries i ON i.id = p.inquiry_id
           WHERE p.stage IN ('pending', 'search_in_progress') ORDER BY p.id DESC LIMIT 6"""
    )
    if position is None or scene.random.random() < 0.3:
        return scene.any_of(scene.people.admins), "create_staffing_contract", given
    filled = {**given, "position_id": scene.id("position_id", position["id"])}
    return scene.client(position["company_id"]), "create_staffing_contract", filled
