"""Staffing contracts recorded, listed and read, through the pipeline."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from tests.hall import Hall, Refused
from tests.tools.staffing.agreed import between, counts, sides, terms


async def test_a_contract_is_recorded_with_companies_and_a_consultant_made_for_it(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("create_staffing_contract", **between())
    assert (made["the_contract_id"], made["status"]) == ("CNTR-2026-0001", "ongoing")
    assert (made["client_company"]["name"], made["client_company"]["created"]) == ("La", True)
    assert (made["vendor_company"]["name"], made["vendor_company"]["created"]) == ("Law", True)
    assert (made["selected_consultant"]["name"], made["selected_consultant"]["created"]) == ("Kim Lee", True)
    assert made["charge"]["amount"] == "0.020000"
    assert made["charge"]["currency"] == "USDT"
    assert made["charge"]["transaction_id"]
    own = acme.company
    assert hall.sql(
        "SELECT company_name, created_by_company_id, made_by, currency, business_id FROM companies WHERE id > ?", own
    ) == [("La", own, f"agent:{acme.id}", "EUR", None), ("Law", own, f"agent:{acme.id}", "EUR", None)]
    person = made["selected_consultant"]["id"]
    assert hall.sql("SELECT email, password_hash, last_login_at FROM persons WHERE id = ?", person) == [(None,) * 3]
    assert hall.sql("SELECT count(*) FROM memberships WHERE company_id > ?", own) == [(0,)]


async def test_without_anything_passed_it_has_defaults_and_the_own_company_as_client(hall: Hall) -> None:
    acme = await hall.agent("Acme", currency="USD")
    made = await acme.call("create_staffing_contract")
    assert made["client_company"] == {"id": acme.company, "name": "Acme", "created": False}
    assert "vendor_company" not in made
    assert "selected_consultant" not in made
    shown = await acme.call("get_staffing_contract", id=made["id"])
    contract = shown["contract"]
    assert "margin" not in shown
    expected = {
        "contract_start": "2026-03-02", "is_infinite": True, "type": "hourly", "allocation": 100, "unit": "hours",
        "currency": "USD", "status": "ongoing", "consult_skills": [], "owner_company_id": acme.company,
        "created_by": f"agent:{acme.id}",
    }  # fmt: skip
    assert {name: contract[name] for name in expected} == expected
    assert "contract_end" not in contract


async def test_all_terms_are_kept(hall: Hall) -> None:
    world = await sides(hall)
    seller = await hall.person("sid@acme.test", company="Acme", role="user")
    made = await world.record(seller_id=seller.id, currency="USDT", the_contract_id="A-7")
    contract = (await world.acme.call("get_staffing_contract", id=made["id"]))["contract"]
    given = terms(vendor_price="95.000000", client_price="120.500000", the_contract_id="A-7", seller_id=seller.id)
    assert {name: contract[name] for name in given} == given
    assert contract["client_company_name"] == "La"
    assert contract["vendor_company_name"] == "Law"
    assert contract["selected_consultant"]["title"] == "Senior developer"


async def test_numbers_run_without_a_gap_by_company_and_year_and_pass_over_those_given_by_hand(hall: Hall) -> None:
    acme, other = await hall.agent("Acme"), await hall.agent("Other")
    await acme.call("create_staffing_contract", the_contract_id="cntr-2026-0002")
    with pytest.raises(Refused):
        await acme.call("create_staffing_contract", vat=101)
    await acme.call("create_staffing_contract", dry_run=True)
    made = [(await acme.call("create_staffing_contract"))["the_contract_id"] for _ in range(2)]
    assert made == ["CNTR-2026-0001", "CNTR-2026-0003"]
    assert (await other.call("create_staffing_contract"))["the_contract_id"] == "CNTR-2026-0001"
    hall.clock.set(datetime(2027, 1, 1, 0, 30, tzinfo=UTC))
    assert (await acme.call("create_staffing_contract"))["the_contract_id"] == "CNTR-2027-0001"


async def test_many_at_once_get_a_number_each(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await acme.client()
    made = await asyncio.gather(*(acme.call("create_staffing_contract", **between()) for _ in range(8)))
    assert sorted(one["the_contract_id"] for one in made) == [f"CNTR-2026-000{number}" for number in range(1, 9)]
    assert len({one["client_company"]["id"] for one in made}) == 1
    assert len({one["selected_consultant"]["id"] for one in made}) == 1


async def test_a_public_id_is_given_once_in_a_company_in_whatever_case_and_also_when_deleted(hall: Hall) -> None:
    acme, other = await hall.agent("Acme"), await hall.agent("Other")
    made = await acme.call("create_staffing_contract", the_contract_id="Deal-1")
    await other.call("create_staffing_contract", the_contract_id="Deal-1")
    await acme.call("terminate_staffing_contract", id=made["id"], delete_record=True)
    with pytest.raises(Refused) as no:
        await acme.call("create_staffing_contract", the_contract_id="DEAL-1")
    assert (no.value.status, set(no.value.fields)) == (422, {"the_contract_id"})


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"contract_end": "2026-02-28"}, {"contract_end"}),
        ({"is_infinite": False}, {"contract_end"}),
        ({"allocation": 100.5}, {"allocation"}),
        ({"allocation": -1}, {"allocation"}),
        ({"allocation": 33.333}, {"allocation"}),
        ({"vat": 101}, {"vat"}),
        ({"max_hours": -1}, {"max_hours"}),
        ({"client_price": "-1"}, {"client_price"}),
        ({"client_price": "1.234", "vendor_price": "0.001"}, {"client_price", "vendor_price"}),
        ({"currency": "XXX"}, {"currency"}),
        ({"type": "weekly"}, {"type"}),
        ({"status": "ended"}, {"status"}),
        ({"the_contract_id": "with blanks"}, {"the_contract_id"}),
        ({"client_company_id": 987654321}, {"client_company_id"}),
        ({"seller_id": 987654321}, {"seller_id"}),
        ({"selected_consultant": {"id": 987654321}}, {"selected_consultant.id"}),
        ({"selected_consultant": {"title": "Lead"}}, {"selected_consultant"}),
        ({"client_company_name": "Law", "vendor_company_name": "law "}, {"vendor_company_name"}),
        ({"vendor_company_name": "ACME"}, {"vendor_company_name"}),
        ({"vat": "1", "seller_id": 987654321, "client_price": "0.001", "contract_end": "2020-01-01"},
         {"seller_id", "client_price", "contract_end"}),
    ],
)  # fmt: skip
async def test_a_fault_is_named_with_its_field_and_nothing_is_stored(hall: Hall, wrong, fields) -> None:
    acme = await hall.agent("Acme")
    before = counts(hall)
    with pytest.raises(Refused) as no:
        await acme.call("create_staffing_contract", **wrong)
    assert (no.value.status, set(no.value.fields)) == (422, fields)
    assert counts(hall) == before


async def test_bounds_are_inside(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    at = {"allocation": 0, "vat": 0, "max_hours": 0, "client_price": "0", "vendor_price": "1.10"}
    made = await acme.call("create_staffing_contract", **at)
    shown = await acme.call("get_staffing_contract", id=made["id"])
    contract = shown["contract"]
    assert (contract["allocation"], contract["vat"], contract["max_hours"]) == (0, 0, 0)
    assert (contract["client_price"], shown["margin"]) == ("0.00", "-1.10")
    full = await acme.call("create_staffing_contract", allocation="62.5", vat=100)
    contract = (await acme.call("get_staffing_contract", id=full["id"]))["contract"]
    assert (contract["allocation"], contract["vat"]) == (62.5, 100)


async def test_too_little_money_stores_nothing(hall: Hall) -> None:
    poor = await hall.agent("Poor", credit="0.01 USDT")
    before = counts(hall)
    with pytest.raises(Refused) as no:
        await poor.call("create_staffing_contract", **between())
    assert no.value.status == 402
    assert counts(hall) == before


async def test_open_ended_wins_over_an_end_and_says_so(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call(
        "create_staffing_contract", contract_start="2026-01-22", contract_end="2019-08-24", is_infinite=True
    )
    assert any("2019-08-24 was not kept" in text for text in made["warnings"])
    contract = (await acme.call("get_staffing_contract", id=made["id"]))["contract"]
    assert contract["is_infinite"] is True
    assert "contract_end" not in contract


async def test_one_that_is_over_already_can_be_recorded_and_says_so(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call("create_staffing_contract", contract_start="2025-01-01", contract_end="2025-12-31")
    assert made["status"] == "ended"
    assert any("has passed" in text for text in made["warnings"])


async def test_the_status_follows_the_day_of_the_managing_company(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(boss.company, "10.00 EUR")
    hall.sql_script(f"UPDATE companies SET timezone = 'Pacific/Auckland' WHERE id = {acme.company}")
    hall.clock.set(datetime(2026, 3, 2, 12, 30, tzinfo=UTC))
    made = await acme.call("create_staffing_contract", contract_end="2026-03-10")
    assert (await boss.call("get_staffing_contract", id=made["id"]))["contract"]["contract_start"] == "2026-03-03"
    later = await acme.call("create_staffing_contract", contract_start="2026-03-04")
    assert (made["status"], later["status"]) == ("ongoing", "planned")

    async def listed(status: str) -> list[int]:
        found = await boss.call("list_staffing_contracts", status=status)
        assert all(line["status"] == status for line in found["contracts"])
        return [line["id"] for line in found["contracts"]]

    assert (await listed("planned"), await listed("ongoing")) == ([later["id"]], [made["id"]])
    # It is the 4th in Auckland, and still the 3rd in Greenwich.
    hall.clock.set(datetime(2026, 3, 3, 11, 30, tzinfo=UTC))
    assert (await listed("planned"), await listed("ongoing")) == ([], [later["id"], made["id"]])
    hall.clock.set(datetime(2026, 3, 10, 10, 30, tzinfo=UTC))
    assert await listed("ended") == []
    hall.clock.set(datetime(2026, 3, 10, 11, 30, tzinfo=UTC))
    assert (await listed("ended"), await listed("ongoing")) == ([made["id"]], [later["id"]])


async def test_days_are_those_of_each_managing_company_in_one_list(hall: Hall) -> None:
    one, two = await hall.agent("East"), await hall.agent("West")
    both = await hall.person("bea@both.test", company="Both")
    hall.sql_script("UPDATE companies SET timezone = 'Pacific/Kiritimati' WHERE company_name = 'East'")
    hall.sql_script("UPDATE companies SET timezone = 'Pacific/Pago_Pago' WHERE company_name = 'West'")
    client = {"client_company_id": both.company, "client_company_name": "Both", "contract_start": "2026-03-02"}
    east = await one.call("create_staffing_contract", **client)
    west = await two.call("create_staffing_contract", **client)
    assert (east["status"], west["status"]) == ("ongoing", "planned")
    ongoing = await both.call("list_staffing_contracts", status="ongoing")
    planned = await both.call("list_staffing_contracts", status="planned")
    assert [line["id"] for line in ongoing["contracts"]] == [east["id"]]
    assert [line["id"] for line in planned["contracts"]] == [west["id"]]


async def test_the_status_passed_counts_on_that_day(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    early = await acme.call("create_staffing_contract", status="ongoing", contract_start="2026-04-01")
    late = await acme.call("create_staffing_contract", status="planned")
    assert (early["status"], late["status"]) == ("ongoing", "planned")
    hall.clock.advance(days=1)
    now = [(await acme.call("get_staffing_contract", id=one["id"]))["contract"]["status"] for one in (early, late)]
    assert now == ["ongoing", "ongoing"]


async def test_skills_come_as_a_list_or_with_commas(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for given in (["Python", "SQL", "Python"], "Python, SQL,,", '["Python", "SQL"]'):
        made = await acme.call("create_staffing_contract", consult_skills=given)
        contract = (await acme.call("get_staffing_contract", id=made["id"]))["contract"]
        assert contract["consult_skills"] == ["Python", "SQL"]


async def test_zeros_and_empty_texts_are_as_left_out(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call(
        "create_staffing_contract",
        client_company_id=0,
        client_company_name="La",
        selected_consultant={"id": 0, "name": "Kim Lee", "title": ""},
        contract_end="",
        notes="",
    )
    assert made["client_company"]["name"] == "La"
    assert made["selected_consultant"]["created"] is True
    none = await acme.call("create_staffing_contract", selected_consultant={"id": 0})
    assert "selected_consultant" not in none


async def test_exactly_one_of_the_two_ids_is_given(hall: Hall) -> None:
    world = await sides(hall)
    for given in ({}, {"id": world.id, "the_contract_id": world.public_id}):
        with pytest.raises(Refused) as no:
            await world.acme.call("get_staffing_contract", **given)
        assert (no.value.status, set(no.value.fields)) == (422, {"id", "the_contract_id"})
    shown = await world.boss.call("get_staffing_contract", the_contract_id=world.public_id.lower())
    assert shown["contract"]["id"] == world.id


async def test_what_others_have_what_is_not_there_and_what_was_deleted_are_one_answer(hall: Hall) -> None:
    world = await sides(hall)
    rival = await hall.agent("Rival")
    gone = await world.record()
    await world.acme.call("terminate_staffing_contract", id=gone["id"], delete_record=True)
    told = set()
    for caller, id in ((rival, world.id), (rival, 987654321), (world.acme, gone["id"]), (world.la, gone["id"])):
        with pytest.raises(Refused) as no:
            await caller.call("get_staffing_contract", id=id)
        told.add((no.value.status, no.value.shape["error"].replace(str(id), "#")))
    assert told == {(404, "There is no staffing contract # that you can see.")}
    with pytest.raises(Refused) as no:
        await rival.call("get_staffing_contract", the_contract_id=world.public_id)
    assert no.value.status == 404


async def test_lists_are_newest_start_first_and_filtered(hall: Hall) -> None:
    world = await sides(hall)
    later = await world.record(contract_start="2026-05-01")
    other = await world.acme.call(
        "create_staffing_contract",
        client_company_name="Zürich AG",
        client_contract_id="ZR-9",
        contract_start="2026-04-01",
    )
    gone = await world.record()
    await world.acme.call("terminate_staffing_contract", id=gone["id"], delete_record=True)
    ended = await world.acme.call("create_staffing_contract", contract_start="2026-01-01", contract_end="2026-02-01")
    dead = await world.acme.call("create_staffing_contract", contract_start="2026-02-20")
    await world.acme.call("terminate_staffing_contract", id=dead["id"])

    async def ids(**filters: object) -> list[int]:
        found = await world.boss.call("list_staffing_contracts", **filters)
        assert found["total"] == len(found["contracts"])
        return [line["id"] for line in found["contracts"]]

    assert await ids() == [later["id"], other["id"], world.id, dead["id"], ended["id"]]
    assert await ids(status="planned") == [later["id"], other["id"]]
    assert await ids(status="ongoing") == [world.id]
    assert await ids(status="ended") == [ended["id"]]
    assert await ids(status="terminated") == [dead["id"]]
    assert await ids(client_company_id=other["client_company"]["id"]) == [other["id"]]
    assert await ids(consultant_id=later["selected_consultant"]["id"]) == [later["id"], world.id]
    assert await ids(query="zurich") == [other["id"]]
    assert await ids(query="zr-9") == [other["id"]]
    assert await ids(query="kim LEE") == [later["id"], world.id]
    assert await ids(query="acme experts") == [later["id"], world.id]
    assert await ids(query="law", status="planned") == [later["id"]]
    assert await ids(query="CNTR-2026-0003") == [other["id"]]
    assert await ids(query="100%") == []
    with pytest.raises(Refused) as no:
        await ids(status="running")
    assert no.value.status == 422


async def test_pages_go_on_where_the_last_ended(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    for day in (1, 2, 2, 3, 4):
        await acme.call("create_staffing_contract", contract_start=f"2026-04-0{day}")
    seen, cursor = [], None
    while True:
        found = await acme.call("list_staffing_contracts", limit=2, **({"cursor": cursor} if cursor else {}))
        seen += [line["id"] for line in found["contracts"]]
        cursor = found.get("next_cursor")
        if cursor is None:
            break
    assert seen == [5, 4, 3, 2, 1]


async def test_a_person_without_a_company_is_told_how_to_get_one(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    for tool in ("create_staffing_contract", "list_staffing_contracts"):
        with pytest.raises(Refused) as no:
            await ann.call(tool)
        assert no.value.status == 403
        assert "found_company" in no.value.text
