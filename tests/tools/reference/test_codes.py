"""The short lists that never change."""

from __future__ import annotations

from tests.hall import Hall


async def test_currencies_have_their_numbers(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    assert (await worker.call("list_currencies"))["items"] == [
        {"id": 1, "currency": "RUB"},
        {"id": 2, "currency": "USD"},
        {"id": 3, "currency": "EUR"},
    ]


async def test_deadline_types_say_what_happens_when_they_pass(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    soft, hard = (await worker.call("list_deadline_types"))["items"]
    assert (soft["id"], soft["code"], hard["id"], hard["code"]) == (1, "SOFT", 2, "HARD")
    assert "overdue" in soft["effect"]
    assert "extend_task_deadline" in hard["effect"]


async def test_tax_statuses_have_their_numbers(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    assert (await worker.call("list_tax_statuses"))["items"] == [
        {"id": 1, "code": "NATURAL", "title": "Natural person"},
        {"id": 3, "code": "SELF_EMPLOYED", "title": "Self employed person"},
        {"id": 4, "code": "SOLE_PROPRIETOR", "title": "Individual entrepreneur"},
    ]


async def test_languages_are_english_finnish_and_russian(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    assert (await worker.call("list_languages"))["items"] == [
        {"code": "EN", "title": "English"},
        {"code": "FI", "title": "Finnish"},
        {"code": "RU", "title": "Russian"},
    ]
