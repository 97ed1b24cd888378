"""Bills on paper: what stands on them, read back as a machine reads it, and that the file is PDF/A-3 with the e-invoice inside."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import facturx
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pikepdf.pdfa import validate_written

from tests.tools.contracts.paper.papers import CLIENT, bill, credit_note, line, pages_of, text_of_pdf
from tools.contracts.paper.bills import render_invoice
from tools.contracts.paper.einvoices import invoice_xml
from tools.contracts.paper.refusals import FaultyInvoice, NoPaper
from tools.contracts.rules.documents import Invoice

GOLDEN = Path(__file__).parent / "golden"
FIVE_SCRIPTS = replace(
    bill(line("ออกแบบหน้าร้าน น้ำ"), line("تصميم الموقع"), line("हिन्दी क्षत्रिय"), note="Всего: 10 € – “ok”, Їжак № 5"),
    buyer=replace(CLIENT, name="ООО «Щербаков»"),
)
BILLS: dict[str, Invoice] = {
    "invoice": bill(
        line(), line("Talk", "7.23", "14", minutes=17), line("Books", "10.00", "0", minutes=None), note="Thank you."
    ),
    "rounding": bill(line(gross="0.02"), line(gross="0.03", vat="20")),
    "credit_note": credit_note(line(vat="0")),
    "usdt": bill(line(gross="1250.5", vat="0", currency="USDT"), currency="USDT"),
    "scripts": FIVE_SCRIPTS,
    "long": bill(*(line(f"Part {place}", "10.00") for place in range(100))),
}


@cache
def made(name: str) -> bytes:
    return render_invoice(BILLS[name])


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def schema_of(pdf: bytes) -> set[tuple[str, str]]:
    """What the metadata says by the schema of Factur-X, and how it describes the schema; descriptions are free text."""
    with opened(pdf) as read:
        tree = etree.fromstring(read.Root.Metadata.read_bytes())
    spaces = ("urn:factur-x", "http://www.aiim.org/pdfa/ns/schema#", "http://www.aiim.org/pdfa/ns/property#")
    nodes = [node for node in tree.iter(etree.Element) if node.tag.removeprefix("{").startswith(spaces)]
    return {(node.tag, (node.text or "").strip()) for node in nodes if not node.tag.endswith("}description")}


@pytest.mark.parametrize("name", ["invoice", "rounding", "credit_note", "usdt"])
def test_a_bill_reads_as_agreed_on(name: str) -> None:
    assert text_of_pdf(made(name)).strip() == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").strip()


class TestForArchives:
    """What PDF/A-3 and Factur-X want of the file's structure."""

    @pytest.mark.parametrize("name", BILLS)
    def test_it_is_pdf_a_3(self, name: str) -> None:
        with opened(made(name)) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert (pdf.pdf_version, str(pdf.Root.Lang)) == ("1.7", "en")
            assert [str(intent.S) for intent in pdf.Root.OutputIntents] == ["/GTS_PDFA1"]
            assert len(pdf.trailer.ID) == 2
            assert not pdf.is_encrypted
            meta = pdf.open_metadata()
            assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "B")
            assert meta["dc:title"].endswith(BILLS[name].number)
            assert "/Info" not in pdf.trailer

    @pytest.mark.parametrize("name", BILLS)
    def test_a_checker_of_pdf_a_finds_nothing_that_it_knows(self, name: str) -> None:
        """It knows no schemas of one's own in the metadata, which PDF/A-3 allows; of a bill on paper only it knows all."""
        report = validate_written(BytesIO(made(name)), "3b")
        for finding in report.findings:
            assert finding.rule == "ISO_19005_3:6.6.2.3.1-1", finding
            assert re.search("(namespace|property) (fx|pdfaExtension|pdfaSchema|pdfaProperty)[=:]", finding.message)
        assert report.passed == (name == "usdt")

    def test_the_checker_finds_what_is_wrong(self) -> None:
        with opened(made("usdt")) as pdf:
            del pdf.Root.OutputIntents
            broken = BytesIO()
            pdf.save(broken)
        assert not validate_written(broken, "3b").passed

    @pytest.mark.parametrize("name", BILLS)
    def test_every_font_is_inside_under_a_name_of_its_own(self, name: str) -> None:
        names = set()
        with opened(made(name)) as pdf:
            fonts = {font.objgen: font for page in pdf.pages for font in page.resources.Font.values()}
            for font in fonts.values():
                descendant = font.DescendantFonts[0]
                assert "/FontFile2" in descendant.FontDescriptor
                assert font.BaseFont == descendant.BaseFont == descendant.FontDescriptor.FontName
                assert "/ToUnicode" in font
                names.add(str(font.BaseFont))
        assert len(names) == len(fonts) >= 2

    def test_the_e_invoice_inside_is_the_one_that_is_made_alone(self) -> None:
        name, xml = facturx.get_xml_from_pdf(made("invoice"), check_xsd=True, check_schematron=False)
        assert (name, xml) == ("factur-x.xml", invoice_xml(BILLS["invoice"]))
        with opened(made("invoice")) as pdf:
            (file,) = pdf.Root.AF
            assert (str(file.AFRelationship), str(file.UF)) == ("/Alternative", "factur-x.xml")
            assert str(file.EF.F.Subtype) == "/text/xml"
            assert "/ModDate" in file.EF.F.Params
            meta = pdf.open_metadata()
            fx = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
            said = [meta[fx + one] for one in ("DocumentType", "DocumentFileName", "Version", "ConformanceLevel")]
            assert said == ["INVOICE", "factur-x.xml", "1.0", "EN 16931"]

    def test_what_it_says_of_the_e_invoice_is_what_factur_x_says(self) -> None:
        """Their library puts the same e-invoice into a bill of ours that has none: properties, their schema, names of files."""
        theirs = facturx.generate_from_binary(
            made("usdt"),
            invoice_xml(BILLS["invoice"]),
            check_xsd=False,
            check_schematron=False,
            afrelationship="alternative",
        )
        ours = made("invoice")
        assert schema_of(ours) == schema_of(theirs)
        assert facturx.get_xml_from_pdf(ours, check_schematron=False) == facturx.get_xml_from_pdf(
            theirs, check_schematron=False
        )

    def test_a_bill_that_can_be_no_e_invoice_has_none_inside(self) -> None:
        with opened(made("usdt")) as pdf:
            assert "/AF" not in pdf.Root
            assert "urn:factur-x" not in str(pdf.open_metadata())
            assert pdf.attachments == {}

    def test_its_date_is_the_bills_and_the_same_bill_is_the_same_bytes(self) -> None:
        assert made("invoice") == render_invoice(BILLS["invoice"])
        with opened(made("invoice")) as pdf:
            assert pdf.open_metadata()["xmp:CreateDate"] == "2026-11-29T00:00:00+02:00"

    def test_bills_made_at_the_same_time_are_those_made_alone(self) -> None:
        names = [*BILLS][:5] * 3
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(render_invoice, map(BILLS.get, names))) == [made(name) for name in names]


