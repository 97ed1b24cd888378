"""What tests of signing in share."""

from __future__ import annotations

import re
from typing import Any

from tests.hall import Hall, TestCaller
from tools.people.rules.sign_in import authenticator_code

ANN = "ann@work.test"
PHONE = "+358401234567"


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


async def ann_with_password(hall: Hall, company: str | None = None) -> TestCaller:
    ann = await hall.person(ANN, company=company)
    await ann.call("update_my_profile", password="open sesame", password_confirmation="open sesame", phone=PHONE)
    return ann


async def log_in(hall: Hall, password: str = "open sesame", **more: Any) -> dict[str, Any]:
    return await hall.nobody().call("log_in_with_password", username=ANN, password=password, **more)


async def authenticator(hall: Hall, ann: TestCaller) -> str:
    """Switch the authenticator on and answer its secret."""
    shown = await ann.call("set_two_factor_method", method="google", password="open sesame")
    secret = shown["authenticator_uri"].split("secret=")[1].split("&")[0]
    code = authenticator_code(secret, hall.clock())
    done = await ann.call("set_two_factor_method", method="google", password="open sesame", code=code)
    assert done == {"two_fa_method": "google"}
    return str(secret)
