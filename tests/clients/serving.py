"""Real servers as subprocesses, for tests with real clients."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.clients.forked import ROOT, run_forked

PROGRAM = [sys.executable, "-m", "server"]


def run(*args: str, db: Path, check: bool = True, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end."""
    done = run_forked([*args, "--db", str(db)], ROOT, {**os.environ, **env}, timeout=120)
    if check:
        done.check_returncode()
    return done


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def http_server(db: Path, *args: str) -> Iterator[str]:
    """A server on a free port; its base address."""
    port = free_port()
    process = subprocess.Popen(
        [*PROGRAM, "serve", "--http", f"127.0.0.1:{port}", "--db", str(db), *args], cwd=ROOT, stderr=subprocess.DEVNULL
    )
    base = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(base, process)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_healthy(base: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        try:
            if httpx.get(f"{base}/health", timeout=2).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError("the server did not become healthy")
