"""Plays the nine main jobs: real servers as subprocesses over stdio, on a temporary database with sample people."""

from __future__ import annotations

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import click
from mcp import Client, StdioServerParameters
from mcp.types import ElicitRequestParams, ElicitResult

from server.cli.demo.contracts import a_week_of_time, from_inquiry_to_bill
from server.cli.demo.field_work import from_draft_to_payment
from server.cli.demo.open_call import from_call_to_reviews
from server.cli.demo.payouts import to_the_bank
from server.registry import Registry
from server.shown import FLAGSHIP
from store.opening import is_there
from store.server_url import Where, shown

PEOPLE = 300
SHOWN = 5
SECRETS = ("api_key", "token", "refresh_token", "invite_token")


class DemoFailed(Exception):
    """A step was refused that should not have been."""


def play(plain: bool, db: Where | None = None) -> int:
    """Play all jobs; 0 when every step worked and the books balance. The database is kept when it is named."""
    if db is not None and is_there(db):
        raise ValueError(f"There is something at {shown(db)} already; the demo plays on a new database.")
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hiringhall-demo-") as folder:
        stage = Stage(db or Path(folder) / "hall.db", colours=not plain and sys.stdout.isatty())
        try:
            asyncio.run(stage.play())
        except (DemoFailed, BaseExceptionGroup) as failed:
            click.echo(f"hiringhall: the demo stopped: {innermost(failed)}", err=True)
            return 1
        code = stage.close_the_books()
    click.echo(f"\nPlayed in {time.monotonic() - started:.0f} s.")
    return code


