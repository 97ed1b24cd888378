"""python -m tests.crash.launcher KIND N DELAY MARK arguments...: the program, which kills itself at a seam.

The seams are the drivers of the databases and the functions by which the workers touch the world. Before it dies it writes
the file MARK, so that the harness knows the moment was met. Of the kind TOLD it is told on its standard input, while it serves,
at which moment to die, or to kill the database server: each line is KIND N DELAY VICTIM."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.database_programs import kill_whole

TOLD = "told"
# Where the data of the database server lie that may be killed.
CLUSTER = "CRASH_CLUSTER"
DATABASE = "database"
CARELESS = "CRASH_CARELESS"

Look = Callable[[Any, str], None]


class Death:
    """Comes at the n-th pass, or a delay after it."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._lock = threading.Lock()
        self._left = 0
        self._delay = 0.0
        self._victim = ""

    def aim(self, n: int, delay: float = 0.0, victim: str = "") -> None:
        """victim: DATABASE, or this process."""
        with self._lock:
            self._left, self._delay, self._victim = n, delay, victim

    def passed(self) -> None:
        with self._lock:
            self._left -= 1
            if self._left != 0:
                return
        if self._delay:
            threading.Thread(target=self._later, daemon=True).start()
        else:
            self.now()

    def now(self) -> None:
        if self._victim == DATABASE:
            kill_whole(Path(os.environ[CLUSTER]))
        os.close(os.open(self._mark, os.O_CREAT | os.O_WRONLY))
        if self._victim != DATABASE:
            os.kill(os.getpid(), signal.SIGKILL)

    def _later(self) -> None:
        time.sleep(self._delay)
        self.now()


def in_write(death: Death) -> None:
    """Among the statements of a write transaction."""

    def after(connection: Any, sql: str) -> None:
        if sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
            death.passed()

    watch(after=after)


def at_commit(death: Death, after: bool) -> None:
    """At the commit of a call that has an idempotency key: before it, or when it is done and not yet answered."""

    keyed: set[int] = set()

    def look_before(connection: Any, sql: str) -> None:
        if "INTO idempotency" in sql:
            keyed.add(id(connection))
        if sql.startswith("COMMIT") and id(connection) in keyed and not after:
            death.passed()

    def look_after(connection: Any, sql: str) -> None:
        if sql.startswith("COMMIT") and id(connection) in keyed and after:
            death.passed()
        if sql.startswith(("COMMIT", "ROLLBACK")):
            keyed.discard(id(connection))

    watch(look_before, look_after)


def at_disk(death: Death, after: bool) -> None:
    """On a server: when units are committed, and not yet known to be on the disk; or known to be, and not yet answered."""

    def look(connection: Any, sql: str) -> None:
        if "pg_logical_emit_message" in sql:
            death.passed()

    watch(after=look) if after else watch(before=look)


def at_send(death: Death, after: bool) -> None:
    """Before the outbox hands something over, or when it has and not yet noted it."""
    from server.workers import deliverers

    def around(send: Callable[..., Any]) -> Callable[..., Any]:
        async def sent(*args: Any) -> None:
            if not after:
                death.passed()
            await send(*args)
            if after:
                death.passed()

        return sent

    deliverers.send_mail = around(deliverers.send_mail)
    deliverers.send_sms = around(deliverers.send_sms)


def at_job(death: Death, after: bool) -> None:
    """In the transaction of a job that has done its work, or right after its commit."""
    from server.calls import jobs

    _at_act(death, after, jobs, "end_job")


def at_payout(death: Death, after: bool) -> None:
    """In the transaction that moves a payout to its next state, or right after its commit."""
    from store.payouts import payouts

    _at_act(death, after, payouts, "advance")


def _at_act(death: Death, after: bool, module: Any, name: str) -> None:
    act, acted = getattr(module, name), False

    def acting(*args: Any, **kwargs: Any) -> Any:
        nonlocal acted
        done = act(*args, **kwargs)
        acted = True
        if not after:
            death.passed()
        return done

    def look(connection: Any, sql: str) -> None:
        nonlocal acted
        if acted and sql.startswith("COMMIT"):
            acted = False
            death.passed()

    setattr(module, name, acting)
    if after:
        watch(after=look)


def at_any_statement(death: Death) -> None:
    """Before the n-th statement of any connection: in the upgrade of a new file."""
    connect = sqlite3.connect

    def watched(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **kwargs)
        connection.set_trace_callback(lambda sql: death.passed())
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]


