"""Finds the operations and the scheduled moves: every function so decorated in a module under tools/."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cached_property
from types import ModuleType
from typing import TypeVar

import tools
from server.cards import Card
from server.startup_index import Index, current_index
from tools.operation import Operation, Scheduled

Kind = TypeVar("Kind", Operation, Scheduled)


class Registry:
    """All operations by name. There is no list to maintain: a new module is found.

    One operation is imported alone when the generated index knows where it stands; anything that needs them all
    imports them all."""

    def __init__(self, index: Index | None = None) -> None:
        self.index = index
        self._known: dict[str, Operation] = {}

    @classmethod
    def quick(cls) -> Registry:
        """A registry that starts from the generated index, when that is true to the sources."""
        return cls(current_index())

    @cached_property
    def _found(self) -> tuple[dict[str, Operation], dict[str, Scheduled]]:
        operations: dict[str, Operation] = {}
        moves: dict[str, Scheduled] = {}
        for info in sorted(pkgutil.walk_packages(tools.__path__, "tools."), key=lambda info: info.name):
            if not info.ispkg and ".rules." not in info.name:
                module = importlib.import_module(info.name)
                operations |= declared(module, "operation", Operation)
                moves |= declared(module, "scheduled", Scheduled)
        return dict(sorted(operations.items())), moves

    @property
    def operations(self) -> dict[str, Operation]:
        return self._found[0]

    @cached_property
    def scheduled(self) -> dict[str, Scheduled]:
        if self.index is None:
            return self._found[1]
        moves: dict[str, Scheduled] = {}
        for module in self.index.moves:
            moves |= declared(importlib.import_module(module), "scheduled", Scheduled)
        return moves

    @cached_property
    def cards(self) -> dict[str, Card]:
        """A card of each operation, by name."""
        if self.index is not None:
            return self.index.cards
        # A start that has the index needs no types of parameters.
        from server.schema.cards import card_of

        return {name: card_of(operation) for name, operation in self.operations.items()}

    @cached_property
    def toolsets(self) -> list[str]:
        if self.index is not None:
            return self.index.toolsets
        return sorted({operation.toolset for operation in self.operations.values()})

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Names that operations had before, and those they have now."""
        if self.index is not None:
            return self.index.aliases
        return {old: operation.name for operation in self.operations.values() for old in operation.formerly}

    @property
    def names(self) -> list[str]:
        return list(self.index.cards) if self.index is not None else list(self.operations)

    def find(self, name: str) -> Operation | None:
        """The operation of that name, or that had it before."""
        name = self.aliases.get(name, name)
        if "_found" in vars(self):
            return self.operations.get(name)
        if self.index is None:
            return self.operations.get(name)
        if name not in self._known and name in self.index.cards:
            module = importlib.import_module(self.index.cards[name].module)
            self._known |= declared(module, "operation", Operation)
        return self._known.get(name)

    def card(self, name: str) -> Card | None:
        """The card of the operation of that name, or that had it before."""
        return self.cards.get(self.aliases.get(name, name))

    def near(self, name: str, least: int = 60) -> list[str]:
        """Up to three operations whose names are nearest, least: in a hundredth."""
        from rapidfuzz import process

        return [found[0] for found in process.extract(name[:80], self.names, limit=3, score_cutoff=least)]

    def misspelt(self, name: str) -> list[str]:
        """The operation that a name is but for a slip or two; none when several could be meant."""
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        found = process.extract(name[:80], self.names, scorer=OSA.distance, limit=2, score_cutoff=2)
        return [found[0][0]] if len(found) == 1 else []

    def load_moves(self) -> None:
        """Import every scheduled move now."""
        _ = self.scheduled


def declared(module: ModuleType, attribute: str, kind: type[Kind]) -> dict[str, Kind]:
    """What a module's own functions were declared to be, by name."""
    found: dict[str, Kind] = {}
    for value in vars(module).values():
        if getattr(value, "__module__", None) == module.__name__:
            declaration = getattr(value, attribute, None)
            if isinstance(declaration, kind):
                found[declaration.name] = declaration
    return found


def is_visible(operation: Operation | Card, toolsets: frozenset[str] | None, read_only: bool) -> bool:
    """Whether a narrowing to toolsets or to reading leaves the operation callable."""
    if read_only and operation.access != "read":
        return False
    return toolsets is None or operation.toolset in toolsets or operation.toolset == "platform"
