"""Deposits and withdrawals on a real Ethereum machine (py-evm) behind HTTP, asked by the hall's own client."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from server.cli.withdrawals import sent_in
from tests.chain_hall import watch_of, watching_hall
from tests.clients.other_pythons import python_with
from tests.clients.serving import NOBODY, ROOT
from tests.hall import Hall

# Its parts want an older pycryptodome than the hall has, so it lives in an environment of its own.
INSTALLED = ("eth-tester==0.14.0b1", "py-evm==0.12.1b1")
pytestmark = pytest.mark.slow

ETHER = 10**18
OUTSIDE = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"
# decimals() says 6, transfer(address,uint256) logs Transfer; whoever makes it has 10**15. Vyper 0.4.3:
#   def transfer(to: address, amount: uint256) -> bool:
#       self.balanceOf[msg.sender] -= amount
#       self.balanceOf[to] += amount
#       log Transfer(sender=msg.sender, receiver=to, value=amount)
#       return True
TOKEN = (
    "0x3461002d5766038d7ea4c6800060013360205260005260406000205561012b6100326100003961012b610000f35b600080fd60003560"
    "e01c60026003820660011b61012501601e39600051565b63313ce567811861011a573461012057600660405260206040f35b63a9059cbb"
    "81186100dd57604436103417610120576004358060a01c6101205760405260013360205260005260406000208054602435808203828111"
    "61012057905090508155506001604051602052600052604060002080546024358082018281106101205790509050815550604051337fdd"
    "f252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef60243560605260206060a3600160605260206060f35b6370"
    "a08231811861011a57602436103417610120576004358060a01c6101205760405260016040516020526000526040600020546060526020"
    "6060f35b60006000fd5b600080fd001a0035011a8558206888a3cf76d54def0adb632823cc9e892db9a879000ca5217112eecb5b2a3eb2"
    "19012b810600a1657679706572830004030036"
)


class Evm:
    """The machine, as a wallet program uses it."""

    def __init__(self, url: str) -> None:
        self.url = url

    def ask(self, method: str, *params: Any) -> Any:
        asked = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}
        answer = httpx.post(self.url, json=asked, timeout=30, trust_env=False, verify=NOBODY).json()
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def pay(self, to: str, wei: int) -> str:
        return str(self.ask("eth_sendTransaction", {"to": to, "value": wei}))

    def token(self, contract: str, to: str, amount: int) -> str:
        data = f"0xa9059cbb{to[2:].lower():0>64}{amount:064x}"
        return str(self.ask("eth_sendTransaction", {"to": contract, "data": data}))


@pytest.fixture(scope="module")
def evm() -> Iterator[Evm]:
    python = python_with("evm", INSTALLED)
    command = [str(python), str(ROOT / "tests" / "clients" / "evm.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield Evm(f"http://127.0.0.1:{int(process.stdout.readline())}")
        finally:
            process.kill()


async def test_deposits_and_withdrawals_on_a_real_machine(
    evm: Evm, tmp_path: Path, template: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = evm.ask("eth_getTransactionReceipt", evm.ask("eth_sendTransaction", {"data": TOKEN}))
    contract = made["contractAddress"]
    settings = {
        "HIRINGHALL_ETHEREUM_NODE": evm.url,
        "HIRINGHALL_ETHEREUM_CHAIN": str(int(evm.ask("eth_chainId"), 16)),
        "HIRINGHALL_ETHEREUM_CONFIRMATIONS": "3",
        "HIRINGHALL_ETHEREUM_TOKENS": f"USDT={contract}",
    }
    async with watching_hall(tmp_path, template, monkeypatch, settings) as hall:
        await deposits(hall, evm, contract)
        await withdrawals(hall, evm, contract)


async def deposits(hall: Hall, evm: Evm, contract: str) -> None:
    acme, watch = await hall.agent("Acme", credit=""), watch_of(hall)
    await watch.tick()
    assert hall.sql("SELECT fault FROM chain_progress") == [(None,)]
    ether = (await acme.call("get_deposit_address", currency="ETH"))["deposit_address"]
    usdt = (await acme.call("get_deposit_address", currency="USDT"))["deposit_address"]
    evm.pay(ether, ETHER + 5)
    evm.token(contract, usdt, 50_000_000)
    before = evm.ask("evm_snapshot")
    evm.pay(ether, ETHER)
    await watch.tick()
    pending = (await acme.call("get_wallet"))["pending_deposits"]
    assert [(each["amount"], each["currency"], each["confirmations"]) for each in pending] == [
        ("1.000000000", "ETH", 1),
        ("50.000000", "USDT", 2),
    ]
    assert hall.purse(acme.owner, "ETH") == ("1.000000000", "0.000000000")
    # The chain goes another way: the last one was never there.
    evm.ask("evm_revert", before)
    evm.ask("evm_mine", 4)
    await watch.tick()
    assert "pending_deposits" not in await acme.call("get_wallet")
    assert hall.purse(acme.owner, "ETH") == ("1.000000000", "0.000000000")
    assert hall.purse(acme.owner, "USDT") == ("50.000000", "0.000000")
    assert hall.sql("SELECT status, count(*) FROM chain_deposits GROUP BY 1") == [("confirmed", 2), ("gone", 1)]


async def withdrawals(hall: Hall, evm: Evm, contract: str) -> None:
    acme, watch = await hall.agent("Acme", credit=""), watch_of(hall)
    wanted = {"currency": "USDT", "amount": "20.00", "address": OUTSIDE}
    numbers = [(await acme.call("request_withdrawal", **wanted))["withdrawal"]["id"] for _ in range(2)]
    hashes = [evm.token(contract, OUTSIDE, 20_000_000), evm.token(contract, OUTSIDE, 10**16)]
    for number, hash in zip(numbers, hashes, strict=True):
        await hall.app.database.write(lambda tx, number=number, hash=hash: sent_in(hall.app, tx, number, hash))
    evm.ask("evm_mine", 3)
    await watch.tick()
    # The second was more than there is: the machine took it and moved nothing.
    assert hall.sql("SELECT status FROM withdrawals ORDER BY id") == [("final",), ("failed",)]
    assert hall.purse(acme.owner, "USDT") == ("28.900000", "0.000000")
