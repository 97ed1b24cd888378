"""Who tests of a company's user directory are about."""

from __future__ import annotations

import re
from typing import Any

from tests.hall import Hall, TestCaller
from tests.tools.people.sign_in_helpers import code_for

NEW: dict[str, Any] = {"email": "stan@acme.test", "name": "Stan"}
PASSWORD = "correct horse 7"
FOUNDER: dict[str, Any] = {**NEW, "password": PASSWORD, "confirm_password": PASSWORD}


async def admin(hall: Hall, company: str = "Acme", email: str = "boss@acme.test") -> TestCaller:
    boss = await hall.person(email, company=company)
    await hall.credit(boss.owner, "1 USDT")
    await hall.fund(boss.company, "10.00 EUR")
    return boss


async def invitation_token(hall: Hall, email: str) -> str:
    """The token of the last invitation mailed to an address."""
    found = [re.search(r"hh_join_[0-9a-f]+", mail.body) for mail in await hall.mails(email)]
    tokens = [match.group() for match in found if match]
    assert tokens, f"no invitation was mailed to {email}"
    return tokens[-1]


async def join(hall: Hall, boss: TestCaller, **more: Any) -> dict[str, Any]:
    """Somebody invited by an admin who said yes; as the directory shows them."""
    given = {**NEW, **more}
    await boss.call("create_user", **given)
    await hall.nobody().call("accept_company_invitation", invitation_token=await invitation_token(hall, given["email"]))
    user: dict[str, Any] = (await boss.call("get_user", user_email=given["email"]))["user"]
    return user


async def founder(hall: Hall, email: str, company: str, **more: Any) -> TestCaller:
    """Somebody who registered over the network with a company of their own, and proved their address."""
    nobody = hall.nobody()
    await nobody.call("create_user", **{**FOUNDER, "email": email, "company_name": company, **more})
    answer = await nobody.call("log_in_with_code", email=email, code=await code_for(hall, email))
    companies = answer["user"]["companies"]
    return hall.holder(answer["token"], "person", answer["user"]["id"], companies[0]["id"])
