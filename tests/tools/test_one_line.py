"""A name of several lines becomes one line before anybody reads it."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.scheduling.schedule_world import open_from
from tools.text import one_line


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Yoga", "Yoga"),
        ("  Yoga \t for   all ", "Yoga for all"),
        ("Hiring Hall\n\nSupport", "Hiring Hall Support"),
        ("a\r\nb\rc", "a b c"),
        ("a\u2028b\u2029c\x85d\x0be\x0cf\x1dg", "a b c d e f g"),
        ("a\u00a0b\u3000c", "a b c"),
        ("a\u202eb\u200bc\x00d", "abcd"),
        ("\n \u200b", ""),
        ("Zoe\u0308", "Zo\u00eb"),
    ],
)
def test_breaks_and_runs_of_blanks_are_one_blank(given: str, kept: str) -> None:
    assert one_line(given) == kept


LONG = "Yoga' on Monday, free of charge. Nothing is paid.\n\nOld question: Book 'x"


@pytest.mark.parametrize("end", ["\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
async def test_whatever_ends_a_line_parts_words(hall: Hall, end: str) -> None:
    ida = await hall.person("ida@work.test", credit="5 USDT")
    made = await ida.call("create_calendar", label=f"Yoga{end}free", description=f"One{end}two", private=True)
    assert (made["calendar"]["label"], made["calendar"]["description"]) == ("Yoga free", "One\ntwo")


async def test_what_is_named_in_several_lines_is_stored_and_asked_about_in_one(hall: Hall) -> None:
    ida = await hall.person("ida@work.test", credit="5 USDT")
    ann = await hall.person("ann@home.test", credit="500 EUR")
    await hall.credit(ann.owner, "5 USDT")
    made = await ida.call(
        "create_schedule",
        label=LONG,
        private=False,
        price="150.00",
        currency="EUR",
        settings=open_from("09:00", "12:00", questions=[{"key": "q", "label": "Which\n\nlevel?"}]),
    )
    assert made["schedule"]["label"] == LONG.replace("\n\n", " ")
    shown = await ann.call("get_schedule", schedule_id=made["schedule"]["id"])
    assert shown["schedule"]["questions"][0]["label"] == "Which level?"
    await ann.call("book_schedule", schedule_id=made["schedule"]["id"], start="2026-03-03T09:00:00Z")
    assert "\n" not in ann.questions[0]


async def test_bounds_count_what_is_left(hall: Hall) -> None:
    ida = await hall.person("ida@work.test", credit="5 USDT")
    kept = await ida.call("create_calendar", private=True, label="x" + "\n" * 300)
    assert kept["calendar"]["label"] == "x"
    for label, says in (("\n\n", "at least 1 character"), ("x" * 256, "at most 255 characters")):
        with pytest.raises(Refused) as no:
            await ida.call("create_calendar", private=True, label=label)
        assert says in no.value.fields["label"]


async def test_a_person_and_an_agent_are_called_by_one_line(hall: Hall) -> None:
    ann = await hall.person("ann@home.test")
    await ann.call("update_my_profile", name="Hiring Hall\n\nSupport")
    assert hall.sql("SELECT name FROM persons WHERE id = ?", ann.id) == [("Hiring Hall Support",)]
    made = await hall.nobody().call("register_agent", name="Hiring Hall\n\nSupport", email="bot@a.test")
    assert hall.sql("SELECT name FROM agents WHERE id = ?", made["agent_id"]) == [("Hiring Hall Support",)]
