"""Notes on the members of talent pools."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.providers.circles import company, pool, project, provider, put, refusal


async def test_notes_are_kept_on_a_member_changed_and_deleted(hall: Hall) -> None:
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    at = await project(boss)
    uuid, (tier, empty) = await pool(boss, at, "Bench", "One", "Two")
    await put(boss, at, uuid, tier, pia)
    at_member = {"talent_pool_id": tier, "provider_id": pia.id}
    given = [{"name": "Shirt", "value": "L"}, {"name": "Badge", "value": "7"}, {"name": "Empty", "value": ""}]
    made = (await boss.call("create_provider_attributes", **at_member, attributes=given))["attributes"]
    assert [(each["name"], each["value"]) for each in made] == [("Shirt", "L"), ("Badge", "7"), ("Empty", "")]
    listed = await boss.call("list_provider_attributes", **at_member)
    assert [each["name"] for each in listed["results"]] == ["Badge", "Empty", "Shirt"]
    shirt, badge, _ = (each["talent_pool_provider_attribute_id"] for each in made)
    hall.clock.advance(minutes=1)
    one = await boss.call(
        "set_provider_attribute_value", **at_member, talent_pool_provider_attribute_id=shirt.upper(), value="M"
    )
    assert (one["attribute"]["name"], one["attribute"]["value"]) == ("Shirt", "M")
    latest = await boss.call("list_provider_attributes", **at_member, sort_by="updated_at", sort_direction="desc")
    assert latest["results"][0]["name"] == "Shirt"
    wrong = "5b0f3a0e-0000-4000-8000-00000000ffff"
    values = [{"talent_pool_provider_attribute_id": id, "value": "X"} for id in (badge, wrong)]
    no = await refusal(boss.call("update_provider_attributes", **at_member, attributes=values))
    assert no.code == "not_found"
    both = [{"talent_pool_provider_attribute_id": id, "value": "Y"} for id in (badge, shirt)]
    changed = await boss.call("update_provider_attributes", **at_member, attributes=both)
    assert [(each["name"], each["value"]) for each in changed["attributes"]] == [("Badge", "Y"), ("Shirt", "Y")]
    twice = await refusal(boss.call("update_provider_attributes", **at_member, attributes=[both[0], both[0]]))
    assert twice.code == "invalid_argument"
    await boss.call("delete_provider_attribute", **at_member, talent_pool_provider_attribute_id=badge)
    assert (await boss.call("list_provider_attributes", **at_member))["total"] == 2
    gone = {**at_member, "talent_pool_provider_attribute_id": badge}
    assert (await refusal(boss.call("delete_provider_attribute", **gone))).code == "not_found"
    assert (await refusal(boss.call("set_provider_attribute_value", **gone, value="1"))).code == "not_found"
    for caller, where in (
        (rival, at_member),
        (boss, {**at_member, "talent_pool_id": empty}),
        (boss, {**at_member, "provider_id": 9}),
    ):
        assert (await refusal(caller.call("list_provider_attributes", **where))).code == "not_found"
        assert (await refusal(caller.call("create_provider_attributes", **where, attributes=given))).code == "not_found"


async def test_a_name_is_noted_once_and_everything_is_bounded(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    at = await project(boss)
    uuid, (tier,) = await pool(boss, at)
    await put(boss, at, uuid, tier, pia)
    where = {"talent_pool_id": tier, "provider_id": pia.id}
    await boss.call("create_provider_attributes", **where, attributes=[{"name": "Ärmel", "value": "L"}])
    for given, code in (
        ([{"name": "New", "value": "1"}, {"name": "äRMEL", "value": "2"}], "conflict"),
        ([{"name": "A", "value": "1"}, {"name": "a", "value": "2"}], "invalid_argument"),
        ([{"name": "A", "value": "x" * 1001}], "invalid_argument"),
        ([{"name": "A" * 81, "value": "x"}], "invalid_argument"),
        ([{"name": "A", "value": str(place)} for place in range(51)], "invalid_argument"),
        ([], "invalid_argument"),
    ):
        no = await refusal(boss.call("create_provider_attributes", **where, attributes=given))
        assert no.code == code
    assert (await boss.call("list_provider_attributes", **where))["total"] == 1
    taken = await refusal(
        boss.call("create_provider_attributes", **where, attributes=[{"name": "Ärmel", "value": "2"}])
    )
    assert taken.next[0] == "set_provider_attribute_value"
