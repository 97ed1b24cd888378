"""Environments of their own for packages that cannot share one with the hall."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clients.serving import ROOT

INSTALL_SECONDS = 600


def python_with(name: str, packages: tuple[str, ...]) -> Path:
    """A Python with these packages: that of the environment which HIRINGHALL_TEST_name names, else one in build/; skips the
    test where they cannot be installed."""
    if named := os.environ.get(f"HIRINGHALL_TEST_{name.upper()}"):
        return Path(named) / "bin" / "python"
    folder = ROOT / "build" / name
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists():
        # What was broken off in the middle is made anew.
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, timeout=120)
        command = [str(python), "-m", "pip", "install", "--quiet", *packages]
        if subprocess.run(command, check=False, timeout=INSTALL_SECONDS).returncode:
            pytest.skip(f"{', '.join(packages)} cannot be installed here")
        ready.touch()
    return python
