"""What goes out of a notice to one receiver: mail, a text message, a callback, at once or later.

Whoever is known by an address only, or has not proven theirs, is mailed at once and within the limits of such mail."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from store.database import Transaction
from store.installation_key import InstallationKey
from store.telling import deliveries
from store.telling.receivers import Receiver
from store.types import Owner, iso, utc_time
from tools import mail_limits
from tools.caller import SYSTEM, Caller
from tools.notice_settings import settings_of
from tools.questions import quoted
from tools.rules import notice_plan
from tools.rules.notice_kinds import NoticeKind
from tools.rules.notice_plan import Settings
from tools.rules.notice_texts import LONGEST_TEXT, mail_text, news_text, sms_text, subject, tools_named, without_links
from tools.rules.quotation import cut
from tools.rules.sentences import ENGLISH, Words, language_read, read, say
from tools.rules.unproven_mail import DAY, ENDING, FULL, KNOWN_ADDRESS
from tools.text import one_line, plain


class Act(Protocol):
    """The call that tells or sends, as far as that needs to know it."""

    tx: Transaction
    caller: Caller
    now: datetime
    id: str
    key: InstallationKey
    origin: str
    has_gateway: bool
    changes: list[str]

    def post(self, topic: str, payload: Mapping[str, object]) -> str: ...

    def warn(self, text: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Notice:
    """What was written, for whoever sends it. record: as (type, id, name). body: further lines of the mail."""

    id: int
    kind: NoticeKind
    text: Words
    record: tuple[str, int, Words] | None
    change_id: int | None
    urgent: bool
    figures: Mapping[str, object]
    body: Words | None
    # A guest who was invited to what it is about; a person who did not agree to it; that it does not take place.
    invited: bool = False
    unasked: bool = False
    ends: bool = False
    # The number its record had until now.
    was: int | None = None
    # Which language it was written in.
    language: str = ENGLISH
    # What its owner may call now on the record, where that is less than what answers the kind.
    open_tools: Sequence[str] | None = None

    @property
    def answers(self) -> tuple[str, ...]:
        """The tools that answer it now."""
        named = tools_named(read(self.text, ENGLISH)) if self.kind.named else self.open_tools
        return tuple(tool for tool in self.kind.answers if named is None or tool in named)

    def name(self, language: str) -> str:
        """What its record is called."""
        return one_line(read(self.record[2], language)) if self.record else ""

    def about(self, language: str) -> str:
        """What the subject of a mail begins with."""
        return self.name(language) or self.kind.title(language)

    @property
    def records(self) -> list[tuple[str, int]]:
        """What it is about, by the number it has and the one it had."""
        if self.record is None:
            return []
        type, id, _ = self.record
        return [(type, number) for number in (id, self.was) if number is not None]


def send(act: Act, notice: Notice, receiver: Receiver, company: Owner | None) -> None:
    """What goes out to one receiver. company: the owner of the notice, when it is one; its settings come after their own."""
    if receiver.kind == "guest" or (receiver.kind == "person" and not receiver.proven):
        _send_unproven(act, notice, receiver, company)
        return
    own = settings_of(act.tx, Owner(receiver.kind, receiver.id))
    chosen = [own] if company is None else [own, settings_of(act.tx, company)]
    if receiver.kind == "agent":
        if receiver.callback and notice_plan.agent_ways(notice.kind, notice.urgent, *chosen):
            body = callback_body(act.caller, notice, act.now)
            id = deliveries.add_delivery(act.tx, notice.id, receiver, "callback", act.now, content=body)
            hand_over_callback(act, id)
        return
    channels = notice_plan.ways(notice.kind, notice.urgent, *chosen)
    timing = next((one for one in chosen if one.puts_off), own)
    full = _full_until(act, notice, receiver)
    if full is not None:
        if "mail" in channels and receiver.address is not None:
            _put_off(act, notice, receiver, full, *_mail(act, notice, receiver.language))
        return
    if "mail" in channels and receiver.address is not None:
        _leave(act, notice, receiver, "mail", timing, *_mail(act, notice, receiver.language))
    if "sms" in channels and receiver.phone and act.has_gateway:
        _leave(act, notice, receiver, "sms", timing, "SMS", sms_text(as_told(notice.text, receiver.language)))


def _send_unproven(act: Act, notice: Notice, receiver: Receiver, company: Owner | None) -> None:
    """A mail at once: always to a guest; to an account that has not proven its address what goes by mail as shipped."""
    if receiver.address is None or (receiver.kind == "person" and "mail" not in notice.kind.channels):
        return
    language = receiver.language
    if receiver.proven:
        _leave(act, notice, receiver, "mail", None, *_mail(act, notice, language, tools=()))
        return
    title = notice.kind.title(language)
    if receiver.kind == "guest":
        text = mail_text(without_links(as_told(notice.text, language)), read(notice.body or "", language), None, ())
    else:
        text = news_text(title, notice.name(language), language)
    # The subject is ours alone, and an account only hears that there is news: whose address it is nobody knows.
    text = f"{text}\n\n{mail_limits.footer(act, receiver.address, language)}"
    why_not = mail_limits.refusal(act, receiver.address, known=notice.invited, ends=_ends(act, notice, receiver))
    if why_not is None:
        mail_limits.count(act, receiver.address)
        _leave(act, notice, receiver, "mail", None, title, text)
        return
    again = mail_limits.takes_again(act, receiver.address) if notice.invited and why_not == FULL else None
    if again is None:
        deliveries.add_delivery(act.tx, notice.id, receiver, "mail", act.now, refused=why_not)
    else:
        _put_off(act, notice, receiver, again, title, text)
    if receiver.kind == "guest":
        act.warn(f"Not mailed: {receiver.address}. The reason: {why_not}.")


def _mail(act: Act, notice: Notice, language: str, tools: Sequence[str] | None = None) -> tuple[str, str]:
    """Subject and text of a mail. tools: what answers it, where that is not what answers its kind."""
    said = as_told(notice.text, language)
    answers = notice.answers if tools is None else tools
    text = mail_text(said, read(notice.body or "", language), by(act.caller), answers, language)
    return subject(notice.about(language), said), text


def as_told(text: Words, language: str) -> str:
    """The text of a notice as it is told in a language."""
    return cut(plain(read(text, language)), LONGEST_TEXT)


def _ends(act: Act, notice: Notice, receiver: Receiver) -> bool:
    """Whether something ends that a guest was mailed about."""
    return notice.ends and notice.invited and deliveries.was_mailed(act.tx, receiver, notice.records)


def _full_until(act: Act, notice: Notice, receiver: Receiver) -> datetime | None:
    """Until when this sender's mails wait; None when they go out. What the hall does by itself does not count."""
    if not notice.unasked or act.caller is SYSTEM:
        return None
    return full_until(act.tx, receiver.id, sender_of(act.caller), act.now, ends=notice.ends)


