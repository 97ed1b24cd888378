"""What the operator says of open calls that were stopped or reported."""

from __future__ import annotations

import pytest

from server.cli.open_calls.deciding import decided, show_call, show_waiting
from server.naming import OperatorError
from store.types import Owner
from tests.hall import Hall, Refused
from tests.postgresql import on_postgresql
from tests.tools.open_calls.applicants.test_applying import notices
from tests.tools.open_calls.applicants.test_reporting import report
from tests.tools.open_calls.call_world import World, world_of


async def say(world: World, ref: str, decision: str, words: str = "We looked.") -> str:
    hall = world.hall
    return await hall.app.database.write(lambda tx: decided(hall.app, tx, ref, decision, words))  # type: ignore[arg-type]


async def test_a_suspended_call_goes_on_with_the_time_it_lost_and_reporters_are_answered(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    pia = await world.person("pia")
    await report(pia, ref)
    assert "is suspended" in await say(world, ref, "suspend")
    with pytest.raises(OperatorError, match="is suspended"):
        await say(world, ref, "suspend")
    with pytest.raises(Refused):
        await world.acme.call("publish_open_call", open_call_id=ref)
    until = (await world.acme.call("get_open_call", open_call_id=ref))["open_call"]["apply_until"]
    assert until == "2026-03-16T09:00:00Z"
    hall.clock.advance(days=20)
    await hall.tick()
    assert await world.status(ref) == ("suspended", "operator")
    assert "is published" in await say(world, ref, "restore", "All is well.")
    shown = (await world.acme.call("get_open_call", open_call_id=ref))["open_call"]
    assert (shown["status"], shown["apply_until"]) == ("published", "2026-04-05T09:00:00Z")
    for owner in (world.company, Owner("person", pia.id)):
        assert "“All is well.”" in notices(hall, owner, "operator_decision")[-1]
    assert hall.sql("SELECT count(*) FROM open_call_reports WHERE answered_at IS NULL") == [(0,)]
    assert len((await pia.call("search_open_calls"))["items"]) == 1
    await report(pia, ref)
    await say(world, ref, "answer", "Not so bad.")
    assert "Not so bad" in notices(hall, Owner("person", pia.id), "operator_decision")[-1]


async def test_the_time_to_accept_somebody_does_not_run_while_a_call_is_suspended(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published(sla_hours=48)
    hall.clock.advance(hours=24)
    await say(world, ref, "suspend")
    hall.clock.advance(hours=72)
    await say(world, ref, "restore")
    shown = (await world.acme.call("get_open_call", open_call_id=ref))["open_call"]
    assert (shown["status"], shown["sla_due"]) == ("published", "2026-03-07T09:00:00Z")
    for title in ("Photos", "Windows"):
        shown = (await world.acme.call("update_open_call", open_call_id=ref, title=title))["open_call"]
        assert shown["sla_due"] == "2026-03-07T09:00:00Z"
    shown = (await world.acme.call("update_open_call", open_call_id=ref, sla_hours=30))["open_call"]
    assert shown["sla_due"] == "2026-03-06T15:00:00Z"
    await say(world, ref, "suspend")
    hall.clock.advance(hours=1)
    await say(world, ref, "restore")
    hall.clock.advance(hours=6)
    await hall.tick()
    assert await world.status(ref) == ("expired", "sla_missed")


async def test_an_application_on_earlier_terms_has_the_time_lost_to_be_sent_again(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    ann = await world.person("ann")
    await ann.call("apply_to_open_call", open_call_id=ref, price="70")
    await world.acme.call("update_open_call", open_call_id=ref, estimated_hours="3")
    hall.clock.advance(hours=24)
    await say(world, ref, "suspend")
    hall.clock.advance(days=5)
    await say(world, ref, "restore")
    told = notices(hall, ann.owner, "open_call_decided")[-1]
    assert "counts again once you send it again, until 2026-03-10T09:00:00Z" in told
    hall.clock.advance(hours=47)
    await ann.call("apply_to_open_call", open_call_id=ref)
    hall.clock.advance(hours=2)
    assert (await ann.call("list_applications"))["items"][0]["status"] == "pending"


async def test_a_call_that_is_taken_away_gives_its_money_back_and_refuses_who_waits(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.published()
    [_] = await world.applicants(ref, 1)
    await say(world, ref, "suspend")
    assert world.money() == ("738.40", "261.60")
    await say(world, ref, "remove", "A scam.")
    assert await world.status(ref) == ("cancelled", "removed")
    assert world.money() == ("1000.00", "0.00")
    assert world.statuses(ref) == ["refused: cancelled"]
    assert "“A scam.”" in notices(hall, world.company, "operator_decision")[-1]
    with pytest.raises(OperatorError, match="is cancelled"):
        await say(world, ref, "restore")


async def test_a_released_call_passes_the_rules_on_kinds_but_not_the_floor_of_pay(hall: Hall) -> None:
    world = await world_of(hall)
    ref = await world.draft(description="Solve a captcha for our tests.")
    with pytest.raises(Refused, match="forbidden_kind"):
        await world.acme.call("publish_open_call", open_call_id=ref)
    await say(world, ref, "release", "It is their own site.")
    steps = (await world.boss.call("get_open_call", open_call_id=ref))["history"]
    assert steps[-1]["reason"] == "released: It is their own site."
    hall.sql_script("UPDATE pay_floors SET per_hour = '900.00'")
    with pytest.raises(Refused, match="pay_floor"):
        await world.acme.call("publish_open_call", open_call_id=ref)
    hall.sql_script("UPDATE pay_floors SET per_hour = '5.00'")
    assert (await world.acme.call("publish_open_call", open_call_id=ref))["changed"]


@pytest.mark.skipif(on_postgresql(), reason="the commands are given the file")
async def test_the_operator_sees_what_waits_and_what_is_said_against_it(
    hall: Hall, capsys: pytest.CaptureFixture
) -> None:
    world = await world_of(hall)
    ref = await world.published(done=[{"key": "post", "text": "The\x1b[2J post", "evidence": "link"}])
    await report(await world.person("pia"), ref, "illegal", text="They ask\nfor my passport.")
    show_waiting(hall.path)
    shown = capsys.readouterr().out
    assert f"{ref}  published   1 reports  “Photos of shop windows” of “Acme”" in shown
    show_call(hall.path, ref)
    shown = capsys.readouterr().out
    assert "  illegal  person:" in shown
    assert "(verified)  “They ask for my passport.”" in shown
    assert "\x1b" not in shown
    with pytest.raises(OperatorError, match="no open call"):
        show_call(hall.path, "call_none")
