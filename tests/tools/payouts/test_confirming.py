"""Entering cards, accounts and wallets under the personal link."""

from __future__ import annotations

import json
from typing import Any

import pytest

from store.payouts.account_numbers import account_number
from store.people.everything import everything_about
from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import company, registered
from tests.tools.payouts.method_cast import ACCOUNT, CARD, CONFIRM, IBAN, VISA, WALLET, added, begun, code_of, team

PLAIN_VISA, PLAIN_IBAN = VISA.replace(" ", ""), IBAN.replace(" ", "")
SWIFT = {"number": "0012-345-678", "holder": "Ann Lee", "bic": "ICRAITRRXXX"}
RUSSIAN = {"number": "40817810099910004312", "holder": "Ann Lee", "bic": "044525225"}


async def kept_number(hall: Hall, person_id: int, method_id: int) -> str | None:
    return await hall.app.database.read(lambda tx: account_number(tx, hall.app.parts.key, person_id, method_id))


async def test_a_card_is_usable_once_entered(hall: Hall) -> None:
    boss, ann = await team(hall)
    code = await code_of(hall, boss, freelancer_id=ann.id)
    link = await boss.call("add_payout_card", freelancer_id=ann.id, code=code, redirect_url="https://acme.test/done")
    done = await ann.call(CONFIRM, uuid=link["uuid"], **CARD)
    assert done["payment_method"] == {
        "id": link["id"],
        "uuid": link["uuid"],
        "kind": "card",
        "number": "4111 11** **** 1111",
        "card_type": 1,
        "status": 4,
        "currency": {"id": 3, "currency": "EUR"},
        "usable": True,
    }
    assert done["redirect_url"] == "https://acme.test/done"
    (card,) = (await boss.call("list_payout_methods", freelancer_id=ann.id))["cards"]
    assert card == {
        "id": link["id"],
        "uuid": link["uuid"],
        "created_at": "2026-03-02T10:00:00Z",
        "currency": {"id": 3, "currency": "EUR"},
        "number": "4111 11** **** 1111",
        "status": 4,
        "type": 1,
        "owner_id": ann.id,
        "auto_pay": False,
        "usable": True,
        "accepted_currency_ids": [3, 2],
        "expire": "03/29",
        "holder": "ANN LEE",
        "card_type": 1,
        "country": "DE",
    }


@pytest.mark.parametrize(
    ("number", "type"),
    [
        ("2200000000000004", 8),
        ("4111111111111111", 1),
        ("5500005555555559", 2),
        ("2223000048400011", 2),
        ("6304000000000000000", 3),
        ("378282246310005", 0),
    ],
)
async def test_the_kind_of_a_card_is_read_off_its_number(hall: Hall, number: str, type: int) -> None:
    _, ann = await team(hall)
    card = await added(hall, ann, number=number)
    assert (card["card_type"], card["status"]) == (type, 4)


@pytest.mark.parametrize(
    ("kind", "given", "currency", "accepted"),
    [
        ("card", {"country": "RU"}, 1, [1]),
        ("card", {"country": "ru", "currency_id": 1}, 1, [1]),
        ("card", {"country": "KZ"}, 3, [3, 2]),
        ("card", {"currency_id": 2}, 2, [3, 2]),
        ("wallet", {}, 3, [3]),
        ("wallet", {"currency_id": 1}, 1, [1]),
        ("wallet", {"currency_id": 2}, 2, [2]),
        ("bank_account", {}, 3, [3]),
        ("bank_account", {"bank_account_type": 2, **SWIFT}, 3, [2, 3]),
        ("bank_account", {"bank_account_type": 2, "currency_id": 2, **SWIFT}, 2, [2, 3]),
        ("bank_account", {"bank_account_type": 6, **RUSSIAN}, 1, [1]),
    ],
)
async def test_the_currency_follows_from_the_kind(
    hall: Hall, kind: str, given: dict[str, Any], currency: int, accepted: list[int]
) -> None:
    _, ann = await team(hall)
    method = await added(hall, ann, kind, **given)
    assert (method["currency"]["id"], method["usable"]) == (currency, True)
    listed = await ann.call("list_payout_methods")
    (shown,) = listed["cards"] + listed["wallets"] + listed["ibans"]
    assert shown["accepted_currency_ids"] == accepted


