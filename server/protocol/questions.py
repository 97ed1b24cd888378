"""The question to a person: what the form shows, and what is said where nobody can be asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from server.calls.messages import Asked
from tools.errors import NotAllowed, Refusal
from tools.questions import Question
from tools.rules.sentences import ENGLISH, read, worded


def form_of(shown: Mapping[str, str], language: str = ENGLISH) -> dict[str, Any]:
    """What the person fills in: the amount and who gets it as fields of their own, each with one value, and the yes."""
    titles: dict[str, tuple[str, str]] = {
        "amount": (worded("Amount"), worded("What moves.")),
        "payee": (worded("To"), worded("Who gets it.")),
    }
    fields: dict[str, Any] = {
        name: {
            "type": "string",
            "title": read(titles[name][0], language),
            "description": read(titles[name][1], language),
            "enum": [value],
            "default": value,
        }
        for name, value in shown.items()
    }
    title, description = worded("Go ahead"), worded("Yes, do exactly this.")
    fields["agree"] = {"type": "boolean", "title": read(title, language), "description": read(description, language)}
    return {"type": "object", "properties": fields, "required": ["agree"]}


def shown_in(question: Question) -> dict[str, str]:
    """The fields beside the yes."""
    shown = {"amount": str(question.amount) if question.amount else None, "payee": question.payee}
    return {name: value for name, value in shown.items() if value is not None}


WHO_DECIDES = worded(
    "How the person is asked is set by whoever runs the server (hiringhall serve --confirm "
    "token|ask|auto, or for one caller hiringhall confirmation OWNER --by token|ask, --above "
    "AMOUNT) or the client (header X-Hiringhall-Confirm: token|ask), never by an argument."
)


def unread() -> Refusal:
    """For a client that turned the question down by itself."""
    return NotAllowed(
        worded(
            "The question came back declined at once, before anybody can have read it, so nobody was "
            "asked. Nothing happened and nothing was charged. The same call again is asked once more; "
            "where tokens count it is answered with a token if that question too reaches nobody. Ask the "
            "person yourself before passing one. {who_decides}",
            who_decides=WHO_DECIDES,
        ),
        code="declined",
    )


def unasked(asked: Asked, unread: bool = False) -> Refusal:
    """For a client that cannot ask, or should not: the question and the token for the second step, where tokens count."""
    question = asked.question.read(asked.language)
    if asked.way == "ask":
        return NotAllowed(
            worded(
                "The person must agree first: {question} They have to be asked by a question of the client, "
                "and this client shows none. Nothing happened. {who_decides}",
                question=question,
                who_decides=WHO_DECIDES,
            ),
            code="person_not_asked",
            details={"question": question},
        )
    return confirmation_required(asked, unread)


def confirmation_required(asked: Asked, unread: bool = False) -> Refusal:
    """The question, and the token for the second step. unread: the client turns questions down by itself."""
    question = asked.question.read(asked.language)
    by = asked.next[0]["tool"] if asked.next else asked.tool
    call = (
        worded("call {by} again", by=by)
        if by == asked.tool
        else worded("call {by} with tool {tool},", by=by, tool=asked.tool)
    )
    first = (
        worded("This client declines questions before anybody can have read them, so a token takes their place. ")
        if unread
        else ""
    )
    return NotAllowed(
        worded(
            "{first}The person must agree first: {question} Ask them; after a yes, {call} within ten "
            "minutes with the same arguments and this confirm token, as next shows it. Nothing has "
            "happened yet.",
            first=first,
            question=question,
            call=call,
        ),
        code="confirmation_required",
        details={"question": question, "confirm": asked.token, "expires_in": 600},
    )
