"""The site side of work orders: they move, people to call come and go, parcels travel, signatures are collected."""

from __future__ import annotations

from typing import Any

from tests.contract.worlds.logistics import PARCEL, SVG
from tests.simulation.moves import Chosen, Scene
from tests.simulation.people import Actor
from tests.tools.work_orders.field_work import SITE


def order_sites(scene: Scene) -> Chosen | None:
    """The company or the provider of an order does something about its site; now and then somebody else tries to."""
    order = scene.one(
        "SELECT id, company_id, assignee_id FROM work_orders WHERE status <> 8 ORDER BY assignee_id IS NULL, id DESC LIMIT 8"
    )
    if order is None:
        return None
    client = scene.client(order["company_id"])
    provider = scene.people.of("person", order["assignee_id"]) if order["assignee_id"] is not None else None
    if provider is None or scene.random.random() < 0.05:
        provider = scene.any_of(scene.people.workers)
    named = {"work_order_id": scene.id("work_order_id", order["id"])}
    act = scene.random.choice((_place, _person, _parcel, _parcel, _signature, _signature))
    return act(scene, client, scene.random.choice((client, provider, provider)), named, order["id"])


def _place(scene: Scene, client: Actor, somebody: Actor, named: dict[str, Any], id: int) -> Chosen:
    if scene.random.random() < 0.3:
        return somebody, "get_work_order_location", named
    site = scene.random.choice((SITE, {"mode": "remote"}, {**SITE, "latitude": 44.9}, {**SITE, "longitude": None}))
    return client, "update_work_order_location", {**named, **site}


def _person(scene: Scene, client: Actor, somebody: Actor, named: dict[str, Any], id: int) -> Chosen:
    known = _latest(scene, "work_order_contacts", id)
    if known is None or scene.random.random() < 0.4:
        reached = scene.random.choice(({"phone": "+16125550123"}, {"email": "kay@shop.test"}, {}))
        return client, "create_work_order_contact", {**named, "name": "Kay", **reached}
    contact = {**named, "contact_id": known}
    return scene.random.choice(
        (
            (somebody, "list_work_order_contacts", named),
            (client, "update_work_order_contact", {**contact, "email": "lee@shop.test"}),
            (client, "update_work_order_contact", {**contact, "clear": ["email"]}),
            (client, "delete_work_order_contact", contact),
        )
    )


def _parcel(scene: Scene, client: Actor, somebody: Actor, named: dict[str, Any], id: int) -> Chosen:
    known = _latest(scene, "work_order_shipments", id)
    if known is None or scene.random.random() < 0.3:
        return somebody, "create_work_order_shipment", {**named, **PARCEL}
    parcel = {**named, "shipment_id": scene.id("shipment_id", known)}
    status = scene.random.choice(("pending", "in_transit", "delayed", "delivered"))
    return scene.random.choice(
        (
            (somebody, "list_work_order_shipments", named),
            (somebody, "update_work_order_shipment", {**parcel, "status": status}),
            (somebody, "update_work_order_shipment", {**parcel, "carrier": {"tracking": "1Z777"}}),
            (somebody, "delete_work_order_shipment", parcel),
        )
    )


def _signature(scene: Scene, client: Actor, somebody: Actor, named: dict[str, Any], id: int) -> Chosen:
    known = _latest(scene, "work_order_signatures", id)
    if known is None or scene.random.random() < 0.4:
        image = SVG if scene.random.random() < 0.8 else SVG.replace("<path", "<script/><path")
        return somebody, "create_work_order_signature", {**named, "name": "Kay Jones", "image": image}
    signature = {**named, "signature_id": scene.id("signature_id", known)}
    return scene.random.choice(
        (
            (somebody, "list_work_order_signatures", named),
            (somebody, "get_work_order_signature", signature),
            (somebody, "delete_work_order_signature", signature),
        )
    )


def _latest(scene: Scene, table: str, order_id: int) -> int | None:
    row = scene.one(f"SELECT id FROM {table} WHERE work_order_id = ? ORDER BY id DESC LIMIT 3", order_id)
    return row["id"] if row is not None else None
