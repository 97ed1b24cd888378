"""The demo runs this very program by paths of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from server.cli.demo.stage import program


def test_the_program_is_found_from_any_folder(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, *program(), "--help"], cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, "demo" in done.stdout) == (0, True), done.stderr
