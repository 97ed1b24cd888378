"""python -m tests.crash.launcher KIND N DELAY MARK arguments...: the program, which kills itself at a seam.

The seams are the driver of the database and the functions by which the workers touch the world. Before it dies it writes
the file MARK, so that the harness knows the moment was met."""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable
from typing import Any


class Death:
    """Comes at the n-th pass, or a delay after it."""

    def __init__(self, n: int, delay: float, mark: str) -> None:
        self._left = n
        self._delay = delay
        self._mark = mark
        self._lock = threading.Lock()

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
        os.close(os.open(self._mark, os.O_CREAT | os.O_WRONLY))
        os.kill(os.getpid(), signal.SIGKILL)

    def _later(self) -> None:
        time.sleep(self._delay)
        self.now()


def in_write(death: Death) -> None:
    """Among the statements of a write transaction."""

    class Watched(sqlite3.Connection):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            done = super().execute(sql, *args)
            if self.in_transaction and sql.lstrip()[:6].upper() in ("INSERT", "UPDATE", "DELETE"):
                death.passed()
            return done

    _connect_with(Watched)


def at_commit(death: Death, after: bool) -> None:
    """At the commit of a call that has an idempotency key: before it, or when it is done and not yet answered."""

    class Watched(sqlite3.Connection):
        keyed = False

        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            if "INTO idempotency" in sql:
                self.keyed = True
            ends = self.keyed and sql == "COMMIT"
            if ends and not after:
                death.passed()
            done = super().execute(sql, *args)
            if ends and after:
                death.passed()
            if ends or sql.startswith("ROLLBACK"):
                self.keyed = False
            return done

    _connect_with(Watched)


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
    from server.calls import jobs as seam

    jobs: Any = seam

    ended = False
    end_job = jobs.end_job

    def ending(*args: Any, **kwargs: Any) -> None:
        nonlocal ended
        end_job(*args, **kwargs)
        ended = True
        if not after:
            death.passed()

    class Watched(sqlite3.Connection):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            nonlocal ended
            done = super().execute(sql, *args)
            if ended and sql == "COMMIT":
                ended = False
                death.passed()
            return done

    jobs.end_job = ending
    if after:
        _connect_with(Watched)


def at_payout(death: Death, after: bool) -> None:
    """In the transaction that moves a payout to its next state, or right after its commit."""
    from store.payouts import payouts as seam

    payouts: Any = seam
    moved = False
    advance = payouts.advance

    def advancing(*args: Any, **kwargs: Any) -> bool:
        nonlocal moved
        went: bool = advance(*args, **kwargs)
        moved = True
        if not after:
            death.passed()
        return went

    class Watched(sqlite3.Connection):
        def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
            nonlocal moved
            done = super().execute(sql, *args)
            if moved and sql == "COMMIT":
                moved = False
                death.passed()
            return done

    payouts.advance = advancing
    if after:
        _connect_with(Watched)


def at_any_statement(death: Death) -> None:
    """Before the n-th statement of any connection: in the upgrade of a new file."""
    connect = sqlite3.connect

    def watched(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **kwargs)
        connection.set_trace_callback(lambda sql: death.passed())
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]


def _connect_with(factory: type[sqlite3.Connection]) -> None:
    connect = sqlite3.connect

    def watched(*args: Any, **kwargs: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*args, **{"factory": factory, **kwargs})
        return connection

    sqlite3.connect = watched  # type: ignore[assignment]


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
    "upgrading": at_any_statement,
}


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
    AIMS[kind](Death(int(n), float(delay) if kind == "soon_after_commit" else 0.0, mark))
    unsteady()
    from server.cli.commands import cli

    cli(arguments, prog_name="hiringhall")


if __name__ == "__main__":
    main()
