"""The wheel holds every package, privately."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_folder_is_listed() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = project["tool"]["setuptools"]["package-dir"]
    folders = {
        str(folder.relative_to(ROOT))
        for package in ("server", "tools", "store")
        for folder in [ROOT / package, *(ROOT / package).rglob("*")]
        if folder.is_dir() and (folder / "__init__.py").exists()
    }
    assert set(listed.values()) == folders
    assert {f"hiringhall.{folder.replace('/', '.')}" for folder in folders} == set(listed)
    assert set(project["tool"]["setuptools"]["packages"]) == set(listed)


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
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        name = requirement.split(">")[0].split("=")[0].split("<")[0].split("[")[0].strip().lower()
        assert name in pins, f"{name} has no pin in constraints.txt"
