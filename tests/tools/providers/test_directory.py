"""Looking through providers."""

from __future__ import annotations

from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.providers.circles import company, named, provider, refusal
from tests.tools.work_orders.field_work import done, write
from tests.tools.work_orders.routing_world import block, skilled

LYON = {"lat": 45.75, "lng": 4.85}


async def found(boss: TestCaller, **given: Any) -> list[int]:
    return [each["user_id"] for each in (await boss.call("list_providers", **given))["providers"]]


async def test_providers_are_found_by_every_filter_and_come_in_the_order_asked_for(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    zoe = await named(hall, "zoe@work.test", "Gian Zoë Martelli")
    anna, bo = await named(hall, "anna@work.test", "Anna"), await named(hall, "bo@work.test", "Bo")
    hall.sql_script(f"""
        UPDATE persons SET rating_sum = 960, rating_count = 2 WHERE id = {zoe.id};
        UPDATE persons SET rating_sum = 450, rating_count = 1 WHERE id = {bo.id};
        UPDATE provider_profiles SET jobs_completed = 7 WHERE person_id = {bo.id};""")
    for person, latitude in ((zoe, 45.76), (anna, 45.9), (bo, 46.75)):
        await person.call(
            "update_provider_profile",
            home={"latitude": latitude, "longitude": 4.85},
            types_of_work=[62 if person is not bo else 76],
        )
    job = await done(boss, anna)
    await boss.call("approve_work_order", work_order_id=job)
    for given, people in (
        ({}, [anna, bo, zoe]),
        ({"sort": "rating"}, [zoe, bo, anna]),
        ({"sort": "jobs_completed"}, [bo, anna, zoe]),
        ({"query": "mart"}, [zoe]),
        ({"query": "ZOE gian"}, [zoe]),
        ({"query": "artelli"}, []),
        ({"query": "  "}, None),
        ({"type_of_work_id": 62}, [anna, zoe]),
        ({"type_of_work_id": 62, "query": "a"}, [anna]),
        ({"min_rating": "4.5"}, [bo, zoe]),
        ({"min_rating": "4.51"}, [zoe]),
        ({"worked_for_us": True}, [anna]),
        ({"worked_for_us": False}, [bo, zoe]),
        ({"near": {**LYON, "radius_km": "50"}}, [anna, zoe]),
        ({"near": {**LYON, "radius_km": "50"}, "sort": "distance"}, [zoe, anna]),
        ({"near": {**LYON, "radius_km": "500"}, "sort": "rating", "worked_for_us": False}, [zoe, bo]),
    ):
        if people is None:
            assert (await refusal(found(boss, **given))).code == "invalid_argument"
        else:
            assert await found(boss, **given) == [person.id for person in people], given
    first = await boss.call("list_providers", limit=1, sort="rating")
    rest = await boss.call("list_providers", limit=2, sort="rating", cursor=first["next_cursor"])
    assert [each["user_id"] for each in rest["providers"]] == [bo.id, anna.id]
    near = await boss.call("list_providers", near={**LYON, "radius_km": "50"}, sort="distance", limit=1)
    row = near["providers"][0]
    assert (row["distance_km"], row["rating"], [each["id"] for each in row["types_of_work"]]) == (2, "4.80", [62])
    assert "45.7" not in str(near["providers"])
    assert "sort" in (await refusal(found(boss, sort="distance"))).fields
    assert await found(rival, worked_for_us=True) == []


async def test_who_takes_no_work_or_not_the_companys_is_left_out_and_an_address_finds_ones_own_people(
    hall: Hall,
) -> None:
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    bo, cy = await skilled(hall, "bo@work.test"), await skilled(hall, "cy@work.test", active=0)
    await bo.call("update_provider_profile", blocked_company_ids=[boss.company])
    block(hall, rival, pia)
    assert await found(boss) == [pia.id]
    shown = (await rival.call("list_providers"))["providers"]
    assert {each["user_id"]: each["blocked"] for each in shown} == {pia.id: True, bo.id: False}
    assert cy.id not in [each["user_id"] for each in shown]
    assert await found(boss, query="pia@work.test") == []
    group = (await boss.call("create_preferred_provider_group", name="Regulars"))["id"]
    await boss.call("add_provider_to_preferred_group", group_id=group, user_id=pia.id)
    assert await found(boss, query="PIA@work.test") == [pia.id]
    assert await found(boss, query="pia@work") == []
    assert await found(rival, query="pia@work.test") == []
    write(hall, "UPDATE persons SET email_verified_at = NULL WHERE id = ?", pia.id)
    assert await found(boss, query="pia@work.test") == []
