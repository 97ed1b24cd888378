"""What mails and text messages of notices say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tools.rules.quotation import cut
from tools.rules.unproven_mail import LONGEST_NOTE, linkless, quote

LONGEST_TEXT = 500
LONGEST_SUBJECT = 150
LONGEST_SMS = 300
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_QUOTED = re.compile("“([^”]*)”")


def subject(about: str, text: str) -> str:
    """The subject of a mail: what it is about, as others called it, and the first sentence; one line, without links."""
    return cut(f"{linkless(about)}: {first_sentence(without_links(text))}", LONGEST_SUBJECT)


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line; what is quoted in it does not end it."""
    line = " ".join(text.split())
    blanked = _QUOTED.sub(lambda found: "x" * len(found[0]), line)
    end = _SENTENCE_END.search(blanked)
    return line if end is None else line[: end.start()]


def mail_text(text: str, body: str | None, by: str, tools: Sequence[str]) -> str:
    """The text of a mail: what happened, what else there is to know, who did it, and what answers it."""
    answer = "" if not tools else f"What answers it: {_either(tools)}."
    below = [f"Done by {by}." if by else "", answer]
    return "\n\n".join(part for part in (text, body or "", "\n".join(line for line in below if line)) if part)


def _either(tools: Sequence[str]) -> str:
    return tools[0] if len(tools) == 1 else f"{', '.join(tools[:-1])} or {tools[-1]}"


def news_text(title: str, name: str) -> str:
    """The text of a mail to an account whose address is not proven: no more than that there is something."""
    about = f" about {quote(name)}" if name else ""
    return f"There is news{about}: {title.lower()}. It is told in full once you sign in."


def without_links(text: str) -> str:
    """The text with nothing in what others wrote that a mail program makes a link of."""
    return _QUOTED.sub(lambda found: quote(found[1], LONGEST_NOTE), text)


def sms_text(text: str) -> str:
    """The text as a text message."""
    return cut(" ".join(text.split()), LONGEST_SMS)


MOST_IN_DIGEST = 50


def digest_subject(count: int) -> str:
    """The subject of a digest."""
    return "1 notice for you" if count == 1 else f"{count} notices for you"


def digest_text(notices: Sequence[tuple[str, str, str]]) -> str:
    """The text of a digest: notices as (when, what it is about, text), oldest first."""
    shown = [f"{when}  {linkless(about)}\n{text}" for when, about, text in notices[:MOST_IN_DIGEST]]
    more = len(notices) - MOST_IN_DIGEST
    shown += [f"and {more} more"] if more > 0 else []
    return "\n\n".join([*shown, "All of them: list_notices. How they reach you: set_notice_settings."])
