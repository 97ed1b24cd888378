"""What mails and text messages of notices say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tools.rules.quotation import cut
from tools.rules.sentences import ENGLISH, Count, Words, either, read, say, together
from tools.rules.unproven_mail import LONGEST_NOTE, linkless, quote

LONGEST_TEXT = 500
LONGEST_SUBJECT = 150
LONGEST_SMS = 300
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_QUOTED = re.compile("“([^”]*)”")
_TOOL = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")


def subject(about: str, text: str) -> str:
    """The subject of a mail: what it is about, as others called it, and the first sentence; one line, without links."""
    return cut(f"{linkless(about)}: {first_sentence(without_links(text))}", LONGEST_SUBJECT)


def first_sentence(text: str) -> str:
    """The first sentence of a text, on one line; what is quoted in it does not end it."""
    line = " ".join(text.split())
    blanked = _QUOTED.sub(lambda found: "x" * len(found[0]), line)
    end = _SENTENCE_END.search(blanked)
    return line if end is None else line[: end.start()]


def mail_text(text: str, body: str, by: Words | None, tools: Sequence[str], language: str = ENGLISH) -> str:
    """The text of a mail: what happened, what else there is to know, who did it, and what answers it."""
    done = say("Done by {who}.", who=by) if by else None
    answer = say("What answers it: {tools}.", tools=either(tools)) if tools else None
    below = read(together(done, answer, between="\n"), language)
    return "\n\n".join(part for part in (text, body, below) if part)


def news_text(title: str, name: str, language: str = ENGLISH) -> str:
    """The text of a mail to an account whose address is not proven: no more than that there is something."""
    if not name:
        return read(say("There is news: {what}. It is told in full once you sign in.", what=title.lower()), language)
    news = say(
        "There is news about {name}: {what}. It is told in full once you sign in.", name=quote(name), what=title.lower()
    )
    return read(news, language)


def without_links(text: str) -> str:
    """The text with nothing in what others wrote that a mail program makes a link of."""
    return _QUOTED.sub(lambda found: quote(found[1], LONGEST_NOTE), text)


def tools_named(text: str) -> frozenset[str]:
    """The tools that a text of ours names; what is quoted in it is not ours."""
    return frozenset(_TOOL.findall(_QUOTED.sub("", text)))


def sms_text(text: str) -> str:
    """The text as a text message."""
    return cut(" ".join(text.split()), LONGEST_SMS)


MOST_IN_DIGEST = 50


def digest_subject(count: int, language: str = ENGLISH) -> str:
    """The subject of a digest."""
    return read(say("{notices} for you", notices=Count(count, "notice")), language)


def digest_text(notices: Sequence[tuple[str, str, str]], language: str = ENGLISH) -> str:
    """The text of a digest: notices as (when, what it is about, text), oldest first."""
    shown = [f"{when}  {linkless(about)}\n{text}" for when, about, text in notices[:MOST_IN_DIGEST]]
    more = len(notices) - MOST_IN_DIGEST
    shown += [read(say("and {more} more", more=more), language)] if more > 0 else []
    how = say("All of them: list_notices. How they reach you: set_notice_settings.")
    return "\n\n".join([*shown, read(how, language)])
