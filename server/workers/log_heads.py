"""Signs heads of the log: every hour what was added to it, and once more when the server stops."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta

from server.parts import Parts
from store.database import StoreUnavailable
from store.wallet.log_heads import Draft, draft, hashes, keep_head, newest_head, signed_at
from store.wallet.log_tree import Tree

logger = logging.getLogger("hiringhall")

EVERY = timedelta(hours=1)
LOOKS_EVERY = 60


class LogHeads:
    """Reads beside the writers, page by page, and writes one row; of several servers the first one signs."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def run(self) -> None:
        """Sign when it is time, for ever."""
        while True:
            await asyncio.sleep(LOOKS_EVERY)
            try:
                await self.tick()
            except Exception:
                logger.exception("the head of the log was not signed")

    async def tick(self) -> int:
        """Sign if the newest head is an hour old; how many heads were signed."""
        newest = await self._parts.database.read(newest_head)
        if newest is not None and datetime.fromisoformat(signed_at(newest)) > self._parts.clock() - EVERY:
            return 0
        return await self.sign()

    async def sign(self) -> int:
        """Sign all that was added up to now; how many heads that took."""
        signed = 0
        while (made := await self._parts.database.read(draft)).ranges:
            tree = await self._tree(made)
            if not await self._parts.database.write(
                lambda tx, made=made, tree=tree: keep_head(tx, self._parts.key, made, tree, self._parts.clock())  # type: ignore[misc]
            ):
                break
            signed += 1
        return signed

    async def sign_at_the_end(self) -> None:
        """So that what lies there while no server runs is signed, if it can be."""
        try:
            await self.sign()
        except StoreUnavailable as unavailable:
            logger.warning("the head of the log was not signed: %s", unavailable)

    async def _tree(self, made: Draft) -> Tree:
        tree = Tree()
        for one in made.ranges:
            after = one.first - 1
            while page := await self._parts.database.read(lambda tx, one=one, after=after: hashes(tx, one, after)):  # type: ignore[misc]
                for row in page:
                    tree.add(row["hash"])
                after = page[-1]["place"]
        return tree
