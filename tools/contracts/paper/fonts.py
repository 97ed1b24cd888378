"""The letters of documents: Noto Sans in four scripts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
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


@dataclass(frozen=True, slots=True)
class FontFile:
    """A family in one weight."""

    family: str
    style: str
    file: Path


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


def font_files(text: str, folder: Path) -> list[FontFile]:
    """The families that a text needs, regular and bold, written into a folder. The main one is always there and first.

    They are whole: shaping takes letters that stand not in the text. What is not used is left out of the document later."""
    others = {family for character in text for family in _families_of(character)[:1]}
    written = []
    for family in FAMILIES:
        for style, weight in WEIGHTS.items() if family == MAIN or family in others else ():
            file = folder / f"{family.replace(' ', '')}{weight}.ttf"
            file.write_bytes(_in_weight(family, weight))
            written.append(FontFile(family, style, file))
    return written


def _families_of(character: str) -> list[str]:
    return [family for family in FAMILIES if ord(character) in _characters(family)]


@lru_cache(maxsize=len(FAMILIES) * len(WEIGHTS))
def _in_weight(family: str, weight: int) -> bytes:
    """The font, which has every weight between thin and black, in one of them."""
    import uharfbuzz

    face = _face(family)
    choice = uharfbuzz.SubsetInput()
    choice.keep_everything()
    choice.pin_axis_location(face, "wght", weight)
    choice.pin_axis_location(face, "wdth", 100)
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
