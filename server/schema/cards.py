"""The card of an operation that is imported."""

from __future__ import annotations

from server.cards import Card
from server.schema.schema import parameters
from tools.operation import Operation


def card_of(operation: Operation) -> Card:
    """What can be known of an operation without importing it."""
    own = parameters(operation).items()
    return Card(
        name=operation.name,
        module=operation.function.__module__,
        toolset=operation.toolset,
        access=operation.access,
        actors=operation.actors,
        price=operation.price,
        summary=operation.summary,
        verified_email=operation.verified_email,
        paged=operation.paged,
        requires=tuple(name for name, (_, default) in own if default is ...),
        optional=tuple(name for name, (_, default) in own if default is not ...),
    )
