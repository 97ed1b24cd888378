"""The npm packages of tests/clients/node, installed once into the user's cache folder, and Node 22 from among them."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest

SOURCES = Path(__file__).parent / "node"
INSTALL_SECONDS = 400


@cache
def folder() -> Path:
    """Where the packages lie, a folder for each state of package.json."""
    digest = hashlib.sha256((SOURCES / "package.json").read_bytes()).hexdigest()[:12]
    home = Path(os.environ.get("HIRINGHALL_NODE_TESTS", Path.home() / ".cache" / "hiringhall-node-tests"))
    return home / digest


def installed() -> bool:
    return (folder() / "ready").exists()


def install_or_skip() -> None:
    """Install the packages; skip the test where that cannot be done."""
    if installed():
        return
    if shutil.which("npm") is None:
        pytest.skip("npm is not on this machine")
    folder().mkdir(parents=True, exist_ok=True)
    shutil.copy(SOURCES / "package.json", folder())
    try:
        done = subprocess.run(
            ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"],
            cwd=folder(),
            capture_output=True,
            text=True,
            timeout=INSTALL_SECONDS,
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"npm did not finish within {INSTALL_SECONDS} s")
    if done.returncode:
        pytest.skip(f"npm could not install the clients: {done.stderr.strip()[-300:]}")
    if not (folder() / "node_modules" / ".bin" / "node").exists():
        pytest.skip("the package node brought no Node 22 for this machine")
    (folder() / "ready").touch()


def node(*args: str, seconds: float = 120, **env: str) -> subprocess.CompletedProcess[str]:
    """Run Node 22 with the packages at hand."""
    programs = folder() / "node_modules" / ".bin"
    # The inspector and the conformance suite keep their files under HOME; not ours.
    home = folder() / "home"
    home.mkdir(exist_ok=True)
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [str(programs / "node"), *args],
        cwd=home,
        env={**os.environ, "PATH": path, "HOME": str(home), **env},
        capture_output=True,
        text=True,
        timeout=seconds,
    )


@contextmanager
def talking_to(*args: str, **env: str) -> Iterator[subprocess.Popen[str]]:
    """A program on Node 22 that is spoken to line by line; it ends with this."""
    programs = folder() / "node_modules" / ".bin"
    home = folder() / "home"
    home.mkdir(exist_ok=True)
    settings = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "HOME": str(home), **env}
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen([str(programs / "node"), *args], cwd=home, env=settings, text=True, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


@contextmanager
def driving(name: str, settings: dict[str, Any]) -> Iterator[subprocess.Popen[str]]:
    """A driver of tests/clients/node that is spoken to."""
    for script in SOURCES.glob("*.mjs"):
        shutil.copy(script, folder())
    with talking_to(str(folder() / name), json.dumps(settings)) as process:
        yield process


@contextmanager
def bridging(url: str, home: Path) -> Iterator[subprocess.Popen[str]]:
    """mcp-remote, which speaks stdio with a client and HTTP with a server; it keeps its sign-ins in home."""
    program = folder() / "node_modules" / "mcp-remote" / "dist" / "proxy.js"
    with talking_to(str(program), url, "--allow-http", HOME=str(home), MCP_REMOTE_CONFIG_DIR=str(home)) as process:
        yield process


def driver(name: str, settings: dict[str, Any]) -> dict[str, Any]:
    """What a driver of tests/clients/node printed. It runs from beside the packages, so that it finds them."""
    for script in SOURCES.glob("*.mjs"):
        shutil.copy(script, folder())
    done = node(str(folder() / name), json.dumps(settings))
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def inspector(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the MCP Inspector's command line."""
    return node(_inspector(), "--cli", *args)


@contextmanager
def inspecting(home: Path, back_to: str, *args: str) -> Iterator[subprocess.Popen[str]]:
    """The Inspector's command line with somebody at a browser; it keeps its files in home, and is led back to an address."""
    env = {"MCP_AUTO_OPEN_ENABLED": "true", "BROWSER": "true", "MCP_OAUTH_CALLBACK_URL": back_to, "HOME": str(home)}
    with talking_to(_inspector(), "--cli", *args, **env) as process:
        yield process


def _inspector() -> str:
    packages = folder() / "node_modules" / "@modelcontextprotocol"
    return str(packages / "inspector" / "clients" / "launcher" / "build" / "index.js")
