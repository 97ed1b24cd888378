"""Telling without an operation around it: a call made by hand, whose notices and deliveries are looked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from store.database import Transaction
from tests.hall import Hall, TestCaller
from tools.call import SYSTEM, Call, Caller


def call_of(hall: Hall, tx: Transaction, caller: Caller = SYSTEM, **more: Any) -> Call:
    """A call at the hall's time, with an id of its own."""
    parts = hall.app.parts
    id = f"call_{parts.randomness.mark()}"
    given = {"id": id, "tool": "test", "finder": None, "has_gateway": parts.has_gateway, **more}
    return Call(
        tx=tx, caller=caller, now=parts.clock(), randomness=parts.randomness, files=parts.files, key=parts.key, **given
    )


async def in_call(hall: Hall, work: Callable[[Call], None], caller: Caller = SYSTEM, **more: Any) -> None:
    """Do some work in a call that is committed."""
    await hall.app.database.write(lambda tx: work(call_of(hall, tx, caller, **more)))


def as_caller(who: TestCaller, name: str = "Somebody", role: Any = "admin") -> Caller:
    """The caller a test's person or agent is."""
    return Caller(who.kind, who.id, who.company, role if who.kind == "person" else None, name)  # type: ignore[arg-type]


def sent(hall: Hall) -> list[tuple[Any, ...]]:
    """Every delivery: receiver, channel, status."""
    return hall.sql(
        """SELECT CASE receiver_type WHEN 'guest' THEN address ELSE receiver_type || ':' || receiver_id END, channel, status
           FROM notice_deliveries ORDER BY id"""
    )
