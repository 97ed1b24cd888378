"""What strangers can make the log say."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from server.protocol.quiet_log import REFUSED, OncePerMinute


class Written(io.StringIO):
    @property
    def lines(self) -> list[str]:
        return self.getvalue().splitlines()


now = [0.0]


@pytest.fixture
def log() -> Iterator[Written]:
    now[0] = 0.0
    written = Written()
    handler = logging.StreamHandler(written)
    handler.addFilter(OncePerMinute(lambda: now[0]))
    root = logging.getLogger()
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def refuse(host: str) -> None:
    logging.getLogger(REFUSED).warning("refused a request for the host %s", host)


def fail(kind: type[Exception]) -> None:
    try:
        raise kind("made up")
    except kind:
        logging.getLogger("mcp.server").exception("Error handling POST request")


def test_what_is_refused_again_and_again_is_said_once_a_minute_with_its_number(log: Written) -> None:
    for number in range(500):
        refuse(f"evil{number}.test")
    assert log.lines == ["refused a request for the host evil0.test"]
    now[0] = 60
    refuse("late.test")
    refuse("later.test")
    assert log.lines[1:] == ["refused a request for the host late.test (and 499 more like it before)"]


def test_one_failure_does_not_hide_another(log: Written) -> None:
    for _ in range(20):
        fail(ValueError)
    fail(KeyError)
    assert log.getvalue().count("Traceback") == 2


def test_a_stranger_breaks_no_lines_into_the_log(log: Written) -> None:
    refuse("evil\n2026-01-01 ERROR all money is gone\r\x1b[2J\u202e" + "x" * 5_000)
    assert len(log.lines) == 1
    assert "\x1b" not in log.getvalue()
    assert len(log.getvalue()) < 600


def test_our_own_words_are_not_held_back(log: Written) -> None:
    for number in range(3):
        logging.getLogger("hiringhall").warning("event %s waits", number)
    assert len(log.lines) == 3
