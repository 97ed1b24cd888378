"""Problems of a work order: their types, who may report and see them, and who may call them settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from tools.errors import Invalid
from tools.rules.sentences import joined, word, worded

Resolver = Literal["buyer", "support", "assigned_provider"]

PROBLEM_TYPES: Mapping[int, str] = {
    1: "running late",
    2: "provider canceled",
    3: "site not ready",
    4: "no show",
    5: "scope differs from the order",
    6: "pay disagreement",
    7: "safety",
    9: "other",
    22: "cannot find a provider",
    31: "internal issue of the company",
    33: "platform help",
}
# Opened by the system alone; reported and seen by the company alone.
OF_THE_SYSTEM = frozenset({1, 2})
OF_THE_COMPANY = frozenset({22, 31, 33})
OTHER = 9


def is_shown(type_id: int, reported_at: str, assigned_at: str) -> bool:
    """Whether an assignee sees a problem that somebody else reported: of their time on the order, and not internal."""
    return type_id not in OF_THE_COMPANY and reported_at >= assigned_at


def reportable(company: bool) -> list[int]:
    """The types a side may report."""
    return [id for id in PROBLEM_TYPES if id not in OF_THE_SYSTEM and (company or id not in OF_THE_COMPANY)]


def check_reportable(type_id: int, company: bool) -> None:
    """Invalid, with those there are, for a type that side cannot report."""
    if type_id in reportable(company):
        return
    known = joined([joined((str(id), word(PROBLEM_TYPES[id])), " ") for id in reportable(company)], ", ")
    if type_id in OF_THE_SYSTEM:
        why = worded(
            "{type_id} ({problem_types}) is opened by the system",
            type_id=type_id,
            problem_types=word(PROBLEM_TYPES[type_id]),
        )
    elif type_id in PROBLEM_TYPES:
        why = worded(
            "{type_id} ({problem_types}) is for the company",
            type_id=type_id,
            problem_types=word(PROBLEM_TYPES[type_id]),
        )
    else:
        why = worded("{type_id} is no type of problem", type_id=type_id)
    raise Invalid(
        {"type_id": worded("{why}; choose one of {known}", why=why, known=known)}, next=("list_work_order_problems",)
    )


def default_resolvers(type_id: int, by_company: bool, assigned: bool) -> list[Resolver]:
    """The side that can act on it: the company, which also asks for help; the provider on what the company reports."""
    if type_id == 33:
        return ["buyer", "support"]
    if type_id == OTHER and by_company and assigned:
        return ["buyer", "assigned_provider"]
    return ["buyer"]


def may_resolve(resolvers: Sequence[str], company: bool) -> bool:
    return ("buyer" if company else "assigned_provider") in resolvers
