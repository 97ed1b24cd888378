"""The pages in a real Chromium within the host of MCP Apps, by the keyboard alone, looked at by axe, in light and dark."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.clients.apps.browser import Shown, showing
from tests.hall import Hall, TestCaller
from tests.tools.work_orders.day_plans import crew

pytestmark = pytest.mark.slow

FIGURE = re.compile(r"\d+\.\d\d(?:\d{4})?\b")
# Where pictures for the docs go, when they are wanted.
PICTURES = os.environ.get("HIRINGHALL_APP_PICTURES")
OPEN = {
    "rules": [{"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "14:00"}],
    "payment": "required",
    "durations": [60, 30],
}
EVIL = '<img src=x onerror="document.title=1"><script>document.title=1</script>'

in_both = pytest.mark.parametrize(("theme", "locale"), [("light", "en"), ("dark", "fi")])


def check(seen: dict[str, Any], shown: Shown, locale: str = "en") -> None:
    """What holds for every page however it stands."""
    assert seen["violations"] == []
    assert seen["complaints"] == []
    assert "[object" not in seen["text"]
    assert "undefined" not in seen["text"]
    assert seen["outside"] == []
    assert seen["language"] == locale
    assert seen["wide"] is False
    assert seen["sizes"], "the page never said how large it is"
    said = "".join(shown.answers)
    assert [figure for figure in FIGURE.findall(seen["text"]) if figure not in said] == []


async def picture(shown: Shown, name: str, theme: str) -> None:
    if not PICTURES:
        return
    path = Path(PICTURES).resolve() / f"{name}-{theme}.png"
    await shown.act(shot=str(path))
    with Image.open(path) as taken:
        taken.convert("RGB").quantize(48).save(path, optimize=True)


async def schedule(hall: Hall, label: str = "Interior design consultation") -> int:
    eva = await hall.person("eva@work.test", credit="5 USDT")
    given: dict[str, Any] = {"price": "120.00", "currency": "EUR", "timezone": "Europe/Helsinki"}
    made = await eva.call("create_schedule", label=label, private=False, settings=OPEN, **given)
    return int(made["schedule"]["id"])


@in_both
async def test_a_slot_is_picked_in_the_week_and_booked_after_a_yes(hall: Hall, theme: str, locale: str) -> None:
    id = await schedule(hall)
    acme = await hall.agent("Acme", company_funds="2000.00 EUR")
    lead, yes, done = {
        "en": ("Show what booking", "Yes, do exactly", "It was carried out."),
        "fi": ("Näytä, mitä varaus", "Kyllä, tee", "Se toteutettiin."),
    }[locale]
    async with showing(acme, "find_next_slot", {"schedule_id": id, "count": 3}, theme=theme, locale=locale) as shown:
        await shown.act(until="23")
        await picture(shown, "week", theme)
        check(await shown.act(look=True), shown, locale)
        # Tab reaches the first time, arrows the one below and the next day.
        await shown.act(to="Monday" if locale == "en" else "maanantai")
        await shown.act(key="ArrowDown")
        await shown.act(key="ArrowRight")
        await shown.act(key="Enter")
        seen = await shown.act(look=True)
        check(seen, shown, locale)
        assert "10:00–11:00" in seen["focus"]
        assert "2026-03-03T10:00:00+02:00" in seen["contexts"][-1]["content"][0]["text"]
        assert hall.sql("SELECT count(*) FROM events") == [(0,)]
        await shown.act(press=lead)
        await shown.act(until=yes)
        await picture(shown, "booking", theme)
        seen = await shown.act(look=True)
        check(seen, shown, locale)
        assert "1880.00 EUR" in seen["text"]
        assert hall.sql("SELECT count(*) FROM events") == [(0,)]
        await shown.act(press=yes)
        await shown.act(until=done)
        check(await shown.act(look=True), shown, locale)
    assert [tool for tool, _ in shown.calls][:2] == ["get_schedule", "book_schedule"]
    assert hall.sql("SELECT count(*) FROM events") == [(1,)]


async def test_names_that_somebody_else_wrote_stay_text(hall: Hall) -> None:
    id = await schedule(hall, f"Lessons {EVIL}")
    acme = await hall.agent("Acme")
    async with showing(acme, "find_next_slot", {"schedule_id": id}, width=380) as shown:
        await shown.act(until="23 free")
        seen = await shown.act(look=True)
        check(seen, shown)
        assert "onerror" in seen["text"]


async def crewed(hall: Hall) -> tuple[TestCaller, list[int], list[int]]:
    """A company with three published orders, and two technicians."""
    caller = await crew.boss(hall)
    orders = [await crew.order(caller, number) for number in (5001, 5002, 5003)]
    people = [(await crew.technician(hall, number)).id for number in (11, 12)]
    return caller, orders, people


def assignees(hall: Hall) -> list[int]:
    return [who for (who,) in hall.sql("SELECT assignee_id FROM work_orders WHERE assignee_id IS NOT NULL ORDER BY id")]


@in_both
async def test_money_is_shown_before_it_moves_and_agreed_to_once(hall: Hall, theme: str, locale: str) -> None:
    caller, [order, *_], [person, _] = await crewed(hall)
    given = {"work_order_id": order, "user_id": person, "dry_run": True}
    yes, done = {"en": ("Yes, do exactly", "It was carried out."), "fi": ("Kyllä, tee", "Se toteutettiin.")}[locale]
    async with showing(caller, "assign_work_order", given, by="run_money", theme=theme, locale=locale) as shown:
        await shown.act(until="Contract a provider for work order 1 for at most 440.00 EUR.")
        await picture(shown, "approval", theme)
        check(await shown.act(look=True), shown, locale)
        await shown.act(press={"en": "All details", "fi": "Kaikki tiedot"}[locale])
        seen = await shown.act(look=True)
        check(seen, shown, locale)
        assert "hold › amount" in seen["text"]
        assert assignees(hall) == []
        await shown.act(press=yes)
        await shown.act(until=done)
        check(await shown.act(look=True), shown, locale)
    # The hall asked the same that the person had read, so they were not asked twice.
    assert [("confirm" in arguments, "dry_run" in arguments) for _, arguments in shown.calls] == [
        (False, False),
        (True, False),
    ]
    assert assignees(hall) == [person]


async def test_what_changed_since_it_was_shown_is_asked_anew_and_a_no_leaves_it(hall: Hall) -> None:
    caller, [order, *_], [person, _] = await crewed(hall)
    given = {"work_order_id": order, "user_id": person, "dry_run": True}
    async with showing(caller, "assign_work_order", given, by="run_money") as shown:
        await shown.act(until="for at most 440.00 EUR.")
        await caller.call("update_work_order_pay", work_order_id=order, type="fixed", base={"amount": "500.00"})
        await shown.act(press="Yes, do exactly")
        await shown.act(until="for at most 550.00 EUR.")
        check(await shown.act(look=True), shown)
        await shown.act(press="No, leave it")
        await shown.act(until="Nothing happened.")
        seen = await shown.act(look=True)
    assert "said no" in seen["contexts"][-1]["content"][0]["text"]
    assert assignees(hall) == []


async def test_the_halls_own_question_is_put_to_the_person(hall: Hall) -> None:
    caller, [order, *_], [person, _] = await crewed(hall)
    given = {"work_order_id": order, "user_id": person}
    async with showing(caller, "assign_work_order", given, by="run_money") as shown:
        await shown.act(until="Your agreement is needed")
        seen = await shown.act(look=True)
        check(seen, shown)
        assert assignees(hall) == []
        await shown.act(press="Yes, do exactly")
        await shown.act(until="It was carried out.")
    assert assignees(hall) == [person]


@in_both
async def test_a_wallet_has_its_statement_as_a_line_and_as_a_table(hall: Hall, theme: str, locale: str) -> None:
    boss = await hall.person("boss@acme.test", company="Acme")
    await hall.fund(boss.company, "1.00 USDT")
    await hall.fund(boss.company, "1500.00 EUR")
    for day in range(6):
        hall.clock.advance(days=1)
        for number in range(3):
            await boss.call("create_project", name=f"Project {day} {number}")
        if day == 3:
            await hall.fund(boss.company, "0.50 USDT")
    async with showing(boss, "get_wallet", {}, theme=theme, locale=locale) as shown:
        await shown.act(until={"en": "entries shown", "fi": "Näytetään tapahtumia"}[locale])
        seen = await shown.act(look=True)
        await picture(shown, "wallet", theme)
        check(seen, shown, locale)
        if locale == "en":
            left = json.loads(shown.answers[-1])["transactions"][0]["balance_after"]
            assert f"Balance from Mon, Mar 2 to Sun, Mar 8: first 1.000000, last {left}." in seen["names"]
            await shown.act(to="USDT")
            await shown.act(key="ArrowDown")
            await shown.act(until="Statement in EUR")
            seen = await shown.act(look=True)
            assert "1500.00" in seen["text"]
            check(seen, shown)


@in_both
async def test_orders_stand_on_a_board_and_open_by_keyboard(hall: Hall, theme: str, locale: str) -> None:
    caller, [first, *_], [person, _] = await crewed(hall)
    await caller.call("assign_work_order", work_order_id=first, user_id=person)
    async with showing(caller, "list_work_orders", {}, theme=theme, locale=locale) as shown:
        await shown.act(until="Published (2)")
        await picture(shown, "board", theme)
        check(await shown.act(look=True), shown, locale)
        await shown.act(press="1 Order 5001")
        await shown.act(until="5001 Road")
        seen = await shown.act(look=True)
        check(seen, shown, locale)
        assert "Tech11" in seen["text"]


@in_both
async def test_a_day_plan_is_drawn_to_scale_and_applied_after_a_yes(hall: Hall, theme: str, locale: str) -> None:
    caller, _, people = await crewed(hall)
    given = {"date": crew.DATE, "time_zone": crew.ZONE, "user_ids": people}
    lead, yes, done = {
        "en": ("Show what applying", "Yes, do exactly", "It was carried out."),
        "fi": ("Näytä, mitä toteutus", "Kyllä, tee", "Se toteutettiin."),
    }[locale]
    async with showing(caller, "plan_day", given, theme=theme, locale=locale) as shown:
        await shown.act(until="5002")
        await picture(shown, "day", theme)
        seen = await shown.act(look=True)
        check(seen, shown, locale)
        assert {"A1", "B1", "B2"} <= set(seen["text"].split())
        await shown.act(press=lead)
        await shown.act(until="Contract 2 providers for 3 work orders for at most 1320.00 EUR.")
        await shown.act(press=yes)
        await shown.act(until=done)
        check(await shown.act(look=True), shown, locale)
    assert sorted(assignees(hall)) == sorted([people[0], people[1], people[1]])
