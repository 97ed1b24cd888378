"""Orders of every kind of pay, with every kind of required step, come to their end by what their refusals lead to."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from tests.contract.worlds.logistics import PARCEL
from tests.hall import Hall, Refused, TestCaller
from tests.tools.uploads.upload_helpers import PDF, picture
from tests.tools.work_orders.field_work import HOURLY, assigned, company, provider, purse

PAY = {
    "hourly": (HOURLY, "130.00"),
    "device": ({"type": "device", "base": {"amount": "12.50", "units": "8"}}, "37.50"),
    "blended": (
        {"type": "blended", "base": {"amount": "90.00", "units": "1"}, "additional": {"amount": "40.00", "units": "3"}},
        "130.00",
    ),
}
PEN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><path d="M5 25L20 5" stroke="black"/></svg>'
# Set ETA, close-out notes, check in, check out, a file, a picture, a call, a mail, custom, a signature, tracking.
STEPS: list[dict[str, Any]] = [
    {"group": "prep", "type_id": 1}, {"group": "prep", "type_id": 8, "phone": "+16125550123"},
    {"group": "prep", "type_id": 9, "email": "desk@shop.test"}, {"group": "onsite", "type_id": 3},
    {"group": "onsite", "type_id": 5}, {"group": "onsite", "type_id": 6}, {"group": "onsite", "type_id": 10, "label": "Sweep"},
    {"group": "onsite", "type_id": 4}, {"group": "post", "type_id": 11}, {"group": "post", "type_id": 12},
    {"group": "post", "type_id": 2},
]  # fmt: skip


async def _arrive(hall: Hall, pia: TestCaller, order: int, kind: str) -> None:
    await pia.call("set_work_order_eta", work_order_id=order, start="2026-03-02T10:00:00Z")


async def _visit(hall: Hall, pia: TestCaller, order: int, kind: str) -> None:
    hall.clock.advance(hours=6)
    times = {"check_in": {"created": "2026-03-02T11:00:00Z"}, "check_out": {"created": "2026-03-02T13:00:00Z"}}
    await pia.call(
        "create_work_order_time_log", work_order_id=order, **times, **({"devices": 3} if kind == "device" else {})
    )


async def _upload(hall: Hall, pia: TestCaller, order: int, kind: str) -> None:
    step = await _open_step(pia, order, 5, 6)
    folders = (await pia.call("list_work_order_attachments", work_order_id=order))["results"]
    folder = next(each["id"] for each in folders if each["name"] == "Misc")
    name, content = ("a.pdf", PDF) if step["type"]["id"] == 5 else ("a.png", picture())
    await pia.call(
        "upload_work_order_attachment", work_order_id=order, folder_id=folder, task_id=step["id"], file_name=name,
        content=base64.b64encode(content).decode(),
    )  # fmt: skip


async def _tick(hall: Hall, pia: TestCaller, order: int, kind: str) -> None:
    step = await _open_step(pia, order, 8, 9, 10)
    await pia.call("update_work_order_task", work_order_id=order, task_id=step["id"], status="complete")


async def _sign(hall: Hall, pia: TestCaller, order: int, kind: str) -> None:
    await pia.call("create_work_order_signature", work_order_id=order, name="Kay", image=PEN)


async def _send(hall: Hall, pia: TestCaller, order: int, kind: str) -> None:
    await pia.call("create_work_order_shipment", work_order_id=order, **PARCEL)


async def _open_step(pia: TestCaller, order: int, *types: int) -> dict[str, Any]:
    steps = (await pia.call("list_work_order_tasks", work_order_id=order))["results"]
    return next(each for each in steps if each["status"] == "incomplete" and each["type"]["id"] in types)


WAYS = {
    "set_work_order_eta": _arrive, "create_work_order_time_log": _visit, "upload_work_order_attachment": _upload,
    "update_work_order_task": _tick, "create_work_order_signature": _sign, "create_work_order_shipment": _send,
}  # fmt: skip


@pytest.mark.parametrize("kind", PAY)
async def test_a_refused_hand_in_names_what_finishes_the_order(hall: Hall, kind: str) -> None:
    boss, pia = await company(hall), await provider(hall)
    pay, labour = PAY[kind]
    day = {"mode": "between", "start": "2026-03-02T10:00:00Z", "end": "2026-03-02T20:00:00Z"}
    order = await assigned(boss, pia, pay=pay, schedule=day, tasks=STEPS)
    named: list[str] = []
    for _ in range(20):
        try:
            await pia.call("mark_work_order_complete", work_order_id=order, closing_notes="Swept")
            break
        except Refused as no:
            assert no.code == "not_ready"
            tool = next(tool for tool in no.next if tool in WAYS)
            named.append(tool)
            await WAYS[tool](hall, pia, order, kind)
    else:
        pytest.fail(f"it never ends: {named}")
    assert {"create_work_order_time_log", "upload_work_order_attachment", "create_work_order_signature"} <= set(named)
    await boss.call("approve_work_order", work_order_id=order)
    paid = await boss.call("pay_work_order", work_order_id=order)
    assert paid["status"]["name"] == "paid"
    assert (await pia.call("get_work_order_pay", work_order_id=order))["labor_sum"] == labour
    assert purse(hall, boss)[1] == "0.00"


async def test_whoever_came_unannounced_ticks_off_the_arrival(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    order = await assigned(boss, pia, tasks=[{"group": "prep", "type_id": 1}])
    step = (await _open_step(pia, order, 1))["id"]
    tick = {"work_order_id": order, "task_id": step, "status": "complete"}
    with pytest.raises(Refused) as no:
        await pia.call("update_work_order_task", **tick)
    assert no.value.next[0] == "set_work_order_eta"
    await pia.call("create_work_order_time_log", work_order_id=order, check_in={})
    hall.clock.advance(hours=1)
    await pia.call("create_work_order_time_log", work_order_id=order, check_out={})
    with pytest.raises(Refused) as no:
        await pia.call("mark_work_order_complete", work_order_id=order)
    assert no.value.next[0] == "update_work_order_task"
    await pia.call("update_work_order_task", **tick)
    assert (await pia.call("mark_work_order_complete", work_order_id=order))["status"]["name"] == "work_done"
