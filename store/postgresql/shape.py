"""What is known of the schema of a database on a PostgreSQL server."""

from __future__ import annotations

from dataclasses import dataclass

from store.postgresql.session import Session


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of each unique index by its name, and the tables that number their rows."""

    unique: dict[str, str]
    numbering: frozenset[str]


def shape_of(session: Session) -> Shape:
    """The schema as it stands."""
    unique = session.ask(_UNIQUE, []).rows
    numbering = session.ask(_NUMBERING, []).rows
    return Shape({row[0]: row[1] for row in unique}, frozenset(row[0] for row in numbering))


_UNIQUE = """
    SELECT i.relname, string_agg(t.relname || '.' || coalesce(a.attname, 'expression'), ', ' ORDER BY k.place)
    FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid
    JOIN pg_class t ON t.oid = x.indrelid
    CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k (number, place)
    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number AND k.number > 0
    WHERE x.indisunique AND t.relnamespace = current_schema()::regnamespace
    GROUP BY i.relname
"""
_NUMBERING = """
    SELECT t.relname FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid
    WHERE t.relkind = 'r' AND t.relnamespace = current_schema()::regnamespace AND a.attname = 'id'
      AND a.atttypid = 'int8'::regtype AND (a.attidentity <> '' OR a.atthasdef)
"""
