"""Changing contracts."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused
from tests.tools.contracts.cast import Job, ask, contract, heard, hire, owed, place_state, state


async def charge(hall: Hall, job: Job, amount: int, status_id: int, type_id: int = 3) -> int:
    """A charge or deposit of the job's worker, as if it had been made; its id."""
    columns: dict[str, Any] = {
        "owner_type": "person",
        "owner_id": 1,
        "type_id": type_id,
        "status_id": status_id,
        "contract_id": job.id,
        "benefitable_type": "participant",
        "benefitable_id": job.place,
        "label": "Work",
        "amount": amount,
        "currency": "EUR",
        "created_at": "2026-03-02T09:00:00.000Z",
        "updated_at": "2026-03-02T09:00:00.000Z",
    }
    return await hall.app.database.write(lambda tx: tx.insert("events", **columns))


async def test_only_what_is_sent_changes_and_the_people_hear_of_it(hall, olga, will, rita, job):
    answer = await olga.call(
        "update_contract",
        contract_id=job.id,
        label="Web shop II",
        end="2026-07-31T00:00:00Z",
        amount="900.00",
        settings={"rounding_minutes": 15},
    )
    assert sorted(answer["changed"]) == ["amount", "end", "label", "settings.rounding_minutes"]
    shown = answer["contract"]
    assert (shown["label"], shown["amount"], shown["settings"]["rounding_minutes"]) == ("Web shop II", "900.00", 15)
    assert shown["currency"] == "EUR"
    assert "changed label and end of contract" in heard(hall, will)[0]
    assert "changed label, end and amount of contract" in heard(hall, rita)[0]


async def test_empty_values_clear(olga, job):
    await olga.call(
        "update_contract", contract_id=job.id, description="D", amount="9.00", settings={"rate": "5.00", "skills": []}
    )
    answer = await olga.call("update_contract", contract_id=job.id, description="", amount="", settings={"rate": ""})
    assert not {"description", "amount"} & answer["contract"].keys()
    assert "rate" not in answer["contract"]["settings"]
    again = await olga.call("update_contract", contract_id=job.id, amount="9.00", description="D")
    assert again["contract"]["amount"] == "9.00"
    cleared = await olga.call("update_contract", contract_id=job.id, clear=["amount", "description"])
    assert not {"description", "amount"} & cleared["contract"].keys()


async def test_every_member_orders_their_own_list_and_no_more(will, rita, job):
    answer = await will.call("update_contract", contract_id=job.id, settings={"position": 3})
    assert (answer["contract"]["position"], answer["changed"]) == (3, ["settings.position"])
    for given in ({"settings": {"position": 1, "trackable": False}}, {"label": "Mine"}):
        with pytest.raises(Refused) as refused:
            await will.call("update_contract", contract_id=job.id, **given)
        assert refused.value.code == "forbidden"
    assert (await will.call("list_contracts"))["contracts"][0]["position"] == 3


async def test_what_decides_over_money_is_set_by_owners_alone(olga, rita, job):
    await olga.call("add_contract_user", contract_id=job.id, user_id=rita.id, role_id=2)
    for given in ({"auto_approve": True}, {"self_approve": True}, {"correction_quorum": "all"}):
        with pytest.raises(Refused) as refused:
            await rita.call("update_contract", contract_id=job.id, settings=given)
        assert "owner" in refused.value.text
        await olga.call("update_contract", contract_id=job.id, settings=given)
    await rita.call("update_contract", contract_id=job.id, settings={"trackable": False, "auto_approve": True})


async def test_the_currency_is_locked_by_whatever_has_an_amount(hall, olga, will):
    id = await contract(olga, amount="100.50", settings={"rate": "20.00"})
    changed = (await olga.call("update_contract", contract_id=id, currency="USD"))["contract"]
    assert (changed["currency"], changed["amount"], changed["settings"]["rate"]) == ("USD", "100.50", "20.00")
    place = await hire(olga, id, will, schedule={"currency": "USD"})
    with pytest.raises(Refused) as refused:
        await olga.call("update_contract", contract_id=id, currency="EUR")
    assert (refused.value.shape["state"], f"participant {place['id']}" in refused.value.text) == (
        "currency_locked",
        True,
    )
    event = await charge(hall, Job(id, 0, place["id"], 0), 100, 100)
    with pytest.raises(Refused) as locked:
        await olga.call("update_contract", contract_id=id, currency="EUR")
    assert f"charge {event}" in locked.value.text


