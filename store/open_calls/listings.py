"""Finding published open calls: by words, place, skills and pay, in several orders, however many there are.

What words and marks find comes from an index in the order of publishing; other orders walk the table by an index of their own and
look each call up. What is few is read whole and sorted. A look ends after EXAMINED_MOST calls and says where to go on."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from store.database import Row, Transaction
from store.folding import folded
from store.rows import Key, among

Sort = Literal["newest", "pay_per_hour", "ends"]
Box = tuple[float, float, float, float]
# Columns with their direction; the last one tells all apart.
Order = tuple[tuple[str, str], ...]

# What the index finds is read whole and sorted when it is no more than this.
FEW = 1_000
# So many are counted: to know that there are many is enough.
EXAMINED_MOST, COUNTED_AMONG = 20_000, 200
MOST_WORDS = 12
# So many cells of the map are named at most, the smallest that do; a cell's mark, and how many of them make a degree.
MOST_CELLS = 64
CELLS = (("h0", 2.0), ("t0", 0.5), ("e0", 0.125))

# What is kept of a listing on a server, as its index has it.
_WORDS = "open_call_words(title, body, marks)"
_WORD = re.compile(r"[^\W_]+")
_ORDERS: dict[Sort, Order] = {
    "newest": (("id", "DESC"),),
    "pay_per_hour": (("per_hour", "DESC"), ("id", "DESC")),
    "ends": (("apply_until", "ASC"), ("id", "DESC")),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for; what is empty or None asks nothing. Amounts in the smallest unit of currency, moments as stored.

    words: all of them in the text; in_title: all of them in the title (True), or not (False). without: companies that are
    left out. teams: companies whose calls to their team are seen. box: south, north, west, east."""

    now: str
    words: tuple[str, ...] = ()
    in_title: bool | None = None
    work: str | None = None
    skill_ids: tuple[int, ...] | None = None
    countries: tuple[str, ...] = ()
    box: Box | None = None
    currency: str | None = None
    min_price: int | None = None
    min_per_hour: int | None = None
    start_from: str | None = None
    start_until: str | None = None
    without: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Look:
    """Listings in order, and the key after which to look on; None where there are no more.

    cut: whether that is because so many were looked at."""

    rows: list[Row]
    after: Key | None
    cut: bool = False


def words_of(query: str) -> tuple[str, ...]:
    """The different words of a query as they are compared."""
    return tuple(dict.fromkeys(_WORD.findall(folded(query))))[:MOST_WORDS]


def look(tx: Transaction, wanted: Wanted, sort: Sort, limit: int, after: Key | None) -> Look:
    """At most so many listings that fit, after a key."""
    source = _Source.of(tx, wanted)
    order = _ORDERS[sort]
    if sort != "newest" and source.asked and source.is_few(tx):
        return _sorted(tx, wanted, source, order, limit, after)
    return _walked(tx, wanted, source, order, limit, after)


def count(tx: Transaction, wanted: Wanted) -> tuple[int, bool]:
    """How many fit of the newest COUNTED_AMONG that the words and marks find, and whether there may be more."""
    if wanted.words and wanted.in_title is not None:
        wanted = replace(wanted, in_title=None)
    source = _Source.of(tx, wanted)
    found, params = _fitting(wanted)
    candidates = source.candidates("", _ORDERS["newest"], COUNTED_AMONG)
    row = tx.one(
        f"""SELECT count(*) AS seen, coalesce(sum(CASE WHEN {found} THEN 1 ELSE 0 END), 0) AS fits
            FROM ({candidates}) AS c {source.join} open_call_listings l ON l.id = c.id""",
        **source.params,
        **params,
    )
    return (0, False) if row is None else (row["fits"], row["seen"] == COUNTED_AMONG)


def key_of(row: Row, sort: Sort) -> Key:
    """The key after which the next listing comes."""
    return _key(row, _ORDERS[sort])


def key_length(sort: Sort) -> int:
    return len(_ORDERS[sort])


def asked_of_people(tx: Transaction, ids: Collection[int]) -> dict[int, Row]:
    """What calls ask of people, by their number: requirements (JSON), place, company and currency."""
    condition, params = among(ids)
    rows = tx.all(
        f"""SELECT id, company_id, currency, requirements, latitude, longitude FROM open_calls WHERE id {condition}""",
        **params,
    )
    return {row["id"]: row for row in rows}


def calls_of(tx: Transaction, ids: Collection[int]) -> dict[int, Row]:
    """What is shown of calls, by their number, with their company and how many applications count."""
    condition, params = among(ids)
    rows = tx.all(
        f"""SELECT o.*, c.company_name,
                   (SELECT count(*) FROM open_call_applications a WHERE a.open_call_id = o.id
                      AND a.status IN ('pending', 'shortlisted', 'accepted')) AS applications
            FROM open_calls o JOIN companies c ON c.id = o.company_id WHERE o.id {condition}""",
        **params,
    )
    return {row["id"]: row for row in rows}


