"""Answers to tools/call in the form they have on the wire."""

from __future__ import annotations

from typing import Any

from server.calls.answers import compact, refusal_shape
from server.calls.messages import Answered, Form, Refused
from server.calls.untrusted import warning
from tools.errors import InsufficientFunds


def answered(reply: Answered, theirs: list[str]) -> Form:
    """The answer as text and structured content. Fields that other people wrote are named in it, as many clients hand on
    nothing else, and beside it, where a model reads what that means."""
    answer = {**reply.answer, "untrusted": theirs} if theirs else reply.answer
    content = [{"type": "text", "text": compact(answer)}]
    meta: dict[str, Any] = {"hiringhall/receipt": reply.receipt}
    if theirs:
        content.append({"type": "text", "text": warning(theirs)})
        meta["hiringhall/untrusted"] = theirs
    return {"content": content, "structuredContent": answer, "isError": False, "_meta": meta}


def refused(reply: Refused) -> Form:
    """A refusal as text. Where a payment may come with the call it is structured content too, in which payers look for it."""
    shape = refusal_shape(reply.refusal, reply.tool, reply.next, reply.language)
    form: Form = {"content": [{"type": "text", "text": compact(shape)}], "isError": True}
    if isinstance(reply.refusal, InsufficientFunds) and reply.refusal.payable is not None:
        form["structuredContent"] = shape
    return form