async def test_the_ceiling_stays_above_what_is_approved(hall, olga, job):
    await charge(hall, job, 8000, 200)
    await charge(hall, job, 5000, 100)
    with pytest.raises(Refused) as refused:
        await olga.call("update_contract", contract_id=job.id, amount="79.99")
    assert (refused.value.code, refused.value.details["approved"]) == ("below_approved", "80.00")
    await olga.call("update_contract", contract_id=job.id, amount="80.00")


async def test_the_ceiling_stays_above_sub_contracts_and_below_the_parents(olga):
    top = await contract(olga, amount="100.00")
    part = await contract(olga, amount="60.00", parent_id=top)
    with pytest.raises(Refused) as below:
        await olga.call("update_contract", contract_id=top, amount="59.99")
    assert below.value.code == "below_sub_contracts"
    with pytest.raises(Refused) as above:
        await olga.call("update_contract", contract_id=part, amount="100.01")
    assert above.value.details["left"] == "100.00"
    await olga.call("update_contract", contract_id=part, amount="100.00")


async def test_credit_stays_while_somebody_owes_or_is_owed(hall, olga, will, job):
    id = await owed(olga, will, job)
    with pytest.raises(Refused) as refused:
        await olga.call("update_contract", contract_id=job.id, credit=False)
    assert (refused.value.shape["state"], f"participant {job.place} (-60.00 EUR)" in refused.value.text) == (
        "unsettled",
        True,
    )
    await olga.call("pay_contract_transactions", contract_id=job.id, transactions=[id])
    assert (await olga.call("update_contract", contract_id=job.id, credit=False))["contract"]["credit"] is False


async def test_private_and_privacy_agree(olga, job):
    assert (await olga.call("update_contract", contract_id=job.id, private=False))["contract"]["privacy"] == 1
    assert (await olga.call("update_contract", contract_id=job.id, privacy=2))["contract"]["private"] is False
    assert (await olga.call("update_contract", contract_id=job.id, private=True))["contract"]["privacy"] == 0
    for given in ({"private": True, "privacy": 2}, {"private": False, "privacy": 0}):
        with pytest.raises(Refused) as refused:
            await olga.call("update_contract", contract_id=job.id, **given)
        assert "privacy" in refused.value.fields


async def test_dates_are_checked_with_those_that_stay(olga, job):
    await olga.call("update_contract", contract_id=job.id, start="2026-04-01T00:00:00Z")
    with pytest.raises(Refused) as refused:
        await olga.call("update_contract", contract_id=job.id, end="2026-03-31T00:00:00Z")
    assert "2026-04-01" in refused.value.fields["end"]


async def test_nothing_to_change_is_said(olga, job):
    with pytest.raises(Refused) as refused:
        await olga.call("update_contract", contract_id=job.id)
    assert "nothing to change" in refused.value.text


async def test_a_contract_completes_with_its_end_and_goes_on_when_it_is_moved(hall, olga, will, job):
    await olga.call("update_contract", contract_id=job.id, end="2026-03-03T09:00:00Z")
    assert state(hall, job.id) == 200
    hall.clock.advance(days=2)
    await hall.tick()
    assert (state(hall, job.id), place_state(hall, job.place)) == (777, 777)
    assert "has passed; nothing of it is left to pay" in heard(hall, will)[0]
    await olga.call("update_contract", contract_id=job.id, end="2026-04-03T09:00:00Z")
    assert (state(hall, job.id), place_state(hall, job.place)) == (200, 200)


async def test_a_contract_with_open_charges_is_delivered_at_its_end(hall, olga, job):
    await olga.call("update_contract", contract_id=job.id, end="2026-03-03T09:00:00Z")
    await charge(hall, job, 8000, 200)
    hall.clock.advance(days=2)
    await hall.tick()
    assert (state(hall, job.id), place_state(hall, job.place)) == (555, 200)
    assert "still pending or unpaid" in heard(hall, olga)[0]


async def test_whoever_is_asked_hears_of_new_dates(hall, olga, sam):
    id = await contract(olga)
    await ask(olga, id, sam)
    await olga.call("update_contract", contract_id=id, end="2026-05-03T09:00:00Z", amount="5.00")
    assert heard(hall, sam)[0].startswith(f"End changed of contract {id}")
