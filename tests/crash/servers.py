"""The servers of one life, started as a user starts them, and the lines over which clients reach them."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import os
import subprocess
from asyncio.subprocess import Process
from pathlib import Path
from typing import Any, Protocol

import httpx

from tests.clients.serving import free_port
from tests.crash.forking import LAUNCHER, PROGRAM, Forked, Nursery, begun
from tests.crash.plan import SEAMS, STARTED_ANEW, SYSTEM_CALLS, Life, compiler

MODERN = "2026-07-28"
LEGACY = "2025-11-25"
PATIENCE = 60.0


class Gone(Exception):
    """The server went away before it had answered."""


class Line(Protocol):
    async def call(self, token: str, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """The result of tools/call; Gone when there was none."""
        ...


class HttpLine:
    """Calls of anybody to an HTTP server."""

    def __init__(self, base: str, http: httpx.AsyncClient) -> None:
        self._base = base
        self._http = http

    async def call(self, token: str, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        about = {
            "io.modelcontextprotocol/protocolVersion": MODERN,
            "io.modelcontextprotocol/clientInfo": {"name": "crash", "version": "1"},
            "io.modelcontextprotocol/clientCapabilities": {},
        }
        headers = {
            "Authorization": f"Bearer {token}", "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": MODERN, "Mcp-Method": "tools/call", "Mcp-Name": tool,
        }  # fmt: skip
        params = {"name": tool, "arguments": arguments, "_meta": about}
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        try:
            response = await self._http.post(f"{self._base}/mcp", json=body, headers=headers)
            response.raise_for_status()
            text = response.text
            if text.startswith(("event:", "data:", ":")):
                text = next(line[5:] for line in text.splitlines() if line.startswith("data:") and '"result"' in line)
            result: dict[str, Any] = json.loads(text)["result"]
        except (httpx.HTTPError, ValueError, StopIteration, RuntimeError) as error:
            raise Gone(str(error)) from error
        return result


class StdioLine:
    """Calls of one caller to a stdio server; several may wait at once."""

    def __init__(self, process: Process | Forked) -> None:
        self._process = process
        self._waiting: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._ids = itertools.count(1)
        self._reading = asyncio.create_task(self._read())

    async def greet(self) -> None:
        hello = {"protocolVersion": LEGACY, "capabilities": {}, "clientInfo": {"name": "crash", "version": "1"}}
        await self._ask("initialize", hello)
        self._write({"jsonrpc": "2.0", "method": "notifications/initialized", "params": {}})

    async def call(self, token: str, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        return await self._ask("tools/call", {"name": tool, "arguments": arguments})

    async def _ask(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        number = next(self._ids)
        answer = self._waiting[number] = asyncio.get_running_loop().create_future()
        if self._reading.done():
            raise Gone
        self._write({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        return await asyncio.wait_for(answer, PATIENCE)

    def _write(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(message).encode() + b"\n")

    async def _read(self) -> None:
        assert self._process.stdout is not None
        # A last line without its end is half an answer, and none.
        while (line := await self._process.stdout.readline()).endswith(b"\n"):
            message = json.loads(line)
            answer = self._waiting.pop(message.get("id"), None)
            if answer is not None and not answer.done():
                answer.set_result(message["result"])
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(Gone())


class Servers:
    """All processes of one life. When one of them dies they all do."""

    def __init__(
        self,
        db: Path,
        life: Life | None,
        mark: Path,
        env: dict[str, str],
        shim: Path | None,
        nursery: Nursery | None = None,
    ) -> None:
        """nursery: where servers are forked, those of lives in whose end the start has a part excepted."""
        self._db = db
        self._life = life
        self._mark = mark
        self._env = env
        self._shim = shim
        self._nursery = nursery if life is not None and life.kind not in STARTED_ANEW else None
        self.processes: list[Process | Forked] = []

    async def http(self) -> str:
        """A server for everybody; its base address."""
        port = free_port()
        await self._start(["--http", f"127.0.0.1:{port}"], {})
        return f"http://127.0.0.1:{port}"

    async def stdio(self, token: str) -> StdioLine:
        """A server for one caller."""
        return StdioLine(await self._start([], {"HIRINGHALL_TOKEN": token}))

    async def _start(self, arguments: list[str], env: dict[str, str]) -> Process | Forked:
        program, args, aimed = PROGRAM, ["serve", *arguments, "--db", str(self._db)], {}
        life = self._life
        if life is not None and life.kind in SEAMS:
            program, args = LAUNCHER, [life.kind, str(life.n), str(life.delay), str(self._mark), *args]
        elif life is not None and life.kind in SYSTEM_CALLS:
            aimed = {"CRASH_KIND": life.kind, "CRASH_N": str(life.n), "CRASH_MARK": str(self._mark)}
            aimed |= {"LD_PRELOAD": str(self._shim), "CRASH_DB": str(self._db)}
        process = await begun(self._nursery, program, args, {**os.environ, **self._env, **env, **aimed})
        self.processes.append(process)
        return process

    async def one_died(self, seconds: float) -> bool:
        """Wait for the first death, so long at most."""
        waits = [asyncio.create_task(process.wait()) for process in self.processes]
        done, open_ones = await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        for wait in open_ones:
            wait.cancel()
        return bool(done)

    def kill(self) -> None:
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    async def end(self) -> None:
        """Kill what still lives, and read its pipes to their ends."""
        self.kill()
        for process in self.processes:
            await process.wait()

    async def stop(self) -> None:
        """End it as a user does."""
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        await asyncio.wait_for(asyncio.gather(*(process.wait() for process in self.processes)), 30)


async def healthy(base: str, process: Process | Forked, http: httpx.AsyncClient) -> bool:
    """Wait until the server answers; False when it died before."""
    while process.returncode is None:
        with contextlib.suppress(httpx.HTTPError):
            if (await http.get(f"{base}/health", timeout=2)).status_code == 200:
                return True
        await asyncio.sleep(0.03)
    return False


def built_shim(folder: Path) -> Path | None:
    """disk.c as a library; None where there is no C compiler."""
    cc = compiler()
    if cc is None:
        return None
    library = folder / "disk.so"
    source = Path(__file__).with_name("disk.c")
    subprocess.run([cc, "-O2", "-shared", "-fPIC", "-o", library, source, "-ldl", "-lpthread"], check=True, timeout=60)
    return library
