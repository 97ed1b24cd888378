"""How many accounts of agents may be opened from one network address, tried ones included."""

from __future__ import annotations

from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.people.sign_in_helpers import from_elsewhere

BOT = "bot@acme.test"


async def register(hall: Hall, **more: Any) -> tuple[dict[str, Any], TestCaller]:
    made = await hall.nobody().call("register_agent", **{"name": "Planner", "email": BOT, **more})
    return made, hall.holder(made["api_key"], "agent", made["agent_id"], made["company_id"])


@pytest.mark.parametrize("how", ["dry runs", "refusals"])
async def test_accounts_that_are_only_tried_count_like_those_that_are_opened(hall: Hall, how: str) -> None:
    eve = from_elsewhere(hall, "203.0.113.66")
    given: dict[str, Any] = {"email": "me@work.test", "terms": "accepted"}
    given |= {"dry_run": True} if how == "dry runs" else {"skills": [{"id": 4711}]}
    codes = []
    for _ in range(22):
        try:
            await eve.call("register_account", **given)
            codes.append("")
        except Refused as refused:
            codes.append(refused.code)
    assert codes[:20] == [codes[0]] * 20
    assert codes[20:] == ["too_many_sign_ups"] * 2
    assert hall.sql("SELECT count(*) FROM persons") == [(0,)]


async def test_too_many_accounts_from_one_network_address_wait(hall: Hall) -> None:
    from server.calls.pipeline import Request

    async def from_afar(number: int) -> Any:
        arguments = {"name": "Bot", "email": f"bot{number}@acme.test"}
        return await hall.app.pipeline.call(Request("register_agent", arguments, origin="203.0.113.7"))

    for number in range(20):
        assert (await from_afar(number)).answer["agent_id"] == number + 1
    refused = await from_afar(20)
    assert refused.refusal.code == "too_many_sign_ups"
    assert refused.refusal.retry_after == 3600
    hall.clock.advance(hours=1)
    assert (await from_afar(20)).answer["agent_id"] == 21