def innermost(error: BaseException) -> BaseException:
    """The first error inside groups of them: what a client was doing when it ended."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error


class Stage:
    """The database, the cast and what is printed."""

    def __init__(self, db: Where, colours: bool) -> None:
        self._db = db
        self._colours = colours
        self._cast: dict[str, Client] = {}
        self._registry = Registry.quick()
        # The position of the inquiry that a contract fills later, and whose task is paid out at the end.
        self._position = 0
        self._worker = self._task = 0

    async def play(self) -> None:
        self._title("Setting the stage")
        self._say(f"{PEOPLE} sample people, the company Acme with an assistant and an admin, and Ann, who works")
        self._command("seed", "--specialists", str(PEOPLE))
        async with AsyncExitStack() as stack:
            await self._enter(
                stack, "assistant", "--agent", "Acme assistant", "--company", "Acme", "--credit", "25 USDT"
            )
            await self._enter(stack, "admin", "--person", "boss@acme.example", "--company", "Acme")
            await self._enter(stack, "Ann", "--person", "ann@work.example")
            self._command("credit", "Acme", "5000.00 EUR")
            self._command("credit", "ann@work.example", "1.00 USD")
            for job in (self._find, self._inquire, self._book, self._pay, self._field_work, self._contract):
                await job()
            await self._pay_out(stack)
            await self._open_call(stack)

    def close_the_books(self) -> int:
        """Print the statement and prove it."""
        self._title("The books")
        for owner in ("Acme assistant", "Acme", "ann@work.example"):
            click.echo(self._command("ledger", "statement", owner).rstrip())
        verdict = self._run("ledger", "verify")
        click.echo(
            self._paint((verdict.stdout + verdict.stderr).strip(), "green" if verdict.returncode == 0 else "red")
        )
        return verdict.returncode

    async def _find(self) -> None:
        self._title("1. Find")
        address = "scout@bots.example"
        made = await self._do("assistant", "register_agent", name="Scout", email=address, description="Finds people")
        mail = self._command("mailbox", address)
        code = re.search(r"\b\d{6}\b", mail)
        if code is None or "api_key" not in made:
            raise DemoFailed("no verification code was mailed")
        await self._do("assistant", "verify_agent_email", email=address, code=code.group())
        found = await self._do(
            "assistant", "search_specialists", query="developer", duration=60, sort_by="price", limit=3
        )
        if not found["specialists"]:
            raise DemoFailed("nobody was found")
        await self._do("assistant", "get_specialist_profile", user_id=found["specialists"][0]["user_id"])

    async def _inquire(self) -> None:
        self._title("2. Inquire")
        start, end = in_days(30), in_days(120)
        hire = {"stage": "pending", "type": "external", "job_start": start, "job_end": end}
        made = await self._do(
            "assistant",
            "create_inquiry",
            title="A team for the web shop",
            industry={"name": "Retail"},
            hires=[
                {**hire, "title": "Backend developer", "budget": "12000.00", "description": "Python and SQL"},
                {**hire, "title": "Designer", "budget": "6000.00", "description": "Checkout flow"},
            ],
        )
        self._position, designer = (position["id"] for position in made["positions"])
        await self._do("assistant", "cancel_inquiry_position", inquiry_id=made["inquiry_id"], position_id=designer)
        await self._do("assistant", "get_inquiry", inquiry_id=made["inquiry_id"])

    async def _book(self) -> None:
        self._title("3. Book")
        rules = [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "17:00"}]
        made = await self._do(
            "Ann",
            "create_schedule",
            label="Consultation",
            private=False,
            settings={"rules": rules},
            timezone="Europe/Berlin",
            duration=60,
            price="40.00",
            currency="EUR",
        )
        schedule = made["schedule"]["id"]
        slot = await self._do("assistant", "find_next_slot", schedule_id=schedule, after=in_days(2))
        booked = await self._do(
            "admin",
            "book_schedule",
            schedule_id=schedule,
            start=slot["slot"]["start"],
            pay="later",
            note="About the shop",
        )
        await self._do("admin", "pay_schedule_events", schedule_id=schedule, ids=[booked["event"]["id"]])
        await self._do("Ann", "get_event", event_id=booked["event"]["id"])

    async def _join_the_team(self) -> int:
        """Ann takes up an invite and proves who she is; her id."""
        await self._do(
            "admin", "invite_freelancer", email="ann@work.example", first_name="Ann", country="DE", in_english=True
        )
        invite = re.search(r"usable once\):\n(\S+)", self._command("mailbox", "ann@work.example"))
        if invite is None:
            raise DemoFailed("no invite was mailed")
        registered = await self._do(
            "Ann",
            "confirm_freelancer_registration",
            invite_token=invite.group(1),
            accept_agreement=True,
            first_name="Ann",
            last_name="Weber",
            taxation_status_id=1,
        )
        link = await self._do("Ann", "get_freelancer_verification_link", freelancer_id=registered["freelancer"]["id"])
        await self._do(
            "Ann",
            "verify_freelancer",
            token=link["token"],
            first_name="Ann",
            last_name="Weber",
            birth_date="1990-04-01",
            document_type="passport",
            document_number="C01X00T47",
            document_country="DE",
        )
        return int(registered["freelancer"]["id"])

    async def _pay(self) -> None:
        self._title("4. Pay")
        self._worker = worker_id = await self._join_the_team()
        attribute = (await self._do("assistant", "list_service_attributes", service_id=37))["items"][0]
        task = await self._do(
            "assistant",
            "create_task",
            category_id=37,
            attributes=[{"id": attribute["id"], "value": attribute["options"][0]["value"]}],
            title="A logo for the shop",
            description="Round and green",
            worker_id=worker_id,
            deadline=in_days(10),
            price="81.00",
        )
        self._task = task_id = task["task"]["id"]
        await self._do("Ann", "start_task", task_id=task_id)
        await self._do(
            "Ann", "mark_task_completed", task_id=task_id, report="Done", links=["https://files.example/logo"]
        )
        await self._do("assistant", "accept_task", task_id=task_id)
        await self._do("assistant", "pay_task", task_id=task_id)
        await self._do("assistant", "get_company_balance")

    async def _field_work(self) -> None:
        self._title("5. Field work")
        await from_draft_to_payment(self._do, self._say)

    async def _contract(self) -> None:
        self._title("6. Contract")
        contract_id, place = await from_inquiry_to_bill(self._do, self._position)
        self._title("7. Track time")
        await a_week_of_time(self._do, contract_id, place)

    async def _pay_out(self, stack: AsyncExitStack) -> None:
        self._title("8. Pay out")

        async def sign_in_again() -> None:
            await self._enter(stack, "Ann", "--person", "ann@work.example")

        await to_the_bank(
            self._do, lambda address: self._command("mailbox", address), sign_in_again, self._worker, self._task
        )

    async def _open_call(self, stack: AsyncExitStack) -> None:
        self._title("9. Open call")
        await self._enter(stack, "Ben", "--person", "ben@work.example")
        await from_call_to_reviews(self._do, self._say)

    async def _enter(self, stack: AsyncExitStack, name: str, *who: str) -> None:
        """A server of somebody's own, with a client connected to it."""
        token = self._command("token", *who).strip()
        server = StdioServerParameters(
            command=sys.executable,
            args=[*program(), "serve"],
            env={**self._surroundings(), "HIRINGHALL_TOKEN": token},
        )
        self._cast[name] = await stack.enter_async_context(Client(server, elicitation_callback=say_yes))

    async def _do(self, who: str, tool: str, **arguments: Any) -> dict[str, Any]:
        """Call a tool as somebody, print it, and answer what came back."""
        click.echo(
            f"\n{self._paint(who, 'cyan')} asks {self._paint(tool, 'yellow')}  {shortened(without_secrets(arguments))}"
        )
        name, given = self._as_an_assistant_would(tool, arguments)
        result = await self._cast[who].call_tool(name, given)
        if result.is_error:
            text = getattr(result.content[0], "text", "")
            raise DemoFailed(f"{tool} was refused: {text}")
        answer: dict[str, Any] = result.structured_content or {}
        for line in lines_of(answer):
            click.echo(f"    {line}")
        receipt = (result.meta or {}).get("hiringhall/receipt", {})
        price, balance = receipt.get("price", {}), receipt.get("balance")
        left = f", wallet after: {balance['amount']} {balance['currency']}" if balance else ""
        click.echo(self._paint(f"    cost {price.get('amount', '0')} {price.get('currency', '')}{left}", "magenta"))
        return answer

    def _as_an_assistant_would(self, tool: str, arguments: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        """A listed tool by its name, every other through the dispatcher of its access class."""
        operation = self._registry.find(tool)
        if operation is None or tool in FLAGSHIP:
            return tool, arguments
        return f"run_{operation.access}", {"tool": tool, "arguments": arguments}

    def _command(self, *args: str) -> str:
        done = self._run(*args)
        if done.returncode != 0:
            raise DemoFailed(done.stderr.strip())
        return done.stdout

    def _run(self, *args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, *program(), *args]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=self._surroundings())

    def _surroundings(self) -> dict[str, str]:
        """With the database, whose address may hold a password that others would see on a command line."""
        return {**surroundings(), "HIRINGHALL_DB": str(self._db)}

    def _title(self, text: str) -> None:
        click.echo(f"\n{self._paint(f'== {text} ==', 'green')}")

    def _say(self, text: str) -> None:
        click.echo(f"    {text}")

    def _paint(self, text: str, colour: str) -> str:
        return click.style(text, fg=colour) if self._colours else text


