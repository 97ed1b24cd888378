"""The hall that histories begin with: its people have come, and nothing has happened yet."""

from __future__ import annotations

from copy import deepcopy
from functools import lru_cache
from typing import Any

from server.registry import Registry
from tests.cheap_secrets import cheap_secrets
from tests.simulation.engine import Engine
from tests.simulation.errands_of.contracts import settle_contracts
from tests.simulation.known import Known
from tests.simulation.people import People, settle
from tests.simulation.stores.connections import Store


@lru_cache(maxsize=2)
def _settled(registry: Registry, store: Store) -> tuple[Any, People, Known]:
    engine, known = Engine(0, registry, store), Known()
    try:
        with cheap_secrets():
            people = settle(engine, known)
            settle_contracts(engine, known, people)
        return engine.save(), people, known
    finally:
        engine.close()


def settled(registry: Registry, store: Store) -> tuple[Any, People, Known]:
    """A hall with its people, made once, and what is known of them to begin with."""
    saved, people, known = _settled(registry, store)
    return saved, *deepcopy((people, known))
