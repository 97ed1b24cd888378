"""In which of our languages a browser is answered."""

from __future__ import annotations

import re

from tools.rules.sentences import ENGLISH
from tools.rules.sentences import LANGUAGES as OTHERS

LANGUAGES = (ENGLISH, *OTHERS)
_QUALITY = re.compile(r"^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$")


def language_of(accept: str, own: str | None = None) -> str:
    """The language of a page. own: a person's, where one is known; accept: the Accept-Language header."""
    return str(own) if own in LANGUAGES else asked_for(accept) or ENGLISH


def asked_for(accept: str) -> str | None:
    """Which of our languages a browser asks for before all others of ours; None where it names none of them."""
    found: list[tuple[float, str]] = []
    for part in accept[:500].split(","):
        name, _, quality = part.strip().partition(";")
        weight = quality.strip().replace(" ", "")
        if weight and not _QUALITY.match(weight):
            continue
        value = float(weight[2:]) if weight else 1.0
        if value > 0 and (primary := name.strip().lower().partition("-")[0]) in LANGUAGES:
            found.append((value, primary))
    return max(found, key=lambda one: one[0])[1] if found else None
