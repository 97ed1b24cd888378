"""Adding contracts for ad labelling."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.hall import Hall, Refused
from tests.tools.tasks.ads.ad_world import AGENCY, BRAND, DATED, DEAL, brand, deal, own

NOBODY = "dddddddd-1111-4111-8111-111111111111"


async def test_a_contract_between_two_customers_is_added(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="10.00 USDT")
    made = await brand(acme)
    contract = await deal(acme)
    assert contract == {
        "uuid": contract["uuid"],
        "external_contract_id": DEAL,
        "title": "100623 (2020-10-15)",
        "type": "contract",
        "is_primary": False,
    }
    paid = hall.purse(acme.owner, "USDT")
    assert paid[0] == "9.960000"
    again = await acme.call("add_ad_contract", external_contract_id=DEAL.upper(), contract_number="100623",
                            external_organisation_customer_id=made["uuid"],
                            external_organisation_performer_id=(await own(acme))[0], **DATED)  # fmt: skip
    assert (again["contract"], hall.purse(acme.owner, "USDT")) == (contract, paid)
    assert "before" in again["warnings"][0]


async def test_an_identifier_names_one_contract_only(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await brand(acme)
    contract = await deal(acme)
    for changed in ({"price": "5.00"}, {"contract_number": None}, {"external_contract_id": contract["uuid"]}):
        with pytest.raises(Refused) as no:
            await deal(acme, **changed)
        assert (no.value.status, no.value.next) == (409, ["get_ad_contract"])
    unnamed = [await deal(acme, external_contract_id=None) for _ in range(2)]
    assert len({it["external_contract_id"] for it in unnamed}) == 2


async def test_a_contract_comes_with_all_that_was_given(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme", currency="RUB")
    await hall.fund(boss.company, "100.00 RUB")
    agency = await brand(boss, AGENCY, full_opf="OOO Vasilek")
    await brand(boss)
    parent = await deal(boss, contract_date="11.01.2020")
    assert parent["title"] == "100623 (2020-01-11)"
    made = await deal(
        boss,
        external_contract_id=None,
        external_organisation_performer_id=AGENCY,
        contract_type="CONTRACT_TYPE_ADDITIONAL_AGREEMENT",
        subject_type="SUBJECT_TYPE_ORGANISATION",
        action_type="ACTION_TYPE_COMMERCIAL",
        external_parent_id=parent["uuid"],
        additional_contract_number="2",
        additional_contract_number_date="1.2.2020",
        price="100",
        with_nds=True,
        is_creative_reporter=True,
    )
    shown = (await boss.call("get_ad_contract", uuid=made["uuid"]))["contract"]
    assert shown == {
        **made,
        "external_organisation_customer_id": BRAND,
        "external_organisation_performer_id": agency["external_organisation_id"],
        "contract_number": "100623",
        "contract_date": "2020-10-15",
        "contract_type": "CONTRACT_TYPE_ADDITIONAL_AGREEMENT",
        "subject_type": "SUBJECT_TYPE_ORGANIZATION",
        "action_type": "ACTION_TYPE_COMMERCIAL",
        "additional_contract_number": "2",
        "additional_contract_number_date": "2020-02-01",
        "external_parent_id": DEAL,
        "price": "100.00",
        "with_nds": True,
        "is_creative_reporter": True,
        "created_at": "2026-03-02T09:00:00Z",
        "created_by": {"id": boss.id, "email": "boss@acme.test", "name": shown["created_by"]["name"]},
    }


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"external_organisation_customer_id": NOBODY}, "external_organisation_customer_id", NOBODY),
        ({"external_organisation_performer_id": NOBODY}, "external_organisation_performer_id", NOBODY),
        ({"external_organisation_performer_id": BRAND}, "external_organisation_performer_id", "different"),
        ({"contract_type": "CONTRACT_TYPE_ADDITIONAL_AGREEMENT"}, "external_parent_id", "required"),
        ({"external_parent_id": NOBODY}, "external_parent_id", NOBODY),
        ({"contract_date": "2026-03-03"}, "contract_date", "future"),
        ({"contract_date": "31.02.2020"}, "contract_date", "YYYY-MM-DD"),
        ({"price": "0.005"}, "price", ""),
        ({"price": "-1"}, "price", ""),
        ({"contract_type": "CONTRACT_TYPE_LOAN"}, "contract_type", ""),
        ({"contract_number": "1" * 101}, "contract_number", ""),
    ],
)
async def test_a_contract_that_cannot_be_is_refused(hall: Hall, changed, field: str, words: str) -> None:
    acme = await hall.agent("Acme")
    await brand(acme)
    with pytest.raises(Refused) as no:
        await deal(acme, **changed)
    assert (no.value.status, list(no.value.fields)) == (422, [field])
    assert words in no.value.fields[field]
    assert hall.sql("SELECT count(*) FROM ad_contracts WHERE is_primary = 0") == [(0,)]


async def test_the_platform_is_nobodys_customer(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await brand(acme)
    primary = (await acme.call("get_ad_contract", uuid=(await own(acme))[1]))["contract"]
    with pytest.raises(Refused) as no:
        await deal(acme, external_organisation_performer_id=primary["external_organisation_performer_id"])
    assert list(no.value.fields) == ["external_organisation_performer_id"]
    addendum = await deal(acme, external_parent_id=primary["uuid"], contract_type="CONTRACT_TYPE_ADDITIONAL_AGREEMENT")
    assert addendum["is_primary"] is False


async def test_today_is_the_day_where_the_company_is(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    await brand(acme)
    await hall.app.database.write(lambda tx: tx.change("companies", acme.company, timezone="Asia/Vladivostok"))
    hall.clock.set(datetime(2026, 3, 2, 15, 0, tzinfo=UTC))
    assert (await deal(acme, contract_date="2026-03-03"))["title"] == "100623 (2026-03-03)"


async def test_customers_of_others_are_unknown(hall: Hall) -> None:
    acme, rival = await hall.agent("Acme"), await hall.agent("Rival")
    await brand(acme)
    with pytest.raises(Refused) as no:
        await deal(rival)
    assert list(no.value.fields) == ["external_organisation_customer_id"]
