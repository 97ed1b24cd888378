"""The command `hiringhall`, also `python -m server`."""

from __future__ import annotations

from server.cli import cli


def main() -> None:
    cli(prog_name="hiringhall")


if __name__ == "__main__":
    main()
