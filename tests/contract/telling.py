"""Who was told what by one act: what the tests of telling write down, and what they look at."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, Literal

from store.types import Owner
from tests.contract.sentences.catalogues import read_catalogue
from tests.hall import Hall, Refused, TestCaller
from tools.rules.sentences import FINNISH

Way = Literal["inbox", "mail", "sms", "callback"]
# Mail and text messages that are no notices (codes, invitations with a token): their kind in what was expected.
CODE = "code"


@dataclass(frozen=True, order=True)
class Told:
    """Somebody ('person:3', 'company:1', 'ann@guest.test') was told of a kind by these ways.

    A company has the notice in its inbox; whom it is mailed to is told by mail alone: 'person:3'."""

    who: str
    kind: str
    ways: tuple[str, ...]


Expected = set[Told]
Scenario = Callable[["Watch"], Awaitable[Expected]]


def told(who: TestCaller | Owner | str, kind: str, *ways: Way) -> Told:
    """Somebody who has to be told, of what, by which ways: told(ann, "task_ordered", "inbox", "mail")."""
    name = str(who.owner) if isinstance(who, TestCaller) else str(who)
    return Told(name, kind, tuple(sorted(ways)))


# Everybody but who joined by the act itself.
READERS = "SELECT id FROM persons WHERE language = '{language}'"
# What is no English in a text of another language: what others wrote, names of tools and arguments, tokens, addresses, time
# zones, currencies, moments and abbreviations.
NO_ENGLISH = re.compile(
    r"“[^”]*”|\S*[_@/=]\S*|\([A-Za-z]+\)|\b[A-Z]{2,5}\b|\b\S*\d\S*\b|\b(ids|vote|true|false|read|write|id)\b|\btoken\b"
)
WORD = re.compile(r"[^\W\d_]{2,}")
# Words of our English that are Finnish too.
ALSO_FINNISH = {"on", "min", "km", "bonus", "freelancer", "webhook"}


@cache
def english_words() -> frozenset[str]:
    """Every word of our English."""
    finnish = read_catalogue(FINNISH)
    texts = (*finnish.sentences, *finnish.titles)
    return frozenset(word.lower() for text in texts for word in WORD.findall(re.sub(r"\{\w+\}", "", text)))


def english_in(text: str, language: str = "ru") -> list[str]:
    """The English words of ours in a text of another language: in Russian whatever is written in Latin letters, in Finnish
    what is a word of our English."""
    rest = NO_ENGLISH.sub(" ", text)
    if language == "ru":
        return re.findall(r"[A-Za-z]{2,}", rest)
    return [word for word in WORD.findall(rest) if word.lower() in english_words() - ALSO_FINNISH]


class Watch:
    """A hall where everybody reads one language, and everybody who was told something during the one act."""

    def __init__(self, hall: Hall, language: str = "ru") -> None:
        self.hall = hall
        self.language = language
        self.found: Expected | None = None
        self.operation = ""
        # What people were told: by kind, or CODE.
        self.texts: list[tuple[str, str]] = []

    async def act(self, caller: TestCaller, operation: str, /, **arguments: Any) -> dict[str, Any]:
        """Carry out the operation the scenario is about; its answer. Everything before is left out of what was told."""
        return await self._watched(operation, lambda: caller.call(operation, **arguments))

    async def refused(self, caller: TestCaller, operation: str, /, **arguments: Any) -> Refused:
        """The same for an act that is refused and told of all the same; its refusal."""
        answer = await self._watched(operation, lambda: _refusal(caller, operation, arguments))
        assert isinstance(answer, Refused), f"{operation} was carried out"
        return answer

    async def tick(self) -> int:
        """Let the hall do by itself what is due: the act of a scenario about time. Move the clock before."""
        return await self._watched("tick", self.hall.app.scheduler.tick, everything=True)

    async def poll(self) -> int:
        """Let the outside calendars whose turn it is be read: the other act of a scenario about time."""
        return await self._watched("tick", self.hall.app.calendars.tick)

    async def send(self) -> int:
        """Let what waits for webhooks be sent: what comes of it may be told."""
        return await self._watched("tick", self.hall.app.webhooks.deliver)

    async def _watched(self, operation: str, act: Callable[..., Awaitable[Any]], **arguments: Any) -> Any:
        assert self.found is None, "a scenario carries out one act"
        await self.hall.app.database.write(
            lambda tx: tx.run("UPDATE persons SET language = :language", language=self.language)
        )
        before = [self._newest(table) for table in ("notices", "notice_deliveries", "outbox")]
        answer = await act(**arguments)
        self.operation, self.found = operation, self._since(*before)
        self.texts = self._texts_since(before[0], before[2])
        return answer

    def _texts_since(self, notice: int, event: int) -> list[tuple[str, str]]:
        """What everybody with an account was told: in their inboxes, by mail and by text message."""
        readers = READERS.format(language=self.language)
        inboxes = self.hall.sql(
            f"""SELECT n.kind, n.text FROM notices n WHERE n.id > ? AND (
                  (n.owner_type = 'person' AND n.owner_id IN ({readers}))
                  OR (n.owner_type = 'company' AND EXISTS (SELECT 1 FROM memberships m
                      WHERE m.company_id = n.owner_id AND m.role = 'admin' AND m.deleted_at IS NULL)))""",
            notice,
        )
        notices = self.hall.sql(
            f"""SELECT n.kind, o.payload FROM outbox o
               JOIN notice_deliveries d ON d.event_id = o.event_id JOIN notices n ON n.id = d.notice_id
               WHERE o.id > ? AND o.topic IN ('notice_mail', 'notice_sms')
                 AND d.receiver_type = 'person' AND d.receiver_id IN ({readers})""",
            event,
        )
        reached = set(chain.from_iterable(self.hall.sql(f"SELECT email, phone FROM persons WHERE id IN ({readers})")))
        codes = [(CODE, sent) for sent, _ in self._sent_since(event) if sent["to"] in reached]
        return [
            *inboxes,
            *((kind, json.loads(payload)["body"]) for kind, payload in notices),
            *((kind, sent["body"]) for kind, sent in codes),
        ]

    def _sent_since(self, event: int) -> list[tuple[dict[str, Any], str]]:
        """Mails and text messages that are no notices, with their topics."""
        sql = "SELECT payload, topic FROM outbox WHERE id > ? AND topic IN ('mail', 'sms')"
        return [(json.loads(payload), topic) for payload, topic in self.hall.sql(sql, event)]

    def _newest(self, table: str) -> int:
        return int(self.hall.sql(f"SELECT coalesce(max(id), 0) FROM {table}")[0][0])

    def _since(self, notice: int, delivery: int, event: int) -> Expected:
        ways: dict[tuple[str, str], set[str]] = defaultdict(set)
        for owner_type, owner_id, kind in self.hall.sql(
            "SELECT owner_type, owner_id, CASE kind WHEN '' THEN topic ELSE kind END FROM notices WHERE id > ?", notice
        ):
            if owner_type != "guest":
                ways[f"{owner_type}:{owner_id}", kind].add("inbox")
        for type, id, address, kind, channel in self.hall.sql(
            """SELECT d.receiver_type, d.receiver_id, d.address, n.kind, d.channel FROM notice_deliveries d
               JOIN notices n ON n.id = d.notice_id WHERE d.id > ? AND d.status <> 'dropped'""",
            delivery,
        ):
            ways[address if type == "guest" else f"{type}:{id}", kind].add(channel)
        for sent, topic in self._sent_since(event):
            ways[sent["to"], CODE].add(topic)
        return {Told(who, kind, tuple(sorted(found))) for (who, kind), found in ways.items()}


async def _refusal(caller: TestCaller, operation: str, arguments: dict[str, Any]) -> Refused | None:
    try:
        await caller.call(operation, **arguments)
    except Refused as no:
        return no
    return None
