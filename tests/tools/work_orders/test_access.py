"""Who may act on a work order, and in whose name."""

import pytest

from server.discovery.samples import example
from server.schema.schema import input_schema
from tests.hall import Refused, operations
from tests.tools.work_orders.field_work import admin, assigned, company, order, provider


async def test_the_assignee_acts_in_nobody_elses_name(hall):
    boss, pia = await company(hall), await provider(hall)
    colleague = await admin(hall)
    id = await assigned(boss, pia)
    for other in (colleague.id, 77):
        with pytest.raises(Refused) as no:
            await pia.call("mark_work_order_complete", work_order_id=id, acting_user_id=other)
        assert list(no.value.fields) == ["acting_user_id"]
    await pia.call("mark_work_order_complete", work_order_id=id, acting_user_id=pia.id)


async def test_whoever_changes_an_order_their_company_deleted_hears_that_it_is_deleted(hall):
    boss, other, kim = await company(hall), await company(hall, "Other"), await admin(hall)
    id = await order(boss)
    await boss.call("cancel_work_order", work_order_id=id, cancel_reason=56)
    told: dict[str, str] = {}
    for tool, one in operations().operations.items():
        if "work_order_id" not in input_schema(one)["properties"] or not {"client", "agent"} & set(one.actors):
            continue
        given = {**example(one)["arguments"], "work_order_id": id}
        caller = boss if "agent" in one.actors else kim
        for who, wanted in ((caller, "not_found" if one.access == "read" else "wrong_state"), (other, "not_found")):
            with pytest.raises(Refused) as no:
                await who.call(tool, **given)
            if no.value.code != wanted:
                told[tool] = no.value.text
    assert told == {}
