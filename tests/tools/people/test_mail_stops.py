"""Mail that other people cause ends when the owner of the address says so."""

from __future__ import annotations

import re

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.freelancers.cast import company


async def invite(boss: TestCaller, email: str) -> bool:
    sent: bool = (await boss.call("invite_freelancer", email=email, country="DE", in_english=True))["is_invite_sent"]
    return sent


async def stop_token(hall: Hall, address: str) -> str:
    return re.findall(r"hh_stop_[0-9a-f]+", (await hall.mails(address))[-1].body)[0]


async def test_the_token_of_a_mail_stops_all_later_ones(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    assert await invite(boss, "ann@work.test")
    answer = await hall.nobody().call("stop_mail", token=f" {await stop_token(hall, 'ann@work.test')}\n")
    assert answer["stopped"] is True
    hall.clock.advance(days=40)
    for address in ("ann@work.test", "Ann+x@Work.test"):
        assert not await invite(other, address)
    assert len(await hall.mails("ann@work.test")) == 1
    assert await invite(other, "bea@work.test"), "it stops the mail of one address only"


async def test_stopping_twice_is_the_same_as_once(hall: Hall) -> None:
    assert await invite(await company(hall), "ann@work.test")
    token = await stop_token(hall, "ann@work.test")
    for _ in range(2):
        assert (await hall.nobody().call("stop_mail", token=token))["stopped"] is True


async def test_a_made_up_token_stops_nothing(hall: Hall) -> None:
    boss = await company(hall)
    assert await invite(boss, "ann@work.test")
    token = await stop_token(hall, "ann@work.test")
    other_address = token[:8] + "0" * 32 + token[40:]
    for wrong in ("hh_stop_", "hh_stop_" + "0" * 64, token[:-1], token + "0", other_address, "ünïcode"):
        with pytest.raises(Refused) as no:
            await hall.nobody().call("stop_mail", token=wrong)
        assert (no.value.status, set(no.value.fields)) == (422, {"token"})
    assert hall.sql("SELECT count(*) FROM mailed_addresses") == [(0,)]


async def test_codes_for_signing_in_still_come(hall: Hall) -> None:
    boss = await company(hall)
    assert await invite(boss, "ann@work.test")
    await hall.nobody().call("stop_mail", token=await stop_token(hall, "ann@work.test"))
    await hall.person("ann@work.test")
    await hall.nobody().call("request_login_code", email="ann@work.test")
    assert (await hall.mails("ann@work.test"))[-1].subject == "Your sign-in code"


async def test_no_address_is_kept_in_plain(hall: Hall) -> None:
    await invite(await company(hall), "ann@work.test")
    rows = hall.sql("SELECT address_digest, sender, origin_digest FROM unproven_mails")
    assert len(rows) == 1
    assert not any("ann" in str(part) for part in rows[0])


async def test_a_company_causes_at_most_fifty_such_mails_a_day(hall: Hall) -> None:
    boss, other = await company(hall), await company(hall, "Other")
    for number in range(50):
        assert await invite(boss, f"worker{number}@work.test")
    answer = await boss.call("invite_freelancer", email="one-more@work.test", country="DE")
    assert answer["is_invite_sent"] is False
    assert "50 mails" in answer["warnings"][-1]
    assert await invite(other, "one-more@work.test")
    hall.clock.advance(days=1)
    assert await invite(boss, "and-another@work.test")
