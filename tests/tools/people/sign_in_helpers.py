"""What tests of signing in share."""

from __future__ import annotations

import re

from tests.hall import Hall, TestCaller


async def code_for(hall: Hall, address: str) -> str:
    """The six digits of the last mail or text message to an address."""
    found = re.search(r"\b\d{6}\b", (await hall.mails(address))[-1].body)
    assert found
    return found.group()


def other_than(code: str) -> str:
    """Six digits that are not the code."""
    return "000000" if code != "000000" else "111111"


async def signed_in(hall: Hall, email: str) -> tuple[dict[str, object], TestCaller]:
    """Sign in with a mailed code; the answer and whoever holds its token."""
    await hall.nobody().call("request_login_code", email=email)
    answer = await hall.nobody().call("log_in_with_code", email=email, code=await code_for(hall, email))
    return answer, hall.holder(answer["token"], "person", answer["user"]["id"])
