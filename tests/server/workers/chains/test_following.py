"""Withdrawals that the operator sends: final when the chain has them, given back when it refused them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.cli.findings.chain_findings import chain_findings
from server.cli.withdrawals import returned, sent_in
from server.naming import OperatorError
from tests.chain_hall import BITCOIN_SETTINGS, SETTINGS, watch_of, watching_hall
from tests.chain_node import USDT, BitcoinNode, EthereumNode
from tests.hall import Hall, Refused, TestCaller

OUTSIDE = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"


@pytest.fixture
def node() -> EthereumNode:
    return EthereumNode()


@pytest.fixture
async def hall(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch, node: EthereumNode
) -> AsyncIterator[Hall]:
    async with watching_hall(tmp_path, template, monkeypatch, SETTINGS, node.chain) as hall:
        yield hall


async def asked_for(caller: TestCaller, **more: str) -> int:
    wanted = {"currency": "USDT", "amount": "20.00", "address": OUTSIDE, **more}
    made = (await caller.call("request_withdrawal", **wanted))["withdrawal"]
    assert (made["status"], made["sandbox"]) == ("requested", False)
    return int(made["id"])


async def say_sent(hall: Hall, number: int, hash: str) -> str:
    return await hall.app.database.write(lambda tx: sent_in(hall.app, tx, number, hash))


async def give_back(hall: Hall, number: int, *, yes: bool = False) -> str:
    return await hall.app.database.write(lambda tx: returned(hall.app, tx, number, "no coins left", yes))


async def test_a_withdrawal_waits_for_the_operator_and_is_final_once_the_chain_has_it(
    hall: Hall, node: EthereumNode
) -> None:
    acme = await hall.agent("Acme")
    number = await asked_for(acme)
    hall.clock.advance(minutes=10)
    await hall.tick()
    assert hall.purse(acme.owner, "USDT") == ("99.950000", "21.000000")
    paid = node.token(USDT, OUTSIDE, 20_000_000)
    assert "final once" in await say_sent(hall, number, paid["hash"].upper().removeprefix("0X"))
    node.mine(empty=3)
    await watch_of(hall).tick()
    node.mine(paid, empty=1)
    await watch_of(hall).tick()
    assert hall.sql("SELECT status FROM withdrawals") == [("sent",)]
    node.mine()
    assert await watch_of(hall).tick() == 1
    assert await watch_of(hall).tick() == 0
    assert hall.sql("SELECT status, transaction_hash FROM withdrawals") == [("final", paid["hash"])]
    assert hall.purse(acme.owner, "USDT") == ("78.950000", "0.000000")
    (told,) = [it for it in (await acme.call("list_notices"))["items"] if it["kind"] == "money_out"]
    assert "is final" in told["text"]


async def test_a_transaction_that_failed_gives_the_money_back(hall: Hall, node: EthereumNode) -> None:
    acme = await hall.agent("Acme")
    number = await asked_for(acme)
    paid = {**node.token(USDT, OUTSIDE, 20_000_000), "fails": True}
    await say_sent(hall, number, paid["hash"])
    node.mine(paid, empty=2)
    await watch_of(hall).tick()
    assert hall.sql("SELECT status FROM withdrawals") == [("failed",)]
    assert hall.purse(acme.owner, "USDT") == ("99.950000", "0.000000")
    (told,) = [it for it in (await acme.call("list_notices"))["items"] if it["kind"] == "money_failed"]
    assert "21.000000 USDT are available again" in told["text"]


async def test_a_transaction_of_somebody_else_that_failed_gives_nothing_back(hall: Hall, node: EthereumNode) -> None:
    acme = await hall.agent("Acme")
    number = await asked_for(acme)
    other = {**node.token(USDT, "0x" + "99" * 20, 20_000_000), "fails": True}
    right = node.token(USDT, OUTSIDE, 20_000_000)
    await say_sent(hall, number, other["hash"])
    node.mine(other, right, empty=2)
    await watch_of(hall).tick()
    assert hall.sql("SELECT status, trouble LIKE '%does not pay 20.000000 USDT%' FROM withdrawals") == [("sent", 1)]
    assert hall.purse(acme.owner, "USDT") == ("99.950000", "21.000000")
    await say_sent(hall, number, right["hash"])
    await watch_of(hall).tick()
    assert hall.sql("SELECT status FROM withdrawals") == [("final",)]


async def test_a_transaction_that_pays_something_else_is_said_and_another_can_be_named(
    hall: Hall, node: EthereumNode
) -> None:
    acme = await hall.agent("Acme")
    number = await asked_for(acme)
    wrong, right = node.token(USDT, OUTSIDE, 19_999_999), node.token(USDT, OUTSIDE, 20_000_000)
    await say_sent(hall, number, wrong["hash"])
    node.mine(wrong, right, empty=2)
    await watch_of(hall).tick()
    assert hall.sql("SELECT status, trouble LIKE '%does not pay 20.000000 USDT%' FROM withdrawals") == [("sent", 1)]
    found = await hall.app.database.read(lambda tx: list(chain_findings(tx)))
    assert [each.well for each in found if each.what == "withdrawals"] == [False]
    await say_sent(hall, number, right["hash"])
    await watch_of(hall).tick()
    assert hall.sql("SELECT status FROM withdrawals") == [("final",)]


async def test_the_operator_gives_money_back_and_is_asked_twice_when_it_was_sent(
    hall: Hall, node: EthereumNode
) -> None:
    acme = await hall.agent("Acme")
    first, second = await asked_for(acme), await asked_for(acme)
    assert "failed" in await give_back(hall, first)
    paid = node.token(USDT, OUTSIDE, 20_000_000)
    await say_sent(hall, second, paid["hash"])
    with pytest.raises(OperatorError, match="paid twice"):
        await give_back(hall, second)
    await give_back(hall, second, yes=True)
    assert hall.purse(acme.owner, "USDT") == ("99.900000", "0.000000")
    node.mine(paid, empty=3)
    await watch_of(hall).tick()
    assert hall.purse(acme.owner, "USDT") == ("99.900000", "0.000000")
    for number, hash, why in (
        (first, paid["hash"], "is failed"),
        (99, paid["hash"], "no withdrawal 99"),
    ):
        with pytest.raises(OperatorError, match=why):
            await say_sent(hall, number, hash)
    third, fourth = await asked_for(acme), await asked_for(acme)
    with pytest.raises(OperatorError, match="64 hexadecimal digits"):
        await say_sent(hall, third, "0x12")
    await say_sent(hall, third, "0x" + "1" * 64)
    with pytest.raises(OperatorError, match=f"named for withdrawal {third}"):
        await say_sent(hall, fourth, "0x" + "1" * 64)


async def test_nothing_is_withdrawn_to_an_address_that_deposits_come_to(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    ours = (await acme.call("get_deposit_address", currency="ETH"))["deposit_address"]
    with pytest.raises(Refused) as no:
        await acme.call("request_withdrawal", currency="USDT", amount="20.00", address=ours.lower())
    assert "of this platform" in no.value.fields["address"]


async def test_a_network_without_a_node_stays_a_sandbox(hall: Hall) -> None:
    acme = await hall.agent("Acme")
    made = await acme.call(
        "request_withdrawal",
        currency="USDT",
        amount="20.00",
        address="TLa2f6VPqDgRE67v1736s7bJ8Ray5wYjU7",
        network="tron",
    )
    assert made["withdrawal"]["sandbox"] is True


async def test_bitcoin_that_was_sent_is_found_by_its_hash(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = BitcoinNode()
    async with watching_hall(tmp_path, template, monkeypatch, BITCOIN_SETTINGS, node.chain) as hall:
        acme = await hall.agent("Acme", credit="1 BTC")
        number = await asked_for(
            acme, currency="BTC", amount="0.5", address="bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"
        )
        paid = node.pay(("0014" + "22" * 20, 0.3), ("0014751e76e8199196d454941c45d1b3a323f1433bd6", 0.5))
        await say_sent(hall, number, paid["txid"])
        await watch_of(hall).tick()
        node.mine(paid)
        await watch_of(hall).tick()
        assert hall.sql("SELECT status FROM withdrawals") == [("sent",)]
        node.mine()
        await watch_of(hall).tick()
        assert hall.sql("SELECT status FROM withdrawals") == [("final",)]
        found = await hall.app.database.read(lambda tx: [(each.what, each.says) for each in chain_findings(tx)])
        assert found[0][0] == "bitcoin node"
        assert "read up to block 2 of 2" in found[0][1]
