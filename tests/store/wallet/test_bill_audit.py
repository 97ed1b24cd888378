"""The proof of bills: whatever is changed behind the tools' back is found."""

from __future__ import annotations

import pytest

from store.database import IntegrityError
from store.wallet.audit import differences
from store.wallet.bill_audit import bill_differences
from tests.hall import Hall, Refused
from tests.tools.contracts.finance.bill_world import bill_for_two, delete_bill, make_bill, pay_bill
from tests.tools.contracts.finance.money_world import MoneyWorld, add_place, money_world


@pytest.fixture
async def world(hall: Hall) -> MoneyWorld:
    """Bill 1 paid (of 60.00 for walt, with VAT, and 25.00 for wanda), 2 withdrawn, 3 open, 4 reported and contested in
    part, 5 of an agent's work."""
    world = await money_world(hall)
    await world.walt.call("set_billing_details", country="FI", vat_id="FI20774740", vat_percent="25.5")
    await pay_bill(world, await bill_for_two(world))
    charge = await world.owed(30)
    await delete_bill(world, await make_bill(world))
    # What was on a withdrawn bill may change.
    how = {"participant_id": world.walt_place, "event_id": charge, "time": 45}
    await world.walt.call("update_participant_charge", **how)
    await world.approve(charge)
    await make_bill(world)
    paid = await pay_bill(world, await bill_for_two(world), method="external")
    await world.wanda.call("decline_event", event_id=paid["deposits"][1]["id"])
    bot = await hall.agent("Robots")
    place = await hall.app.database.write(
        lambda tx: add_place(tx, hall, world.contract, bot.owner, "10.00", role="bot")
    )
    await world.owed(60, place, world.olga)
    await make_bill(world, {"participant_id": place, "all_unpaid": True})
    return world


def proof(world: MoneyWorld) -> list[str]:
    with world.hall.reading() as tx:
        return bill_differences(tx)


async def test_what_the_tools_did_is_proved(world: MoneyWorld) -> None:
    assert proof(world) == []
    assert await world.hall.app.database.read(differences) == []
    assert world.hall.sql("SELECT id, status_id FROM contract_bills ORDER BY id") == [
        (1, 777),
        (2, 444),
        (3, 100),
        (4, 100),
        (5, 100),
    ]


OPEN_BOOKS = """DROP TRIGGER contract_bill_documents_no_update; DROP TRIGGER contract_bill_documents_no_delete;
                DROP INDEX contract_bill_charges_live;"""
