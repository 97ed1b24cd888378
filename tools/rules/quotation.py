"""Somebody's words as part of a sentence of ours: in quotation marks, and without any of their own."""

from __future__ import annotations

import unicodedata

# What is read as a quotation mark without being one by its kind.
_MARKS = frozenset(
    "\"'`\u00b4\u02b9\u02ba\u02bb\u02bc\u02bd\u02c8\u02ca\u02cb\u02ee\u05f3\u05f4\u201a\u201e\u2032\u2033\u2034\u2035\u2036\u2037"
    "\u2057\u275b\u275c\u275d\u275e\u275f\u2760\u2e42\u300c\u300d\u300e\u300f\u301d\u301e\u301f\ufe41\ufe42\ufe43\ufe44"
    "\uff02\uff07\uff40\uff62\uff63\U0001f676\U0001f677\U0001f678"
)

# Those among them that plain text has.
_PLAIN_MARKS = tuple(mark for mark in _MARKS if mark.isascii())


def cut(line: str, longest: int) -> str:
    """The line, or as much of it as goes with an ellipsis."""
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def in_quotes(line: str) -> str:
    """The line in “”; it cannot leave them."""
    # Most lines are plain, and few of their signs could be one.
    if line.isascii() and not any(mark in line for mark in _PLAIN_MARKS):
        return f"“{line}”"
    bare = "".join("\u2019" if _is_mark(sign) else sign for sign in line)
    return f"“{bare}”"


def _is_mark(sign: str) -> bool:
    return sign in _MARKS or unicodedata.category(sign) in ("Pi", "Pf")
