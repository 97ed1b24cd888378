"""A contract to be made a document of, for the world of every record."""

from __future__ import annotations

from typing import Any


async def add_contract(world: Any) -> None:
    """pia owns a contract."""
    made = await world.pia.call("create_contract", label=f"Shop of {world.name}", currency="EUR")
    world.ids["get_contract_document.contract_id"] = made["contract"]["id"]
