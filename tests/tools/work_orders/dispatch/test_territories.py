"""Areas of a project: drawn, listed, shown."""

import json

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import SITE, company, order
from tests.tools.work_orders.routing_world import north_of_site, project, skilled

AROUND = {"latitude": 44.983334, "longitude": -93.26667}
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[-93.4, 44.9], [-93.2, 44.9], [-93.2, 45.1], [-93.4, 45.1], [-93.4, 44.9]]],
}
CODES = {"postal_codes": ["55401", "56*"], "countries": ["us"]}


async def refused(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def create(boss, project_id, name, **more):
    return await boss.call("create_service_territory", project_id=project_id, name=name, **more)


async def names(boss, **wanted):
    return [each["name"] for each in (await boss.call("list_service_territories", **wanted))["results"]]


async def test_of_a_drawing_the_area_alone_is_kept(hall):
    boss = await company(hall)
    rollout = project(hall, boss)
    bulky = {"type": "Feature", "geometry": {**SQUARE, "bbox": [0, 0, 1, 1]}, "properties": {"note": "x" * 50_000}}
    drawn = {"type": "FeatureCollection", "features": [bulky]}
    made = await create(boss, rollout, "East", polygon=drawn)
    assert json.loads(made["polygon"]) == SQUARE
    assert "note" not in made


async def test_a_territory_is_kept_with_everything(hall):
    boss = await company(hall)
    rollout = project(hall, boss)
    made = await create(
        boss, rollout, "East", display_name="East side", center=AROUND, radius_km="50", polygon=SQUARE, active=False,
        tiers=[{"name": "Premium"}, {"name": "Standard"}], attributes=[{"name": "van", "value": "yes"}], **CODES,
    )  # fmt: skip
    shown = await boss.call("get_service_territory", service_territory_id=made["service_territory_id"].upper())
    assert {name: shown[name] for name in made if name in shown} == {name: made[name] for name in made if name in shown}
    assert (shown["center"], shown["radius_km"], shown["active"]) == (AROUND, "50", False)
    assert (shown["postal_codes"], shown["postal_codes_total"], shown["countries"]) == (["55401", "56*"], 2, ["US"])
    assert json.loads(shown["polygon"]) == SQUARE
    assert shown["polygon_bounds"] == {
        "south_west": {"latitude": 44.9, "longitude": -93.4},
        "north_east": {"latitude": 45.1, "longitude": -93.2},
    }
    assert [(tier["name"], tier["order"]) for tier in shown["tiers"]] == [("Premium", 1), ("Standard", 2)]
    assert shown["attributes"][0]["value"] == "yes"
    bare = await create(boss, rollout, "West", polygon=json.dumps(SQUARE))
    assert [tier["name"] for tier in bare["tiers"]] == ["Tier 1"]
    assert bare["postal_codes"] == []
    assert "center" not in bare
    # A talent pool group by that name is another thing, and no territory.
    group = await boss.call("create_talent_pool_group", project_id=rollout, name="East")
    gone = await refused(boss.call("get_service_territory", service_territory_id=group["talent_pool_group_id"]))
    assert gone.code == "not_found"


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({}, "center", "needs center with radius_km, postal_codes with countries, or a polygon"),
        ({"center": AROUND}, "radius_km", "is needed with center"),
        ({"radius_km": "5"}, "center", "is needed with radius_km"),
        ({"center": AROUND, "radius_km": "1000.1"}, "radius_km", "1000"),
        ({"center": AROUND, "radius_km": "0"}, "radius_km", "more than 0"),
        ({"center": {"latitude": 93.2, "longitude": 44.9}, "radius_km": "5"}, "center.latitude", "90"),
        ({"postal_codes": ["55401"]}, "countries", "is needed with postal_codes"),
        ({"postal_codes": [], "countries": ["US"]}, "center", "needs center"),
        ({"postal_codes": ["5*"], "countries": ["US"]}, "postal_codes[0]", "2 characters before the star"),
        ({"postal_codes": ["55401"], "countries": ["XX"]}, "countries", "XX"),
        ({"polygon": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1]]]}}, "polygon", "crosses itself"),
        ({"polygon": {"type": "Polygon", "coordinates": [[[44, -93], [45, -93], [45, -94]]]}}, "polygon", "seem swapped"),
        # Berlin the other way round lies off Yemen: its country tells.
        (
            {
                "polygon": {"type": "Polygon", "coordinates": [[[52.3, 13.0], [52.3, 13.8], [52.7, 13.8]]]},
                "postal_codes": ["10*"], "countries": ["DE"],
            },
            "polygon",
            "lies around latitude 13.4, longitude 52.5",
        ),
        (
            {
                "polygon": {"type": "Polygon", "coordinates": [[[52.3, 13.0], [52.3, 13.8], [52.7, 13.8]]]},
                "center": {"latitude": 52.5, "longitude": 13.4}, "radius_km": "5",
            },
            "polygon",
            "seem swapped",
        ),
    ],
)  # fmt: skip
async def test_what_is_no_place_is_refused(hall, given, field, says):
    boss = await company(hall)
    no = await refused(create(boss, project(hall, boss), "East", **given))
    assert no.code == "invalid_argument"
    assert says in no.fields[field]


async def test_swapped_corners_are_seen_by_the_sites_of_the_project(hall):
    boss = await company(hall)
    rollout = project(hall, boss)
    await order(boss, project_id=rollout, location={**SITE, "latitude": 52.5, "longitude": 13.4, "country": "DE"})
    swapped = {"type": "Polygon", "coordinates": [[[52.3, 13.0], [52.3, 13.8], [52.7, 13.8]]]}
    assert "seem swapped" in (await refused(create(boss, rollout, "East", polygon=swapped))).fields["polygon"]
    right = {"type": "Polygon", "coordinates": [[[13.0, 52.3], [13.8, 52.3], [13.8, 52.7]]]}
    assert (await create(boss, rollout, "East", polygon=right))["polygon_bounds"]["south_west"]["longitude"] == 13.0


