from __future__ import annotations

from typing import Any

import pytest

from store.types import Owner
from tests.hall import Hall, Refused
from tests.tools.companies.cast import FOUNDER, NEW, PASSWORD, admin, join
from tests.tools.people.sign_in_helpers import code_for, signed_in


def people(hall: Hall) -> int:
    return int(hall.sql("SELECT count(*) FROM persons")[0][0])


async def test_an_admin_invites_a_person_to_the_own_company_and_pays_once(hall: Hall) -> None:
    boss = await admin(hall)
    more = {"middle_name": "Kay", "last_name": "Collins", "department": "Accounting", "phone": "+358 40 123 4567"}
    added = await boss.call("create_user", **NEW, **more)
    assert added["company_created"] is False
    assert added["user"] == {
        "status": "invited",
        "email": "stan@acme.test",
        "name": "Stan",
        "middle_name": "Kay",
        "last_name": "Collins",
        "full_name": "Stan Kay Collins",
        "company": {"id": boss.company, "name": "Acme"},
        "department": "Accounting",
        "role": "user",
        "type": "client",
        "phone": "+358401234567",
        "created_at": "2026-03-02T09:00:00Z",
    }
    assert added["charge"]["amount"] == "0.02"
    again = await boss.call("create_user", **NEW, **more)
    assert again["charge"]["amount"] == "0.00"
    assert people(hall) == 1
    assert hall.purse(Owner("company", boss.company or 0), "EUR") == ("9.98", "0.00")
    assert hall.purse(boss.owner, "USDT") == ("1.000000", "0.000000")


async def test_an_admin_never_chooses_somebodys_password(hall: Hall) -> None:
    boss = await admin(hall)
    for words in ({"password": PASSWORD, "confirm_password": PASSWORD}, {"confirm_password": PASSWORD}):
        with pytest.raises(Refused) as no:
            await boss.call("create_user", **NEW, **words)
        assert (no.value.status, no.value.code) == (422, "persons_own")
    assert await hall.mails("stan@acme.test") == []


async def test_a_password_is_never_answered_nor_kept_readable(hall: Hall) -> None:
    words = {"password": "open sesame 5", "confirm_password": "open sesame 5"}
    added = await hall.nobody().call("create_user", **{**NEW, **words}, company_name="Tools")
    assert "sesame" not in str(added)
    assert b"sesame" not in hall.kept()
    (stored,) = hall.sql("SELECT password_hash FROM foundings")
    assert stored[0].startswith("$argon2id$")


async def test_joining_without_signing_in_founds_a_company_once_the_address_is_proven(hall: Hall) -> None:
    nobody = hall.nobody()
    added = await nobody.call("create_user", **FOUNDER, company_name=" LLC  Tools ", currency="USD", role="user")
    assert added["company_created"] is False
    assert (added["user"]["role"], added["user"]["status"]) == ("admin", "unproven")
    assert added["user"]["company"] == {"name": "LLC Tools"}
    assert added["charge"] == {"amount": "0.00", "currency": "USD"}
    assert added["warnings"]
    assert hall.sql("SELECT count(*) FROM companies") == [(0,)]
    assert people(hall) == 0
    with pytest.raises(Refused) as early:
        await nobody.call("log_in_with_password", username=FOUNDER["email"], password=PASSWORD)
    assert early.value.status == 401
    answer = await nobody.call("log_in_with_code", email=FOUNDER["email"], code=await code_for(hall, FOUNDER["email"]))
    assert [(it["name"], it["role"]) for it in answer["user"]["companies"]] == [("LLC Tools", "admin")]
    assert hall.sql("SELECT currency, created_by_company_id FROM companies") == [("USD", None)]
    assert hall.sql("SELECT name, default_company_id FROM persons") == [("Stan", 1)]
    hall.clock.advance(minutes=2)
    assert "token" in await nobody.call("log_in_with_password", username=FOUNDER["email"], password=PASSWORD)


async def test_an_address_that_takes_no_more_mail_founds_nothing_and_the_founder_is_told(hall: Hall) -> None:
    await hall.nobody().call("create_user", **FOUNDER, company_name="Tools")
    hall.clock.advance(minutes=2)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("create_user", **FOUNDER, company_name="More Tools")
    assert (no.value.status, no.value.code) == (403, "not_mailed")
    assert "register_account" in no.value.text
    assert hall.sql("SELECT company_name FROM foundings") == [("Tools",)]
    assert len(await hall.mails(FOUNDER["email"])) == 1


