"""How often a caller may call."""

from __future__ import annotations

import contextlib
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.calls.messages import Refused as RefusedReply
from server.calls.messages import Request
from server.calls.throttle import SWEEP_SECONDS, Throttle
from server.calls.windows import Rate, Windows
from server.protocol.origins import origin_of
from tests.hall import Hall
from tools.errors import RateLimited


def test_each_credential_and_each_origin_has_a_rate_of_its_own():
    throttle = Throttle("3/minute", "1/minute")
    for token in ("one", "two"):
        throttle.identified(token)
        for _ in range(3):
            throttle.check(token, "local")
        with pytest.raises(RateLimited):
            throttle.check(token, "local")
    throttle.check(None, "10.0.0.1")
    throttle.check(None, "10.0.0.2")
    with pytest.raises(RateLimited):
        throttle.check(None, "10.0.0.1")


def test_a_credential_that_is_nobodys_counts_as_its_origin():
    throttle = Throttle("100/minute", "3/minute")
    for token in ("junk-0", "junk-1", None):
        throttle.check(token, "10.0.0.1")
    for token in ("junk-2", "junk-0", None):
        with pytest.raises(RateLimited):
            throttle.check(token, "10.0.0.1")
    throttle.identified("one")
    throttle.check("one", "10.0.0.1")
    throttle.unidentified("one")
    with pytest.raises(RateLimited):
        throttle.check("one", "10.0.0.1")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:10.0.0.1", "10.0.0.1", True),
        ("10.0.0.1", "10.0.0.2", False),
        ("fe80::1%eth0", "fe80::2", True),
        ("local", "local", True),
    ],
)
def test_addresses_of_one_customer_are_one_origin(one: str, other: str, same: bool):
    throttle = Throttle("100/minute", "1/minute")
    throttle.check(None, origin_of(one))
    with pytest.raises(RateLimited) if same else contextlib.nullcontext():
        throttle.check(None, origin_of(other))


def test_having_no_credential_is_never_worth_more_calls_than_having_one():
    throttle = Throttle("2/minute", "600/minute")
    throttle.check(None, "local")
    throttle.check("junk", "local")
    with pytest.raises(RateLimited):
        throttle.check("other junk", "local")


async def test_made_up_bearers_are_limited_by_where_they_come_from(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    hall.app.pipeline.execution._throttle = Throttle("1000/minute", "5/minute")

    async def call(token: str | None, origin: str) -> str:
        given = {"username": "ann@work.test", "password": "bad"}
        reply = await hall.app.pipeline.call(Request("log_in_with_password", given, token, origin=origin))
        assert isinstance(reply, RefusedReply)
        return reply.refusal.code

    codes = [await call(f"junk-{number}", "203.0.113.66") for number in range(8)]
    assert codes == ["wrong_credentials"] * 5 + ["rate_limited"] * 3
    assert await call("junk-9", "203.0.113.67") != "rate_limited"
    for _ in range(20):
        reply = await hall.app.pipeline.call(Request("get_wallet", {}, agent.token, origin="203.0.113.68"))
        assert not isinstance(reply, RefusedReply)


def test_counting_starts_no_threads():
    throttle = Throttle("100000/minute", "100000/minute")
    throttle.check("one", "local")
    before = threading.active_count()
    for _ in range(2000):
        throttle.check("one", "local")
    assert threading.active_count() <= before


def test_counts_of_callers_who_went_away_are_forgotten():
    now = [0.0]
    throttle = Throttle("100/minute", "100/minute", clock=lambda: now[0])
    for number in range(50):
        throttle.check(None, f"10.0.0.{number}")
    assert len(throttle._counts) == 50
    now[0] = SWEEP_SECONDS + 1
    throttle.check("one", "local")
    assert len(throttle._counts) == 1


def test_a_rate_that_is_none_is_refused_at_the_start(monkeypatch):
    for text in ("many", "0/minute", "5", "5/week", "-1/minute", "5 per minute"):
        with pytest.raises(ValueError, match="6000/minute"):
            Throttle(text)
    monkeypatch.setenv("HIRINGHALL_RATE", "lots")
    with pytest.raises(ValueError, match="lots"):
        Throttle()


KNOWN, UNKNOWN = 5, 3
CALLERS = (("one", "10.0.0.1"), ("two", "10.0.0.1"), (None, "10.0.0.1"), (None, "10.0.0.2"), (None, "2001:db8::/64"))
calls = st.tuples(
    st.integers(0, len(CALLERS) - 1), st.sampled_from((0.0, 0.0, 0.25, 1.0, 7.5, 30.0, 59.75, 60.0, 61.0))
)


@given(history=st.lists(calls, max_size=120))
def test_no_minute_holds_more_than_its_bound_and_nobody_below_it_is_refused(history):
    now = [0.0]
    throttle = Throttle(f"{KNOWN}/minute", f"{UNKNOWN}/minute", clock=lambda: now[0])
    for token in {token for token, _ in CALLERS if token}:
        throttle.identified(token)
    passed = {number: [] for number in range(len(CALLERS))}
    for number, pause in history:
        now[0] += pause
        bound = KNOWN if CALLERS[number][0] else UNKNOWN
        lately = sum(at > now[0] - 60 for at in passed[number])
        try:
            throttle.check(*CALLERS[number])
        except RateLimited:
            assert lately == bound, "somebody below the bound was refused"
        else:
            assert lately < bound, "a minute holds more than its bound"
            passed[number].append(now[0])


@given(
    amount=st.integers(1, 4),
    pauses=st.lists(st.floats(0, 3_000), max_size=60),
    unit=st.sampled_from(("minute", "hour")),
)
def test_a_rate_of_any_size_holds_by_a_clock_of_any_steps(amount, pauses, unit):
    now, passed = [0.0], []
    rate = Rate(amount, unit)
    windows = Windows(lambda: now[0])
    for pause in pauses:
        now[0] += pause
        lately = [at for at in passed if at > now[0] - rate.seconds]
        assert windows.hit(rate, "one") is (len(lately) < amount)
        if len(lately) < amount:
            passed.append(now[0])
        windows.forget()
