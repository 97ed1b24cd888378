"""How often a caller may call."""

from __future__ import annotations

import threading
import time

import pytest

from server.calls.throttle import SWEEP_SECONDS, Throttle
from tools.errors import RateLimited


def test_each_credential_and_each_origin_has_a_rate_of_its_own():
    throttle = Throttle("3/minute", "1/minute")
    for token in ("one", "two"):
        for _ in range(3):
            throttle.check(token, "local")
        with pytest.raises(RateLimited):
            throttle.check(token, "local")
    throttle.check(None, "10.0.0.1")
    throttle.check(None, "10.0.0.2")
    with pytest.raises(RateLimited):
        throttle.check(None, "10.0.0.1")


def test_counting_starts_no_threads():
    throttle = Throttle("100000/minute")
    throttle.check("one", "local")
    before = threading.active_count()
    for _ in range(2000):
        throttle.check("one", "local")
    assert threading.active_count() <= before


def test_counts_of_callers_who_went_away_are_forgotten(monkeypatch):
    throttle = Throttle("100/minute", "100/minute")
    for number in range(50):
        throttle.check(None, f"10.0.0.{number}")
    assert len(throttle._counts.storage) == 50
    wall, steady = time.time(), time.monotonic()
    monkeypatch.setattr(time, "time", lambda: wall + 300)
    monkeypatch.setattr(time, "monotonic", lambda: steady + SWEEP_SECONDS + 1)
    throttle.check("one", "local")
    assert len(throttle._counts.storage) == 1
