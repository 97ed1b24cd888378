"""Passes on what changed between the servers of a hall, so that subscribers of one hear of what was done through another.

Each server reads the feed of changes and the inboxes on from where it was: when it is woken by its own calls, by another
server, or a second after it looked last. So nothing in them is missed, whoever died or was cut off. What is in neither (the
free slots of a schedule) is said with the waking; after an interruption of that, all who listen are told to look again."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING

from server.calls.changes import Changes
from server.parts import Parts
from server.resources import changed_uris
from store.database import StoreUnavailable, Transaction
from store.telling.several import CHANNEL, News, Position, newest, news_after, wake_others

if TYPE_CHECKING:
    from store.postgresql.listening import Listener

logger = logging.getLogger("hiringhall")

EVERY_SECONDS = 1.0
# Between two looks, so that a busy server says what many calls did at once.
REST_SECONDS = 0.02
MOST_BYTES = 7_000
# What the feed calls a record whose changes are heard of by another name.
NOUNS = {"work_order": "work-orders"}


class Relay:
    """What one server says to the others, and hears from them."""

    def __init__(self, parts: Parts, changes: Changes, url: str) -> None:
        self._parts = parts
        self._changes = changes
        self._url = url
        self._name = secrets.token_hex(8)
        self._position: Position | None = None
        # What our own calls changed, and what other servers said, not passed on yet.
        self._own: list[str] = []
        self._heard: list[str] = []
        self._was_back = False
        self._missed = False
        self._wake = asyncio.Event()
        # Set once what others say is heard.
        self.listens = asyncio.Event()

    async def run(self) -> None:
        """Pass on what changes, for ever."""
        # A hall in a file has no use for the library.
        from store.postgresql.listening import Listener

        while self._position is None:
            await self._begin()
        loop = asyncio.get_running_loop()

        def hear(said: str) -> None:
            loop.call_soon_threadsafe(self._hear, said)

        def be_back() -> None:
            loop.call_soon_threadsafe(self._be_back)

        listener = Listener(self._url, CHANNEL, hear, be_back)
        self._changes.through = self.take
        try:
            while True:
                await self._turn()
        finally:
            self._changes.through = None
            await _closed(listener)

    def take(self, changes: list[str]) -> None:
        """What a call or move of this server changed, once it is committed."""
        if heard_of := [change for change in changes if changed_uris([change])]:
            self._own += heard_of
            self._wake.set()

    async def look(self) -> None:
        """Tell our subscribers what came since the last look, and other servers that something did."""
        own, self._own = list(dict.fromkeys(self._own)), []
        heard, self._heard = self._heard, []
        missed, self._missed = self._missed, False
        try:
            news = await self._parts.database.read(lambda tx: self._news(tx, own, missed))
        except BaseException:
            self._own[:0], self._heard[:0], self._missed = own, heard, missed or self._missed
            raise
        self._position = news.position
        if news.more:
            self._wake.set()
        uris = changed_uris([*_names(news), *own, *heard])
        await self._changes.publish(list(dict.fromkeys([*uris, *(self._changes.heard() if missed else ())])))

    def _news(self, tx: Transaction, own: list[str], missed: bool) -> News:
        assert self._position is not None
        position = self._position
        if missed:
            # A database that was killed may have lost what was seen and not promised, and gives out its numbers again.
            now = newest(tx)
            position = Position(min(position.change, now.change), min(position.notice, now.notice))
        news = news_after(tx, position)
        if own:
            known = set(_names(news))
            wake_others(tx, list(_said(self._name, [change for change in own if change not in known])))
        return news

    async def _begin(self) -> None:
        try:
            self._position = await self._parts.database.read(newest)
        except StoreUnavailable as unavailable:
            logger.warning("changes are not passed on: %s", unavailable)
            await asyncio.sleep(EVERY_SECONDS)

    async def _turn(self) -> None:
        try:
            async with asyncio.timeout(EVERY_SECONDS):
                await self._wake.wait()
        except TimeoutError:
            pass
        self._wake.clear()
        try:
            await self.look()
        except StoreUnavailable as unavailable:
            logger.warning("changes wait to be passed on: %s", unavailable)
        except Exception:
            logger.exception("changes could not be passed on")
        await asyncio.sleep(REST_SECONDS)

    def _hear(self, said: str) -> None:
        name, *changes = said.split(" ")
        if name != self._name:
            self._heard += changes
            self._wake.set()

    def _be_back(self) -> None:
        """It is listened from now on. What was said before that, was not heard."""
        self._missed, self._was_back = self._missed or self._was_back, True
        self.listens.set()
        self._wake.set()


def _names(news: News) -> Iterator[str]:
    """What came, as operations name what they changed."""
    for type, id in news.records:
        yield f"{NOUNS.get(type, type)}/{id}"
    for type, id in news.inboxes:
        yield f"notices/{type}:{id}"


def _said(name: str, changes: list[str]) -> Iterator[str]:
    """The texts that name changes, each within what one may hold; one with none when there are none."""
    text = name
    for change in changes:
        if len(text) + len(change) >= MOST_BYTES:
            yield text
            text = name
        text += f" {change}"
    yield text


async def _closed(listener: Listener) -> None:
    await asyncio.shield(asyncio.to_thread(listener.close))
