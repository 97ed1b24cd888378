"""How the index of people is asked and told on each store: all of people search that depends on the database's dialect.

Expressions are written once, in FTS5's language: quoted tokens with AND, OR and NOT. SQLite keeps an FTS5 table, which finds
the roots of tokens itself and gives matches in the order of listings. PostgreSQL keeps a tsvector of the same roots, found
here, and is told where to look: at first among the listings that come first anyway, where one of many is met soon; then by its
GIN index, all of whose matches are sorted. Left to itself its planner would choose, often wrongly, for words it knows nothing
of."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from store.database import Transaction
from store.search.stems import stem

# A lexeme of PostgreSQL has at most 2046 bytes.
LONGEST_LEXEME = 1_000
LISTINGS_AT_ONCE = 1_000
_TOKEN = re.compile('"([^"]*)"')
_SIGNS = ((" AND ", " & "), (" OR ", " | "), (" NOT ", " & ! "))


@dataclass(frozen=True, slots=True)
class Dialect:
    """id: the index's column of listing ids. holds: the condition that a listing meets the expression in a parameter.

    asked: the form of an expression. candidates: the SELECT of who meets :expression, as a Walk has it. near: the same
    without the index, with a place for what narrows it to those who come first. first: how many candidates a walk of
    tables is planned for at first; None: for all it may look at. keeps_order: whether a join keeps the order of what is
    named first in it, else it must be asked for. join: that join; join_offers: of offers to listings f. plain before a
    column, fence at the end of a subquery: what keeps the planner from beginning there; by_price: what makes it begin at
    the index of prices. lines: puts texts together."""

    id: str
    holds: str
    asked: Callable[[str], str]
    candidates: str
    near: str
    first: int | None
    keeps_order: bool
    join: str
    join_offers: str
    plain: str
    fence: str
    by_price: str
    lines: str

    def listings(self, parameter: str) -> str:
        """The SELECT of the ids of listings that meet the expression in a parameter."""
        return f"SELECT {self.id} AS id FROM specialist_index WHERE {self.holds.format(parameter)}"

    def probe(self, parameter: str) -> str:
        """The condition that the listing c.id does."""
        return f"EXISTS ({self.listings(parameter)} AND {self.id} = c.id)"


def dialect_of(tx: Transaction) -> Dialect:
    return _POSTGRESQL if tx.dialect == "postgresql" else _SQLITE


def learn(tx: Transaction, listings: Sequence[dict[str, Any]]) -> None:
    """Write listings into the index: their id and tokens."""
    if tx.dialect == "postgresql":
        tx.run(
            """INSERT INTO specialist_index (id, words) SELECT told.id, CAST(told.words AS tsvector)
               FROM unnest(CAST(:ids AS BIGINT[]), CAST(:words AS TEXT[])) AS told (id, words)""",
            ids=[listing["id"] for listing in listings],
            words=[_words(listing["tokens"]) for listing in listings],
        )
        return
    rows = [{"id": listing["id"], "tokens": listing["tokens"]} for listing in listings]
    tx.many("INSERT INTO specialist_index (rowid, tokens) VALUES (:id, :tokens)", rows)


def forget(tx: Transaction, listings: Sequence[dict[str, Any]]) -> None:
    """Take listings out of the index. SQLite's has no texts of its own: it must be told the tokens it was given."""
    if tx.dialect == "postgresql":
        tx.many("DELETE FROM specialist_index WHERE id = :id", [{"id": listing["id"]} for listing in listings])
        return
    rows = [{"id": listing["id"], "tokens": listing["tokens"]} for listing in listings]
    tx.many("INSERT INTO specialist_index (specialist_index, rowid, tokens) VALUES ('delete', :id, :tokens)", rows)


def settle(tx: Transaction) -> None:
    """Put the index in order after a great many changes."""
    if tx.dialect == "postgresql":
        tx.run("ANALYZE specialist_index, specialist_listings, specialist_offers")
        return
    tx.run("INSERT INTO specialist_index (specialist_index) VALUES ('optimize')")


def learn_anew(tx: Transaction) -> None:
    """Make the index from the listings' texts, where those were brought from another database."""
    if tx.dialect == "sqlite":
        tx.run("INSERT INTO specialist_index (specialist_index) VALUES ('rebuild')")
        return
    # Made from all words at once, the tree of words takes seconds where it would take minutes word by word.
    tree = tx.value("SELECT indexdef FROM pg_indexes WHERE indexname = 'specialist_index_by_word'")
    tx.run("DROP INDEX specialist_index_by_word")
    tx.run("DELETE FROM specialist_index")
    after = 0
    while rows := tx.all(
        f"SELECT id, tokens FROM specialist_texts WHERE id > :after ORDER BY id LIMIT {LISTINGS_AT_ONCE}", after=after
    ):
        learn(tx, [dict(row) for row in rows])
        after = rows[-1]["id"]
    tx.run(tree)
    settle(tx)


def as_tsquery(expression: str) -> str:
    """An index expression in PostgreSQL's signs. Tokens hold no blanks, so none of the words between them is taken for one."""
    for word, sign in _SIGNS:
        expression = expression.replace(word, sign)
    return _TOKEN.sub(lambda token: _lexeme(token[1]), expression)


def _words(tokens: str) -> str:
    return " ".join({_lexeme(token) for token in tokens.split(" ")})


def _lexeme(token: str) -> str:
    """The root of a token between quotes, of which it holds none; of a very long one, what stands for it."""
    root = stem(token)
    if len(root) > LONGEST_LEXEME // 4 and len(root.encode()) > LONGEST_LEXEME:
        root = f"={blake2b(root.encode(), digest_size=16).hexdigest()}"
    return f"'{root}'"


def _as_it_is(expression: str) -> str:
    return expression


_SQLITE = Dialect(
    id="rowid",
    holds="specialist_index MATCH :{}",
    asked=_as_it_is,
    candidates="SELECT rowid AS id, rowid AS key_0 FROM specialist_index WHERE specialist_index MATCH :expression",
    near="",
    first=None,
    keeps_order=True,
    join="CROSS JOIN",
    join_offers="CROSS JOIN specialist_offers o ON o.listing_id = f.id",
    plain="+",
    fence="",
    by_price=" INDEXED BY specialist_offers_by_price",
    lines="group_concat",
)
_POSTGRESQL = Dialect(
    id="id",
    holds="words @@ CAST(:{} AS tsquery)",
    asked=as_tsquery,
    candidates="""SELECT id, id AS key_0 FROM (SELECT id FROM specialist_index
                  WHERE words @@ CAST(:expression AS tsquery) OFFSET 0) AS met WHERE 1 = 1""",
    near="""SELECT id, id AS key_0 FROM (SELECT id, words FROM specialist_index WHERE 1 = 1 {}) AS near
            WHERE ts_match_vq(words, CAST(:expression AS tsquery))""",
    first=256,
    keeps_order=False,
    join="JOIN",
    join_offers="JOIN LATERAL (SELECT * FROM specialist_offers x WHERE x.listing_id = f.id OFFSET 0) AS o ON 1 = 1",
    plain="",
    fence="OFFSET 0",
    by_price="",
    lines="string_agg",
)
