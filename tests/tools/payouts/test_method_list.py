"""Listing payment methods."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import company, invited, joined, registered
from tests.tools.payouts.method_cast import added, begun, team

LIST = "list_payout_methods"


async def test_three_lists_of_a_freelancer(hall: Hall) -> None:
    boss, ann = await team(hall)
    card, wallet, account = [await added(hall, ann, kind) for kind in ("card", "wallet", "bank_account")]
    uuid = hall.sql("SELECT uuid FROM persons WHERE id = ?", ann.id)[0][0]
    agent = await hall.agent("Acme")
    seen = [
        await ann.call(LIST),
        await ann.call(LIST, freelancer_id=ann.id),
        await boss.call(LIST, freelancer_id=ann.id),
        await boss.call(LIST, freelancer_uuid=uuid),
        await agent.call(LIST, freelancer_id=ann.id),
    ]
    for lists in seen:
        assert [it["id"] for it in lists["cards"]] == [card["id"]]
        assert lists["wallets"] == [
            {
                "id": wallet["id"],
                "uuid": wallet["uuid"],
                "created_at": "2026-03-02T11:00:00Z",
                "currency": {"id": 3, "currency": "EUR"},
                "number": "*********9012",
                "status": 1,
                "type": 2,
                "owner_id": ann.id,
                "auto_pay": False,
                "usable": True,
                "accepted_currency_ids": [3],
                "wallet_type": 3,
            }
        ]
        (iban,) = lists["ibans"]
        assert (iban["id"], iban["type"], iban["bank_account_type"], iban["holder"]) == (account["id"], 6, 1, "Ann Lee")
        assert iban["number"] == "******************3000"


async def test_deleted_ones_are_shown_when_asked_for(hall: Hall) -> None:
    _, ann = await team(hall)
    card = await added(hall, ann)
    await begun(hall, ann, "wallet")
    hall.clock.advance(minutes=30)
    await hall.tick()
    await ann.call("delete_payout_card", card_id=card["id"])
    assert await ann.call(LIST) == await ann.call(LIST, include_deleted=False)
    now = await ann.call(LIST)
    assert (now["cards"], now["wallets"], now["ibans"]) == ([], [], [])
    then = await ann.call(LIST, include_deleted=True)
    assert [it["status"] for it in then["cards"] + then["wallets"]] == [7, 2]


async def test_a_company_sees_its_team_alone(hall: Hall) -> None:
    boss, ann = await team(hall)
    await added(hall, ann)
    rival = await company(hall, "Rival")
    for whose in ({"freelancer_id": ann.id}, {"freelancer_id": 999}):
        with pytest.raises(Refused) as no:
            await rival.call(LIST, **whose)
        assert no.value.status == 404
    bob = await registered(hall, boss, "bob@work.test")
    with pytest.raises(Refused) as other:
        await bob.call(LIST, freelancer_id=ann.id)
    assert other.value.status == 404
    hall.clock.advance(days=1)
    await invited(hall, rival, "ann@work.test")
    with pytest.raises(Refused) as asked:
        await rival.call(LIST, freelancer_id=ann.id)
    assert (asked.value.status, asked.value.shape["state"]) == (409, "not_joined")
    await joined(hall, rival, ann)
    assert len((await rival.call(LIST, freelancer_id=ann.id))["cards"]) == 1
    await rival.call("remove_freelancer", freelancer_id=ann.id)
    with pytest.raises(Refused) as former:
        await rival.call(LIST, freelancer_id=ann.id)
    assert former.value.status == 404


async def test_a_company_names_the_freelancer(hall: Hall) -> None:
    boss, ann = await team(hall)
    with pytest.raises(Refused) as no:
        await boss.call(LIST)
    assert (no.value.status, set(no.value.fields)) == (422, {"freelancer_id", "freelancer_uuid"})
    wrong = "00000000-0000-4000-8000-00000000dead"
    with pytest.raises(Refused) as two:
        await boss.call(LIST, freelancer_id=ann.id, freelancer_uuid=wrong)
    assert (two.value.status, list(two.value.fields)) == (422, ["freelancer_uuid"])
