"""The operations as seen by the operations that look for operations."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from server.calls.answers import compact
from server.calls.auth import admit, may_call
from server.calls.consent import DEFAULT_LIMIT
from server.cards import Card
from server.discovery.related import related
from server.registry import Registry, is_visible
from server.schema.answer import output_schema
from server.schema.listing import brief_schema, sparing
from server.schema.schema import envelope_schemas, input_schema
from tools.call import NOBODY, Caller
from tools.errors import Refusal
from tools.operation import Operation
from tools.wallet.rules.wallet import usd_text

if TYPE_CHECKING:
    from server.discovery.ranking import Index

# A name this near in spelling (of 100) was probably mistyped; others are looked for by what they mean.
MISTYPED = 80
NEAR = 3
MOST_OPTIONAL = 12
# Bytes of a description that most should stay under; of a longer one the furthest errors are left out.
DESCRIBED, LEAST_ERRORS = 2_990, 3
INSIDES = 'The schema names only the keys of some objects; include ["input"] shows their insides.'
_SENTENCES = re.compile(r"(?<=[a-z0-9)][.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Sight:
    """What a connection was narrowed to."""

    toolsets: frozenset[str] | None = None
    read_only: bool = False


class RegistryFinder:
    """Finds and describes operations of a registry, as far as a connection serves them."""

    def __init__(self, registry: Registry, sight: Sight | None = None, whole: RegistryFinder | None = None) -> None:
        self._registry = registry
        self._sight = sight or Sight()
        self._whole = whole

    def narrowed(self, toolsets: frozenset[str] | None, read_only: bool) -> RegistryFinder:
        """The finder of a connection that serves only these toolsets, or reads only."""
        if toolsets is None and not read_only:
            return self
        return RegistryFinder(self._registry, Sight(toolsets, read_only), self)

    @cached_property
    def _index(self) -> Index:
        if self._whole is not None:
            return self._whole._index
        # Imported here: a start should not pay for what only the first search needs.
        from server.discovery.ranking import Index

        index = self._registry.index
        if index is not None and index.search is not None:
            return Index(list(index.cards.values()), index.search)
        return Index.of(list(self._registry.operations.values()))

    def find(
        self, query: str, caller: Caller, toolset: str | None, access: str | None, limit: int
    ) -> list[dict[str, Any]]:
        """Operations that fit the words and are open to the caller as they stand now, best first."""
        hits = self._index.search(query, caller, toolset, access, limit, self._open_to(caller))
        return [_hit(card) for card, _ in hits]

    def closed_now(self, query: str, caller: Caller, toolset: str | None) -> tuple[list[str], str]:
        """What fits the words best and is closed to the caller only for now (nobody has signed in, no deposit has arrived),
        and why; nothing of what is not for their kind at all."""
        hits = self._index.search(
            query, caller, toolset, None, NEAR, lambda one: self._sees(one) and _may_open(caller, one)
        )
        closed = {card.name: why for card, _ in hits if (why := _closed(caller, card))}
        return list(closed), next(iter(closed.values()), "")

    def describe(self, name: str, caller: Caller, include: list[str]) -> dict[str, Any] | None:
        """What there is to know before a call, None when there is no operation of that name here."""
        # Imported here: few starts describe anything.
        from server.discovery.refusals import errors_of
        from server.discovery.samples import example

        operation = self._registry.find(name)
        if operation is None or not self._sees(operation):
            return None
        first, *rules = sentences(operation.description)
        told = {
            "tool": operation.name,
            "does": first,
            "toolset": operation.toolset,
            "access": operation.access,
            "call_with": "run_" + operation.access,
            "actors": list(operation.actors),
            "not_allowed": _closed(caller, operation) or None,
            "price": operation.price,
            "asks": asks(operation),
            "rules": [*rules, *_own_rules(operation)],
            "errors": list(errors_of(operation)),
            "example": example(operation),
            "input_schema": sparing(input_schema(operation)),
            "related": [one.name for one in related(operation, self._registry, self._open_to(caller))],
        }
        told = shortened(told, operation, whole="input" in include)
        return {**told, "output_schema": output_schema(operation)} if "output" in include else told

    def open_to(self, name: str, caller: Caller) -> bool:
        """Whether there is an operation of that name that the caller may call as they stand now."""
        card = self._registry.card(name)
        return card is not None and not _closed(caller, card)

    def near(self, name: str, caller: Caller | None = None) -> list[str]:
        """Up to three operations that a name nobody bears may stand for: those spelled like it, else those it speaks of;
        of those the caller may use, when it is known who calls."""

        def usable(card: Card) -> bool:
            return self._sees(card) and (caller is None or _may_open(caller, card))

        spelled = [self._registry.cards[found] for found in self._registry.near(name, MISTYPED)]
        spoken_of = self._index.search(name.replace("_", " ")[:200], NOBODY, None, None, NEAR, usable)
        return [one.name for one in spelled if usable(one)] or [one.name for one, _ in spoken_of]

    def toolsets(self) -> list[str]:
        return self._registry.toolsets

    def price_classes(self) -> dict[str, list[str]]:
        """The operations of each price class."""
        classes: dict[str, list[str]] = {}
        for card in self._registry.cards.values():
            classes.setdefault(card.price, []).append(card.name)
        return classes

    def _sees(self, operation: Operation | Card) -> bool:
        return is_visible(operation, self._sight.toolsets, self._sight.read_only)

    def _open_to(self, caller: Caller) -> Callable[[Card], bool]:
        return lambda card: self._sees(card) and not _closed(caller, card)


def sentences(text: str) -> list[str]:
    """A description taken apart, a sentence each."""
    return [" ".join(part.split()) for part in _SENTENCES.split(text) if part.strip()]


def asks(operation: Operation) -> str:
    """When the person is asked before an operation happens."""
    if operation.access == "destructive":
        return "The person is asked first."
    if operation.asks:
        limit = usd_text(DEFAULT_LIMIT)
        return (
            f"The person is asked first above {limit} USD, or once as much has moved unasked today, unless the operator set it "
            "otherwise."
        )
    if operation.may_ask:
        return "The person is asked when money moves by it and the amount is above their limit."
    return "Nobody is asked."


def shortened(told: dict[str, Any], operation: Operation, *, whole: bool) -> dict[str, Any]:
    """A description that fits, where one can be had: what every tool takes alike is only named, the errors furthest away
    go, and of optional objects the insides, unless they are asked for."""
    if _size(told) <= DESCRIBED:
        return told
    alike, schema = envelope_schemas(operation), told["input_schema"]
    properties = {
        name: {"type": part["type"]} if name in alike and name != "confirm" else part
        for name, part in schema["properties"].items()
    }
    told = {**told, "input_schema": {**schema, "properties": properties}}
    fewer = _with_fewer_errors(told)
    if _size(fewer) <= DESCRIBED or whole:
        return fewer if _size(fewer) <= DESCRIBED else told
    outside = sparing(brief_schema({"required": [], **told["input_schema"]}))
    without = _with_fewer_errors({**told, "input_schema": outside, "rules": [*told["rules"], INSIDES]})
    return without if _size(without) <= DESCRIBED else told


def _with_fewer_errors(told: dict[str, Any]) -> dict[str, Any]:
    errors = list(told["errors"])
    while len(errors) > LEAST_ERRORS and _size({**told, "errors": errors}) > DESCRIBED:
        errors.pop()
    return {**told, "errors": errors}


def _size(told: dict[str, Any]) -> int:
    return len(compact(told).encode())


def _hit(card: Card) -> dict[str, Any]:
    return {
        "tool": card.name,
        "does": card.summary,
        "call_with": "run_" + card.access,
        "price": card.price,
        "requires": list(card.requires),
        "optional": list(card.optional[:MOST_OPTIONAL]),
    }


def _own_rules(operation: Operation) -> list[str]:
    """What holds for it by its declaration."""
    rules = []
    if operation.verified_email:
        rules.append("Agents need a verified e-mail address.")
    if operation.access != "read" and not operation.waitable:
        rules.append("wait: false changes nothing: it is always done at once.")
    return rules


def _may_open(caller: Caller, operation: Card) -> bool:
    """Whether an operation is for callers of this kind, though perhaps not yet."""
    return caller.kind == "nobody" or may_call(caller, operation)


def _closed(caller: Caller, operation: Operation | Card) -> str:
    """Why the caller may not call an operation as they stand now; empty when they may."""
    try:
        admit(caller, operation)
    except Refusal as refusal:
        return refusal.message
    return ""
