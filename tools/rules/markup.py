"""Which `<` opens a tag of HTML, and which is a sign that somebody wrote: a browser takes far too much for tags."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Tags that part lines; in a table a row does, its cells are parted by a blank.
_BLOCKS = frozenset(
    """
    address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol optgroup option p pre search section summary table tbody
    tfoot thead tr ul
    """.split()  # noqa: SIM905
)
_CELLS = frozenset(("td", "th"))
# What a browser runs, loads or reads in another way; never text, whatever stands in the tag.
_NEVER_TEXT = frozenset(
    """
    applet base embed frame frameset iframe link math meta noembed noframes noscript object param plaintext script style svg
    template textarea title xmp
    """.split()  # noqa: SIM905
)
_INLINE = frozenset(
    """
    a abbr acronym area audio b bdi bdo big blink button canvas cite code col colgroup data datalist del dfn em font i img
    input ins kbd label map mark marquee meter nobr output picture progress q rp rt ruby s samp select slot small source span
    strike strong sub sup time track tt u var video wbr
    """.split()  # noqa: SIM905
)
_KNOWN = _BLOCKS | _CELLS | _NEVER_TEXT | _INLINE
# What office programs leave in copied text.
_OF_OFFICE = re.compile(r"(?:o|v|w|m|x|st1):[a-z]+")
# The attributes that may stand without a value; `<b and c>` has words instead.
_BARE = frozenset(
    """
    allowfullscreen async autofocus autoplay checked compact contenteditable controls default defer disabled download draggable
    hidden inert ismap itemscope loop multiple muted noshade novalidate nowrap open readonly required reversed selected
    """.split()  # noqa: SIM905
)

_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+)"""
_ATTRIBUTE = re.compile(rf"""([^\s"'<>/=]+)(\s*=\s*{_VALUE})?""")
_TAG = re.compile(
    rf"""<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)(?P<rest>(?:[\s/]+[^\s"'<>/=]+(?:\s*=\s*{_VALUE})?)*[\s/]*)>"""
)
_RAW = re.compile(rf"<(?:{'|'.join(sorted(_NEVER_TEXT))})(?![a-zA-Z0-9:-])[^<>]*>", re.IGNORECASE)
_HIDDEN = re.compile(r"<!--.*?-->|<!doctype[^<>]*>|<\?xml[^<>]*\?>", re.IGNORECASE | re.DOTALL)
# Stands for the end of a line while the tags are gone through; no text has it.
_EDGE = "\ue0fe"
_EDGES = re.compile(rf"[ \t]*{_EDGE}(?:\s*{_EDGE})*[ \t]*")


def with_known_tags(text: str, kept: Iterable[str]) -> str:
    """HTML in which every `<` opens a tag that HTML knows; others are text.

    kept: tags that stay; of the rest those that part lines are breaks."""
    keeps = frozenset(kept)
    parts: list[str] = []
    at = 0
    text = text.replace(_EDGE, "")
    while (start := text.find("<", at)) >= 0:
        parts.append(text[at:start])
        part, at = _opened(text, start, keeps)
        parts.append(part)
    parts.append(text[at:])
    return _broken("".join(parts), keeps)


def _opened(text: str, start: int, keeps: frozenset[str]) -> tuple[str, int]:
    """What stands for the tag or sign that begins here, and where the text goes on."""
    if hidden := _HIDDEN.match(text, start):
        return "", hidden.end()
    tag = _TAG.match(text, start)
    if tag is not None and _is_known(tag):
        return _instead(tag, keeps), tag.end()
    if raw := _RAW.match(text, start):
        return raw[0], raw.end()
    return "&lt;", start + 1


def _is_known(tag: re.Match[str]) -> bool:
    name = tag["name"].lower()
    if name not in _KNOWN:
        return _OF_OFFICE.fullmatch(name) is not None
    return name in _NEVER_TEXT or all(
        value or attribute.lower() in _BARE for attribute, value in _ATTRIBUTE.findall(tag["rest"])
    )


def _instead(tag: re.Match[str], keeps: frozenset[str]) -> str:
    name = tag["name"].lower()
    if name in keeps or name in _NEVER_TEXT or name in _INLINE:
        return tag[0]
    if name in _CELLS:
        return " " if tag["end"] else ""
    return _EDGE if name in _BLOCKS else ""


def _broken(text: str, keeps: frozenset[str]) -> str:
    """The text with one break for every run of edges, none where a kept tag that parts lines stands beside it, or an end."""
    lines = _EDGES.sub(_EDGE, text).strip().strip(_EDGE)
    beside = "|".join(sorted((keeps & _BLOCKS) - {"br"}))
    if beside:
        lines = re.sub(rf"(</?(?:{beside})\b[^<>]*>\s*){_EDGE}", r"\1", lines, flags=re.IGNORECASE)
        lines = re.sub(rf"{_EDGE}(\s*</?(?:{beside})\b)", r"\1", lines, flags=re.IGNORECASE)
    return lines.replace(_EDGE, "<br>" if "br" in keeps else "\n")