@pytest.mark.parametrize(
    ("kind", "given", "fields"),
    [
        ("card", {"number": "4111111111111112"}, {"number"}),
        ("card", {"number": IBAN}, {"number"}),
        ("card", {"expire": "02/26"}, {"expire"}),
        ("card", {"expire": "2026-03"}, {"expire"}),
        ("card", {"expire": None}, {"expire"}),
        ("card", {"holder": None}, {"holder"}),
        ("card", {"holder": "A"}, {"holder"}),
        ("card", {"country": "XX"}, {"country"}),
        ("card", {"currency_id": 1}, {"currency_id"}),
        ("card", {"country": "RU", "currency_id": 3}, {"currency_id"}),
        ("card", {"number": "1", "expire": "x", "holder": None, "country": "ZZ"}, {"number", "expire", "holder", "country"}),
        ("wallet", {"number": "Z12"}, {"number"}),
        ("bank_account", {"number": "DE89370400440532013001"}, {"number"}),
        ("bank_account", {"number": "TR330006100519786457841326"}, {"number"}),
        ("bank_account", {"holder": None}, {"holder"}),
        ("bank_account", {"currency_id": 2}, {"currency_id"}),
        ("bank_account", {"bic": "NOBIC"}, {"bic"}),
        ("bank_account", {"bank_account_type": 2, **SWIFT, "bic": None}, {"bic"}),
        ("bank_account", {"bank_account_type": 2, **SWIFT, "bic": "DEUTZZFF"}, {"bic"}),
        ("bank_account", {"bank_account_type": 2, **SWIFT, "number": "XK051212012345678907"}, {"number"}),
        ("bank_account", {"bank_account_type": 2, **SWIFT, "currency_id": 1}, {"currency_id"}),
        ("bank_account", {"bank_account_type": 6, **RUSSIAN, "bic": None}, {"bic"}),
        ("bank_account", {"bank_account_type": 6, **RUSSIAN, "bic": "DEUTDEFF"}, {"bic"}),
        ("bank_account", {"bank_account_type": 6, **RUSSIAN, "number": IBAN}, {"number"}),
    ],
)  # fmt: skip
async def test_wrong_details_are_named_and_the_link_stays_open(
    hall: Hall, kind: str, given: dict[str, Any], fields: set[str]
) -> None:
    _, ann = await team(hall)
    details = {**{"card": CARD, "wallet": WALLET, "bank_account": ACCOUNT}[kind], **given}
    type = {"bank_account_type": details.pop("bank_account_type", 1)} if kind == "bank_account" else {}
    link = await begun(hall, ann, kind, **type)
    with pytest.raises(Refused) as no:
        await ann.call(CONFIRM, uuid=link["uuid"], **details)
    assert (no.value.status, set(no.value.fields)) == (422, fields)
    assert str(details["number"]) not in no.value.text or len(details["number"]) < 5
    assert hall.sql("SELECT entered_at, number FROM payout_methods") == [(None, "")]


async def test_an_account_in_kosovo_is_taken_with_its_bic(hall: Hall) -> None:
    _, ann = await team(hall)
    method = await added(
        hall, ann, "bank_account", bank_account_type=2, number="XK051212012345678906", holder="Ann", bic="NCBVXKPR"
    )
    assert method["number"] == "****************8906"


async def test_the_bank_of_a_sepa_account_is_looked_up(hall: Hall) -> None:
    _, ann = await team(hall)
    await added(hall, ann, "bank_account")
    assert hall.sql("SELECT bic, bank_name FROM payout_methods") == [("COBADEFFXXX", "Commerzbank")]


