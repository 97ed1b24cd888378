"""Taking payment methods away."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.freelancers.cast import company, registered
from tests.tools.payouts.method_cast import added, begun, team

KINDS = {
    "card": ("delete_payout_card", "card_id", 7, "cards"),
    "wallet": ("delete_payout_wallet", "wallet_id", 2, "wallets"),
    "bank_account": ("delete_payout_bank_account", "bank_account_id", 2, "ibans"),
}
each = pytest.mark.parametrize("kind", KINDS)


@each
async def test_a_freelancer_removes_their_own_without_a_fee(hall: Hall, kind: str) -> None:
    tool, parameter, status, listed = KINDS[kind]
    _, ann = await team(hall)
    method = await added(hall, ann, kind)
    await ann.call(
        "set_payout_auto_pay",
        payout_endpoint_type={"card": 1, "wallet": 2, "bank_account": 6}[kind],
        payout_endpoint_id=method["id"],
        auto_pay=True,
    )
    gone = await ann.call(tool, **{parameter: method["id"]})
    assert gone[kind] == {"id": method["id"], "status": status}
    assert method["number"] in ann.questions[-1]
    assert (await ann.call("list_payout_methods"))[listed] == []
    (kept,) = (await ann.call("list_payout_methods", include_deleted=True))[listed]
    assert (kept["status"], kept["auto_pay"], kept["usable"]) == (status, False, False)
    told = (await ann.call("list_notices"))["items"][0]
    assert (told["kind"], method["number"] in told["text"]) == ("account_security", True)


@each
async def test_a_company_removes_one_of_its_team_and_the_freelancer_is_told(hall: Hall, kind: str) -> None:
    tool, parameter, status, _ = KINDS[kind]
    boss, ann = await team(hall)
    method = await added(hall, ann, kind)
    gone = await boss.call(tool, freelancer_id=ann.id, **{parameter: method["id"]})
    assert gone[kind]["status"] == status
    assert gone["charge"]["amount"] != "0.00"
    told = (await ann.call("list_notices"))["items"][0]
    assert told["kind"] == "contact_changed"
    assert "Acme" in told["text"]
    assert method["number"] in told["text"]


@each
async def test_one_that_was_never_entered_is_taken_back(hall: Hall, kind: str) -> None:
    tool, parameter, status, _ = KINDS[kind]
    boss, ann = await team(hall)
    link = await begun(hall, ann, kind)
    assert (await boss.call(tool, freelancer_id=ann.id, **{parameter: link["id"]}))[kind]["status"] == status


@each
async def test_what_is_gone_is_not_removed_again(hall: Hall, kind: str) -> None:
    tool, parameter, _, _ = KINDS[kind]
    _, ann = await team(hall)
    method = await added(hall, ann, kind)
    await ann.call(tool, **{parameter: method["id"]})
    with pytest.raises(Refused) as no:
        await ann.call(tool, **{parameter: method["id"]})
    assert (no.value.status, no.value.shape["state"], no.value.next) == (409, "deleted", ["list_payout_methods"])


@each
async def test_what_is_not_theirs_is_not_found(hall: Hall, kind: str) -> None:
    tool, parameter, _, _ = KINDS[kind]
    boss, ann = await team(hall)
    method = await added(hall, ann, kind)
    bob = await registered(hall, boss, "bob@work.test")
    rival = await company(hall, "Rival")
    other = next(it for it in KINDS if it != kind)
    for caller, name, arguments in (
        (ann, tool, {parameter: 999}),
        (bob, tool, {parameter: method["id"]}),
        (boss, tool, {parameter: method["id"], "freelancer_id": bob.id}),
        (rival, tool, {parameter: method["id"], "freelancer_id": ann.id}),
        (ann, KINDS[other][0], {KINDS[other][1]: method["id"]}),
    ):
        with pytest.raises(Refused) as no:
            await caller.call(name, **arguments)
        assert no.value.status == 404
    assert hall.sql("SELECT deleted_at FROM payout_methods") == [(None,)]


async def test_nothing_is_removed_when_the_person_says_no(hall: Hall) -> None:
    _, ann = await team(hall)
    card = await added(hall, ann)
    ann.says_yes = False
    with pytest.raises(Refused):
        await ann.call("delete_payout_card", card_id=card["id"])
    assert len((await ann.call("list_payout_methods"))["cards"]) == 1
