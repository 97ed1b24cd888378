"""Whom a staffing contract may name, and that nobody else is read or changed by naming them."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.specialists.market import offer
from tests.tools.staffing.agreed import between, sides


async def refused(caller, **given) -> Refused:
    with pytest.raises(Refused) as no:
        await caller.call("create_staffing_contract", **given)
    return no.value


async def test_names_are_matched_without_case_among_ones_own_and_those_made(hall: Hall) -> None:
    world = await sides(hall)
    made = await world.acme.call(
        "create_staffing_contract",
        client_company_name=" la ",
        vendor_company_name="ACME",
        selected_consultant={"name": "Kim"},
    )
    assert made["client_company"] == {"id": world.la.company, "name": "La", "created": False}
    assert made["vendor_company"] == {"id": world.acme.company, "name": "Acme", "created": False}


async def test_a_name_never_means_a_company_of_somebody_else(hall: Hall) -> None:
    beta = await hall.person("boss@beta.test", company="Beta")
    acme = await hall.agent("Acme")
    made = await acme.call("create_staffing_contract", client_company_name="Beta", vendor_company_name="Gamma")
    assert made["client_company"]["created"] is True
    assert made["client_company"]["id"] != beta.company
    assert (await beta.call("list_staffing_contracts"))["contracts"] == []
    assert hall.sql("SELECT company_name, created_by_company_id FROM companies WHERE id = ?", beta.company) == [
        ("Beta", None)
    ]


async def test_a_company_of_somebody_else_goes_by_number_and_exact_name_together(hall: Hall) -> None:
    beta = await hall.person("boss@beta.test", company="Beta Oy")
    acme = await hall.agent("Acme")
    texts = set()
    for given in (
        {"client_company_id": beta.company},
        {"client_company_id": beta.company, "client_company_name": "Beta"},
        {"client_company_id": beta.company, "client_company_name": "Acme"},
        {"client_company_id": 987654321},
        {"client_company_id": 987654321, "client_company_name": "Beta Oy"},
    ):
        no = await refused(acme, **given)
        assert set(no.fields) == {"client_company_id"}
        texts.add(no.fields["client_company_id"].replace(str(given["client_company_id"]), "#"))
    assert len(texts) == 1
    assert "Oy" not in texts.pop()
    known = {"client_company_id": beta.company, "client_company_name": "beta oy"}
    made = await acme.call("create_staffing_contract", **known, client_business_id="FI1", client_contact="Bea")
    assert made["client_company"] == {"id": beta.company, "name": "Beta Oy", "created": False}
    assert (await beta.call("get_staffing_contract", id=made["id"]))["contract"]["client_contact"] == "Bea"
    assert hall.sql("SELECT business_id, company_name FROM companies WHERE id = ?", beta.company) == [(None, "Beta Oy")]
    # From now on it is known, by number or name alone.
    for given in ({"client_company_id": beta.company}, {"client_company_name": "BETA OY"}):
        again = await acme.call("create_staffing_contract", **given)
        assert again["client_company"]["id"] == beta.company


async def test_what_another_company_made_by_name_belongs_to_its_maker(hall: Hall) -> None:
    acme, rival = await hall.agent("Acme"), await hall.agent("Rival")
    made = await acme.call("create_staffing_contract", client_company_name="La")
    la = made["client_company"]["id"]
    no = await refused(rival, client_company_id=la, client_company_name="La")
    assert set(no.fields) == {"client_company_id"}
    own = await rival.call("create_staffing_contract", client_company_name="La")
    assert own["client_company"]["created"] is True
    assert own["client_company"]["id"] != la


async def test_a_number_and_a_name_that_do_not_agree_are_refused(hall: Hall) -> None:
    world = await sides(hall)
    no = await refused(world.acme, client_company_id=world.la.company, client_company_name="Law")
    assert set(no.fields) == {"client_company_name"}
    assert "'La'" in no.text


async def test_a_person_names_the_other_companies_they_act_for_by_number(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(boss.company, "10.00 EUR")
    other = (await boss.call("found_company", company_name="Second"))["company"]["id"]
    made = await boss.call("create_staffing_contract", client_company_id=other)
    assert made["client_company"]["name"] == "Second"


async def test_a_consultant_of_that_name_who_works_for_the_vendor_is_found(hall: Hall) -> None:
    world = await sides(hall)
    kim = hall.sql("SELECT consultant_id FROM staffing_contracts")[0][0]
    same = await world.record()
    assert same["selected_consultant"] == {"id": kim, "name": "Kim Lee", "created": False}
    elsewhere = await world.acme.call(
        "create_staffing_contract", vendor_company_name="Lex", selected_consultant={"name": "Kim Lee"}
    )
    assert elsewhere["selected_consultant"]["created"] is True
    rival = await hall.agent("Rival")
    theirs = await rival.call("create_staffing_contract", **between())
    assert theirs["selected_consultant"]["created"] is True


async def test_a_member_of_a_vendor_of_ours_is_found_by_name(hall: Hall) -> None:
    world = await sides(hall)
    hall.sql_script(f"UPDATE persons SET name = 'Leo', last_name = 'Lang', names_folded = 'leo lang', "
                    f"short_name_folded = 'leo lang' WHERE id = {world.law.id}")  # fmt: skip
    made = await world.acme.call(
        "create_staffing_contract", vendor_company_name="Law", selected_consultant={"name": "leo LANG"}
    )
    assert made["selected_consultant"] == {"id": world.law.id, "name": "Leo Lang", "created": False}


async def test_of_two_of_that_name_neither_is_taken_and_both_are_named(hall: Hall) -> None:
    world = await sides(hall)
    kim = hall.sql("SELECT consultant_id FROM staffing_contracts")[0][0]
    other = await world.acme.call("create_staffing_contract", selected_consultant={"name": "Kim Lee"})
    second = other["selected_consultant"]["id"]
    await world.acme.call("create_staffing_contract", vendor_company_name="Law", selected_consultant={"id": second})
    third = await world.record()
    assert third["selected_consultant"]["created"] is True
    assert any(f"{kim} or {second}" in text for text in third["warnings"])


async def test_a_consultant_by_number_is_somebody_the_company_has_to_do_with(hall: Hall) -> None:
    world = await sides(hall)
    kim = hall.sql("SELECT consultant_id FROM staffing_contracts")[0][0]
    again = await world.acme.call("create_staffing_contract", selected_consultant={"id": kim})
    assert again["selected_consultant"]["name"] == "Kim Lee"
    member = await world.acme.call(
        "create_staffing_contract", selected_consultant={"id": world.boss.id, "name": "Bob"}, dry_run=True
    )
    assert member["selected_consultant"]["id"] == world.boss.id
    assert any("name was not used" in text for text in member["warnings"])


@pytest.mark.parametrize(
    ("state", "removed", "known"), [(1, None, False), (2, None, False), (3, None, True), (4, "2026-01-02", False)]
)
async def test_a_freelancer_who_joined_the_team_goes_by_number(
    hall: Hall, state: int, removed: str | None, known: bool
) -> None:
    world = await sides(hall)
    eva = await hall.person("eva@work.test")
    gone = "NULL" if removed is None else f"'{removed}'"
    hall.sql_script(
        "INSERT INTO team_memberships (company_id, person_id, state, invited_by_type, invited_by_id, added_at, updated_at,"
        f" removed_at) VALUES ({world.acme.company}, {eva.id}, {state}, 'agent', {world.acme.id}, '2026-01-01', '2026-01-01',"
        f" {gone})"
    )
    if known:
        named = await world.acme.call("create_staffing_contract", selected_consultant={"id": eva.id}, dry_run=True)
        assert named["selected_consultant"]["id"] == eva.id
    else:
        assert set((await refused(world.acme, selected_consultant={"id": eva.id})).fields) == {"selected_consultant.id"}


async def test_whom_a_member_booked_goes_by_number(hall: Hall) -> None:
    world = await sides(hall)
    eva, stranger = await hall.person("eva@work.test"), await hall.person("ida@work.test")
    await refused(world.acme, selected_consultant={"id": eva.id})
    await hall.fund(world.acme.company, "500 EUR")
    schedule = await offer(hall, eva, price="10.00")
    await world.boss.call("book_schedule", schedule_id=schedule, start="2026-03-04T10:00:00Z")
    named = await world.acme.call("create_staffing_contract", selected_consultant={"id": eva.id}, dry_run=True)
    assert named["selected_consultant"]["id"] == eva.id
    await refused(world.acme, selected_consultant={"id": stranger.id})


async def test_nobody_is_told_by_number_who_a_stranger_is(hall: Hall) -> None:
    await sides(hall)
    kim = hall.sql("SELECT consultant_id FROM staffing_contracts")[0][0]
    ann = await hall.person("ann@work.test")
    hall.sql_script(f"UPDATE persons SET name = 'Ann', last_name = 'Berg' WHERE id = {ann.id}")
    rival = await hall.agent("Rival")
    told = set()
    for id, named in (
        (ann.id, {}), (ann.id, {"name": "Ann"}), (ann.id, {"name": "Rival"}), (987654321, {}),
        (987654321, {"name": "Ann Berg"}), (kim, {}), (kim, {"name": "Kim Lee"}),
    ):  # fmt: skip
        for tried in ({}, {"dry_run": True}):
            no = await refused(rival, selected_consultant={"id": id, **named}, **tried)
            assert set(no.fields) == {"selected_consultant.id"}
            told.add(no.shape["error"].replace(str(id), "#"))
    assert len(told) == 1
    assert not {"Ann", "Berg", "Kim"} & set(told.pop().split())
    made = await rival.call("create_staffing_contract", selected_consultant={"id": ann.id, "name": "ann BERG"})
    assert made["selected_consultant"] == {"id": ann.id, "name": "Ann Berg", "created": False}
    # From now on she is of a contract of their own.
    again = await rival.call("create_staffing_contract", selected_consultant={"id": ann.id})
    assert again["selected_consultant"]["name"] == "Ann Berg"


async def test_a_consultant_recorded_by_name_is_found_by_nobody(hall: Hall) -> None:
    world = await sides(hall)
    kim = hall.sql("SELECT consultant_id FROM staffing_contracts")[0][0]
    await hall.tick()
    with pytest.raises(Refused) as no:
        await world.acme.call("get_specialist_profile", user_id=kim)
    assert no.value.status == 404
    found = await world.acme.call("search_specialists", query="Kim Lee")
    assert found["specialists"] == []


async def test_a_seller_is_a_user_of_the_managing_company(hall: Hall) -> None:
    world = await sides(hall)
    no = await refused(world.acme, seller_id=world.la.id)
    assert set(no.fields) == {"seller_id"}
    made = await world.acme.call("create_staffing_contract", seller_id=world.boss.id)
    assert (await world.acme.call("get_staffing_contract", id=made["id"]))["contract"]["seller_id"] == world.boss.id


async def test_people_invited_to_a_company_made_by_name_see_its_contracts(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(acme.company, "10.00 EUR")
    made = await acme.call("create_staffing_contract", **between())
    law = made["vendor_company"]["id"]
    eva = await hall.person("eva@work.test")
    await boss.call("create_user", email="eva@work.test", name="Eva", company_id=law)
    invitation = (await eva.call("list_my_company_invitations"))["invitations"][0]["id"]
    await eva.call("accept_company_invitation", invitation_id=invitation)
    eva = await hall.person("eva@work.test", company="Law", role="user")
    assert eva.company == law
    line = (await eva.call("list_staffing_contracts"))["contracts"][0]
    assert line["the_contract_id"] == made["the_contract_id"]
