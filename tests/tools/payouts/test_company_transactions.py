"""Movements on a company's balance."""

from __future__ import annotations

import pytest

from store.ledger import Books
from store.types import Money, Owner
from tests.hall import Hall, Refused, TestCaller


async def test_movements_are_told_apart_by_direction_and_kind(hall: Hall) -> None:
    client = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(client.company, "100.00 EUR")
    hall.clock.advance(days=1)
    await move(hall, client, "30.00 EUR", "task_payment", out=True)
    hall.clock.advance(days=1)
    await move(hall, client, "30.00 EUR", "task_refund", out=False)
    seen = await client.call("list_company_transactions")
    assert [(it["type"], it["amount"], it.get("task_id")) for it in seen["items"]] == [
        (3, "30.00", 5),
        (2, "30.00", 5),
        (1, "100.00", None),
    ]
    assert seen["items"][0]["created_at"] == "2026-03-04T09:00:00Z"
    assert seen["items"][0]["balance_id"] == (await client.call("get_company_balance"))["balance_id"]
    only = await client.call("list_company_transactions", type=2)
    assert [it["amount"] for it in only["items"]] == ["30.00"]
    by_day = await client.call("list_company_transactions", date_from="2026-03-03", date_to="2026-03-03")
    assert [it["type"] for it in by_day["items"]] == [2]


async def test_movements_add_up_to_the_balance(hall: Hall) -> None:
    client = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(client.company, "100.00 EUR")
    for amount in ("10.00", "20.00"):
        await move(hall, client, f"{amount} EUR", "task_payment", out=True)
    await move(hall, client, "20.00 EUR", "task_refund", out=False)
    seen = (await client.call("list_company_transactions"))["items"]
    signed = [Money.of(it["amount"], "EUR").amount * (-1 if it["type"] == 2 else 1) for it in seen]
    assert sum(signed) == 9000
    assert hall.purse(Owner("company", client.company or 0), "EUR") == ("90.00", "0.00")


async def test_pages_of_movements_neither_skip_nor_repeat(hall: Hall) -> None:
    client = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(client.company, "100.00 EUR")
    for _ in range(6):
        await move(hall, client, "1.00 EUR", "task_payment", out=True)
    first = await client.call("list_company_transactions", limit=3)
    assert first["total"] == 7
    await move(hall, client, "1.00 EUR", "task_payment", out=True)
    rest = await client.call("list_company_transactions", limit=10, cursor=first["next_cursor"])
    seen = [it["id"] for it in first["items"] + rest["items"]]
    assert seen == sorted(seen, reverse=True)
    assert len(set(seen)) == 7
    assert "next_cursor" not in rest


async def test_a_company_sees_only_its_own_movements(hall: Hall) -> None:
    client = await hall.person("boss@acme.test", company="Acme")
    other = await hall.person("boss@other.test", company="Other")
    await hall.fund(client.company, "100.00 EUR")
    assert await other.call("list_company_transactions") == {"items": [], "total": 0}
    with pytest.raises(Refused) as no:
        await other.call("list_company_transactions", company_id=client.company)
    assert no.value.status == 403


async def test_movement_filters_are_checked(hall: Hall) -> None:
    client = await hall.person("boss@acme.test", company="Acme")
    for arguments, fields in (
        ({"type": 4}, {"type"}),
        ({"date_from": "2026-03-02", "date_to": "2026-03-01"}, {"date_from", "date_to"}),
    ):
        with pytest.raises(Refused) as no:
            await client.call("list_company_transactions", **arguments)
        assert no.value.status == 422
        assert set(no.value.fields) == fields


async def move(hall: Hall, caller: TestCaller, amount: str, kind: str, out: bool) -> None:
    """Move money between a company's purse and payment clearing, as paying a task does."""
    number, currency = amount.split()

    def transfer(tx) -> None:  # type: ignore[no-untyped-def]
        books = Books(tx, hall.clock())
        purse = books.purse(Owner("company", caller.company or 0), currency)
        clearing = books.account(Owner("platform", 0), "clearing", currency)
        debit, credit = (purse, clearing) if out else (clearing, purse)
        books.move(debit, credit, Money.of(number, currency), kind=kind, record=("task", 5))

    await hall.app.database.write(transfer)
