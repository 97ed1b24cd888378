"""Providers as the answers of routing tell them."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.providers import providers
from tools.call import Call
from tools.shapes import NamedShape


class ProviderShape(TypedDict):
    id: int
    first_name: str
    last_name: NotRequired[str | None]
    w2: bool
    networks: list[NamedShape]
    types_of_work: list[NamedShape]


def provider_shape(call: Call, id: int) -> ProviderShape | None:
    """Who a provider is; None when the person left."""
    found = providers.profiles(call.tx, [id])
    if not found:
        return None
    person = found[0]
    return {
        "id": id,
        "first_name": person["first_name"],
        "last_name": person["last_name"],
        "w2": bool(person["w2"]),
        "networks": _named(providers.networks_of(call.tx, id)),
        "types_of_work": _named(providers.named_types_of_work(call.tx, id)),
    }


def full_name(person: Row) -> str:
    return " ".join(name for name in (person["first_name"], person["last_name"]) if name)


def _named(rows: list[Row]) -> list[NamedShape]:
    return [{"id": row["id"], "name": row["name"]} for row in rows]
