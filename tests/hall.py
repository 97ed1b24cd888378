"""A hall for tests: a real database, the real pipeline, the SDK's in-memory client, a clock that is set by hand."""

from __future__ import annotations

import asyncio
import math
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from mcp import Client
from mcp.types import CallToolResult, ElicitRequestParams, ElicitResult

from server.app import App
from server.calls.jobs import Make
from server.calls.throttle import Throttle
from server.operator import credit_owner, name_operator, person_token, token_for_agent
from server.protocol.tool_handlers import HallServer
from server.workers.callbacks import TOPIC as CALLBACKS
from store.database import Database, Transaction
from store.installation_key import key_file
from store.ledger import find_account
from store.opening import reading
from store.types import Money, Owner
from tests.answer_checks import check
from tests.copies import copied
from tests.endpoints import Endpoints
from tests.postgresql import Throwaway, database_beside, on_postgresql
from tests.refused import Refused as Refused
from tests.refused import followed as followed
from tests.refused import operation_of as operation_of
from tests.refused import operations as operations
from tools.call import Randomness

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


class Clock:
    """Time that moves only when told to."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **amount: float) -> None:
        self.now += timedelta(**amount)

    def set(self, moment: datetime) -> None:
        self.now = moment


@dataclass
class Mail:
    address: str
    subject: str
    body: str


class TestCaller:
    """Somebody with a credential and a client."""

    __test__ = False

    def __init__(self, hall: Hall, token: str | None, kind: str, id: int, company: int | None) -> None:
        self.hall = hall
        self.token = token
        self.kind = kind
        self.id = id
        self.company = company
        self.says_yes = True
        self.questions: list[str] = []
        self._client: Client | None = None
        self._stop = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def owner(self) -> Owner:
        return Owner(self.kind, self.id)  # type: ignore[arg-type]

    async def call(self, name: str, /, **arguments: Any) -> dict[str, Any]:
        """The structured answer; Refused when the call was refused."""
        return answer_of(await self.result(name, **arguments))

    async def result(self, name: str, /, **arguments: Any) -> CallToolResult:
        client = await self._connected()
        # The SDK lists all tools again at every call of one that it has not seen listed, to look for its schema.
        client.session._tool_output_schemas.setdefault(name, None)
        result = await client.call_tool(name, arguments)
        if not self.hall.broken:
            check(name, arguments, result)
            if result.is_error and self.hall.follows:
                await self._follow(client, name, result)
        return result

    async def _follow(self, client: Client, name: str, result: CallToolResult) -> None:
        """Make the calls that a refusal names, undone again: none is refused for the same reason."""
        refused = Refused(result.content[0].text)  # type: ignore[union-attr]
        for call in followed(refused.calls):
            then = await client.call_tool(call["tool"], call["arguments"])
            if then.is_error:
                again = Refused(then.content[0].text)  # type: ignore[union-attr]
                assert again.code != refused.code, (
                    f"{name} was refused ({refused.text}); {call} is refused too: {again.text}"
                )

    async def client(self) -> Client:
        return await self._connected()

    async def _connected(self) -> Client:
        if self._client is None:
            ready = asyncio.get_running_loop().create_future()
            self._task = asyncio.create_task(self._hold_open(ready))
            self._client = await ready
        return self._client

    async def _hold_open(self, ready: asyncio.Future[Client]) -> None:
        """One task enters and leaves the client, as its cancel scopes want it."""
        try:
            server = HallServer(self.hall.app, self.token).mcp
            async with Client(server, elicitation_callback=self._answer_question) as client:
                ready.set_result(client)
                await self._stop.wait()
        except Exception as error:
            if not ready.done():
                ready.set_exception(error)

    async def _answer_question(self, context: Any, params: ElicitRequestParams) -> ElicitResult:
        self.questions.append(params.message)
        if self.says_yes:
            return ElicitResult(action="accept", content={"agree": True})
        return ElicitResult(action="decline")

    async def close(self) -> None:
        self._stop.set()
        if self._task is not None:
            await self._task


def answer_of(result: CallToolResult) -> dict[str, Any]:
    text = result.content[0].text  # type: ignore[union-attr]
    if result.is_error:
        raise Refused(text)
    assert result.structured_content is not None
    return result.structured_content


class Hall:
    """A running hall on a temporary database."""

    def __init__(self, app: App, clock: Clock, path: Path, on: Throwaway | None = None) -> None:
        self.app = app
        # The database on a server, where tests run on one.
        self.on = on
        self.clock = clock
        self.path = path
        # A test that meddles with the insides says so: its answers may be unexpected errors.
        self.broken = False
        # Whether what a refusal names as next is called as well. A test that counts what calls leave behind says no.
        self.follows = True
        self.endpoints = Endpoints()
        app.outbox.use(CALLBACKS, self.endpoints.deliverer(app.parts.key, clock))
        self.hooks = Endpoints()
        app.webhooks.poster = self.hooks.poster()
        self._callers: list[TestCaller] = []
        # Reading the schema takes longer than most looks, so no connection is opened for one where it can be helped.
        self._looking: sqlite3.Connection | None = None

    @classmethod
    async def open(
        cls,
        folder: Path,
        template: Path | None = None,
        now: datetime = START,
        *,
        fsync: bool = False,
        make: Make = copied,
    ) -> Hall:
        """A hall in a folder; fsync: its commits reach the disk, as a real server's do; make: what makes files."""
        path = folder / "hall.db"
        fresh = template is not None and not key_file(path).exists()
        if template is not None and fresh:
            if not on_postgresql():
                shutil.copyfile(template, path)
            shutil.copyfile(key_file(template), key_file(path))
        on = database_beside(path)
        clock = Clock(now)
        throttle = Throttle("1000000/minute", "1000000/minute")
        app = await App.open(
            path,
            clock=clock,
            randomness=Randomness(7),
            throttle=throttle,
            registry=operations(),
            fsync=fsync,
            upgraded=fresh or on is not None,
            make=make,
            server=on.url if on else None,
        )
        if on is not None:
            on.halls += 1
        return cls(app, clock, path, on)

    async def agent(
        self,
        company: str,
        name: str | None = None,
        *,
        credit: str = "100 USDT",
        currency: str = "EUR",
        company_funds: str = "",
    ) -> TestCaller:
        """An active agent with a verified e-mail of a company, made when new, with money in its own purse."""
        made = await token_for_agent(self.app, name or f"{company} agent", company, currency, credit or None, find=True)
        if company_funds:
            await self.fund(made.company_id, company_funds)
        return self._add(made.token, "agent", made.id, made.company_id)

    async def person(
        self, email: str, *, company: str | None = None, role: str = "admin", currency: str = "EUR", credit: str = ""
    ) -> TestCaller:
        """A person, of a company when one is named, with a session."""
        made = await person_token(self.app, email, company, currency, role, find=True)
        caller = self._add(made.token, "person", made.id, made.company_id)
        if credit:
            await self.credit(caller.owner, credit)
        return caller

    async def operator(self, email: str = "boss@hall.test", company: str = "Hall") -> TestCaller:
        """An admin of the company that is named on the machine as the one that runs the hall."""
        admin = await self.person(email, company=company)
        assert admin.company is not None
        await name_operator(self.app, admin.company)
        return admin

    def nobody(self) -> TestCaller:
        return self._add(None, "nobody", 0, None)

    def holder(self, token: str, kind: str = "agent", id: int = 0, company: int | None = None) -> TestCaller:
        """Whoever holds a token that a test got in some other way."""
        return self._add(token, kind, id, company)

    async def fund(self, company_id: int | None, amount: str) -> None:
        """Put money into a company's purse."""
        assert company_id is not None
        await self.credit(Owner("company", company_id), amount)

    async def credit(self, owner: Owner, amount: str) -> None:
        number, currency = amount.split()
        await credit_owner(self.app, owner, Money.of(number, currency))

    async def tick(self) -> int:
        """Run every scheduled move, then deliver the mail."""
        moved = await self.app.scheduler.tick(everything=True)
        await self.app.jobs.drain()
        await self.app.outbox.deliver()
        await self.app.webhooks.deliver()
        return moved

    async def mails(self, address: str) -> list[Mail]:
        """The mail an address has been sent, oldest first."""
        await self.app.outbox.deliver()
        rows = self.sql("SELECT address, subject, body FROM mailbox WHERE address = ? ORDER BY id", address.lower())
        return [Mail(*row) for row in rows]

    def sql(self, text: str, *params: Any) -> list[tuple[Any, ...]]:
        """Look straight into the database."""
        if self.on is not None:
            return self.on.look(text, *params)
        return [tuple(row) for row in self._looker().execute(text, params)]

    def _looker(self) -> sqlite3.Connection:
        """A connection that cannot write: one that the hall reads with, while it does not."""
        database = self.app.database
        assert isinstance(database, Database)
        reader = database._readers[0]
        if not database._closed and not reader.load:
            reader._deadline = math.inf
            return reader._raw
        if self._looking is None:
            self._looking = sqlite3.connect(self.path, isolation_level=None)
            self._looking.execute("PRAGMA query_only = ON")
        return self._looking

    def tables(self) -> list[str]:
        """The names of all tables."""
        if self.on is not None:
            return self.on.tables()
        # What is written by an index of words lies in tables of its own, which are among them.
        found = self.sql(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"
        )
        return [name for (name,) in found]

    def plain_tables(self) -> list[str]:
        """The names of the tables that our migrations make, without the index of the search."""
        if self.on is not None:
            return [name for name in self.tables() if not name.startswith(("yoyo", "_yoyo", "specialist_index"))]
        rows = self.sql("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        return [name for (name,) in rows if not name.startswith(("sqlite_", "yoyo", "_yoyo"))]

    def columns(self, table: str, kind: Literal["TEXT", "REAL"]) -> list[str]:
        """The names of a table's columns of one type."""
        if self.on is not None:
            return self.on.columns(table, {"TEXT": "text", "REAL": "double precision"}[kind])
        return [name for (name,) in self.sql(f"SELECT name FROM pragma_table_info('{table}') WHERE type = ?", kind)]

    def kept(self) -> bytes:
        """Everything the database keeps: its file with what is still in the log, or every row of a server's."""
        if self.on is not None:
            return "\n".join(str(self.sql(f'SELECT * FROM "{table}"')) for table in self.tables()).encode()
        return self.path.read_bytes() + self.path.with_name(f"{self.path.name}-wal").read_bytes()

    @contextmanager
    def reading(self) -> Iterator[Transaction]:
        """A snapshot of the database as the commands on the machine read it."""
        with reading(self.on.url if self.on else self.path) as tx:
            yield tx

    @contextmanager
    def tampering(self, script: str) -> Iterator[Transaction]:
        """What the database says once a script has run, which is taken back then."""
        if self.on is not None:
            with self.on.tampering(script) as tx:
                yield tx
            return
        with closing(sqlite3.connect(self.path)) as connection:
            connection.row_factory = sqlite3.Row
            connection.execute("BEGIN")
            for statement in script.split(";"):
                connection.execute(statement)
            yield Transaction(connection)
            connection.execute("ROLLBACK")

    def write_row(self, sql: str, *params: Any) -> int:
        """Write a row behind the server's back; its id."""
        if self.on is not None:
            return self.on.write_row(sql, *params)
        with closing(sqlite3.connect(self.path, timeout=5)) as connection, connection:
            return connection.execute(sql, params).lastrowid or 0

    def sql_script(self, text: str) -> None:
        """Meddle with the database behind the server's back."""
        if self.on is not None:
            self.on.meddle(text)
            return
        with closing(sqlite3.connect(self.path)) as connection:
            connection.executescript(text)

    def purse(self, owner: Owner, currency: str) -> tuple[str, str]:
        """Balance and held amount of a purse, as text."""
        rows = self.sql(
            "SELECT balance, held FROM ledger_accounts WHERE owner_type = ? AND owner_id = ? AND kind = 'purse' AND currency = ?",
            owner.kind,
            owner.id,
            currency,
        )
        balance, held = rows[0] if rows else (0, 0)
        return Money(balance, currency).text, Money(held, currency).text

    async def balance(self, owner: Owner, kind: str, currency: str) -> Money:
        account = await self.app.database.read(lambda tx: find_account(tx, owner, kind, currency))
        return Money(account.balance if account else 0, currency)

    def _add(self, token: str | None, kind: str, id: int, company: int | None) -> TestCaller:
        caller = TestCaller(self, token, kind, id, company)
        self._callers.append(caller)
        return caller

    async def close(self) -> None:
        for caller in self._callers:
            await caller.close()
        if self._looking is not None:
            # Before the app's: the last connection to close puts everything into the one file.
            self._looking.close()
            self._looking = None
        if self.on is not None:
            self.on.look_no_more()
        await self.app.close()
        if self.on is not None:
            self.on.halls -= 1
