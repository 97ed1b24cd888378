"""Webhooks sent to real servers on loopback, and to names that lead where nothing may be sent."""

from __future__ import annotations

import asyncio
import hashlib
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from server.app import App
from server.workers.posting import Poster
from server.workers.webhooks import LEASE, PRIVATE_VARIABLE, Parcel, WebhookSender
from store.database import Transaction
from store.types import utc_text
from store.webhooks import webhooks
from tests.cheap_secrets import cheap_secrets
from tests.hall import Hall, Refused, TestCaller
from tests.receivers import receiver
from tests.tools.webhooks.cast import URL, boss_of, deliveries, raised, sent_ids, with_webhook


@pytest.fixture
async def inside(tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Hall]:
    """A hall whose operator allows private addresses, and whose requests really go out."""
    monkeypatch.setenv(PRIVATE_VARIABLE, "yes")
    with cheap_secrets():
        hall = await Hall.open(tmp_path, template)
        hall.app.webhooks.poster = Poster(seconds=2)
        yield hall
        await hall.close()


async def told(hall: Hall, boss: TestCaller) -> str:
    await hall.app.webhooks.deliver()
    shown = await boss.call("get_webhook")
    return str(shown.get("last_error_reason"))


async def test_a_real_server_gets_the_signed_bytes(inside: Hall) -> None:
    async with receiver() as server:
        boss, secret = await with_webhook(inside, url=server.url)
        await raised(inside, boss)
        assert await inside.app.webhooks.deliver() == 1
    [got] = server.arrived
    assert got.path == "/hook?key=1"
    assert got.body == b'{"timestamp":1772442000,"name":"cardAdded","payload":{"ownerId":6,"id":11}}'
    assert got.headers["content-type"] == "application/json"
    assert got.headers["host"] == f"localhost:{server.port}"
    assert got.headers["x-sign"] == hashlib.sha256(got.body + secret.encode()).hexdigest()
    assert deliveries(inside) == [("delivered", 1, None)]


@pytest.mark.parametrize("status", [201, 204, 301, 302, 307, 400, 404, 410, 500, 503])
async def test_every_answer_but_200_is_tried_again_and_redirects_are_not_followed(inside: Hall, status: int) -> None:
    async with receiver() as elsewhere, receiver(answers=[status], location=elsewhere.url) as server:
        boss, _ = await with_webhook(inside, url=server.url)
        await raised(inside, boss)
        assert await told(inside, boss) == f"the server answered {status}"
        assert deliveries(inside) == [("pending", 1, f"the server answered {status}")]
        assert (len(server.arrived), len(elsewhere.arrived)) == (1, 0)


async def test_a_server_that_hangs_is_left_and_tried_again(inside: Hall) -> None:
    inside.app.webhooks.poster = Poster(seconds=0.5)
    async with receiver(seconds=5) as server:
        boss, _ = await with_webhook(inside, url=server.url)
        await raised(inside, boss)
        assert await told(inside, boss) == "no answer within 0 seconds"
        server.seconds = 0
        inside.clock.advance(minutes=1)
        await inside.app.webhooks.deliver()
    assert deliveries(inside) == [("delivered", 2, None)]


async def test_a_slow_answer_within_the_time_counts(inside: Hall) -> None:
    async with receiver(seconds=0.2) as server:
        boss, _ = await with_webhook(inside, url=server.url)
        await raised(inside, boss)
        await inside.app.webhooks.deliver()
    assert deliveries(inside) == [("delivered", 1, None)]
    ((milliseconds,),) = inside.sql("SELECT milliseconds FROM webhook_attempts")
    assert milliseconds >= 200


async def test_a_connection_that_breaks_off_and_a_server_that_is_not_there_fail(inside: Hall) -> None:
    async with receiver(breaks_off=True) as server:
        boss, _ = await with_webhook(inside, url=server.url)
        await raised(inside, boss)
        assert await told(inside, boss) == "the server could not be reached, or broke off"
    inside.clock.advance(minutes=1)
    assert await told(inside, boss) == "the server could not be reached, or broke off"
    assert deliveries(inside)[0][:2] == ("pending", 2)