async def test_other_mail_to_an_address_does_not_keep_its_owner_from_founding(hall: Hall) -> None:
    boss = await admin(hall)
    await boss.call("create_user", **{**NEW, "email": FOUNDER["email"]})
    await boss.call(
        "invite_freelancer", country="DE", email="lone@x.test", first_name="A", last_name="B", in_english=True
    )
    for email in (FOUNDER["email"], "lone@x.test"):
        await hall.nobody().call("create_user", **{**FOUNDER, "email": email}, company_name="Tools")
        assert (await hall.mails(email))[-1].subject == "Confirm your new company"
        hall.clock.advance(minutes=2)
        with pytest.raises(Refused) as no:
            await hall.nobody().call("create_user", **{**FOUNDER, "email": email}, company_name="Tools")
        assert no.value.code == "not_mailed"
    with pytest.raises(Refused) as full:
        for number in range(6):
            given = {**FOUNDER, "email": f"f{number}@x.test"}
            await hall.nobody().call("create_user", **given, company_name="Tools")
    assert "network address" in full.value.text


async def test_a_code_asked_for_otherwise_founds_nothing(hall: Hall) -> None:
    await hall.person("stan@acme.test")
    await hall.nobody().call("create_user", **FOUNDER, company_name="Trap")
    hall.clock.advance(minutes=2)
    _, stan = await signed_in(hall, "stan@acme.test")
    assert (await stan.call("get_my_profile"))["companies"] == []
    with pytest.raises(Refused):
        await hall.nobody().call("log_in_with_password", username="stan@acme.test", password=PASSWORD)


async def test_a_founding_for_an_address_with_an_account_is_answered_alike_and_leaves_the_account_as_it_is(
    hall: Hall,
) -> None:
    await admin(hall, "Tools")
    stan = await hall.person("stan@acme.test")
    known = await hall.nobody().call("create_user", **{**FOUNDER, "name": "Eve"}, company_name="Tools")
    new = await hall.nobody().call(
        "create_user", **{**FOUNDER, "name": "Eve", "email": "new@x.test"}, company_name="Mine"
    )
    words = str(new).replace("new@x.test", "stan@acme.test").replace("Mine", "Tools")
    assert str(known) == words
    for email in ("stan@acme.test", "new@x.test"):
        assert "company" in (await hall.mails(email))[-1].body
    code = await code_for(hall, "stan@acme.test")
    answer = await hall.nobody().call("log_in_with_code", email="stan@acme.test", code=code)
    assert answer["user"]["id"] == stan.id
    assert answer["user"]["name"] == "Stan"
    assert [company["name"] for company in answer["user"]["companies"]] == ["Tools"]
    with pytest.raises(Refused):
        await hall.nobody().call("log_in_with_password", username="stan@acme.test", password=PASSWORD)


@pytest.mark.parametrize(
    ("more", "status"),
    [
        ({}, 422),
        ({"company_id": 1}, 403),
        ({"company_id": 1, "company_name": "New"}, 403),
        ({"company_id": 999}, 403),
        ({"company_name": "New", "password": "111111", "confirm_password": "111111"}, 422),
        ({"company_name": "New", "password": "1111111111", "confirm_password": "1111111111"}, 422),
        ({"company_name": "New", "confirm_password": "changed it 9"}, 422),
    ],
)
async def test_an_existing_company_is_joined_only_through_its_admin(
    hall: Hall, more: dict[str, Any], status: int
) -> None:
    await admin(hall)
    with pytest.raises(Refused) as no:
        await hall.nobody().call("create_user", **{**FOUNDER, **more})
    assert no.value.status == status
    assert hall.sql("SELECT count(*) FROM foundings") == [(0,)]


async def test_foundings_nobody_proved_are_forgotten(hall: Hall) -> None:
    await hall.nobody().call("create_user", **FOUNDER, company_name="Tools")
    hall.clock.advance(hours=25)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM foundings") == [(0,)]


async def test_an_admin_founds_further_companies_and_invites_people_there(hall: Hall) -> None:
    boss = await admin(hall)
    founded = await boss.call("create_user", **NEW, company_name="Acme Berlin")
    assert founded["company_created"] is True
    assert founded["user"]["role"] == "admin"
    second = await boss.call("create_user", **{**NEW, "email": "kim@acme.test"}, company_name="acme berlin")
    assert second["company_created"] is False
    assert second["user"]["company"] == founded["user"]["company"]
    assert second["user"]["role"] == "user"
    listed = await boss.call("list_users", company_id=founded["user"]["company"]["id"])
    assert [user["status"] for user in listed["users"]] == ["invited", "invited"]
    assert (await boss.call("list_users"))["total"] == 1
    assert (await boss.call("get_user", user_email="kim@acme.test"))["user"] == second["user"]


async def test_what_another_organisation_is_called_is_not_told(hall: Hall) -> None:
    boss = await admin(hall)
    await hall.person("other@rival.test", company="Rival")
    founded = await boss.call("create_user", **NEW, company_name="Rival")
    assert founded["company_created"] is True
    assert hall.sql("SELECT count(*) FROM companies WHERE company_name = 'Rival'") == [(2,)]


