"""What a history is made of, and how one is told that it went wrong."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from server.calls.messages import Answered, Refused, Reply


class Violation(Exception):
    """A law that did not hold, and at which step."""

    def __init__(self, law: str, sentence: str, step: int = 0) -> None:
        super().__init__(sentence)
        self.law = law
        self.sentence = sentence
        self.step = step


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happens. who: the number of an actor; None for nobody."""

    number: int
    act: str
    who: int | None = None
    tool: str = ""
    arguments: dict[str, Any] | None = None
    yes: bool = True
    fault: str | None = None
    repeat: str = ""
    amount: float = 0.0

    def __str__(self) -> str:
        if self.act == "call":
            extras = [f"fault={self.fault}" if self.fault else "", "says no" if not self.yes else "", self.repeat]
            tail = " ".join(part for part in extras if part)
            return f"{self.number}: actor {self.who} {self.tool} {as_text(self.arguments)} {tail}".rstrip()
        return f"{self.number}: {self.act} {self.tool} {self.who if self.who is not None else ''} {self.amount or ''}".rstrip()


def told(reply: Reply, ids: tuple[Any, ...]) -> str:
    """What a reply says, with these ids taken out."""
    if isinstance(reply, Answered):
        said = json.dumps({name: part for name, part in reply.answer.items() if name != "charge"}, default=str)
    else:
        said = str(reply.refusal) if isinstance(reply, Refused) else reply.question.text
    for id in ids:
        said = re.sub(rf"(?<!\w){re.escape(str(id))}(?!\w)", "#", said)
    if isinstance(reply, Refused):
        return f"refused {reply.refusal.status} {reply.refusal.code} {said}"
    return f"answered {said}" if isinstance(reply, Answered) else f"asked {said}"


def plain(answer: dict[str, Any], left_out: set[str]) -> Any:
    """An answer as JSON has it, without some of it."""
    return json.loads(json.dumps({name: part for name, part in answer.items() if name not in left_out}))


def waits(answer: dict[str, Any]) -> bool:
    """Whether nothing has happened yet: the call waits at the desk."""
    return "approval" in answer and str(answer.get("note")).startswith("Nothing has happened")


def as_text(arguments: Any) -> str:
    return json.dumps(arguments, default=lambda ref: f"<{ref.path} of step {ref.step}>", ensure_ascii=False)
