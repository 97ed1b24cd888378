"""What registries and desktop clients install: one name, one version, one command, and nothing of this machine in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from server import __version__
from server.__main__ import forget_blanks
from server.protocol.server_card import ABOUT, NAME, TITLE
from tests.clients.serving import ROOT

REGISTERED: dict[str, Any] = json.loads((ROOT / "server.json").read_text(encoding="utf-8"))
MANIFEST: dict[str, Any] = json.loads((ROOT / "release" / "manifest.json").read_text(encoding="utf-8"))
RECIPE = (ROOT / "release" / "Containerfile").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bundles and their server.json."""
    if not (ROOT / ".git").exists():
        pytest.skip("bundles are made from a checkout")
    return bundled(tmp_path_factory.mktemp("made"))


def bundled(folder: Path) -> Path:
    command = [sys.executable, str(ROOT / "release" / "bundle.py"), "--at", "https://example.com/r/", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    return folder


def test_every_package_says_the_same_name_version_and_words() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{__version__}"' in project
    assert (REGISTERED["name"], REGISTERED["title"], REGISTERED["description"]) == (NAME, TITLE, ABOUT)
    assert (MANIFEST["display_name"], MANIFEST["description"]) == (TITLE, ABOUT)
    versions = {REGISTERED["version"], MANIFEST["version"]}
    for package in REGISTERED["packages"]:
        versions.add(package.get("version") or package["identifier"].rpartition(":")[2])
    assert versions == {__version__}
    # The registries look here for whom a package belongs to.
    assert f"<!-- mcp-name: {NAME} -->" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f'io.modelcontextprotocol.server.name="{NAME}"' in RECIPE


def test_server_json_is_as_the_registry_wants_it(made: Path, tmp_path: Path) -> None:
    for source in (ROOT / "server.json", made / "server.json"):
        shutil.copy(source, tmp_path / "server.json")
        linted = skillsaw(tmp_path)
        assert linted.returncode == 0, linted.stdout
    wrong = {**REGISTERED, "version": "^1.2", "packages": [{"registryType": "pypi"}]}
    (tmp_path / "server.json").write_text(json.dumps(wrong))
    assert skillsaw(tmp_path).returncode != 0, "the linter finds nothing"


def skillsaw(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("skillsaw")), "lint", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def test_a_bundle_holds_what_git_knows_and_its_hash_stands_in_server_json(made: Path) -> None:
    bundle = made / f"hiringhall-{__version__}.mcpb"
    names = zipfile.ZipFile(bundle).namelist()
    tracked = subprocess.run(["git", "ls-files", "server", "store", "tools"], cwd=ROOT, capture_output=True, text=True)
    assert set(names) == {"manifest.json", "LICENSE", "README.md", "pyproject.toml", *tracked.stdout.split()}
    (named,) = [each for each in json.loads((made / "server.json").read_text())["packages"] if "fileSha256" in each]
    assert named["identifier"] == f"https://example.com/r/{bundle.name}"
    assert named["fileSha256"] == hashlib.sha256(bundle.read_bytes()).hexdigest()


def test_the_same_sources_give_the_same_bundle(made: Path, tmp_path: Path) -> None:
    again = bundled(tmp_path)
    for bundle in made.glob("*.mcpb"):
        assert (again / bundle.name).read_bytes() == bundle.read_bytes()


def test_the_older_bundle_starts_the_same_command(made: Path) -> None:
    newer, older = (
        json.loads(zipfile.ZipFile(made / f"hiringhall-{__version__}{kind}.mcpb").read("manifest.json"))
        for kind in ("", "-python")
    )
    assert (newer["manifest_version"], newer["server"].pop("type")) == ("0.4", "uv")
    assert (older["manifest_version"], older["server"].pop("type")) == ("0.3", "python")
    assert older["server"] == newer["server"]
    assert (ROOT / newer["server"]["entry_point"]).is_file()


def test_a_setting_left_blank_in_a_bundle_counts_as_not_given() -> None:
    given = MANIFEST["server"]["mcp_config"]["env"] | {
        "HIRINGHALL_DB": "/a/${user_config.x}",
        "OTHER": "${user_config.y}",
    }
    assert {"HIRINGHALL_TOKEN", "HIRINGHALL_TOOLSETS"} <= given.keys()
    forget_blanks(given)
    assert given == {"HIRINGHALL_DB": "/a/${user_config.x}", "OTHER": "${user_config.y}"}


def test_the_recipe_of_the_container_has_nothing_to_complain_of(tmp_path: Path) -> None:
    program = str(Path(sys.executable).with_name("hadolint"))
    linted = subprocess.run([program, str(ROOT / "release" / "Containerfile")], capture_output=True, text=True)
    assert (linted.returncode, linted.stdout) == (0, "")
    (tmp_path / "Containerfile").write_text("FROM python\nRUN pip install x\n")
    assert subprocess.run([program, str(tmp_path / "Containerfile")], capture_output=True).returncode != 0


def test_the_container_runs_as_nobody_special_and_writes_to_one_place() -> None:
    lines = [line.strip() for line in RECIPE.splitlines()]
    assert "USER 10001:10001" in lines
    assert [line for line in lines if line.startswith("VOLUME")] == ["VOLUME /data"]
    assert all(place.startswith("/data") for line in lines for place in written(line))
    assert any(line.startswith("HEALTHCHECK") for line in lines)
    assert "--require-hashes" in RECIPE


def written(line: str) -> list[str]:
    """Where a line of the recipe says that the program keeps things."""
    names = ("HIRINGHALL_DB=", "XDG_CONFIG_HOME=", "XDG_DATA_HOME=")
    return [word.partition("=")[2] for word in line.split() if word.startswith(names)]


def test_the_buttons_of_the_readme_run_the_command_that_the_registry_names() -> None:
    (package,) = [each for each in REGISTERED["packages"] if each["registryType"] == "pypi"]
    arguments = [package["identifier"], *(each["value"] for each in package["packageArguments"])]
    wanted = {"command": package["runtimeHint"], "args": arguments}
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    queries = [parse_qs(urlsplit(link).query) for link in re.findall(r"\((https://[^)]+&config=[^)]+)\)", readme)]
    assert [query["name"] for query in queries] == [["hiringhall"], ["hiringhall"]]
    cursor, code = (query["config"][0] for query in queries)
    assert json.loads(base64.b64decode(cursor)) == wanted
    assert json.loads(code) == wanted
