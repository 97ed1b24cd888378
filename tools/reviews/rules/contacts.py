"""Ways to reach somebody outside that stand in a text: mail addresses, links and phone numbers."""

from __future__ import annotations

import re

REMOVED = "[removed]"
# Each part is bounded, so that no text takes long. A run of dots cannot be split in two ways.
_MAIL = re.compile(r"[^\s@<>\[\]()\"',;:]{1,64}\s?@\s?[^\s@<>\[\]()\"',;:]{1,120}\.[^\W\d_]{2,24}")
_LINK = re.compile(r"(?:[a-z][a-z0-9+.-]{1,10}://|\bwww\.)[^\s<>\"'\[\]]{1,400}", re.IGNORECASE)
# A bare name of a place in the net, by the endings people write: 'example.com/offer'.
_SITE = re.compile(
    r"\b(?:[a-z0-9][a-z0-9-]{0,62}\.){1,4}(?:com|net|org|info|biz|io|me|app|dev|shop|site|online|xyz|top|link|ly|ru|su|fi|de|uk|eu)"
    r"\b(?:/[^\s<>\"'\[\]]{0,400})?",
    re.IGNORECASE,
)
# Seven digits or more with what people put between them, days that stand among them not counted.
FEWEST_DIGITS = 7
_PHONE = re.compile(r"(?<![\w.,])(?:\+|00)?\d(?:[ \u00a0().\-/]{0,2}\d){6,17}(?![\w])")
_DATE = re.compile(r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d")


def without_contacts(text: str) -> tuple[str, bool]:
    """The text with [removed] where somebody could be reached, and whether there was any such place."""
    found = text
    for pattern in (_LINK, _MAIL, _SITE):
        found = pattern.sub(REMOVED, found)
    found = _PHONE.sub(_unless_days, found)
    return found, found != text


def _unless_days(match: re.Match[str]) -> str:
    digits = sum(sign.isdigit() for sign in _DATE.sub("", match[0]))
    return match[0] if digits < FEWEST_DIGITS else REMOVED
