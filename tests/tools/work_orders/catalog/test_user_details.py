"""The field profile of a person: who may see it, what of it, and what a view costs."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.work_orders import routing_world
from tests.tools.work_orders.field_work import admin, assigned, clerk, company, notices, provider, write


async def test_a_company_sees_what_a_provider_says_has_done_and_is_to_it(hall: Hall) -> None:
    boss, chief = await company(hall), await admin(hall)
    pia = await routing_world.skilled(
        hall, "pia@work.test", rating="4.5", city="Austin", state="TX", zip="78701", max_travel_km=80, jobs_completed=7,
        certifications=[{"name": "CCNA", "expires": "2027-01-01"}], equipment=["ladder"],
        insurance={"kind": "liability", "amount": "100000"}, minimum_rates={"hourly": {"amount": "45.00", "currency": "USD"}},
        background_check={"status": "passed"},
    )  # fmt: skip
    group = routing_world.preferred(hall, boss, pia)
    project = routing_world.project(hall, boss)
    tier = routing_world.pool(hall, boss, project, [pia])[0]
    write(hall, "INSERT INTO provider_types_of_work (person_id, type_of_work_id) VALUES (?, 62)", pia.id)
    user = (await boss.call("get_user_details", user_id=pia.id))["user"]
    assert (user["type"], user["status"], user["w2"]) == ("provider", {"id": 1, "name": "active"}, False)
    assert user["rating"] == {"marketplace": "4.50", "count": 1}
    assert user["jobs_completed"] == {"total": 7, "company": 0}
    assert user["home"] == {"city": "Austin", "state": "TX", "zip3": "787"}
    assert user["certifications"] == [{"name": "CCNA", "expires": "2027-01-01"}]
    assert user["insurance"] == {"kind": "liability", "amount": "100000"}
    assert user["minimum_rates"] == {"hourly": "45.00 USD"}
    assert user["background_check"] == {"status": "passed"}
    assert user["types_of_work"] == [{"id": 62, "name": "Point of Sale (POS)"}]
    assert user["networks"] == [{"id": 1, "name": "Marketplace"}]
    assert user["preferred_groups"] == [{"id": group, "name": "Regulars"}]
    assert [each["tier_id"] for each in user["talent_pools"]] == [tier]
    assert (user["equipment"], user["max_travel_km"], user["blocked"]) == (["ladder"], 80, False)
    assert not {"phone", "email"} & user.keys()
    await chief.call("set_company_catalog_entry", kind="blocked_provider", values={"user_id": pia.id})
    assert (await boss.call("get_user_details", user_id=pia.id))["user"]["blocked"]


async def test_address_and_number_of_an_assignee_are_shown_and_that_is_told_once(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    write(hall, "UPDATE persons SET phone = '+15125550100', hide_phone = 0, hide_email = 1 WHERE id = ?", pia.id)
    await assigned(boss, pia)
    user = (await boss.call("get_user_details", user_id=pia.id))["user"]
    assert user["phone"] == "+15125550100"
    assert "email" not in user
    await boss.call("get_user_details", user_id=pia.id)
    assert len([text for text in notices(hall, pia) if "phone number was shown" in text]) == 1
    assert hall.sql("SELECT channel FROM contact_reveals WHERE person_id = ?", pia.id) == [("phone",)]


async def test_members_and_oneself_are_shown_for_nothing(hall: Hall) -> None:
    boss, chief, kim, pia = await company(hall), await admin(hall), await clerk(hall), await provider(hall)
    member = await boss.call("get_user_details", user_id=kim.id)
    assert (member["user"]["type"], member["user"]["company"]["id"]) == ("company member", boss.company)
    assert member["user"]["email"] == "clerk@acme.test"
    own = await pia.call("get_user_details", user_id=pia.id)
    assert (own["user"]["type"], own["user"]["email"]) == ("provider", "pia@work.test")
    used = "SELECT count(*) FROM calls WHERE tool = 'get_user_details' AND waived = 0"
    assert hall.sql(used) == [(0,)]
    await chief.call("get_user_details", user_id=pia.id)
    assert hall.sql(used) == [(1,)]


async def test_a_worker_sees_the_managers_of_companies_they_were_assigned_by(hall: Hall) -> None:
    boss, chief, kim, pia = await company(hall), await admin(hall), await clerk(hall), await provider(hall)
    with pytest.raises(Refused) as no:
        await pia.call("get_user_details", user_id=kim.id)
    unknown = no.value
    assert unknown.code == "not_found"
    with pytest.raises(Refused) as no:
        await pia.call("get_user_details", user_id=999)
    assert no.value.text.replace("999", str(kim.id)) == unknown.text
    await assigned(boss, pia)
    user = (await pia.call("get_user_details", user_id=kim.id))["user"]
    assert user["company"]["id"] == boss.company
    assert not {"phone", "email", "rating", "blocked"} & user.keys()
    await chief.call("set_company_catalog_entry", kind="manager", id=kim.id, values={"active": False})
    with pytest.raises(Refused):
        await pia.call("get_user_details", user_id=kim.id)
    other = await provider(hall, "max@work.test")
    with pytest.raises(Refused):
        await pia.call("get_user_details", user_id=other.id)


async def test_whoever_wants_nothing_of_the_company_is_not_seen_by_it(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    write(
        hall, "INSERT INTO blocked_companies (person_id, company_id, created_at) VALUES (?, ?, ?)",
        pia.id, boss.company, routing_world.AT,
    )  # fmt: skip
    with pytest.raises(Refused) as no:
        await boss.call("get_user_details", user_id=pia.id)
    assert no.value.code == "not_found"


async def test_only_admins_act_in_a_colleagues_name(hall: Hall) -> None:
    boss, chief, kim, pia = await company(hall), await admin(hall), await clerk(hall), await provider(hall)
    await chief.call("get_user_details", user_id=pia.id, acting_user_id=kim.id)
    for caller in (boss, kim):
        with pytest.raises(Refused) as no:
            await caller.call("get_user_details", user_id=pia.id, acting_user_id=chief.id)
        assert no.value.code == "forbidden"
    with pytest.raises(Refused):
        await chief.call("get_user_details", user_id=pia.id, acting_user_id=pia.id)
