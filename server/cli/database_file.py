"""The path of the database as commands take it: a file, never an address of a database server."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

# One letter before a colon is a drive; `host=db dbname=hall` is how PostgreSQL's programs are told the same.
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]+):")
_SETTINGS = re.compile(r"\b(host|hostaddr|port|user|password|dbname|service)\s*=")


class DatabaseFile(click.ParamType[Path]):
    """A path to a file that is there or may be made; anything else ends the command with one line on stderr."""

    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        text = os.fspath(value) if isinstance(value, os.PathLike) else str(value)
        fault = path_fault(text)
        if fault:
            click.echo(f"hiringhall: {_shown(text)} {fault}", err=True)
            raise click.exceptions.Exit(2)
        return Path(text)


def path_fault(text: str) -> str | None:
    """Why no database can lie there, None when one can; never with what an address holds of a password."""
    if scheme := _SCHEME.match(text):
        return f"is an address ({scheme[1]}:), and only a file can be served: give its path, such as /var/lib/hall/hall.db."
    if text.strip() == ":memory:" or _SETTINGS.search(text):
        return "names no file, and only a file can be served: give its path, such as /var/lib/hall/hall.db."
    if not text.strip() or "\0" in text:
        return "is no path: give that of the database file."
    if text.endswith(("/", os.sep)) or os.path.isdir(text):
        return "is a folder: name the file in it, such as hall.db."
    above = next((parent for parent in Path(text).absolute().parents if os.path.lexists(parent)), None)
    if above is not None and not above.is_dir():
        return f"lies under {above}, which is no folder."
    return None


def _shown(text: str) -> str:
    """What was given, without what may be a secret and on one line."""
    if _SCHEME.match(text) or _SETTINGS.search(text):
        return "what --db names"
    return f"--db {text[:200]!r}"
