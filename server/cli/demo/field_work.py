"""Field work in the demo: a visit from its draft to its payment, with a photo, a signature and hours on site."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PIL import Image

from server.cli.demo.contracts import Do

BERLIN = {
    "mode": "custom", "address1": "Unter den Linden 1", "city": "Berlin", "zip": "10117", "country": "DE",
    "latitude": 52.517, "longitude": 13.389,
}  # fmt: skip
AT_THE_DOOR = {"latitude": 52.518, "longitude": 13.390}
HOURS_ON_SITE = 2.25
MATERIALS = 1
PICTURE, SIGNATURE = 6, 11
STEPS = [
    {"group": "onsite", "type_id": PICTURE, "label": "The terminal, installed"},
    {"group": "post", "type_id": SIGNATURE, "label": "Of the shop manager"},
]
PEN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30">'
    '<path d="M5 25L20 5L35 25L50 8L85 20" fill="none" stroke="black"/></svg>'
)


async def from_draft_to_payment(do: Do, show: Callable[[str], None]) -> None:
    """The assistant drafts a visit and lets the rules find Ann; she does it and proves it; the company pays."""
    group = await _ann_offers_field_work(do)
    opens = in_hours(1)
    order = await _draft(do, opens)
    await do("assistant", "publish_work_order", work_order_id=order)
    await do("assistant", "dispatch_work_order", work_order_id=order, preferred_group_id=group)
    await do("Ann", "accept_work_order_route", work_order_id=order, pay_terms_accepted=True)
    await do("Ann", "set_work_order_eta", work_order_id=order, start=opens)
    await do("Ann", "mark_work_order_on_my_way", work_order_id=order, latitude=52.532, longitude=13.384)
    await _visit(do, show, order)
    await _settle(do, show, order)


async def _ann_offers_field_work(do: Do) -> int:
    """Ann becomes a provider, and the company keeps her among its regulars; their group."""
    ann = (await do("Ann", "get_my_profile"))["user"]["id"]
    home = {"city": "Berlin", "zip": "10115", "country": "DE", "latitude": 52.532, "longitude": 13.384}
    await do("Ann", "update_provider_profile", active=True, types_of_work=[62], home=home)
    group = (await do("assistant", "create_preferred_provider_group", name="Berlin regulars"))["id"]
    await do("assistant", "add_provider_to_preferred_group", group_id=group, user_id=ann)
    return int(group)


async def _draft(do: Do, opens: str) -> int:
    made = await do(
        "assistant",
        "create_work_order",
        title="Install a payment terminal",
        type_of_work_id=62,
        location=BERLIN,
        schedule={"mode": "between", "start": opens, "end": in_hours(9), "time_zone": "Europe/Berlin"},
        estimated_hours="2.5",
        pay={"type": "hourly", "base": {"amount": "45.00", "units": "3"}},
        tasks=STEPS,
    )
    return int(made["id"])


async def _visit(do: Do, show: Callable[[str], None], order: int) -> None:
    """Ann comes, and leaves with a photo and a signature."""
    show("A demo cannot wait for hours: Ann states when she came, and the hall keeps when it heard of it beside that.")
    came = {"created": in_hours(-HOURS_ON_SITE), **AT_THE_DOOR}
    await do("Ann", "create_work_order_time_log", work_order_id=order, check_in=came)
    steps = (await do("Ann", "list_work_order_tasks", work_order_id=order))["results"]
    folders = (await do("Ann", "list_work_order_attachments", work_order_id=order))["results"]
    await do(
        "Ann",
        "upload_work_order_attachment",
        work_order_id=order,
        folder_id=next(folder["id"] for folder in folders if folder["name"] == "Misc"),
        task_id=next(step["id"] for step in steps if step["type"]["id"] == PICTURE),
        file_name="terminal.png",
        content=photo(),
    )
    signed = {"name": "Kay Jones", "title": "Shop manager", "image": PEN}
    await do("Ann", "create_work_order_signature", work_order_id=order, **signed)
    await do("Ann", "create_work_order_time_log", work_order_id=order, check_out=AT_THE_DOOR)


async def _settle(do: Do, show: Callable[[str], None], order: int) -> None:
    """A cost is claimed and allowed; the work is handed in, approved and paid."""
    cable = {"category_id": MATERIALS, "description": "Cable", "amount": "18.40"}
    claim = await do("Ann", "create_work_order_expense", work_order_id=order, **cable)
    decided = {"expense_id": claim["expense"]["id"], "status": "approved"}
    await do("assistant", "update_work_order_expense", work_order_id=order, **decided)
    await do("Ann", "mark_work_order_complete", work_order_id=order, closing_notes="Installed, tested, receipt printed")
    await do("assistant", "approve_work_order", work_order_id=order)
    await do("assistant", "pay_work_order", work_order_id=order)
    logs = (await do("assistant", "list_work_order_time_logs", work_order_id=order))["results"]
    pay = await do("assistant", "get_work_order_pay", work_order_id=order)
    show(f"On site, {logs[0]['in']['distance_km']} km from the address, with a photo and a signature to show for it:")
    show(f"{pay['reported_hours']} h at {pay['base']['amount']} {pay['currency']} make {pay['labor_sum']}")
    show(f"with the cable for {pay['expenses']['sum_approved']} Ann is paid {pay['payment']['amount']}")
    show(f"with the service fee of {pay['service_fee']} it cost Acme {pay['company_total']}")


def photo(colour: tuple[int, int, int] = (40, 120, 60)) -> str:
    """A small picture, in base64."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(file, "PNG")
    return base64.b64encode(file.getvalue()).decode()


def in_hours(hours: float) -> str:
    return (datetime.now(UTC) + timedelta(hours=hours)).isoformat(timespec="seconds")
