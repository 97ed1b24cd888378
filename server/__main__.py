"""The command `hiringhall`, also `python -m server`."""

from __future__ import annotations

import gc

from server.cli.commands import cli


def main() -> None:
    # Loading leaves hardly any garbage, and looking for it takes a tenth of a start.
    gc.set_threshold(100_000, 50, 50)
    cli(prog_name="hiringhall")


if __name__ == "__main__":
    main()
