"""What a work order asks of its provider."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import acts, assigned, company, notices, order, provider, published, write
from tests.tools.work_orders.routing_world import GROUP, north_of_site, pool, project, skilled

RATED = {"type": "rating", "operator": ">=", "value": "4.0"}
LADDER = {"type": "equipment", "operator": "has", "value": "ladder", "required": False, "weight": 5}


async def rules_of(caller, id):
    found = await caller.call("list_work_order_qualifications", work_order_id=id)
    return found["qualification"]["selection_rule"]["results"]


async def test_an_order_asks_for_nothing_at_first(hall):
    boss, _ = await company(hall), await provider(hall)
    id = await order(boss)
    answer = (await boss.call("list_work_order_qualifications", work_order_id=id))["qualification"]
    assert answer["ignored_missing_qualifications"] is False
    assert answer["selection_rule"]["results"] == []
    assert answer["selection_rule"]["sum"] == {
        "total": 1, "match": 1, "no_match_optional": 0, "no_match_required": 0
    }  # fmt: skip


async def test_rules_are_added_and_counted_over_the_network(hall):
    boss = await company(hall)
    await skilled(hall, "a@work.test", "4.5", equipment=["Ladder"])
    await skilled(hall, "b@work.test", "4.0")
    await skilled(hall, "c@work.test", "3.9", equipment=["Ladder"])
    id = await order(boss)
    answer = await boss.call("create_work_order_qualification", work_order_id=id, rules=[RATED, LADDER], name="Crew")
    rule = answer["qualification"]["selection_rule"]
    assert rule["name"] == "Crew"
    assert rule["weight"] == 5
    assert rule["sum"] == {"total": 3, "match": 1, "no_match_optional": 1, "no_match_required": 1}
    assert [(each["type"], each["name"], each["value"], each["required"]) for each in rule["results"]] == [
        ("rating", "rating", "4.0", True),
        ("equipment", "ladder", "ladder", False),
    ]
    assert answer["notified"] == 0
    assert acts(hall, id)[-1] == "qualifications_changed"


async def test_equal_type_and_name_is_replaced(hall):
    boss = await company(hall)
    id = await order(boss)
    await boss.call("create_work_order_qualification", work_order_id=id, rules=[RATED, LADDER])
    before = await rules_of(boss, id)
    await boss.call("create_work_order_qualification", work_order_id=id, rules=[{**RATED, "value": 3.5}])
    after = await rules_of(boss, id)
    assert [each["rule_id"] for each in after] == [each["rule_id"] for each in before]
    assert after[0]["value"] == "3.5"


async def test_people_are_judged_rule_by_rule(hall):
    boss = await company(hall)
    a = await skilled(hall, "a@work.test", "4.5", **north_of_site(10))
    b = await skilled(hall, "b@work.test", certifications=[{"name": "Cisco CCNA", "expires": "2026-03-01"}])
    c = await skilled(hall, "c@work.test", certifications=[{"name": "Cisco CCNA", "expires": "2026-03-02"}])
    id = await order(boss)
    near = {"type": "distance_km", "operator": "<=", "value": "25"}
    paper = {"type": "certification", "operator": "has", "value": "cisco ccna"}
    await boss.call("create_work_order_qualification", work_order_id=id, rules=[RATED, near, paper])
    answer = await boss.call("list_work_order_qualifications", work_order_id=id, user_id=[a.id, b.id, c.id])
    outcomes = {}
    for each in answer["outcomes"]:
        outcomes.setdefault(each["user_id"], []).append(each["outcome"])
    assert outcomes == {
        a.id: ["match", "match", "no_match"],
        b.id: ["unknown", "unknown", "no_match"],
        c.id: ["unknown", "unknown", "match"],
    }
    assert answer["qualification"]["selection_rule"]["sum"]["total"] == 3
    one = await boss.call("list_work_order_qualifications", work_order_id=id, user_id=a.id)
    assert {each["user_id"] for each in one["outcomes"]} == {a.id}


async def test_facts_come_from_profile_pools_and_networks(hall):
    boss = await company(hall)
    pia = await skilled(
        hall,
        "pia@work.test",
        jobs_completed=7,
        licenses=[{"name": "Low Voltage"}],
        insurance={"kind": "liability", "amount": "1000000.00"},
        background_check={"status": "passed", "date": "2026-01-01"},
    )
    write(hall, "INSERT INTO provider_types_of_work (person_id, type_of_work_id) VALUES (?, 62)", pia.id)
    write(hall, "INSERT INTO person_languages (person_id, code) VALUES (?, 'fr')", pia.id)
    tiers = pool(hall, boss, project(hall, boss), [pia])
    write(
        hall,
        """INSERT INTO talent_pool_attributes (uuid, tier_id, person_id, name, value, created_at, updated_at)
           VALUES ('u', ?, ?, 'Badge', '77', '2026', '2026')""",
        tiers[0], pia.id,
    )  # fmt: skip
    id = await order(boss)
    asked = [
        ("jobs_completed", ">=", 7, None),
        ("license", "has", "low voltage", None),
        ("insurance", "has", "liability", None),
        ("insurance", ">=", "500000", "sum insured"),
        ("background_check", "=", "passed", None),
        ("type_of_work", "in", [62, 76], None),
        ("language", "has", "fr", None),
        ("network", "has", "1", None),
        ("talent_pool", "has", GROUP, None),
        ("attribute", "=", "77", "badge"),
        ("drug_test", "=", "passed", None),
    ]
    rules = [
        {"type": type, "operator": operator, "value": value, **({"name": name} if name else {})}
        for type, operator, value, name in asked
    ]
    await boss.call("create_work_order_qualification", work_order_id=id, rules=rules)
    answer = await boss.call("list_work_order_qualifications", work_order_id=id, user_id=[pia.id])
    assert [each["outcome"] for each in answer["outcomes"]] == ["match"] * 10 + ["unknown"]


async def test_a_worker_sees_the_rules_and_only_the_own_outcome(hall):
    boss, pia, kim = (
        await company(hall),
        await skilled(hall, "pia@work.test", "4.5"),
        await provider(hall, "kim@work.test"),
    )
    id = await published(boss, qualifications=[RATED])
    answer = await pia.call("list_work_order_qualifications", work_order_id=id, user_id=[pia.id])
    assert [each["outcome"] for each in answer["outcomes"]] == ["match"]
    plain = await pia.call("list_work_order_qualifications", work_order_id=id)
    assert "sum" not in plain["qualification"]["selection_rule"]
    with pytest.raises(Refused) as no:
        await pia.call("list_work_order_qualifications", work_order_id=id, user_id=[kim.id])
    assert "only ask about yourself" in no.value.fields["user_id"]
    draft = await order(boss)
    with pytest.raises(Refused) as no:
        await pia.call("list_work_order_qualifications", work_order_id=draft)
    assert no.value.code == "not_found"


@pytest.mark.parametrize(
    ("rule", "field", "words"),
    [
        ({"type": "colour", "operator": "=", "value": "red"}, "rules", "rating"),
        ({**RATED, "operator": "has"}, "rules[0].operator", "has does not go with rating"),
        ({**RATED, "value": "good"}, "rules[0].value", "must be a number"),
        ({**RATED, "weight": 5}, "rules[0].weight", "only preferences"),
    ],
)
async def test_a_rule_that_cannot_be_is_named(hall, rule, field, words):
    boss = await company(hall)
    id = await order(boss)
    with pytest.raises(Refused) as no:
        await boss.call("create_work_order_qualification", work_order_id=id, rules=[rule])
    assert no.value.code == "invalid_argument"
    assert words in no.value.text
    assert any(name.startswith(field) for name in no.value.fields)
    assert await rules_of(boss, id) == []


async def test_at_most_thirty_rules(hall):
    boss = await company(hall)
    id = await order(boss)
    many = [{"type": "certification", "operator": "has", "value": f"c{place}"} for place in range(30)]
    await boss.call("create_work_order_qualification", work_order_id=id, rules=many)
    with pytest.raises(Refused) as no:
        await boss.call("create_work_order_qualification", work_order_id=id, rules=[RATED])
    assert "at most 30 rules" in no.value.text


async def test_one_rule_is_changed_by_its_fields(hall):
    boss = await company(hall)
    id = await order(boss, qualifications=[RATED, LADDER])
    rated, ladder = await rules_of(boss, id)
    await boss.call("update_work_order_qualification", work_order_id=id, rule_id=rated["rule_id"], value="3.5")
    await boss.call("update_work_order_qualification", work_order_id=id, rule_id=ladder["rule_id"], weight=50)
    await boss.call(
        "update_work_order_qualification", work_order_id=id, rule_id=rated["rule_id"], required=False, weight=20
    )
    assert [(each["value"], each["required"], each["weight"]) for each in await rules_of(boss, id)] == [
        ("3.5", False, 20),
        ("ladder", False, 50),
    ]


async def test_the_whole_set_is_replaced(hall):
    boss = await company(hall)
    id = await order(boss, qualifications=[RATED, LADDER])
    kept = (await rules_of(boss, id))[0]["rule_id"]
    new = {"name": "New", "results": [{**RATED, "value": "3"}, {"type": "language", "operator": "has", "value": "en"}]}
    answer = await boss.call(
        "update_work_order_qualification", work_order_id=id, selection_rule=new, ignored_missing_qualifications=True
    )
    found = answer["qualification"]
    assert found["ignored_missing_qualifications"] is True
    assert found["selection_rule"]["name"] == "New"
    assert [(each["type"], each["value"]) for each in found["selection_rule"]["results"]] == [
        ("rating", "3"),
        ("language", "en"),
    ]
    assert found["selection_rule"]["results"][0]["rule_id"] == kept


@pytest.mark.parametrize(
    "more", [{}, {"rule_id": 1, "selection_rule": {"results": []}}, {"selection_rule": {"results": []}, "value": "3"}]
)
async def test_one_way_of_changing_is_chosen(hall, more):
    boss = await company(hall)
    id = await order(boss, qualifications=[RATED])
    with pytest.raises(Refused) as no:
        await boss.call("update_work_order_qualification", work_order_id=id, **more)
    assert no.value.code == "invalid_argument"


async def test_rules_are_dropped_one_by_one_or_all(hall):
    boss = await company(hall)
    id = await order(boss, qualifications=[RATED, LADDER, {"type": "language", "operator": "has", "value": "en"}])
    first = (await rules_of(boss, id))[0]["rule_id"]
    answer = await boss.call("delete_work_order_qualification", work_order_id=id, rule_id=first)
    assert [each["type"] for each in answer["qualification"]["selection_rule"]["results"]] == ["equipment", "language"]
    for wrong in ({}, {"rule_id": first, "all": True}):
        with pytest.raises(Refused) as no:
            await boss.call("delete_work_order_qualification", work_order_id=id, **wrong)
        assert no.value.code == "invalid_argument"
    with pytest.raises(Refused) as no:
        await boss.call("delete_work_order_qualification", work_order_id=id, rule_id=first)
    assert no.value.code == "not_found"
    await boss.call("delete_work_order_qualification", work_order_id=id, all=True)
    assert await rules_of(boss, id) == []
    assert "Drop 2 requirement(s)" in boss.questions[-1]


async def test_who_waits_is_told_of_new_requirements_but_not_of_preferences(hall):
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    await kim.call("request_work_order", work_order_id=id)
    assert (await boss.call("create_work_order_qualification", work_order_id=id, rules=[LADDER]))["notified"] == 0
    assert (await boss.call("create_work_order_qualification", work_order_id=id, rules=[RATED]))["notified"] == 2
    assert "asks for other qualifications" in notices(hall, pia)[-1]
    assert "asks for other qualifications" in notices(hall, kim)[-1]
    assert hall.sql("SELECT terms_changed FROM work_order_routes") == [(1,)]


async def test_requirements_are_frozen_once_assigned(hall):
    boss, pia = await company(hall), await skilled(hall, "pia@work.test", "4.5")
    id = await assigned(boss, pia, qualifications=[RATED])
    rule_id = (await rules_of(boss, id))[0]["rule_id"]
    for tool, more in [
        ("create_work_order_qualification", {"rules": [LADDER]}),
        ("update_work_order_qualification", {"rule_id": rule_id, "value": "3"}),
        ("delete_work_order_qualification", {"all": True}),
    ]:
        with pytest.raises(Refused) as no:
            await boss.call(tool, work_order_id=id, **more)
        assert no.value.code == "wrong_state"
        assert "unassign_work_order" in no.value.next


async def test_other_companies_and_unknown_rules_are_not_found(hall):
    boss, other = await company(hall), await company(hall, "Other")
    id, second = await order(boss, qualifications=[RATED]), await order(boss, qualifications=[RATED])
    foreign = (await rules_of(boss, second))[0]["rule_id"]
    for caller, more in [(other, {"rule_id": 1}), (boss, {"rule_id": 999}), (boss, {"rule_id": foreign})]:
        with pytest.raises(Refused) as no:
            await caller.call("update_work_order_qualification", work_order_id=id, value="3", **more)
        assert no.value.code == "not_found"
    for tool, more in [
        ("list_work_order_qualifications", {}),
        ("create_work_order_qualification", {"rules": [RATED]}),
        ("delete_work_order_qualification", {"all": True}),
    ]:
        with pytest.raises(Refused) as no:
            await other.call(tool, work_order_id=id, **more)
        assert no.value.code == "not_found"
    with pytest.raises(Refused) as no:
        await boss.call("list_work_order_qualifications", work_order_id=id, user_id=[999])
    assert no.value.code == "not_found"
