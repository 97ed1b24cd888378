"""Preferred provider groups: made, listed, shown."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.providers.circles import company, provider, refusal


async def test_a_group_is_made_once_a_name_found_and_shown(hall: Hall) -> None:
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    made = await boss.call("create_preferred_provider_group", name=" Émile's  regulars ", description="  North ")
    assert (made["name"], made["description"], made["providers_count"]) == ("Émile's regulars", "North", 0)
    taken = await refusal(boss.call("create_preferred_provider_group", name="éMILE'S REGULARS"))
    assert (taken.code, taken.next[0]) == ("conflict", "get_preferred_provider_group")
    assert str(made["id"]) in taken.text
    await rival.call("create_preferred_provider_group", name="Émile's regulars")
    second = await boss.call("create_preferred_provider_group", name="Backup")
    await boss.call("add_provider_to_preferred_group", group_id=second["id"], user_id=pia.id)
    for given, ids in (
        ({}, [second["id"], made["id"]]),
        ({"sort": "id"}, [made["id"], second["id"]]),
        ({"sort": "members", "order": "desc"}, [second["id"], made["id"]]),
        ({"search": "REGULAR"}, [made["id"]]),
        ({"search": "_"}, []),
    ):
        assert [each["id"] for each in (await boss.call("list_preferred_provider_groups", **given))["results"]] == ids
    first = await boss.call("list_preferred_provider_groups", limit=1)
    rest = await boss.call("list_preferred_provider_groups", limit=1, cursor=first["next_cursor"])
    assert [first["results"][0]["id"], rest["results"][0]["id"]] == [second["id"], made["id"]]
    shown = await boss.call("get_preferred_provider_group", group_id=second["id"])
    assert (shown["members"], shown["company_id"], shown["is_default"]) == ({"total": 1}, boss.company, False)
    assert (await refusal(rival.call("get_preferred_provider_group", group_id=second["id"]))).code == "not_found"
    assert "sort" in (await refusal(boss.call("list_preferred_provider_groups", sort="size"))).fields
