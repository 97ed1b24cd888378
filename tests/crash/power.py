"""What a cut of the power would leave, worked out from a journal of every write and sync of the database and its log.

SIGKILL loses nothing that was written, synced or not. Here the disk is rebuilt as it would be if the power had gone the
moment a client held an answer: with all that was synced before, and of the rest nothing, or what chance leaves of it."""

from __future__ import annotations

import asyncio
import os
import shutil
import struct
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

from tests.crash.clients import Made
from tests.crash.harness import Crash
from tests.crash.places import store_in
from tests.crash.proofs import Known, hold_against
from tests.crash.servers import HttpLine, Servers, built_shim, healthy

# struct record of disk.c: what was done, to which file, by which thread, where, how much.
RECORD = struct.Struct("=cb2xiqq")
DATABASE, LOG = 1, 2
SECTOR = 512


@dataclass(slots=True)
class File:
    """A file as the platter has it, and what was written since."""

    synced: bytearray = field(default_factory=bytearray)
    pending: list[tuple[int, bytes | None]] = field(default_factory=list)
    # Thread and how much of pending stood there when its sync began.
    syncing: dict[int, int] = field(default_factory=dict)

    def took(self, op: bytes, thread: int, offset: int, data: bytes) -> None:
        if op == b"w":
            self.pending.append((offset, data))
        elif op == b"t":
            self.pending.append((offset, None))
        elif op == b"b":
            self.syncing[thread] = len(self.pending)
        elif op == b"e":
            safe = self.syncing.pop(thread)
            for write in self.pending[:safe]:
                apply(self.synced, *write)
            del self.pending[:safe]
            self.syncing = {each: max(0, left - safe) for each, left in self.syncing.items()}

    def left_by(self, chance: Random | None) -> bytes:
        """Its content after the cut; chance: which sectors of what was not synced are there all the same."""
        content = bytearray(self.synced)
        for offset, data in self.pending if chance is not None else ():
            assert chance is not None
            if data is None:
                if chance.random() < 0.5:
                    apply(content, offset, None)
                continue
            for start in range(0, len(data), SECTOR):
                if chance.random() < 0.5:
                    apply(content, offset + start, data[start : start + SECTOR])
        return bytes(content)


def apply(content: bytearray, offset: int, data: bytes | None) -> None:
    """Write data at offset; None cuts there."""
    if data is None:
        del content[offset:]
        return
    if len(content) < offset:
        content.extend(bytes(offset - len(content)))
    content[offset : offset + len(data)] = data


@dataclass(slots=True)
class Held:
    """An answer, and how long the journal was when the client had it."""

    made: Made
    journal: int


class PowerCut(Crash):
    """One life of a server whose writes are kept in a journal."""

    def __init__(self, folder: Path, seed: int) -> None:
        super().__init__(folder, seed)
        self.journal = folder / "journal"
        self.before = folder / "before.db"
        self.held: list[Held] = []

    async def run_until(self, answers: int, stdio: bool) -> None:
        """Serve all clients over HTTP, or one over stdio, until so many answers are noted with the journal's length."""
        shutil.copyfile(self.db, self.before)
        env = {
            "LD_PRELOAD": str(built_shim(self.folder)), "CRASH_DB": str(self.db), "CRASH_JOURNAL": str(self.journal),
        }  # fmt: skip
        with self.receivers:
            servers = Servers(self.db, None, self.folder / "mark", {**self.receivers.env, **env}, None)
            clients = self.clients[:1] if stdio else self.clients
            if stdio:
                line: Any = await servers.stdio(clients[0].token)
                await line.greet()
            else:
                base = await servers.http()
                assert await healthy(base, servers.processes[0], self.http)
                line = HttpLine(base, self.http)
            watched = Watched(line, self)
            for client in clients:
                client.connect(watched)
            callers = [asyncio.create_task(client.live()) for client in clients for _ in range(3)]
            async with asyncio.timeout(240):
                while len(self.held) < answers:
                    await asyncio.sleep(0.05)
            await servers.end()
            for caller in callers:
                caller.cancel()
            await asyncio.gather(*callers, return_exceptions=True)
            await self.http.aclose()

    def cut(self, times: int, without_syncs_of: int | None = None) -> int:
        """Cut the power at so many of the answers, and at the last; how many answers were looked for in all.

        without_syncs_of: a file of which no sync counts, to see the proof fail."""
        held = [each for each in self.held if each.made.answer is not None]
        chosen = sorted([*self.random.sample(range(len(held)), min(times, len(held))), len(held) - 1])
        files = {DATABASE: File(bytearray(self.before.read_bytes())), LOG: File()}
        looked_for, at = 0, 0
        with self.journal.open("rb") as journal:
            for index in chosen:
                at = _replay(journal, at, held[index].journal, files, without_syncs_of)
                known = Known(tuple(each.made for each in held[: index + 1]), frozenset(), Counter(), frozenset())
                for chance in (None, self.random):
                    self._look(files, chance, known)
                looked_for += len(known.made)
        return looked_for

    def _look(self, files: dict[int, File], chance: Random | None, known: Known) -> None:
        disk = self.folder / "after.db"
        for file, name in ((DATABASE, "after.db"), (LOG, "after.db-wal"), (0, "after.db-shm")):
            path = disk.with_name(name)
            path.unlink(missing_ok=True)
            if file:
                path.write_bytes(files[file].left_by(chance))
        with closing(store_in(disk)) as store:
            hold_against(store, known, reads=False, mail=False)


@dataclass(slots=True)
class Watched:
    """A line that notes how long the journal is when an answer has come."""

    line: Any
    cut: PowerCut

    async def call(self, token: str, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        result: dict[str, Any] = await self.line.call(token, tool, arguments)
        if not result.get("isError"):
            length = os.stat(self.cut.journal).st_size
            call_id = result["_meta"]["hiringhall/receipt"]["call_id"]
            key = arguments.get("idempotency_key")
            told = Made(token, tool, key or call_id, arguments, key is None or tool in READS)
            told.answer, told.call_id, told.tries = result["structuredContent"], call_id, 1
            self.cut.held.append(Held(told, length))
        return result


READS = ("find_freelancer_by_email", "get_freelancer", "search_specialists")


def _replay(journal: Any, at: int, until: int, files: dict[int, File], without_syncs_of: int | None) -> int:
    journal.seek(at)
    while at < until:
        op, file, thread, offset, length = RECORD.unpack(journal.read(RECORD.size))
        data = journal.read(length) if op == b"w" else b""
        at += RECORD.size + len(data)
        if op in b"wt" or file != without_syncs_of:
            files[file].took(op, thread, offset, data)
    return at
