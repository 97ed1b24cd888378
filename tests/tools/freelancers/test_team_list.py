"""Looking at the company's team of freelancers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import company, invite_token, invited, registered, verified


async def test_the_team_is_listed_newest_first_without_removed_members(hall: Hall) -> None:
    boss = await company(hall)
    ids = []
    for name in ("ann", "bob", "cid"):
        ids.append(await invited(hall, boss, f"{name}@work.test", first_name=name.title()))
        hall.clock.advance(minutes=1)
    await boss.call("remove_freelancer", freelancer_id=ids[1])
    seen = await boss.call("list_freelancers")
    assert [it["id"] for it in seen["items"]] == [ids[2], ids[0]]
    assert seen["total"] == 2
    first = seen["items"][0]
    assert (first["name"], first["team_status"], first["country"]) == ("Cid Lee", "invited", "DE")
    assert first["invite_sent_at"] == "2026-03-02T09:02:00Z"
    assert (first["is_registered"], first["is_verified"], first["is_invite_sent"]) == (False, False, True)


async def test_the_team_is_filtered(hall: Hall) -> None:
    boss = await company(hall)
    quiet = (await boss.call("invite_freelancer", email="q@work.test", country="DE", send_email=False))["id"]
    ann = await verified(hall, boss)
    hall.clock.advance(days=2)
    late = await invited(hall, boss, "late@work.test")

    async def ids(**filters: Any) -> set[int]:
        return {it["id"] for it in (await boss.call("list_freelancers", **filters))["items"]}

    assert await ids(taxation_status_id=1) == {ann.id}
    assert await ids(taxation_status_id=3) == set()
    assert await ids(is_verified=True) == {ann.id}
    assert await ids(is_verified=False) == {quiet, late}
    assert await ids(is_invite_email_sent=False) == {quiet}
    assert await ids(is_invite_email_sent=True, is_verified=False) == {late}
    assert await ids(date_invited_from="2026-03-04") == {late}
    assert await ids(date_invited_to="2026-03-03") == {ann.id}
    assert await ids(date_invited_from="2026-03-02", date_invited_to="2026-03-04") == {ann.id, late}


@pytest.mark.parametrize(
    ("filters", "fields"),
    [
        ({"taxation_status_id": 2}, {"taxation_status_id"}),
        (
            {"date_invited_from": "2026-03-02", "date_invited_to": "2026-03-01"},
            {"date_invited_from", "date_invited_to"},
        ),
    ],
)
async def test_faulty_filters_are_refused(hall: Hall, filters: dict[str, Any], fields: set[str]) -> None:
    boss = await company(hall)
    with pytest.raises(Refused) as no:
        await boss.call("list_freelancers", **filters)
    assert (no.value.status, set(no.value.fields)) == (422, fields)


async def test_pages_of_the_team_neither_skip_nor_repeat(hall: Hall) -> None:
    boss = await company(hall)
    ids = [await invited(hall, boss, f"w{number}@work.test") for number in range(7)]
    seen: list[int] = []
    cursor: dict[str, str] = {}
    while True:
        page = await boss.call("list_freelancers", limit=3, **cursor)
        seen += [it["id"] for it in page["items"]]
        if "next_cursor" not in page:
            break
        cursor = {"cursor": page["next_cursor"]}
        hall.clock.advance(minutes=1)
        await invited(hall, boss, f"new{len(seen)}@work.test")
    assert seen == sorted(ids, reverse=True)


async def test_each_company_sees_its_own_team(hall: Hall) -> None:
    boss = await company(hall)
    await registered(hall, boss)
    other = await company(hall, "Other")
    assert (await other.call("list_freelancers"))["items"] == []
    with pytest.raises(Refused) as no:
        await other.call("list_freelancers", company_id=boss.company)
    assert no.value.status == 403


async def test_somebody_in_the_team_is_found_by_mail_and_phone(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, phone="+49 170 1234567")
    by_mail = await boss.call("find_freelancer_by_email", email="ANN@WORK.test")
    by_phone = await boss.call("find_freelancer_by_phone", phone="49 (170) 123-45-67")
    for found in (by_mail, by_phone):
        assert found["in_team"] is True
        assert found["freelancer"]["id"] == ann.id
        assert found["freelancer"]["email"] == "ann@work.test"
        assert found["freelancer"]["email_confirmation_status"] == 1
        assert found["freelancer"]["phone_confirmation_status"] == 0
    assert "charge" in by_mail


async def test_of_an_outsider_little_is_shown(hall: Hall) -> None:
    boss = await company(hall)
    ann = await verified(hall, boss)
    other = await company(hall, "Other")
    found = await other.call("find_freelancer_by_email", email="ann@work.test")
    few = {"id", "uuid", "name", "country", "is_verified", "verification", "sandbox", "is_registered"}
    assert set(found["freelancer"]) == few
    assert (found["freelancer"]["id"], found["in_team"]) == (ann.id, False)
    await boss.call("remove_freelancer", freelancer_id=ann.id)
    found = await boss.call("find_freelancer_by_email", email="ann@work.test")
    assert (set(found["freelancer"]) & {"email", "details"}, found["in_team"]) == (set(), False)


async def test_outside_the_team_only_those_are_found_who_offer_themselves(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    ann = await registered(hall, boss, phone="491701234567")
    await hall.person("ben@work.test")
    await invited(hall, boss, "asked@work.test")
    texts = set()
    for tool, arguments in (
        ("find_freelancer_by_email", {"email": "ben@work.test"}),
        ("find_freelancer_by_email", {"email": "asked@work.test"}),
        ("find_freelancer_by_email", {"email": "nobody@work.test"}),
        ("find_freelancer_by_phone", {"phone": "491701234567"}),
    ):
        with pytest.raises(Refused) as no:
            await other.call(tool, **arguments)
        assert no.value.status == 404
        texts.add(no.value.shape["error"] if tool.endswith("email") else "")
    assert len(texts) == 2
    assert (await other.call("find_freelancer_by_email", email="ann@work.test"))["in_team"] is False
    await hall.app.database.write(lambda tx: tx.change("persons", ann.id, hide_email=1))
    with pytest.raises(Refused):
        await other.call("find_freelancer_by_email", email="ann@work.test")


async def test_somebody_who_was_asked_shows_what_the_company_filled_in_until_they_agree(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    ann = await verified(hall, boss, country="PE", phone="491701234567", city="Lima", address="Street 1")
    await boss.call("add_freelancer_tax_document", freelancer_id=ann.id, type="DNI", tax_number="12345678")
    hall.clock.advance(days=1)
    for email in ("ann@work.test", "nobody@work.test"):
        await other.call("invite_freelancer", email=email, country="FR", first_name="Guess")
    known, unknown = [
        (await other.call("find_freelancer_by_email", email=email))["freelancer"]
        for email in ("ann@work.test", "nobody@work.test")
    ]
    assert {**known, "id": 0, "uuid": "", "email": ""} == {**unknown, "id": 0, "uuid": "", "email": ""}
    full = (await other.call("get_freelancer", freelancer_id=ann.id))["freelancer"]
    assert (full["name"], full["country"], full["is_verified"], full["tax_documents"]) == ("Guess", "FR", False, [])
    assert {"phone", "city", "address", "register_date"}.isdisjoint(full)
    assert (await other.call("list_freelancers", is_verified=True))["items"] == []
    token = await invite_token(hall, "ann@work.test")
    await ann.call("confirm_freelancer_registration", invite_token=token, accept_agreement=True)
    full = (await other.call("get_freelancer", freelancer_id=ann.id))["freelancer"]
    assert (full["name"], full["is_verified"], full["phone"]) == ("Anna Maria Leeson", True, "491701234567")


async def test_nobody_is_found_where_nobody_is(hall: Hall) -> None:
    boss = await company(hall)
    for tool, arguments in (
        ("find_freelancer_by_email", {"email": "nobody@work.test"}),
        ("find_freelancer_by_phone", {"phone": "4917000000"}),
    ):
        with pytest.raises(Refused) as no:
            await boss.call(tool, **arguments)
        assert (no.value.status, no.value.next) == (404, ["invite_freelancer"])
    for tool, arguments in (
        ("find_freelancer_by_email", {"email": "nobody"}),
        ("find_freelancer_by_phone", {"phone": "call me"}),
    ):
        with pytest.raises(Refused) as no:
            await boss.call(tool, **arguments)
        assert no.value.status == 422


async def test_a_profile_shows_contacts_state_and_masked_tax_numbers(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, country="RU", phone="79161234567")
    await boss.call("add_freelancer_tax_document", freelancer_id=ann.id, type="INN", tax_number="709849850606")
    seen = (await boss.call("get_freelancer", freelancer_id=ann.id))["freelancer"]
    assert seen["phone"] == "79161234567"
    assert seen["tax_documents"] == [{"type": "INN", "tax_number": "********0606", "country": "RU"}]
    assert (seen["taxation_status_id"], seen["is_tax_payment_allowed"], seen["team_status"]) == (1, False, "registered")


async def test_both_ways_of_naming_a_freelancer_must_agree(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    bob = await registered(hall, boss, "bob@work.test")
    uuid = (await boss.call("get_freelancer", freelancer_id=ann.id))["freelancer"]["uuid"]
    seen = await boss.call("get_freelancer", freelancer_id=ann.id, freelancer_uuid=uuid.upper())
    assert seen["freelancer"]["id"] == ann.id
    for arguments, fields in (
        ({"freelancer_id": bob.id, "freelancer_uuid": uuid}, {"freelancer_uuid"}),
        ({}, {"freelancer_id", "freelancer_uuid"}),
    ):
        with pytest.raises(Refused) as no:
            await boss.call("get_freelancer", **arguments)
        assert (no.value.status, set(no.value.fields)) == (422, fields)


async def test_strangers_profiles_do_not_exist(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    uuid = (await boss.call("get_freelancer", freelancer_id=ann.id))["freelancer"]["uuid"]
    other = await company(hall, "Other")
    eve = await hall.person("eve@work.test")
    for stranger in (other, eve):
        texts = set()
        for arguments in (
            {"freelancer_id": ann.id},
            {"freelancer_id": 999},
            {"freelancer_id": ann.id, "freelancer_uuid": uuid},
            {"freelancer_id": ann.id, "freelancer_uuid": uuid.replace(uuid[0], "0")},
        ):
            with pytest.raises(Refused) as no:
                await stranger.call("get_freelancer", **arguments)
            texts.add(no.value.text.replace(str(ann.id), "N").replace("999", "N"))
        assert len(texts) == 1


async def test_ones_own_profile_is_free_and_without_a_companys_notes(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, note="slow but thorough")
    seen = await ann.call("get_freelancer", freelancer_id=ann.id)
    assert (seen["freelancer"]["name"], seen["freelancer"]["is_registered"]) == ("Ann Lee", True)
    assert "note" not in seen["freelancer"]["details"]
    assert hall.sql("SELECT sum(used) FROM quota_counters") == [(None,)]
    await boss.call("get_freelancer", freelancer_id=ann.id)
    assert hall.sql("SELECT sum(used) FROM quota_counters") == [(1,)]
