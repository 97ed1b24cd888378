"""The list of a company's invoices and certificates."""

from __future__ import annotations

import pytest

from store.database import IntegrityError
from tests.hall import Hall, Refused
from tests.tools.payouts.documents.document_cast import papers_of


async def test_invoices_and_certificates_are_listed_with_their_states(hall: Hall) -> None:
    papers = await papers_of(hall)
    boss, company = papers.world.boss, papers.world.company.id
    await papers.invoice("100.00", paid=True)
    hall.clock.advance(days=1)
    open_one = await papers.invoice("20.50")
    task = await papers.certificate()
    seen = await boss.call("list_company_documents")
    certificate, unpaid, paid = seen["items"]
    assert (seen["total"], [it["number"] for it in seen["items"]]) == (
        3,
        [f"{company}-260303-3", f"{company}-260303-2", f"{company}-260302-1"],
    )
    assert (certificate["type"], certificate["report_status_id"], certificate["task_id"]) == (7, 1, task)
    assert {"invoice_status_id", "sf_file_id", "top_up_balance_date"}.isdisjoint(certificate)
    assert (unpaid["type"], unpaid["invoice_status_id"], unpaid["amount"]) == (6, 1, "20.50")
    assert {"report_status_id", "sf_file_id", "top_up_balance_date"}.isdisjoint(unpaid)
    assert (unpaid["file_id"], unpaid["document_id"]) == (open_one["file_id"], open_one["document_id"])
    assert unpaid["url"] == f"hiringhall://files/{open_one['file_id']}"
    assert unpaid["currency"] == {"id": 3, "currency": "EUR"}
    assert (paid["invoice_status_id"], paid["top_up_balance_date"]) == (2, "2026-03-02T09:00:00Z")
    assert "Tax invoice" in await text_of(hall, paid["sf_file_id"])
    # Whoever is in the company reads them, whoever asked for them.
    assert (await papers.world.acme.call("get_file", file_id=paid["file_id"]))["mime_type"] == "text/plain"


async def text_of(hall: Hall, file_id: int) -> str:
    [(sha256,)] = hall.sql("SELECT sha256 FROM files WHERE id = ?", file_id)
    return hall.app.parts.files.get(sha256).decode()


async def test_the_list_is_filtered_by_type_and_day_and_sorted(hall: Hall) -> None:
    papers = await papers_of(hall)
    boss = papers.world.boss
    for amount in ("1.00", "2.00"):
        await papers.invoice(amount)
        hall.clock.advance(days=1)
    await papers.certificate()

    async def amounts(**asked: object) -> list[str]:
        return [it["amount"] for it in (await boss.call("list_company_documents", **asked))["items"]]

    work = (await amounts(type=7))[0]
    assert await amounts(type=6) == ["2.00", "1.00"]
    assert await amounts(date_from="2026-03-03") == [work, "2.00"]
    assert await amounts(date_from="2026-03-03", date_to="2026-03-03") == ["2.00"]
    assert await amounts(date_to="2026-03-01") == []
    for sort in ("created_at", "id", "file_id"):
        assert await amounts(sort=sort, direction="asc") == ["1.00", "2.00", work]
    first = await boss.call("list_company_documents", limit=2, sort="file_id")
    rest = await boss.call("list_company_documents", limit=2, sort="file_id", cursor=first["next_cursor"])
    assert [it["amount"] for it in first["items"] + rest["items"]] == [work, "2.00", "1.00"]


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({"type": 5}, {"type"}),
        ({"sort": "amount"}, {"sort"}),
        ({"date_from": "2026-03-03", "date_to": "2026-03-02"}, {"date_from", "date_to"}),
    ],
)
async def test_what_cannot_be_listed_is_refused(hall: Hall, asked: dict[str, object], fields: set[str]) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    with pytest.raises(Refused) as no:
        await boss.call("list_company_documents", **asked)
    assert (no.value.status, set(no.value.fields)) == (422, fields)


async def test_documents_are_seen_in_their_company_alone(hall: Hall) -> None:
    papers = await papers_of(hall)
    made = await papers.invoice("1.00")
    assert (await papers.operator.call("list_company_documents"))["items"] == []
    with pytest.raises(Refused) as no:
        await papers.operator.call("get_file", file_id=made["file_id"])
    assert no.value.status == 404
    for company_id in (papers.world.company.id, 999):
        with pytest.raises(Refused) as no:
            await papers.operator.call("list_company_documents", company_id=company_id)
        assert no.value.status == 403
    with pytest.raises(Refused) as no:
        await papers.world.ann.call("list_company_documents")
    assert no.value.status == 403


async def test_what_was_issued_never_changes_and_is_numbered_without_gaps(hall: Hall) -> None:
    papers = await papers_of(hall)
    await papers.invoice("100.00", paid=True)
    await papers.invoice("5.00")
    tampering = [
        ("UPDATE company_documents SET amount = 1", "never change"),
        ("UPDATE company_documents SET number = number || '0'", "never change"),
        ("UPDATE company_documents SET file_id = NULL", "never change"),
        ("UPDATE company_documents SET top_up_balance_date = NULL", "never change"),
        ("DELETE FROM company_documents", "stay"),
        ("REPLACE INTO company_documents SELECT * FROM company_documents", "after another|never change"),
    ]
    columns = "company_id, type, invoice_status_id, number, amount, currency, created_at"
    for running in (2, 4):
        number = f"{papers.world.company.id}-260302-{running}"
        fault = "one after another" if running == 4 else "never change"
        values = f"company_id, 6, 1, '{number}', 1, 'EUR', created_at FROM company_documents LIMIT 1"
        tampering.append((f"INSERT INTO company_documents ({columns}) SELECT {values}", "after another|never change"))
    for sql, fault in tampering:
        with pytest.raises(IntegrityError, match=fault):
            hall.sql_script(sql)
    assert [number for (number,) in hall.sql("SELECT number FROM company_documents ORDER BY id")] == [
        f"{papers.world.company.id}-260302-{running}" for running in (1, 2)
    ]
