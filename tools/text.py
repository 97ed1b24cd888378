"""Cleaning of text that other people wrote, before a model or a browser reads it."""

from __future__ import annotations

import html as entities
import re
import unicodedata

import nh3

from tools.rules.markup import with_known_tags

# Zero-width, bidi controls, tag characters, variation selectors used for hiding, interlinear and other format characters.
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
# What breaks a line, or parts fields, and is not a newline.
_BREAKS = re.compile("[\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]")

ALLOWED_TAGS = {"p", "br", "b", "strong", "i", "em", "u", "ul", "ol", "li", "a", "h1", "h2", "h3", "h4", "code", "pre"}


def visible(text: str) -> str:
    """The text without control, zero-width, bidi and tag characters; NFC; line ends as newlines."""
    unified = _BREAKS.sub("\n", text.replace("\r\n", "\n"))
    return unicodedata.normalize("NFC", _CONTROL.sub("", _HIDDEN.sub("", unified)))


def plain(text: str) -> str:
    """One field of plain text: visible characters, without blanks around it. Markup stays as the characters it is."""
    return visible(text).strip()


def one_line(text: str) -> str:
    """The text as one line: visible characters, line breaks and runs of blanks as one blank."""
    return " ".join(visible(text).split())


def html(text: str) -> str:
    """HTML kept clean: a few formatting tags, http links; scripts, styles and handlers are gone, signs of less stay."""
    cleaned = nh3.clean(
        with_known_tags(visible(text), ALLOWED_TAGS),
        tags=ALLOWED_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
    )
    return cleaned.strip()


def without_tags(text: str) -> str:
    """HTML as plain text, for lists and excerpts."""
    stripped = nh3.clean(with_known_tags(text, ()), tags=set())
    lines = (line.strip() for line in entities.unescape(stripped).split("\n"))
    return "\n".join(line for line in lines if line)
