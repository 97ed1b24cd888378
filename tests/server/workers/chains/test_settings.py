"""What the environment says of chains, and what is said when it is set wrongly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from server.workers.chains.settings import configured_chains
from tools.rules.chains import NO_CHAINS, Chains

NODE = "http://127.0.0.1:8545"
TO = "0x" + "12" * 20
Say = Callable[..., Chains]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch) -> Say:
    def say(**said: str) -> Chains:
        for name, value in said.items():
            monkeypatch.setenv(f"HIRINGHALL_{name}", value)
        return configured_chains()

    return say


def test_as_shipped_no_chain_is_asked(say: Say) -> None:
    assert say() is NO_CHAINS


def test_a_node_may_lie_on_this_machine_and_knows_the_tokens_of_the_main_chain(say: Say) -> None:
    node = say(ETHEREUM_NODE=NODE).nodes["ethereum"]
    assert (node.url, node.chain, node.confirmations) == (NODE, "1", 12)
    assert sorted(node.tokens.values()) == ["USDC", "USDT"]
    assert say(BITCOIN_NODE="http://a:b@localhost:8332").nodes["bitcoin"].confirmations == 3


def test_tokens_of_another_chain_have_to_be_named(say: Say) -> None:
    assert say(ETHEREUM_NODE=NODE, ETHEREUM_CHAIN="1337").nodes["ethereum"].tokens == {}
    named = say(ETHEREUM_TOKENS=f"USDT={TO.upper().replace('0X', '0x')}").nodes["ethereum"]
    assert named.tokens == {TO: "USDT"}


def test_payments_of_calls_go_to_an_address_of_the_operator(say: Say) -> None:
    found = say(X402_FACILITATOR="https://pay.example/", X402_PAY_TO=TO).facilitator
    assert found is not None
    assert (found.url, found.network, found.least) == ("https://pay.example", "eip155:8453", 10_000)
    found = say(X402_NETWORK="eip155:31337", X402_ASSET=f"{TO},Test Coin,1", X402_LEAST="2.5").facilitator
    assert found is not None
    assert (found.asset, found.asset_name, found.asset_version, found.least) == (TO, "Test Coin", "1", 2_500_000)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"ETHEREUM_NODE": "node.example"}, "ETHEREUM_NODE has to be an http"),
        ({"ETHEREUM_NODE": "http://u:secret@host:port"}, "ETHEREUM_NODE has to be an http"),
        ({"ETHEREUM_NODE": NODE, "ETHEREUM_CHAIN": "main"}, "ETHEREUM_CHAIN"),
        ({"ETHEREUM_NODE": NODE, "ETHEREUM_CONFIRMATIONS": "0"}, "from 1 to 200"),
        ({"BITCOIN_NODE": NODE, "BITCOIN_CONFIRMATIONS": "many"}, "from 1 to 200"),
        ({"ETHEREUM_NODE": NODE, "ETHEREUM_TOKENS": "USDT"}, "ETHEREUM_TOKENS"),
        ({"ETHEREUM_NODE": NODE, "ETHEREUM_TOKENS": f"BTC={TO}"}, "ETHEREUM_TOKENS"),
        ({"X402_FACILITATOR": "https://pay.example"}, "X402_PAY_TO"),
        ({"X402_FACILITATOR": "pay", "X402_PAY_TO": TO}, "http or https"),
        ({"X402_FACILITATOR": NODE, "X402_PAY_TO": TO, "X402_NETWORK": "eip155:1"}, "X402_ASSET"),
        ({"X402_FACILITATOR": NODE, "X402_PAY_TO": TO, "X402_LEAST": "0"}, "X402_LEAST"),
        ({"X402_FACILITATOR": NODE, "X402_PAY_TO": TO, "X402_LEAST": "0.0000001"}, "X402_LEAST"),
        ({"X402_FACILITATOR": NODE, "X402_PAY_TO": TO, "X402_LEAST": "Infinity"}, "X402_LEAST"),
    ],
)
def test_what_is_set_wrongly_is_said_before_anything_starts(say: Say, said: dict[str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says) as no:
        say(**said)
    assert "secret" not in str(no.value)
