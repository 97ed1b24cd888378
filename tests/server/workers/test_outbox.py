"""Mail goes out once it is committed: to a real SMTP server, or to the local mailbox; again after a failure."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from email.message import Message

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from server.workers.outbox import Outbox
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


@pytest.fixture
def inbox() -> Iterator[tuple[Inbox, str]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, f"smtp://127.0.0.1:{port}"
    controller.stop()


async def sign_in_mail(hall: Hall) -> None:
    await hall.person("ann@work.test")
    await hall.nobody().call("request_login_code", email="ann@work.test")


async def test_mail_goes_through_the_server_that_is_configured(hall: Hall, inbox: tuple[Inbox, str]) -> None:
    handler, url = inbox
    await sign_in_mail(hall)
    assert await Outbox(hall.app.database, hall.clock, smtp_url=url).deliver() == 1
    assert handler.messages[0]["To"] == "ann@work.test"
    event = hall.sql("SELECT event_id, state FROM outbox")[0]
    assert handler.messages[0]["Message-ID"] == f"<{event[0]}@hiringhall>"
    assert event[1] == "done"
    assert hall.sql("SELECT count(*) FROM mailbox") == [(0,)]


async def test_a_refused_mail_is_tried_again_later_and_sent_once(hall: Hall, inbox: tuple[Inbox, str]) -> None:
    handler, url = inbox
    handler.refusals = 1
    await sign_in_mail(hall)
    outbox = Outbox(hall.app.database, hall.clock, smtp_url=url)
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
    outbox = Outbox(hall.app.database, hall.clock, smtp_url=url)
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
    await Outbox(hall.app.database, hall.clock, smtp_url=url).deliver()
    assert handler.messages
    assert hall.sql("SELECT count(*) FROM outbox WHERE state <> 'done' AND topic = 'mail'") == [(0,)]
    for message in handler.messages:
        assert message["Bcc"] is None
        assert "\n" not in message["Subject"]
