"""A wallet, a slot, a quota, a limit: of many who come at once exactly as many get through as may. On a disk that is synced."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from server.calls.messages import Answered, Request
from server.calls.messages import Refused as RefusedReply
from tests.hall import Hall, Refused
from tests.server.calls.test_pipeline import INQUIRY
from tests.server.calls.test_together import CALLERS, outcomes
from tests.tools.people.sign_in_helpers import code_for, set_password
from tests.tools.scheduling.bookable import SLOT, add_session, books_balance, offer
from tools.agents.rules.agents import KEYS_A_DAY
from tools.people.rules.accounts import NEW_ADDRESSES_A_DAY, SIGN_UPS
from tools.people.rules.codes import TRIES
from tools.people.rules.sign_in import FAILURES
from tools.scheduling.rules.bookings import MAX_OPEN_HOLDS, MAX_UNCONFIRMED
from tools.specialists.rules.specialists import REVEALS_AN_HOUR


@pytest.fixture
async def hall(tmp_path: Path, template: Path) -> AsyncIterator[Hall]:
    hall = await Hall.open(tmp_path, template, fsync=True)
    yield hall
    await hall.close()


async def at_once(
    hall: Hall, tool: str, calls: list[dict[str, Any]], *, token: str | None, origin: str = "local"
) -> Any:
    """Codes of the answers to calls that all wait at the same time, without a client in between."""
    requests = [Request(tool, arguments, token, origin=origin) for arguments in calls]
    replies = await asyncio.gather(*(hall.app.pipeline.call(request) for request in requests))
    codes = [reply.refusal.code if isinstance(reply, RefusedReply) else type(reply).__name__ for reply in replies]
    return {code: codes.count(code) for code in codes}


class Watcher(threading.Thread):
    """Looks at the database from outside all the while: what any other program would see after each commit."""

    def __init__(self, hall: Hall) -> None:
        super().__init__()
        self._hall, self._over = hall, threading.Event()
        self.looks, self.unbalanced = 0, list[Any]()

    def run(self) -> None:
        while not self._over.is_set():
            self.looks += 1
            with self._hall.reading() as tx:
                self.unbalanced += tx.all(
                    """SELECT 'sum', 0, sum(balance) FROM ledger_accounts GROUP BY currency HAVING sum(balance) <> 0
                       UNION ALL SELECT 'overdrawn', id, balance - held FROM ledger_accounts
                                 WHERE may_overdraw = 0 AND balance < held
                       UNION ALL SELECT 'transfers', a.id, a.balance FROM ledger_accounts a
                                 WHERE balance <> (SELECT coalesce(sum(CASE WHEN credit_account_id = a.id THEN amount
                                                                            ELSE -amount END), 0) FROM ledger_transfers
                                                   WHERE a.id IN (credit_account_id, debit_account_id))
                       UNION ALL SELECT 'calls', 0, count(*) FROM calls WHERE tool = 'create_inquiry'
                                 HAVING count(*) <> (SELECT count(*) FROM inquiries)"""
                )

    def stop(self) -> None:
        self._over.set()
        self.join()


async def test_64_callers_with_money_for_a_hundred_calls_make_exactly_a_hundred(hall: Hall) -> None:
    """And at no commit does anybody see books that do not balance, or a call without its effect or charge."""
    acme = await hall.agent("Acme", credit="2.00 USDT")
    callers = [hall.holder(acme.token or "") for _ in range(CALLERS)]
    for caller in callers:
        await caller.client()
    watcher = Watcher(hall)
    watcher.start()
    try:
        found = await outcomes([caller.call("create_inquiry", **INQUIRY) for caller in callers for _ in range(3)])
    finally:
        watcher.stop()
    assert found == {"answered": 100, "insufficient_balance": 3 * CALLERS - 100}
    assert hall.purse(acme.owner, "USDT") == ("0.000000", "0.000000")
    assert hall.sql("SELECT count(*) FROM inquiries") == [(100,)]
    assert watcher.looks > 10
    assert watcher.unbalanced == []
    assert books_balance(hall)


async def test_of_64_for_one_slot_one_gets_it_and_63_are_told_the_next_that_are_free(hall: Hall) -> None:
    eva = await hall.person("eva@work.test")
    schedule = await offer(hall, eva, price="30.00")
    crowd = [await hall.person(f"p{index}@crowd.test", credit="50 EUR") for index in range(CALLERS)]
    calls = [person.call("book_schedule", schedule_id=schedule, start=SLOT) for person in crowd]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    losers = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(losers) == CALLERS - 1
    assert {loser.code for loser in losers} == {"slot_taken"}
    told = [[slot["start"] for slot in loser.details["next_slots"]] for loser in losers]
    assert all(starts and starts == told[0] and SLOT not in starts for starts in told)
    assert told[0][0] == "2026-03-04T11:00:00Z"
    unlucky = next(person for person, answer in zip(crowd, answers, strict=True) if isinstance(answer, Refused))
    for start in told[0]:
        await hall.credit(unlucky.owner, "50 EUR")
        assert (await unlucky.call("book_schedule", schedule_id=schedule, start=start))["event"]["status_id"] == 200
    assert books_balance(hall)


@pytest.mark.parametrize("kind", ["schedule", "session"])
async def test_a_capacity_of_three_takes_three(hall: Hall, kind: str) -> None:
    eva = await hall.person("eva@work.test")
    schedule = await offer(hall, eva, msp=3, price="30.00")
    start = SLOT
    if kind == "session":
        start = "2026-03-05T20:00:00Z"
        await add_session(hall, schedule, start.replace("Z", ".000Z"), "2026-03-05T21:00:00.000Z", capacity=3)
    crowd = [await hall.person(f"p{index}@crowd.test", credit="50 EUR") for index in range(24)]
    found = await outcomes([person.call("book_schedule", schedule_id=schedule, start=start) for person in crowd])
    assert found == {"answered": 3, "slot_taken": 21}
    assert hall.sql("SELECT sum(seats_taken) FROM events") == [(3,)]


async def test_a_hundred_views_of_a_month_are_free_and_the_next_month_has_its_own(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="100 USDT")
    person = await hall.person("ann@work.test")
    for month in ("2026-03", "2026-04"):
        views = [{"user_id": person.id}] * 128
        assert await at_once(hall, "get_specialist_profile", views, token=acme.token) == {"Answered": 128}
        counted = hall.sql(
            "SELECT sum(free_view), count(CASE WHEN amount > 0 THEN 1 END), count(*) FROM calls WHERE substr(at, 1, 7) = ?",
            month,
        )
        assert counted == [(100, 28, 128)]
        hall.clock.advance(days=31)
    assert hall.sql("SELECT used FROM quota_counters") == [(128,), (128,)]
    assert books_balance(hall)


async def test_a_cap_by_day_is_exact(hall: Hall) -> None:
    acme = await hall.agent("Acme", credit="100 USDT")
    await acme.call("set_spending_limit", period="day", amount="0.10")
    for _ in range(2):
        found = await at_once(hall, "create_inquiry", [INQUIRY] * CALLERS, token=acme.token)
        assert found == {"Answered": 5, "spending_limit_reached": CALLERS - 5}
        hall.clock.advance(days=1)


async def test_unknown_addresses_a_day(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    people = [{"email": f"p{index}@far.test"} for index in range(NEW_ADDRESSES_A_DAY + 28)]
    found = await at_once(hall, "add_contact", people, token=ann.token)
    assert found == {"Answered": NEW_ADDRESSES_A_DAY, "rate_limited": 28}


async def test_accounts_from_one_network_address(hall: Hall) -> None:
    people = [{"email": f"p{index}@work.test", "terms": "accepted"} for index in range(CALLERS)]
    found = await at_once(hall, "register_account", people, token=None, origin="203.0.113.7")
    assert found == {"Answered": SIGN_UPS, "too_many_sign_ups": CALLERS - SIGN_UPS}


async def test_codes_sent_to_an_address_at_once_are_one(hall: Hall) -> None:
    await hall.person("ann@work.test")
    found = await at_once(hall, "request_login_code", [{"email": "ann@work.test"}] * CALLERS, token=None)
    assert found.pop("Answered") == 1
    assert sum(found.values()) == CALLERS - 1
    assert len(await hall.mails("ann@work.test")) == 1


async def test_wrong_codes_tried_at_once_are_five_and_then_even_the_right_one_is_dead(hall: Hall) -> None:
    await hall.person("ann@work.test")
    await hall.nobody().call("request_login_code", email="ann@work.test")
    code = await code_for(hall, "ann@work.test")
    tries = [
        {"email": "ann@work.test", "code": f"{(int(code) + 1 + index) % 1_000_000:06}"} for index in range(CALLERS)
    ]
    found = await at_once(hall, "log_in_with_code", tries, token=None)
    assert "Answered" not in found
    assert hall.sql("SELECT max(attempts) FROM codes") == [(TRIES,)]
    assert "Answered" not in await at_once(
        hall, "log_in_with_code", [{"email": "ann@work.test", "code": code}], token=None
    )


async def test_the_right_code_tried_at_once_signs_in_once(hall: Hall) -> None:
    await hall.person("ann@work.test")
    await hall.nobody().call("request_login_code", email="ann@work.test")
    code = await code_for(hall, "ann@work.test")
    found = await at_once(hall, "log_in_with_code", [{"email": "ann@work.test", "code": code}] * 16, token=None)
    assert found["Answered"] == 1


async def test_wrong_passwords_tried_at_once_are_five_and_then_the_name_is_locked(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    await set_password(hall, ann, "open sesame 1")
    tries = [{"username": "ann@work.test", "password": f"wrong {index}"} for index in range(24)]
    found = await at_once(hall, "log_in_with_password", tries, token=None)
    assert "Answered" not in found
    assert found["locked"] == 24 - FAILURES
    right = [{"username": "ann@work.test", "password": "open sesame 1"}]
    assert await at_once(hall, "log_in_with_password", right, token=None) == {"locked": 1}


async def test_addresses_revealed_within_an_hour(hall: Hall) -> None:
    bob = await hall.agent("Acme", credit="100 USDT")
    people = [await hall.person(f"p{index}@work.test") for index in range(REVEALS_AN_HOUR + 8)]
    hall.sql_script("UPDATE persons SET hide_email_chosen = 1")
    found = await at_once(
        hall, "reveal_specialist_email", [{"user_id": person.id} for person in people], token=bob.token
    )
    assert found == {"Answered": REVEALS_AN_HOUR, "rate_limited": 8}
    assert books_balance(hall)


async def test_unconfirmed_slots_of_guests_and_unpaid_holds_of_a_booker(hall: Hall) -> None:
    eva, ann = await hall.person("eva@work.test"), await hall.person("ann@home.test", credit="500 EUR")
    await hall.credit(ann.owner, "5 USDT")
    free = await offer(hall, eva)
    starts = [f"2026-03-{day:02}T{hour:02}:00:00Z" for day in (4, 5) for hour in range(9, 17)]
    guests = [{"name": "Gus Guest", "email": f"gus{number}@guest.test"} for number in range(len(starts))]
    calls = [{"schedule_id": free, "start": start, "guest": guests[at]} for at, start in enumerate(starts)]
    found = await at_once(hall, "book_schedule", calls, token=None)
    assert found == {"Answered": MAX_UNCONFIRMED, "too_many_holds": len(starts) - MAX_UNCONFIRMED}
    priced = await offer(hall, await hall.person("ida@work.test"), price="20.00")
    calls = [{"schedule_id": priced, "start": start, "pay": "later"} for start in starts]
    found = await at_once(hall, "book_schedule", calls, token=ann.token)
    assert found.pop("Answered") == MAX_OPEN_HOLDS
    assert sum(found.values()) == len(starts) - MAX_OPEN_HOLDS


async def test_bookings_a_day_in_a_schedule(hall: Hall) -> None:
    eva, ann = await hall.person("eva@work.test"), await hall.person("ann@home.test", credit="500 EUR")
    await hall.credit(ann.owner, "5 USDT")
    schedule = await offer(hall, eva, max_per_day=3)
    calls = [{"schedule_id": schedule, "start": f"2026-03-04T{hour:02}:00:00Z"} for hour in range(9, 18)]
    found = await at_once(hall, "book_schedule", calls, token=ann.token)
    assert found.pop("Answered") == 3
    assert sum(found.values()) == len(calls) - 3


async def test_keys_of_an_agent_a_day(hall: Hall) -> None:
    """Each key ends the one before, so they come one after another, many times at once with each."""
    acme = await hall.agent("Acme")
    token, made = acme.token, 0
    await hall.app.database.write(
        lambda tx: tx.run(
            "INSERT INTO confirmation_limits (owner_type, owner_id, ask, updated_at) VALUES ('agent', :id, 0, 'x')",
            id=acme.id,
        )
    )
    for _ in range(KEYS_A_DAY + 1):
        requests = [Request("regenerate_agent_key", {}, token) for _ in range(8)]
        replies = await asyncio.gather(*(hall.app.pipeline.call(request) for request in requests))
        new = [reply.answer["api_key"] for reply in replies if isinstance(reply, Answered)]
        made += len(new)
        if not new:
            assert {reply.refusal.code for reply in replies if isinstance(reply, RefusedReply)} == {"rate_limited"}
            break
        (token,) = new
    assert made == KEYS_A_DAY
