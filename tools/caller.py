"""Who calls: nobody, a person or an agent, as of this call."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from store.types import Owner
from tools.rules.sentences import ENGLISH


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is calling, as of this call. `company_id` is the company acted for; `role` the role in it."""

    kind: Literal["nobody", "person", "agent"]
    id: int = 0
    company_id: int | None = None
    role: Literal["admin", "user"] | None = None
    name: str = ""
    email: str | None = None
    email_verified: bool = False
    status: str | None = None
    timezone: str = "UTC"
    currency: str | None = None
    # In which a person reads what they are told.
    language: str = ENGLISH
    session_id: int | None = None
    # When the session was last noted as used, in its stored form.
    session_used_at: str | None = None
    suspension_reason: str | None = None
    # Since when an agent is stopped.
    frozen_at: str | None = None
    # What an app may do that calls for the person; None: the person's own credential, which may do all that they may.
    scopes: tuple[str, ...] | None = None
    grant_id: int | None = None

    @property
    def is_admin(self) -> bool:
        return self.kind == "person" and self.role == "admin"

    @property
    def owner(self) -> Owner:
        """The caller as an owner of records and of its own purse."""
        if self.kind == "nobody":
            raise LookupError("nobody owns nothing")
        return Owner(self.kind, self.id)

    @property
    def purse_owner(self) -> Owner:
        """Whose purse pays for calls: an agent's own; a person's company when they act for one; else the person's."""
        if self.kind == "person" and self.company_id is not None:
            return Owner("company", self.company_id)
        return self.owner


NOBODY = Caller("nobody")
SYSTEM = Caller("nobody", name="system")
