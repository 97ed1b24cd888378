"""A call sent again: the same answer, charged once, however the first one ended."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused

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
