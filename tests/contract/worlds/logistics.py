"""The site side of a company's world: on an assigned order a contact, and a parcel and a signature of its provider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tools.work_orders import field_work

if TYPE_CHECKING:
    from tests.contract.full_world import FullWorld

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1L8 8"/></svg>'
PARCEL = {"name": "Router", "direction": "to_site", "carrier": {"name": "ups", "tracking": "1Z999"}}
_STEPS = [{"group": "onsite", "type_id": 11}, {"group": "post", "type_id": 12}]
_CONTACTS = (
    "list_work_order_contacts",
    "create_work_order_contact",
    "update_work_order_contact",
    "delete_work_order_contact",
)
_SHIPMENTS = (
    "list_work_order_shipments", "create_work_order_shipment", "update_work_order_shipment", "delete_work_order_shipment",
)  # fmt: skip
_SIGNATURES = (
    "list_work_order_signatures", "create_work_order_signature", "get_work_order_signature", "delete_work_order_signature",
)  # fmt: skip


async def add_logistics(world: FullWorld, order_id: int) -> None:
    """What hangs on an order that is assigned to the world's field worker."""
    boss, pia, here = world.boss, world.pia, {"work_order_id": order_id}
    changed = await boss.call("update_work_order", **here, tasks=_STEPS)
    assert changed["changed"] == ["tasks"]
    # Other tasks are numbered from 1 as well: a step must not bear the number of one of them.
    field_work.write(
        world.hall,
        """UPDATE work_order_tasks SET id = id + 70000
           WHERE id < 70000 AND id NOT IN (SELECT task_id FROM work_order_task_alerts)""",
    )
    tasks = (await boss.call("get_work_order", **here, columns=["tasks"]))["tasks"]["results"]
    contact = await boss.call("create_work_order_contact", **here, name="Kay", phone="+16125550123")
    parcel = await pia.call("create_work_order_shipment", **here, **PARCEL)
    signature = await pia.call("create_work_order_signature", **here, name="Kay", image=SVG)
    signing, tracking = (task["id"] for task in tasks)
    world.ids |= {f"{tool}.work_order_id": order_id for tool in (*_CONTACTS, *_SHIPMENTS, *_SIGNATURES)}
    world.ids |= {f"{tool}.contact_id": contact["id"] for tool in _CONTACTS[2:]}
    world.ids |= {
        "shipment_id": parcel["id"], "signature_id": signature["id"],
        "create_work_order_shipment.task_id": tracking, "update_work_order_shipment.task_id": tracking,
        "create_work_order_signature.task_id": signing, "create_work_order_signature.image": SVG,
        "create_work_order_contact.phone": "+16125550123", "update_work_order_contact.phone": "+16125550123",
        "update_work_order_shipment.status": "delayed", "update_work_order_location.mode": "saved",
        "update_work_order_location.saved_location_id": world.ids["saved_location_id"],
    }  # fmt: skip
