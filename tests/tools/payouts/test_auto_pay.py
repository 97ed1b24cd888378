"""Switching automatic payout on and off."""

from __future__ import annotations

from typing import Any

import pytest

from store.payouts import methods
from tests.hall import Hall, Refused, TestCaller
from tests.tools.freelancers.cast import registered
from tests.tools.payouts.method_cast import added, begun, team

SET = "set_payout_auto_pay"
TYPES = {"card": 1, "wallet": 2, "bank_account": 6}


async def switch(person: TestCaller, method: dict[str, Any], on: bool) -> dict[str, Any]:
    answer = await person.call(
        SET, payout_endpoint_type=TYPES[method["kind"]], payout_endpoint_id=method["id"], auto_pay=on
    )
    found: dict[str, Any] = answer["payment_method"]
    return found


async def paid_by_itself(hall: Hall, person: TestCaller, currency: str) -> int | None:
    row = await hall.app.database.read(lambda tx: methods.auto_pay_method(tx, person.id, currency))
    return row["id"] if row is not None else None


async def test_one_method_of_a_currency_is_paid_by_itself(hall: Hall) -> None:
    _, ann = await team(hall)
    card, account = await added(hall, ann), await added(hall, ann, "bank_account")
    rouble = await added(hall, ann, "wallet", currency_id=1)
    assert await switch(ann, card, True) == {"id": card["id"], "type": 1, "auto_pay": True}
    assert await switch(ann, rouble, True) == {"id": rouble["id"], "type": 2, "auto_pay": True}
    assert await switch(ann, account, True) == {"id": account["id"], "type": 6, "auto_pay": True}
    listed = await ann.call("list_payout_methods")
    on = {it["id"]: it["auto_pay"] for it in listed["cards"] + listed["wallets"] + listed["ibans"]}
    assert on == {card["id"]: False, account["id"]: True, rouble["id"]: True}
    assert await paid_by_itself(hall, ann, "EUR") == account["id"]
    assert await paid_by_itself(hall, ann, "RUB") == rouble["id"]
    assert await paid_by_itself(hall, ann, "USD") is None


async def test_it_is_switched_off_and_said_twice_changes_nothing(hall: Hall) -> None:
    _, ann = await team(hall)
    card = await added(hall, ann)
    for on in (True, True, False, False):
        assert (await switch(ann, card, on))["auto_pay"] is on
    assert await paid_by_itself(hall, ann, "EUR") is None


async def test_what_cannot_be_paid_to_is_not_switched(hall: Hall) -> None:
    _, ann = await team(hall)
    link = {**await begun(hall, ann), "kind": "card"}
    with pytest.raises(Refused) as no:
        await switch(ann, link, True)
    assert (no.value.status, no.value.shape["state"]) == (409, "linking")
    card = await added(hall, ann, expire="03/26")
    await switch(ann, card, True)
    await ann.call("delete_payout_card", card_id=card["id"])
    with pytest.raises(Refused) as gone:
        await switch(ann, card, True)
    assert (gone.value.status, gone.value.shape["state"]) == (409, "deleted")


async def test_type_and_number_fit_each_other(hall: Hall) -> None:
    _, ann = await team(hall)
    card = await added(hall, ann)
    with pytest.raises(Refused) as no:
        await ann.call(SET, payout_endpoint_type=6, payout_endpoint_id=card["id"], auto_pay=True)
    assert (no.value.status, list(no.value.fields)) == (422, ["payout_endpoint_type"])
    with pytest.raises(Refused) as unknown:
        await ann.call(SET, payout_endpoint_type=3, payout_endpoint_id=card["id"], auto_pay=True)
    assert unknown.value.status == 422


async def test_others_methods_are_not_found(hall: Hall) -> None:
    boss, ann = await team(hall)
    card = await added(hall, ann)
    bob = await registered(hall, boss, "bob@work.test")
    for caller in (bob, boss):
        with pytest.raises(Refused) as no:
            await switch(caller, card, True)
        assert no.value.status == 404
    agent = await hall.agent("Acme")
    with pytest.raises(Refused) as bot:
        await switch(agent, card, True)
    assert bot.value.status == 403


async def test_switching_it_on_says_which_currency_it_is_for(hall: Hall) -> None:
    _, ann = await team(hall)
    card = await added(hall, ann, currency_id=2)
    asked = {"payout_endpoint_type": 1, "payout_endpoint_id": card["id"]}
    on = await ann.call(SET, **asked, auto_pay=True)
    assert "Tasks paid in USD go there by themselves" in on["warnings"][0]
    assert "warnings" not in await ann.call(SET, **asked, auto_pay=False)
