"""The console script of an installed hiringhall: its private packages first on the path, then the program."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    from server.__main__ import main as program

    program()
