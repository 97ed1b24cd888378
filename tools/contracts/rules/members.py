"""Who may be given which role and levels in a contract."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.contracts.rules.roles import OWNER

Fault = Literal["needs_owner", "last_owner", "above_own"]


@dataclass(frozen=True, slots=True)
class Levels:
    """A role with its read and write level."""

    role_id: int
    read: int
    write: int

    @property
    def is_owner(self) -> bool:
        return self.role_id == OWNER


def fault_of(giver: Levels, present: Levels | None, wanted: Levels, *, owners: int) -> Fault | None:
    """Why somebody may not be given a role; None when they may. present: what they have; owners: how many there are.

    Owners are made, and become something else, by owners alone; one always stays; nobody gives what they have not."""
    touches_owner = wanted.is_owner or (present is not None and present.is_owner)
    if touches_owner and not giver.is_owner:
        return "needs_owner"
    if present is not None and present.is_owner and not wanted.is_owner and owners == 1:
        return "last_owner"
    if wanted.read > giver.read or wanted.write > giver.write:
        return "above_own"
    return None
