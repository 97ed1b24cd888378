"""Tiers of a group: in which order they stand, and that no two are alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from store.folding import address_key
from tools.errors import Invalid
from tools.rules.sentences import worded

FIRST = "Tier 1"


def arranged(given: Sequence[Mapping[str, Any]], known: Mapping[int, str]) -> list[tuple[int | None, str]]:
    """(id or None for a new one, name) of the tiers given, the first to be asked first. known: those there are, by id.

    The orders given decide, not whether there are gaps between them. Invalid names what cannot be."""
    faults: dict[str, str] = {}
    orders: dict[int, int] = {}
    keys: dict[str, int] = {}
    tiers: list[tuple[int, int | None, str]] = []
    for place, each in enumerate(given):
        id, order = each.get("tier_id"), each.get("order", place + 1)
        if id is not None and id not in known:
            raise Invalid({f"tiers[{place}].tier_id": _no_tier(id, known)}, code="invalid_reference")
        name = each.get("name") or known.get(id or 0)
        if name is None:
            faults[f"tiers[{place}].name"] = worded("is needed for a new tier")
            continue
        if id is not None and id in [other for _, other, _ in tiers]:
            faults[f"tiers[{place}].tier_id"] = worded("{id} is in the list twice", id=id)
        if order in orders:
            faults[f"tiers[{place}].order"] = worded(
                "{order} is that of tiers[{orders}]; give each tier its own", order=order, orders=orders[order]
            )
        if address_key(name) in keys:
            faults[f"tiers[{place}].name"] = worded(
                "is that of tiers[{keys}]; give each tier its own", keys=keys[address_key(name)]
            )
        orders.setdefault(order, place)
        keys.setdefault(address_key(name), place)
        tiers.append((order, id, name))
    if faults:
        raise Invalid(faults)
    return [(id, name) for _, id, name in sorted(tiers, key=lambda tier: tier[0])]


def _no_tier(id: int, known: Mapping[int, str]) -> str:
    return worded(
        "{id} is no tier of this group; its tiers are {items}",
        id=id,
        items=", ".join(f"{id} {name}" for id, name in known.items()),
    )
