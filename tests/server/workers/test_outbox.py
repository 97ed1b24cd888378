"""What was committed goes out by its topic: mail to a real SMTP server or the local mailbox; again after a failure."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from server.workers.deliverers import Deliverer, Event, fault_of, mail, of_notices
from server.workers.outbox import Outbox
from store.database import Transaction
from store.types import utc_text
from tests.hall import Hall
from tests.tools.tasks.task_world import world_of


class Inbox(MessageHandler):
    """Keeps what arrives; refuses as long as it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []
        self.refusals = 0

    def handle_message(self, message: Message) -> None:
        self.messages.append(message)

    async def handle_MAIL(self, server, session, envelope, address, options):  # type: ignore[no-untyped-def]
        if self.refusals:
            self.refusals -= 1
            return "451 later"
        envelope.mail_from = address
        return "250 OK"


def started(**options: Any) -> tuple[Inbox, str, Controller]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=port, **options)
    controller.start()
    return handler, f"smtp://127.0.0.1:{port}", controller


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, str]]:
    handler, url, controller = started()
    yield handler, url
    controller.stop()


@pytest.fixture
def old_inbox() -> Iterator[tuple[Inbox, str]]:
    """Of a mail server that takes ASCII only."""
    handler, url, controller = started(enable_SMTPUTF8=False)
    yield handler, url
    controller.stop()


async def sign_in_mail(hall: Hall) -> None:
    await hall.person("ann@work.test")
    await hall.nobody().call("request_login_code", email="ann@work.test")


async def test_mail_goes_through_the_server_that_is_configured(hall: Hall, inbox: tuple[Inbox, str]) -> None:
    handler, url = inbox
    await sign_in_mail(hall)
    assert await Outbox(hall.app.database, hall.clock, {"mail": mail(url)}).deliver() == 1
    assert handler.messages[0]["To"] == "ann@work.test"
    event = hall.sql("SELECT event_id, state FROM outbox")[0]
    assert handler.messages[0]["Message-ID"] == f"<{event[0]}@hiringhall>"
    assert event[1] == "done"
    assert hall.sql("SELECT count(*) FROM mailbox") == [(0,)]


async def test_a_refused_mail_is_tried_again_later_and_sent_once(hall: Hall, inbox: tuple[Inbox, str]) -> None:
    handler, url = inbox
    handler.refusals = 1
    await sign_in_mail(hall)
    outbox = Outbox(hall.app.database, hall.clock, {"mail": mail(url)})
    assert await outbox.deliver() == 0
    assert await outbox.deliver() == 0, "it waits before the next attempt"
    hall.clock.advance(seconds=5)
    assert await outbox.deliver() == 1
    hall.clock.advance(hours=1)
    assert await outbox.deliver() == 0
    assert len(handler.messages) == 1


async def test_without_a_server_mail_lies_in_the_mailbox(hall: Hall) -> None:
    await sign_in_mail(hall)
    mails = await hall.mails("ANN@work.test")
    assert len(mails) == 1
    await hall.app.outbox.deliver()
    assert len(await hall.mails("ann@work.test")) == 1


async def test_what_a_crashed_worker_had_taken_is_delivered_by_the_next(hall: Hall, inbox: tuple[Inbox, str]) -> None:
    handler, url = inbox
    await sign_in_mail(hall)
    outbox = Outbox(hall.app.database, hall.clock, {"mail": mail(url)})
    assert len(await hall.app.database.write(outbox._lease)) == 1
    assert await outbox.deliver() == 0, "somebody has it"
    hall.clock.advance(seconds=31)
    assert await outbox.deliver() == 1
    assert len(handler.messages) == 1


async def test_a_refused_call_sends_nothing(hall: Hall) -> None:
    await hall.person("ann@work.test")
    shown = await hall.nobody().call("request_login_code", email="ann@work.test", dry_run=True)
    assert shown["dry_run"] is True
    assert await hall.mails("ann@work.test") == []


async def test_what_people_write_stays_one_line_of_a_subject(hall: Hall, inbox: tuple[Inbox, str]) -> None:
    handler, url = inbox
    world = await world_of(hall)
    title = "Logo\r\nBcc: everybody@work.test\r\n\r\nHello\u2028you"
    task = await world.order(title=title)
    await world.boss.call("send_task_message", task_id=task["id"], message="Hello")
    await Outbox(hall.app.database, hall.clock, {"notice_mail": of_notices(mail(url))}).deliver()
    assert handler.messages
    assert hall.sql("SELECT count(*) FROM outbox WHERE state <> 'done' AND topic = 'notice_mail'") == [(0,)]
    for message in handler.messages:
        assert message["Bcc"] is None
        # A long one is folded; what looks like a header stays inside of it.
        assert re.search(r"\n(?![ \t])", message["Subject"]) is None


