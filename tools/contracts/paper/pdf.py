"""A document as PDF/A-3: letters inside, dates of the document and not of now, text that reads back as it was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from tools.contracts.paper.fonts import add_fonts
from tools.contracts.paper.refusals import NoPaper

MAKER = "Hiring Hall"
XML_NAME = "factur-x.xml"
# What a glyph without a letter of its own reads as: a blank without width.
_NOTHING = "<200B>"
# What XML cannot hold though it is a character.
_UNFIT = re.compile("[\ufffe\uffff]")
_READS_AS = re.compile(rb"<([0-9A-F]{4})> <[0-9A-F]+>")


@dataclass(frozen=True, slots=True)
class About:
    """What a document says of itself. made: the moment it stands for. einvoice: the same bill as XML, to go inside."""

    title: str
    author: str
    language: str
    made: datetime
    einvoice: bytes | None = None


def made_pdf(about: About, text: str, draw: Callable[[Any], None]) -> bytes:
    """A PDF/A-3 document. text: everything that will stand in it, for its letters; draw is given the open FPDF.

    The same document is the same bytes. NoPaper when the extra is not installed."""
    try:
        import fontpkg_noto_sans
        import fontpkg_noto_sans_arabic
        import fontpkg_noto_sans_devanagari
        import fontpkg_noto_sans_thai
        import fpdf
        import pikepdf
        import uharfbuzz
    except ImportError as missing:
        raise NoPaper(missing) from None
    del fontpkg_noto_sans, fontpkg_noto_sans_arabic, fontpkg_noto_sans_devanagari, fontpkg_noto_sans_thai, uharfbuzz
    pdf = fpdf.FPDF(enforce_compliance="PDFA_3B")
    _describe(pdf, about)
    _add_fonts(pdf, text)
    draw(pdf)
    _check_letters(pdf)
    return _mended(pikepdf, bytes(pdf.output()))


def _describe(pdf: Any, about: About) -> None:
    pdf.set_lang(about.language)
    pdf.set_creation_date(about.made)
    pdf.set_xmp_metadata(_metadata(about))
    if about.einvoice is not None:
        pdf.embed_file(
            bytes=about.einvoice,
            basename=XML_NAME,
            mime_type="text/xml",
            associated_file_relationship="Alternative",
            desc="The bill as an e-invoice",
            creation_date=about.made,
            modification_date=about.made,
            compress=True,
            checksum=True,
        )


def _add_fonts(pdf: Any, text: str) -> None:
    _, *others = add_fonts(pdf, text)
    pdf.set_fallback_fonts(others, exact_match=True)
    pdf.set_text_shaping(True)
    pdf.set_auto_page_break(False)
    # Else fpdf2 writes the number of pages wherever others wrote {nb}.
    pdf.alias_nb_pages(None)
    pdf.c_margin = 0


def _check_letters(pdf: Any) -> None:
    """No document goes out with a letter left blank: what has none was to be replaced and named."""
    blank = sorted({code for font in pdf.fonts.values() for code in font.missing_glyphs})
    if blank:
        raise RuntimeError(f"no letters for {', '.join(f'U+{code:04X}' for code in blank)}")


def _mended(pikepdf: Any, made: bytes) -> bytes:
    """The document so that whoever copies its text gets what was written: shaped glyphs without a letter would read as
    their number, which may be a digit. Fonts are told apart by name."""
    with pikepdf.open(BytesIO(made)) as document:
        for number, font in enumerate(_composite_fonts(document)):
            font.ToUnicode.write(_with_all_codes(font))
            _name_apart(pikepdf, font, number)
        # How a reader opens it is the reader's own choice.
        if "/OpenAction" in document.Root:
            del document.Root["/OpenAction"]
        saved = BytesIO()
        document.save(saved, deterministic_id=True)
        return saved.getvalue()


def _composite_fonts(document: Any) -> Iterator[Any]:
    seen = set()
    for page in document.pages:
        for font in page.resources.get("/Font", {}).values():
            if font.objgen not in seen and font.get("/Subtype") == "/Type0":
                seen.add(font.objgen)
                yield font


def _with_all_codes(font: Any) -> bytes:
    """The font's table of what its codes read as, with those that have a glyph and stand not in it."""
    table: bytes = font.ToUnicode.read_bytes()
    known = {int(code, 16) for code in _READS_AS.findall(table)}
    # Two bytes for each code there may be; which way round is all the same.
    glyphs = memoryview(font.DescendantFonts[0].CIDToGIDMap.read_bytes()).cast("H")
    drawn = [code for code, glyph in enumerate(glyphs) if glyph and code]
    lines = [f"<{code:04X}> {_NOTHING}" for code in drawn if code not in known]
    more = [
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for part in (lines[start : start + 100] for start in range(0, len(lines), 100))
    ]
    return table.replace(b"endcmap", "".join(more).encode() + b"endcmap", 1)


def _name_apart(pikepdf: Any, font: Any, number: int) -> None:
    """A name of its own for each cut of a font: a tag of six letters and the family's name."""
    family = str(font.BaseFont).partition("+")[2]
    tag = "HALL" + chr(ord("A") + number // 26) + chr(ord("A") + number % 26)
    name = pikepdf.Name(f"/{tag}+{family}")
    descendant = font.DescendantFonts[0]
    font.BaseFont = descendant.BaseFont = descendant.FontDescriptor.FontName = name


def _metadata(about: About) -> str:
    """What the document says of itself as XMP; of PDF/A, fpdf2 writes no other."""
    made = about.made.isoformat(timespec="seconds")
    return f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_escaped(about.title)}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{_escaped(about.author)}</rdf:li></rdf:Seq></dc:creator></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{MAKER}</pdf:Producer></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{MAKER}</xmp:CreatorTool><xmp:CreateDate>{made}</xmp:CreateDate></rdf:Description>
{_einvoice_metadata() if about.einvoice is not None else ""}</rdf:RDF></x:xmpmeta>"""


def _escaped(text: str) -> str:
    return escape(_UNFIT.sub("\ufffd", text))


def _einvoice_metadata() -> str:
    """That an e-invoice is inside, and the schema of saying so, which PDF/A wants described."""
    space = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
    said = {
        "DocumentType": "INVOICE",
        "DocumentFileName": XML_NAME,
        "Version": "1.0",
        "ConformanceLevel": "EN 16931",
    }
    about = {
        "DocumentType": "The type of the document",
        "DocumentFileName": "The name of the embedded XML document",
        "Version": "The version of the standard of the embedded XML document",
        "ConformanceLevel": "The profile of the embedded XML document",
    }
    values = "".join(f"<fx:{name}>{value}</fx:{name}>" for name, value in said.items())
    properties = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        "<pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>"
        f"<pdfaProperty:description>{text}</pdfaProperty:description></rdf:li>"
        for name, text in about.items()
    )
    return f"""<rdf:Description rdf:about="" xmlns:fx="{space}">{values}</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{space}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
