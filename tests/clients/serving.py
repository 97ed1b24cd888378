"""Real servers as subprocesses, for tests with real clients."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import httpx2

from tests.clients.forked import ROOT, ForkedServer, can_fork, run_forked

PROGRAM = [sys.executable, "-m", "server"]
# How many seconds a process is waited for, which begins, answers or ends at once where nothing else runs.
PATIENCE = 180
# Whom a client of servers on this machine believes over https. By itself it reads the certificates of all authorities there
# are, whenever one is made, which takes longer than most tests.
NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def run(*args: str, db: Path, check: bool = True, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end."""
    done = run_forked([*args, "--db", str(db)], ROOT, {**os.environ, **env}, timeout=PATIENCE)
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
    process = begun(["serve", "--http", f"127.0.0.1:{port}", "--db", str(db), *args])
    base = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(base, process)
        yield base
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def begun(
    args: Sequence[str], told: Path = Path(os.devnull), env: Mapping[str, str] = os.environ
) -> ForkedServer | subprocess.Popen[bytes]:
    """A server over HTTP as a process. told: the file of its standard error."""
    if can_fork():
        return ForkedServer(args, ROOT, env, told)
    with told.open("w") as file:
        return subprocess.Popen([*PROGRAM, *args], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, stderr=file)


def wait_until_healthy(base: str, process: ForkedServer | subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if (code := process.poll()) is not None:
            raise RuntimeError(f"the server ended with {code}")
        try:
            if httpx.get(f"{base}/health", timeout=2, verify=NOBODY).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise TimeoutError("the server did not become healthy")


def protocol_client(**headers: str) -> Any:
    """What the protocol's library sends by over HTTP, with headers."""
    return httpx2.AsyncClient(headers=headers, timeout=httpx2.Timeout(30, read=300), verify=NOBODY)