def full_until(tx: Transaction, person_id: int, sender: str, now: datetime, *, ends: bool = False) -> datetime | None:
    """Until when a person who did not agree gets no more mail about events that a sender causes; None when they do."""
    times = deliveries.mails_about_events(tx, person_id, sender, now - DAY)
    return utc_time(times[0]) + DAY if len(times) >= (ENDING if ends else KNOWN_ADDRESS) else None


def _put_off(act: Act, notice: Notice, receiver: Receiver, due: datetime, title: str, text: str) -> None:
    """Keep a mail, as there were too many, until more may go out; what is told of the same record meanwhile replaces it."""
    deliveries.drop_older(act.tx, receiver, notice.records)
    content = json.dumps({"subject": title, "text": text}, ensure_ascii=False)
    deliveries.add_delivery(act.tx, notice.id, receiver, "mail", act.now, due=due, content=content)


def _leave(
    act: Act, notice: Notice, receiver: Receiver, channel: Any, timing: Settings | None, title: str, text: str
) -> None:
    """Hand a mail or text message to the worker, or keep it for later as quiet hours or a digest say."""
    due, put_off = (act.now, None) if timing is None else notice_plan.due(channel, notice.urgent, act.now, timing)
    content = json.dumps({"subject": title, "text": text, **_said(notice, receiver)}, ensure_ascii=False)
    kept = None if receiver.kind == "guest" else content
    if channel == "mail":
        deliveries.drop_older(act.tx, receiver, notice.records)
    id = deliveries.add_delivery(act.tx, notice.id, receiver, channel, act.now, due=due, put_off=put_off, content=kept)
    if put_off is None:
        to = receiver.address if channel == "mail" else f"+{receiver.phone}"
        hand_over(act, channel, to or "", title, text, [id])


def _said(notice: Notice, receiver: Receiver) -> dict[str, str]:
    """What a digest says of it, where its receiver does not read it in the language it was written in."""
    language = receiver.language
    if language_read(language) == language_read(notice.language):
        return {}
    return {"about": notice.about(language), "said": as_told(notice.text, language)}


def hand_over(act: Act, channel: str, to: str, title: str, text: str, ids: Sequence[int]) -> None:
    """Leave one mail or text message for the worker, with the deliveries it ends."""
    payload = {"to": to, "subject": title, "body": text, "deliveries": list(ids)}
    deliveries.hand_over(act.tx, ids, act.post(f"notice_{channel}", payload))


def hand_over_callback(act: Act, id: int) -> None:
    """Leave one callback for the worker, which reads the body, the address and the secret when it sends."""
    deliveries.hand_over(act.tx, [id], act.post("notice_callback", {"delivery": id}))


def actor_of(caller: Caller) -> tuple[str, int, str]:
    """Who did it, as (type, id, name): a person, an agent, the hall itself or a guest."""
    if caller is SYSTEM:
        return "system", 0, ""
    if caller.kind == "nobody":
        return "guest", 0, ""
    return caller.kind, caller.id, " ".join(caller.name.split())


def on_behalf_of(caller: Caller) -> str | None:
    return None if caller.company_id is None else f"company:{caller.company_id}"


def sender_of(caller: Caller) -> str:
    """Whose mails to a person count together: all who act for a company, else the caller."""
    type, id, _ = actor_of(caller)
    return on_behalf_of(caller) or f"{type}:{id}"


def by(caller: Caller) -> Words | None:
    """Who did it, as part of a sentence; nothing when the hall did it by itself."""
    if caller is SYSTEM:
        return None
    if caller.kind == "nobody":
        return say("a guest")
    if caller.kind == "agent":
        return say("agent {id} {name}", id=caller.id, name=quoted(caller.name))
    return say("person {id} {name}", id=caller.id, name=quoted(caller.name))


def callback_body(caller: Caller, notice: Notice, now: datetime) -> str:
    """What an agent's server is sent, as JSON."""
    type, id, name = actor_of(caller)
    record = notice.record
    data = {
        "notice_id": notice.id,
        "change_id": notice.change_id,
        # A program reads it: in English, whatever the inbox is kept in.
        "text": as_told(notice.text, ENGLISH),
        "record": None if record is None else {"type": record[0], "id": record[1], "name": notice.name(ENGLISH)},
        "actor": {"type": type, "id": id, "name": name, "on_behalf_of": on_behalf_of(caller)},
        "urgent": notice.urgent,
        "needs_action": bool(notice.answers),
        "act_with": list(notice.answers),
        "figures": dict(notice.figures),
    }
    body = {"type": notice.kind.name, "timestamp": iso(now), "data": data}
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))
