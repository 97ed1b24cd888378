"""What has to be said of a work order in words is not said with blanks."""

from __future__ import annotations

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import assigned, company, provider, published, write

BLANKS = (" ", "\n\t", "\u00a0")


async def test_what_the_other_side_reads_is_not_blank(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    open_to_all = await published(boss)
    id = await assigned(boss, pia)
    counter = {"expenses": [{"category_id": 1, "amount": "5.00"}]}
    calls = (
        (pia, "create_work_order_discount", "description", {"amount": "1.00"}),
        (pia, "create_work_order_expense", "description", {"amount": "1.00", "category_id": 1}),
        (pia, "request_work_order_increase", "reason", {"kind": "amount", "amount": "1.00"}),
        (pia, "remove_work_order_provider", "reason", {"reason_id": 60}),
        (boss, "remove_work_order_provider", "reason", {}),
        (boss, "create_work_order_penalty", "reason", {"penalty_id": 1}),
        (pia, "record_work_order_delay", "reason", {"delay_minutes": 5}),
        (pia, "create_work_order_problem", "comments", {"type_id": 3}),
        (pia, "create_work_order_message", "message", {}),
    )
    for blank in BLANKS:
        for who, tool, field, given in calls:
            with pytest.raises(Refused) as no:
                await who.call(tool, work_order_id=id, **{**given, field: blank})
            assert (no.value.code, list(no.value.fields)) == ("invalid_argument", [field]), (tool, no.value.text)
        counter["expenses"][0]["description"] = blank
        with pytest.raises(Refused) as no:
            await kim.call("request_work_order", work_order_id=open_to_all, counter_offer=counter)
        assert list(no.value.fields) == ["counter_offer.expenses[0].description"]
    made = await pia.call(
        "create_work_order_expense", work_order_id=id, amount="1.00", category_id=1, description=" Two\n cables "
    )
    assert made["expense"]["description"] == "Two\n cables"


async def test_blank_notes_close_no_job_and_explain_no_cancellation(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia, tasks=[{"group": "post", "type_id": 2}])
    with pytest.raises(Refused) as no:
        await pia.call("mark_work_order_complete", work_order_id=id, closing_notes=" \n")
    assert (no.value.code, "give closing_notes" in no.value.text) == ("not_ready", True)
    write(hall, "UPDATE cancel_reasons SET needs_note = 1 WHERE id = 60")
    with pytest.raises(Refused) as no:
        await boss.call("cancel_work_order", work_order_id=id, cancel_reason=60, notes=" ")
    assert list(no.value.fields) == ["notes"]
    done = await pia.call("mark_work_order_complete", work_order_id=id, closing_notes="All plugged in")
    assert done["status"]["name"] == "work_done"
