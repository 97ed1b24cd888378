"""Members of preferred provider groups: put in, listed, taken out."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.providers.circles import company, named, provider, refusal
from tests.tools.work_orders.field_work import done, write
from tests.tools.work_orders.routing_world import block, skilled


async def test_people_are_put_in_once_listed_and_taken_out(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    anna, ben = await named(hall, "anna@work.test", "Anna"), await named(hall, "ben@work.test", "Ben")
    cleo = await skilled(hall, "cleo@work.test", rating="4.80")
    group = (await boss.call("create_preferred_provider_group", name="Regulars"))["id"]
    notices = hall.sql("SELECT count(*) FROM notices")
    added = await boss.call("add_provider_to_preferred_group", group_id=group, user_id=anna.id)
    assert (added["changed"], added["members_total"], added["member"]["name"]) == (True, 1, "Anna")
    again = await boss.call("add_provider_to_preferred_group", group_id=group, user_id=anna.id)
    assert (again["changed"], again["members_total"]) == (False, 1)
    for person in (ben, cleo):
        hall.clock.advance(minutes=1)
        await boss.call("add_provider_to_preferred_group", group_id=group, user_id=person.id)
    assert hall.sql("SELECT count(*) FROM notices") == notices
    order = await done(boss, ben)
    await boss.call("approve_work_order", work_order_id=order)
    hall.sql_script(f"UPDATE provider_profiles SET active = 0 WHERE person_id = {anna.id}")
    for given, people in (
        ({"sort": "added_at", "order": "desc"}, [cleo, ben, anna]),
        ({"sort": "rating", "order": "desc"}, [cleo, ben, anna]),
        ({"sort": "jobs_completed", "order": "desc", "limit": 1}, [ben]),
        ({"min_rating": "4.8"}, [cleo]),
        ({"min_rating": "4.81"}, []),
        ({"search": "ANN"}, [anna]),
    ):
        answer = await boss.call("list_preferred_group_users", group_id=group, **given)
        found = [each["user_id"] for each in answer["results"]]
        assert found == [person.id for person in people] or given.get("sort") == "rating", given
        assert found[0] == people[0].id if people else not found
    rows = {row["user_id"]: row for row in (await boss.call("list_preferred_group_users", group_id=group))["results"]}
    assert (rows[anna.id]["active"], rows[ben.id]["active"]) == (False, True)
    assert (rows[ben.id]["jobs_completed"], rows[cleo.id]["rating"]) == (1, "4.80")
    ids = await boss.call("list_preferred_group_provider_ids", group_id=group)
    assert (ids["provider_ids"], ids["total"]) == (sorted([anna.id, ben.id, cleo.id]), 3)
    rest = await boss.call("list_preferred_group_provider_ids", group_id=group, above=anna.id)
    assert (rest["provider_ids"], rest["total"]) == (sorted([ben.id, cleo.id]), 3)
    gone = await boss.call("remove_providers_from_preferred_group", group_id=group, user_ids=[cleo.id, 999, ben.id])
    assert (gone["removed"], gone["not_members"]) == ([cleo.id, ben.id], [999])
    for tool, more in (
        ("list_preferred_group_users", {}),
        ("list_preferred_group_provider_ids", {}),
        ("add_provider_to_preferred_group", {"user_id": ben.id}),
        ("remove_providers_from_preferred_group", {"user_ids": [anna.id]}),
    ):
        assert (await refusal(rival.call(tool, group_id=group, **more))).code == "not_found"
    assert (
        "min_rating"
        in (await refusal(boss.call("list_preferred_group_users", group_id=group, min_rating="5.01"))).fields
    )
    empty = await refusal(boss.call("remove_providers_from_preferred_group", group_id=group, user_ids=[]))
    assert empty.code == "invalid_argument"


async def test_only_people_who_may_take_work_of_the_company_are_put_in(hall: Hall) -> None:
    boss, pia, ann = await company(hall), await provider(hall), await hall.person("ann@clerk.test", company="Other")
    group = (await boss.call("create_preferred_provider_group", name="Regulars"))["id"]
    hall.sql_script(f"DELETE FROM provider_profiles WHERE person_id = {ann.id}")
    for nobody in (ann.id, 7777):
        no = await refusal(boss.call("add_provider_to_preferred_group", group_id=group, user_id=nobody))
        assert (no.code, list(no.fields)) == ("invalid_reference", ["user_id"])
    block(hall, boss, pia)
    assert (
        await refusal(boss.call("add_provider_to_preferred_group", group_id=group, user_id=pia.id))
    ).code == "conflict"
    write(hall, "UPDATE blocked_providers SET active = 0")
    await boss.call("add_provider_to_preferred_group", group_id=group, user_id=pia.id)
