"""What a mandate allows, as it is written down, signed and asked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from store.types import Money, Owner, iso
from tools.approvals.rules.mandates import ANY
from tools.rules.sentences import joined, word, worded, words

LONGEST = timedelta(days=366)
# So many payees are named in a question.
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Terms:
    """What a mandate allows, from whom to whom; it never changes. payees and kinds are sorted."""

    public_id: str
    grantor: Owner
    granted_by: Owner
    agent_id: int | None
    payees: Sequence[str]
    kinds: Sequence[str]
    per_call: Money | None
    per_day: Money | None
    total: Money
    max_uses: int | None
    valid_from: datetime
    valid_until: datetime | None
    created_at: datetime

    def faults(self) -> dict[str, str]:
        """What cannot be, by the name of the parameter."""
        found: dict[str, str] = {}
        for name, bound in (("per_call", self.per_call), ("per_day", self.per_day)):
            if bound is not None and self.total < bound:
                found[name] = worded(
                    "{bound} is more than the total of {total}", bound=bound.text, total=self.total.text
                )
        for name, entries in (("payees", self.payees), ("kinds", self.kinds)):
            if ANY in entries and len(entries) > 1:
                found[name] = worded("any stands alone: what is named beside it changes nothing")
        if self.valid_until is not None:
            if self.valid_until <= self.valid_from:
                found["valid_until"] = worded(
                    "has to be after valid_from, {valid_from}", valid_from=iso(self.valid_from)
                )
            elif self.valid_until <= self.created_at:
                found["valid_until"] = worded("has passed; it is {created_at}", created_at=iso(self.created_at))
            elif self.valid_until - self.valid_from > LONGEST:
                found["valid_until"] = worded(
                    "is at most {days} days after valid_from, {valid_from}",
                    days=LONGEST.days,
                    valid_from=iso(self.valid_from),
                )
        return found

    def signed(self) -> dict[str, str | list[str] | None]:
        """As it is signed: every value a text, nothing, or a list of texts."""
        return {
            "public_id": self.public_id,
            "grantor": str(self.grantor),
            "granted_by": str(self.granted_by),
            "agent_id": _text(self.agent_id),
            "payees": list(self.payees),
            "kinds": list(self.kinds),
            "currency": self.total.currency,
            "per_call": self.per_call.text if self.per_call else None,
            "per_day": self.per_day.text if self.per_day else None,
            "total": self.total.text,
            "max_uses": _text(self.max_uses),
            "valid_from": iso(self.valid_from),
            "valid_until": iso(self.valid_until) if self.valid_until else None,
            "created_at": iso(self.created_at),
        }

    def bounds(self) -> list[str]:
        """What a person is told before they agree, beside who and how much: a sentence each."""
        kinds = (
            worded("whatever moves money")
            if ANY in self.kinds
            else words(kind.replace("_", " ") for kind in self.kinds)
        )
        said = [worded("For {kinds}", kinds=kinds)]
        if self.per_call is not None:
            said.append(worded("At most {per_call} a call", per_call=self.per_call))
        if self.per_day is not None:
            said.append(worded("At most {per_day} a day (UTC)", per_day=self.per_day))
        if self.max_uses is not None:
            said.append(worded("At most {max_uses} times", max_uses=self.max_uses))
        begins = (
            worded("From now on")
            if self.valid_from == self.created_at
            else worded("From {valid_from}", valid_from=iso(self.valid_from))
        )
        until = (
            worded("until {valid_until}", valid_until=iso(self.valid_until))
            if self.valid_until
            else worded("until it is revoked")
        )
        return [*said, joined((begins, until), " "), worded("Nobody is asked again for what it covers")]

    def receivers(self) -> str:
        """Who may be paid, in a few words."""
        if ANY in self.payees:
            return worded("anybody")
        shown = joined([_payee(payee) for payee in self.payees[:MOST_NAMED]], ", ")
        more = len(self.payees) - MOST_NAMED
        return worded("{shown} and {more} more", shown=shown, more=more) if more > 0 else shown


def _payee(payee: str) -> str:
    """'person:7' as 'person 7'."""
    type, _, id = payee.partition(":")
    return worded("{type} {id}", type=word(type), id=id)


def written_payees(given: Sequence[Mapping[str, object]]) -> list[str]:
    """Payees as they are stored and signed, each once."""
    return sorted({ANY if each["type"] == ANY else f"{each['type']}:{each.get('id')}" for each in given})


def payee_faults(given: Sequence[Mapping[str, object]]) -> dict[str, str]:
    """What is wrong with payees by themselves."""
    faults: dict[str, str] = {}
    for place, each in enumerate(given):
        if each["type"] == ANY and each.get("id") is not None:
            faults[f"payees[{place}].id"] = worded("any is nobody in particular: leave it out")
        elif each["type"] != ANY and each.get("id") is None:
            faults[f"payees[{place}].id"] = worded("which {type} is needed", type=each["type"])
    return faults


def _text(number: int | None) -> str | None:
    return None if number is None else str(number)
