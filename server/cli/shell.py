"""What every command of the command line has in common: how it fails, and which database it works on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NoReturn

import click

from server.cli.database_place import DatabasePlace
from server.config import default_database


class Group(click.Group):
    """Ends every failure as one plain sentence on stderr."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except BrokenPipeError:
            # Whoever read the output has enough of it.
            sys.exit(0)
        except KeyboardInterrupt:
            fail("Stopped.", code=130)
        except Exception as error:
            from server.cli.actions import sentence

            fail(sentence(error))


def fail(text: str, code: int = 1) -> NoReturn:
    click.echo(f"hiringhall: {text}", err=True)
    sys.exit(code)


def with_db(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--db",
        type=DatabasePlace(),
        envvar="HIRINGHALL_DB",
        default=default_database,
        show_default="hall.db in your data folder",
        help="The database: a file, or postgresql://USER@HOST/NAME (also HIRINGHALL_DB).",
    )(command)
