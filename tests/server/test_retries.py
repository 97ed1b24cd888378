"""A call sent again: the same answer, charged once, however the first one ended."""

from __future__ import annotations

import asyncio

import pytest

from server.registry import Registry
from server.schema import input_schema
from store.types import Money
from tests.hall import Hall, Refused
from tests.server.test_pipeline import INQUIRY
from tests.server.test_together import outcomes, spend
from tests.tools.field_work import company, order

PASSWORD = "open sesame 1"


async def test_a_key_is_tied_to_secret_arguments_too(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    given = {"password": PASSWORD, "password_confirmation": PASSWORD}
    await ann.call("update_my_profile", **given, idempotency_key="k")
    assert (await ann.call("update_my_profile", **given, idempotency_key="k"))["replayed"] is True
    with pytest.raises(Refused) as no:
        await ann.call("update_my_profile", password="other 22", password_confirmation="other 22", idempotency_key="k")
    assert no.value.code == "idempotency_conflict"


async def test_what_a_key_keeps_of_a_secret_is_as_slow_to_guess_as_a_password(hall: Hall) -> None:
    ann, ben = await hall.person("ann@work.test"), await hall.person("ben@work.test")
    given = {"password": PASSWORD, "password_confirmation": PASSWORD}
    for caller in (ann, ben):
        for key in ("k1", "k2"):
            await caller.call("update_my_profile", **given, idempotency_key=key)
    kept = [digest for (digest,) in hall.sql("SELECT arguments_digest FROM idempotency")]
    assert len(set(kept)) == 4
    assert all("$argon2id$" in digest for digest in kept)
    logged = {digest for (digest,) in hall.sql("SELECT arguments_digest FROM calls WHERE tool = 'update_my_profile'")}
    assert len(logged) == 1
    assert not any("argon2" in digest for digest in logged)


async def test_a_repeat_says_which_secrets_of_the_answer_are_gone(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    first = await acme.call("regenerate_agent_key", idempotency_key="once")
    again = await acme.call("regenerate_agent_key", idempotency_key="once")
    assert first["api_key"]
    assert "api_key" not in again
    assert "not kept: api_key." in again["warnings"][0]
    assert "warnings" not in first


async def test_signing_in_again_under_a_key_answers_as_declared_without_the_tokens(hall: Hall) -> None:
    ann = await hall.person("ann@work.test", company="Acme")
    await ann.call("update_my_profile", password=PASSWORD, password_confirmation=PASSWORD)
    signed_in = {"username": "ann@work.test", "password": PASSWORD, "idempotency_key": "k"}
    assert (await ann.call("log_in_with_password", **signed_in))["token"]
    again = await ann.call("log_in_with_password", **signed_in)
    assert "not kept: refresh_token, token." in again["warnings"][0]
    fresh = (await ann.call("log_in_with_password", **{**signed_in, "idempotency_key": "k2"}))["refresh_token"]
    await ann.call("refresh_token", refresh_token=fresh, idempotency_key="k3")
    assert "token" not in await ann.call("refresh_token", refresh_token=fresh, idempotency_key="k3")


async def test_a_job_started_twice_at_once_under_one_key_is_one_job(hall: Hall) -> None:
    acme = await company(hall)
    id = await order(acme)
    start = {"work_order_id": id, "wait": False, "idempotency_key": "once"}
    started = await asyncio.gather(*(acme.call("publish_work_order", **start) for _ in range(8)))
    assert len({answer["job"]["id"] for answer in started}) == 1
    assert sum("replayed" not in answer for answer in started) == 1
    assert hall.purse(acme.owner, "USDT")[1] == "0.020000"
    await hall.tick()
    assert hall.sql("SELECT tool, count(*) FROM calls WHERE tool = 'publish_work_order'") == [("publish_work_order", 1)]
    again = await acme.call("publish_work_order", **start)
    assert (again["replayed"], again["job"]["id"]) == (True, started[0]["job"]["id"])


async def test_jobs_started_at_once_hold_no_more_than_there_is(hall: Hall) -> None:
    acme = await company(hall)
    orders = [await order(acme) for _ in range(8)]
    await spend(hall, acme, Money.of(hall.purse(acme.owner, "USDT")[0], "USDT") - Money.of("0.06", "USDT"))
    found = await outcomes([acme.call("publish_work_order", work_order_id=id, wait=False) for id in orders])
    assert found == {"answered": 3, "insufficient_balance": 5}
    assert hall.purse(acme.owner, "USDT") == ("0.060000", "0.060000")


async def test_a_priced_read_under_a_key_is_charged_once(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    first = await acme.call("search_specialists", query="plumber", idempotency_key="k")
    again = await acme.call("search_specialists", query="plumber", idempotency_key="k")
    assert again.pop("replayed") is True
    assert again == first
    with pytest.raises(Refused) as no:
        await acme.call("search_specialists", query="painter", idempotency_key="k")
    assert no.value.code == "idempotency_conflict"
    assert hall.purse(acme.owner, "USDT")[0] == "99.990000"
    both = [acme.call("search_specialists", query="x", idempotency_key="k2") for _ in range(8)]
    assert sum("replayed" not in answer for answer in await asyncio.gather(*both)) == 1
    assert hall.purse(acme.owner, "USDT")[0] == "99.980000"


async def test_only_reads_that_cost_nothing_take_no_key() -> None:
    for operation in Registry().operations.values():
        takes = operation.access != "read" or operation.price != "free"
        assert ("idempotency_key" in input_schema(operation)["properties"]) is takes, operation.name


@pytest.mark.parametrize("key", ["", "\x00", "a\x00", "e\u0301", "k" * 101, 7, ["k"]])
async def test_a_key_that_is_none_is_refused_and_nothing_happens(hall: Hall, key: object) -> None:
    acme = await hall.agent("Acme")
    with pytest.raises(Refused) as no:
        await acme.call("create_inquiry", **INQUIRY, idempotency_key=key)
    assert list(no.value.fields) == ["idempotency_key"]
    assert hall.sql("SELECT count(*) FROM inquiries") == [(0,)]
    assert hall.purse(acme.owner, "USDT")[0] == "100.000000"


async def test_keys_are_each_callers_own_and_told_apart_exactly(hall: Hall) -> None:
    acme, rival = await hall.agent("Acme"), await hall.agent("Rival")
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(acme.company, "1 USDT")
    keys = ["k", "K", "k ", " k", "k" * 100, "k" * 99 + "j", "\u00e9", "'; DROP TABLE calls; --"]
    made = [
        (await caller.call("create_inquiry", **INQUIRY, idempotency_key=key))["inquiry_id"]
        for caller in (acme, rival, boss)
        for key in keys
    ]
    assert len(set(made)) == 3 * len(keys)
    repeated = [
        (await caller.call("create_inquiry", **INQUIRY, idempotency_key=key))["inquiry_id"]
        for caller in (acme, rival, boss)
        for key in keys
    ]
    assert repeated == made
