"""The companies a person may act for, and what the operator grants them."""

from __future__ import annotations

import pytest

from server.operator import name_operator
from tests.hall import Hall, Refused


async def two_companies(hall: Hall) -> tuple:  # type: ignore[type-arg]
    """A person who is an admin of Acme and an ordinary member of Borealis, signed in for Borealis."""
    acme = await hall.person("ann@acme.test", company="Acme")
    borealis = await hall.person("ann@acme.test", company="Borealis", role="user", currency="RUB")
    return acme, borealis


async def test_a_person_sees_all_their_companies_and_which_is_current(hall: Hall) -> None:
    acme, borealis = await two_companies(hall)
    await hall.person("eve@other.test", company="Other")
    seen = await borealis.call("list_my_companies")
    assert [(it["id"], it["company_name"], it["is_default"]) for it in seen["items"]] == [
        (acme.company, "Acme", True),
        (borealis.company, "Borealis", False),
    ]
    assert seen["items"][1]["currency"] == {"id": 1, "currency": "RUB"}
    assert seen["current_company_id"] == borealis.company
    assert seen["total"] == 2
    assert seen["items"][0]["safe_deal_enabled"] is False


async def test_companies_come_in_pages(hall: Hall) -> None:
    _, borealis = await two_companies(hall)
    first = await borealis.call("list_my_companies", limit=1)
    second = await borealis.call("list_my_companies", limit=1, cursor=first["next_cursor"])
    assert [it["company_name"] for it in first["items"] + second["items"]] == ["Acme", "Borealis"]
    assert "next_cursor" not in second


async def test_an_agent_sees_its_only_company(hall: Hall) -> None:
    await hall.person("boss@zeta.test", company="Zeta")
    agent = await hall.agent("Acme")
    seen = await agent.call("list_my_companies")
    assert [(it["id"], it["is_default"]) for it in seen["items"]] == [(agent.company, True)]


async def test_switching_answers_a_token_that_acts_for_the_other_company(hall: Hall) -> None:
    acme, borealis = await two_companies(hall)
    switched = await acme.call("switch_company", company_id=borealis.company)
    assert switched["company"] == {
        "id": borealis.company,
        "company_name": "Borealis",
        "currency": {"id": 1, "currency": "RUB"},
    }
    renewed = hall.holder(switched["token"], "person", acme.id, borealis.company)
    seen = await renewed.call("list_my_companies")
    assert seen["current_company_id"] == borealis.company
    assert [it["id"] for it in seen["items"] if it["is_default"]] == [acme.company]


async def test_the_old_token_keeps_acting_for_the_old_company(hall: Hall) -> None:
    acme, borealis = await two_companies(hall)
    await acme.call("switch_company", company_id=borealis.company)
    old = hall.holder(acme.token, "person", acme.id, acme.company)
    assert (await old.call("list_my_companies"))["current_company_id"] == acme.company


async def test_a_stranger_cannot_switch_to_a_company(hall: Hall) -> None:
    acme, _ = await two_companies(hall)
    other = await hall.person("eve@other.test", company="Other")
    for company_id in (other.company, 999):
        with pytest.raises(Refused) as no:
            await acme.call("switch_company", company_id=company_id)
        assert (no.value.status, no.value.next) == (403, ["list_my_companies"])


async def test_a_dry_run_of_switching_makes_no_token(hall: Hall) -> None:
    acme, borealis = await two_companies(hall)
    before = hall.sql("SELECT count(*) FROM sessions")
    answer = await acme.call("switch_company", company_id=borealis.company, dry_run=True)
    assert "token" not in answer
    assert hall.sql("SELECT count(*) FROM sessions") == before


async def test_an_agent_stays_with_its_company(hall: Hall) -> None:
    other = await hall.person("boss@zeta.test", company="Zeta")
    agent = await hall.agent("Acme")
    same = await agent.call("switch_company", company_id=agent.company)
    assert same["company"]["id"] == agent.company
    assert "token" not in same
    with pytest.raises(Refused) as no:
        await agent.call("switch_company", company_id=other.company)
    assert no.value.status == 403


