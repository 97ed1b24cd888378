"""What tests of signing in share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from server.calls.messages import Answered, Request
from server.calls.messages import Refused as RefusedReply
from server.protocol.forms import refused
from server.protocol.origins import origin_of
from tests.hall import Hall, Refused, TestCaller
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


async def proof(hall: Hall, person: TestCaller) -> dict[str, str]:
    """What shows that it is the owner who changes a password, a number or an address: a code to the present contact."""
    await person.call("request_contact_code")
    ((email,),) = hall.sql("SELECT email FROM persons WHERE id = ?", person.id)
    return {"contact_code": await code_for(hall, email)}


def undo_token(body: str) -> str:
    """The token in a mail about a change, with which it is undone."""
    found = re.search(r"hh_undo_[0-9a-f]+", body)
    assert found
    return found.group()


async def set_password(hall: Hall, person: TestCaller, password: str = "open sesame", **more: Any) -> None:
    given = {"password": password, "password_confirmation": password, **more}
    await person.call("update_my_profile", **given, **await proof(hall, person))


async def ann_with_password(hall: Hall, company: str | None = None) -> TestCaller:
    ann = await hall.person(ANN, company=company)
    await set_password(hall, ann, phone=PHONE)
    return ann


def from_elsewhere(hall: Hall, origin: str, token: str | None = None) -> Elsewhere:
    """Somebody at another network address."""
    return Elsewhere(hall, origin_of(origin), token)


@dataclass(frozen=True)
class Elsewhere:
    """A caller without a client, at a network address of their own."""

    hall: Hall
    origin: str
    token: str | None

    async def call(self, tool: str, **arguments: Any) -> dict[str, Any]:
        """The answer; Refused when the call was refused."""
        request = Request(tool, arguments, self.token, origin=self.origin)
        reply = await self.hall.app.pipeline.call(request)
        if isinstance(reply, Answered):
            return reply.answer
        assert isinstance(reply, RefusedReply), reply
        raise Refused(refused(reply)["content"][0]["text"])


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
