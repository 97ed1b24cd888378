"""What a call is made of on its way through the pipeline."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from server.calls.errands import Errand
from server.calls.ways import AS_SHIPPED, Asking, Way
from server.schema.schema import Envelope
from store.database import Transaction
from store.installation_key import InstallationKey
from store.secrets import hash_password
from tools.call import Caller
from tools.errors import Refusal
from tools.operation import Operation
from tools.questions import Question
from tools.rules.sentences import ENGLISH

# A call or a result as an object of JSON.
Form = dict[str, Any]


@dataclass(slots=True)
class Request:
    """One call as a transport hands it over."""

    tool: str
    arguments: dict[str, Any]
    token: str | None = None
    # The person's yes to a question, as Seal.yes makes it.
    agreed: str | None = None
    toolsets: frozenset[str] | None = None
    read_only: bool = False
    origin: str = "local"
    asking: Asking = AS_SHIPPED
    # The dispatcher it came through.
    via: str | None = None
    # Already known: a queued job runs as who started it.
    caller: Caller | None = None
    # The program that calls: what it calls itself, and its version.
    client: tuple[str, str] | None = None
    # Which of our languages the person's browser asks for; None where none is seen.
    language: str | None = None
    # Whether the client follows a job by itself, and can answer a question that comes up in it.
    follows_jobs: bool = False


@dataclass(slots=True)
class Answered:
    """The operation happened (or would, when dry_run)."""

    tool: str
    answer: dict[str, Any]
    receipt: dict[str, Any]
    changes: list[str] = field(default_factory=list)
    session_token: str | None = None
    # Who called; None of an answer given again.
    caller: Caller | None = None


@dataclass(slots=True)
class Refused:
    """Nothing happened. `next`: the calls that can follow, as this client can make them."""

    tool: str
    refusal: Refusal
    next: list[Form] = field(default_factory=list)
    # In which it is read.
    language: str = ENGLISH


@dataclass(slots=True)
class Asked:
    """The person has to agree first; nothing happened. `token` seals the question for the call that follows; it is empty
    where only the person's own answer to a question counts."""

    tool: str
    question: Question
    digest: str
    token: str
    way: Way = "auto"
    # Where the client cannot ask, it waits at the approval desk.
    to_desk: bool = False
    # The call to make after a yes, where tokens count.
    next: list[Form] = field(default_factory=list)
    # In which the person reads it.
    language: str = ENGLISH


Reply = Answered | Refused | Asked


class RolledBack(Exception):
    """Leaves a transaction with an answer that must not be stored."""

    def __init__(self, answered: Answered) -> None:
        self.answered = answered


@dataclass(slots=True)
class Attempt:
    """One run of a call through its transaction."""

    request: Request
    operation: Operation
    envelope: Envelope
    values: dict[str, Any]
    fault: Refusal | None
    digest: str
    id: str
    now: datetime
    agreed: str | None
    # How arguments were read, where that is worth a word in the answer.
    remarks: list[str] = field(default_factory=list)
    # It takes the caller's time zone to read the arguments.
    lacks_zone: bool = False
    rehearsal: bool = False
    # Who calls, once the transaction has told.
    caller: Caller | None = None
    # What the operation's `prepare` made of the arguments.
    prepared: Any = None
    # A call under its key has been answered before.
    repeats: bool = False
    # What is written even when the attempt is undone.
    lasting: list[Callable[[Transaction], None]] = field(default_factory=list)
    # What ties an idempotency key to secret arguments, hashed before the transaction.
    secret_digest: str = ""
    # It is run for the approval desk.
    errand: Errand | None = None

    @property
    def may_be_queued(self) -> bool:
        """Whether the call is to run as a background job. What nobody owns, or what holds a secret, is done at once."""
        if self.envelope.wait or self.envelope.dry_run or not self.operation.waitable:
            return False
        nobody = self.request.token is None and self.request.caller is None
        return not nobody and not self.operation.secret & self.values.keys()

    @property
    def secret_arguments(self) -> dict[str, Any]:
        """The secret arguments that an idempotency key has to be tied to."""
        keyed = self.envelope.idempotency_key is not None or (self.errand is not None and self.errand.keys)
        if not keyed or self.envelope.dry_run:
            return {}
        return {name: self.values[name] for name in sorted(self.operation.secret & self.values.keys())}

    def digest_of_secrets(self, installation: InstallationKey, idempotency_key: str | None) -> str:
        """How the secrets of the call are known again under a key, as slow as a password's hash; empty without any."""
        if not (secret := self.secret_arguments) or self.caller is None:
            return ""
        whose = f"{self.caller.kind}:{self.caller.id}:{idempotency_key}"
        salt = installation.digest("idempotency", whose)
        return hash_password(json.dumps(secret, sort_keys=True, default=str), salt)

    def tied(self, digest: str, company_id: int | None) -> str:
        """What an idempotency key is tied to: the company acted for and the arguments, of secret ones a hash as slow as a
        password's."""
        return f"{digest}.{company_id or 0}{self.secret_digest}"