async def test_the_operator_sets_terms_and_every_change_is_logged(hall: Hall) -> None:
    operator = await hall.operator()
    client = await hall.person("boss@acme.test", company="Acme")
    changed = await operator.call(
        "set_company_terms",
        company_id=client.company,
        safe_deal_enabled=True,
        show_vat=True,
        commission_percent="4.5",
        commission_percent_by_tax_status={"3": "3", "4": "0"},
        act_for_freelancers=True,
    )
    assert changed["company"] == {
        "id": client.company,
        "safe_deal_enabled": True,
        "show_vat": True,
        "vat_percent": "20",
        "commission_percent": "4.5",
        "commission_percent_by_tax_status": {"3": "3", "4": "0"},
        "act_for_freelancers": True,
    }
    log = hall.sql("SELECT term, old_value, new_value, changed_by FROM company_term_changes ORDER BY term")
    assert ("commission_percent", "9", "4.5", operator.id) in log
    assert ("vat_percent", "0", "20", operator.id) in log
    assert len(log) == 6


async def test_only_given_terms_change_and_null_clears_the_overrides(hall: Hall) -> None:
    operator = await hall.operator()
    client = await hall.person("boss@acme.test", company="Acme")
    await operator.call("set_company_terms", company_id=client.company, commission_percent_by_tax_status={"1": "7"})
    kept = await operator.call("set_company_terms", company_id=client.company, safe_deal_enabled=True)
    assert kept["company"]["commission_percent_by_tax_status"] == {"1": "7"}
    cleared = await operator.call(
        "set_company_terms", company_id=client.company, clear=["commission_percent_by_tax_status"]
    )
    assert "commission_percent_by_tax_status" not in cleared["company"]
    assert cleared["company"]["safe_deal_enabled"] is True
    repeated = hall.sql("SELECT count(*) FROM company_term_changes")
    await operator.call("set_company_terms", company_id=client.company, safe_deal_enabled=True)
    assert hall.sql("SELECT count(*) FROM company_term_changes") == repeated


async def test_terms_are_for_admins_of_the_operator_only(hall: Hall) -> None:
    operator = await hall.operator()
    client = await hall.person("boss@acme.test", company="Acme")
    clerk = await hall.person("clerk@hall.test", company="Hall", role="user")
    agent = await hall.agent("Hall")
    for caller in (client, clerk, agent):
        with pytest.raises(Refused) as no:
            await caller.call("set_company_terms", company_id=client.company, safe_deal_enabled=True)
        assert no.value.status == 403
    hall_terms = hall.sql("SELECT safe_deal_enabled FROM companies WHERE id = ?", client.company)
    assert hall_terms == [(0,)]
    assert operator.company == 1


async def test_another_company_can_be_made_the_operator(hall: Hall) -> None:
    first = await hall.operator()
    chosen = await hall.person("boss@acme.test", company="Acme")

    await name_operator(hall.app, chosen.company or 0)
    with pytest.raises(Refused):
        await first.call("set_company_terms", company_id=chosen.company, show_vat=True)
    changed = await chosen.call("set_company_terms", company_id=first.company, show_vat=True, vat_percent="19")
    assert changed["company"]["vat_percent"] == "19"


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        ({"vat_percent": "31", "show_vat": True}, "vat_percent"),
        ({"vat_percent": "10"}, "vat_percent"),
        ({"commission_percent": "50.01"}, "commission_percent"),
        ({"commission_percent": "-1"}, "commission_percent"),
        ({"commission_percent": 4.555}, "commission_percent"),
        ({"commission_percent": True}, "commission_percent"),
        ({"commission_percent_by_tax_status": {"2": "3"}}, "commission_percent_by_tax_status.2"),
        ({"commission_percent_by_tax_status": {"3": "51"}}, "commission_percent_by_tax_status.3"),
        ({}, "company_id"),
    ],
)
async def test_terms_out_of_bounds_are_refused(hall: Hall, terms: dict[str, object], field: str) -> None:
    operator = await hall.operator()
    with pytest.raises(Refused) as no:
        await operator.call("set_company_terms", company_id=operator.company, **terms)
    assert no.value.status == 422
    assert field in no.value.fields


async def test_terms_of_no_company_are_not_found(hall: Hall) -> None:
    operator = await hall.operator()
    with pytest.raises(Refused) as no:
        await operator.call("set_company_terms", company_id=999, show_vat=True)
    assert no.value.status == 404