async def test_a_check_digit_in_russia_that_does_not_fit_is_said(hall: Hall) -> None:
    _, ann = await team(hall)
    link = await begun(hall, ann, "bank_account", bank_account_type=6)
    done = await ann.call(CONFIRM, uuid=link["uuid"], **RUSSIAN, expire="03/29")
    assert any("check digit" in warning for warning in done["warnings"])
    assert any("expire" in warning for warning in done["warnings"])


async def test_nothing_of_a_card_number_is_kept_but_what_is_shown(hall: Hall) -> None:
    _, ann = await team(hall)
    link = await begun(hall, ann)
    given = {"uuid": link["uuid"], **CARD}
    await ann.call(CONFIRM, dry_run=True, **given)
    first = await ann.call(CONFIRM, idempotency_key="once", **given)
    again = await ann.call(CONFIRM, idempotency_key="once", **given)
    assert first["payment_method"] == again["payment_method"]
    await hall.tick()
    assert await kept_number(hall, ann.id, link["id"]) is None
    assert hall.sql("SELECT sealed_number, number_digest, provider_token FROM payout_methods") == [(None, None, None)]
    for written in (PLAIN_VISA, VISA, PLAIN_VISA[6:]):
        assert not found_anywhere(hall, written)


async def test_an_account_number_is_sealed_and_gone_with_the_account(hall: Hall) -> None:
    _, ann = await team(hall)
    for kind, tool, parameter, number in (
        ("bank_account", "delete_payout_bank_account", "bank_account_id", PLAIN_IBAN),
        ("wallet", "delete_payout_wallet", "wallet_id", "Z123456789012"),
    ):
        method = await added(hall, ann, kind)
        assert method["number"] == "*" * (len(number) - 4) + number[-4:]
        assert await kept_number(hall, ann.id, method["id"]) == number
        assert await kept_number(hall, ann.id + 1, method["id"]) is None
        assert not found_anywhere(hall, number)
        await ann.call(tool, **{parameter: method["id"]})
        assert await kept_number(hall, ann.id, method["id"]) is None
        assert hall.sql(
            "SELECT sealed_number, number_digest, number FROM payout_methods WHERE id = ?", method["id"]
        ) == [(None, None, method["number"])]


def found_anywhere(hall: Hall, text: str) -> bool:
    """Whether a text stands in any row of any table."""
    return any(text in json.dumps(hall.sql(f'SELECT * FROM "{name}"'), default=str) for name in hall.tables())


async def test_only_the_owner_enters_details(hall: Hall) -> None:
    boss, ann = await team(hall)
    link = await begun(hall, ann)
    bob = await registered(hall, boss, "bob@work.test")
    rival = await company(hall, "Rival")
    with pytest.raises(Refused) as no:
        await boss.call(CONFIRM, uuid=link["uuid"], **CARD)
    assert no.value.status == 403
    for stranger in (bob, rival):
        with pytest.raises(Refused) as hidden:
            await stranger.call(CONFIRM, uuid=link["uuid"], **CARD)
        with pytest.raises(Refused) as none:
            await stranger.call(CONFIRM, uuid="00000000-0000-4000-8000-00000000dead", **CARD)
        assert (hidden.value.status, hidden.value.code) == (none.value.status, none.value.code) == (404, "not_found")
    agent = await hall.agent("Acme")
    with pytest.raises(Refused) as bot:
        await agent.call(CONFIRM, uuid=link["uuid"], **CARD)
    assert bot.value.status == 403


async def test_a_link_is_open_for_half_an_hour(hall: Hall) -> None:
    _, ann = await team(hall)
    link = await begun(hall, ann)
    hall.clock.advance(minutes=29, seconds=59)
    await ann.call(CONFIRM, uuid=link["uuid"], **CARD)
    late = await begun(hall, ann, "wallet")
    hall.clock.advance(minutes=30)
    for _ in range(2):
        with pytest.raises(Refused) as no:
            await ann.call(CONFIRM, uuid=late["uuid"], **WALLET)
        assert (no.value.status, no.value.code) == (409, "link_ended")
        assert no.value.next == ["request_payout_method_code"]
        await hall.tick()


