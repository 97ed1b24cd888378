"""Which company a staffing contract names: by number, by name, both or neither."""

from __future__ import annotations

from dataclasses import dataclass

from tools.rules.sentences import worded


@dataclass(frozen=True, slots=True)
class Company:
    """A company that was found. known: the own one, made by it or named by its contracts before, or another one that the
    caller acts for. is_named: it is called as the caller says. has_people: somebody acts for it."""

    id: int
    name: str
    known: bool
    is_named: bool = True
    has_people: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """An existing company, a new one of that name, neither, or what is wrong with what was named."""

    company: Company | None = None
    new_name: str | None = None
    fault: tuple[str, str] | None = None


def choice(side: str, id: int | None, name: str | None, by_id: Company | None, by_name: Company | None) -> Choice:
    """The company meant. side: client or vendor, as its parameters begin. by_name: among those that are known.

    A company that is not known goes by number and exact name together, so that nobody learns what a number is called;
    one that nobody acts for is its maker's alone."""
    if id is None:
        return Choice(company=by_name) if by_name is not None else Choice(new_name=name)
    stranger = by_id is None or not (by_id.known or (by_id.has_people and name is not None and by_id.is_named))
    if by_id is None or stranger:
        return Choice(
            fault=(
                f"{side}_company_id",
                worded(
                    "there is no company {id} that you can name so; your own, those it made and those of your contracts go "
                    "by number alone, any other by its number and its exact {name} together",
                    id=id,
                    name=f"{side}_company_name",
                ),
            )
        )
    if name is not None and not by_id.is_named:
        return Choice(
            fault=(
                f"{side}_company_name",
                worded("company {id} is '{name}'; give one of the two, or both alike", id=id, name=by_id.name),
            )
        )
    return Choice(company=by_id)