class Lines:
    """A line to the outside that takes what it is given, once it is free, and a book of what came of it."""

    def __init__(self, refusals: int) -> None:
        self.refusals = refusals
        self.taken: list[Any] = []
        self.book: list[str] = []

    async def send(self, event_id: str, payload: dict[str, Any]) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ConnectionError("the line is busy")
        self.taken.append(payload["text"])

    def failed(self, tx: Transaction, event: Event, error: Exception, now: datetime) -> None:
        self.book.append(f"attempt {event.attempts}: {fault_of(error)}")

    def deliverer(self, *minutes: int) -> Deliverer:
        """Tries again after so many minutes each, then gives up."""

        def plan(attempts: int) -> timedelta | None:
            return timedelta(minutes=minutes[attempts - 1]) if attempts <= len(minutes) else None

        return Deliverer(send=self.send, plan=plan, failed=self.failed)


async def leave(hall: Hall, topic: str, text: str) -> None:
    """Put an event into the outbox as an operation does."""
    now = utc_text(hall.clock())
    event: dict[str, Any] = {"event_id": f"{topic}-{text}", "topic": topic, "payload": f'{{"text": "{text}"}}'}
    await hall.app.database.write(lambda tx: tx.insert("outbox", **event, next_attempt_at=now, created_at=now))


async def test_each_topic_is_tried_again_by_its_own_plan(hall: Hall) -> None:
    fax, telex = Lines(refusals=2), Lines(refusals=2)
    outbox = Outbox(hall.app.database, hall.clock, {"fax": fax.deliverer(1, 10), "telex": telex.deliverer(5)})
    await leave(hall, "fax", "hello")
    await leave(hall, "telex", "hello")
    assert await outbox.deliver() == 0
    hall.clock.advance(minutes=1)
    await outbox.deliver()
    assert (len(fax.book), len(telex.book)) == (2, 1), "the fax is tried after a minute, the telex not yet"
    hall.clock.advance(minutes=4)
    await outbox.deliver()
    assert telex.book[-1] == "attempt 2: ConnectionError: the line is busy"
    assert await outbox.deliver() == 0
    hall.clock.advance(minutes=6)
    assert await outbox.deliver() == 1
    assert (fax.taken, telex.taken) == (["hello"], []), "the telex was given up after its second attempt"
    hall.clock.advance(days=30)
    assert await outbox.deliver() == 0
    states = hall.sql("SELECT topic, state, attempts, last_error FROM outbox ORDER BY topic")
    assert states == [
        ("fax", "done", 3, "ConnectionError: the line is busy"),
        ("telex", "dead", 2, "ConnectionError: the line is busy"),
    ]


async def test_a_topic_without_a_deliverer_waits_until_a_server_has_one(hall: Hall) -> None:
    await leave(hall, "fax", "hello")
    await sign_in_mail(hall)
    assert await hall.app.outbox.deliver() == 1, "the mail is not kept back"
    for _ in range(20):
        hall.clock.advance(hours=2)
        assert await hall.app.outbox.deliver() == 0
    waiting = "SELECT state, attempts, last_error FROM outbox WHERE topic = 'fax'"
    assert hall.sql(waiting) == [
        ("waiting", 0, "There is no deliverer for the topic 'fax'. It is kept until a server has one.")
    ]
    fax = Lines(refusals=0)
    hall.clock.advance(hours=1)
    assert await Outbox(hall.app.database, hall.clock, {"fax": fax.deliverer()}).deliver() == 1
    assert fax.taken == ["hello"]


async def test_what_is_stored_besides_a_delivery_is_stored_with_it_or_not_at_all(hall: Hall) -> None:
    fax, broken = Lines(refusals=0), True

    def done(tx: Transaction, event: Event, now: datetime) -> None:
        tx.insert("settings", name=event.event_id, value="delivered", updated_at=utc_text(now))
        if broken:
            raise OSError("the disk is full")

    outbox = Outbox(hall.app.database, hall.clock, {"fax": Deliverer(send=fax.send, done=done)})
    await leave(hall, "fax", "hello")
    assert await outbox.deliver() == 0
    assert hall.sql("SELECT count(*) FROM settings WHERE value = 'delivered'") == [(0,)]
    broken = False
    hall.clock.advance(seconds=3)
    assert await outbox.deliver() == 1
    assert hall.sql("SELECT name FROM settings WHERE value = 'delivered'") == [("fax-hello",)]


async def test_mail_nobody_takes_is_given_up_after_twelve_attempts(hall: Hall, inbox: tuple[Inbox, str]) -> None:
    handler, url = inbox
    handler.refusals = 100
    await sign_in_mail(hall)
    outbox = Outbox(hall.app.database, hall.clock, {"mail": mail(url)})
    for _ in range(20):
        await outbox.deliver()
        hall.clock.advance(hours=1)
    assert hall.sql("SELECT state, attempts FROM outbox") == [("dead", 12)]
    assert handler.refusals == 100 - 12


@pytest.mark.sqlite
async def test_a_code_leaves_the_outbox_with_its_mail(hall: Hall, inbox: tuple[Inbox, str]) -> None:
    handler, url = inbox
    await sign_in_mail(hall)
    await Outbox(hall.app.database, hall.clock, {"mail": mail(url)}).deliver()
    code = re.findall(r"\b\d{6}\b", str(handler.messages[0].get_payload()))[0]
    assert hall.sql("SELECT state, payload FROM outbox") == [("done", "{}")]
    await hall.app.close()
    assert code.encode() not in hall.path.read_bytes(), "not in a page that was written over either"


