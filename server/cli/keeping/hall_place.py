"""Where a hall is, as these commands take it: a file, or a database on a server."""

from __future__ import annotations

import os

import click

from server.cli.database_file import DatabaseFile
from store.server_url import ServerUrl, Where, is_server, url_fault


class HallPlace(click.ParamType[Where]):
    """A path, or a URL without a password in it: what is typed is seen by everybody on the machine."""

    name = "hall"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Where:
        text = os.fspath(value) if isinstance(value, os.PathLike) else str(value)
        if not is_server(text):
            return DatabaseFile().convert(value, param, ctx)
        if fault := url_fault(text):
            click.echo(f"hiringhall: The address {fault}", err=True)
            raise click.exceptions.Exit(2)
        if ServerUrl.of(text).password is not None and _is_typed(param, ctx):
            click.echo(
                "hiringhall: a password on the command line is seen by everybody on this machine (ps). Put it into "
                f"~/.pgpass or PGPASSWORD{f', or the address into {_variable(param)}' if _variable(param) else ''}.",
                err=True,
            )
            raise click.exceptions.Exit(2)
        return text


def _is_typed(param: click.Parameter | None, ctx: click.Context | None) -> bool:
    source = ctx.get_parameter_source(param.name) if ctx is not None and param is not None and param.name else None
    # While options are read, what was typed has not been noted yet.
    return source in (None, click.core.ParameterSource.COMMANDLINE)


def _variable(param: click.Parameter | None) -> str:
    variable = param.envvar if param is not None else None
    return variable if isinstance(variable, str) else ""