def surroundings() -> dict[str, str]:
    """The environment without the operator's settings: no real mail goes out, and everything is served."""
    return {name: value for name, value in os.environ.items() if not name.startswith("HIRINGHALL_")}


def program() -> list[str]:
    """The arguments that run this very program, from a checkout as from an installed wheel."""
    root = Path(__file__).resolve().parents[3]
    return ["-c", f"import sys; sys.path.insert(0, {str(root)!r}); from server.__main__ import main; main()"]


async def say_yes(context: Any, params: ElicitRequestParams) -> ElicitResult:
    """The person behind the client agrees, and the demo shows what they agreed to."""
    click.echo(f"    the person is asked: {params.message}  -> yes")
    return ElicitResult(action="accept", content={"agree": True})


def in_days(days: int) -> str:
    """A moment at ten in the morning (UTC), that many days from now."""
    day = datetime.now(UTC) + timedelta(days=days)
    return day.replace(hour=10, minute=0, second=0, microsecond=0).isoformat()


def shortened(value: Any, length: int = 110) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= length else f"{text[: length - 1]}…"


def without_secrets(arguments: dict[str, Any]) -> dict[str, Any]:
    return {name: "…" if name in SECRETS else value for name, value in arguments.items()}


def lines_of(answer: dict[str, Any]) -> list[str]:
    """A few lines that show an answer; keys and tokens stay hidden."""
    lines = []
    for name, value in answer.items():
        if name == "charge":
            continue
        shown = "(shown once)" if name in SECRETS else shortened(value)
        lines.append(f"{name}: {shown}")
    return lines if len(lines) <= SHOWN else [*lines[:SHOWN], f"… {len(lines) - SHOWN} more"]
