"""Finds the operations and the scheduled moves: every function so decorated in a module under tools/."""

from __future__ import annotations

import importlib
import os
import pkgutil
from functools import cached_property

from rapidfuzz import process

import tools
from tools.operation import Operation, Scheduled


class Registry:
    """All operations by name. There is no list to maintain: a new module is found."""

    @cached_property
    def _found(self) -> tuple[dict[str, Operation], dict[str, Scheduled]]:
        operations: dict[str, Operation] = {}
        moves: dict[str, Scheduled] = {}
        for info in sorted(pkgutil.iter_modules(tools.__path__), key=lambda info: info.name):
            if info.ispkg:
                continue
            try:
                module = importlib.import_module(f"tools.{info.name}")
            except Exception:  # TEMPORARY while many hands write at once
                if "HALL_SKIP_BROKEN" in os.environ:
                    continue
                raise
            for value in vars(module).values():
                if getattr(value, "__module__", None) != module.__name__:
                    continue
                if found := getattr(value, "operation", None):
                    operations[found.name] = found
                if move := getattr(value, "scheduled", None):
                    moves[move.name] = move
        return dict(sorted(operations.items())), moves

    @property
    def operations(self) -> dict[str, Operation]:
        return self._found[0]

    @property
    def scheduled(self) -> dict[str, Scheduled]:
        return self._found[1]

    @cached_property
    def toolsets(self) -> list[str]:
        return sorted({operation.toolset for operation in self.operations.values()})

    @cached_property
    def aliases(self) -> dict[str, Operation]:
        """Operations by the names they had before."""
        return {old: operation for operation in self.operations.values() for old in operation.formerly}

    def find(self, name: str) -> Operation | None:
        return self.operations.get(name) or self.aliases.get(name)

    def near(self, name: str, among: list[str] | None = None) -> list[str]:
        """Up to three operations whose names are nearest."""
        names = among if among is not None else list(self.operations)
        return [found[0] for found in process.extract(name[:80], names, limit=3, score_cutoff=60)]