OF_BILL_3 = "(SELECT charge_id FROM contract_bill_charges WHERE bill_id = 3)"


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("UPDATE contract_bills SET amount = amount + 1 WHERE id = 1", "bill 1 says 8501, the charges on it 8500"),
        (f"UPDATE events SET amount = 1 WHERE id = {OF_BILL_3}", "bill 3 says 3000, the charges on it 1"),
        (f"UPDATE events SET currency = 'USD' WHERE id = {OF_BILL_3}", "bill 3 says 3000, the charges on it 0"),
        ("DELETE FROM contract_bill_charges WHERE bill_id = 3", "bill 3 says 3000, the charges on it 0"),
        (f"UPDATE events SET payment_status_id = 100 WHERE id = {OF_BILL_3}", "on bill 3 (state 100) is in state 200, payment 100"),
        ("UPDATE contract_bill_charges SET participant_id = 2 WHERE bill_id = 3", "stands there for somebody else"),
        ("UPDATE contract_bill_charges SET live = 0 WHERE bill_id = 3", "on bill 3 (state 100)"),
        ("UPDATE contract_bills SET status_id = 100 WHERE id = 2", "on bill 2 (state 100)"),
        (
            f"INSERT INTO contract_bill_charges (bill_id, charge_id, participant_id, line) VALUES (5, {OF_BILL_3}, 1, 2)",
            "is on 2 bills at once",
        ),
        ("UPDATE contract_bills SET status_id = 777, paid_at = 'x', paid_by_id = 1 WHERE id = 3",
         "bill 3 of 3000 is in state 777; deposits paid 0 of it, 1 charges are unpaid"),
        ("UPDATE contract_bills SET status_id = 100, paid_at = NULL WHERE id = 1", "bill 1 of 8500 is in state 100"),
        ("UPDATE contract_bills SET paid_at = NULL WHERE id = 1", "bill 1 of 8500 is in state 777"),
        ("DELETE FROM contract_deposit_uses WHERE charge_id = 1", "deposits paid 2500 of it"),
        ("UPDATE contract_bill_documents SET sequence = sequence + 10 WHERE id = 7", "numbered from 1 to 1"),
        ("UPDATE contract_bill_documents SET number = 'INV-2026-0009' WHERE id = 1", "bears the number INV-2026-0009"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM contract_bill_documents WHERE id = 1", "of 2026 numbered from 2"),
        ("UPDATE contract_bill_documents SET amount = amount + 1 WHERE id = 1", "bill 1 says 8500, its invoices 8501"),
        ("UPDATE contract_bill_documents SET currency = 'USD' WHERE id = 1", "1 of them in other money"),
        (
            "UPDATE contract_bill_documents SET amount = amount + (CASE id WHEN 1 THEN 1 ELSE -1 END) WHERE id IN (1, 2)",
            "says 6001, the charges of its issuer 6000",
        ),
        ("UPDATE contract_bill_documents SET corrects = 1 WHERE kind = 'credit_note'", "of bill 2 has 0 credit notes"),
        ("UPDATE contract_bill_documents SET vat = 0, net = 6000 WHERE id = 1", "does not say what it is kept as"),
        ("UPDATE contract_bill_documents SET snapshot = replace(snapshot, '\"25.5\"', '\"24\"') WHERE id = 1",
         "does not say what it is kept as"),
        ("UPDATE contract_bill_documents SET snapshot = replace(snapshot, 'INV-2026-0001', 'INV-2026-0002') WHERE id = 1",
         "does not say what it is kept as"),
        ("UPDATE agents SET company_id = (SELECT id FROM companies WHERE company_name <> 'Robots')", "the charges of its issuer 0"),
    ],
)  # fmt: skip
async def test_what_was_done_behind_the_guards_is_found(world: MoneyWorld, script: str, words: str) -> None:
    if "UPDATE agents" in script:
        await world.hall.agent("Others")
    world.hall.sql_script(OPEN_BOOKS + script)
    assert words in "\n".join(proof(world))


ISSUED = """INSERT INTO contract_bill_documents (bill_id, place, kind, issuer_type, issuer_id, buyer_type, buyer_id, year,
                sequence, number, corrects, currency, net, vat, amount, snapshot, created_at)
            SELECT bill_id, {place}, {kind}, issuer_type, issuer_id, buyer_type, buyer_id, year, {sequence}, {number}, {corrects},
                   {currency}, net, vat, {amount}, snapshot, created_at FROM contract_bill_documents WHERE id = {from}"""
RIGHT = {
    "from": 1,
    "place": 9, "kind": "'invoice'", "sequence": "(SELECT max(sequence) + 1 FROM contract_bill_documents WHERE issuer_id = 3)",
    "number": "'x'", "corrects": "NULL", "currency": "'EUR'", "amount": "amount",
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"sequence": 9}, "one after another"),
        ({"sequence": 1}, "one after another"),
        ({"place": 1}, "issued already"),
        ({"number": "'INV-2026-0001'"}, "issued already"),
        ({"currency": "'USD'"}, "of its bill"),
        ({"kind": "'credit_note'", "sequence": 2, "corrects": 2}, "an invoice of the same sum"),
        ({"kind": "'credit_note'", "sequence": 2, "corrects": 1, "amount": "amount - 1"}, "an invoice of the same sum"),
        ({"from": 4, "kind": "'credit_note'", "sequence": 2, "corrects": 3}, "issued already"),
    ],
)
async def test_a_document_that_cannot_be_true_is_refused(
    world: MoneyWorld, changed: dict[str, str], words: str
) -> None:
    assert world.hall.sql("SELECT issuer_id FROM contract_bill_documents WHERE id = 1") == [(world.walt.id,)]
    with pytest.raises(IntegrityError, match=words):
        world.hall.sql_script(ISSUED.format(**{**RIGHT, **changed}))


async def test_a_refused_bill_leaves_the_series_whole(world: MoneyWorld) -> None:
    with pytest.raises(Refused):
        await make_bill(world)
    assert proof(world) == []
