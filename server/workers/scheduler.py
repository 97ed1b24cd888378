"""Moves what the system moves by itself. Each move is one transaction over the rows that are due, so it happens once
however many servers look."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from server.calls.changes import Tell, nobody_listens
from server.calls.follow_ups import follow_move
from server.parts import Parts
from store.database import Transaction
from tools.approvals.money_moved import money_moved
from tools.desk import Desk
from tools.operation import Scheduled

logger = logging.getLogger("hiringhall")

MOST_ROUNDS = 50


class Scheduler:
    """Runs the scheduled moves of the registry."""

    def __init__(self, parts: Parts, tell: Tell = nobody_listens, desk: Desk | None = None) -> None:
        """desk: by which it is seen what can no longer be carried out."""
        self._parts = parts
        self._tell = tell
        self._desk = desk
        self._due: dict[str, datetime] = {}

    async def run(self) -> None:
        """Look once a second, for ever."""
        await asyncio.sleep(0.5)
        await asyncio.to_thread(self._parts.registry.load_moves)
        while True:
            await asyncio.sleep(1)
            try:
                await self.tick()
            except Exception:
                logger.exception("a scheduled move failed")

    async def tick(self, everything: bool = False) -> int:
        """Run the moves whose turn it is (or all); how many rows were moved."""
        moved, now = 0, self._parts.clock()
        for move in self._parts.registry.scheduled.values():
            if everything or self._due.get(move.name, now) <= now:
                self._due[move.name] = now + timedelta(seconds=move.every)
                moved += await self._exhaust(move)
        return moved

    async def _exhaust(self, move: Scheduled) -> int:
        moved = 0
        for _ in range(MOST_ROUNDS):
            count, changes = await self._parts.database.write(lambda tx: self._once(tx, move))
            await self._tell(changes)
            moved += count
            if count == 0:
                break
        return moved

    def _once(self, tx: Transaction, move: Scheduled) -> tuple[int, list[str]]:
        call = self._parts.own_call(tx, move.name)
        call.desk = self._desk
        moved = move.function(call)
        follow_move(call)
        money_moved(call)
        return moved, call.changes
