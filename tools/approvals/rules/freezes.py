"""What a freeze stops: pure, so that each row of it is a line of a table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from store.types import Owner

Target = Literal["agent", "payee", "all"]


@dataclass(frozen=True, slots=True)
class Freeze:
    """A freeze in force. whom: the agent or payee it names; None stops everything of its owner's."""

    id: int
    owner: Owner
    target: Target
    whom: Owner | None
    reason: str


def stopping(freezes: Collection[Freeze], charged: Owner, payees: Collection[Owner], is_admin: bool) -> Freeze | None:
    """The freeze that stops a money act, None when none does. An agent's own stops it before any act.

    charged: whose money it is. is_admin: the caller is an admin of whoever froze, in their own session."""
    for freeze in freezes:
        if freeze.target == "payee" and freeze.whom in payees:
            return freeze
        if freeze.target == "all" and freeze.owner == charged and not is_admin:
            return freeze
    return None
