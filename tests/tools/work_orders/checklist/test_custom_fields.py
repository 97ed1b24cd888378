"""Reading and filling in the custom fields of a work order."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.checklist.jobs import field, in_state, step, steps
from tests.tools.work_orders.field_work import assigned, company, notices, order, provider, published


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def fill(caller, id, number, value=None, **more):
    given = {"value": value} if value is not None else {}
    return await caller.call(
        "update_work_order_custom_field", work_order_id=id, custom_field_id=number, **given, **more
    )


async def named(caller, id, **filters):
    found = await caller.call("list_work_order_custom_fields", work_order_id=id, **filters)
    assert found["metadata"]["total"] == len(found["results"])
    return [each["name"] for each in found["results"]]


async def test_each_side_sees_the_fields_that_are_shown_to_it(hall):
    boss, pia = await company(hall), await provider(hall)
    secret = field(hall, boss, "Budget", position=1)
    early = field(hall, boss, "Store", position=2, flags=["show_in_available"])
    late = field(hall, boss, "Door", position=3, flags=["show_to_provider", "required"])
    mine = field(hall, boss, "Serial", role="provider", position=4, flags=["required"])
    hidden = field(
        hall, boss, "Why", role="provider", position=5, flags=["required"],
        dependency={"id": secret, "operator": "equals", "value": "none"},
    )  # fmt: skip
    id = await published(boss, custom_fields=[{"custom_field_id": late, "value": "7"}])
    assert await named(boss, id) == ["Budget", "Store", "Door", "Serial"]
    assert await named(boss, id, hidden=True) == ["Budget", "Store", "Door", "Serial", "Why"]
    assert await named(boss, id, role="provider") == ["Serial"]
    assert await named(boss, id, required=True) == ["Door", "Serial"]
    assert await named(boss, id, filled=True) == ["Door"]
    assert await named(boss, id, filled=False, required=False) == ["Budget", "Store"]
    assert await named(pia, id) == ["Store"]
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert await named(pia, id, hidden=True) == ["Door", "Serial"]
    for number in (secret, early, hidden, 999):
        no = await refusal(pia.call("get_work_order_custom_field", work_order_id=id, custom_field_id=number))
        assert no.code == "not_found"
    shown = (await fill(boss, id, secret, visible=True))["custom_field"]
    assert (shown["visible"], await named(pia, id)) == (True, ["Budget", "Door", "Serial"])
    await fill(boss, id, secret, "none")
    seen = (await pia.call("get_work_order_custom_field", work_order_id=id, custom_field_id=hidden))["custom_field"]
    assert seen["dependency"] == {"id": secret, "operator": "equals", "value": "none"}
    await fill(boss, id, secret, visible=False)
    seen = (await pia.call("get_work_order_custom_field", work_order_id=id, custom_field_id=hidden))["custom_field"]
    assert "dependency" not in seen
    whole = (await boss.call("get_work_order_custom_field", work_order_id=id, custom_field_id=late))["custom_field"]
    assert (whole["value"], whole["updated_by"], whole["flags"]) == (
        "7",
        f"agent:{boss.id}",
        ["required", "show_to_provider"],
    )
    assert "updated_by" in whole
    told = await fill(boss, id, late, visible=False)
    assert "show_to_provider" in told["warnings"][0]
    no = await refusal(fill(boss, id, mine, visible=True))
    assert list(no.fields) == ["visible"]


async def test_a_value_fits_its_field(hall):
    boss = await company(hall)
    id = await order(boss)
    color = field(hall, boss, "Color", type="predefined", options=["red", "green"])
    count = field(hall, boss, "Count", type="number")
    powered = field(hall, boss, "Powered", type="checkbox")
    locked = field(hall, boss, "Locked", flags=["read_only"])
    why = field(hall, boss, "Why", dependency={"id": count, "operator": "greater", "value": "5"})
    no = await refusal(fill(boss, id, color, "blue"))
    assert (no.code, "red, green" in no.text) == ("invalid_argument", True)
    assert (await refusal(fill(boss, id, count, "many"))).code == "invalid_argument"
    assert (await fill(boss, id, count, 4))["custom_field"]["value"] == "4"
    done = (await fill(boss, id, powered, True))["custom_field"]
    assert (done["value"], done["display"]) == ("true", "yes")
    assert (await refusal(fill(boss, id, locked, "x"))).code == "forbidden"
    no = await refusal(fill(boss, id, why, "because"))
    assert (no.code, "hidden" in no.text) == ("invalid_argument", True)
    await fill(boss, id, count, 6)
    assert (await fill(boss, id, why, "because"))["custom_field"]["value"] == "because"
    assert "value" not in (await fill(boss, id, count, ""))["custom_field"]
    no = await refusal(fill(boss, id, count))
    assert list(no.fields) == ["value"]
    assert (await refusal(fill(boss, id, 999, "x"))).code == "not_found"


async def test_one_order_of_the_company_has_a_unique_value(hall):
    boss, pia, other = await company(hall), await provider(hall), await company(hall, "Other")
    serial = field(hall, boss, "Serial", role="provider", flags=["unique"])
    coded = field(hall, boss, "Code", flags=["unique"], default_value="A-1")
    theirs = field(hall, other, "Serial", flags=["unique"])
    first, second = await assigned(boss, pia), await order(boss)
    await fill(pia, first, serial, "SN-1")
    await fill(pia, first, serial, "SN-1")
    no = await refusal(fill(boss, second, serial, " SN-1 "))
    assert f"work order {first} has it" in no.fields["value"]
    values = [{"custom_field_id": serial, "value": "SN-1"}]
    no = await refusal(boss.call("update_work_order", work_order_id=second, custom_fields=values))
    assert f"work order {first} has it" in no.fields["custom_fields[0].value"]
    no = await refusal(boss.call("create_work_order", title="Third", custom_fields=values))
    assert list(no.fields) == ["custom_fields[0].value"]
    await fill(boss, second, serial, "SN-2")
    no = await refusal(fill(pia, first, serial, "SN-2"))
    assert "another work order has it" in no.fields["value"]
    assert str(second) not in no.fields["value"]
    in_state(hall, second, 8)
    await fill(pia, first, serial, "SN-2")
    await fill(other, await order(other), theirs, "SN-2")
    held = hall.sql("SELECT work_order_id FROM work_order_custom_fields WHERE custom_field_id = ?", coded)
    assert held == [(first,)]


async def test_company_and_provider_fill_in_their_own(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    ours = field(hall, boss, "Store", flags=["show_to_provider", "show_in_available"])
    theirs = field(hall, boss, "Serial", role="provider", flags=["show_in_available"])
    id = await published(boss)
    assert (await refusal(fill(kim, id, theirs, "x"))).code == "forbidden"
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    assert (await refusal(fill(pia, id, ours, "42"))).code == "forbidden"
    assert (await refusal(fill(pia, id, theirs, "x", visible=True))).code == "forbidden"
    told = len(notices(hall, pia))
    await fill(boss, id, ours, "42")
    assert len(notices(hall, pia)) == told + 1
    assert "charge" not in await fill(pia, id, theirs, "SN-1")
    # States: the company's field, the provider's field by the company, the provider's field by the provider.
    for status, allowed in ((3, "xxx"), (4, "xx."), (5, "x.."), (6, "..."), (7, "..."), (8, "...")):
        in_state(hall, id, status)
        for mark, caller, number in zip(allowed, (boss, boss, pia), (ours, theirs, theirs), strict=True):
            if mark == "x":
                await fill(caller, id, number, "v")
            else:
                assert (await refusal(fill(caller, id, number, "v"))).code in ("wrong_state", "not_found")


async def test_a_value_completes_the_steps_that_ask_for_it(hall):
    boss, pia = await company(hall), await provider(hall)
    serial, shelf = (field(hall, boss, name, role="provider") for name in ("Serial", "Shelf"))
    id = await assigned(boss, pia)
    asks = await step(boss, id, type_id=7, custom_field_id=serial, alerts=[{"email": "desk@client.test"}])
    await step(boss, id, type_id=7, custom_field_id=shelf)
    filled = await fill(pia, id, serial, "SN-1")
    assert (filled["tasks_completed"], filled["tasks_reopened"]) == ([asks], [])
    assert [each["status"] for each in await steps(pia, id)] == ["complete", "incomplete"]
    assert len(await hall.mails("desk@client.test")) == 1
    assert (await fill(pia, id, serial, "SN-2"))["tasks_completed"] == []
    emptied = await fill(pia, id, serial, "")
    assert (emptied["tasks_completed"], emptied["tasks_reopened"]) == ([], [asks])
    values = [{"custom_field_id": shelf, "value": "3"}]
    await boss.call("update_work_order", work_order_id=id, custom_fields=values)
    assert [each["status"] for each in await steps(pia, id)] == ["incomplete", "complete"]