@pytest.mark.parametrize(
    ("more", "status", "field"),
    [
        ({"email": "boss@acme.test"}, 422, "email"),
        ({"email": "BOSS@acme.test"}, 422, "email"),
        ({"company_id": 999}, 422, "company_id"),
        ({"company_id": 2}, 422, "company_id"),
        ({"company_id": 1, "company_name": "Rival"}, 422, "company_name"),
        ({"phone": "call me maybe"}, 422, "phone"),
        ({"name": "\u200b"}, 422, "name"),
    ],
)
async def test_what_cannot_be_added_is_refused_and_nothing_is_stored(
    hall: Hall, more: dict[str, Any], status: int, field: str | None
) -> None:
    boss = await admin(hall)
    await hall.person("other@rival.test", company="Rival")
    with pytest.raises(Refused) as no:
        await boss.call("create_user", **{**NEW, **more})
    assert no.value.status == status
    if field is not None:
        assert field in no.value.fields
    assert hall.sql("SELECT count(*) FROM company_invitations") == [(0,)]
    assert hall.purse(boss.owner, "USDT")[0] == "1.000000"


async def test_only_admins_add_change_and_remove_people(hall: Hall) -> None:
    boss = await admin(hall)
    member = await hall.person("member@acme.test", company="Acme", role="user")
    loner = await hall.person("loner@work.test")
    agent = await hall.agent("Acme")
    for caller in (member, loner, agent):
        with pytest.raises(Refused) as no:
            await caller.call("create_user", **NEW)
        assert no.value.status == 403
    for caller in (member, agent):
        for tool in ("update_user", "delete_user"):
            with pytest.raises(Refused) as no:
                await caller.call(tool, user_id=boss.id)
            assert no.value.status == 403


async def test_the_directory_is_sorted_filtered_and_shows_phones_to_admins_only(hall: Hall) -> None:
    boss = await admin(hall)
    for email, last, department, role in (
        ("a@acme.test", "Young", "Sales", "user"),
        ("b@acme.test", "Abel", "sales", "admin"),
        ("c%@acme.test", "Moss", "Lab", "user"),
    ):
        more = {"email": email, "last_name": last, "department": department, "role": role, "phone": "+358401234567"}
        await join(hall, boss, **{name: value for name, value in more.items() if name != "phone"})
    hall.sql_script("UPDATE persons SET phone = '+358401234567' WHERE email <> 'boss@acme.test'")
    everyone = await boss.call("list_users")
    assert [user.get("last_name") for user in everyone["users"]] == [None, "Abel", "Moss", "Young"]
    assert everyone["total"] == 4
    assert everyone["users"][1]["phone"] == "+358401234567"

    async def emails(**filters: Any) -> list[str]:
        return [user["email"] for user in (await boss.call("list_users", **filters))["users"]]

    assert await emails(department="SALES") == ["b@acme.test", "a@acme.test"]
    assert await emails(role="admin") == ["boss@acme.test", "b@acme.test"]
    assert await emails(query="stan mo") == ["c%@acme.test"]
    assert await emails(query="c%@") == ["c%@acme.test"]
    assert await emails(query="%") == ["c%@acme.test"]
    agent = await hall.agent("Acme")
    for listed in (await agent.call("list_users"))["users"]:
        assert "phone" not in listed
    assert "phone" not in (await agent.call("get_user", user_email="a@acme.test"))["user"]


async def test_pages_of_the_directory_neither_skip_nor_repeat(hall: Hall) -> None:
    boss = await admin(hall)
    for number in range(5):
        await boss.call("create_user", **{**NEW, "email": f"p{number}@acme.test", "last_name": "Same"})
    await join(hall, boss, email="p9@acme.test", last_name="Same")
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = await boss.call("list_users", limit=2, **cursor)
        seen += [user["email"] for user in page["users"]]
        if "next_cursor" not in page:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert len(seen) == len(set(seen)) == 7


async def test_another_company_is_closed_whether_or_not_it_exists(hall: Hall) -> None:
    boss = await admin(hall)
    rival = await hall.person("other@rival.test", company="Rival")
    texts = []
    for company_id in (rival.company, 999):
        with pytest.raises(Refused) as no:
            await boss.call("list_users", company_id=company_id)
        assert no.value.status == 403
        texts.append(no.value.text.replace(str(company_id), "?"))
    assert texts[0] == texts[1]
    for tool in ("get_user", "update_user", "delete_user"):
        more = {"role": "user"} if tool == "update_user" else {}
        answers = []
        for user_id in (rival.id, 999):
            with pytest.raises(Refused) as no:
                await boss.call(tool, user_id=user_id, **more)
            assert no.value.status == 404
            answers.append(no.value.text.replace(f"user {user_id}", "?"))
        assert answers[0] == answers[1]


async def test_a_user_is_named_by_exactly_one_of_number_and_address(hall: Hall) -> None:
    boss = await admin(hall)
    for arguments in ({}, {"user_id": boss.id, "user_email": "boss@acme.test"}):
        with pytest.raises(Refused) as no:
            await boss.call("get_user", **arguments)
        assert no.value.status == 422
    assert (await boss.call("get_user", user_email="BOSS@acme.test"))["user"]["id"] == boss.id
