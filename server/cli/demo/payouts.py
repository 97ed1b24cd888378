"""One more job of the demo: what a task brought leaves for a bank account."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from server.cli.demo.contracts import Do

ANN = "ann@work.example"
PHONE = "+4915112345678"
IBAN = "DE89370400440532013000"


async def to_the_bank(
    do: Do, mailbox: Callable[[str], str], sign_in_again: Callable[[], Awaitable[None]], worker_id: int, task_id: int
) -> None:
    """Ann confirms a phone and a bank account, and the company sends her what the task brought.

    mailbox: what an address or number was sent."""
    await do("Ann", "request_freelancer_contact_change", freelancer_id=worker_id, phone=PHONE)
    codes = {"code": newest_code(mailbox(ANN)), "phone_code": newest_code(mailbox(PHONE))}
    await do("Ann", "confirm_freelancer_contact_change", freelancer_id=worker_id, **codes)
    # Whoever has changed how they are reached is signed out everywhere.
    await sign_in_again()
    await do("Ann", "request_payout_method_code")
    link = await do("Ann", "add_payout_bank_account", code=newest_code(mailbox(PHONE)), bank_account_type=1)
    entered = await do("Ann", "confirm_payout_method", uuid=link["uuid"], number=IBAN, holder="Ann Weber")
    account = entered["payment_method"]["id"]
    await do("assistant", "create_task_payout", task_id=task_id, payout_endpoint_type=6, payout_endpoint_id=account)
    await do("Ann", "get_task_payout", task_id=task_id)
    await do("Ann", "get_freelancer_balance")


def newest_code(mail: str) -> str:
    """The last code of six digits in a mailbox, newest last."""
    codes: list[str] = re.findall(r"\b\d{6}\b", mail)
    return codes[-1]
