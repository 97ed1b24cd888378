"""A real server that is killed at random moments while clients with idempotency keys go on calling it.

A client keeps a call until it is answered, over however many lives of the server. What it was told is held against what
is stored: all of it, once."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sqlite3
import subprocess
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import httpx
from aiosmtpd.controller import Controller

from server.app import App
from server.operator import credit_owner, person_token, token_for_agent
from store.types import Money, Owner
from tests.clients.serving import PROGRAM, ROOT, free_port, run, wait_until_healthy
from tests.hall import Clock
from tests.tools.bookable import offer
from tests.tools.field_work import SITE
from tests.tools.task_world import World

VERSION = "2026-07-28"
COMPANIES = 3
PEOPLE = 3


def in_days(days: int, hour: int = 9) -> str:
    """A full hour some days from now: killed servers know only the real time."""
    return (datetime.now(UTC) + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0).isoformat()


class Lost(Exception):
    """Something a client was told is missing, or is there twice."""


@dataclass(slots=True)
class Made:
    """One call of a client, and what it was answered in the end. `tries` counts the sendings."""

    token: str
    tool: str
    arguments: dict[str, Any]
    answer: dict[str, Any] | None = None
    refused: dict[str, Any] | None = None
    tries: int = 0


@dataclass(slots=True)
class Mailbox:
    """An SMTP server that keeps the Message-ID of everything it accepts."""

    received: list[str] = field(default_factory=list)
    # Killed as soon as the next mail is here: before the server can note that it is delivered.
    victim: subprocess.Popen[bytes] | None = None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.received.append(str(message_from_bytes(envelope.content)["Message-ID"]))
        if self.victim is not None:
            self.victim.kill()
        return "250 OK"


@dataclass(slots=True)
class Client:
    """Somebody who calls: an agent with a team, or a person who books."""

    token: str
    kind: str
    worker: int = 0
    schedules: tuple[int, ...] = ()


class Crash:
    """The server, its clients, and all they were told."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.db = folder / "hall.db"
        self.random = Random(seed)
        self.made: list[Made] = []
        self.clients: list[Client] = []
        self.kills = 0
        self.mailbox = Mailbox()
        self._base = ""
        self._up = asyncio.Event()
        self._stopping = False
        self._numbers = 0

    async def prepare(self) -> None:
        """A hall with companies that have money and teams, people with money, and schedules to book."""
        app = await App.open(self.db)
        hall: Any = SimpleNamespace(app=app, clock=Clock(app.clock()))
        people = [await self._person(app, f"p{index}@crash.test") for index in range(PEOPLE)]
        schedules = []
        for index in range(3):
            host: Any = await self._person(app, f"host{index}@crash.test")
            schedules.append(await offer(hall, host, price="1.00", msp=2))
        for index in range(COMPANIES):
            made = await token_for_agent(app, f"Agent {index}", f"Company {index}", "EUR", "9000 USDT")
            await credit_owner(app, Owner("company", made.company_id or 0), Money.of("900000", "EUR"))
            stub: Any = SimpleNamespace(company=made.company_id, id=made.id)
            worker = await self._person(app, f"w{index}@crash.test")
            await World(hall, stub, worker, worker, stub).join_team(worker.id)
            self.clients.append(Client(made.token, "agent", worker.id))
        self.clients += [Client(person.token, "person", schedules=tuple(schedules)) for person in people]
        await app.close()

    async def _person(self, app: App, email: str) -> Any:
        made = await person_token(app, email, None, None, "admin")
        for money in (Money.of("9000", "USDT"), Money.of("90000", "EUR")):
            await credit_owner(app, Owner("person", made.id), money)
        return SimpleNamespace(kind="person", id=made.id, token=made.token, owner=Owner("person", made.id))

    async def play(self, kills: int) -> None:
        """Kill the server so often, let the clients come to an end, and hold them against the store."""
        post = Controller(self.mailbox, hostname="127.0.0.1", port=free_port())
        post.start()
        os.environ["HIRINGHALL_SMTP_URL"] = f"smtp://127.0.0.1:{post.port}"
        callers = [asyncio.create_task(self._live(client)) for client in self.clients]
        try:
            for _ in range(kills):
                await self._one_life()
            await self._last_life(callers)
        finally:
            del os.environ["HIRINGHALL_SMTP_URL"]
            for caller in callers:
                caller.cancel()
            post.stop()
        self.verify()

    async def _one_life(self) -> None:
        process = self._start()
        if self.random.random() < 0.1:
            await asyncio.sleep(self.random.random())
        else:
            await asyncio.to_thread(wait_until_healthy, self._base, process)
            self._up.set()
            # Short lives end in the middle of the first calls, long ones in those of the workers.
            await asyncio.sleep(self.random.choice((0.02, 0.2, 0.6, 2.0)) * (0.5 + self.random.random()))
            await self._wait_for_a_bad_moment(process)
        process.kill()
        await asyncio.to_thread(process.wait)
        self._up.clear()
        self.kills += 1

    async def _wait_for_a_bad_moment(self, process: subprocess.Popen[bytes]) -> None:
        """Now; or right after something was written, before it can be answered; or right after a mail was handed over."""
        moment = self.random.choice(("now", "commit", "commit", "mail"))
        if moment == "commit":
            await asyncio.to_thread(self._until_written)
        elif moment == "mail":
            self.mailbox.victim = process
            with contextlib.suppress(subprocess.TimeoutExpired):
                await asyncio.to_thread(process.wait, 3)
            self.mailbox.victim = None

    def _until_written(self) -> None:
        log = self.db.with_name(f"{self.db.name}-wal")
        before, deadline = log.stat().st_mtime_ns, time.monotonic() + 2
        pause = self.random.random() * 0.004
        while log.stat().st_mtime_ns == before and time.monotonic() < deadline:
            pass
        time.sleep(pause)

    async def _last_life(self, callers: list[asyncio.Task[None]]) -> None:
        self._stopping = True
        # As if the leases of the killed workers had run out.
        with closing(sqlite3.connect(self.db)) as store, store:
            store.execute("UPDATE outbox SET leased_until = NULL, next_attempt_at = created_at WHERE state = 'waiting'")
        process = self._start()
        try:
            await asyncio.to_thread(wait_until_healthy, self._base, process)
            self._up.set()
            await asyncio.wait_for(asyncio.gather(*callers), 120)
            await self._repeat_some()
            await self._until_quiet()
        finally:
            self._up.clear()
            process.terminate()
            await asyncio.to_thread(process.wait, 30)

    def _start(self) -> subprocess.Popen[bytes]:
        port = free_port()
        self._base = f"http://127.0.0.1:{port}"
        command = [*PROGRAM, "serve", "--http", f"127.0.0.1:{port}", "--db", str(self.db)]
        return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)

    async def _until_quiet(self) -> None:
        """Wait until no job and no mail is left to do."""
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            jobs = self._value("SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')")
            mails = self._value("SELECT count(*) FROM outbox WHERE state = 'waiting'")
            if not jobs and not mails:
                return
            await asyncio.sleep(0.2)
        raise Lost(f"{jobs} jobs and {mails} mails are never done")

    # The clients.

    async def _live(self, client: Client) -> None:
        random = Random(self.random.random())
        async with httpx.AsyncClient(timeout=10) as http:
            while not self._stopping:
                if client.kind == "person":
                    await self._book(http, client, random)
                else:
                    work = random.choice((self._inquire, self._pay, self._pay, self._publish, self._invite))
                    await work(http, client)

    async def _inquire(self, http: httpx.AsyncClient, client: Client) -> None:
        hire = {
            "stage": "pending", "title": "Developer", "type": "external", "budget": "1.00", "description": "Python",
            "job_start": in_days(200), "job_end": in_days(400),
        }  # fmt: skip
        await self._call(http, client, "create_inquiry", title="People", industry={"name": "Software"}, hires=[hire])

    async def _pay(self, http: httpx.AsyncClient, client: Client) -> None:
        made = await self._call(
            http, client, "create_task", category_id=37, attributes=[{"id": 37, "value": "3"}], title="A logo",
            description="Round", worker_id=client.worker, price="1.00", deadline=in_days(100),
        )  # fmt: skip
        if made.answer is not None:
            await self._call(http, client, "pay_new_task", task_id=made.answer["task"]["id"])

    async def _publish(self, http: httpx.AsyncClient, client: Client) -> None:
        made = await self._call(
            http, client, "create_work_order", title="Install", type_of_work_id=62, location=SITE,
            schedule={"mode": "exact", "start": in_days(60)}, pay={"type": "fixed", "base": {"amount": "5.00"}},
        )  # fmt: skip
        if made.answer is not None:
            await self._call(http, client, "publish_work_order", work_order_id=made.answer["id"], wait=False)

    async def _invite(self, http: httpx.AsyncClient, client: Client) -> None:
        self._numbers += 1
        await self._call(http, client, "invite_freelancer", country="DE", email=f"new{self._numbers}@crash.test")

    async def _book(self, http: httpx.AsyncClient, client: Client, random: Random) -> None:
        start = in_days(random.randrange(2, 22), random.randrange(9, 18))
        schedule = random.choice(client.schedules)
        await self._call(http, client, "book_schedule", schedule_id=schedule, start=start, pay="balance")

    async def _call(self, http: httpx.AsyncClient, client: Client, tool: str, **arguments: Any) -> Made:
        self._numbers += 1
        made = Made(client.token, tool, {**arguments, "idempotency_key": f"key-{self._numbers}"})
        self.made.append(made)
        while made.answer is None and made.refused is None:
            await self._up.wait()
            made.tries += 1
            with contextlib.suppress(httpx.HTTPError, ValueError):
                await self._send(http, made)
        return made

    async def _send(self, http: httpx.AsyncClient, made: Made) -> None:
        """One sending. A refusal because the store is away for a moment is no answer yet."""
        reply = await self._post(http, made.token, made.tool, made.arguments)
        if not reply.get("isError"):
            made.answer = reply["structuredContent"]
            return
        refused = json.loads(reply["content"][0]["text"])
        if refused.get("code") == "internal_error":
            raise Lost(f"{made.tool}: {refused}")
        if refused.get("status", 500) < 500:
            made.refused = refused

    async def _post(self, http: httpx.AsyncClient, token: str, tool: str, arguments: dict[str, Any]) -> dict[str, Any]:
        about = {
            "io.modelcontextprotocol/protocolVersion": VERSION,
            "io.modelcontextprotocol/clientInfo": {"name": "crash", "version": "1"},
            "io.modelcontextprotocol/clientCapabilities": {},
        }
        params = {"name": tool, "arguments": arguments, "_meta": about}
        headers = {
            "Authorization": f"Bearer {token}", "Accept": "application/json, text/event-stream",
            "MCP-Protocol-Version": VERSION, "Mcp-Method": "tools/call", "Mcp-Name": tool,
        }  # fmt: skip
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
        response = await http.post(f"{self._base}/mcp", json=body, headers=headers)
        response.raise_for_status()
        text = response.text
        if text.startswith(("event:", "data:", ":")):
            text = next(line[5:] for line in text.splitlines() if line.startswith("data:") and '"result"' in line)
        result: dict[str, Any] = json.loads(text)["result"]
        return result

    async def _repeat_some(self) -> None:
        """Calls answered long ago, once more: the same answer, as a repeat."""
        told = [made for made in self.made if made.answer is not None]
        async with httpx.AsyncClient(timeout=10) as http:
            for made in self.random.sample(told, min(60, len(told))):
                reply = await self._post(http, made.token, made.tool, made.arguments)
                again = dict(reply.get("structuredContent") or {})
                first = {name: part for name, part in (made.answer or {}).items() if name != "replayed"}
                if again.pop("replayed", None) is not True or again != first:
                    raise Lost(f"{made.tool} was answered {first}, and when repeated {reply}")

    # Holding them against the store.

    def verify(self) -> None:
        """Lost, when anything told is missing or anything is there twice."""
        proof = run("ledger", "verify", db=self.db, check=False)
        if proof.returncode:
            raise Lost(f"the books: {proof.stdout}{proof.stderr}")
        self._verify_calls()
        self._verify_records()
        self._verify_jobs()
        self._verify_mail()

    def _verify_calls(self) -> None:
        told = Counter(made.tool for made in self.made if made.answer is not None)
        told["publish_work_order"] = self._value("SELECT count(*) FROM jobs WHERE state = 'succeeded'")
        logged = dict(self._all("SELECT tool, count(*) FROM calls GROUP BY tool"))
        if +told != Counter(logged):
            raise Lost(f"clients were told of {dict(told)}, the log has {logged}")

    def _verify_records(self) -> None:
        """Each told record exists, and no other does."""
        for tool, table, wanted in (
            ("create_inquiry", "SELECT public_id FROM inquiries", lambda answer: answer["inquiry_id"]),
            ("create_task", "SELECT id FROM tasks", lambda answer: answer["task"]["id"]),
            ("create_work_order", "SELECT id FROM work_orders", lambda answer: answer["id"]),
            ("invite_freelancer", "SELECT person_id FROM team_memberships WHERE state <> 3", _invited),
            ("pay_new_task", "SELECT id FROM tasks WHERE state = 5", lambda answer: answer["task"]["id"]),
        ):
            told = sorted(str(wanted(made.answer)) for made in self.made if made.tool == tool and made.answer)
            stored = sorted(str(row[0]) for row in self._all(table))
            if told != stored:
                raise Lost(f"{tool}: told {len(told)}, stored {len(stored)}: {sorted(set(told) ^ set(stored))[:10]}")
        booked = sum(made.tool == "book_schedule" and made.answer is not None for made in self.made)
        stored = self._value("SELECT count(*) FROM event_attendees WHERE status_id = 200")
        held = self._value("SELECT coalesce(sum(escrow), 0) FROM event_attendees")
        if (booked, booked * 100) != (stored, held):
            raise Lost(f"{booked} bookings were told, {stored} are stored with {held} in escrow")
        paid = self._value("SELECT count(*) FROM ledger_transfers WHERE kind = 'task_payment'")
        if paid != sum(made.tool == "pay_new_task" and made.answer is not None for made in self.made):
            raise Lost(f"{paid} payments of tasks")

    def _verify_jobs(self) -> None:
        told = {made.answer["job"]["id"] for made in self.made if made.tool == "publish_work_order" and made.answer}
        ended = dict(self._all("SELECT id, state FROM jobs"))
        if told != set(ended) or set(ended.values()) - {"succeeded"}:
            raise Lost(f"{len(told)} jobs were told, stored are {Counter(ended.values())}")
        published = self._value("SELECT count(*) FROM work_orders WHERE status = 2")
        acts = self._value("SELECT count(*) FROM work_order_history WHERE act = 'published'")
        if published != len(told) or acts not in (0, len(told)):
            raise Lost(f"{len(told)} orders were published, {published} are, {acts} times")

    def _verify_mail(self) -> None:
        sent = {f"<{row[0]}@hiringhall>" for row in self._all("SELECT event_id FROM outbox WHERE topic = 'mail'")}
        received = set(self.mailbox.received)
        if sent != received:
            raise Lost(f"{len(sent - received)} mails never came, {len(received - sent)} came from nowhere")
        undone = self._value("SELECT count(*) FROM outbox WHERE state <> 'done'")
        if undone:
            raise Lost(f"{undone} outbox events are not done")

    def summary(self) -> str:
        answered = [made for made in self.made if made.answer is not None]
        again = sum(made.tries > 1 for made in self.made)
        replayed = sum(bool(made.answer and made.answer.get("replayed")) for made in self.made)
        twice = len(self.mailbox.received) - len(set(self.mailbox.received))
        return (
            f"{self.kills} kills: {len(answered)} calls answered ({dict(Counter(made.tool for made in answered))}), "
            f"{len(self.made) - len(answered)} refused, {again} sent more than once, {replayed} of which had happened before "
            f"the kill; {len(set(self.mailbox.received))} mails, {twice} of them twice. Nothing lost, nothing double."
        )

    def _all(self, sql: str) -> list[Any]:
        with closing(sqlite3.connect(self.db, timeout=10)) as store:
            return store.execute(sql).fetchall()

    def _value(self, sql: str) -> Any:
        return self._all(sql)[0][0]


def _invited(answer: dict[str, Any]) -> Any:
    return answer["id"]


async def crash(folder: Path, kills: int, seed: int) -> Crash:
    """Play it; what there is to tell afterwards."""
    harness = Crash(folder, seed)
    await harness.prepare()
    await harness.play(kills)
    return harness
