"""Refusals, named by meaning. Their text alone lets a caller recover; the server turns them into answers in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Self

from store.types import Money, Owner
from tools.rules.sentences import Several, Worded, read, worded


@dataclass(frozen=True, slots=True)
class Step:
    """An operation to call instead or first, with what the refusal knows of its arguments. What bears the same name in the
    refused call is filled in by itself. again: the refused call once more, with all it was given but these."""

    tool: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    again: bool = False


class Refusal(Exception):
    """An operation that does not happen. `next`: the operations to call instead or first, each a name or a Step."""

    status = 400
    code = "refused"

    def __init__(
        self,
        message: str,
        *,
        next: Sequence[str | Step] = (),
        code: str | None = None,
        state: str | None = None,
        fields: Mapping[str, str] | None = None,
        retry_after: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.next = tuple(next)
        self.code = code or type(self).code
        self.state = state
        self.fields = dict(fields or {})
        self.retry_after = retry_after
        self.details = dict(details or {})
        self.keeps_what_was_written = False

    def read(self, language: str) -> str:
        """What it says, in a language."""
        return read(self.message, language)

    def fields_in(self, language: str) -> dict[str, str]:
        """What is wrong with each field, in a language."""
        return {name: read(fault, language) for name, fault in self.fields.items()}

    def __reduce__(self) -> tuple[Any, ...]:
        """What a copy is made of, in another process too: its parts, whatever made it asks for."""
        return _copied, (type(self), self.args, self.__dict__)

    def kept(self) -> Self:
        """Refuse, but commit what was written so far (a counted wrong try)."""
        self.keeps_what_was_written = True
        return self


def _copied(kind: type[Refusal], args: tuple[object, ...], parts: Mapping[str, Any]) -> Refusal:
    refusal = kind.__new__(kind, *args)
    refusal.__dict__.update(parts)
    return refusal


class Unauthorized(Refusal):
    """No credential, or one that is not known or has ended."""

    status = 401
    code = "unauthorized"


class InsufficientFunds(Refusal):
    """A purse, a deposit or a spending limit does not reach."""

    status = 402
    code = "insufficient_balance"
    # Where the fee itself is missing and a payment may come with the call: what is asked for, and whose purse it goes to.
    payable: Mapping[str, Any] | None = None
    payer: Owner | None = None


# Where somebody sees their purse, and where they fill it.
PURSE_TOOLS = ("get_wallet", "get_deposit_address")


def short(
    payer: Owner,
    needed: Money,
    available: Money,
    effect: str,
    *,
    state: str | None = None,
    details: Mapping[str, Any] | None = None,
    tops_up: bool = False,
) -> InsufficientFunds:
    """Not enough money, with the figures and the tools a caller needs to act on it.

    effect: what became of the call, such as 'Nothing changed.' details: what else the refusal tells. tops_up: a company's
    purse is in its own currency, so that a top-up of what is missing fills it."""
    missing = needed - available
    top_up = Step("request_balance_top_up", {"amount": missing.text}) if tops_up else "request_balance_top_up"
    return InsufficientFunds(
        worded(
            "{needed} is needed; the purse of {payer} has {available} available, {missing} too little. {effect}",
            needed=needed,
            payer=payer,
            available=available,
            missing=missing,
            effect=effect,
        ),
        next=("get_company_balance", top_up) if payer.kind == "company" else PURSE_TOOLS,
        state=state,
        details={
            "payer": str(payer),
            "required": needed.text,
            "available": available.text,
            "missing": missing.text,
            "currency": needed.currency,
            **(details or {}),
        },
    )


class NotAllowed(Refusal):
    """Known caller, wrong role, status or verification."""

    status = 403
    code = "forbidden"


class NotFound(Refusal):
    """No such record, or none the caller may see: the two are one answer. of: what it would belong to, as "of order 4"."""

    status = 404
    code = "not_found"

    def __init__(
        self, noun: str, id: object = None, *, of: str = "", next: Sequence[str | Step] = (), **more: Any
    ) -> None:
        self.noun, self.id = noun, id
        thing = noun if isinstance(noun, Worded) else Worded(noun, {})
        parts = (thing, "" if id is None else str(id), of)
        named = Several([part for part in parts if part])
        super().__init__(worded("There is no {named} that you can see.", named=named), next=next, **more)


class UnknownOperation(NotFound):
    """No operation of that name. What comes near in meaning, and is open to the caller, is named as the next step."""

    def __init__(self, name: str) -> None:
        super().__init__("operation", repr(name[:80]))
        self.name = name[:80]


class WrongState(Refusal):
    """The record is in a state that does not allow it."""

    status = 409
    code = "wrong_state"

    def __init__(self, message: str, *, state: str, next: Sequence[str | Step] = (), **more: Any) -> None:
        super().__init__(message, state=state, next=next, **more)


class Conflict(Refusal):
    """Something else has it already, or it changed meanwhile."""

    status = 409
    code = "conflict"


# As many as anybody mends at once; what is left is named by the next refusal.
MOST_FAULTS = 20


class Expired(Refusal):
    """It was there, and is kept no longer."""

    status = 410
    code = "expired"


class Invalid(Refusal):
    """Arguments that cannot be: one text for each faulty field, of the first twenty."""

    status = 422
    code = "invalid_argument"

    def __init__(self, fields: Mapping[str, str], *, next: Sequence[str | Step] = (), **more: Any) -> None:
        named = dict(islice(fields.items(), MOST_FAULTS))
        super().__init__(_one_by_one(named), fields=named, next=next, **more)

    def read(self, language: str) -> str:
        return _one_by_one(self.fields_in(language))


def _one_by_one(faults: Mapping[str, str]) -> str:
    return "; ".join(f"{name}: {fault}" for name, fault in faults.items())


class RateLimited(Refusal):
    """Too often; retry_after says in how many seconds."""

    status = 429
    code = "rate_limited"


class Unavailable(Refusal):
    """The server cannot do it now; nothing was changed."""

    status = 503
    code = "unavailable"
