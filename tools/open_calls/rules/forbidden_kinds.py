"""Kinds of work that may not be put out, told by the words of a call. Which they are is data of whoever runs the hall."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from store.folding import plain_letters

# How far a place may lie from another one to be the same errand, and how long a company's calls are read together.
NEARBY_M = 300
TOGETHER_DAYS = 7

_WORD = re.compile(r"[^\W_]+")
_HOST = re.compile(r"(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Kind:
    """A forbidden kind of work: a text is of it when every one of the lists has a phrase in the text."""

    code: str
    needs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Split:
    """A forbidden kind that several calls of a company make up together. calls: those whose words do, this one among them."""

    code: str
    calls: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CallText:
    """What a call says, in full: title, description, start instructions, texts of what proves it, labels of questions.

    released: whether the operator looked at it and let it through."""

    call_id: int
    text: str
    released: bool = False


def kinds_hit(text: str, kinds: Iterable[Kind]) -> tuple[str, ...]:
    """The codes of the kinds a text is of, in the order of the kinds."""
    said = _said(text)
    return tuple(kind.code for kind in kinds if len(_met(said, kind)) == len(kind.needs))


def splits(this: CallText, others: Sequence[CallText], kinds: Iterable[Kind]) -> list[Split]:
    """What this call is of only together with others of its company. What a released one says by itself was looked at."""
    said = {one.call_id: _said(one.text) for one in (this, *others)}
    found = []
    for kind in kinds:
        met = {one.call_id: _met(said[one.call_id], kind) for one in (this, *others)}
        looked_at = any(one.released and len(met[one.call_id]) == len(kind.needs) for one in others)
        whole = len(set().union(*met.values())) == len(kind.needs)
        if whole and not looked_at and len(met[this.call_id]) < len(kind.needs):
            found.append(Split(kind.code, _makers(this.call_id, met)))
    return found


def hosts(text: str) -> frozenset[str]:
    """Web hosts that a text names, with or without an address around them; www. is nothing of its own."""
    return frozenset(host.removeprefix("www.") for host in _HOST.findall(text.lower()))


def _makers(this: int, met: Mapping[int, frozenset[int]]) -> tuple[int, ...]:
    """This call, and of the others the earliest that add what was missing."""
    makers, together = {this}, met[this]
    for call_id in sorted(met.keys() - {this}):
        if met[call_id] - together:
            makers.add(call_id)
            together |= met[call_id]
    return tuple(sorted(makers))


def _met(said: str, kind: Kind) -> frozenset[int]:
    """Which lists of a kind have a phrase in the words."""
    return frozenset(place for place, list in enumerate(kind.needs) if any(_said(phrase) in said for phrase in list))


def _said(text: str) -> str:
    """The words of a text between blanks, so that a phrase in it is whole words one after another."""
    return f" {' '.join(_WORD.findall(plain_letters(text)))} "