async def test_what_is_given_up_says_why_and_no_more_what_it_said(hall: Hall) -> None:
    fax = Lines(refusals=1)
    await leave(hall, "fax", "secret")
    await Outbox(hall.app.database, hall.clock, {"fax": fax.deliverer()}).deliver()
    assert hall.sql("SELECT state, payload, last_error FROM outbox") == [
        ("dead", "{}", "ConnectionError: the line is busy")
    ]


async def post(hall: Hall, url: str, to: str, subject: str, taken: int = 1) -> None:
    await Outbox(hall.app.database, hall.clock).deliver()
    payload = json.dumps({"to": to, "subject": subject, "body": "Hello"})
    now = utc_text(hall.clock())
    event: dict[str, Any] = {"event_id": "this-one", "topic": "mail", "payload": payload}
    await hall.app.database.write(lambda tx: tx.insert("outbox", **event, next_attempt_at=now, created_at=now))
    assert await Outbox(hall.app.database, hall.clock, {"mail": mail(url)}).deliver() == taken


@pytest.mark.parametrize(
    ("subject", "sent"),
    [
        ("Hello\r\nBcc: all@work.test", "Hello Bcc: all@work.test"),
        ("a\u2028b\u2029c\x85d\x0be\x00f", "a b c d e f"),
        (" \t many   blanks ", "many blanks"),
        ("x" * 150, "x" * 150),
        ("x" * 151, "x" * 149 + "…"),
    ],
)
async def test_a_subject_is_one_line_of_150_characters(
    hall: Hall, inbox: tuple[Inbox, str], subject: str, sent: str
) -> None:
    handler, url = inbox
    await post(hall, url, "ann@work.test", subject)
    assert str(make_header(decode_header(handler.messages[0]["Subject"]))).replace("\n", "") == sent


async def test_a_domain_beyond_ascii_goes_out_in_ascii(hall: Hall, inbox: tuple[Inbox, str]) -> None:
    handler, url = inbox
    await post(hall, url, "ann@bücher.example", "Hello")
    assert handler.messages[0]["To"] == "ann@xn--bcher-kva.example"


async def test_a_server_of_ascii_gets_mail_to_a_domain_beyond_it(hall: Hall, old_inbox: tuple[Inbox, str]) -> None:
    handler, url = old_inbox
    await post(hall, url, "info@müller.example", "Grüße aus Đakovo")
    assert handler.messages[0]["To"] == "info@xn--mller-kva.example"
    assert str(make_header(decode_header(handler.messages[0]["Subject"]))) == "Grüße aus Đakovo"


async def test_a_name_beyond_ascii_that_a_server_cannot_take_is_given_up_at_once_with_the_reason(
    hall: Hall, old_inbox: tuple[Inbox, str], inbox: tuple[Inbox, str]
) -> None:
    handler, url = old_inbox
    await post(hall, url, "иван@почта.example", "Hello", taken=0)
    assert handler.messages == []
    state, attempts, said = hall.sql("SELECT state, attempts, last_error FROM outbox WHERE event_id = 'this-one'")[0]
    assert (state, attempts) == ("dead", 1)
    assert "beyond ASCII" in said
    assert "SMTPUTF8" in said


async def test_a_name_beyond_ascii_reaches_a_server_that_takes_it(hall: Hall, inbox: tuple[Inbox, str]) -> None:
    handler, url = inbox
    await post(hall, url, "иван@почта.example", "Hello")
    assert len(handler.messages) == 1


async def test_what_can_never_be_written_as_a_mail_is_given_up_at_once(hall: Hall, inbox: tuple[Inbox, str]) -> None:
    await post(hall, inbox[1], "ann@work.test\nBcc: all@work.test", "Hello", taken=0)
    assert hall.sql("SELECT state, attempts FROM outbox WHERE event_id = 'this-one'") == [("dead", 1)]


@pytest.mark.parametrize(
    ("sender", "name", "address"),
    [
        ("hall@work.test", "", "hall@work.test"),
        ("Hiring Hall, Helsinki <hall@work.test>", "Hiring Hall, Helsinki", "hall@work.test"),
        ('"Hall" <hall@work.test>', "Hall", "hall@work.test"),
        ("Työhalli (Äänekoski) <hall@bücher.example>", "Työhalli (Äänekoski)", "hall@xn--bcher-kva.example"),
        ("Hall\n12 seats <hall@work.test>", "Hall 12 seats", "hall@work.test"),
        ("", "", "hiringhall@localhost"),
    ],
)
async def test_mail_is_from_whom_the_operator_names(
    hall: Hall, old_inbox: tuple[Inbox, str], monkeypatch: pytest.MonkeyPatch, sender: str, name: str, address: str
) -> None:
    monkeypatch.setenv("HIRINGHALL_MAIL_FROM", sender)
    handler, url = old_inbox
    await post(hall, url, "ann@work.test", "Hello")
    shown, written = parseaddr(handler.messages[0]["From"])
    assert (str(make_header(decode_header(shown))), written) == (name, address)
