"""What the operator does about reviews, and what becomes of them when somebody leaves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from click.testing import CliRunner

from server.cli.commands import cli
from server.machine import machine_call
from store.people.erasure import erase_person
from store.people.everything import everything_about
from tests.hall import Hall
from tests.tools.reviews.cast import cast
from tools.call import Call
from tools.errors import Invalid, WrongState
from tools.reviews import moderation


async def as_operator(hall: Hall, act: Callable[[Call], Any]) -> Any:
    return await hall.app.database.write(lambda tx: act(machine_call(hall.app, tx)))


async def test_a_removed_review_counts_no_more_and_both_sides_and_reporters_hear_of_it(hall: Hall) -> None:
    c = await cast(hall)
    bad = await c.both(1, 1)
    await c.both(2, 5)
    assert (await c.summary(c.ann))[0]["score"] == "3.71"
    await c.rita.call("report_review", review_id=bad, reason="abusive", text="An insult")
    assert await as_operator(hall, lambda call: moderation.remove(call, bad)) == 1
    [one] = await c.summary(c.ann)
    assert (one["score"], one["count"]) == ("4.17", 1)
    told = hall.sql(
        "SELECT owner_type, owner_id FROM notices WHERE kind = 'operator_decision' ORDER BY owner_type, owner_id"
    )
    assert told == [("company", c.company.id), ("person", c.ann.id), ("person", c.rita.id)]
    assert hall.sql("SELECT status FROM review_reports") == [("upheld",)]
    await as_operator(hall, lambda call: moderation.put_back(call, bad))
    assert (await c.summary(c.ann))[0]["score"] == "3.71"


async def test_a_review_that_is_kept_stays(hall: Hall) -> None:
    c = await cast(hall)
    id = await c.both(1, 1)
    await c.ann.call("report_review", review_id=id, reason="other", text="I do not like it")
    assert await as_operator(hall, lambda call: moderation.dismiss(call, id)) == 1
    assert len(await c.about(c.ann)) == 1
    with pytest.raises(WrongState):
        await as_operator(hall, lambda call: moderation.dismiss(call, id))
    await c.ann.call("report_review", review_id=id, reason="other", text="Still")


async def test_settings_move_all_scores_at_once(hall: Hall) -> None:
    c = await cast(hall)
    for work_id, overall in enumerate([1, 5, 5, 5], 1):
        hall.clock.advance(hours=1)
        await c.both(work_id, overall)
    for name, value, score in (
        ("prior_weight", "0", "5.00"),
        ("per_author", "4", "4.00"),
        ("prior_mean", "2.5", "4.00"),
    ):
        await as_operator(hall, lambda call, name=name, value=value: moderation.set_setting(call, name, value))
        assert (await c.summary(c.ann))[0]["score"] == score
    await as_operator(hall, lambda call: moderation.set_setting(call, "prior_weight", "5"))
    [one] = await c.summary(c.ann)
    await hall.credit(c.rita.owner, "1 USDT")
    shown = (await c.rita.call("get_specialist_profile", user_id=c.ann.id))["user"]["review"]
    assert shown == {"score": one["score"], "count": 4} == {"score": "3.17", "count": 4}
    for name, value in (("days", "0"), ("rank_weight", "2"), ("prior_weight", "1.5"), ("colour", "1"), ("days", "x")):
        with pytest.raises(Invalid):
            await as_operator(hall, lambda call, name=name, value=value: moderation.set_setting(call, name, value))


async def test_sums_that_are_kept_are_those_of_the_reviews(hall: Hall) -> None:
    c = await cast(hall)
    for work_id in range(1, 6):
        hall.clock.advance(hours=1)
        await c.both(work_id, 1 + work_id % 5)
    before = hall.sql("SELECT * FROM review_counters ORDER BY 1"), hall.sql("SELECT * FROM review_subjects ORDER BY 1")
    assert await as_operator(hall, moderation.recount_all) == 2
    after = hall.sql("SELECT * FROM review_counters ORDER BY 1"), hall.sql("SELECT * FROM review_subjects ORDER BY 1")
    assert after == before


@pytest.mark.sqlite
async def test_the_commands_say_what_they_did(hall: Hall) -> None:
    c = await cast(hall)
    id = await c.both(1, 1)
    await c.rita.call("report_review", review_id=id, reason="extortion", text="They want money")

    def said(*arguments: str) -> str:
        """What a command writes; each opens the database in a loop of its own."""
        with ThreadPoolExecutor(1) as thread:
            typed = ["reviews", *arguments, "--db", str(hall.path)]
            return str(thread.submit(CliRunner().invoke, cli, typed).result().output)

    waiting = said("reported")
    assert f"Review {id} (revealed), 1 of 5" in waiting
    assert "says extortion: They want money" in waiting
    assert said("remove", str(id)) == f"Review {id} is taken out; 1 report is upheld.\n"
    assert "is removed" in said("remove", str(id))
    assert said("put-back", str(id)) == f"Review {id} can be read again.\n"
    assert "No report of review" in said("keep", str(id))
    assert "per_author    3" in said("settings")
    assert "0.5" in said("settings", "rank_weight", "0.5")
    assert said("recount") == "Counted anew what 2 authors say of somebody.\n"
    assert said("reported") == "No report waits.\n"


async def test_the_figures_of_somebody_who_left_stay_and_their_words_go(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    await c.write(c.boss, overall=3, text="About Ann of Oulu")
    await c.write(c.ann, overall=2, text="By Ann, who lives in Oulu", operator_note="Call me in Oulu")
    await c.ann.call("reply_to_review", review_id=1, text="Oulu is fine")
    sections, _ = await hall.app.database.read(lambda tx: everything_about(tx, c.ann.id))
    assert [row["text"] for row in sections["reviews_about_me"]] == ["About Ann of Oulu"]
    assert [row["operator_note"] for row in sections["reviews_by_me"]] == ["Call me in Oulu"]
    assert len(sections["work_to_review"]) == 1
    now = hall.clock.now
    await hall.app.database.write(lambda tx: erase_person(tx, c.ann.id, "ann@work.test", now))
    assert hall.sql("SELECT count(*) FROM reviews WHERE text LIKE '%Oulu%' OR operator_note LIKE '%Oulu%'") == [(0,)]
    [one] = await c.summary(c.company)
    assert one["count"] == 1


async def test_what_is_hidden_about_me_is_not_in_my_export(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    await c.write(c.boss, text="Not to be read yet")
    sections, _ = await hall.app.database.read(lambda tx: everything_about(tx, c.ann.id))
    assert "Not to be read yet" not in str(sections)


async def test_whoever_left_is_told_nothing_more(hall: Hall) -> None:
    c = await cast(hall)
    await c.paid()
    await c.write(c.boss, text="Fine")
    now = hall.clock.now
    await hall.app.database.write(lambda tx: erase_person(tx, c.ann.id, "ann@work.test", now))
    hall.clock.advance(days=20)
    await hall.tick()
    assert hall.sql("SELECT count(*) FROM notices WHERE owner_type = 'person' AND owner_id = ?", c.ann.id) == [(0,)]
    assert hall.sql("SELECT status FROM engagements") == [("revealed",)]
