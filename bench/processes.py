"""Servers that are measured, ours and the bare one, as processes that end with whoever measures."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from mcp import StdioServerParameters

ROOT = Path(__file__).resolve().parents[1]
# Where everything that a part makes lies, when somebody takes it away afterwards.
FOLDER_VARIABLE = "HIRINGHALL_BENCH_FOLDER"
UNLIMITED = {"HIRINGHALL_RATE": "100000000/minute"}
BARE = StdioServerParameters(command=sys.executable, args=["-m", "bench.baselines.bare"], cwd=ROOT)
BARE_HTTP = [sys.executable, "-m", "bench.baselines.bare"]
LEAST_HTTP = [sys.executable, "-m", "bench.baselines.least"]


def end_in_order() -> None:
    """When this process is told to end, it leaves every block as after Ctrl-C."""
    signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """A folder on a disk for what is measured, gone afterwards, also when this process is told to end."""
    end_in_order()
    with tempfile.TemporaryDirectory(dir=os.environ.get(FOLDER_VARIABLE, ROOT / "bench")) as made:
        yield Path(made)


def ours_over_stdio(db: Path, token: str) -> StdioServerParameters:
    env = {**os.environ, **UNLIMITED, "HIRINGHALL_TOKEN": token}
    return StdioServerParameters(
        command=sys.executable, args=["-m", "server", "serve", "--db", str(db)], cwd=ROOT, env=env
    )


def ours_over_http(db: Path | str) -> list[str]:
    """The command that `serving` adds an address to."""
    return [sys.executable, "-m", "server", "serve", "--db", str(db), "--http", "127.0.0.1:"]


def least_over_stdio(durable: Path | None = None) -> StdioServerParameters:
    """The least server. durable: the file that each answer waits for."""
    kept = [] if durable is None else ["--durable", str(durable)]
    return StdioServerParameters(command=sys.executable, args=["-m", "bench.baselines.least", *kept], cwd=ROOT)


@contextlib.asynccontextmanager
async def serving(command: list[str], **env: str) -> AsyncIterator[int]:
    """The port of an HTTP server. command: its last word is the address without its port, or the port comes after it."""
    port = free_port()
    whole = [*command[:-1], command[-1] + str(port)] if command[-1].endswith(":") else [*command, str(port)]
    process = subprocess.Popen(whole, cwd=ROOT, env={**os.environ, **UNLIMITED, **env}, stderr=subprocess.DEVNULL)
    try:
        await _listening(process, port)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


async def _listening(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=0.2).close()
            return
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        await asyncio.sleep(0.1)
    raise TimeoutError("the server does not listen")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def resident(words: str) -> float:
    """Resident memory in MiB of our child whose command line has these words."""
    status = (_child(words) / "status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def processor_seconds(words: str) -> float:
    """What our child whose command line has these words, and lives still, has computed so far."""
    threads = (_child(words) / "task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def _child(words: str) -> Path:
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            line = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if words in line and f"PPid:\t{os.getpid()}\n" in (process / "status").read_text():
                return process
    raise LookupError(words)
