"""Every event that webhooks list is raised by somebody's act, once, with the payload that is listed."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from tests.hall import Hall, TestCaller
from tests.tools.freelancers.cast import REGISTER, invite_token, invited, joined, registered
from tests.tools.payouts.method_cast import ACCOUNT, CARD, WALLET, added, begun, with_phone
from tests.tools.webhooks.cast import URL, boss_of
from tools.webhooks.rules.events import EVENTS

# The payload that is expected, after the one act that raises it.
Raising = Callable[[Hall, TestCaller], Awaitable[dict[str, Any]]]


async def webhook_on(hall: Hall, *bosses: TestCaller) -> None:
    for boss in bosses:
        await boss.call("set_webhook", status="enabled", url=URL)


def uuid_of(hall: Hall, person: TestCaller) -> str:
    return str(hall.sql("SELECT uuid FROM persons WHERE id = ?", person.id)[0][0])


async def registration(hall: Hall, boss: TestCaller) -> dict[str, Any]:
    await invited(hall, boss, "ann@work.test")
    await webhook_on(hall, boss)
    token = await invite_token(hall, "ann@work.test")
    answer = await hall.nobody().call("confirm_freelancer_registration", invite_token=token, **REGISTER)
    return {"uuid": answer["freelancer"]["uuid"]}


async def joining_another_team(hall: Hall, boss: TestCaller) -> dict[str, Any]:
    ann = await registered(hall, await boss_of(hall, "Other"))
    await webhook_on(hall, boss)
    await joined(hall, boss, ann)
    return {"uuid": uuid_of(hall, ann)}


async def tax_status(hall: Hall, boss: TestCaller) -> dict[str, Any]:
    ann = await registered(hall, boss, country="RU")
    await ann.call("add_freelancer_tax_document", freelancer_id=ann.id, type="INN", tax_number="500100732259")
    await webhook_on(hall, boss)
    await ann.call("set_freelancer_tax_status", taxation_status_id=3)
    await ann.call("set_freelancer_tax_status", taxation_status_id=3)
    return {"uuid": uuid_of(hall, ann), "taxationStatus": 3}


async def tax_autopay(hall: Hall, boss: TestCaller) -> dict[str, Any]:
    ann = await registered(hall, boss, country="RU")
    await webhook_on(hall, boss)
    await ann.call("set_freelancer_tax_autopay", enabled=False)
    await ann.call("set_freelancer_tax_autopay", enabled=True)
    await ann.call("set_freelancer_tax_autopay", enabled=True)
    return {"uuid": uuid_of(hall, ann), "enabled": True}


def method_added(kind: str) -> Raising:
    async def act(hall: Hall, boss: TestCaller) -> dict[str, Any]:
        ann = await registered(hall, boss)
        await with_phone(hall, ann)
        link = await begun(hall, ann, kind)
        await webhook_on(hall, boss)
        given = {"card": CARD, "wallet": WALLET, "bank_account": ACCOUNT}[kind]
        method = (await ann.call("confirm_payout_method", uuid=link["uuid"], **given))["payment_method"]
        return {"ownerId": ann.id, "id": method["id"]}

    return act


def method_deleted(kind: str) -> Raising:
    async def act(hall: Hall, boss: TestCaller) -> dict[str, Any]:
        ann = await registered(hall, boss)
        await with_phone(hall, ann)
        method = await added(hall, ann, kind)
        await webhook_on(hall, boss)
        await ann.call(f"delete_payout_{kind}", **{f"{kind}_id": method["id"]})
        return {"ownerId": ann.id, "id": method["id"]}

    return act


RAISED: dict[str, Raising] = {
    "cardAdded": method_added("card"),
    "walletAdded": method_added("wallet"),
    "bankAccountAdded": method_added("bank_account"),
    "cardDeleted": method_deleted("card"),
    "walletDeleted": method_deleted("wallet"),
    "bankAccountDeleted": method_deleted("bank_account"),
    "freelancerRegistered": registration,
    "freelancerRegistered in another team": joining_another_team,
    "taxStatusChanged": tax_status,
    "autoTaxPaymentChanged": tax_autopay,
}


@pytest.mark.parametrize(("name", "act"), list(RAISED.items()))
async def test_an_act_raises_the_event_once_with_its_payload(hall: Hall, name: str, act: Raising) -> None:
    boss = await boss_of(hall)
    payload = await act(hall, boss)
    await hall.app.webhooks.deliver()
    [request] = hall.hooks.requests
    assert json.loads(request.content) == {
        "timestamp": int(hall.clock.now.timestamp()),
        "name": name.split(" ")[0],
        "payload": payload,
    }


async def test_every_company_of_the_freelancer_is_told_and_no_other(hall: Hall) -> None:
    acme, beta, gamma = [await boss_of(hall, name) for name in ("Acme", "Beta", "Gamma")]
    ann = await registered(hall, acme, country="RU")
    await joined(hall, beta, ann)
    hall.clock.advance(days=1)
    await invited(hall, gamma, "ann@work.test")
    for number, boss in enumerate((acme, beta, gamma)):
        await boss.call("set_webhook", status="enabled", url=f"https://hook{number}.example.com/")
    await ann.call("set_freelancer_tax_autopay", enabled=True)
    await hall.app.webhooks.deliver()
    hosts = sorted(request.headers["host"] for request in hall.hooks.requests)
    assert hosts == ["hook0.example.com", "hook1.example.com"], "Gamma has asked and was not agreed to"
    await acme.call("remove_freelancer", freelancer_id=ann.id)
    hall.hooks.requests.clear()
    await ann.call("set_freelancer_tax_autopay", enabled=False)
    await hall.app.webhooks.deliver()
    assert [request.headers["host"] for request in hall.hooks.requests] == ["hook1.example.com"]


async def test_a_rehearsal_and_a_refusal_raise_nothing(hall: Hall) -> None:
    boss = await boss_of(hall)
    ann = await registered(hall, boss, country="RU")
    await webhook_on(hall, boss)
    await ann.call("set_freelancer_tax_autopay", enabled=True, dry_run=True)
    assert hall.sql("SELECT count(*) FROM webhook_deliveries") == [(0,)]


def test_every_event_has_an_act_that_raises_it() -> None:
    named = {name.split(" ")[0] for name in RAISED}
    assert named == EVENTS.keys()
