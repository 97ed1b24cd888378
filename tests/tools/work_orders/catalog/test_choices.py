"""Whoever leaves out what they have to choose is told what there is to choose from."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import assigned, company, done, provider, write


async def fields(call) -> dict[str, str]:
    with pytest.raises(Refused) as no:
        await call
    assert no.value.code == "invalid_argument"
    return no.value.fields


async def test_reasons_categories_extras_and_folders_are_named(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    reported = await done(boss, pia, schedule={"mode": "exact", "start": "2026-03-11T09:00:00Z"})
    told = await fields(boss.call("cancel_work_order", work_order_id=id))
    assert told["cancel_reason"].startswith("is required: 55 duplicate, 56 created by mistake, 57 ")
    # Everything that is missing is said at once, in whatever form the number came.
    told = await fields(boss.call("mark_work_order_incomplete", work_order_id=str(reported)))
    assert told["reason_id"].startswith("is required: 1 deliverables missing, 2 tasks missing, ")
    assert told["reason"] == "is required"
    told = await fields(pia.call("create_work_order_expense", work_order_id=id, amount="1.00", description="Cable"))
    assert told["category_id"].startswith("is required: 1 Materials, 2 Mileage, ")
    told = await fields(boss.call("create_work_order_bonus", work_order_id=id))
    assert told["bonus_id"].startswith("is required: 1 urgent dispatch, ")
    told = await fields(boss.call("create_work_order_penalty", work_order_id=id))
    assert told["penalty_id"].startswith("is required: 1 late arrival, ")
    for caller, shown in ((boss, True), (pia, False)):
        told = await fields(caller.call("create_work_order_site_revisit", work_order_id=id))
        assert ("12 scope changed" in told["revisit_reason_id"]) is shown
    mine = hall.sql("SELECT id, name FROM work_order_folders WHERE work_order_id = ? ORDER BY id", id)
    all_of_them = ", ".join(f"{number} {name}" for number, name in mine)
    file = {"file_name": "a.pdf", "content": "JVBERi0xLjcKMSAwIG9iago8PD4+CmVuZG9iagoK"}
    told = await fields(boss.call("upload_work_order_attachment", work_order_id=id, **file))
    assert told == {"folder_id": f"is required: {all_of_them}"}
    told = await fields(pia.call("upload_work_order_attachment", work_order_id=id, **file))
    assert told == {"folder_id": f"is required: {mine[1][0]} Misc"}


async def test_of_an_order_one_cannot_see_nothing_is_named(hall):
    boss, other, pia, kim = (
        await company(hall), await company(hall, "Other"), await provider(hall), await provider(hall, "kim@work.test"),
    )  # fmt: skip
    id = await assigned(boss, pia)
    for caller, tool, name in (
        (other, "cancel_work_order", "cancel_reason"),
        (other, "upload_work_order_attachment", "folder_id"),
        (kim, "create_work_order_expense", "category_id"),
        (kim, "create_work_order_site_revisit", "revisit_reason_id"),
    ):
        for number in (id, 999, "x", None):
            assert (await fields(caller.call(tool, work_order_id=number)))[name] == "is required"


async def test_many_entries_are_cut(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    for number in range(30):
        sql = "INSERT INTO expense_categories (company_id, name) VALUES (?, ?)"
        write(hall, sql, boss.company, f"Kind {number}")
    told = (await fields(pia.call("create_work_order_expense", work_order_id=id)))["category_id"]
    assert told.count(",") == 20
    assert told.endswith(", ...")
