"""Errands of companies with orders of their own processes: their types change while orders of them are opened and moved on."""

from __future__ import annotations

from typing import Any

from tests.simulation.moves import Chosen, Scene
from tests.simulation.people import Actor

CODES = ("leave", "Support request", "purchase")
STATES = ("to_execute", "in_progress", "done")


def own_orders(scene: Scene) -> Chosen | None:
    """Somebody of a company does something with its orders, or an admin with their types."""
    admin = scene.any_of(scene.people.admins[:2])
    client = scene.client(admin.company_id or 0)
    type = scene.one("SELECT id, code FROM order_types WHERE company_id = ?", client.company_id)
    if type is None or scene.random.random() < 0.15:
        return _type(scene, admin)
    order = scene.one("SELECT code FROM orders WHERE company_id = ? ORDER BY id DESC LIMIT 8", client.company_id)
    if order is None or scene.random.random() < 0.45:
        return client, "create_order", {"order_type_code": type["code"], **_content(scene, admin), **_own_code(scene)}
    if scene.random.random() < 0.25:
        return client, *_look(scene, type["code"], order["code"])
    moved = {"order_type_code": type["code"]} if scene.random.random() < 0.2 else {}
    return client, "update_order", {"code": order["code"], **_content(scene, admin), **moved}


def _content(scene: Scene, admin: Actor) -> dict[str, Any]:
    """What an order may hold; sometimes a field that its type has not, or a value that does not fit."""
    chance = scene.random.random()
    data: dict[str, Any] = {
        "note": scene.random.choice(("Round", "Müller", "")),
        "days": scene.random.choice(("1", "2.50", 7)),
    }
    if chance < 0.5:
        data["number"] = f"PO-{scene.random.randrange(12)}"
    if chance < 0.05:
        data["days"] = "many"
    given: dict[str, Any] = {"data": data, "state": scene.random.choice(STATES)}
    return {**given, "user_email": admin.name} if chance > 0.7 else given


def _own_code(scene: Scene) -> dict[str, Any]:
    return {"code": f"ORD-{scene.random.randrange(1, 30)}"} if scene.random.random() < 0.15 else {}


def _look(scene: Scene, type: str, order: str) -> tuple[str, dict[str, Any]]:
    calls: list[tuple[str, dict[str, Any]]] = [
        ("get_order", {"code": order}),
        ("get_order_type", {"code": type}),
        ("list_order_types", {"active": True}),
        ("list_orders", {"order_type_code": type, "sort_field": "days"}),
        ("list_orders", {"archived": "any", "query": "round"}),
    ]
    return scene.random.choice(calls)


def _type(scene: Scene, admin: Actor) -> Chosen:
    """A type with three fields, of which one is now text and now a number, unique or not, there or not."""
    code = scene.random.choice(CODES)
    fields: list[dict[str, Any]] = [
        {"name": "note", "type": "string", "label": "Note"},
        {"name": "days", "type": scene.random.choice(("number", "number", "string")), "label": "Days", "default": "1"},
        {"name": "number", "type": "string", "label": "Number", "unique": scene.random.random() < 0.5},
    ]
    given = {"code": code, "name": f"Form {code}", "field_definitions": fields[: scene.random.choice((2, 3, 3, 3))]}
    if scene.random.random() < 0.5:
        return admin, "create_order_type", given
    active = scene.random.random() < 0.8
    return admin, "update_order_type", {**given, "active": active, "drop_values": scene.random.random() < 0.5}