async def test_a_link_is_used_once(hall: Hall) -> None:
    _, ann = await team(hall)
    for kind, details, state in (("card", CARD, "verified"), ("bank_account", ACCOUNT, "verified")):
        link = await begun(hall, ann, kind)
        await ann.call(CONFIRM, uuid=link["uuid"], **details)
        with pytest.raises(Refused) as no:
            await ann.call(CONFIRM, uuid=link["uuid"], **details)
        assert (no.value.status, no.value.shape["state"]) == (409, state)


@pytest.mark.parametrize(
    ("kind", "first", "second"),
    [
        ("card", {}, {"number": PLAIN_VISA}),
        ("wallet", {}, {"number": "z-1234 56789012"}),
        ("bank_account", {}, {"number": PLAIN_IBAN.lower()}),
        ("bank_account", {"bank_account_type": 2, **SWIFT}, {"bank_account_type": 2, **SWIFT, "number": "0012345678"}),
    ],
)
async def test_the_same_method_is_added_once(
    hall: Hall, kind: str, first: dict[str, Any], second: dict[str, Any]
) -> None:
    _, ann = await team(hall)
    method = await added(hall, ann, kind, **first)
    with pytest.raises(Refused) as no:
        await added(hall, ann, kind, **second)
    assert (no.value.status, no.value.code) == (409, "already_added")
    await ann.call(f"delete_payout_{kind}", **{f"{kind}_id": method["id"]})
    assert (await added(hall, ann, kind, **second))["usable"] is True


async def test_a_card_that_was_renewed_is_another_one(hall: Hall) -> None:
    _, ann = await team(hall)
    await added(hall, ann, expire="03/26")
    assert (await added(hall, ann, expire="03/30"))["status"] == 4


async def test_two_people_may_share_an_account(hall: Hall) -> None:
    boss, ann = await team(hall)
    await added(hall, ann, "bank_account")
    bob = await registered(hall, boss, "bob@work.test")
    await hall.app.database.write(lambda tx: tx.change("payout_methods", 1, person_id=bob.id))
    assert (await added(hall, ann, "bank_account"))["usable"] is True


async def test_where_transfers_are_made_by_hand_accounts_wait_for_a_look(hall: Hall) -> None:
    _, ann = await team(hall)
    hall.sql_script("INSERT INTO settings (name, value, updated_at) VALUES ('payouts.settlement', 'manual', '2026')")
    assert (await added(hall, ann))["status"] == 4
    for kind in ("wallet", "bank_account"):
        method = await added(hall, ann, kind)
        assert (method["status"], method["usable"]) == (3, False)


async def test_whoever_adds_a_method_is_told_of_it(hall: Hall) -> None:
    _, ann = await team(hall)
    await added(hall, ann)
    told = (await ann.call("list_notices"))["items"][0]
    assert told["kind"] == "account_security"
    assert "4111 11** **** 1111" in told["text"]
    assert "delete_payout_card" in told["text"]


async def test_a_closed_account_leaves_nothing_of_its_methods(hall: Hall) -> None:
    _, ann = await team(hall)
    for kind, details in (("card", {"holder": "Zebedee"}), ("bank_account", {"holder": "Zebedee"}), ("wallet", {})):
        await added(hall, ann, kind, **details)
    kept, _ = await hall.app.database.read(lambda tx: everything_about(tx, ann.id))
    assert [(row["kind"], row["number"]) for row in kept["payout_methods"]] == [
        ("card", "4111 11** **** 1111"),
        ("bank_account", "******************3000"),
        ("wallet", "*********9012"),
    ]
    assert not any("sealed:" in str(row) for row in kept["payout_methods"])
    await ann.call("close_my_account", present_password="correct horse")
    assert hall.sql(
        "SELECT DISTINCT number, holder, sealed_number, number_digest, bic, bank_name, auto_pay, status FROM payout_methods"
    ) == [("", None, None, None, None, None, 0, 7), ("", None, None, None, None, None, 0, 2)]
