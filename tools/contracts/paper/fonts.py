"""The letters of documents: Noto Sans in four scripts."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from typing import Any

# Family and the package with its files, the one for everything else first.
FAMILIES = {
    "Noto Sans": ("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    "Noto Sans Thai": ("fontpkg_noto_sans_thai", "NotoSansThai[wdth,wght].ttf"),
    "Noto Sans Arabic": ("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
    "Noto Sans Devanagari": ("fontpkg_noto_sans_devanagari", "NotoSansDevanagari[wdth,wght].ttf"),
}
MAIN = "Noto Sans"
WEIGHTS = {"": 400, "B": 600}
# Stands for what no family has.
STAND_IN = "\N{REPLACEMENT CHARACTER}"


def without_letters(text: str) -> list[str]:
    """The characters that no family can show, in the order in which they come, each once."""
    return [character for character in dict.fromkeys(text) if not character.isspace() and not _families_of(character)]


def with_stand_ins(text: str) -> str:
    """The text as it can be shown, in one line."""
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if _families_of(character):
        return character
    return " " if character.isspace() else STAND_IN


def add_fonts(pdf: Any, text: str) -> list[str]:
    """Give an FPDF the families that a text needs, regular and bold: which they are, the main one always and first.

    They are whole: shaping takes letters that stand not in the text. What is not used is left out of the document later."""
    others = {family for character in text for family in _families_of(character)[:1]}
    needed = [family for family in FAMILIES if family == MAIN or family in others]
    for family in needed:
        for style in WEIGHTS:
            _add_font(pdf, family, style)
    return needed


def _add_font(pdf: Any, family: str, style: str) -> None:
    """What pdf.add_font does with a file, which reads all of its tables for every document."""
    from fontTools.ttLib import TTFont
    from fpdf.fonts import HarfBuzzFont, SubsetMap

    font = copy(_read_font(family, style))
    font.i = len(pdf.fonts) + 1
    # The document's own is what it changes: all that it does not show is cut out of the outlines, the rest is counted.
    font.ttfont = TTFont(BytesIO(_outlines(family, style)), recalcTimestamp=False, lazy=True)
    font._hbfont = HarfBuzzFont(_whole(family, style))
    font.desc, font.cw = copy(font.desc), font.cw.copy()
    font.missing_glyphs, font.subset = [], SubsetMap(font)
    pdf.fonts[font.fontkey] = font


def _families_of(character: str) -> list[str]:
    return [family for family in FAMILIES if ord(character) in _characters(family)]


@lru_cache(maxsize=len(FAMILIES) * len(WEIGHTS))
def _read_font(family: str, style: str) -> Any:
    """The font as fpdf2 reads it, which no document changes."""
    import fpdf
    from fpdf.fonts import TTFFont

    file: Any = BytesIO(_outlines(family, style))
    return TTFFont(fpdf.FPDF(), file, f"{family.lower()}{style}", style)


@lru_cache(maxsize=len(FAMILIES) * len(WEIGHTS))
def _whole(family: str, style: str) -> Any:
    """The font for shaping."""
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob(_in_weight(family, style, without=())))


@lru_cache(maxsize=len(FAMILIES) * len(WEIGHTS))
def _outlines(family: str, style: str) -> bytes:
    """The font without what only shaping reads: no document has it inside, but to leave it out it would be read whole."""
    return _in_weight(family, style, without=("GDEF", "GPOS", "GSUB"))


def _in_weight(family: str, style: str, without: Sequence[str]) -> bytes:
    """The font, which has every weight between thin and black, in one of them, without some of its tables."""
    import uharfbuzz

    face = _face(family)
    choice = uharfbuzz.SubsetInput()
    choice.keep_everything()
    choice.pin_axis_location(face, "wght", WEIGHTS[style])
    choice.pin_axis_location(face, "wdth", 100)
    choice.drop_table_tag_set.update(int.from_bytes(table.encode()) for table in without)
    data: bytes = uharfbuzz.subset(face, choice).blob.data
    return data


@lru_cache(maxsize=len(FAMILIES))
def _characters(family: str) -> frozenset[int]:
    return frozenset(_face(family).unicodes)


@lru_cache(maxsize=len(FAMILIES))
def _face(family: str) -> Any:
    import uharfbuzz

    package, name = FAMILIES[family]
    return uharfbuzz.Face(uharfbuzz.Blob((files(package) / "files" / name).read_bytes()))