def learn_anew(tx: Transaction) -> None:
    """Make the index of words from the texts, where those were brought from another database."""
    if tx.dialect == "sqlite":
        tx.run("INSERT INTO open_call_index (open_call_index) VALUES ('rebuild')")


# The words and marks that are asked of the index


@dataclass(frozen=True, slots=True)
class _Group:
    """Alternatives, one of which has to be there, in a column of the index."""

    column: Literal["title", "body", "marks"]
    words: tuple[str, ...]
    is_there: bool = True


def _groups(wanted: Wanted) -> Iterator[_Group]:
    for word in wanted.words:
        yield _Group("title" if wanted.in_title else "body", (word,))
    if wanted.work is not None:
        yield _Group("marks", ("w0task" if wanted.work == "task" else "w0order",))
    if wanted.skill_ids is not None:
        yield _Group("marks", ("s0none0", *(f"s0{id}" for id in wanted.skill_ids)))
    if wanted.countries:
        yield _Group("marks", ("c0any0", *(f"c0{code.lower()}0" for code in wanted.countries)))
    if wanted.box is not None:
        yield _Group("marks", tuple(cells(wanted.box)))


def cells(box: Box) -> list[str]:
    """The marks of the cells a box touches, of the smallest size that needs no more than MOST_CELLS, else of the largest."""
    south, north, west, east = box
    found: list[str] = []
    for mark, a_degree in CELLS:
        rows = range(int((south + 90) * a_degree), int((north + 90) * a_degree) + 1)
        columns = range(int((west + 180) * a_degree), int((east + 180) * a_degree) + 1)
        found = [f"{mark}{row}x{column}" for row in rows for column in columns]
        if len(found) <= MOST_CELLS:
            break
    return found


@dataclass(frozen=True, slots=True)
class _Source:
    """Where candidates come from: the index, asked for something, or the table itself."""

    dialect: str
    asked: bool = False
    condition: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, tx: Transaction, wanted: Wanted) -> _Source:
        groups = list(_groups(wanted))
        besides = _Group("title", wanted.words, False) if wanted.words and wanted.in_title is False else None
        if not groups:
            return cls(tx.dialect)
        if tx.dialect == "sqlite":
            expression = " AND ".join(f"{{{group.column}}} : ({_any(group.words)})" for group in groups)
            if besides is not None:
                expression = f"({expression}) NOT ({{title}} : ({' AND '.join(map(_quoted, besides.words))}))"
            return cls(tx.dialect, True, "open_call_index MATCH :expression", {"expression": expression})
        return cls._of_arrays(groups, besides)

    @classmethod
    def _of_arrays(cls, groups: Sequence[_Group], besides: _Group | None) -> _Source:
        params: dict[str, Any] = {}
        conditions = []
        for place, group in enumerate(groups):
            conditions.append(f"{_WORDS} && {_array(group, f'words_{place}', params)}")
        if besides is not None:
            conditions.append(f"NOT {_WORDS} @> {_array(besides, 'besides', params)}")
        return cls("postgresql", True, " AND ".join(conditions), params)

    @property
    def id(self) -> str:
        """What the index calls the number of a listing."""
        return "rowid" if self.dialect == "sqlite" else "id"

    @property
    def join(self) -> str:
        return "CROSS JOIN" if self.dialect == "sqlite" else "JOIN"

    @property
    def ids(self) -> str:
        """The SELECT of the listings that have the words, which ends with its WHERE clause."""
        if self.dialect == "sqlite":
            return f"SELECT rowid AS id FROM open_call_index WHERE {self.condition}"
        return f"SELECT id FROM open_call_texts WHERE {self.condition}"

    def size(self, tx: Transaction, most: int) -> int:
        found: int = tx.value(f"SELECT count(*) FROM ({self.ids} LIMIT {most}) AS counted", **self.params)
        return found

    def is_few(self, tx: Transaction) -> bool:
        return self.size(tx, FEW + 1) <= FEW

    def leads(self, order: Order) -> bool:
        """Whether the index gives candidates in the order by itself."""
        return self.asked and len(order) == 1

    def candidates(self, beyond: str, order: Order, most: int) -> str:
        """The SELECT of listings in an order, after a key, at most so many."""
        if self.leads(order):
            return f"{self.ids} {beyond} ORDER BY {self.id} DESC LIMIT {most}"
        keys = ", ".join(column for column, _ in order)
        by = ", ".join(f"{column} {direction}" for column, direction in order)
        return f"SELECT {keys} FROM open_call_listings WHERE 1 = 1 {beyond} ORDER BY {by} LIMIT {most}"

    def probe(self) -> str:
        """The condition that the listing l has the words."""
        return f"EXISTS ({self.ids} AND {self.id} = l.id)"


def _any(words: Sequence[str]) -> str:
    return " OR ".join(map(_quoted, words))


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _array(group: _Group, name: str, params: dict[str, Any]) -> str:
    """The words of a group as they stand in the array of a listing on PostgreSQL."""
    sign = {"title": "=", "body": "", "marks": "#"}[group.column]
    if group.column == "marks":
        params[name] = [f"{sign}{word}" for word in group.words]
        return f"CAST(:{name} AS TEXT[])"
    params[name] = list(group.words)
    return f"ARRAY(SELECT '{sign}' || open_call_root(w) FROM unnest(CAST(:{name} AS TEXT[])) AS w)"


