"""Which record is meant by what was typed on this machine: a number always, a name only when nobody outside can have taken it.

Names of companies and agents, and addresses nobody has proven, can be registered by anybody over the network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from store.agents import agents
from store.database import Row, Transaction
from store.people import members
from store.people.identity import MACHINE, REGISTRATION, find_agent_by_email, find_person_by_email, owner_exists
from store.people.named import agents_named, companies_named, member_lines
from store.people.persons import find_person
from store.types import Owner
from tools.questions import quoted


class OperatorError(Exception):
    """Cannot be done; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that bears a name. sure: it was made on this machine, or its address is proven."""

    owner: Owner
    text: str
    sure: bool


class Doubtful(OperatorError):
    """A name that somebody else may have taken, with whoever bears it."""

    def __init__(self, name: str, candidates: list[Candidate]) -> None:
        shown = "; ".join(candidate.text for candidate in candidates)
        numbers = " or ".join(str(candidate.owner) for candidate in candidates)
        super().__init__(
            f"{quoted(name)} may be somebody else's: {shown}. If it is the one you mean, say so by its number: {numbers}."
        )
        self.candidates = candidates


def find_owner(tx: Transaction, text: str) -> Owner:
    """'agent:3', 'company:1', 'person:7'; an address its owner has proven; or the name of an agent or a company, when one
    record bears it and was made on this machine. Else Doubtful, or OperatorError when nobody is called so."""
    numbered = by_number(tx, text)
    if numbered is not None:
        return numbered
    found = list(_addressed(tx, text) if "@" in text else _named(tx, text))
    if not found:
        raise OperatorError(
            f"There is no agent, company or person {text!r}. Write agent:3, company:1, or an e-mail address."
        )
    if len(found) > 1 or not found[0].sure:
        raise Doubtful(text, found)
    return found[0].owner


def by_number(tx: Transaction, text: str) -> Owner | None:
    """The owner a number such as agent:3 names; None when the text is no number, OperatorError when there is none."""
    kind, _, number = text.partition(":")
    if kind not in ("agent", "company", "person") or not (number.isascii() and number.isdigit()):
        return None
    owner = Owner(kind, int(number[:18]))  # type: ignore[arg-type]
    if not owner_exists(tx, owner):
        raise OperatorError(f"There is no {kind} {number}.")
    return owner


def _addressed(tx: Transaction, address: str) -> Iterable[Candidate]:
    person, agent = find_person_by_email(tx, address), find_agent_by_email(tx, address)
    if person is not None:
        yield Candidate(
            Owner("person", person["id"]), person_text(person), sure=person["email_verified_at"] is not None
        )
    if agent is not None:
        yield Candidate(Owner("agent", agent["id"]), agent_text(tx, agent), sure=agent["email_verified_at"] is not None)


def _named(tx: Transaction, name: str) -> Iterable[Candidate]:
    for row in agents_named(tx, name):
        made_here = row["made_by"] == MACHINE and row["renamed_at"] is None
        yield Candidate(Owner("agent", row["id"]), agent_text(tx, row), sure=made_here)
    for row in companies_named(tx, name):
        yield Candidate(Owner("company", row["id"]), company_text(tx, row), sure=row["made_by"] == MACHINE)


def owner_text(tx: Transaction, owner: Owner) -> str:
    """Who an owner is, for somebody who has to recognise them."""
    if owner.kind == "agent":
        row = agents.find_agent(tx, owner.id)
        return agent_text(tx, row) if row else str(owner)
    if owner.kind == "company":
        row = members.find_company(tx, owner.id)
        return company_text(tx, row) if row else f"{owner}, which was deleted"
    row = find_person(tx, owner.id)
    return person_text(row) if row else f"{owner}, who left"


def company_text(tx: Transaction, row: Row) -> str:
    """As in: company:1 'Acme', made 2026-11-29 on this machine, members: ann@acme.test (admin)."""
    people = ", ".join(member_lines(tx, row["id"])) or "nobody"
    return f"company:{row['id']} {quoted(row['company_name'])}, {_made(row)}, members: {people}"


def agent_text(tx: Transaction, row: Row) -> str:
    """As in: agent:3 'My bot' of company:4 'Acme', made 2026-11-29 by person:4, members: eve@evil.test (admin)."""
    company = members.find_company(tx, row["company_id"])
    of = f"company:{row['company_id']} {quoted(company['company_name'])}" if company else "a deleted company"
    people = ", ".join(member_lines(tx, row["company_id"])) or "nobody"
    renamed = f", renamed {row['renamed_at'][:10]}" if row["renamed_at"] else ""
    return f"agent:{row['id']} {quoted(row['name'])} of {of}, {_made(row)}{renamed}, members: {people}"


def person_text(row: Row) -> str:
    """As in: person:4 <eve@evil.test>, made 2026-11-29, address not proven."""
    proven = "proven" if row["email_verified_at"] else "not proven"
    return f"person:{row['id']} <{row['email']}>, made {row['created_at'][:10]}, address {proven}"


def _made(row: Row) -> str:
    by = {
        MACHINE: "on this machine",
        REGISTRATION: "by a registration over the network",
        None: "by whom is not recorded",
    }.get(row["made_by"], f"by {row['made_by']}")
    return f"made {row['created_at'][:10]} {by}"
