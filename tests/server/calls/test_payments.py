"""A call that lacks its fee and comes with a payment: settled once, credited once, then carried out."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from mcp.types import CallToolResult

from server.cli.deposits import payment_ended
from server.naming import OperatorError
from tests.cheap_secrets import cheap_secrets
from tests.facilitator import TestFacilitator
from tests.hall import Hall, TestCaller
from tests.rules.wallet.test_call_payments import ASSET, PAYER, TO, payment

SETTINGS = {
    "HIRINGHALL_X402_FACILITATOR": "http://127.0.0.1:4020/pay",
    "HIRINGHALL_X402_FACILITATOR_KEY": "its key",
    "HIRINGHALL_X402_PAY_TO": TO,
    "HIRINGHALL_X402_NETWORK": "eip155:84532",
    "HIRINGHALL_X402_ASSET": f"{ASSET},USDC,2",
}
TOOL = "create_calendar"


@pytest.fixture
def facilitator() -> TestFacilitator:
    return TestFacilitator()


@pytest.fixture
async def hall(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch, facilitator: TestFacilitator
) -> AsyncIterator[Hall]:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    with cheap_secrets():
        hall = await Hall.open(tmp_path, template)
        hall.follows = False
        assert hall.app.payments is not None
        hall.app.payments.settling._transport = facilitator.transport
        yield hall
        await hall.close()


async def paying(caller: TestCaller, with_payment: Any = None, **more: Any) -> CallToolResult:
    client = await caller.client()
    client.session._tool_output_schemas.setdefault(TOOL, None)
    meta = None if with_payment is None else {"x402/payment": with_payment}
    return await client.call_tool(TOOL, {"label": "Roof", "private": True, **more}, meta=meta)


def said(result: CallToolResult) -> dict[str, Any]:
    return json.loads(result.content[0].text)  # type: ignore[union-attr]


async def test_a_refusal_for_want_of_the_fee_says_what_a_payment_would_be(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="")
    refused = await paying(acme)
    assert refused.is_error
    shape = refused.structured_content
    assert shape == said(refused)
    assert (shape["x402Version"], shape["code"], shape["resource"]["url"]) == (
        2, "insufficient_balance", "mcp://tool/create_calendar",
    )  # fmt: skip
    assert shape["accepts"] == [
        {
            "scheme": "exact",
            "network": "eip155:84532",
            "amount": "20000",
            "asset": ASSET,
            "payTo": TO,
            "maxTimeoutSeconds": 60,
            "extra": {"name": "USDC", "version": "2"},
        }
    ]
    # What is short but no fee is paid by nobody.
    no = await acme.result(
        "request_withdrawal", currency="USDT", amount="20.00", address="0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
    )
    assert (no.structured_content, said(no)["accepts"][0]["scheme"]) == (None, "prepaid")


async def test_a_payment_is_settled_credited_and_the_call_happens(hall: Hall, facilitator: TestFacilitator) -> None:
    acme = await hall.agent("Acme", credit="0.004 USDC")
    assert said(await paying(acme))["accepts"][0]["amount"] == "16000"
    done = await paying(acme, payment(25_000))
    assert not done.is_error, said(done)
    assert done.meta is not None
    assert done.meta["x402/payment-response"] == {
        "success": True,
        "transaction": "0x" + "0" * 63 + "1",
        "network": "eip155:84532",
        "payer": PAYER,
        "amount": "25000",
    }
    assert hall.purse(acme.owner, "USDC") == ("0.009000", "0.000000")
    assert [(act, key) for act, _, key in facilitator.requests] == [
        ("verify", "Bearer its key"),
        ("settle", "Bearer its key"),
    ]
    assert facilitator.requests[1][1]["paymentRequirements"]["amount"] == "25000"
    (line,) = [
        it
        for it in (await acme.call("list_wallet_transactions", type="deposit"))["transactions"]
        if it.get("external_reference")
    ]
    assert line["external_reference"] == f"x402:eip155:84532:{PAYER}:{payment()['payload']['authorization']['nonce']}"
    # Where there is credit no payment is looked at.
    await hall.credit(acme.owner, "1 USDC")
    assert not (await paying(acme, payment(20_000), label="Wall")).is_error
    assert len(facilitator.requests) == 2


async def test_a_payment_is_used_once(hall: Hall, facilitator: TestFacilitator) -> None:
    acme = await hall.agent("Acme", credit="")
    other = await hall.agent("Other", credit="")
    assert not (await paying(acme, payment(20_000))).is_error
    for caller in (acme, other):
        refused = await paying(caller, payment(20_000))
        assert "used before" in said(refused)["error"]
        assert refused.structured_content is not None
    assert not (await paying(acme, payment(20_000, "0x" + "02" * 32), label="Wall")).is_error
    assert hall.sql("SELECT status, count(*) FROM call_payments GROUP BY 1") == [("credited", 2)]


async def test_what_does_not_go_through_credits_nothing_and_can_be_tried_again(
    hall: Hall, facilitator: TestFacilitator
) -> None:
    acme = await hall.agent("Acme", credit="")
    assert "19999" in said(await paying(acme, payment(19_999)))["error"]
    assert facilitator.requests == []
    facilitator.invalid = "invalid_exact_evm_payload_signature"
    assert "invalid_exact_evm_payload_signature" in said(await paying(acme, payment(20_000)))["error"]
    facilitator.invalid, facilitator.refuses = "", "insufficient_funds"
    assert "insufficient_funds" in said(await paying(acme, payment(20_000)))["error"]
    facilitator.refuses, facilitator.breaks = "", "verify"
    assert "does not answer" in said(await paying(acme, payment(20_000)))["error"]
    assert hall.sql("SELECT status FROM call_payments") == [("failed",)]
    facilitator.breaks = None
    assert not (await paying(acme, payment(20_000))).is_error
    assert hall.sql("SELECT status FROM call_payments") == [("credited",)]


async def test_a_payment_whose_outcome_is_not_known_is_never_taken_for_failed(
    hall: Hall, facilitator: TestFacilitator
) -> None:
    acme = await hall.agent("Acme", credit="")
    facilitator.breaks = "settle"
    refused = said(await paying(acme, payment(20_000)))
    assert (refused["code"], refused["status"]) == ("payment_uncertain", 503)
    facilitator.breaks = None
    assert said(await paying(acme, payment(20_000)))["code"] == "payment_under_way"
    hall.clock.advance(minutes=3)
    late = payment(20_000)
    late["payload"]["authorization"]["validBefore"] = "9999999999"
    # The facilitator says that it is used: it went through the first time, or another was.
    assert said(await paying(acme, late))["code"] == "payment_uncertain"
    assert hall.sql("SELECT status, failure FROM call_payments") == [("taken", "authorization is used")]
    assert hall.purse(acme.owner, "USDC") == ("0.000000", "0.000000")
    await hall.app.database.write(lambda tx: payment_ended(hall.app, tx, 1, "0x" + "7" * 64))
    assert hall.purse(acme.owner, "USDC") == ("0.020000", "0.000000")
    with pytest.raises(OperatorError, match="no payment 1"):
        await hall.app.database.write(lambda tx: payment_ended(hall.app, tx, 1, None))


@pytest.mark.parametrize(
    ("gives_up", "status", "why"), [(True, 200, "confirm_timed_out, sent in 0x"), (False, 502, "status 502")]
)
async def test_what_was_sent_and_not_waited_for_is_not_known_either(
    hall: Hall, facilitator: TestFacilitator, gives_up: bool, status: int, why: str
) -> None:
    acme = await hall.agent("Acme", credit="")
    facilitator.gives_up, facilitator.status = gives_up, status
    assert said(await paying(acme, payment(20_000)))["code"] == "payment_uncertain"
    ((state, failure),) = hall.sql("SELECT status, failure FROM call_payments")
    assert (state, why in failure) == ("taken", True)


async def test_without_a_facilitator_a_payment_is_not_looked_at(tmp_path: Path, template: Path) -> None:
    with cheap_secrets():
        hall = await Hall.open(tmp_path, template)
        hall.follows = False
        try:
            acme = await hall.agent("Acme", credit="")
            refused = await paying(acme, payment(20_000))
            assert (refused.structured_content, said(refused)["accepts"][0]["scheme"]) == (None, "prepaid")
        finally:
            await hall.close()