class TestWhatIsRead:
    def test_every_script_reads_back_as_it_was_written(self) -> None:
        text = text_of_pdf(made("scripts"))
        for written in ("ООО «Щербаков»", "ออกแบบหน้าร้าน น้ำ", "हिन्दी क्षत्रिय", "Всего: 10 € – “ok”, Їжак № 5"):
            assert written in text
        # Two words from the right to the left change places for a reader that goes from the left.
        assert {"تصميم", "الموقع"} <= set(text.split())

    def test_what_stands_after_another_script_is_in_the_right_letters(self) -> None:
        text = text_of_pdf(made("scripts"))
        assert "Hafenstr. 9" in text
        assert "2026-11-02" in text
        assert text.count("Net total") == 1

    def test_what_has_no_letters_is_shown_and_named(self) -> None:
        text = text_of_pdf(render_invoice(bill(line("漢字 ok 漢"))))
        assert "\ufffd\ufffd ok \ufffd" in text
        sentence = " ".join(text.split())
        assert (
            "\ufffd stands for characters that this document has no letters for: U+6F22 CJK UNIFIED IDEOGRAPH-6F22, "
            "U+5B57 CJK UNIFIED IDEOGRAPH-5B57. The e-invoice inside this file has them all." in sentence
        )

    def test_many_without_letters_are_counted(self) -> None:
        text = " ".join(text_of_pdf(render_invoice(bill(line("".join(map(chr, range(0x4E00, 0x4E20))))))).split())
        assert "U+4E09 CJK UNIFIED IDEOGRAPH-4E09 and 22 more." in text

    def test_nothing_is_missing_silently(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING):
            for one in BILLS.values():
                render_invoice(one)
        assert [record.message for record in caplog.records if "missing" in record.message] == []

    def test_a_hundred_lines_take_pages_with_their_numbers_and_sums_on_the_last(self) -> None:
        pages = pages_of(made("long"))
        assert len(pages) >= 4
        for number, page in enumerate(pages, start=1):
            assert f"page {number} of {len(pages)}" in page
            assert "Description" in page
            assert ("To pay" in page) == (number == len(pages))
        together = "\n".join(pages)
        assert all(f"Part {place} 1:35" in together for place in range(100))
        assert "Part 99 " in pages[-1]
        assert "1 000.00" in pages[-1]

    @pytest.mark.parametrize("count", range(18, 32))
    def test_the_sums_are_never_alone_on_a_page(self, count: int) -> None:
        last = pages_of(render_invoice(bill(*(line(f"Part {place}", "10.00") for place in range(count)))))[-1]
        assert f"Part {count - 1} " in last
        assert "To pay" in last

    def test_a_word_longer_than_its_column_is_broken_and_all_there(self) -> None:
        word = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenfabrikationsgebäude" * 3
        pdf = render_invoice(bill(line(f"A {word} b")))
        assert word in text_of_pdf(pdf).replace("\n", "").replace(" ", "")
        assert len(pages_of(pdf)) == 1

    def test_a_line_longer_than_a_page_goes_on_on_the_next(self) -> None:
        pages = pages_of(render_invoice(bill(line("W" * 3000), line("Last"))))
        assert "".join(pages).count("W") == 3000 + sum(page.count("Work") for page in pages)
        assert "Last" in pages[-1]

    def test_a_note_longer_than_a_page_goes_on_on_the_next(self) -> None:
        pages = pages_of(render_invoice(bill(note="\n".join(f"Clause {number}." for number in range(150)))))
        assert 3 <= len(pages) <= 4
        assert all(f"Clause {number}." in "\n".join(pages) for number in range(150))

    @settings(max_examples=20, deadline=None)
    @given(st.text(), st.text(min_size=1), st.text(), st.text(max_size=30))
    def test_any_text_makes_a_bill_that_archives_take(self, label: str, name: str, note: str, place: str) -> None:
        buyer = replace(CLIENT, name=f"A {name}", address_lines=(place, label))
        pdf = render_invoice(bill(line(f"Work {label}"), buyer=buyer, note=note, reference=place, label=name))
        assert {finding.rule for finding in validate_written(BytesIO(pdf), "3b").findings} == {
            "ISO_19005_3:6.6.2.3.1-1"
        }
        assert facturx.get_xml_from_pdf(pdf, check_xsd=True, check_schematron=False)[1]
        assert "To pay, EUR 63.33" in text_of_pdf(pdf)

    def test_text_of_others_is_shown_as_the_characters_it_is(self) -> None:
        text = text_of_pdf(render_invoice(bill(line("**b** <b>x</b> {nb} \x07\u202eevil"), number="7 (a) \\ 8")))
        assert "**b** <b>x</b> {nb} evil" in text
        assert "Invoice 7 (a) \\ 8 · page 1 of 1" in text


class TestRefusals:
    def test_what_is_no_bill_is_not_made(self) -> None:
        with pytest.raises(FaultyInvoice, match="It is due on 2026-01-01, before it was issued on 2026-11-29"):
            render_invoice(bill(due=bill().issued.replace(month=1, day=1)))

    @pytest.mark.parametrize("library", ["fpdf", "pikepdf", "uharfbuzz", "fontpkg_noto_sans_thai"])
    def test_without_the_extra_it_says_what_to_install(self, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, library, None)
        with pytest.raises(NoPaper, match=r"This hall makes no documents .*pip install 'hiringhall\[paper\]'"):
            render_invoice(bill())


def test_what_makes_documents_is_loaded_when_the_first_is_made() -> None:
    program = (
        "import sys, tools.contracts.paper.bills, tools.contracts.paper.agreements;"
        "print(sorted({'fpdf', 'pikepdf', 'drafthorse', 'uharfbuzz', 'fontTools', 'lxml', 'PIL'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=GOLDEN.parents[4]
    )
    assert done.stdout.strip() == "[]"
