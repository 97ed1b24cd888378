"""Another title for a bill, and taking one back."""

from __future__ import annotations

import json

import pytest

from tests.hall import Refused
from tests.tools.contracts import cast
from tests.tools.contracts.finance.bill_world import (
    bill_for_two,
    bills_of,
    charges_on,
    delete_bill,
    make_bill,
    pay_bill,
)


async def _rename(world, bill, label="April", by=None, contract=None):
    return await (by or world.olga).call(
        "update_contract_bill", contract_id=contract or world.contract, bill_id=bill["id"], label=label
    )


def _issued(world):
    return world.hall.sql("SELECT * FROM contract_bill_documents ORDER BY id")


async def test_a_title_changes_and_the_invoices_do_not(world):
    bill = await bill_for_two(world)
    before = _issued(world)
    assert (await _rename(world, bill))["bill"]["label"] == "April"
    await pay_bill(world, bill)
    assert (await _rename(world, bill, "May"))["bill"]["label"] == "May"
    assert _issued(world) == before
    assert {json.loads(row[0])["label"] for row in world.hall.sql("SELECT snapshot FROM contract_bill_documents")} == {
        "March"
    }


async def test_its_maker_and_write_level_4_rename_and_delete(world):
    await world.owed()
    bill = await make_bill(world, by=world.walt)
    assert (await _rename(world, bill, by=world.walt))["bill"]["label"] == "April"
    assert (await _rename(world, bill, "May", by=world.cara))["bill"]["label"] == "May"
    assert (await delete_bill(world, bill, by=world.walt))["bill_id"] == bill["id"]
    other = await bill_for_two(world)
    for act in (_rename(world, other, by=world.walt), delete_bill(world, other, by=world.walt)):
        with pytest.raises(Refused) as no:
            await act
        assert no.value.status == 403


async def test_a_bill_of_another_contract_or_out_of_sight_is_not_found(world, hall):
    await world.owed()
    bill = await make_bill(world)
    other = (await world.olga.call("create_contract", label="Other", currency="EUR"))["contract"]["id"]
    for act in (
        _rename(world, bill, contract=other),
        _rename(world, bill, by=world.wanda),
        _rename(world, {"id": 99}),
        world.olga.call("delete_contract_bill", contract_id=other, bill_id=bill["id"]),
        pay_bill(world, bill, by=world.wanda),
    ):
        with pytest.raises(Refused) as no:
            await act
        assert no.value.status == 404


async def test_a_bill_is_withdrawn_with_a_credit_note_for_each_invoice(world):
    bill = await bill_for_two(world)
    gone = await delete_bill(world, bill)
    assert gone["charges_freed"] == charges_on(bill)
    assert gone["credit_notes"] == ["CN-2026-0001", "CN-2026-0001"]
    for id in charges_on(bill):
        assert await world.state(id) == (200, 100)
    assert await bills_of(world) == []
    assert world.hall.sql("SELECT kind, amount, corrects FROM contract_bill_documents ORDER BY id") == [
        ("invoice", 6000, None), ("invoice", 2500, None), ("credit_note", 6000, 1), ("credit_note", 2500, 2),
    ]  # fmt: skip
    assert any("was withdrawn" in text for text in cast.heard(world.hall, world.walt))
    assert any("was withdrawn" in text for text in cast.heard(world.hall, world.cara))
    await world.books_balance()
    again = await make_bill(world)
    assert [one["number"] for one in again["documents"]] == ["INV-2026-0002"]
    await world.pay(charges_on(bill)[1])
    await world.books_balance()


async def test_a_withdrawn_bill_is_listed_with_its_credit_notes_when_asked_for(world):
    bill = await bill_for_two(world)
    await delete_bill(world, bill)
    assert (await world.olga.call("list_contract_bills", contract_id=world.contract))["bills"] == []
    [listed] = (await world.olga.call("list_contract_bills", contract_id=world.contract, status_id=444))["bills"]
    assert sorted({document["kind"] for document in listed["documents"]}) == ["credit_note", "invoice"]
    assert (listed["id"], listed["status"]) == (bill["id"], "deleted")


async def test_a_deleted_bill_is_neither_deleted_again_nor_renamed_nor_paid(world):
    await world.owed()
    bill = await make_bill(world)
    await delete_bill(world, bill)
    for act in (_rename(world, bill), delete_bill(world, bill), pay_bill(world, bill)):
        with pytest.raises(Refused) as no:
            await act
        assert no.value.shape["state"] == "deleted"
        assert "was deleted at 2026-03-02T" in no.value.text


async def test_a_paid_bill_stays_in_the_books(world):
    bill = await bill_for_two(world)
    await pay_bill(world, bill)
    with pytest.raises(Refused) as no:
        await delete_bill(world, bill)
    assert no.value.shape["state"] == "paid"
    assert "was paid at 2026-03-02T" in no.value.text
    assert "Olga" in no.value.text
    assert len(_issued(world)) == 2


async def test_a_bill_reported_as_paid_is_not_deleted_nor_one_of_which_a_part_came(world):
    bill = await bill_for_two(world)
    paid = await pay_bill(world, bill, method="external")
    with pytest.raises(Refused) as no:
        await delete_bill(world, bill)
    assert no.value.shape["state"] == "payment_reported"
    his, hers = (one["id"] for one in paid["deposits"])
    await world.wanda.call("decline_event", event_id=hers)
    with pytest.raises(Refused) as no:
        await delete_bill(world, bill)
    assert (no.value.shape["state"], "were reported as paid" in no.value.text) == ("partly_paid", True)
    await world.approve(his, by=world.walt)
    with pytest.raises(Refused) as no:
        await delete_bill(world, bill)
    assert "on it are paid" in no.value.text
    await world.books_balance()


async def test_a_no_withdraws_nothing(world):
    await world.set("UPDATE contract_participants SET price = 20000")
    await world.owed(120)
    bill = await make_bill(world)
    world.olga.says_yes = False
    with pytest.raises(Refused):
        await delete_bill(world, bill)
    assert "credit note" in world.olga.questions[-1]
    assert len(_issued(world)) == 1
