"""Freelancers for tests: invited, registered and signed in."""

from __future__ import annotations

import re
from typing import Any

from tests.hall import Hall, TestCaller

# What somebody who takes up an invite says, if the company filled in the rest.
REGISTER = {"accept_agreement": True, "password": "correct horse"}


async def company(hall: Hall, name: str = "Acme", currency: str = "EUR", funds: str = "100.00") -> TestCaller:
    """An admin of a company with money for fees."""
    boss = await hall.person(f"boss@{name.lower()}.test", company=name, currency=currency)
    await hall.fund(boss.company, f"{funds} {currency}")
    return boss


async def operator(hall: Hall) -> TestCaller:
    """An admin of the operator, with money for fees."""
    boss = await hall.operator()
    await hall.fund(boss.company, "100.00 EUR")
    return boss


async def invite_token(hall: Hall, email: str) -> str:
    """The token of the newest invite an address was sent."""
    found = re.findall(r"hh_invite_[0-9a-f]+", (await hall.mails(email))[-1].body)
    assert len(found) == 1
    return str(found[0])


async def code_sent_to(hall: Hall, address: str) -> str:
    """The newest six-digit code an address was sent; a phone is + and its digits."""
    found = re.findall(r"\b[0-9]{6}\b", (await hall.mails(address))[-1].body)
    return str(found[0])


async def invited(hall: Hall, boss: TestCaller, email: str, **more: Any) -> int:
    """Invite somebody by e-mail; their id."""
    arguments = {"email": email, "country": "DE", "first_name": "Ann", "last_name": "Lee", "in_english": True, **more}
    id: int = (await boss.call("invite_freelancer", **arguments))["id"]
    return id


async def registered(hall: Hall, boss: TestCaller, email: str = "ann@work.test", **more: Any) -> TestCaller:
    """Somebody who was invited and has registered, signed in."""
    await invited(hall, boss, email, **more)
    token = await invite_token(hall, email)
    await hall.nobody().call("confirm_freelancer_registration", invite_token=token, **REGISTER)
    return await hall.person(email)


async def joined(hall: Hall, boss: TestCaller, person: TestCaller, email: str = "ann@work.test", **more: Any) -> None:
    """Somebody who is registered agrees to be in another team, a day later: an address gets one such mail a day."""
    hall.clock.advance(days=1)
    await invited(hall, boss, email, **more)
    token = await invite_token(hall, email)
    await person.call("confirm_freelancer_registration", invite_token=token, accept_agreement=True)


async def verified(
    hall: Hall, boss: TestCaller, email: str = "ann@work.test", number: str = "C01X00T47", **more: Any
) -> TestCaller:
    """Somebody who has registered and shown a passport, signed in."""
    freelancer = await registered(hall, boss, email, **more)
    link = await boss.call("get_freelancer_verification_link", freelancer_id=freelancer.id)
    await freelancer.call(
        "verify_freelancer",
        token=link["token"],
        first_name="Anna Maria",
        last_name="Leeson",
        birth_date="1990-05-17",
        document_type="passport",
        document_number=number,
        document_country="DE",
    )
    return freelancer


def memberships(hall: Hall) -> list[tuple[Any, ...]]:
    """company, person and state of everybody who is or was in a team, oldest first."""
    return hall.sql("SELECT company_id, person_id, state FROM team_memberships ORDER BY id")
