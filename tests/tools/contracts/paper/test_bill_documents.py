"""Invoices and credit notes as files: who gets one, that it never changes, and where it is read."""

from __future__ import annotations

import asyncio
import base64
import sys
from typing import Any

import pytest
from lxml import etree
from mcp.shared.exceptions import MCPError

from tests.hall import Hall, Refused, TestCaller
from tests.tools.contracts.finance.bill_world import bill_for_two, delete_bill, make_bill, pay_bill
from tests.tools.contracts.finance.money_world import MoneyWorld, money_world
from tests.tools.contracts.paper.papers import text_of_pdf

SELLER = {"country": "FI", "vat_id": "FI20774740", "vat_percent": "25.5", "name": "Walt Software Oy"}
BUYER = {"country": "DE", "name": "Olga GmbH", "owner": "own"}


@pytest.fixture
async def world(hall: Hall) -> MoneyWorld:
    return await money_world(hall)


async def _file(caller: TestCaller, bill: dict[str, Any], **how: Any) -> bytes:
    answer = await caller.call("get_bill_document", bill_id=bill["id"], content=True, **how)
    made = base64.b64decode(answer["content_base64"])
    assert len(made) == answer["size_bytes"]
    return made


async def _einvoice_bill(world: MoneyWorld) -> dict[str, Any]:
    await world.walt.call("set_billing_details", **SELLER)
    await world.olga.call("set_billing_details", **BUYER)
    await world.owed(label="Backend")
    return await make_bill(world)


async def test_without_content_it_says_what_and_where_it_is(world):
    await world.owed()
    bill = await make_bill(world)
    assert await world.olga.call("get_bill_document", bill_id=bill["id"]) == {
        "bill_id": bill["id"],
        "document": 1,
        "number": "INV-2026-0001",
        "kind": "invoice",
        "file_name": "INV-2026-0001.pdf",
        "mime_type": "application/pdf",
        "url": f"hiringhall://bills/{bill['id']}/1.pdf",
    }
    assert world.hall.sql("SELECT count(*) FROM contract_bill_files") == [(0,)]


async def test_the_invoice_says_who_bills_whom_for_what(world):
    bill = await _einvoice_bill(world)
    text = " ".join(text_of_pdf(await _file(world.olga, bill)).split())
    for part in (
        "Invoice", "Number INV-2026-0001", "Walt Software Oy", "FI20774740", "Billed to Olga GmbH", "Website (contract 1)",
        "Backend", "To pay, EUR 60.00", "25.5 % 47.81 12.19 60.00",
    ):  # fmt: skip
        assert part in text, part


async def test_the_e_invoice_holds_the_same_bill(world):
    bill = await _einvoice_bill(world)
    assert bill["documents"][0]["xml"] == f"hiringhall://bills/{bill['id']}/1.xml"
    xml = await _file(world.olga, bill, format="xml")
    text = etree.tostring(etree.fromstring(xml), method="text", encoding="unicode")
    for part in ("urn:cen.eu:en16931:2017", "INV-2026-0001", "FI20774740", "47.81", "12.19", "60.00", "DE"):
        assert part in text, part
    assert xml in await _embedded(await _file(world.olga, bill))


async def _embedded(pdf: bytes) -> list[bytes]:
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        return [document.attachments[name].get_file().read_bytes() for name in document.attachments]


async def test_a_file_is_made_once_whatever_changes_since(world):
    bill = await _einvoice_bill(world)
    first = await _file(world.olga, bill)
    await world.walt.call("set_billing_details", name="Another Name Oy")
    await world.olga.call("update_contract_bill", contract_id=world.contract, bill_id=bill["id"], label="New title")
    world.hall.clock.advance(days=3)
    await pay_bill(world, bill)
    assert await _file(world.walt, bill) == first
    assert world.hall.sql("SELECT format, created_at FROM contract_bill_files") == [("pdf", "2026-03-02T09:00:00.000Z")]


async def test_two_who_read_it_first_get_the_same_bytes(world):
    bill = await _einvoice_bill(world)
    one, two = await asyncio.gather(_file(world.olga, bill), _file(world.walt, bill))
    assert one == two
    assert world.hall.sql("SELECT count(*) FROM contract_bill_files") == [(1,)]


