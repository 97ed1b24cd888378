"""The command `hiringhall`, also `python -m server`."""

from __future__ import annotations

import gc
import os
import re
from collections.abc import MutableMapping

from server.cli.commands import cli

# Claude Desktop hands on a setting that a person left blank as it stands in the bundle's manifest.
_BLANK = re.compile(r"\$\{user_config\.\w+\}")


def main() -> None:
    # Loading leaves hardly any garbage, and looking for it takes a tenth of a start.
    gc.set_threshold(100_000, 50, 50)
    forget_blanks(os.environ)
    cli(prog_name="hiringhall")


def forget_blanks(environment: MutableMapping[str, str]) -> None:
    """Take out of an environment our settings that were left blank where the hall was installed as a bundle."""
    for name, value in list(environment.items()):
        if name.startswith("HIRINGHALL_") and _BLANK.fullmatch(value):
            del environment[name]


if __name__ == "__main__":
    main()
