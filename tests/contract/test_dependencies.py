"""What is imported is declared, what is declared is used, and what is shipped is locked file by file."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.contract.test_layers import PACKAGES, imports, place, sources

ROOT = Path(__file__).resolve().parents[2]
# What the sources may import besides, inside a function that refuses when it is not installed.
EXTRAS = ("paper", "postgresql", "solver", "telemetry")
# Of an extra that the tests do without, as it is large and not for every platform.
NOT_FOR_TESTS = {"vroom": "pyvroom"}
# A name that many distributions share, and those of them that we use.
SHARED = {
    "opentelemetry": ["opentelemetry-api", "opentelemetry-sdk", "opentelemetry-exporter-otlp-proto-http"],
}
OURS = {"server", "tools", "store", "hiringhall"}
# For whoever works on the hall, and by what: nothing that serves imports that.
FOR_WORK = {"babel": "server/catalogues.py"}
# Used without being imported by us.
DATA = {
    "tzdata": "zoneinfo reads it where the system has no time zones",
    "httptools": "uvicorn reads requests with it",
}
SHA256 = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def declared(*extras: str) -> dict[str, Requirement]:
    """What is installed to run the hall, and what an extra adds, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    texts = [*project["dependencies"], *(text for extra in extras for text in project["optional-dependencies"][extra])]
    return {canonicalize_name(requirement.name): requirement for requirement in map(Requirement, texts)}


def imported() -> dict[str, str]:
    """The distributions that our sources import, each with a file that does."""
    distributions, found = packages_distributions(), dict[str, str]()
    for package in PACKAGES:
        for file in sources(package, 30):
            for module in imports(file):
                top = module.split(".")[0]
                if FOR_WORK.get(top) == place(file):
                    continue
                if top not in OURS and top not in sys.stdlib_module_names:
                    assert {top} & {*distributions, *NOT_FOR_TESTS}, f"{place(file)} imports {top}, which nothing has"
                    for distribution in SHARED.get(top) or distributions.get(top) or [NOT_FOR_TESTS[top]]:
                        found.setdefault(canonicalize_name(distribution), place(file))
    assert len(found) >= 20, f"only {len(found)} distributions seen: mend where this guard looks"
    return found


def test_what_is_imported_is_declared() -> None:
    missing = {name: file for name, file in imported().items() if name not in declared(*EXTRAS)}
    assert not missing, f"add to dependencies in pyproject.toml: {missing}"


def test_what_is_declared_is_imported() -> None:
    unused = declared(*EXTRAS).keys() - imported().keys() - DATA.keys()
    assert not unused, f"take out of dependencies in pyproject.toml: {unused}"


def test_what_an_extra_adds_is_imported_only_where_it_is_used() -> None:
    """At the top of a file it would be needed to start the hall."""
    added = declared(*EXTRAS).keys() - declared().keys()
    distributions = packages_distributions()
    for package in PACKAGES:
        for file in sources(package, 30):
            # Loaded as a whole, by the function that opens a hall on a server.
            if place(file).startswith(("store/postgresql/", "store/keeping/into_server.py")):
                continue
            for node in ast.parse(file.read_text(encoding="utf-8")).body:
                names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                for top in (name.split(".")[0] for name in names):
                    # Of a shared name the first is there without an extra.
                    found = set(map(canonicalize_name, () if top in SHARED else distributions.get(top, ())))
                    assert not found & added, f"{place(file)} imports {top} at its top: move it into the function"


def test_every_range_has_a_floor_and_a_roof() -> None:
    """Those of the tests too, but for the extras that they take as a whole."""
    for name, requirement in declared(*EXTRAS, "dev").items():
        if not requirement.specifier and requirement.extras:
            continue
        signs = {specifier.operator for specifier in requirement.specifier}
        assert signs == {">=", "<"}, f"{name} wants a range such as >=1.2,<2"


def test_nothing_is_declared_twice_with_different_ranges() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for texts in [project["dependencies"], *project["optional-dependencies"].values()]:
        wanted = [Requirement(text) for text in texts]
        names = Counter((canonicalize_name(each.name), tuple(sorted(each.extras))) for each in wanted)
        assert not [name for (name, _), times in names.items() if times > 1]


def locked() -> dict[str, tuple[str, str | None, int]]:
    """By name: the version, the marker, and of how many files the SHA-256 is known."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n\s*", " ", re.sub(r"^#.*\n", "", text, flags=re.M)).splitlines()
    found = {}
    for line in filter(None, lines):
        requirement = Requirement(SHA256.sub("", line).strip())
        (pin,) = requirement.specifier
        assert pin.operator == "==", line
        assert canonicalize_name(requirement.name) not in found, f"{requirement.name} stands twice"
        marker = str(requirement.marker) if requirement.marker else None
        found[canonicalize_name(requirement.name)] = (pin.version, marker, len(SHA256.findall(line)))
    assert len(found) >= 40, f"only {len(found)} locked: mend where this guard looks"
    return found


def test_every_dependency_is_locked_within_its_range_and_with_its_files() -> None:
    lock = locked()
    for name, requirement in declared().items():
        assert name in lock, f"{name} is not in requirements.lock: make lock"
        assert requirement.specifier.contains(lock[name][0]), f"{name} {lock[name][0]} is out of range: make lock"
    for name, (version, _, files) in lock.items():
        assert files, f"{name} {version} has no SHA-256"


def needed(name: str) -> Iterator[str]:
    try:
        wanted = requires(name) or []
    except PackageNotFoundError:
        return
    for requirement in map(Requirement, wanted):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


def test_the_lock_is_complete() -> None:
    lock = locked()
    for name in lock:
        missing = set(needed(name)) - lock.keys()
        assert not missing, f"{name} needs {missing}: make lock"


def test_what_ships_is_what_is_tested() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    pins = {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}
    for name, (version, marker, _) in locked().items():
        assert pins.get(name, version) == version, f"{name}: constraints.txt has {pins[name]}, the lock {version}"
        assert name in pins or marker, f"{name} is locked for everybody and has no pin in constraints.txt"


def test_the_lock_names_no_index() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text


@pytest.mark.slow
def test_pip_takes_the_lock_with_nothing_but_these_files() -> None:
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--only-binary=:all:"]
    done = subprocess.run(
        [*command, "--quiet", "--require-hashes", "--requirement", "requirements.lock"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
