"""The tags on a work order."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.checklist.jobs import in_state
from tests.tools.work_orders.field_work import company, order, provider, published, tag_of


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_tags_are_put_on_and_taken_off(hall):
    boss, other = await company(hall), await company(hall, "Other")
    id = await order(boss)
    urgent = (await boss.call("create_company_tag", name="Urgent", color="cc0000"))["id"]
    foreign = tag_of(hall, other.company, "Theirs")
    added = await boss.call("add_work_order_tag", work_order_id=id, tag_id=urgent)
    assert (added["changed"], added["tag"]["name"], added["tag"]["color"]) == (True, "Urgent", "#cc0000")
    assert added["tag"]["added_by"] == f"agent:{boss.id}"
    again = await boss.call("add_work_order_tag", work_order_id=id, name="URGENT")
    assert (again["changed"], len(again["tags"])) == (False, 1)
    for wrong in ({"tag_id": foreign}, {"name": "Rollout"}):
        no = await refusal(boss.call("add_work_order_tag", work_order_id=id, **wrong))
        assert (no.code, no.next) == ("not_found", ["list_company_tags", "create_company_tag"])
    for wrong in ({}, {"tag_id": urgent, "name": "Urgent"}, {"tag_id": urgent, "create_missing": True}):
        assert (await refusal(boss.call("add_work_order_tag", work_order_id=id, **wrong))).code == "invalid_argument"
    made = await boss.call("add_work_order_tag", work_order_id=id, name="Rollout", create_missing=True)
    assert [each["name"] for each in made["tags"]] == ["Rollout", "Urgent"]
    assert (await boss.call("list_company_tags", search="rollout"))["total"] == 1
    left = await boss.call("remove_work_order_tag", work_order_id=id, tag_id=urgent)
    assert (left["removed"], [each["name"] for each in left["tags"]]) == (True, ["Rollout"])
    no = await refusal(boss.call("remove_work_order_tag", work_order_id=id, tag_id=urgent))
    assert no.code == "not_found"
    assert (await boss.call("list_company_tags", search="urgent"))["total"] == 1
    listed = await boss.call("list_work_order_tags", work_order_id=id)
    assert listed["results"] == left["tags"]


async def test_thirty_tags_are_the_most_and_a_deleted_order_takes_none(hall):
    boss = await company(hall)
    id = await order(boss)
    for number in range(30):
        await boss.call("add_work_order_tag", work_order_id=id, tag_id=tag_of(hall, boss.company, f"T{number}"))
    one_more = tag_of(hall, boss.company, "More")
    no = await refusal(boss.call("add_work_order_tag", work_order_id=id, tag_id=one_more))
    assert list(no.fields) == ["tag_id"]
    first = (await boss.call("list_work_order_tags", work_order_id=id))["results"][0]["tag_id"]
    for status in (1, 2, 9, 7):
        in_state(hall, id, status)
        await boss.call("remove_work_order_tag", work_order_id=id, tag_id=first)
        await boss.call("add_work_order_tag", work_order_id=id, tag_id=first)
    in_state(hall, id, 8)
    for tool in ("add_work_order_tag", "remove_work_order_tag"):
        assert (await refusal(boss.call(tool, work_order_id=id, tag_id=first))).code == "wrong_state"


async def test_no_provider_sees_tags(hall):
    boss, pia = await company(hall), await provider(hall)
    id = await published(boss)
    assert (await refusal(pia.call("list_work_order_tags", work_order_id=id))).code == "forbidden"
