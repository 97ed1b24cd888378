"""What a company has, and how its balance is topped up."""

from __future__ import annotations

import pytest

from store.ledger import Books
from store.types import Money, Owner
from tests.hall import Hall, Refused, TestCaller

STAMP = "2026-03-02T09:00:00.000Z"


async def operator_and_client(hall: Hall, currency: str = "EUR") -> tuple[TestCaller, TestCaller]:
    operator = await hall.operator()
    client = await hall.person("boss@acme.test", company="Acme", currency=currency)
    return operator, client


async def hold(hall: Hall, caller: TestCaller, amount: str) -> None:
    """Hold money of a company as an accepted task does."""
    number, currency = amount.split()

    def place(tx) -> None:  # type: ignore[no-untyped-def]
        books = Books(tx, hall.clock())
        purse = books.purse(Owner("company", caller.company or 0), currency)
        books.hold(purse, Money.of(number, currency), kind="task", record=("task", 1))

    await hall.app.database.write(place)


async def test_available_and_held_are_shown_apart_with_vat(hall: Hall) -> None:
    operator, client = await operator_and_client(hall, "RUB")
    await operator.call("set_company_terms", company_id=client.company, show_vat=True)
    await hall.fund(client.company, "1216498.61 RUB")
    await hold(hall, client, "149225.08 RUB")
    seen = await client.call("get_company_balance")
    assert seen.pop("balance_id") > 0
    assert seen == {
        "currency": {"id": 1, "currency": "RUB"},
        "show_vat": True,
        "balance_amount": "1067273.53",
        "balance_amount_vat": "213454.71",
        "hold_amount": "149225.08",
        "hold_amount_vat": "29845.02",
    }


async def test_without_vat_both_vat_amounts_are_nothing(hall: Hall) -> None:
    client = await hall.person("boss@acme.test", company="Acme")
    seen = await client.call("get_company_balance")
    assert (seen["balance_amount"], seen["balance_amount_vat"], seen["hold_amount_vat"]) == ("0.00", "0.00", "0.00")
    await hall.fund(client.company, "10.00 EUR")
    assert (await client.call("get_company_balance"))["balance_amount_vat"] == "0.00"


async def test_the_balance_of_another_own_company_can_be_asked_for(hall: Hall) -> None:
    acme = await hall.person("ann@acme.test", company="Acme")
    borealis = await hall.person("ann@acme.test", company="Borealis", role="user")
    await hall.fund(borealis.company, "7.00 EUR")
    assert (await acme.call("get_company_balance", company_id=borealis.company))["balance_amount"] == "7.00"
    stranger = await hall.person("eve@other.test", company="Other")
    for company_id in (acme.company, 999):
        with pytest.raises(Refused) as no:
            await stranger.call("get_company_balance", company_id=company_id)
        assert no.value.status == 403