async def test_a_file_cannot_be_changed_behind_the_tools_back(world):
    bill = await _einvoice_bill(world)
    await _file(world.olga, bill)
    for attack in (
        "UPDATE contract_bill_files SET content = x'00'",
        "DELETE FROM contract_bill_files",
        "INSERT OR REPLACE INTO contract_bill_files SELECT document_id, format, x'00', created_at FROM contract_bill_files",
        "UPDATE contract_bill_documents SET snapshot = '{}'",
        "DELETE FROM contract_bill_documents",
    ):
        with pytest.raises(Exception, match="append-only"):
            world.hall.sql_script(attack)


async def test_of_a_bill_of_several_each_reads_the_own_document(world):
    bill = await bill_for_two(world)
    assert "Wanda" in text_of_pdf(await _file(world.wanda, bill))
    with pytest.raises(Refused) as no:
        await _file(world.wanda, bill, document=1)
    assert no.value.status == 404
    with pytest.raises(Refused) as no:
        await _file(world.olga, bill)
    assert "1 (INV-2026-0001), 2 (INV-2026-0001)" in no.value.fields["document"]
    assert "Walt" in text_of_pdf(await _file(world.olga, bill, document=1))


async def test_who_has_no_part_in_it_finds_nothing(world, hall):
    await world.owed()
    bill = await make_bill(world)
    sam = await hall.person("sam@else.test")
    for caller in (sam, world.wanda, hall.nobody()):
        with pytest.raises(Refused) as no:
            await caller.call("get_bill_document", bill_id=bill["id"])
        assert no.value.status in (401, 404)
    with pytest.raises(Refused) as no:
        await world.olga.call("get_bill_document", bill_id=99)
    assert no.value.status == 404


async def test_a_credit_note_is_a_document_too(world):
    bill = await _einvoice_bill(world)
    await delete_bill(world, bill)
    text = " ".join(text_of_pdf(await _file(world.olga, bill, document=2)).split())
    for part in ("Credit note", "CN-2026-0001", "Corrects bill INV-2026-0001", "Credited, EUR 60.00"):
        assert part in text, part
    assert b"INV-2026-0001" in await _file(world.olga, bill, document=2, format="xml")
    # The invoice stays what it was.
    assert "Credit note" not in text_of_pdf(await _file(world.olga, bill))


async def test_what_is_missing_for_an_e_invoice_is_said_and_the_bill_is_there(world):
    await world.owed()
    bill = await make_bill(world)
    said = bill["documents"][0]["why_no_xml"]
    assert "country of the seller" in said
    assert "country of the buyer" in said
    assert "set_billing_details" in said
    assert "xml" not in bill["documents"][0]
    with pytest.raises(Refused) as no:
        await world.olga.call("get_bill_document", bill_id=bill["id"], format="xml", content=True)
    assert (no.value.code, said in no.value.text) == ("no_einvoice", True)
    assert (await _file(world.olga, bill)).startswith(b"%PDF")


async def test_resources_hold_the_same_bytes(world):
    bill = await _einvoice_bill(world)
    made = await _file(world.olga, bill)
    client = await world.olga.client()
    for uri in (f"hiringhall://bills/{bill['id']}.pdf", bill["documents"][0]["pdf"]):
        content = (await client.read_resource(uri)).contents[0]
        assert content.mime_type == "application/pdf"
        assert base64.b64decode(content.blob) == made
    content = (await client.read_resource(bill["documents"][0]["xml"])).contents[0]
    assert content.mime_type == "application/xml"
    assert base64.b64decode(content.blob) == await _file(world.olga, bill, format="xml")
    with pytest.raises(MCPError):
        await client.read_resource(f"hiringhall://bills/{bill['id']}/9.pdf")
    client = await world.wanda.client()
    with pytest.raises(MCPError, match="no bill"):
        await client.read_resource(f"hiringhall://bills/{bill['id']}.pdf")


async def test_without_the_extra_bills_are_made_and_documents_are_not(world, monkeypatch):
    bill = await _einvoice_bill(world)
    monkeypatch.setitem(sys.modules, "fpdf", None)
    monkeypatch.setitem(sys.modules, "drafthorse.models.document", None)
    for format in ("pdf", "xml"):
        with pytest.raises(Refused) as no:
            await _file(world.olga, bill, format=format)
        assert no.value.code == "not_installed"
