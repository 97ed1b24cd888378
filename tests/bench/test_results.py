"""The file of results: what is measured anew takes the place of what was there, and nothing else changes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.__main__ import PARTS, RESULTS
from bench.results import replace, sections_of, written

ROOT = RESULTS.parents[1]
TITLES = [part.title for part in PARTS.values()]


def test_the_file_of_results_is_in_the_form_that_is_written():
    text = RESULTS.read_text(encoding="utf-8")
    assert written(sections_of(text), TITLES) == text


def test_a_part_that_is_measured_anew_takes_the_place_of_its_section_and_the_others_stay(tmp_path: Path):
    file = tmp_path / "RESULTS.md"
    replace(file, {"B": ["old"], "A": ["a"]}, ["A", "B"])
    file.write_text(file.read_text() + "\n## Simulation\n\nA million steps.\n")
    replace(file, {"B": ["new", "", "### Where the time goes", "", "there"]}, ["A", "B"])
    sections = sections_of(file.read_text())
    assert list(sections) == ["A", "B", "Simulation"]
    assert "old" not in file.read_text()
    assert sections["B"][1:-1] == ["new", "", "### Where the time goes", "", "there"]
    assert "A million steps." in sections["Simulation"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["meanwhile", "two_servers"])
def test_an_interrupted_part_leaves_no_process_and_no_file(name: str):
    # Where the server of a database may enter, who is somebody else.
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        command = [sys.executable, "-m", "bench", "--only", name]
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "TMPDIR": folder})
        try:
            _wait_for(lambda: len(_descendants(process.pid)) > 2)
            found = _descendants(process.pid)
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=60)
        finally:
            process.kill()
            process.wait()
        _wait_for(lambda: not [pid for pid in found if Path(f"/proc/{pid}").exists()])
        assert not list(Path(folder).iterdir())
    assert not list((ROOT / "bench").glob(f"tmp_{process.pid}_*"))


def _descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those they have."""
    children: list[int] = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            children.append(int(stat.parent.name))
    return [*children, *(each for child in children for each in _descendants(child))]


def _wait_for(come: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not come():
        assert time.monotonic() < end
        time.sleep(0.1)
