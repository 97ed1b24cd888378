"""No answer is longer than a client reads, and what is left out is said with how to go on."""

from __future__ import annotations

from typing import Any

import pytest

from server.calls.answers import compact
from server.calls.sizes import MOST_BYTES, PAGE_BYTES, bytes_of, cut_to_fit, how_much, page_that_fits, rows_of
from server.registry import Registry
from tests.hall import Hall
from tests.tools.tasks.task_world import world_of

REGISTRY = Registry()


def pages(total: int, length: int) -> Any:
    """Pages of items of so many characters each."""

    def read(limit: int) -> dict[str, Any]:
        items = [{"id": number, "text": "x" * length} for number in range(min(limit, total))]
        more = {"next_cursor": f"after {limit}"} if limit < total else {}
        return {"items": items, "total": total, **more}

    return read


@pytest.mark.parametrize("length", [10, 300, 3_000, 30_000])
def test_a_page_ends_where_the_bytes_do(length: int) -> None:
    answer = page_that_fits(pages(200, length), 100, MOST_BYTES)
    count = len(answer["items"])
    assert bytes_of(answer) <= MOST_BYTES + 200 or count == 1
    assert answer["next_cursor"] == f"after {count}"
    assert ("note" in answer) is (count < 100)
    if count < 100:
        assert answer["note"].startswith(f"{count} instead of 100 items")
        assert "cursor" in answer["note"]


def test_a_page_says_whether_it_is_all() -> None:
    assert how_much(pages(3, 10)(20), first=True) == "all"
    assert how_much(pages(3, 10)(20), first=False) == "the last"
    assert how_much(pages(30, 10)(20), first=True) == "20 of 30"
    assert how_much({**pages(30, 10)(20), "total_capped": True}, first=True) == "20 of more than 30"
    assert how_much(pages(0, 10)(20), first=True) is None


def test_the_longest_list_inside_an_answer_is_cut_first() -> None:
    answer = {"task": {"title": "Logo"}, "messages": [{"message": "x" * 500} for _ in range(200)], "files": [{"id": 1}]}
    note = cut_to_fit(answer, REGISTRY.operations["get_task"], REGISTRY)
    assert bytes_of(answer) <= MOST_BYTES
    assert answer["files"] == [{"id": 1}]
    assert answer["task"] == {"title": "Logo"}
    assert note is not None
    assert f"messages: the first {len(answer['messages'])} of 200" in note
    assert "list_task_messages" in note


def test_texts_are_cut_when_nothing_else_is_left_and_bytes_of_files_never() -> None:
    answer = {"note_of_task": "ä" * 40_000, "short": "x" * 900, "content_base64": "A" * 100_000}
    note = cut_to_fit(answer, REGISTRY.operations["get_task"], REGISTRY)
    assert bytes_of(answer) <= MOST_BYTES
    assert len(answer["content_base64"]) == 100_000
    assert len(answer["short"]) == 900
    assert note is not None
    assert "note_of_task: the first 2000 of 40000 characters, so do not write it back" in note


def test_what_fits_is_left_alone() -> None:
    answer = {"items": [{"id": 1}]}
    assert cut_to_fit(answer, REGISTRY.operations["get_task"], REGISTRY) is None
    assert answer == {"items": [{"id": 1}]}


async def test_pages_of_long_records_are_bound_by_bytes_and_none_is_lost(hall: Hall) -> None:
    work = await world_of(hall)
    task = await work.at(2)
    said = [f"{number:03} {'ö' * 400}" for number in range(60)]
    for text in said:
        await work.boss.call("send_task_message", task_id=task, message=text)
    for most, extra in ((PAGE_BYTES, {}), (MOST_BYTES, {"limit": 100})):
        seen: list[str] = []
        more: dict[str, Any] = {}
        while True:
            page = await work.boss.call("list_task_messages", task_id=task, **extra, **more)
            rows = rows_of(page) or []
            assert len(compact(page).encode()) <= most + 400
            seen += [row["message"] for row in rows]
            if "next_cursor" not in page:
                break
            assert page["shown"].startswith(f"{len(rows)} of ")
            assert "instead of" in page["note"]
            more = {"cursor": page["next_cursor"]}
        assert page["shown"] == "the last"
        assert sorted(text for text in seen if text in said) == sorted(said)


async def test_a_short_list_says_that_it_is_all(hall: Hall) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    assert (await boss.call("list_my_companies"))["shown"] == "all"
    assert "shown" not in await boss.call("list_tasks")