async def test_a_person_without_a_company_has_no_company_balance(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    with pytest.raises(Refused) as no:
        await worker.call("get_company_balance")
    assert no.value.status == 403


async def test_a_top_up_is_requested_invoiced_and_credited_once(hall: Hall) -> None:
    operator, client = await operator_and_client(hall)
    await operator.call("set_company_terms", company_id=client.company, show_vat=True, vat_percent="19")
    asked = await client.call("request_balance_top_up", amount="1000.50")
    top_up = asked["top_up"]
    assert (top_up["status"], top_up["amount"], top_up["vat_amount"], top_up["total"]) == (
        "issued",
        "1000.50",
        "190.10",
        "1190.60",
    )
    assert asked["document"]["number"] == f"{client.company}-260302-1"
    assert hall.purse(Owner("company", client.company or 0), "EUR") == ("0.00", "0.00")
    hall.clock.advance(days=2)
    done = await operator.call("confirm_balance_top_up", top_up_id=top_up["id"], reference="wire 77")
    assert done["top_up"]["status"] == "paid"
    assert done["balance"]["balance_amount"] == "1000.50"
    assert hall.purse(Owner("company", client.company or 0), "EUR") == ("1000.50", "0.00")
    with pytest.raises(Refused) as no:
        await operator.call("confirm_balance_top_up", top_up_id=top_up["id"])
    assert (no.value.status, no.value.code) == (409, "wrong_state")
    assert "paid" in no.value.text
    assert hall.purse(Owner("company", client.company or 0), "EUR") == ("1000.50", "0.00")
    assert hall.sql("SELECT invoice_status_id, top_up_balance_date, sf_file_id IS NOT NULL FROM company_documents") == [
        (2, "2026-03-04T09:00:00.000Z", 1)
    ]
    moved = (await client.call("list_company_transactions"))["items"]
    assert [(it["id"], it["type"], it["amount"]) for it in moved] == [(done["transaction_id"], 1, "1000.50")]


async def test_the_invoice_can_be_read_by_whoever_holds_its_file(hall: Hall) -> None:
    _, client = await operator_and_client(hall)
    asked = await client.call("request_balance_top_up", amount="10")
    sha256 = hall.sql("SELECT sha256 FROM files WHERE id = ?", asked["document"]["file_id"])[0][0]
    text = hall.app.parts.files.get(sha256).decode()
    assert f"Invoice {asked['document']['number']}" in text
    assert "Total: 10.00 EUR" in text
    assert "SANDBOX" in text
    assert asked["document"]["sandbox"] is True


async def test_an_operator_with_bank_details_issues_invoices_that_can_be_paid(hall: Hall) -> None:
    _, client = await operator_and_client(hall)

    def set_details(tx) -> None:  # type: ignore[no-untyped-def]
        tx.insert("settings", name="invoice.payment_details", value="IBAN XX00 TEST", updated_at=STAMP)

    await hall.app.database.write(set_details)
    asked = await client.call("request_balance_top_up", amount="10")
    assert "sandbox" not in asked["document"]
    sha256 = hall.sql("SELECT sha256 FROM files WHERE id = ?", asked["document"]["file_id"])[0][0]
    text = hall.app.parts.files.get(sha256).decode()
    assert "IBAN XX00 TEST" in text
    assert "SANDBOX" not in text


async def test_invoices_of_a_company_are_numbered_on(hall: Hall) -> None:
    _, client = await operator_and_client(hall)
    numbers = [(await client.call("request_balance_top_up", amount="1"))["document"]["number"] for _ in range(3)]
    assert numbers == [f"{client.company}-260302-{running}" for running in (1, 2, 3)]


async def test_a_top_up_is_found_by_its_invoice_and_can_be_cancelled(hall: Hall) -> None:
    operator, client = await operator_and_client(hall)
    asked = await client.call("request_balance_top_up", amount="50")
    number = asked["document"]["number"]
    done = await operator.call("confirm_balance_top_up", invoice_number=number, paid=False)
    assert done["top_up"]["status"] == "cancelled"
    assert "transaction_id" not in done
    assert done["balance"]["balance_amount"] == "0.00"
    with pytest.raises(Refused) as no:
        await operator.call("confirm_balance_top_up", invoice_number=number)
    assert (no.value.status, "cancelled" in no.value.text) == (409, True)


async def test_an_unpaid_invoice_ends_by_itself_after_thirty_days(hall: Hall) -> None:
    operator, client = await operator_and_client(hall)
    asked = await client.call("request_balance_top_up", amount="50")
    hall.clock.advance(days=29, hours=23)
    await hall.tick()
    assert hall.sql("SELECT status FROM balance_top_ups") == [(1,)]
    hall.clock.advance(hours=1)
    with pytest.raises(Refused) as no:
        await operator.call("confirm_balance_top_up", top_up_id=asked["top_up"]["id"])
    assert (no.value.status, no.value.next) == (409, ["request_balance_top_up"])
    await hall.tick()
    await hall.tick()
    assert hall.sql("SELECT status FROM balance_top_ups") == [(3,)]
    assert hall.sql("SELECT invoice_status_id FROM company_documents") == [(3,)]
    told = hall.sql("SELECT count(*) FROM notices WHERE owner_type = 'company' AND owner_id = ?", client.company)
    assert told == [(1,)]


async def test_only_the_operator_confirms_a_top_up(hall: Hall) -> None:
    _, client = await operator_and_client(hall)
    asked = await client.call("request_balance_top_up", amount="50")
    clerk = await hall.person("clerk@hall.test", company="Hall", role="user")
    for caller in (client, clerk):
        with pytest.raises(Refused) as no:
            await caller.call("confirm_balance_top_up", top_up_id=asked["top_up"]["id"])
        assert no.value.status == 403
    assert hall.sql("SELECT status FROM balance_top_ups") == [(1,)]


async def test_a_large_credit_waits_for_the_operators_word(hall: Hall) -> None:
    operator, client = await operator_and_client(hall)
    asked = await client.call("request_balance_top_up", amount="5000")
    operator.says_yes = False
    with pytest.raises(Refused):
        await operator.call("confirm_balance_top_up", top_up_id=asked["top_up"]["id"])
    assert "5000.00 EUR" in operator.questions[0]
    assert "Acme" in operator.questions[0]
    assert hall.purse(Owner("company", client.company or 0), "EUR") == ("0.00", "0.00")


async def test_a_top_up_that_is_named_wrongly_is_refused(hall: Hall) -> None:
    operator, client = await operator_and_client(hall)
    asked = await client.call("request_balance_top_up", amount="50")
    for arguments, status in (
        ({}, 422),
        ({"top_up_id": 999}, 404),
        ({"invoice_number": "9-260302-1"}, 404),
        ({"top_up_id": asked["top_up"]["id"], "invoice_number": "9-260302-1"}, 422),
    ):
        with pytest.raises(Refused) as no:
            await operator.call("confirm_balance_top_up", **arguments)
        assert no.value.status == status


@pytest.mark.parametrize("amount", ["0", "-5", "1.001", "many", 1.555, True, float("inf")])
async def test_a_top_up_needs_a_positive_amount(hall: Hall, amount: object) -> None:
    client = await hall.person("boss@acme.test", company="Acme")
    with pytest.raises(Refused) as no:
        await client.call("request_balance_top_up", amount=amount)
    assert (no.value.status, list(no.value.fields)) == (422, ["amount"])
    assert hall.sql("SELECT count(*) FROM company_documents") == [(0,)]