async def test_a_name_and_an_exact_code_are_taken_once_in_a_project(hall):
    boss, other = await company(hall), await hall.agent("Other", company_funds="10.00 USD")
    rollout, second = project(hall, boss), project(hall, boss, "Second")
    await create(boss, rollout, "East", **CODES)
    assert (await refused(create(boss, rollout, "eAST", center=AROUND, radius_km="5"))).code == "conflict"
    no = await refused(create(boss, rollout, "West", postal_codes=["55 401"], countries=["CA", "US"]))
    assert (no.code, no.next[0]) == ("conflict", "get_service_territory")
    # Prefixes may overlap, other countries and projects have codes of their own.
    await create(boss, rollout, "Prefix", postal_codes=["554*", "56*"], countries=["US"])
    await create(boss, rollout, "Mexico", postal_codes=["55401"], countries=["MX"])
    await create(boss, second, "East", **CODES)
    for project_id, who in ((99, boss), (rollout, other)):
        assert (await refused(create(who, project_id, "East", **CODES))).code == "invalid_reference"


async def test_the_list_finds_territories_by_what_they_hold(hall):
    boss, other = await company(hall), await hall.agent("Other", company_funds="10.00 USD")
    rollout, second = project(hall, boss), project(hall, boss, "Second")
    made = await create(boss, rollout, "Codes", postal_codes=["55401", "56*", "SW1A 1AA"], countries=["US", "GB"])
    await create(boss, rollout, "Circle", center=AROUND, radius_km="50", active=False)
    await create(boss, second, "Drawn", polygon=SQUARE)
    await create(boss, second, "Mexico", postal_codes=["55401"], countries=["MX"])
    assert await names(boss) == ["Circle", "Codes", "Drawn", "Mexico"]
    assert await names(boss, sort_by="project_id", sort_direction="desc") == ["Mexico", "Drawn", "Circle", "Codes"]
    assert await names(boss, name="OD") == ["Codes"]
    assert await names(boss, project_id=second) == ["Drawn", "Mexico"]
    assert await names(boss, ids=[made["service_territory_id"]]) == ["Codes"]
    assert await names(boss, active=False) == ["Circle"]
    assert await names(boss, postal_code="55401") == ["Codes", "Mexico"]
    assert await names(boss, postal_code="55401", country="us") == ["Codes"]
    assert await names(boss, postal_code="55401-1234", country="US") == ["Codes"]
    assert await names(boss, postal_code="56789") == ["Codes"]
    assert await names(boss, postal_code="sw1a1aa", country="GB") == ["Codes"]
    assert await names(boss, postal_code="99999") == []
    assert await names(boss, country="MX") == ["Mexico"]
    assert await names(boss, near=AROUND) == ["Circle", "Drawn"]
    assert await names(boss, near={"latitude": 45.1, "longitude": -93.2}) == ["Circle", "Drawn"]
    assert await names(boss, near={"latitude": 45.11, "longitude": -93.2}, active=True) == []
    first = await boss.call("list_service_territories", limit=1)
    assert (first["pagination"], first["total"]) == ({"has_next_page": True}, 4)
    assert await names(boss, limit=1, cursor=first["next_cursor"]) == ["Codes"]
    assert await names(other) == []
    with pytest.raises(Refused) as no:
        await boss.call("list_service_territories", sort_by="size")
    assert no.value.code == "invalid_argument"


async def test_dispatch_takes_the_people_of_the_territory_that_the_site_lies_in(hall):
    boss = await company(hall)
    rollout = project(hall, boss)
    near, far = (
        await skilled(hall, "near@work.test", **north_of_site(2)),
        await skilled(hall, "far@work.test", **north_of_site(20)),
    )
    drawn = await create(boss, rollout, "Drawn", polygon=SQUARE)
    round_ = await create(boss, rollout, "Round", center=AROUND, radius_km="15", active=False)
    for made in (drawn, round_):
        await boss.call(
            "add_providers_to_project_talent_pools", project_id=rollout, provider_ids=[near.id, far.id],
            talent_pool_groups=[
                {"talent_pool_group_id": made["service_territory_id"], "tier_ids": [made["tiers"][0]["tier_id"]]}
            ],
        )  # fmt: skip
    await boss.call("create_dispatch_settings", project_id=rollout)
    id = await order(boss, project_id=rollout)

    async def look():
        found = await boss.call("start_smart_dispatch", work_order_ids=[id], dry_run=True)
        return found["work_orders"][0]["run"]

    run = await look()
    assert run["territory"]["matched_by"] == "polygon"
    assert [each["user_id"] for each in run["candidates"]] == [near.id]
    assert run["rejected"] == [{"user_id": far.id, "reasons": ["outside_territory"]}]
    await boss.call("update_service_territory", service_territory_id=round_["service_territory_id"], active=True)
    run = await look()
    assert (run["territory"]["name"], run["territory"]["matched_by"]) == ("Round", "radius")
    assert run["rejected"] == [{"user_id": far.id, "reasons": ["outside_territory"]}]
    # Postal codes say nothing about homes, and the other dispatch goes by the same territory.
    await boss.call("update_service_territory", service_territory_id=drawn["service_territory_id"], **CODES)
    run = await look()
    assert (run["territory"]["matched_by"], run["rejected"]) == ("postal_code", [])
    one = await boss.call("dispatch_work_order", work_order_id=id, mode="preview", candidates="pool")
    assert [each["user_id"] for each in one["picked"]] == [near.id, far.id]
    assert [each["tier"] for each in one["picked"]] == [1, 1]
