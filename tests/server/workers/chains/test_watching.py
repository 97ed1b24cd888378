"""Deposits as chains show them: pending, confirmed once, taken back when the chain goes another way."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.workers.chains.watching import ChainWatch
from tests.chain_hall import BITCOIN_SETTINGS, SETTINGS, watch_of, watching_hall
from tests.chain_node import USDC, USDT, BitcoinNode, EthereumNode
from tests.hall import Hall, TestCaller

ETHER = 10**18


@pytest.fixture
def node() -> EthereumNode:
    return EthereumNode()


@pytest.fixture
async def hall(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch, node: EthereumNode
) -> AsyncIterator[Hall]:
    async with watching_hall(tmp_path, template, monkeypatch, SETTINGS, node.chain) as hall:
        await watch_of(hall).tick()
        yield hall


async def address(caller: TestCaller, currency: str = "ETH") -> str:
    given = await caller.call("get_deposit_address", currency=currency)
    assert given["sandbox"] is False
    return str(given["deposit_address"])


async def pending(caller: TestCaller) -> list[dict]:
    return (await caller.call("get_wallet")).get("pending_deposits", [])


async def test_ether_is_pending_until_enough_blocks_stand_for_it_and_then_counts_once(
    hall: Hall, node: EthereumNode
) -> None:
    acme, watch = await hall.agent("Acme", credit=""), watch_of(hall)
    given = await acme.call("get_deposit_address", currency="ETH")
    assert "counts after 3 confirmations" in given["message"]
    paid = node.pay(given["deposit_address"], ETHER // 2 + 7)
    node.mine(paid, node.pay("0x" + "99" * 20, ETHER))
    await watch.tick()
    (shown,) = await pending(acme)
    assert shown == {
        "status": "pending",
        "amount": "0.500000000",
        "currency": "ETH",
        "network": "ethereum",
        "transaction_hash": paid["hash"],
        "confirmations": 1,
        "confirmations_needed": 3,
        "seen_at": "2026-03-02T09:00:00Z",
    }
    assert (await acme.call("list_wallet_transactions"))["pending_deposits"] == [shown]
    assert hall.purse(acme.owner, "ETH") == ("0.000000000", "0.000000000")
    node.mine()
    await watch.tick()
    assert (await pending(acme))[0]["confirmations"] == 2
    node.mine()
    assert await watch.tick() == 1
    assert hall.purse(acme.owner, "ETH") == ("0.500000000", "0.000000000")
    assert await pending(acme) == []
    # A second server, and the first again, find nothing more to credit.
    await ChainWatch(hall.app.parts, open_chain=node.chain).tick()
    node.mine(empty=5)
    assert await watch.tick() == 0
    assert hall.purse(acme.owner, "ETH") == ("0.500000000", "0.000000000")
    (line,) = (await acme.call("list_wallet_transactions", type="deposit"))["transactions"]
    assert line["external_reference"] == f"ethereum:{paid['hash']}:-1"
    assert "7 of the chain's smallest units" in line["description"]
    (told,) = [it for it in (await acme.call("list_notices"))["items"] if it["kind"] == "money_in"]
    assert paid["hash"] in told["text"]
    assert hall.sql("SELECT atomic, amount FROM chain_deposits") == [(str(ETHER // 2 + 7), 500_000_000)]


async def test_tokens_count_in_their_currency_whichever_address_of_an_owner_they_came_to(
    hall: Hall, node: EthereumNode
) -> None:
    acme = await hall.agent("Acme", credit="")
    usdt, ether = await address(acme, "USDT"), await address(acme, "ETH")
    other = "0x" + "dd" * 20
    node.mine(
        node.token(USDT, usdt, 20_000_000, before=2),
        node.token(USDC, ether, 1_500_001),
        node.token(other, usdt, 99),
        node.token(USDT, other, 99),
        node.token(USDT, usdt, 0),
        empty=2,
    )
    await watch_of(hall).tick()
    assert hall.purse(acme.owner, "USDT") == ("20.000000", "0.000000")
    assert hall.purse(acme.owner, "USDC") == ("1.500001", "0.000000")
    assert hall.sql("SELECT currency, place FROM chain_deposits ORDER BY id") == [("USDT", 2), ("USDC", 0)]


async def test_what_failed_or_is_below_the_smallest_unit_moves_nothing(hall: Hall, node: EthereumNode) -> None:
    acme = await hall.agent("Acme", credit="")
    to = await address(acme)
    node.mine(node.pay(to, ETHER, fails=True), node.pay(to, 999_999_999), node.pay(to, 0), empty=3)
    await watch_of(hall).tick()
    assert hall.purse(acme.owner, "ETH") == ("0.000000000", "0.000000000")
    assert hall.sql("SELECT atomic, amount, status FROM chain_deposits") == [("999999999", 0, "confirmed")]
    assert (await acme.call("list_wallet_transactions"))["transactions"] == []


async def test_a_chain_that_goes_another_way_takes_a_pending_deposit_back_and_finds_it_in_its_new_block(
    hall: Hall, node: EthereumNode
) -> None:
    acme, watch = await hall.agent("Acme", credit=""), watch_of(hall)
    to = await address(acme)
    lost, moved = node.pay(to, ETHER), node.token(USDT, to, 7_000_000)
    node.mine(lost, moved)
    await watch.tick()
    assert len(await pending(acme)) == 2
    node.fork(1)
    node.mine()
    node.mine(moved)
    assert await watch.tick() == 1
    (left,) = await pending(acme)
    assert (left["currency"], left["confirmations"]) == ("USDT", 1)
    node.mine(lost, empty=2)
    await watch.tick()
    assert hall.purse(acme.owner, "USDT") == ("7.000000", "0.000000")
    assert hall.purse(acme.owner, "ETH") == ("1.000000000", "0.000000000")


async def test_a_node_that_forgets_a_block_for_a_moment_loses_no_deposit(
    hall: Hall, node: EthereumNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme, watch = await hall.agent("Acme", credit=""), watch_of(hall)
    to = await address(acme)
    node.mine(node.pay(to, ETHER), node.token(USDT, to, 7_000_000))
    await watch.tick()
    node.mine()
    # One of several machines behind one address is a few blocks late.
    late = [dict(node.blocks[1]), None]
    for answer in late:
        with monkeypatch.context() as then:
            whole = node.eth_getBlockByNumber
            then.setattr(
                node,
                "eth_getBlockByNumber",
                lambda height, all, answer=answer, whole=whole: (
                    (answer and {**answer, "hash": "0x" + "ee" * 32})
                    if (int(height, 16), all) == (1, False)
                    else whole(height, all)
                ),
            )
            await watch.tick()
        await watch.tick()
        assert len(await pending(acme)) == 2
    node.mine(empty=2)
    await watch.tick()
    assert hall.purse(acme.owner, "ETH")[0] == "1.000000000"
    assert hall.purse(acme.owner, "USDT")[0] == "7.000000"


async def test_a_node_that_lacks_a_block_s_log_is_asked_again_until_it_has_it(
    hall: Hall, node: EthereumNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme, watch = await hall.agent("Acme", credit=""), watch_of(hall)
    to = await address(acme)
    node.mine(node.token(USDT, to, 7_000_000))
    with monkeypatch.context() as then:
        late, logs = EthereumNode(), node.eth_getLogs
        then.setattr(node, "eth_getLogs", late.eth_getLogs)
        await watch.tick()
        assert await pending(acme) == []
        then.setattr(node, "eth_getLogs", logs)
    node.mine(empty=2)
    await watch.tick()
    assert hall.purse(acme.owner, "USDT")[0] == "7.000000"


async def test_a_confirmed_deposit_stays_whatever_the_chain_does(hall: Hall, node: EthereumNode) -> None:
    acme, watch = await hall.agent("Acme", credit=""), watch_of(hall)
    paid = node.pay(await address(acme), ETHER)
    node.mine(paid, empty=2)
    await watch.tick()
    node.fork(3)
    node.mine(empty=3)
    node.mine(paid, empty=3)
    await watch.tick()
    assert hall.purse(acme.owner, "ETH") == ("1.000000000", "0.000000000")


async def test_a_backlog_is_read_block_by_block_after_the_node_or_the_hall_was_away(
    hall: Hall, node: EthereumNode, caplog: pytest.LogCaptureFixture
) -> None:
    acme, watch = await hall.agent("Acme", credit=""), watch_of(hall)
    to = await address(acme)
    node.away = True
    with caplog.at_level(logging.WARNING, "hiringhall"):
        await watch.tick()
        await watch.tick()
    assert caplog.text.count("cannot be asked") == 1
    assert "secret" not in caplog.text
    assert hall.sql("SELECT fault LIKE '%cannot be asked%' FROM chain_progress") == [(1,)]
    for _ in range(100):
        node.mine(node.token(USDT, to, 1_000_000))
    node.away = False
    await watch.tick()
    assert hall.purse(acme.owner, "USDT") == ("98.000000", "0.000000")
    assert hall.sql("SELECT height, fault FROM chain_progress") == [(100, None)]


async def test_a_node_that_lies_is_said_and_nothing_counts(
    hall: Hall, node: EthereumNode, caplog: pytest.LogCaptureFixture
) -> None:
    acme, watch = await hall.agent("Acme", credit=""), watch_of(hall)
    node.mine(node.pay(await address(acme), ETHER), empty=20)
    node.chain_id = 1
    await watch.tick()
    assert "of the chain '1', and '1337' is wanted" in caplog.text
    node.chain_id = 1337
    await watch.tick()
    assert hall.purse(acme.owner, "ETH")[0] == "1.000000000"
    node.fork(10)
    await watch.tick()
    assert "has fallen back" in caplog.text
    node.blocks[-1] = {"hash": None}
    node.mine(empty=12)
    node.blocks[-1]["transactions"] = "nonsense"
    await watch.tick()
    assert "cannot be read" in caplog.text


async def test_a_token_that_counts_in_other_places_is_not_taken_for_ours(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    node = EthereumNode()
    node.decimals = 18
    async with watching_hall(tmp_path, template, monkeypatch, SETTINGS, node.chain) as hall:
        await watch_of(hall).tick()
        assert "is no token with 6 decimals" in caplog.text
        assert hall.sql("SELECT height FROM chain_progress") == [(None,)]


async def test_an_agent_is_active_once_its_deposit_is_confirmed(hall: Hall, node: EthereumNode) -> None:
    made = await hall.nobody().call("register_agent", name="Bot", email="bot@acme.test", currency="ETH")
    agent = hall.holder(made["api_key"], "agent", made["agent_id"])
    assert (await agent.call("get_wallet"))["status"] == "pending_deposit"
    node.mine(node.pay(made["wallet"]["deposit_address"], ETHER // 100))
    await watch_of(hall).tick()
    assert (await agent.call("get_wallet"))["status"] == "pending_deposit"
    node.mine(empty=2)
    await watch_of(hall).tick()
    assert (await agent.call("get_wallet"))["status"] == "active"


async def test_bitcoin_is_read_from_its_blocks_to_the_satoshi(
    tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = BitcoinNode()
    async with watching_hall(tmp_path, template, monkeypatch, BITCOIN_SETTINGS, node.chain) as hall:
        acme, watch = await hall.agent("Acme", credit=""), watch_of(hall)
        await watch.tick()
        assert await address(acme, "BTC") == "bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu"
        ours = "0014c0cebcd6c3d3ca8c75dc5ec62ebe55330ef910e2"
        node.mine(node.pay(("0014" + "00" * 20, 1.0), (ours, 0.1), (ours, 0.00000003)))
        await watch.tick()
        assert [each["amount"] for each in await pending(acme)] == ["0.00000003", "0.10000000"]
        node.fork(1)
        node.mine(node.pay((ours, 20_999_999.9769)), empty=1)
        await watch.tick()
        assert await pending(acme) == []
        assert hall.purse(acme.owner, "BTC") == ("20999999.97690000", "0.00000000")
        assert hall.sql("SELECT status, count(*) FROM chain_deposits GROUP BY 1") == [("confirmed", 1), ("gone", 2)]
        node.name = "main"
        await watch.tick()
        assert hall.sql("SELECT fault LIKE '%of the chain ''main''%' FROM chain_progress") == [(1,)]
