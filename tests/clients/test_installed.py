"""The wheel, installed into an environment of its own and used outside the checkout, as somebody new would."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import sysconfig
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.clients.serving import ROOT

pytestmark = pytest.mark.slow

PACKAGES = ("server", "tools", "store")
BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE")
INITIALIZE = {
    "protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "somebody new", "version": "1"},
}  # fmt: skip


@dataclass
class Installed:
    """A wheel, the environment it went into, and what that added to its site-packages."""

    wheel: Path
    program: Path
    added: set[str]

    def run(self, *args: str, home: Path, **env: str) -> subprocess.CompletedProcess[str]:
        """Run the command in an empty folder of somebody whose home this is."""
        surroundings = {**fresh(home), **env}
        return subprocess.run(
            [str(self.program), *args], cwd=home, env=surroundings, capture_output=True, text=True, timeout=300
        )

    def serve(self, home: Path, *requests: dict[str, Any]) -> subprocess.CompletedProcess[str]:
        """Serve over stdio on defaults until these requests are answered."""
        process = subprocess.Popen(
            [str(self.program), "serve"], cwd=home, env=fresh(home), text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        said = ""
        for request in requests:
            process.stdin.write(json.dumps(request) + "\n")
            process.stdin.flush()
            if "id" in request:
                said += process.stdout.readline()
        rest, errors = process.communicate(timeout=60)
        return subprocess.CompletedProcess(process.args, process.returncode, said + rest, errors)


def fresh(home: Path) -> dict[str, str]:
    """An environment without anything of ours in it."""
    ours = ("HIRINGHALL_", "HALL_", "XDG_", "PYTHON", "VIRTUAL_ENV")
    return {**{name: value for name, value in os.environ.items() if not name.startswith(ours)}, "HOME": str(home)}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    wheel = build(folder)
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    python = folder / "venv" / "bin" / "python"
    site = Path(output(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    # The dependencies are borrowed from this environment; what the wheel itself adds is then plain to see.
    (site / "borrowed.pth").write_text(f"{sysconfig.get_path('purelib')}\n{sysconfig.get_path('platlib')}\n")
    before = set(os.listdir(site))
    output(python, "-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", str(wheel))
    return Installed(wheel, python.with_name("hiringhall"), set(os.listdir(site)) - before)


def build(folder: Path) -> Path:
    """The wheel of a copy of the sources, so that nothing is left behind in the checkout."""
    source = folder / "source"
    source.mkdir()
    for name in BUILT_FROM:
        shutil.copy(ROOT / name, source)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    output(Path(sys.executable), "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", str(folder), str(source))
    (wheel,) = folder.glob("hiringhall-*.whl")
    return wheel


def output(program: Path, *args: str) -> str:
    done = subprocess.run([str(program), *args], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(installed: Installed) -> None:
    with zipfile.ZipFile(installed.wheel) as wheel:
        held = {name.removeprefix("hiringhall/") for name in wheel.namelist() if name.startswith("hiringhall/")}
        others = {name.split("/")[0] for name in wheel.namelist() if not name.startswith("hiringhall/")}
    wanted = {
        str(file.relative_to(ROOT))
        for package in PACKAGES
        for file in (ROOT / package).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    assert held == wanted
    assert {"server/generated/index.json", "server/data/synonyms.txt", "store/migrations/0001_foundation.sql"} <= held
    assert len(others) == 1


def test_nothing_but_hiringhall_appears_in_site_packages(installed: Installed) -> None:
    assert {name for name in installed.added if not name.endswith(".dist-info")} == {"hiringhall"}
    assert len(installed.added) == 2


def test_the_command_works_outside_the_checkout(installed: Installed, tmp_path: Path) -> None:
    assert installed.run("--version", home=tmp_path).stdout.startswith("hiringhall, version ")
    tools = json.loads(installed.run("tools", "--json", home=tmp_path).stdout)
    assert len(tools) > 150
    assert os.listdir(tmp_path) == []


def test_the_demo_is_played_whatever_the_operator_has_set(installed: Installed, tmp_path: Path) -> None:
    settings = {"HIRINGHALL_READ_ONLY": "1", "HIRINGHALL_SMTP_URL": "smtp://127.0.0.1:9", "HIRINGHALL_TOKEN": "none"}
    done = installed.run("demo", "--plain", "--db", "kept.db", home=tmp_path, **settings)
    assert done.stdout.count("The books balance.") == 1, done.stderr
    assert installed.run("ledger", "verify", "--db", "kept.db", home=tmp_path).stdout == "The books balance.\n"


def test_the_first_start_makes_its_things_says_so_once_and_speaks_only_protocol(
    installed: Installed, tmp_path: Path
) -> None:
    calls: list[dict[str, Any]] = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": INITIALIZE},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "get_wallet", "arguments": {}}},
    ]
    first, second = installed.serve(tmp_path, *calls), installed.serve(tmp_path, *calls)
    for done in (first, second):
        assert done.returncode == 0
        messages = [json.loads(line) for line in done.stdout.splitlines()]
        assert [message["id"] for message in messages] == [1, 2]
        wallet = messages[1]["result"]["structuredContent"]["wallets"][0]
        assert (wallet["balance"], wallet["currency"], wallet["sandbox"]) == ("100.000000", "USDT", True)
    assert first.stderr.count("\n") == 1
    assert first.stderr.startswith("hiringhall: made a new hall at ")
    assert second.stderr == ""
    made = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert sorted(file.name for file in made) == ["hall.db", "hall.db.key", "profile.json"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in made} == {0o600}
    assert installed.run("doctor", home=tmp_path).returncode == 0


def test_a_hundred_thousand_people_take_less_than_a_minute_of_computing(installed: Installed, tmp_path: Path) -> None:
    before = os.times()
    done = installed.run("seed", "--specialists", "100000", "--db", str(tmp_path / "hall.db"), home=tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    after = os.times()
    # Counted in processor time: the goal is two minutes by the clock, on a machine that has other things to do too.
    assert after.children_user + after.children_system - before.children_user - before.children_system < 60
