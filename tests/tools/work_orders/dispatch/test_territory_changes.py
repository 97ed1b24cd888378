"""Areas of a project: changed and deleted."""

import json

import pytest

from tests.hall import Refused
from tests.tools.work_orders.dispatch.dispatch_world import AREA, riverside, territory
from tests.tools.work_orders.dispatch.test_territories import AROUND, CODES, SQUARE, create
from tests.tools.work_orders.field_work import company
from tests.tools.work_orders.routing_world import project


async def refused(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_only_what_is_passed_changes(hall):
    boss = await company(hall)
    rollout = project(hall, boss)
    id = (await create(boss, rollout, "East", center=AROUND, radius_km="50", **CODES))["service_territory_id"]

    async def update(**given):
        return await boss.call("update_service_territory", service_territory_id=id, **given)

    assert (await update(radius_km="80"))["changed"] == ["radius_km"]
    assert (await update(radius_km="80.0"))["changed"] == []
    more = await update(postal_codes_add=["554 03", "57*"], postal_codes_remove=["56*", "99999"])
    assert (more["postal_codes"], more["changed"]) == (["55401", "554 03", "57*"], ["postal_codes"])
    assert "99999" in more["warnings"][0]
    assert (await update(postal_codes=["10115"], countries=["DE"]))["changed"] == ["postal_codes", "countries"]
    drawn = await update(polygon=SQUARE, clear=["center"])
    assert json.loads(drawn["polygon"]) == SQUARE
    assert "center" not in drawn
    assert "radius_km" not in drawn
    bare = await update(clear=["postal_codes"], name="West", display_name="W", active=False)
    assert (bare["countries"], bare["name"], bare["active"]) == ([], "West", False)
    no = await refused(update(clear=["polygon"]))
    assert "needs center with radius_km" in no.fields["center"]
    assert (await refused(update())).code == "invalid_argument"
    assert (await refused(update(radius_km="5"))).fields == {"center": "is needed with radius_km"}
    assert (await refused(update(postal_codes_add=["55401"]))).fields.keys() == {"countries"}
    await create(boss, rollout, "East", **CODES)
    assert (await refused(update(name="East"))).code == "conflict"
    assert (await refused(update(postal_codes_add=["55401"], countries=["US"]))).code == "conflict"


async def test_tiers_with_people_go_only_when_that_is_said(hall):
    here = await riverside(hall, settings=False)
    premium = here.tiers[0]

    async def update(**given):
        return await here.boss.call("update_service_territory", service_territory_id=AREA, **given)

    no = await refused(update(tiers=[{"tier_id": premium, "name": "Best"}]))
    assert (no.code, no.status) == ("not_empty", 409)
    new = await update(
        tiers=[{"name": "First"}, {"tier_id": premium, "name": "Best"}, {"name": "Last"}], remove_members=True
    )
    assert [(tier["name"], tier["order"], tier["providers"]["total"]) for tier in new["tiers"]] == [
        ("First", 1, 0), ("Best", 2, 3), ("Last", 3, 0),
    ]  # fmt: skip
    assert (new["removed_members"], new["changed"]) == (2, ["tiers"])
    assert (await refused(update(tiers=[{"tier_id": 99_999, "name": "x"}]))).code == "invalid_reference"
    other = await hall.agent("Other", company_funds="10.00 USD")
    gone = await refused(other.call("update_service_territory", service_territory_id=AREA, name="Mine"))
    assert gone.code == "not_found"


async def test_a_running_search_goes_by_the_new_state_at_its_next_tier_and_keeps_its_territory_from_being_deleted(hall):
    here = await riverside(hall)
    id = await here.order()
    await here.start(id)
    gone = await refused(here.boss.call("delete_service_territory", service_territory_id=AREA))
    assert gone.code == "conflict"
    await here.boss.call("update_service_territory", service_territory_id=AREA, postal_codes=["101*"], countries=["US"])
    spare = "5b0f3a0e-0000-4000-8000-0000000000bb"
    territory(hall, here.boss, here.project, [], [here.people[4]], [here.people[3]], uuid=spare)
    run = await here.run(id)
    assert (run["territory"]["service_territory_id"], len(run["candidates"])) == (AREA, 3)
    hall.clock.advance(minutes=60)
    run = await here.run(id)
    assert run["territory"]["service_territory_id"] == spare
    assert run["current_tier"]["order"] == 3
    assert [each["user_id"] for each in run["candidates"]] == [here.ids[0], here.ids[1], here.ids[3]]
    removed = await here.boss.call("delete_service_territory", service_territory_id=AREA)
    assert (removed["deleted"], removed["removed"]) == (True, {"tiers": 2, "members": 5})
    for table in ("service_territories", "service_territory_postal_codes", "service_territory_countries"):
        assert hall.sql(f"SELECT count(*) FROM {table}") == [(1,)]
    assert (await refused(here.boss.call("delete_service_territory", service_territory_id=AREA))).code == "not_found"
