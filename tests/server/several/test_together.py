"""What servers of one hall share: rates, the key, the clock, keys of calls, and a database that becomes newer meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from server.app import App
from server.calls.throttle import Throttle
from server.workers.counting import Counting
from server.workers.shared_clock import SharedClock
from store.database import StoreUnavailable
from store.installation_key import SECRET_VARIABLE, KeyUnusable
from store.postgresql import upgrade as upgrading
from tests.hall import Hall, Refused, operations
from tests.postgresql import Throwaway
from tests.server.several.conftest import server_of
from tests.tools.people.sign_in_helpers import code_for
from tests.tools.work_orders.field_work import company, order
from tools.errors import RateLimited


def calls_let_through(throttle: Throttle, token: str, most: int) -> int:
    for made in range(most):
        try:
            throttle.check(token, "10.0.0.1")
        except RateLimited:
            return made
    return most


async def test_a_rate_holds_for_both_servers_together_and_after_one_of_them_died(servers: list[Hall]) -> None:
    hall = servers[0]
    throttles = [Throttle("40/minute", clock=lambda: hall.clock.now.timestamp()) for _ in servers]
    for throttle in throttles:
        throttle.share()
        throttle.identified("key")
    here, there = throttles
    ours, theirs = (Counting(hall.app.parts, throttle) for throttle in throttles)
    assert calls_let_through(here, "key", 30) == 30
    await ours.exchange()
    await theirs.exchange()
    assert calls_let_through(there, "key", 100) == 10
    await theirs.exchange()
    await ours.exchange()
    assert calls_let_through(here, "key", 100) == 0
    # From here on only one server lives. What the other let through counts for a minute, and then is nothing any more.
    hall.clock.advance(seconds=30)
    await theirs.exchange()
    assert calls_let_through(there, "key", 100) == 0
    hall.clock.advance(seconds=31)
    await theirs.exchange()
    assert calls_let_through(there, "key", 100) == 40


async def test_whoever_calls_little_is_not_spoken_of(servers: list[Hall]) -> None:
    throttle = Throttle("400/minute")
    wake = throttle.share()
    throttle.identified("key")
    assert calls_let_through(throttle, "key", 19) == 19
    await Counting(servers[0].app.parts, throttle).exchange()
    assert servers[0].sql("SELECT * FROM call_counts") == []
    assert not wake.is_set()
    assert calls_let_through(throttle, "key", 1) == 1
    assert wake.is_set(), "the others are told at once"


async def test_one_idempotency_key_on_two_servers_at_once_is_one_call(servers: list[Hall]) -> None:
    here, there = servers
    acme = await company(here)
    id = await order(acme)
    elsewhere = there.holder(acme.token or "", acme.kind, acme.id, acme.company)
    both = (acme, elsewhere)
    answers = await asyncio.gather(
        *(each.call("publish_work_order", work_order_id=id, idempotency_key="once") for each in both)
    )
    assert sorted(bool(answer.get("replayed")) for answer in answers) == [False, True]
    assert here.sql("SELECT count(*) FROM calls WHERE tool = 'publish_work_order'") == [(1,)]


async def test_what_one_server_began_another_ends(servers: list[Hall]) -> None:
    """A code that is mailed by one server signs in at the other, and a job of one is waited for at the other."""
    here, there = servers
    await here.person("ann@work.test")
    await here.nobody().call("request_login_code", email="ann@work.test")
    code = await code_for(there, "ann@work.test")
    assert await there.nobody().call("log_in_with_code", email="ann@work.test", code=code)
    acme = await company(here)
    job = await acme.call("publish_work_order", work_order_id=await order(acme), wait=False)
    await here.app.jobs.drain()
    elsewhere = there.holder(acme.token or "", acme.kind, acme.id, acme.company)
    assert (await elsewhere.call("get_job", job_id=job["job"]["id"]))["job"]["state"] == "succeeded"


async def test_a_yes_to_one_server_is_taken_by_another_and_once(servers: list[Hall]) -> None:
    here, there = servers
    seal, now = here.app.parts.seal.close("digest", here.clock.now), there.clock.now
    assert (there.app.parts.seal.yes(seal, now) or "").startswith("digest.")


async def test_a_server_with_another_key_does_not_start(
    tmp_path: Path, database: Throwaway, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await server_of(tmp_path / "hall.db", 7, database)
    monkeypatch.setenv(SECRET_VARIABLE, "another key than the one of the file")
    with pytest.raises(KeyUnusable, match="served with another key"):
        await server_of(tmp_path / "hall.db", 8, database)
    monkeypatch.delenv(SECRET_VARIABLE)
    second = await server_of(tmp_path / "hall.db", 8, database)
    for hall in (first, second):
        await hall.close()


async def test_all_servers_go_by_the_clock_of_the_database(
    tmp_path: Path, database: Throwaway, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = await App.open(tmp_path / "hall.db", registry=operations(), upgraded=True, server=database.url)
    try:
        assert isinstance(app.clock, SharedClock)
        app.clock._behind = 300.0
        assert (app.clock() - datetime.now(UTC)).total_seconds() > 290
        await app.clock.set(app.database)
        assert abs((app.clock() - datetime.now(UTC)).total_seconds()) < 5
    finally:
        await app.close()


async def test_an_old_server_goes_on_while_a_newer_one_extends_the_schema_and_does_not_start_again(
    tmp_path: Path, database: Throwaway
) -> None:
    database.altered = True
    old = await server_of(tmp_path / "hall.db", 7, database)
    acme = await company(old)
    id = await order(acme)
    assert (await acme.call("get_work_order", work_order_id=id))["id"] == id
    with contextlib.closing(psycopg.connect(database.url, autocommit=True)) as newer:
        # What a newer version's migrations may do while an older one serves.
        newer.execute("ALTER TABLE work_orders ADD COLUMN newer_fact TEXT")
        newer.execute("ALTER TABLE companies ADD COLUMN newer_rank BIGINT NOT NULL DEFAULT 0")
        newer.execute("CREATE TABLE newer_things (id BIGINT PRIMARY KEY)")
        newer.execute("CREATE INDEX newer_index ON work_orders (company_id, newer_fact)")
        newer.execute(
            "INSERT INTO _yoyo_migration (migration_hash, migration_id, applied_at_utc) VALUES ('x', '9999_newer', now())"
        )
    for _ in range(3):
        assert (await acme.call("get_work_order", work_order_id=id))["id"] == id
    await acme.call("publish_work_order", work_order_id=id)
    await order(acme)
    with pytest.raises(StoreUnavailable) as newer_schema:
        upgrading.upgrade(database.url)
    assert newer_schema.value.reason == "newer"
    assert old.sql("SELECT status FROM work_orders WHERE id = ?", id) != []
    with contextlib.suppress(Refused):
        await acme.call("get_wallet")
    await old.close()
