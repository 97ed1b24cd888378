"""What clients asked and were told."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from typing import Any


class Lost(Exception):
    """Something a client was told is missing, or is there twice."""


@dataclass(slots=True)
class Made:
    """One call of a client, and what it was answered in the end. `tries` counts the sendings."""

    token: str
    tool: str
    key: str
    arguments: dict[str, Any]
    reads: bool = False
    answer: dict[str, Any] | None = None
    call_id: str = ""
    refused: dict[str, Any] | None = None
    tries: int = 0
    # A read whose line in the log a database that died since may have lost: it is not kept waiting for the disk.
    may_be_lost: bool = False

    @property
    def keyed(self) -> bool:
        return "idempotency_key" in self.arguments

    @property
    def first_answer(self) -> dict[str, Any]:
        return {name: part for name, part in (self.answer or {}).items() if name not in ("replayed", "untrusted")}

    @property
    def waits(self) -> bool:
        """Whether nothing has happened yet: it waits for a person's yes."""
        return "approval" in (self.answer or {}) and str((self.answer or {}).get("note")).startswith(
            "Nothing has happened"
        )

    @property
    def replayed(self) -> bool:
        return bool(self.answer and self.answer.get("replayed"))


@dataclass(slots=True)
class Book:
    """Everything all clients ever asked."""

    made: list[Made] = field(default_factory=list)
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    # Two sendings of one call that ran at once and agreed.
    doubled: int = 0

    def told(self) -> list[Made]:
        return [made for made in self.made if made.answer is not None]


# States that a record leaves by itself. No key keeps a refusal: of two sendings at once the first may come too early, the other in
# time.
PASSING = {("record_payout_result", "created")}


def settle(made: Made, results: list[dict[str, Any]], book: Book) -> None:
    """Note the answer. A refusal because the store is away for a moment is no answer yet. Two answers are the same one."""
    answers = []
    for result in results:
        if result.get("isError"):
            refused = json.loads(result["content"][0]["text"])
            if refused.get("code") == "internal_error":
                raise Lost(f"{made.tool} {made.key}: {refused}")
            if refused.get("status", 500) < 500:
                made.refused = refused
        else:
            answers.append(result)
    if len(answers) == 2:
        parts = [dict(answer["structuredContent"]) for answer in answers]
        repeats = sorted(part.pop("replayed", False) for part in parts)
        # What waits at the desk has not happened: it is told of twice, and waits once.
        waits = all("approval" in part for part in parts)
        if parts[0] != parts[1] or not (repeats[1] or waits):
            raise Lost(f"{made.tool} {made.key} sent twice at once was answered {answers}")
        book.doubled += 1
    if answers:
        if made.refused is not None and (made.tool, made.refused.get("state")) not in PASSING:
            raise Lost(f"{made.tool} {made.key} sent twice at once was answered and refused: {made.refused}")
        made.refused = None
        made.answer = answers[0]["structuredContent"]
        made.call_id = answers[0]["_meta"]["hiringhall/receipt"]["call_id"]