def nothing(connection: Any, sql: str) -> None:
    """Goes on."""


def watch(before: Look = nothing, after: Look = nothing) -> None:
    """Look at each statement before it is sent and when it is done."""
    _watch_server(before, after) if CLUSTER in os.environ else _watch_file(before, after)


def _watch_file(before: Look, after: Look) -> None:
    connect = sqlite3.connect

    class Watched(sqlite3.Connection):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            before(self, sql)
            done = super().execute(sql, *args)
            after(self, sql)
            return done

    def watched(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **{"factory": Watched, **kwargs})
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]


def _watch_server(before: Look, after: Look) -> None:
    from store.postgresql.session import Session

    def around(send: Callable[..., Any]) -> Callable[..., Any]:
        def sent(self: Any, sql: str, *args: Any, **kwargs: Any) -> Any:
            before(self, sql)
            done = send(self, sql, *args, **kwargs)
            after(self, sql)
            return done

        return sent

    def around_all(send: Callable[..., Any]) -> Callable[..., Any]:
        def sent(self: Any, asked: Any) -> Any:
            for each in asked:
                before(self, each.text)
            done = send(self, asked)
            for each in asked:
                after(self, each.text)
            return done

        return sent

    for name in ("command", "ask"):
        setattr(Session, name, around(getattr(Session, name)))
    # Statements that are sent in one go.
    Session.go_through = around_all(Session.go_through)


AIMS: dict[str, Callable[[Death], None]] = {
    "in_write": in_write,
    "before_commit": lambda death: at_commit(death, after=False),
    "after_commit": lambda death: at_commit(death, after=True),
    "soon_after_commit": lambda death: at_commit(death, after=True),
    "before_send": lambda death: at_send(death, after=False),
    "after_send": lambda death: at_send(death, after=True),
    "in_job": lambda death: at_job(death, after=False),
    "after_job": lambda death: at_job(death, after=True),
    "in_payout": lambda death: at_payout(death, after=False),
    "after_payout": lambda death: at_payout(death, after=True),
}
ON_FILES: dict[str, Callable[[Death], None]] = {"upgrading": at_any_statement}
ON_SERVERS: dict[str, Callable[[Death], None]] = {
    "before_disk": lambda death: at_disk(death, after=False),
    "after_disk": lambda death: at_disk(death, after=True),
}


def hear(mark: str) -> None:
    """Look at all seams, and aim at what the lines of the standard input say."""
    deaths = {kind: Death(mark) for kind in (AIMS | ON_SERVERS)}
    for kind, aim in (AIMS | ON_SERVERS).items():
        aim(deaths[kind])

    def listen() -> None:
        with os.fdopen(os.dup(0)) as lines:
            for line in lines:
                kind, n, delay, victim = line.split()
                deaths[kind].aim(int(n), float(delay), victim)

    threading.Thread(target=listen, daemon=True).start()


def careless() -> None:
    """The disk is not waited for before a call is answered: to see that such a hall is found out."""
    from store.postgresql import durability, writer

    for module in (durability, writer):
        for name in ("MARK", "MARK_IF_BEHIND"):
            setattr(module, name, "SELECT 1")


def unsteady() -> None:
    """Whoever makes the transfers by hand is out every other time a payout is handed over, and has begun to note it."""
    from tools.payouts.providers import PROVIDERS, Manual, NotNow

    class Unsteady(Manual):
        def hand_over(self, call: Any, payout: Any) -> Any:
            if (payout["id"] + payout["attempts"]) % 2:
                call.tx.insert("settings", name=f"begun {payout['id']}", value="", updated_at="")
                raise NotNow("Nobody is at the desk")
            return super().hand_over(call, payout)

    PROVIDERS["manual"] = Unsteady()


def main() -> None:
    kind, n, delay, mark, *arguments = sys.argv[1:]
    if kind == TOLD:
        hear(mark)
    else:
        death = Death(mark)
        death.aim(int(n), float(delay) if kind == "soon_after_commit" else 0.0)
        (AIMS | ON_FILES)[kind](death)
    unsteady()
    if CARELESS in os.environ:
        careless()
    from server.cli.commands import cli

    cli(arguments, prog_name="hiringhall")


if __name__ == "__main__":
    main()
