"""Postal codes as they are compared, and what is written for many of them: a beginning with a star."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from tools.rules.sentences import worded

LONGEST = 20
SHORTEST_PREFIX = 2
STAR = "*"


@dataclass(frozen=True, slots=True)
class PostalCode:
    """A code, or all that begin with it. code: its letters and digits in capitals."""

    code: str
    is_prefix: bool
    written: str

    @property
    def key(self) -> tuple[str, bool]:
        return self.code, self.is_prefix


def postal_code(written: str) -> PostalCode:
    """A code as somebody wrote it: 55401, SW1A 1AA, 554*. ValueError says what is wrong with it."""
    text = written.strip()
    is_prefix = text.endswith(STAR)
    code = cleaned(text.removesuffix(STAR))
    if len(text) > LONGEST:
        raise ValueError(
            worded("{text!r}... is longer than {longest} characters", text=text[:LONGEST], longest=LONGEST)
        )
    if STAR in text.removesuffix(STAR):
        raise ValueError(
            worded("{text!r} has a star that is not its end; write 554* for all that begin with 554", text=text)
        )
    if is_prefix and len(code) < SHORTEST_PREFIX:
        raise ValueError(
            worded(
                "{text!r} needs at least {shortest_prefix} characters before the star",
                text=text,
                shortest_prefix=SHORTEST_PREFIX,
            )
        )
    if not code.isalnum():
        raise ValueError(
            worded(
                "{text!r} is no postal code: letters, digits, blanks and hyphens, such as 55401 or SW1A 1AA", text=text
            )
        )
    return PostalCode(code, is_prefix, text)


def cleaned(written: str) -> str:
    """A code as it is compared: capitals, digits of one kind, no blanks, hyphens and dots."""
    characters = (_plain(character) for character in unicodedata.normalize("NFKC", written))
    return "".join(character for character in characters if not character.isspace() and character not in "-.").upper()


def site_codes(country: str | None, written: str | None) -> list[str]:
    """What a site's code is looked for as, the exact one first: in the US the five digits besides all nine."""
    code = cleaned(written or "")
    if country == "US" and len(code) == 9 and code.isdigit():
        return [code, code[:5]]
    return [code] if code else []


def beginnings(codes: Iterable[str]) -> list[str]:
    """What a prefix that holds one of the codes can be, the longest first."""
    found = {code[:length] for code in codes for length in range(SHORTEST_PREFIX, len(code) + 1)}
    return sorted(found, key=lambda prefix: (-len(prefix), prefix))


def _plain(character: str) -> str:
    digit = unicodedata.digit(character, None)
    return character if digit is None else str(digit)
