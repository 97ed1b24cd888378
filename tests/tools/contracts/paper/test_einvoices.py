"""Bills as e-invoices: what the official rules of EN 16931 say, what they do not see, and what stands in the XML."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import facturx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.tools.contracts.paper.official_rules import official_rules
from tests.tools.contracts.paper.papers import CLIENT, FIRM, PERSON, bill, credit_note, line
from tools.contracts.paper.einvoices import invoice_xml
from tools.contracts.paper.refusals import FaultyInvoice, NoPaper
from tools.contracts.rules.documents import Invoice

GOLDEN = Path(__file__).parent / "golden"
NAMES = {
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "rsm": "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100",
}
BILLS = {
    "invoice": bill(line(), line("Talk", "7.23", minutes=17), line("Books", "10.00", minutes=None, day=None)),
    "several_rates": bill(
        line(), line("Meals", "12.40", "14"), line("Papers", "10.00", "10"), line("Insurance", "99.99", "0")
    ),
    "rounding": bill(line(gross="0.02"), line(gross="0.03", vat="20"), note="Thank you."),
    "credit_note": credit_note(line(), line("Meals", "12.40", "14")),
    "reverse_charge": bill(line(vat="0")),
    "exempt": bill(line(vat="0"), buyer=replace(CLIENT, vat_id=None), vat_reason="Teaching, § 39"),
    "outside_vat": bill(line(vat="0"), seller=PERSON, period=(date(2026, 11, 1), date(2026, 11, 30))),
    "outside_vat_to_a_firm": credit_note(line(vat="0"), seller=replace(PERSON, business_id="2077474-0")),
    "no_day_and_no_due_date": bill(line(day=None, minutes=None), due=None, label="", reference=""),
    "nothing_to_pay": bill(line(gross="0"), line(gross="0", vat="0")),
    "rubles": bill(line(gross="1234567.89", vat="20", currency="RUB"), currency="RUB"),
    "greek": bill(line(), seller=replace(FIRM, country="GR", vat_id="EL123456783")),
    "letters": bill(
        line('<b>&"Щ" น้ำ\x00\uffff\ud800</b>'), note="a\r\n\r\nb", buyer=replace(CLIENT, name="Їжак & Söhne")
    ),
    "long_address": bill(buyer=replace(CLIENT, address_lines=("Gate 4", "Hall B", "Floor 3", "Room 12"))),
}


@pytest.fixture(scope="module")
def failed() -> Iterator[Callable[[bytes], list[str]]]:
    """The official rules, run over an e-invoice: what each that failed says."""
    with official_rules() as run:
        yield run


@pytest.mark.parametrize("name", BILLS)
def test_the_official_rules_find_nothing(name: str, failed: Callable[[bytes], list[str]]) -> None:
    xml = invoice_xml(BILLS[name])
    assert failed(xml) == []
    assert facturx.xml_check_xsd(xml, flavor="factur-x", level="en16931")


def test_the_official_rules_find_faults_when_there_are_some(failed: Callable[[bytes], list[str]]) -> None:
    xml = invoice_xml(BILLS["invoice"])
    assert any(
        "BR-CO-15" in text for text in failed(xml.replace(b"<ram:GrandTotalAmount>", b"<ram:GrandTotalAmount>9"))
    )
    assert any("BR-S-02" in text for text in failed(xml.replace(b'schemeID="VA"', b'schemeID="XX"')))


@pytest.mark.parametrize("name", ["invoice", "credit_note", "rounding", "outside_vat"])
def test_the_xml_is_the_one_agreed_on(name: str) -> None:
    kept = GOLDEN / f"{name}.xml"
    assert etree.canonicalize(invoice_xml(BILLS[name]).decode(), strip_text=True) == etree.canonicalize(
        kept.read_text(encoding="utf-8"), strip_text=True
    )


def values(xml: bytes, path: str) -> list[str]:
    return [one.text for one in etree.fromstring(xml).findall(f".//{path}", NAMES)]


def adds_up(xml: bytes) -> None:
    """Read from the XML alone, to the cent: lines multiply, rates and totals add up."""

    def cents(value: Decimal) -> Decimal:
        return value.quantize(Decimal("0.01"), ROUND_HALF_UP)

    def amount(node: etree._Element, path: str) -> Decimal:
        return Decimal(node.findtext(f".//{path}", "0", NAMES))

    tree = etree.fromstring(xml)
    nets: dict[str | None, Decimal] = {}
    for one in tree.findall(".//ram:IncludedSupplyChainTradeLineItem", NAMES):
        net = amount(one, "ram:LineTotalAmount")
        assert net == cents(amount(one, "ram:ChargeAmount") * amount(one, "ram:BilledQuantity"))
        rate = one.findtext(".//ram:RateApplicablePercent", None, NAMES)
        nets[rate] = nets.get(rate, Decimal()) + net
    settlement = tree.find(".//ram:ApplicableHeaderTradeSettlement", NAMES)
    taxes = settlement.findall("ram:ApplicableTradeTax", NAMES)
    for tax in taxes:
        base = amount(tax, "ram:BasisAmount")
        assert base == nets[tax.findtext("ram:RateApplicablePercent", None, NAMES)]
        assert amount(tax, "ram:CalculatedAmount") == cents(base * amount(tax, "ram:RateApplicablePercent") / 100)
    total, vat = amount(settlement, "ram:LineTotalAmount"), amount(settlement, "ram:TaxTotalAmount")
    assert total == sum(nets.values()) == amount(settlement, "ram:TaxBasisTotalAmount")
    assert vat == sum(amount(tax, "ram:CalculatedAmount") for tax in taxes)
    assert amount(settlement, "ram:GrandTotalAmount") == total + vat
    assert amount(settlement, "ram:DuePayableAmount") == total + vat + amount(settlement, "ram:RoundingAmount")


@pytest.mark.parametrize("name", BILLS)
def test_the_xml_adds_up_to_the_cent(name: str) -> None:
    xml = invoice_xml(BILLS[name])
    adds_up(xml)
    paid = sum(one.gross.decimal for one in BILLS[name].lines)
    assert values(xml, "ram:DuePayableAmount") == [f"{paid:.2f}"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 10**8),
            st.sampled_from(["0", "7", "10", "14", "20", "25.5"]),
            st.none() | st.integers(1, 9999),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_whatever_is_billed_adds_up_and_passes_the_official_rules(failed, charges) -> None:
    lines = [
        line(f"Work {place}", f"{gross // 100}.{gross % 100:02}", vat, minutes=minutes)
        for place, (gross, vat, minutes) in enumerate(charges)
    ]
    xml = invoice_xml(bill(*lines))
    adds_up(xml)
    assert failed(xml) == []


@pytest.mark.parametrize(
    ("name", "category", "code"),
    [
        ("reverse_charge", "AE", ["VATEX-EU-AE"]),
        ("exempt", "E", []),
        ("outside_vat", "O", ["VATEX-EU-O"]),
        ("outside_vat_to_a_firm", "O", ["VATEX-EU-O"]),
    ],
)
def test_why_there_is_no_vat_is_said(name: str, category: str, code: list[str]) -> None:
    xml = invoice_xml(BILLS[name])
    assert set(values(xml, "ram:CategoryCode")) == {category}
    assert values(xml, "ram:ExemptionReasonCode") == code
    assert len(values(xml, "ram:ExemptionReason")) == 1


def test_a_reason_of_the_sellers_own_is_taken() -> None:
    assert values(invoice_xml(BILLS["exempt"]), "ram:ExemptionReason") == ["Teaching, § 39"]


def test_a_credit_note_has_positive_amounts_and_names_its_bill() -> None:
    xml = invoice_xml(BILLS["credit_note"])
    assert values(xml, "rsm:ExchangedDocument/ram:TypeCode") == ["381"]
    assert values(xml, "ram:InvoiceReferencedDocument/ram:IssuerAssignedID") == ["2026-0007"]
    assert values(xml, "ram:DuePayableAmount") == ["75.73"]


def test_rounding_stands_apart_and_what_is_paid_stays() -> None:
    xml = invoice_xml(BILLS["rounding"])
    assert values(xml, "ram:RoundingAmount") == ["-0.02"]
    assert (values(xml, "ram:GrandTotalAmount"), values(xml, "ram:DuePayableAmount")) == (["0.07"], ["0.05"])


def test_no_amount_is_written_with_an_exponent() -> None:
    xml = invoice_xml(bill(line(gross="1000000.00", vat="20", minutes=60_000)))
    assert b"E+" not in xml
    assert values(xml, "ram:BilledQuantity") == ["1000"]


def test_letters_that_xml_cannot_hold_are_left_out_or_stand_in() -> None:
    xml = invoice_xml(BILLS["letters"])
    assert values(xml, "ram:SpecifiedTradeProduct/ram:Name") == ['<b>&"Щ" น้ำ\ufffd</b>']


@pytest.mark.parametrize("unit", ["USDT", "BTC", "ETH"])
def test_a_currency_of_no_country_has_no_e_invoice(unit: str) -> None:
    with pytest.raises(FaultyInvoice, match=f"{unit} is not; the bill is there as a PDF") as refused:
        invoice_xml(bill(line(gross="1", currency=unit), currency=unit))
    assert len(refused.value.faults) == 1


def test_what_is_no_bill_is_no_e_invoice() -> None:
    faulty: Invoice = replace(bill(), lines=())
    with pytest.raises(FaultyInvoice, match="A bill without lines is none"):
        invoice_xml(faulty)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "drafthorse.models.document", None)
    with pytest.raises(NoPaper, match=r"pip install 'hiringhall\[paper\]'"):
        invoice_xml(bill())
