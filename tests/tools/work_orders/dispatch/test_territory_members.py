"""Who is in an area, and out of it."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.dispatch.dispatch_world import AREA, riverside, territory
from tests.tools.work_orders.field_work import provider
from tests.tools.work_orders.routing_world import GROUP, pool

SPARE = "5b0f3a0e-0000-4000-8000-0000000000bb"


async def refused(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_the_people_of_a_territory_with_tier_and_distance(hall):
    here = await riverside(hall, settings=False)
    p11, p12, p13, p14, p15 = here.ids
    await here.boss.call(
        "update_service_territory", service_territory_id=AREA, radius_km="50",
        center={"latitude": 44.983334, "longitude": -93.26667},
    )  # fmt: skip
    territory(hall, here.boss, here.project, [here.people[3]], uuid=SPARE, codes="101*")

    async def ids(**wanted):
        found = await here.boss.call("list_service_territory_providers", service_territory_id=AREA, **wanted)
        return [each["provider_id"] for each in found["results"]]

    found = await here.boss.call("list_service_territory_providers", service_territory_id=AREA)
    first = found["results"][0]
    assert (first["provider_id"], first["rating"], first["distance_km"], first["tier"]["order"]) == (
        p11,
        "4.70",
        "12.0",
        1,
    )
    assert found["total"] == 5
    assert [each["exists_in_multiple_talent_pool_groups"] for each in found["results"]] == [False] * 3 + [True, False]
    assert await ids(tier_id=here.tiers[1]) == [p14, p15]
    assert await ids(sort_by="distance") == [p13, p14, p12, p11, p15]
    assert await ids(sort_by="distance", sort_direction="desc") == [p11, p12, p13, p14, p15]
    assert await ids(sort_by="rating") == [p15, p11, p12, p13, p14]
    assert await ids(search="nobody") == []
    page = await here.boss.call(
        "list_service_territory_providers", service_territory_id=AREA, sort_by="distance", limit=2
    )
    assert await ids(sort_by="distance", limit=2, cursor=page["next_cursor"]) == [p12, p11]
    spare = hall.sql("SELECT max(id) FROM talent_pool_tiers")[0][0]
    no = await refused(here.boss.call("list_service_territory_providers", service_territory_id=AREA, tier_id=spare))
    assert no.code == "invalid_reference"


async def test_somebody_leaves_a_tier_or_all_territories_of_the_project(hall):
    here = await riverside(hall)
    p14 = here.people[3]
    territory(hall, here.boss, here.project, [p14], uuid=SPARE, codes="101*")
    pool(hall, here.boss, here.project, [p14], uuid=GROUP)
    id = await here.order()
    await here.start(id)

    async def remove(**given):
        given = {"service_territory_id": AREA, "provider_id": p14.id, **given}
        return (await here.boss.call("remove_service_territory_provider", **given))["removed"]

    assert (await refused(remove())).code == "invalid_argument"
    assert (await refused(remove(tier_id=here.tiers[1], remove_from_project=True))).code == "invalid_argument"
    assert (await refused(remove(tier_id=here.tiers[0]))).code == "not_found"
    stranger = await provider(hall, "stranger@work.test")
    assert (await refused(remove(provider_id=stranger.id, remove_from_project=True))).code == "not_found"
    assert (await refused(remove(service_territory_id=GROUP, remove_from_project=True))).code == "not_found"
    gone = await remove(remove_from_project=True)
    assert sorted(each["service_territory_id"] for each in gone) == sorted([AREA, SPARE])
    left = hall.sql(
        "SELECT g.uuid FROM talent_pool_members m JOIN talent_pool_groups g ON g.id = m.group_id WHERE m.person_id = ?",
        p14.id,
    )
    assert left == [(GROUP,)]
    p11 = here.people[0]
    assert await remove(provider_id=p11.id, tier_id=here.tiers[0]) == [
        {"service_territory_id": AREA, "tier_id": here.tiers[0]}
    ]
    # The offer that was made stays open.
    await p11.call("accept_work_order_route", work_order_id=id, pay_terms_accepted=True)
    assert (await here.run(id))["result"] == {"user_id": p11.id}
