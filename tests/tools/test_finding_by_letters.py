"""Whatever letters a name has, and however they are typed, it is found: in every list that takes words."""

from __future__ import annotations

from typing import Any

import pytest

from store.people.persons import write_person
from store.types import Owner
from tests.hall import Hall, Refused
from tests.tools.tasks.task_world import world_of
from tests.tools.work_orders.field_work import company, order

NAMES = [
    ("Иван", "Петров", ["Иван", "иван", "ПЕТРОВ", " иван  петров "]),
    ("Älli", "Mäki", ["Älli", "älli", "alli", "maki"]),
    ("Łukasz", "Đorđević", ["lukasz", "łukasz", "dordevic"]),
    ("Işık", "Ørsted", ["ışık", "isik", "ORSTED"]),
    ("Zoë", "Straße", ["zoe", "strasse", "ZOË STRASSE"]),
]


@pytest.mark.parametrize(("first", "last", "queries"), NAMES, ids=[name for name, _, _ in NAMES])
async def test_members_and_contacts_are_found(hall: Hall, first: str, last: str, queries: list[str]) -> None:
    boss = await hall.person("boss@acme.test", company="Acme", credit="5 USDT")
    await hall.credit(Owner("company", boss.company), "5 USDT")
    await boss.call("create_user", email="pia@acme.test", name=first, last_name=last, department="Äänekoski")
    pal = (await boss.call("add_contact", email="pal@work.test"))["new"]
    await boss.call("update_contact", user_id=pal["user_id"], label=f"{first} of work")
    lea = await hall.person("lea@acme.test", company="Acme")
    await hall.app.database.write(
        lambda tx: write_person(tx, lea.id, hall.clock(), name="Lea", middle_name="Maria", last_name=first)
    )
    await boss.call("add_contact", email="lea@acme.test")
    for query in queries:
        users = await boss.call("list_users", query=query)
        assert "pia@acme.test" in [user["email"] for user in users["users"]], query
    for query in (first, first.swapcase(), f" {first}  "):
        assert (await boss.call("list_contacts", query=query))["total"] == 2, query
    assert (await boss.call("list_contacts", query=f"lea {first}"))["total"] == 1
    assert (await boss.call("list_users", query=f"LEA  maria {first}"))["total"] == 1
    assert (await boss.call("list_contacts", query="maria"))["total"] == 0, "nobody is shown the middle name"
    assert (await boss.call("list_users", department="aanekoski"))["total"] == 1
    assert (await boss.call("list_users", query="PIA@acme"))["total"] == 1
    assert (await boss.call("list_users", query="nobody"))["total"] == 0


async def test_a_renamed_person_is_found_by_the_new_name_only(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    await boss.call("update_my_profile", name="Ünal")
    assert (await boss.call("list_users", query="UNAL"))["total"] == 1
    await boss.call("update_my_profile", name="Sæther")
    assert (await boss.call("list_users", query="unal"))["total"] == 0
    assert (await boss.call("list_users", query="saether"))["total"] == 1


async def test_an_address_is_one_address_in_whatever_case_its_letters_are(hall: Hall) -> None:
    ann = await hall.person("Ünal@acme.test", company="Acme")
    await hall.nobody().call("request_login_code", email="ünal@acme.test")
    assert len(await hall.mails("ünal@acme.test")) == 1
    with pytest.raises(Refused) as no:
        await ann.call("create_user", email="ÜNAL@acme.test", name="Ünal")
    assert no.value.code == "email_taken"
    assert hall.sql("SELECT count(*) FROM persons") == [(1,)]


async def test_tasks_are_found(hall: Hall) -> None:
    world = await world_of(hall)
    task = await world.order(title="Logo für Zoë Łęcka")
    for search in (" logo ", "zoe", "LECKA", "für zoë", "fur"):
        found = await world.boss.call("list_tasks", search=search)
        assert [row["id"] for row in found["items"]] == [task["id"]], search
    assert (await world.boss.call("list_tasks", search="100%"))["items"] == []


async def test_sites_orders_and_their_templates_are_found(hall: Hall) -> None:
    boss = await company(hall)
    site: dict[str, Any] = {
        "name": "Äänekosken Tehdas",
        "city": "Äänekoski",
        "country": "FI",
        "time_zone": "Europe/Helsinki",
    }
    made = await boss.call("create_saved_location", **site, address1="Tehtaankatu 1", zip="44100", group_name="Ämpäri")
    again = await boss.call(
        "create_saved_location", **{**site, "name": "Other"}, address1="Katu 2", zip="44100", group_name="ÄMPÄRI"
    )
    assert made["group"]["id"] == again["group"]["id"]
    for search in ("Äänekoski", "äänekosken", "aanekosken", " TEHDAS "):
        assert (await boss.call("list_saved_locations", search=search))["total"] >= 1, search
    assert (await boss.call("list_saved_locations", city="aanekoski"))["total"] == 2
    id = await order(boss, title="Ändra skärmen i Ørsta")
    await boss.call("create_work_order_template", name="Mall", from_work_order_id=id, description="För Ørsta")
    for search in ("ørsta", "ORSTA"):
        assert (await boss.call("list_work_order_templates", search=search))["total"] == 1, search
        found = await boss.call("list_work_orders", search=search)
        assert [row["id"] for row in found["results"]] == [id], search


async def test_agents_are_found(hall: Hall) -> None:
    acme = await hall.agent("Sæther Bot")
    await acme.call("update_agent_profile", tags=["Übersetzung"], description="Hilft Łukasz")
    for query in ("saether", "SÆTHER", "lukasz"):
        assert (await acme.call("search_agents", query=query))["total"] == 1, query
    assert (await acme.call("search_agents", tags=["ubersetzung"]))["total"] == 1
