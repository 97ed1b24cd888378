"""Where the database is, as commands take it: the path of a file, or the URL of a database on a PostgreSQL server."""

from __future__ import annotations

import os
import re
from pathlib import Path

import click

from store.server_url import ServerUrl, Where, is_server, url_fault

# One letter before a colon is a drive; `host=db dbname=hall` is how PostgreSQL's programs are told the same.
_SCHEME = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]+):")
_SETTINGS = re.compile(r"\b(host|hostaddr|port|user|password|dbname|service)\s*=")
_WANTED = "give a path, such as /var/lib/hall/hall.db, or an address postgresql://USER@HOST/NAME."


class DatabasePlace(click.ParamType[Where]):
    """A path to a file that is there or may be made, or a URL; anything else ends the command with one line on stderr."""

    name = "file"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Where:
        text = os.fspath(value) if isinstance(value, os.PathLike) else str(value)
        if fault := url_fault(text) if is_server(text) else path_fault(text):
            click.echo(f"hiringhall: {_shown(text)} {fault}", err=True)
            raise click.exceptions.Exit(2)
        if not is_server(text):
            return Path(text)
        if _is_typed(param, ctx) and ServerUrl.of(text).password is not None:
            click.echo(
                "hiringhall: a password on the command line is seen by everybody on this machine (ps); pass the address in "
                f"{_variable(param)}, or the password in ~/.pgpass.",
                err=True,
            )
        return text


def path_fault(text: str) -> str | None:
    """Why no database can lie there, None when one can; never with what an address holds of a password."""
    if scheme := _SCHEME.match(text):
        return f"is an address ({scheme[1]}:) of another kind: {_WANTED}"
    if text.strip() == ":memory:" or _SETTINGS.search(text):
        return f"names no file: {_WANTED}"
    if not text.strip() or "\0" in text:
        return "is no path: give that of the database file."
    if text.endswith(("/", os.sep)) or os.path.isdir(text):
        return "is a folder: name the file in it, such as hall.db."
    above = next((parent for parent in Path(text).absolute().parents if os.path.lexists(parent)), None)
    if above is not None and not above.is_dir():
        return f"lies under {above}, which is no folder."
    return None


def _is_typed(param: click.Parameter | None, ctx: click.Context | None) -> bool:
    source = ctx.get_parameter_source(param.name) if ctx is not None and param is not None and param.name else None
    return source is click.core.ParameterSource.COMMANDLINE


def _variable(param: click.Parameter | None) -> str:
    variable = param.envvar if param is not None else None
    return variable if isinstance(variable, str) else "HIRINGHALL_DB"


def _shown(text: str) -> str:
    """What was given, without what may be a secret and on one line."""
    if _SCHEME.match(text) or _SETTINGS.search(text):
        return "what --db names"
    return f"--db {text[:200]!r}"
