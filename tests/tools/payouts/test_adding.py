"""Beginning payment methods: links, and who gets them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import company, joined, registered
from tests.tools.payouts.method_cast import ACCOUNT, CONFIRM, added, begun, code_of, team
from tests.tools.people.sign_in_helpers import other_than

KINDS: dict[str, tuple[str, dict[str, Any], int, str]] = {
    "card": ("add_payout_card", {}, 1, "cards"),
    "bank_account": ("add_payout_bank_account", {"bank_account_type": 2}, 3, "ibans"),
    "wallet": ("add_payout_wallet", {"wallet_type": 3}, 3, "wallets"),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_a_company_gets_a_link_and_the_freelancer_is_told(hall: Hall, kind: str) -> None:
    tool, type, status, listed = KINDS[kind]
    boss, ann = await team(hall)
    code = await code_of(hall, boss, freelancer_id=ann.id)
    link = await boss.call(tool, freelancer_id=ann.id, code=code, redirect_url="https://acme.test/done", **type)
    assert link["redirect"] == f"hiringhall://payout-methods/{link['uuid']}"
    assert (link["status"], link["expires_at"]) == (status, "2026-03-02T10:30:00Z")
    assert link["charge"]["amount"] != "0.00"
    shown = (await boss.call("list_payout_methods", freelancer_id=ann.id))[listed]
    assert [(it["id"], it["status"], it["usable"], it["accepted_currency_ids"]) for it in shown] == [
        (link["id"], status, False, [])
    ]
    assert {"number", "currency"}.isdisjoint(shown[0])
    told = (await ann.call("list_notices"))["items"][0]
    assert told["kind"] == "contact_changed"
    assert link["redirect"] in told["text"]


async def test_a_freelancer_begins_themselves_without_a_fee(hall: Hall) -> None:
    _, ann = await team(hall)
    for kind in KINDS:
        link = await begun(hall, ann, kind)
        assert link["charge"]["amount"] in ("0", "0.00", "0.000000")
    assert len((await ann.call("list_payout_methods"))["cards"]) == 1


@pytest.mark.parametrize("kind", KINDS)
async def test_a_wrong_code_begins_nothing(hall: Hall, kind: str) -> None:
    tool, type, _, _ = KINDS[kind]
    _, ann = await team(hall)
    code = await code_of(hall, ann)
    with pytest.raises(Refused) as no:
        await ann.call(tool, code=other_than(code), **type)
    assert (no.value.status, list(no.value.fields), no.value.next) == (422, ["code"], ["request_payout_method_code"])
    assert "Tries left: 4" in no.value.text
    assert hall.sql("SELECT count(*) FROM payout_methods") == [(0,)]


async def test_a_code_may_come_as_a_number_that_lost_its_zeros(hall: Hall) -> None:
    _, ann = await team(hall)
    for _ in range(200):
        code = await code_of(hall, ann)
        if code.startswith("0"):
            break
    assert code.startswith("0")
    assert (await ann.call("add_payout_card", code=int(code)))["status"] == 1
    code = await code_of(hall, ann)
    assert (await ann.call("add_payout_card", code=f"{code[:3]} {code[3:]}"))["status"] == 1


@pytest.mark.parametrize("code", ["", "1234567", "abcdef", "１２３４５６"])
async def test_what_is_no_code_is_refused_and_not_counted(hall: Hall, code: str) -> None:
    _, ann = await team(hall)
    await code_of(hall, ann)
    with pytest.raises(Refused) as no:
        await ann.call("add_payout_card", code=code)
    assert (no.value.status, list(no.value.fields)) == (422, ["code"])
    assert hall.sql("SELECT max(attempts) FROM codes") == [(0,)]


@pytest.mark.parametrize(
    ("tool", "arguments", "field"),
    [
        ("add_payout_bank_account", {"bank_account_type": 3}, "bank_account_type"),
        ("add_payout_bank_account", {}, "bank_account_type"),
        ("add_payout_wallet", {"wallet_type": 2}, "wallet_type"),
        ("add_payout_wallet", {}, "wallet_type"),
        ("add_payout_card", {"redirect_url": "javascript:alert(1)"}, "redirect_url"),
    ],
)
async def test_unknown_types_are_refused_before_the_code_is_spent(
    hall: Hall, tool: str, arguments: dict[str, Any], field: str
) -> None:
    _, ann = await team(hall)
    code = await code_of(hall, ann)
    with pytest.raises(Refused) as no:
        await ann.call(tool, code=code, **arguments)
    assert (no.value.status, field in no.value.fields) == (422, True)
    await ann.call("add_payout_card", code=code)


async def test_nobody_outside_the_team_begins_anything(hall: Hall) -> None:
    boss, ann = await team(hall)
    rival = await company(hall, "Rival")
    code = await code_of(hall, boss, freelancer_id=ann.id)
    for tool, type, _, _ in KINDS.values():
        with pytest.raises(Refused) as no:
            await rival.call(tool, freelancer_id=ann.id, code=code, **type)
        assert no.value.status == 404
    await joined(hall, rival, ann)
    code = await code_of(hall, rival, freelancer_id=ann.id)
    assert (await rival.call("add_payout_card", freelancer_id=ann.id, code=code))["status"] == 1


async def test_an_unfinished_account_gets_a_new_link(hall: Hall) -> None:
    boss, ann = await team(hall)
    link = await begun(hall, ann, "bank_account")
    hall.clock.advance(minutes=20)
    await boss.call("request_payout_method_code", freelancer_id=ann.id)
    code = (await hall.mails("+491701234567"))[-1].body[:6]
    again = await boss.call(
        "add_payout_bank_account", freelancer_id=ann.id, code=code, bank_account_type=1, uuid=link["uuid"].upper()
    )
    assert (again["id"], again["uuid"], again["status"]) == (link["id"], link["uuid"], 3)
    assert again["expires_at"] == "2026-03-02T10:50:00Z"
    hall.clock.advance(minutes=29)
    await hall.tick()
    await ann.call(CONFIRM, uuid=link["uuid"], **ACCOUNT)


async def test_a_finished_or_ended_account_gets_no_new_link(hall: Hall) -> None:
    boss, ann = await team(hall)
    done = await added(hall, ann, "bank_account")
    ended = await begun(hall, ann, "bank_account")
    code = await code_of(hall, ann)
    await hall.tick()
    again = {"code": code, "bank_account_type": 1}
    for uuid, state in ((done["uuid"], "verified"), (ended["uuid"], "deleted")):
        with pytest.raises(Refused) as no:
            await ann.call("add_payout_bank_account", uuid=uuid, **again)
        assert (no.value.status, no.value.shape["state"]) == (409, state)
    card = await begun(hall, ann, "card")
    bob = await registered(hall, boss, "bob@work.test")
    for uuid in (card["uuid"], "00000000-0000-4000-8000-00000000dead"):
        with pytest.raises(Refused) as no:
            await ann.call("add_payout_bank_account", uuid=uuid, **again)
        assert no.value.status == 404
    with pytest.raises(Refused) as others:
        await bob.call("add_payout_bank_account", uuid=done["uuid"], **again)
    assert others.value.status == 404


async def test_an_unfinished_account_keeps_its_type(hall: Hall) -> None:
    _, ann = await team(hall)
    link = await begun(hall, ann, "bank_account")
    hall.clock.advance(minutes=1)
    with pytest.raises(Refused) as no:
        await ann.call("add_payout_bank_account", code="123456", bank_account_type=2, uuid=link["uuid"])
    assert list(no.value.fields) == ["bank_account_type"]


async def test_nobody_has_more_than_twenty_methods(hall: Hall) -> None:
    _, ann = await team(hall)
    await begun(hall, ann)
    columns = "person_id, kind, status, link_ends_at, created_at"
    for number in range(19):
        hall.sql_script(
            f"INSERT INTO payout_methods (uuid, {columns}) SELECT 'u{number}', {columns} FROM payout_methods WHERE id = 1"
        )
    code = await code_of(hall, ann)
    with pytest.raises(Refused) as no:
        await ann.call("add_payout_card", code=code)
    assert (no.value.status, no.value.code) == (409, "too_many_methods")
