"""Who decides how the person is asked, and what moves in a day without it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from mcp import Client
from mcp.types import ElicitRequestParams, ElicitResult

from server.calls.messages import Answered, Asked, Request
from server.calls.ways import AS_SHIPPED, Asking, Way
from server.operator import set_confirmation_limit
from server.protocol.senders import View
from server.protocol.tool_handlers import HallServer
from tests.clients.serving import http_server, protocol_client, run
from tests.hall import Hall, Refused, TestCaller, answer_of

ADDRESS = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


def sending(amount: str) -> dict[str, Any]:
    return {"currency": "USDT", "amount": amount, "address": ADDRESS}


async def send(hall: Hall, caller: TestCaller, amount: str, asking: Asking = AS_SHIPPED, **more: Any) -> Any:
    request = Request("request_withdrawal", {**sending(amount), **more}, caller.token, asking=asking)
    return await hall.app.pipeline.call(request)


@pytest.mark.parametrize(
    ("server", "client", "own", "way"),
    [
        ("auto", None, None, "auto"),
        ("auto", "token", None, "token"),
        ("auto", "ask", None, "ask"),
        ("token", None, None, "token"),
        ("token", "ask", None, "ask"),
        ("ask", "token", None, "ask"),
        ("ask", None, "token", "token"),
        ("auto", "token", "ask", "ask"),
        ("token", None, "ask", "ask"),
        ("ask", "ask", "token", "ask"),
    ],
)
def test_the_operators_choice_for_a_caller_then_the_servers_then_only_what_is_stricter(
    server: Way, client: Way | None, own: Way | None, way: Way
) -> None:
    assert Asking(server, client).way(own) == way


# Amounts a day.


async def test_three_payments_of_99_ask_as_one_of_297_does(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="1000 USDT")
    replies = [await send(hall, acme, "98.00") for _ in range(3)]
    assert [type(reply) for reply in replies] == [Answered, Asked, Asked]
    assert hall.sql("SELECT count(*) FROM withdrawals") == [(1,)]


async def test_many_small_ones_add_up_and_midnight_begins_anew(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="1000 USDT")
    for _ in range(4):
        assert isinstance(await send(hall, acme, "20.00"), Answered)
    asked = await send(hall, acme, "20.00")
    assert isinstance(asked, Asked)
    assert isinstance(await send(hall, acme, "20.00", confirm=asked.token), Answered)
    hall.clock.advance(hours=15)
    assert isinstance(await send(hall, acme, "20.00"), Answered)


async def test_what_was_agreed_to_or_did_not_happen_does_not_count(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")
    asked = await send(hall, acme, "150.00")
    assert isinstance(await send(hall, acme, "150.00", confirm=asked.token), Answered)
    assert isinstance(await send(hall, acme, "90.00", dry_run=True), Answered)
    assert not isinstance(await send(hall, acme, "90.00", address="0x0"), Answered)
    assert hall.sql("SELECT count(*) FROM unasked_moves") == [(0,)]
    assert isinstance(await send(hall, acme, "80.00"), Answered)
    assert hall.sql("SELECT usd_micros > 80000000 FROM unasked_moves") == [(1,)]


async def test_the_sum_of_a_day_is_one_callers_and_held_against_the_operators_limit(hall: Hall) -> None:
    acme, other = await hall.agent("Acme", credit="500 USDT"), await hall.agent("Other", credit="500 USDT")
    await set_confirmation_limit(hall.app, acme.owner, "200 USD", False)
    for _ in range(2):
        assert isinstance(await send(hall, acme, "90.00"), Answered)
    assert isinstance(await send(hall, acme, "90.00"), Asked)
    assert isinstance(await send(hall, other, "90.00"), Answered)


# A dry run says it.


async def test_a_dry_run_of_what_would_ask_says_so(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")
    above = await acme.call("request_withdrawal", **sending("150.00"), dry_run=True)
    assert above["would_ask"].startswith("Send ")
    assert "150.000000 USDT" in above["would_ask"]
    below = await acme.call("request_withdrawal", **sending("20.00"), dry_run=True)
    assert "would_ask" not in below
    assert acme.questions == []


# Token or question.


async def test_where_only_the_question_counts_no_token_is_given_or_taken(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")
    token = (await send(hall, acme, "150.00")).token
    assert token
    asked = await send(hall, acme, "150.00", Asking("ask"))
    assert isinstance(asked, Asked)
    assert asked.token == ""
    for asking in (Asking("ask"), Asking("auto", "ask"), Asking("token", "ask")):
        assert isinstance(await send(hall, acme, "150.00", asking, confirm=token), Asked)
    await set_confirmation_limit(hall.app, acme.owner, None, False, "ask")
    assert isinstance(await send(hall, acme, "150.00", confirm=token), Asked)
    await set_confirmation_limit(hall.app, acme.owner, None, False, "token")
    assert isinstance(await send(hall, acme, "150.00", Asking("ask"), confirm=token), Answered)


async def test_how_somebody_is_asked_and_when_are_set_apart(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    assert "never" in await set_confirmation_limit(hall.app, acme.owner, None, True)
    assert "never" in await set_confirmation_limit(hall.app, acme.owner, None, False, "ask")
    assert "50.00 USD" in await set_confirmation_limit(hall.app, acme.owner, "50 USD", False)
    assert hall.sql("SELECT ask, usd_micros, way FROM confirmation_limits") == [(1, 50_000_000, "ask")]
    assert "as shipped: above 100.00 USD" in await set_confirmation_limit(hall.app, acme.owner, None, False)
    assert hall.sql("SELECT count(*) FROM confirmation_limits") == [(0,)]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_client_that_shows_no_questions_is_told_who_decides(hall: Hall, mode: str) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")
    async with Client(HallServer(hall.app, acme.token, View(confirm="ask")).mcp, mode=mode) as client:  # type: ignore[arg-type]
        with pytest.raises(Refused) as no:
            answer_of(await client.call_tool("request_withdrawal", sending("150.00")))
    assert (no.value.status, no.value.code) == (403, "person_not_asked")
    assert "confirm" not in no.value.shape
    assert "hiringhall confirmation OWNER --by token|ask" in no.value.text


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_where_tokens_are_the_way_nobody_is_asked_by_a_form(hall: Hall, mode: str) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")

    async def never(context: Any, params: ElicitRequestParams) -> ElicitResult:
        raise AssertionError("asked")

    server = HallServer(hall.app, acme.token, View(confirm="token")).mcp
    async with Client(server, mode=mode, elicitation_callback=never) as client:  # type: ignore[arg-type]
        with pytest.raises(Refused) as no:
            answer_of(await client.call_tool("request_withdrawal", sending("150.00")))
        assert no.value.code == "confirmation_required"
        done = await client.call_tool(
            "request_withdrawal", {**sending("150.00"), "confirm": no.value.details["confirm"]}
        )
    assert not done.is_error


@pytest.mark.parametrize("mode", ["auto", "legacy"])
@pytest.mark.parametrize("action", ["decline", "cancel"])
async def test_after_a_no_the_answer_says_who_can_change_how_one_is_asked(hall: Hall, mode: str, action: Any) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")

    async def no_answer(context: Any, params: ElicitRequestParams) -> ElicitResult:
        return ElicitResult(action=action)

    server = HallServer(hall.app, acme.token).mcp
    async with Client(server, mode=mode, elicitation_callback=no_answer) as client:  # type: ignore[arg-type]
        with pytest.raises(Refused) as no:
            answer_of(await client.call_tool("request_withdrawal", sending("150.00")))
    assert no.value.code == "declined"
    for words in ("--confirm token|ask|auto", "--by token|ask", "X-Hiringhall-Confirm", "never by an argument"):
        assert words in no.value.text
    assert hall.sql("SELECT count(*) FROM withdrawals") == [(0,)]


# The form.


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_the_form_shows_amount_and_payee_as_fields_of_their_own(hall: Hall, mode: str) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")
    forms: list[dict[str, Any]] = []

    async def look(context: Any, params: ElicitRequestParams) -> ElicitResult:
        forms.append({"message": params.message, **params.requested_schema})  # type: ignore[union-attr]
        return ElicitResult(action="accept", content={"agree": True})

    server = HallServer(hall.app, acme.token).mcp
    async with Client(server, mode=mode, elicitation_callback=look) as client:  # type: ignore[arg-type]
        assert not (await client.call_tool("request_withdrawal", sending("150.00"))).is_error
    fields = forms[0]["properties"]
    assert list(fields) == ["amount", "payee", "agree"]
    assert fields["amount"]["default"] in forms[0]["message"]
    assert forms[0]["message"].startswith(f"Send {fields['amount']['default']}. To {fields['payee']['default']}.")
    assert ADDRESS in fields["payee"]["default"]
    assert fields["amount"]["enum"] == [fields["amount"]["default"]]
    assert forms[0]["required"] == ["agree"]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
@pytest.mark.parametrize("changed", [{"amount": "1.000000 USDT"}, {"payee": "somebody else"}])
async def test_a_form_that_comes_back_with_another_amount_or_payee_is_no_yes(
    hall: Hall, mode: str, changed: dict[str, Any]
) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")

    async def edit(context: Any, params: ElicitRequestParams) -> ElicitResult:
        return ElicitResult(action="accept", content={"agree": True, **changed})

    server = HallServer(hall.app, acme.token).mcp
    async with Client(server, mode=mode, elicitation_callback=edit) as client:  # type: ignore[arg-type]
        with pytest.raises(Refused) as no:
            answer_of(await client.call_tool("request_withdrawal", sending("150.00")))
    assert no.value.code == "declined"


async def test_what_was_sealed_for_a_form_is_no_token(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")
    seal, now = hall.app.parts.seal, hall.clock()
    asked = await send(hall, acme, "150.00")
    reply = await send(hall, acme, "150.00", confirm=seal.close(asked.digest, now, "form"))
    assert not isinstance(reply, Answered)
    with pytest.raises(Exception, match="confirm"):
        seal.yes(asked.token, now, "form")


def test_the_header_makes_it_stricter_and_the_option_binds(tmp_path: Path) -> None:
    db = tmp_path / "hall.db"
    key = run("token", "--agent", "Bot", "--company", "Acme", "--credit", "500 USDT", db=db).stdout.strip()
    said = {
        way: asyncio.run(codes(db, key, *way))
        for way in (("auto", ""), ("auto", "ask"), ("ask", "token"), ("token", ""))
    }
    assert said == {
        ("auto", ""): "confirmation_required",
        ("auto", "ask"): "person_not_asked",
        ("ask", "token"): "person_not_asked",
        ("token", ""): "confirmation_required",
    }


async def codes(db: Path, key: str, option: str, header: str) -> str:
    with http_server(db, "--confirm", option) as base:
        headers = {"Authorization": f"Bearer {key}", **({"X-Hiringhall-Confirm": header} if header else {})}
        async with protocol_client(**headers) as http:
            from mcp.client.streamable_http import streamable_http_client

            async with Client(streamable_http_client(f"{base}/mcp", http_client=http)) as client:
                with pytest.raises(Refused) as no:
                    answer_of(await client.call_tool("request_withdrawal", sending("150.00")))
    return no.value.code


def test_serve_warns_of_a_token_that_everybody_on_the_machine_sees(tmp_path: Path) -> None:
    db = tmp_path / "hall.db"
    key = run("token", "--agent", "Bot", db=db).stdout.strip()
    shown = run("serve", "--token", key, "--toolsets", "nonsense", db=db, check=False)
    assert "HIRINGHALL_TOKEN" in shown.stderr
    assert key not in shown.stderr
    hidden = run("serve", "--toolsets", "nonsense", db=db, check=False, HIRINGHALL_TOKEN=key)
    assert "ps" not in hidden.stderr


# Questions that reach nobody.


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_client_that_declines_by_itself_is_given_a_token_the_next_time(hall: Hall, mode: str) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")
    asked: list[str] = []

    async def by_itself(context: Any, params: ElicitRequestParams) -> ElicitResult:
        asked.append(params.message)
        return ElicitResult(action="decline")

    server = HallServer(hall.app, acme.token).mcp
    async with Client(server, mode=mode, elicitation_callback=by_itself) as client:  # type: ignore[arg-type]
        said = []
        for _ in range(2):
            with pytest.raises(Refused) as no:
                answer_of(await client.call_tool("request_withdrawal", sending("150.00")))
            said.append(no.value)
        assert [one.code for one in said] == ["declined", "confirmation_required"]
        assert "before anybody can have read it" in said[0].text
        (then,) = said[1].calls
        assert then["arguments"]["arguments"]["confirm"] == said[1].details["confirm"]
        with pytest.raises(Refused) as other:
            answer_of(await client.call_tool("request_withdrawal", sending("151.00")))
        assert other.value.code == "declined"
        assert len(asked) == 3
        assert not (await client.call_tool(then["tool"], then["arguments"])).is_error
    assert hall.sql("SELECT count(*) FROM withdrawals") == [(1,)]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_a_no_that_took_a_moment_is_a_persons_and_opens_nothing(hall: Hall, mode: str) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")

    async def person(context: Any, params: ElicitRequestParams) -> ElicitResult:
        hall.clock.advance(seconds=1)
        return ElicitResult(action="decline")

    async with Client(HallServer(hall.app, acme.token).mcp, mode=mode, elicitation_callback=person) as client:  # type: ignore[arg-type]
        for _ in range(3):
            with pytest.raises(Refused) as no:
                answer_of(await client.call_tool("request_withdrawal", sending("150.00")))
            assert no.value.code == "declined"
            assert "The person did not agree." in no.value.text
    assert hall.sql("SELECT count(*) FROM failed_questions") == [(0,)]


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_where_only_the_question_counts_a_client_that_declines_by_itself_gets_no_token(
    hall: Hall, mode: str
) -> None:
    acme = await hall.agent("Acme", credit="500 USDT")

    async def by_itself(context: Any, params: ElicitRequestParams) -> ElicitResult:
        return ElicitResult(action="decline")

    server = HallServer(hall.app, acme.token, View(confirm="ask")).mcp
    async with Client(server, mode=mode, elicitation_callback=by_itself) as client:  # type: ignore[arg-type]
        for code in ("declined", "person_not_asked", "person_not_asked"):
            with pytest.raises(Refused) as no:
                answer_of(await client.call_tool("request_withdrawal", sending("150.00")))
            assert no.value.code == code
            assert "confirm" not in no.value.details


async def test_which_questions_failed_is_forgotten_after_ten_minutes(hall: Hall) -> None:
    assert not await hall.app.pipeline.failed_again("digest")
    assert await hall.app.pipeline.failed_again("digest")
    hall.clock.advance(minutes=11)
    assert not await hall.app.pipeline.failed_again("digest")
    hall.clock.advance(minutes=21)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM failed_questions") == [(0,)]
