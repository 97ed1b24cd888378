"""What the approval desk needs of the server: to see what a sealed call would do, and to carry it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from store.types import Money, Owner
from tools.acts import Sought


@dataclass(frozen=True, slots=True)
class Sealed:
    """A call as it was stopped: whose it is, the company it was made for, and all it was given. more_keys: under which it was
    asked for again."""

    tool: str
    arguments: Mapping[str, Any]
    requester: Owner
    company_id: int | None
    session_id: int | None = None
    client: tuple[str, str] | None = None
    more_keys: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """All idempotency keys it was asked for with."""
        first = self.arguments.get("idempotency_key")
        return self.more_keys if first is None else (first, *self.more_keys)


@dataclass(frozen=True, slots=True)
class Looked:
    """What a call would do now: what it asks for, why that stops, the question in words, the dry run's answer, and whom it
    would pay what."""

    acts: Sequence[Sought]
    reasons: Sequence[str]
    text: str
    answer: Mapping[str, Any]
    amount: Money | None
    payee: Owner | None


@dataclass(frozen=True, slots=True)
class Carried:
    """A call that was carried out."""

    answer: Mapping[str, Any]
    receipt: Mapping[str, Any]
    changes: Sequence[str]


class OtherThanAgreed(Exception):
    """What would be done now is not what the person agreed to."""


class Desk(Protocol):
    """Within the transaction of the call that asks. Refusals of the sealed call pass. over_cap: spending limits have been
    answered by a person, or may be, so they stop nothing."""

    def look(self, call: Any, sealed: Sealed, over_cap: bool) -> Looked: ...

    def carry_out(
        self,
        call: Any,
        sealed: Sealed,
        agreed: Sequence[Sought],
        approval_id: int,
        *,
        less: Mapping[str, Any] | None,
        over_cap: bool,
    ) -> Carried: ...
