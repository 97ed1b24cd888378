"""The image, built by its recipe and run as the docs say: no root, nothing written but to /data."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.contract.test_layers import ROOT

pytestmark = pytest.mark.slow

IMAGE = "localhost/hiringhall-tested"
CLOSED = ("--network", "none", "--read-only", "--tmpfs", "/tmp")
RECIPE = ROOT / "release" / "Containerfile"
FIRST = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a host", "version": "1"}}
MESSAGES: tuple[dict[str, Any], ...] = (
    {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": FIRST},
    {"jsonrpc": "2.0", "method": "notifications/initialized"},
    {"jsonrpc": "2.0", "id": 2, "method": "tools/list"},
    {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": "get_wallet", "arguments": {}}},
)


def run(*command: str, seconds: int = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=seconds)


@pytest.fixture(scope="module")
def builder() -> str:
    """A program that builds images and runs them here."""
    for name in ("docker", "podman"):
        if shutil.which(name) and run(name, "info").returncode == 0:
            return name
    pytest.skip("neither docker nor podman works on this machine")


@pytest.fixture(scope="module")
def image(builder: str) -> Iterator[str]:
    """The image as it was built; its base has to be here or within reach."""
    base = RECIPE.read_text(encoding="utf-8").partition("FROM ")[2].split()[0]
    if run(builder, "image", "inspect", base).returncode and run(builder, "pull", base, seconds=300).returncode:
        pytest.skip(f"{base} is not within reach")
    # podman leaves the health check out of images of its own format.
    form = ["--format", "docker"] if builder == "podman" else []
    built = run(builder, "build", *form, "-f", str(RECIPE), "-t", IMAGE, ".", seconds=900)
    assert built.returncode == 0, built.stderr[-2000:]
    yield IMAGE
    run(builder, "rmi", "--force", IMAGE)


@pytest.fixture
def volume(builder: str) -> Iterator[str]:
    name = f"hiringhall-tested-{uuid.uuid4().hex}"
    assert run(builder, "volume", "create", name).returncode == 0
    yield name
    run(builder, "volume", "rm", "--force", name)


def answers(builder: str, image: str, volume: str) -> list[dict[str, Any]]:
    """What a container that serves over stdio answers; it ends with its stdin."""
    command = [builder, "run", "-i", "--rm", *CLOSED, "--no-healthcheck", "-v", f"{volume}:/data", image, "serve"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None
    assert process.stdout is not None
    said = []
    for message in MESSAGES:
        process.stdin.write(json.dumps(message) + "\n")
        process.stdin.flush()
        if "id" in message:
            said.append(json.loads(process.stdout.readline())["result"])
    process.communicate(timeout=60)
    assert process.returncode == 0
    return said


@contextmanager
def served(builder: str, image: str, volume: str) -> Iterator[str]:
    """A container that serves over HTTP, as the recipe says it is started; its name."""
    name = f"hiringhall-tested-{uuid.uuid4().hex}"
    started = run(builder, "run", "--detach", "--name", name, *CLOSED, "-v", f"{volume}:/data", image)
    assert started.returncode == 0, started.stderr
    try:
        yield name
    finally:
        run(builder, "rm", "--force", name)


def said_inside(builder: str, name: str, *command: str) -> str:
    done = run(builder, "exec", name, *command)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_it_lists_its_tools_over_stdio_and_keeps_its_hall_in_its_volume(builder: str, image: str, volume: str) -> None:
    _, listed, wallet = answers(builder, image, volume)
    assert "find_operations" in {tool["name"] for tool in listed["tools"]}
    assert not wallet.get("isError"), wallet
    assert answers(builder, image, volume)[2]["structuredContent"] == wallet["structuredContent"]


def test_its_health_check_passes_and_it_is_nobody_on_a_root_it_cannot_write(
    builder: str, image: str, volume: str
) -> None:
    with served(builder, image, volume) as name:
        wait_until_well(builder, image, name)
        assert said_inside(builder, name, "id", "-u") == "10001"
        assert run(builder, "exec", name, "touch", "/opt/hall/written").returncode != 0
        assert said_inside(builder, name, "find", "/data", "-name", "hall.db") == "/data/hall.db"
        began = time.monotonic()
        run(builder, "stop", "--time", "30", name)
        assert time.monotonic() - began < 20, "it does not end when it is asked to"
        assert run(builder, "inspect", "--format", "{{.State.ExitCode}}", name).stdout.strip() == "0"


def wait_until_well(builder: str, image: str, name: str) -> None:
    """Until the health check of the image passes, which is run here as the runtime would."""
    made = json.loads(run(builder, "image", "inspect", image).stdout)[0]
    # podman says it beside the rest of the settings, docker among them.
    kind, *command = {**made["Config"], **made}["Healthcheck"]["Test"]
    assert kind == "CMD"
    deadline = time.monotonic() + 60
    while run(builder, "exec", name, *command).returncode:
        assert time.monotonic() < deadline, run(builder, "logs", name).stderr
