"""The wheel holds every package, privately."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_folder_is_listed() -> None:
    setuptools = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    folders = sorted(
        file.parent.relative_to(ROOT).as_posix()
        for package in ("server", "tools", "store")
        for file in (ROOT / package).rglob("__init__.py")
    )
    assert len(folders) >= 50, f"only {len(folders)} packages: mend where this guard looks"
    names = {f"hiringhall.{folder.replace('/', '.')}" for folder in folders}
    missing = "\n".join(f'    "{name}",' for name in sorted(names - set(setuptools["packages"])))
    assert not missing, f"add to packages in pyproject.toml:\n{missing}"
    left = sorted(set(setuptools["packages"]) - names)
    assert not left, f"take out of packages in pyproject.toml: {left}"
    assert set(setuptools["package-dir"].values()) == {"server", "tools", "store"}


def test_every_folder_of_sources_is_a_package() -> None:
    for package in ("server", "tools", "store"):
        for file in (ROOT / package).rglob("*.py"):
            assert (file.parent / "__init__.py").exists(), f"make {file.parent.relative_to(ROOT)}/__init__.py"


def test_only_the_entry_is_loaded_under_the_long_name() -> None:
    for package in ("server", "tools", "store"):
        for file in (ROOT / package).rglob("*.py"):
            assert "from hiringhall" not in file.read_text(encoding="utf-8"), file
            assert "import hiringhall" not in file.read_text(encoding="utf-8"), file


def test_nothing_names_an_index_address() -> None:
    for name in ("pyproject.toml", "constraints.txt", "Makefile"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "index-url" not in text
        assert "://" not in text.replace("https://github.com", ""), name


def test_what_is_installed_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = {line.split("==")[0].lower().replace("_", "-") for line in (ROOT / "constraints.txt").read_text().split()}
    extras = [
        text
        for texts in project["optional-dependencies"].values()
        for text in texts
        if not text.startswith("hiringhall[")
    ]
    for requirement in [*project["dependencies"], *extras]:
        name = requirement.split(">")[0].split("=")[0].split("<")[0].split("[")[0].strip().lower()
        assert name in pins, f"{name} has no pin in constraints.txt"