def certificate(folder: Path, name: str) -> tuple[Path, Path]:
    """A certificate that a name signed for itself, and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    files = folder / f"{name}.pem", folder / f"{name}.key"
    files[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    files[1].write_bytes(key.private_bytes(pem, form, plain))
    return files


@pytest.mark.parametrize(
    ("of", "trusted", "reason"),
    [
        ("localhost", True, "None"),
        ("localhost", False, "its certificate is not valid for the name"),
        ("elsewhere.example.com", True, "its certificate is not valid for the name"),
    ],
)
async def test_a_server_proves_by_its_certificate_that_it_has_the_name(
    inside: Hall, tmp_path: Path, of: str, trusted: bool, reason: str
) -> None:
    files = certificate(tmp_path, of)
    if trusted:
        inside.app.webhooks.poster = Poster(certificates=ssl.create_default_context(cafile=str(files[0])))
    async with receiver(files) as server:
        boss, _ = await with_webhook(inside, url=server.url)
        await raised(inside, boss)
        assert await told(inside, boss) == reason
    assert len(server.arrived) == (1 if reason == "None" else 0)


async def test_unless_the_operator_allows_it_nothing_inside_is_sent_to_whatever_the_name_promises(hall: Hall) -> None:
    async with receiver() as server:

        async def leads_inside(host: str, port: int) -> list[str]:
            return ["127.0.0.1"]

        hall.app.webhooks.poster = Poster(leads_inside)
        boss, _ = await with_webhook(hall, url=f"https://hooks.example.com:{server.port}/")
        await raised(hall, boss)
        assert await told(hall, boss) == "the address leads to no server on the internet"
        assert server.arrived == []


async def test_the_address_is_looked_at_again_before_every_attempt(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    hall.hooks.answer = 500
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    hall.hooks.answer, hall.hooks.leads_to = 200, ["10.0.0.7"]
    hall.clock.advance(minutes=1)
    assert await told(hall, boss) == "the address leads to no server on the internet"
    assert len(hall.hooks.requests) == 1, "the name leads inside by now"


async def test_a_private_address_kept_from_when_it_was_allowed_is_not_sent_to_later(inside: Hall) -> None:
    async with receiver() as server:
        boss, _ = await with_webhook(inside, url=server.url)
        object.__setattr__(inside.app.parts, "private_webhooks", False)
        await raised(inside, boss)
        assert await told(inside, boss) == "the address leads to no server on the internet"
    assert server.arrived == []


@pytest.mark.sqlite
async def test_the_operator_says_yes_or_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PRIVATE_VARIABLE, "maybe")
    with pytest.raises(ValueError, match="is yes or no"):
        await App.open(tmp_path / "hall.db")
    assert not (tmp_path / "hall.db").exists()
    monkeypatch.setenv(PRIVATE_VARIABLE, "yes")
    hall = await Hall.open(tmp_path)
    boss = await boss_of(hall)
    await boss.call("set_webhook", status="enabled", url="http://127.0.0.1:8080/hook")
    for url in ("ftp://127.0.0.1/", "http://", "http://user@127.0.0.1/"):
        with pytest.raises(Refused) as no:
            await boss.call("set_webhook", status="enabled", url=url)
        assert no.value.fields.keys() == {"url"}
    await hall.close()


async def test_one_webhook_is_sent_one_after_another_and_a_slow_one_keeps_nobody_waiting(inside: Hall) -> None:
    async with receiver(seconds=0.3) as slow, receiver() as quick:
        boss, _ = await with_webhook(inside, url=slow.url)
        await boss.call("create_webhook_endpoint", url=quick.url)
        for id in (1, 2, 3):
            await raised(inside, boss, id)
        sending = asyncio.create_task(inside.app.webhooks.deliver())
        while len(quick.arrived) < 3:
            await asyncio.sleep(0.01)
        assert len(slow.arrived) == 1, "the quick one has all while the slow one has the first"
        await sending
    assert [b'"id":%d}' % id in got.body for id, got in zip((1, 2, 3), slow.arrived, strict=True)] == [True] * 3
    assert slow.most_at_once == quick.most_at_once == 1


async def test_two_servers_of_one_database_send_each_event_once(inside: Hall) -> None:
    other = WebhookSender(inside.app.parts, Poster(seconds=0.5))
    async with receiver(seconds=0.05) as server:
        boss, _ = await with_webhook(inside, url=server.url)
        for id in range(4):
            await raised(inside, boss, id)
        await asyncio.gather(inside.app.webhooks.deliver(), other.deliver())
        await inside.app.webhooks.deliver()
    assert len(server.arrived) == 4
    assert server.most_at_once == 1


async def test_after_a_crash_while_sending_it_goes_again_under_the_same_id(hall: Hall) -> None:
    boss = await boss_of(hall)
    await boss.call("create_webhook_endpoint", url=URL)
    await raised(hall, boss)
    sender = hall.app.webhooks
    # It was handed over, and the machine stopped before that was noted.
    now = hall.clock.now

    def leased_and_taken(tx: Transaction) -> Parcel | None:
        assert webhooks.lease_webhooks(tx, now, now + LEASE, 1) == [1]
        return sender._taken(tx, 1, utc_text(now + LEASE), True)

    parcel = await hall.app.database.write(leased_and_taken)
    assert parcel is not None
    await sender._posted(parcel)
    assert await sender.deliver() == 0, "somebody is sending to it"
    hall.clock.advance(seconds=LEASE.total_seconds() + 1)
    await sender.deliver()
    first, second = hall.hooks.requests
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.content == second.content
    assert deliveries(hall) == [("delivered", 1, None)]


async def test_what_was_deleted_while_it_was_sent_stays_dropped(inside: Hall) -> None:
    async with receiver(seconds=0.3) as server:
        boss, _ = await with_webhook(inside, url=server.url)
        await raised(inside, boss)
        sending = asyncio.create_task(inside.app.webhooks.deliver())
        while not server.arrived:
            await asyncio.sleep(0.01)
        await boss.call("delete_webhook")
        await sending
    assert deliveries(inside) == [("failed", 0, "the webhook was deleted")]
    assert inside.sql("SELECT http_status FROM webhook_attempts") == [(200,)], "the log says that it arrived"


async def test_more_than_are_sent_in_a_row_all_go(hall: Hall) -> None:
    boss, _ = await with_webhook(hall)
    for id in range(120):
        await raised(hall, boss, id)
    assert await hall.app.webhooks.deliver() == 120
    assert sent_ids(hall.hooks.requests) == list(range(120))


async def test_the_secret_lies_in_no_row_but_sealed(hall: Hall) -> None:
    boss, secret = await with_webhook(hall)
    await raised(hall, boss)
    await hall.app.webhooks.deliver()
    tables = hall.tables()
    assert "webhook_deliveries" in tables
    for table in tables:
        assert secret not in str(hall.sql(f"SELECT * FROM {table}")), table


async def test_a_server_sends_by_itself_and_stops_while_one_hangs(inside: Hall) -> None:
    async with receiver() as server, receiver(seconds=5) as hanging:
        boss, _ = await with_webhook(inside, url=server.url)
        await boss.call("create_webhook_endpoint", url=hanging.url)
        running = asyncio.create_task(inside.app.webhooks.run())
        await raised(inside, boss)
        while not (server.arrived and hanging.arrived):
            await asyncio.sleep(0.01)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    inside.clock.advance(seconds=LEASE.total_seconds() + 1)
    assert [status for status, _, _ in deliveries(inside)][1] == "pending", "it goes again"
