"""What tests of keeping share: the commands as typed, and all that a database holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from server.__main__ import cli
from store.server_url import Where, is_server

# Not rows of a hall: the migrations' log, and the index that is made of the rest.
OWN = ("_yoyo", "yoyo_", "sqlite_", "specialist_index", "task_text_index", "open_call_index")


def typed(*args: object, env: dict[str, str] | None = None) -> Result:
    return CliRunner().invoke(cli, [*map(str, args)], env=env)


def content(where: Where) -> dict[str, list[str]]:
    """Every row of every table as text: each column by its name, sorted."""
    rows = _on_server(str(where)) if is_server(where) else _in_file(Path(where))
    return {name: found for name, found in sorted(rows.items()) if found}


def _in_file(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: _texts(map(dict, connection.execute(f'SELECT * FROM "{name}"'))) for name in theirs(names)}


def _on_server(url: str) -> dict[str, list[str]]:
    import psycopg
    from psycopg.rows import dict_row

    with psycopg.connect(url, row_factory=dict_row) as connection:
        found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        names = [row["tablename"] for row in found]
        return {name: _texts(connection.execute(f'SELECT * FROM "{name}"').fetchall()) for name in theirs(names)}  # type: ignore[arg-type]


def theirs(names: list[str]) -> list[str]:
    """The tables that are moved."""
    return [name for name in names if not name.startswith(OWN)]


def _texts(rows: Any) -> list[str]:
    return sorted(str(sorted(row.items())) for row in rows)
