"""Freelancers with a confirmed phone, and payment methods of theirs."""

from __future__ import annotations

from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.freelancers.cast import code_sent_to, company, registered

PHONE = "+491701234567"
VISA = "4111 1111 1111 1111"
IBAN = "DE89 3704 0044 0532 0130 00"
ASK = "request_payout_method_code"
CONFIRM = "confirm_payout_method"
CARD = {"number": VISA, "holder": "ANN LEE", "expire": "03/29"}
ACCOUNT = {"number": IBAN, "holder": "Ann Lee"}
WALLET = {"number": "Z123456789012"}


async def with_phone(hall: Hall, person: TestCaller, phone: str = PHONE) -> None:
    """The person has confirmed a phone number."""
    digits = phone.removeprefix("+")

    def confirm(tx: Any) -> None:
        tx.change("persons", person.id, phone=phone)
        tx.run(
            """INSERT INTO freelancer_profiles (person_id, confirmed_phone, created_at, updated_at)
               VALUES (:id, :digits, '2026-03-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z')
               ON CONFLICT (person_id) DO UPDATE SET confirmed_phone = :digits""",
            id=person.id,
            digits=digits,
        )

    await hall.app.database.write(confirm)


async def team(hall: Hall, name: str = "Acme", **more: Any) -> tuple[TestCaller, TestCaller]:
    """The admin of a company, and Ann, who has registered with it and confirmed her phone."""
    boss = await company(hall, name)
    ann = await registered(hall, boss, **more)
    await with_phone(hall, ann)
    return boss, ann


async def code_of(hall: Hall, caller: TestCaller, **whose: Any) -> str:
    """A code for a new payment method, an hour after whatever was before: three go out in ten minutes."""
    hall.clock.advance(hours=1)
    await caller.call(ASK, **whose)
    return await code_sent_to(hall, PHONE)


async def begun(hall: Hall, ann: TestCaller, kind: str = "card", **more: Any) -> dict[str, Any]:
    """The link for a new card, wallet or bank_account of Ann's."""
    types = {"card": {}, "wallet": {"wallet_type": 3}, "bank_account": {"bank_account_type": 1}}
    return await ann.call(f"add_payout_{kind}", code=await code_of(hall, ann), **{**types[kind], **more})


async def added(hall: Hall, ann: TestCaller, kind: str = "card", **details: Any) -> dict[str, Any]:
    """A payment method of Ann's, its details entered; type: of a bank account."""
    type = {"bank_account_type": details.pop("bank_account_type", 1)} if kind == "bank_account" else {}
    link = await begun(hall, ann, kind, **type)
    given = {**{"card": CARD, "wallet": WALLET, "bank_account": ACCOUNT}[kind], **details}
    method: dict[str, Any] = (await ann.call(CONFIRM, uuid=link["uuid"], **given))["payment_method"]
    return method
