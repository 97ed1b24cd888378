"""Calendars are read in a process apart, which can neither hang nor fill the server."""

from __future__ import annotations

import asyncio
import os
from typing import Any

import pytest

from server.workers import reading_apart
from server.workers.reading_apart import read_apart
from tests.rules.scheduling.ical_files import END, START, calendar, described, read, vevent
from tools.rules.sentences import read as in_language
from tools.rules.sentences import told_by
from tools.scheduling.links.rules.ical_reading import Reading, Unreadable

ORDINARY = calendar(
    "X-WR-CALNAME:Привет",
    described("Europe/Berlin", "+0100", "+0100"),
    vevent("DTSTART;TZID=Europe/Berlin:20270701T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=3"),
    vevent("DTSTART:20270301T090000Z", "DTEND:20270301T100000Z", "TRANSP:TRANSPARENT", uid="b").replace("Standup", "Ж"),
    vevent("DTSTART:20270301T090000Z", uid="c@hall.test"),
)
# Seconds of work until it is found to be too much.
NEVER = "RRULE:FREQ=MINUTELY;BYSETPOS=2"
SLOW = calendar(*[vevent("DTSTART:20200101T000000Z", "DURATION:PT1M", NEVER, uid=str(uid)) for uid in range(30)])


async def apart(file: str | bytes, **given: Any) -> Reading:
    data = file.encode() if isinstance(file, str) else file
    return await read_apart(data, **{"start": START, "end": END, "zone": "Europe/Berlin", "own": "@hall.test", **given})


async def test_what_is_read_apart_is_what_is_read_here():
    reading = await apart(ORDINARY)
    assert reading == read(ORDINARY)
    assert len(reading.events) == 4
    assert reading.warnings
    assert reading.name == "Привет"


async def test_what_is_no_calendar_is_said_in_the_same_words():
    with pytest.raises(Unreadable, match="perhaps a login page"):
        await apart("<html>Sign in</html>")


async def test_what_is_no_calendar_can_be_read_in_another_language():
    with pytest.raises(Unreadable) as said:
        await apart("<html>Sign in</html>")
    assert in_language(told_by(said.value), "ru").startswith(
        "Пришла веб-страница, возможно страница входа, а не календарь."
    )
    assert in_language(told_by(said.value), "ru").endswith("обычно он кончается на .ics и не требует входа.")


async def test_what_was_left_out_can_be_read_in_another_language():
    nowhere = vevent("DTSTART;TZID=Nowhere:20270301T090000", uid="d"), vevent("DTSTART:soon", uid="e")
    said = [in_language(warning, "ru") for warning in (await apart(calendar(*nowhere))).warnings]
    assert said == [
        "Что это за часовой пояс: “Nowhere”? Этого ничто не говорит, поэтому записанное в нём не учтено и считается свободным: "
        "1 встреча, например “Standup”.",
        "Не учтено: “Standup”; это время считается свободным. Причина: “soon” — не дата и не время.",
    ]
    assert said == [in_language(warning, "ru") for warning in read(calendar(*nowhere)).warnings]


async def test_a_slow_file_is_given_up_and_others_are_read_meanwhile():
    done = []

    async def noted(name: str, file: str, **given: Any) -> None:
        try:
            await apart(file, **given)
        finally:
            done.append(name)

    slow = asyncio.create_task(noted("slow", SLOW, seconds=1))
    await noted("ordinary", ORDINARY)
    with pytest.raises(Unreadable, match="takes too long to read"):
        await slow
    assert done == ["ordinary", "slow"]


async def test_a_file_that_is_too_much_is_said_to_be_heavy_and_no_page_is():
    for file, heavy in ((SLOW, True), ("<html>Sign in</html>", False)):
        with pytest.raises(Unreadable) as said:
            await apart(file)
        assert said.value.heavy is heavy


async def test_a_reading_that_does_nothing_for_too_long_is_given_up_by_the_clock(monkeypatch):
    idle = (
        "import sys; sys.stdin.buffer.readline(); sys.stdin.buffer.read(); import threading; threading.Event().wait()"
    )
    monkeypatch.setattr(reading_apart, "_program", lambda: [reading_apart.sys.executable, "-c", idle])
    with pytest.raises(Unreadable, match="takes too long to read"):
        await apart(ORDINARY, seconds=0.1)


async def test_nothing_is_left_running_of_a_reading_that_is_not_waited_for(monkeypatch):
    started: list[asyncio.subprocess.Process] = []
    create = asyncio.create_subprocess_exec

    async def noted(*arguments: Any, **options: Any) -> asyncio.subprocess.Process:
        started.append(await create(*arguments, **options))
        return started[-1]

    monkeypatch.setattr(asyncio, "create_subprocess_exec", noted)
    waited = asyncio.create_task(apart(SLOW))
    while not started:
        await asyncio.sleep(0)
    waited.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waited
    assert started[0].returncode is not None


@pytest.mark.skipif(not hasattr(os, "nice"), reason="memory is bounded on POSIX systems")
async def test_a_file_that_takes_too_much_memory_is_given_up(monkeypatch):
    monkeypatch.setattr(reading_apart, "MOST_MEMORY", 200 * 2**20)
    with pytest.raises(Unreadable, match="too much memory"):
        await apart(ORDINARY.encode() + b"UID:\n" * (4 * 2**20 - 1_000))


async def test_a_process_that_ends_by_itself_is_said_and_logged(monkeypatch, caplog):
    monkeypatch.setattr(reading_apart, "_program", lambda: [reading_apart.sys.executable, "-c", "import nothing_such"])
    with pytest.raises(Unreadable, match="could not be read"):
        await apart(ORDINARY)
    assert "nothing_such" in caplog.text


async def test_the_process_is_given_no_secrets(monkeypatch):
    monkeypatch.setenv("HIRINGHALL_KEY", "secret")
    show = "import json, os, sys; sys.stdin.read(); print(json.dumps({'unreadable': ' '.join(sorted(os.environ))}))"
    monkeypatch.setattr(reading_apart, "_program", lambda: [reading_apart.sys.executable, "-c", show])
    with pytest.raises(Unreadable) as said:
        await apart(ORDINARY)
    assert "PATH" in str(said.value)
    assert "HIRINGHALL" not in str(said.value)
