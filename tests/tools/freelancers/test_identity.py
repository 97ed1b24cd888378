"""Verification, taxpayer numbers and tax status of freelancers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.freelancers.cast import company, invited, registered, verified
from tests.tools.people.sign_in_helpers import from_elsewhere

PASSPORT = {
    "first_name": "Anna Maria",
    "last_name": "Leeson",
    "birth_date": "1990-05-17",
    "document_type": "passport",
    "document_number": "C01 X00-T47",
    "document_country": "de",
}


async def link(caller: TestCaller, id: int, **more: Any) -> dict[str, Any]:
    return await caller.call("get_freelancer_verification_link", freelancer_id=id, **more)


async def test_a_freelancer_becomes_verified_under_their_link(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    made = await link(boss, ann.id, redirect_url="https://acme.test/done")
    assert made["expires_at"] == "2026-03-03T09:00:00Z"
    assert made["token"] in made["terminal_url"]
    answer = await ann.call("verify_freelancer", token=made["token"], **PASSPORT)
    assert answer["freelancer"]["is_verified"] is True
    assert answer["redirect_url"] == "https://acme.test/done"
    seen = (await boss.call("get_freelancer", freelancer_id=ann.id))["freelancer"]
    assert (seen["name"], seen["is_verified"]) == ("Anna Maria Leeson", True)
    kept = hall.sql("SELECT number_tail, type, country, birth_date FROM identity_documents")
    assert kept == [("0T47", "passport", "DE", "1990-05-17")]
    everything = str(hall.sql("SELECT * FROM identity_documents"))
    assert "C01X00T47" not in everything
    for caller in (boss, ann):
        with pytest.raises(Refused) as no:
            await link(caller, ann.id)
        assert (no.value.status, "verified already" in no.value.text) == (409, True)


async def test_a_link_is_used_once_replaced_by_the_next_and_valid_for_a_day(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    first = (await link(boss, ann.id))["token"]
    second = (await link(ann, ann.id))["token"]
    with pytest.raises(Refused) as no:
        await ann.call("verify_freelancer", token=first, **PASSPORT)
    assert (no.value.status, no.value.next) == (409, ["get_freelancer_verification_link"])
    hall.clock.advance(hours=24)
    with pytest.raises(Refused) as no:
        await ann.call("verify_freelancer", token=second, **PASSPORT)
    assert no.value.code == "link_ended"
    third = (await link(ann, ann.id))["token"]
    await ann.call("verify_freelancer", token=third, **PASSPORT)
    with pytest.raises(Refused) as no:
        await ann.call("verify_freelancer", token=third, **PASSPORT)
    assert no.value.status == 409


async def test_a_link_is_for_one_person_only(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    bob = await registered(hall, boss, "bob@work.test")
    token = (await link(boss, ann.id))["token"]
    with pytest.raises(Refused) as no:
        await bob.call("verify_freelancer", token=token, **PASSPORT)
    assert no.value.status == 403
    assert hall.sql("SELECT count(*) FROM identity_documents") == [(0,)]


async def test_what_was_typed_in_counts_as_declared_and_keeps_nobody_from_their_own_document(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    squatter = await verified(hall, boss)
    bob = await registered(hall, boss, "bob@work.test")
    token = (await link(boss, bob.id))["token"]
    answer = await bob.call("verify_freelancer", token=token, **{**PASSPORT, "document_number": "c01.x00.t47"})
    declared = {"is_verified": True, "verification": "declared", "sandbox": True}
    assert declared.items() <= answer["freelancer"].items()
    for found in (
        (await boss.call("get_freelancer", freelancer_id=squatter.id))["freelancer"],
        (await boss.call("list_freelancers"))["items"][0],
        (await other.call("find_freelancer_by_email", email="bob@work.test"))["freelancer"],
        (await bob.call("get_personal_details"))["personal_details"],
    ):
        assert declared.items() <= found.items()
    ida = await registered(hall, boss, "ida@work.test")
    shown = (await boss.call("get_freelancer", freelancer_id=ida.id))["freelancer"]
    assert (shown["is_verified"], shown["verification"], "sandbox" in shown) == (False, "none", False)


async def test_made_up_links_are_counted_where_they_come_from(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    eve = from_elsewhere(hall, "203.0.113.66", ann.token)
    codes = []
    for number in range(31):
        with pytest.raises(Refused) as no:
            await eve.call("verify_freelancer", token=f"hh_verify_{number}", **PASSPORT)
        codes.append(no.value.code)
    assert codes == ["link_ended"] * 30 + ["locked"]


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"birth_date": "2008-03-03"}, {"birth_date"}),
        ({"document_number": "ABCDEF"}, {"document_number"}),
        ({"document_country": "XX", "document_number": "####"}, {"document_country", "document_number"}),
        ({"document_type": "library card"}, {"document_type"}),
        ({"first_name": ""}, {"first_name"}),
    ],
)
async def test_implausible_details_are_refused_and_the_link_stays_open(
    hall: Hall, wrong: dict[str, str], fields: set[str]
) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    token = (await link(boss, ann.id))["token"]
    with pytest.raises(Refused) as no:
        await ann.call("verify_freelancer", token=token, **{**PASSPORT, **wrong})
    assert (no.value.status, set(no.value.fields)) == (422, fields)
    await ann.call("verify_freelancer", token=token, **PASSPORT)


async def test_somebody_who_has_not_registered_gets_no_link(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    id = await invited(hall, boss, "ann@work.test")
    with pytest.raises(Refused) as no:
        await link(boss, id)
    assert (no.value.status, "invite_freelancer" in no.value.next) == (409, True)
    with pytest.raises(Refused) as no:
        await link(other, id)
    assert no.value.status == 404


async def test_a_taxpayer_number_is_masked_and_can_be_replaced(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, country="PE")
    for number in ("12345678", "87654321"):
        added = await boss.call("add_freelancer_tax_document", freelancer_id=ann.id, type="DNI", tax_number=number)
        assert added["tax_document"] == {"type": "DNI", "tax_number": f"****{number[-4:]}", "country": "PE"}
    await ann.call("add_freelancer_tax_document", freelancer_id=ann.id, type="RUC", tax_number="20512333797")
    current = hall.sql("SELECT type, tax_number FROM tax_documents WHERE replaced_at IS NULL ORDER BY type")
    assert current == [("DNI", "87654321"), ("RUC", "20512333797")]
    assert hall.sql("SELECT count(*) FROM tax_documents") == [(3,)]
    notices = hall.sql("SELECT text FROM notices WHERE owner_type = 'person' AND kind = 'contact_changed'")
    assert [text for (text,) in notices] == [
        "Your DNI ending in 5678 was put on record by a company you work for.",
        "Your DNI ending in 4321 was put on record by a company you work for.",
    ]


@pytest.mark.parametrize(
    ("country", "type", "number", "field", "says"),
    [
        ("PE", "INN", "709849850606", "type", "DNI, RUC, CE, PASS"),
        ("DE", "INN", "709849850606", "type", "Belarus"),
        ("RU", "INN", "709849850607", "tax_number", "check digits"),
        ("RU", "INN", "70984985060", "tax_number", "12 digits"),
        ("AR", "CUIT", "20123456789", "type", "CUIT/CUIL"),
        ("PE", "DNI", "12_45678", "tax_number", "4 to 20"),
        ("PE", "DNI", "123", "tax_number", "4"),
        ("PE", "RUC", "20123456789", "tax_number", "not a valid RUC"),
        ("RU", "INN", "000000000000", "tax_number", "only zeros"),
    ],
)
async def test_a_taxpayer_number_must_fit_the_country(
    hall: Hall, country: str, type: str, number: str, field: str, says: str
) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, country=country)
    with pytest.raises(Refused) as no:
        await boss.call("add_freelancer_tax_document", freelancer_id=ann.id, type=type, tax_number=number)
    assert (no.value.status, list(no.value.fields)) == (422, [field])
    assert says in no.value.text


async def test_a_taxpayer_number_is_kept_from_nobody_and_its_owners_is_theirs(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, country="RU")
    bob = await registered(hall, boss, "bob@work.test", country="RU")
    number = {"type": "INN", "tax_number": "709849850606"}
    await boss.call("add_freelancer_tax_document", freelancer_id=ann.id, **number)
    await bob.call("add_freelancer_tax_document", freelancer_id=bob.id, **number)
    with pytest.raises(Refused) as no:
        await boss.call("add_freelancer_tax_document", freelancer_id=bob.id, **number)
    assert (no.value.status, no.value.code) == (409, "persons_own")
    other = await company(hall, "Other")
    with pytest.raises(Refused) as no:
        await other.call("add_freelancer_tax_document", freelancer_id=ann.id, **number)
    assert no.value.status == 404
    await invited(hall, other, "ann@work.test", country="RU")
    with pytest.raises(Refused) as no:
        await other.call("add_freelancer_tax_document", freelancer_id=ann.id, **number)
    assert no.value.shape["state"] == "not_joined"


async def test_a_change_of_tax_status_holds_for_the_year_and_is_told(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, country="RU")
    with pytest.raises(Refused) as no:
        await ann.call("set_freelancer_tax_status", taxation_status_id=3)
    assert (no.value.status, no.value.next) == (409, ["add_freelancer_tax_document"])
    await ann.call("add_freelancer_tax_document", freelancer_id=ann.id, type="INN", tax_number="709849850606")
    changed = await ann.call("set_freelancer_tax_status", taxation_status_id=3)
    assert changed["freelancer"]["taxation_blocked_till"] == "2026-12-31"
    same = await ann.call("set_freelancer_tax_status", taxation_status_id=3)
    assert same["freelancer"]["taxation_status_id"] == 3
    with pytest.raises(Refused) as no:
        await ann.call("set_freelancer_tax_status", taxation_status_id=1)
    assert (no.value.status, "2026-12-31" in no.value.text) == (409, True)
    told = hall.sql(
        "SELECT count(*) FROM notices WHERE text LIKE '%tax status%' AND owner_id = ?",
        boss.company,
    )
    assert told == [(1,)]
    hall.clock.advance(days=305)
    ann, boss = await hall.person("ann@work.test"), await hall.person("boss@acme.test")
    await boss.call("set_my_language", language="FI")
    await ann.call("set_freelancer_tax_status", taxation_status_id=1)
    seen = (await ann.call("get_freelancer", freelancer_id=ann.id))["freelancer"]
    assert seen["taxation_blocked_till"] == "2027-12-31"
    texts = hall.sql("SELECT text FROM notices WHERE text LIKE '%status%' ORDER BY id")
    assert [(text.partition("“")[0], text.rpartition("”")[2]) for (text,) in texts] == [
        (f"Freelancer {ann.id} ", " now has tax status self_employed (3)."),
        (f"Freelancerin {ann.id} ", " uusi verostatus: yksityishenkilö (1)."),
    ]


async def test_tax_status_and_autopay_exist_only_in_russia(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss)
    for tool, arguments in (
        ("set_freelancer_tax_status", {"taxation_status_id": 1}),
        ("set_freelancer_tax_autopay", {"enabled": True}),
    ):
        with pytest.raises(Refused) as no:
            await ann.call(tool, **arguments)
        assert (no.value.status, "DE" in no.value.text) == (409, True)


async def test_autopay_is_told_only_when_it_changes(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, country="RU")
    for enabled in (True, True, False):
        answer = await ann.call("set_freelancer_tax_autopay", enabled=enabled)
        assert answer["freelancer"]["is_tax_payment_allowed"] is enabled
    told = hall.sql("SELECT text FROM notices WHERE kind = 'team_step' AND text LIKE '%automatic tax%' ORDER BY id")
    assert ["allowed" in text for (text,) in told] == [True, False]


async def test_autopay_is_for_individuals(hall: Hall) -> None:
    boss = await company(hall)
    ann = await registered(hall, boss, country="RU")
    await ann.call("add_freelancer_tax_document", freelancer_id=ann.id, type="INN", tax_number="709849850606")
    await ann.call("set_freelancer_tax_status", taxation_status_id=4)
    with pytest.raises(Refused) as no:
        await ann.call("set_freelancer_tax_autopay", enabled=True)
    assert (no.value.status, "sole_proprietor" in no.value.text) == (409, True)
