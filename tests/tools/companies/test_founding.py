from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.people.sign_in_helpers import signed_in

ANN = "ann@work.test"


async def test_somebody_with_an_account_founds_a_company_and_acts_for_it(hall: Hall) -> None:
    await hall.person(ANN)
    _, ann = await signed_in(hall, ANN)
    with pytest.raises(Refused) as no:
        await ann.call("list_users")
    assert "found_company" in no.value.text
    assert no.value.next[0] == "found_company"
    founded = await ann.call("found_company", company_name=" Ann's  Tools", currency="USD")
    assert founded["is_current"] is True
    assert founded["company"]["company_name"] == "Ann's Tools"
    assert founded["company"]["role"] == "admin"
    (listed,) = (await ann.call("list_users"))["users"]
    assert (listed["id"], listed["role"]) == (ann.id, "admin")
    assert hall.sql("SELECT currency, created_by_company_id FROM companies") == [("USD", None)]


async def test_a_member_who_founds_stays_where_they_are_and_nobody_of_the_old_company_reaches_the_new_one(
    hall: Hall,
) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    ann = await hall.person(ANN, company="Acme", role="user")
    founded = await ann.call("found_company", company_name="Acme")
    assert founded["is_current"] is False
    assert (await ann.call("list_users"))["total"] == 2
    with pytest.raises(Refused):
        await boss.call("list_users", company_id=founded["company"]["id"])
    assert (await ann.call("list_users", company_id=boss.company))["total"] == 2
    switched = await ann.call("switch_company", company_id=founded["company"]["id"])
    assert (await hall.holder(switched["token"]).call("list_users"))["total"] == 1


async def test_nobody_founds_without_end_and_agents_found_nothing(hall: Hall) -> None:
    ann = await hall.person(ANN)
    for number in range(5):
        await ann.call("found_company", company_name=f"Tools {number}")
    with pytest.raises(Refused) as no:
        await ann.call("found_company", company_name="Tools")
    assert (no.value.status, no.value.code) == (429, "too_many_companies")
    hall.clock.advance(days=1)
    await ann.call("found_company", company_name="Tools", dry_run=True)
    assert hall.sql("SELECT count(*) FROM companies") == [(5,)]
    with pytest.raises(Refused) as agent:
        await (await hall.agent("Acme")).call("found_company", company_name="Bots")
    assert agent.value.code == "people_only"
    with pytest.raises(Refused) as invisible:
        await ann.call("found_company", company_name="\u200b")
    assert list(invisible.value.fields) == ["company_name"]


async def test_what_was_done_before_under_a_key_is_repeated_after_founding_a_company(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    keys = {"idempotency_key": "before"}
    first = await ann.call("set_my_language", language="RU", **keys)
    founded = await ann.call("found_company", company_name="Ann Ltd", idempotency_key="founding")
    again = await ann.call("found_company", company_name="Ann Ltd", idempotency_key="founding")
    assert again == {**founded, "replayed": True}
    assert await ann.call("set_my_language", language="RU", **keys) == {**first, "replayed": True}
    assert hall.sql("SELECT count(*) FROM companies WHERE company_name = 'Ann Ltd'") == [(1,)]
