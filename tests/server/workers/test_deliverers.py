"""Mail and text messages do not leave the machine where others can read them on the way."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler

from server.workers.deliverers import configured, mail_fault, send_mail, sms_fault, wants_starttls
from tests.clients.serving import run

MAIL = {"to": "ann@work.test", "subject": "Your code", "body": "123456"}


class Overheard(MessageHandler):
    """A mail server without TLS. What it is told, the network is told."""

    def __init__(self) -> None:
        super().__init__()
        self.told = 0

    def handle_message(self, message: object) -> None:
        self.told += 1

    async def handle_AUTH(self, server, session, envelope, args):  # type: ignore[no-untyped-def]
        self.told += 1
        return "235 OK"


@pytest.fixture
def plain() -> Iterator[tuple[Overheard, int]]:
    with socket.socket() as probe:
        probe.bind(("0.0.0.0", 0))
        port = probe.getsockname()[1]
    handler = Overheard()
    controller = Controller(handler, hostname="0.0.0.0", port=port, auth_require_tls=False)
    controller.start()
    yield handler, port
    controller.stop()


@pytest.mark.parametrize("user", ["", "hall:secret@"])
async def test_a_server_elsewhere_that_offers_no_tls_gets_nothing(plain: tuple[Overheard, int], user: str) -> None:
    handler, port = plain
    with pytest.raises(Exception, match="STARTTLS"):
        await send_mail(f"smtp://{user}{socket.gethostname()}:{port}", "event", MAIL)
    assert handler.told == 0


async def test_a_relay_that_is_told_so_and_this_machine_get_mail_without_tls(plain: tuple[Overheard, int]) -> None:
    handler, port = plain
    await send_mail(f"smtp://{socket.gethostname()}:{port}?starttls=no", "event", MAIL)
    await send_mail(f"smtp://127.0.0.1:{port}", "event", MAIL)
    assert handler.told == 2


def test_doctor_says_that_a_server_offers_no_tls(plain: tuple[Overheard, int], tmp_path: Path) -> None:
    url = f"smtp://hall:secret@{socket.gethostname()}:{plain[1]}"
    told = run("doctor", db=tmp_path / "hall.db", check=False, HIRINGHALL_TOKEN="x", HIRINGHALL_SMTP_URL=url).stdout
    assert "offers no STARTTLS" in told
    assert "secret" not in told


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("smtp://user:pw@mail.example.com", True),
        ("smtp://mail.example.com:587", True),
        ("smtp://10.0.0.3", True),
        ("smtp://relay.example.com:25?starttls=no", False),
        ("smtps://user:pw@mail.example.com", False),
        ("smtp://user:pw@127.0.0.1:25", False),
        ("smtp://localhost", False),
        ("smtp://[::1]:25", False),
        ("smtp://localhost.example.com", True),
    ],
)
def test_starttls_is_wanted_of_servers_elsewhere(url: str, wanted: bool) -> None:
    assert wants_starttls(url) is wanted


@pytest.mark.parametrize(
    ("url", "well"),
    [
        ("", True),
        ("smtp://user:pw@mail.example.com", True),
        ("smtps://user:pw@mail.example.com", True),
        ("smtp://relay.example.com?starttls=no", True),
        ("smtp://user:pw@relay.example.com?starttls=no", False),
        ("http://mail.example.com", False),
        ("mail.example.com", False),
    ],
)
def test_an_address_of_a_mail_server_that_would_be_unsafe_is_named(url: str, well: bool) -> None:
    assert (mail_fault(url) is None) is well


@pytest.mark.parametrize(
    ("url", "well"),
    [
        ("", True),
        ("https://sms.example.com/send", True),
        ("http://127.0.0.1:9000/send", True),
        ("http://localhost:9000/send", True),
        ("http://sms.example.com/send", False),
        ("http://10.0.0.3/send", False),
        ("ftp://sms.example.com", False),
    ],
)
def test_a_gateway_elsewhere_is_reached_by_https(
    url: str, well: bool, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert (sms_fault(url) is None) is well
    monkeypatch.setenv("HIRINGHALL_SMS_URL", url)
    if well:
        assert {"mail", "sms", "notice_mail", "notice_sms"} == configured().keys()
    else:
        with pytest.raises(ValueError, match="HIRINGHALL_SMS_URL has to begin with https"):
            configured()


def test_nothing_starts_with_a_gateway_that_others_can_read(tmp_path: Path) -> None:
    done = run(
        "token", "--agent", "A", db=tmp_path / "hall.db", check=False, HIRINGHALL_SMS_URL="http://sms.example.com"
    )
    assert done.returncode == 1
    assert done.stderr.startswith("hiringhall: HIRINGHALL_SMS_URL has to begin with https://")