_EDGES: tuple[str, ...] = ("south", "north", "west", "east")


# Walks


def _walked(tx: Transaction, wanted: Wanted, source: _Source, order: Order, limit: int, after: Key | None) -> Look:
    """Candidates in their order until so many fit, or so many were looked at."""
    beyond, keys = _beyond(order, after, source.id if source.leads(order) else "id")
    found, params = _fitting(wanted)
    if wanted.currency is not None and order[0][0] == "per_hour":
        beyond = f"AND currency = :currency {beyond}"
        if wanted.min_per_hour is not None:
            beyond = f"AND per_hour >= :min_per_hour {beyond}"
    if source.asked and len(order) > 1:
        found = f"{found} AND {source.probe()}"
    values = {**source.params, **params, **keys}
    candidates = source.candidates(beyond, order, EXAMINED_MOST)
    rows = tx.all(
        f"""SELECT l.* FROM ({candidates}) AS c {source.join} open_call_listings l ON l.id = c.id
            WHERE {found} {_by(source, order)} LIMIT {limit + 1}""",
        **values,
    )
    if len(rows) > limit:
        return Look(rows[:limit], _key(rows[limit - 1], order))
    last = tx.one(f"SELECT * FROM ({candidates}) AS c LIMIT 1 OFFSET {EXAMINED_MOST - 1}", **values)
    return Look(rows, None if last is None else list(last), last is not None)


def _sorted(tx: Transaction, wanted: Wanted, source: _Source, order: Order, limit: int, after: Key | None) -> Look:
    """The few that the index finds, sorted."""
    beyond, keys = _beyond(order, after)
    found, params = _fitting(wanted)
    by = ", ".join(f"{column} {direction}" for column, direction in order)
    rows = tx.all(
        f"""SELECT * FROM (SELECT l.* FROM ({source.ids}) AS c {source.join} open_call_listings l ON l.id = c.id
            WHERE {found}) AS found WHERE 1 = 1 {beyond} ORDER BY {by} LIMIT {limit + 1}""",
        **source.params,
        **params,
        **keys,
    )
    return Look(rows[:limit], _key(rows[limit - 1], order)) if len(rows) > limit else Look(rows, None)


def _beyond(order: Order, after: Key | None, id: str = "id") -> tuple[str, dict[str, Any]]:
    """The condition 'comes after this key'. All orders end with the newest first."""
    if after is None:
        return "", {}
    if len(order) == 1:
        return f"AND {id} < :key_0", {"key_0": after[0]}
    column, direction = order[0]
    sign = "<" if direction == "DESC" else ">"
    condition = f"AND {column} {sign}= :key_0 AND ({column} {sign} :key_0 OR id < :key_1)"
    return condition, {"key_0": after[0], "key_1": after[1]}


def _by(source: _Source, order: Order) -> str:
    """On a server a join does not keep the order of what is named first in it."""
    if source.dialect == "sqlite":
        return ""
    return "ORDER BY " + ", ".join(f"l.{column} {direction}" for column, direction in order)


def _key(row: Row, order: Order) -> Key:
    return [row[column] for column, _ in order]


def _fitting(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """What a listing l must meet besides its words and marks. A work that starts at no fixed time fits every time."""
    conditions: list[str] = ["l.lapses_at > :now"]
    params: dict[str, Any] = {"now": wanted.now}
    for name, condition in (
        ("currency", "l.currency = :currency"),
        ("min_price", "l.price_max >= :min_price"),
        ("min_per_hour", "l.per_hour >= :min_per_hour"),
        ("start_from", "(l.happens_at IS NULL OR l.happens_at >= :start_from)"),
        ("start_until", "(l.happens_at IS NULL OR l.happens_at <= :start_until)"),
    ):
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(condition)
            params[name] = value
    if wanted.without:
        conditions.append(f"l.company_id NOT IN ({_numbers(wanted.without)})")
    teams = f" OR l.company_id IN ({_numbers(wanted.teams)})" if wanted.teams else ""
    conditions.append(f"(l.team_only = 0{teams})")
    if wanted.box is not None:
        conditions.append("l.latitude BETWEEN :south AND :north AND l.longitude BETWEEN :west AND :east")
        params |= dict(zip(_EDGES, wanted.box, strict=True))
    if wanted.skill_ids is not None:
        known = f"AND s.skill_id NOT IN ({_numbers(wanted.skill_ids)})" if wanted.skill_ids else ""
        conditions.append(
            f"NOT EXISTS (SELECT 1 FROM open_call_skills s WHERE s.open_call_id = l.open_call_id {known})"
        )
    return " AND ".join(conditions), params


def _numbers(ids: Collection[int]) -> str:
    return ", ".join(str(int(id)) for id in sorted(ids))
