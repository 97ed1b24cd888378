"""How often a charged call asks the database. On a server each time is a way there and back, under the lock of all writers."""

from __future__ import annotations

from typing import Any

import pytest

from store.database import Transaction
from tests.hall import Hall
from tests.postgresql import on_postgresql

# Its caller, the operation's own two, what the fee takes to know, five lines that nobody waits for and a change in the feed.
MOST_STATEMENTS = 9
# On a server: what nobody waits for goes with the change, and the beginning and the commit are questions too.
MOST_QUESTIONS = 7


async def test_a_charged_write_asks_a_few_times(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    acme = await hall.agent("Acme", credit="100 USDT")
    await acme.call("create_task_group", title="First")
    asked = _counted(monkeypatch)
    await acme.call("create_task_group", title="Second")
    assert asked, "nothing was counted"
    assert len(asked) <= (MOST_QUESTIONS if on_postgresql() else MOST_STATEMENTS), "\n".join(asked)


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The statements from now on, those that go together as one."""
    asked: list[str] = []
    if on_postgresql():
        from store.postgresql.durability import MARK
        from store.postgresql.session import Session

        ask, go_through = Session.ask, Session.go_through

        def one(self: Any, text: str, values: Any, keep: bool = True) -> Any:
            asked.append(text)
            return ask(self, text, values, keep)

        def several(self: Any, statements: Any) -> Any:
            # Waiting for the disk is another thread's, for many at once.
            if tuple(statements) != MARK:
                asked.append("; ".join(statement.text for statement in statements))
            return go_through(self, statements)

        monkeypatch.setattr(Session, "ask", one)
        monkeypatch.setattr(Session, "go_through", several)
        return asked
    for name in ("one", "all", "value", "run", "later", "insert", "change"):
        _count(monkeypatch, name, asked)
    return asked


def _count(monkeypatch: pytest.MonkeyPatch, name: str, asked: list[str]) -> None:
    usual = getattr(Transaction, name)

    def counted(self: Transaction, sql: str, *given: Any, **params: Any) -> Any:
        asked.append(f"{name} {sql}")
        return usual(self, sql, *given, **params)

    monkeypatch.setattr(Transaction, name, counted)
