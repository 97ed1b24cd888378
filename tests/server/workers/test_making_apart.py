"""Work of files goes to a process apart, and comes back as if it had been done here."""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from server.workers.making_apart import made_apart
from store.types import Money, Owner
from tests.hall import Hall, Refused, operations
from tests.tools.uploads.upload_helpers import picture, sent
from tools import errors
from tools.errors import Invalid, NotFound, Refusal, Step, Unavailable, short
from tools.rules.sentences import read as read_in
from tools.rules.sentences import worded


def _who() -> int:
    return os.getpid()


def _refuses() -> None:
    raise Invalid({"image": worded("is no picture")}, next=[Step("upload_files", {"docs": []})])


def _dies() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _is_interrupted() -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return "done"


def _hangs() -> None:
    threading.Event().wait()


async def test_one_process_that_is_not_the_server_does_one_work_after_the_other() -> None:
    first = await made_apart(_who)
    assert first != os.getpid()
    assert await made_apart(_who) == first


async def test_a_refusal_comes_back_with_all_that_it_says() -> None:
    with pytest.raises(Invalid) as caught:
        await made_apart(_refuses)
    assert caught.value.fields_in("ru") == {"image": read_in(worded("is no picture"), "ru")}
    assert caught.value.next == (Step("upload_files", {"docs": []}),)


async def test_a_process_that_ends_in_its_work_is_told_and_the_next_work_gets_a_new_one() -> None:
    before = await made_apart(_who)
    with pytest.raises(Unavailable) as caught:
        await made_apart(_dies)
    assert (caught.value.code, caught.value.retry_after) == ("busy", 5)
    assert await made_apart(_who) not in (before, os.getpid())


async def test_work_that_hangs_is_ended_and_told() -> None:
    before = await made_apart(_who)
    with pytest.raises(Unavailable) as caught:
        await made_apart(_hangs, seconds=0.1)
    assert caught.value.code == "deadline"
    assert await made_apart(_who) not in (before, os.getpid())


async def test_what_ends_a_program_ends_neither_the_process_nor_the_server() -> None:
    before = await made_apart(_who)
    assert await made_apart(_is_interrupted) == "done"
    os.kill(before, signal.SIGINT)
    assert await made_apart(_who) == before
    with pytest.raises(RuntimeError):
        await made_apart(partial(sys.exit, 3))
    assert await made_apart(_who) == before


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="the system knows no priorities")
async def test_it_gives_way_to_the_calls() -> None:
    assert await made_apart(partial(os.getpriority, os.PRIO_PROCESS, 0)) > os.getpriority(os.PRIO_PROCESS, 0)


async def test_files_that_a_process_apart_looked_at_are_stored_or_refused_as_any_others(
    template: Path, tmp_path: Path
) -> None:
    hall = await Hall.open(tmp_path, template, make=made_apart)
    try:
        agent = await hall.agent("Acme")
        stored = await agent.call("upload_files", image=sent(picture()))
        assert stored["files"][0]["mime_type"] == "image/png"
        with pytest.raises(Refused) as caught:
            await agent.call("upload_files", image=sent(b"no picture"))
        assert list(caught.value.shape["fields"]) == ["image"]
    finally:
        await hall.close()


@pytest.mark.parametrize(
    "refusal",
    [
        NotFound("contract", 4, of="of order 3", next=("list_contracts",)),
        errors.UnknownOperation("no_such"),
        short(Owner("person", 1), Money(200, "USDT"), Money(50, "USDT"), "Nothing changed."),
        errors.NotAllowed("no", code="banned", state="banned").kept(),
    ],
    ids=lambda refusal: type(refusal).__name__,
)
def test_a_copy_of_a_refusal_is_the_same_refusal(refusal: Refusal) -> None:
    copy = pickle.loads(pickle.dumps(refusal))
    assert type(copy) is type(refusal)
    assert copy.__dict__ == refusal.__dict__
    assert [str(copy), copy.read("fi")] == [str(refusal), refusal.read("fi")]


def test_every_work_of_files_is_found_by_its_name_in_another_process() -> None:
    works: list[Callable[..., Any]] = [
        operation.prepare
        for operation in operations().operations.values()
        if operation.prepare is not None and operation.prepares == "files"
    ]
    assert len(works) >= 8
    for work in works:
        assert pickle.loads(pickle.dumps(work)) is work
