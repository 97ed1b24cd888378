"""What a search for people asks, as the database understands it: index expressions and conditions on schedules."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from store.search.dialect import Dialect
from store.search.words import HEADLINE, NAME, language_mark, side_mark, skill_mark

Sort = Literal["best_match", "updated_at", "created_at", "price"]
HIRE = (3,)


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is looked for. Prices in the currency's smallest unit; blocks: marks of hours, one of which must be open.

    words: folded, all of them wanted, or any one with any_word. except_person: the caller. now: the stored form.
    best_match needs words, and price a currency."""

    now: str
    types: tuple[int, ...] = (1, 2)
    words: tuple[str, ...] = ()
    any_word: bool = False
    skills: tuple[int, ...] = ()
    languages: tuple[str, ...] = ()
    blocks: frozenset[str] | None = None
    kal_id: int | None = None
    currency: str | None = None
    price_from: int | None = None
    price_to: int | None = None
    places: int | None = None
    minutes: int | None = None
    except_person: int = 0
    sort: Sort = "updated_at"
    descending: bool = True
    by_reviews: bool = False

    @property
    def asks_of_schedules(self) -> bool:
        """Whether a schedule must be more than of one of the usual kinds."""
        asked = (self.kal_id, self.currency, self.price_from, self.price_to, self.places, self.minutes)
        return len(self.types) == 1 or any(value is not None for value in asked)


def match(criteria: Criteria, mark: str | None = None) -> str | None:
    """The index expression for words, skills, hours and side, and one mark more; None when none of it is asked.

    People who hire are few: they are marked, and taken out of the others."""
    parts = [*_marks(criteria)]
    if criteria.words:
        parts.append(_words(criteria))
    if mark is not None:
        parts.append(_quoted(mark))
    return _on_side(criteria, parts) if parts else None


def tiers(criteria: Criteria) -> list[str]:
    """The index expressions of best match, from the best on; together they are match(), and no two of them overlap."""
    rest = _marks(criteria)
    name, headline, anywhere = _words(criteria, NAME), _words(criteria, HEADLINE), _words(criteria)
    if criteria.any_word:
        return [_on_side(criteria, [headline, *rest]), _on_side(criteria, [anywhere, *rest], [headline])]
    return [
        _on_side(criteria, [name, *rest]),
        _on_side(criteria, [headline, *rest], [name]),
        _on_side(criteria, [anywhere, *rest], [headline, name]),
    ]


def offered(criteria: Criteria, dialect: Dialect) -> str:
    """The condition that one schedule of the listing c.id meets the criteria."""
    conditions = of_offer(criteria, f"{dialect.plain}o.")
    return f"EXISTS (SELECT 1 FROM specialist_offers o WHERE o.listing_id = c.id AND {conditions} {dialect.fence})"


def of_offer(criteria: Criteria, column: str = "o.") -> str:
    """What one and the same schedule must meet. A sign before o. may keep the planner from prices and calendars (Dialect)."""
    conditions = [
        f"{column}type_id IN ({', '.join(str(type_id) for type_id in criteria.types)})",
        f"({column}end_at IS NULL OR {column}end_at > :now)",
    ]
    for value, condition in (
        (criteria.currency, "{}currency = :currency"),
        (criteria.price_from, "{}price >= :price_from"),
        (criteria.price_to, "{}price <= :price_to"),
        (criteria.kal_id, "{}kal_id = :kal_id"),
        (criteria.places, "({0}msp = 0 OR {0}msp >= :places)"),
        (criteria.minutes, "{}longest >= :minutes"),
    ):
        if value is not None:
            conditions.append(condition.format(column))
    return " AND ".join(conditions)


def parameters(criteria: Criteria) -> dict[str, Any]:
    """The values for of_offer."""
    names = ("now", "currency", "price_from", "price_to", "kal_id", "places", "minutes")
    return {name: getattr(criteria, name) for name in names}


def narrowed(expression: str, mark: str) -> str:
    """An index expression for those of its listings that bear a mark."""
    return f"({expression}) AND {_quoted(mark)}"


def without(expression: str, marks: Iterable[str]) -> str:
    """An index expression for those of its listings that bear none of the marks."""
    return f"({expression}) NOT {_any_of(_quoted(mark) for mark in marks)}"


def _marks(criteria: Criteria) -> list[str]:
    marks = [_quoted(skill_mark(skill)) for skill in criteria.skills]
    marks += [_quoted(language_mark(code)) for code in criteria.languages]
    if criteria.types == HIRE:
        marks.append(_quoted(side_mark("hires")))
    if criteria.blocks is not None:
        marks.append(_any_of(_quoted(block) for block in sorted(criteria.blocks)))
    return marks


def _on_side(criteria: Criteria, parts: Iterable[str], without: Iterable[str] = ()) -> str:
    left_out = [*without] if criteria.types == HIRE else [*without, _quoted(side_mark("hires"))]
    wanted = " AND ".join(parts)
    return f"({wanted}) NOT {_any_of(left_out)}" if left_out else wanted


def _words(criteria: Criteria, prefix: str = "") -> str:
    words = [_quoted(prefix + word) for word in criteria.words]
    return _any_of(words) if criteria.any_word else f"({' AND '.join(words)})"


def _any_of(tokens: Iterable[str]) -> str:
    return f"({' OR '.join(tokens)})"


def _quoted(token: str) -> str:
    """A token as a string of the index's query language; folded words and marks hold no quotes."""
    return f'"{token}"'
