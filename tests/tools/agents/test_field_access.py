"""Tokens of integrations: an agent's key and a user's password open a session of that user, and end it together."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.people.sign_in_helpers import ANN, ann_with_password, signed_in
from tests.tools.work_orders.field_work import write

PASSWORD = "open sesame"


async def exchange(hall: Hall, agent: TestCaller, **more: Any) -> dict[str, Any]:
    given = {"client_id": str(agent.id), "client_secret": agent.token, "username": ANN, "password": PASSWORD, **more}
    return await hall.nobody().call(
        "create_field_access_token", **{name: value for name, value in given.items() if value is not None}
    )


async def renew(hall: Hall, agent: TestCaller, refresh: str, **more: Any) -> dict[str, Any]:
    return await exchange(
        hall, agent, grant_type="refresh_token", refresh_token=refresh, username=None, password=None, **more
    )


async def test_a_token_acts_as_the_user_in_the_agents_company_for_an_hour(hall: Hall) -> None:
    agent, ann = await hall.agent("Acme"), await ann_with_password(hall, "Acme")
    made = await exchange(hall, agent)
    assert (made["token_type"], made["expires_in"], made["scope"]) == ("Bearer", 3600, "basic")
    holder = hall.holder(made["access_token"])
    assert (await holder.call("list_users"))["total"] == 1
    assert hall.sql("SELECT person_id, company_id, agent_id FROM sessions ORDER BY id DESC LIMIT 1") == [
        (ann.id, agent.company, agent.id)
    ]
    hall.clock.advance(seconds=3601)
    with pytest.raises(Refused) as no:
        await hall.holder(made["access_token"]).call("list_users")
    assert no.value.code == "unauthorized"


async def test_whatever_is_wrong_is_one_answer_and_locks_the_name(hall: Hall) -> None:
    agent, other = await hall.agent("Acme"), await hall.agent("Rival")
    await ann_with_password(hall, "Acme")
    texts = set()
    for wrong in (
        {"password": "wrong"},
        {"client_secret": "hh_agent_wrong"},
        {"client_id": "none"},
        {"client_id": str(other.id), "client_secret": other.token},
    ):
        with pytest.raises(Refused) as no:
            await exchange(hall, agent, **wrong)
        assert no.value.code == "invalid_credentials"
        texts.add(no.value.text)
    assert len(texts) == 1
    with pytest.raises(Refused) as no:
        await exchange(hall, agent, username="nobody@work.test")
    assert no.value.text in texts
    with pytest.raises(Refused):
        await exchange(hall, agent, password="wrong")
    with pytest.raises(Refused) as no:
        await exchange(hall, agent)
    assert no.value.code == "locked"
    hall.clock.advance(minutes=16)
    await exchange(hall, agent)


async def test_a_refresh_token_works_once_and_a_second_use_ends_the_chain(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    await ann_with_password(hall, "Acme")
    first = await exchange(hall, agent)
    second = await renew(hall, agent, first["refresh_token"])
    await hall.holder(second["access_token"]).call("list_users")
    with pytest.raises(Refused):
        await hall.holder(first["access_token"]).call("list_users")
    # The renewal of people keeps the agent on the session.
    third = await hall.nobody().call("refresh_token", refresh_token=second["refresh_token"])
    assert hall.sql("SELECT agent_id FROM sessions ORDER BY id DESC LIMIT 1") == [(agent.id,)]
    with pytest.raises(Refused):
        await renew(hall, agent, first["refresh_token"])
    with pytest.raises(Refused):
        await hall.holder(third["token"]).call("list_users")
    for missing in ({"grant_type": "refresh_token"}, {"username": None}, {"password": None}):
        with pytest.raises(Refused) as no:
            await exchange(hall, agent, **missing)
        assert no.value.code == "invalid_argument"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE agents SET api_key_hash = 'other' WHERE id = ?",
        "UPDATE agents SET status = 'suspended' WHERE id = ?",
    ],
)
async def test_a_token_ends_with_the_key_of_its_agent_and_with_the_agent(hall: Hall, sql: str) -> None:
    agent = await hall.agent("Acme")
    await ann_with_password(hall, "Acme")
    made = await exchange(hall, agent)
    write(hall, sql, agent.id)
    with pytest.raises(Refused) as no:
        await hall.holder(made["access_token"]).call("list_users")
    assert no.value.code == "unauthorized"
    with pytest.raises(Refused):
        await hall.nobody().call("refresh_token", refresh_token=made["refresh_token"])


async def test_a_token_of_a_person_is_not_renewed_for_an_agent(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    await ann_with_password(hall, "Acme")
    answer, _ = await signed_in(hall, ANN)
    with pytest.raises(Refused) as no:
        await renew(hall, agent, str(answer["refresh_token"]))
    assert no.value.code == "refresh_token_ended"
