"""A bundle, as it was packed, started as a host of bundles starts it; and what the buttons of the README start."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from server import __version__
from tests.clients.serving import ROOT
from tests.clients.test_installed import build, fresh
from tests.release.test_bundle import bundled

pytestmark = pytest.mark.slow

# In constraints.txt it would be one more tool for everybody; hosts bring their own.
UV = "uv==0.13.9"
MCPB = "@anthropic-ai/mcpb@2.1.2"


@pytest.mark.parametrize("kind", ["", "-python"])
def test_the_maker_of_bundles_finds_nothing_wrong_with_a_manifest(kind: str, tmp_path: Path) -> None:
    if shutil.which("npx") is None:
        pytest.skip("npx is not on this machine")
    bundle = bundled(tmp_path / "made") / f"hiringhall-{__version__}{kind}.mcpb"
    manifest = Path(zipfile.ZipFile(bundle).extract("manifest.json", tmp_path))

    def validated() -> int:
        command = ["npx", "--yes", MCPB, "validate", str(manifest)]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=200).returncode

    assert validated() == 0
    manifest.write_text(manifest.read_text().replace('"entry_point"', '"entry"'))
    assert validated() != 0, "the validator finds nothing"


@pytest.fixture(scope="module")
def uv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("uv")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    subprocess.run([str(folder / "bin" / "pip"), "install", "--quiet", UV], check=True, timeout=300)
    return folder / "bin"


@pytest.mark.parametrize("kind", ["", "-python"])
def test_a_packed_bundle_lists_its_tools_with_its_settings_left_blank(kind: str, uv: Path, tmp_path: Path) -> None:
    bundle = bundled(tmp_path / "made") / f"hiringhall-{__version__}{kind}.mcpb"
    unpacked, home = tmp_path / "unpacked", tmp_path / "home"
    zipfile.ZipFile(bundle).extractall(unpacked)
    home.mkdir()
    config = json.loads((unpacked / "manifest.json").read_text())["server"]["mcp_config"]
    command = [config["command"], *(word.replace("${__dirname}", str(unpacked)) for word in config["args"])]
    check_it_serves(command, home, {**config["env"], **finding(uv)})


def buttons() -> list[list[str]]:
    """The commands that the buttons of the README put into a client."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    cursor, code = re.findall(r"[?&]config=([\w%.-]+)", text)
    filled_in = [json.loads(base64.b64decode(unquote(cursor))), json.loads(unquote(code))]
    return [[one["command"], *one["args"]] for one in filled_in]


def test_what_the_buttons_of_the_readme_start_lists_its_tools(uv: Path, tmp_path: Path) -> None:
    first, second = buttons()
    assert first == second == ["uvx", "hiringhall", "serve"]
    # No release is on PyPI yet: the wheel stands for it.
    (tmp_path / "home").mkdir()
    command = ["uvx", "--from", str(build(tmp_path)), *first[1:]]
    check_it_serves(command, tmp_path / "home", finding(uv))


def finding(folder: Path) -> dict[str, str]:
    """The path of whoever has installed the programs of a folder."""
    return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"}


def check_it_serves(command: list[str], home: Path, settings: dict[str, str]) -> None:
    """A command lists its tools and calls one, for somebody new who has these settings."""
    env = {**fresh(home), **settings}
    process = subprocess.Popen(command, cwd=home, env=env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None
    assert process.stdout is not None
    client = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a host", "version": "1"}}
    answers = []
    for message in (
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": client},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
        {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "get_wallet", "arguments": {}}},
    ):
        process.stdin.write(json.dumps(message) + "\n")
        process.stdin.flush()
        if "id" in message:
            answers.append(json.loads(process.stdout.readline())["result"])
    process.communicate(timeout=60)
    assert "find_operations" in {tool["name"] for tool in answers[1]["tools"]}
    assert not answers[2].get("isError"), answers[2]
    assert process.returncode == 0
