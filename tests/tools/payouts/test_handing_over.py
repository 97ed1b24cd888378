"""Handing payouts to a provider: what it answers is carried out, and one that cannot now is asked again, not for ever."""

from __future__ import annotations

import pytest

from store.database import Row
from store.types import utc_time
from tests.hall import Hall
from tests.tools.payouts.payout_cast import made, method_of, notices, proved, settle_by, states, step
from tools.call import Call
from tools.payouts.handing_over import hand_over
from tools.payouts.providers import PROVIDERS, NotNow, Settled, Taken, Turned
from tools.payouts.rules.payouts import WAITS


class Bank:
    """A provider that answers what it is told to."""

    name, sandbox, at_once = "bank", True, False

    def __init__(self, *answers: Taken | Settled | Turned | Exception) -> None:
        self.answers = list(answers)
        self.asked: list[str] = []

    def lacks(self, call: Call, method: Row) -> str | None:
        return None

    def hand_over(self, call: Call, payout: Row) -> Taken | Settled | Turned:
        self.asked.append(payout["uuid"])
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            call.tx.insert("settings", name="half done", value="", updated_at="")
            raise answer
        return answer


async def handed_to(hall: Hall, monkeypatch: pytest.MonkeyPatch, *answers: Taken | Settled | Turned | Exception):
    """Ann, the bank, and a payout of hers that waits to be handed over."""
    bank = Bank(*answers)
    monkeypatch.setitem(PROVIDERS, "bank", bank)
    ann = await hall.person("ann@work.test", credit="100.00 EUR")
    card = await method_of(hall, ann)
    await settle_by(hall, "bank")
    return ann, bank, await made(hall, card)


@pytest.mark.parametrize(
    ("answer", "way", "balance"),
    [
        (Taken("tx-1"), [10, 1], "10.00"),
        (Settled("tx-1"), [10, 1, 2], "10.00"),
        (Turned("No such account", "tx-1"), [10, 1, 3], "100.00"),
    ],
)
async def test_what_the_provider_answers_is_carried_out(hall: Hall, monkeypatch, answer, way, balance) -> None:
    ann, _, payout = await handed_to(hall, monkeypatch, answer)
    moved = await step(hall, payout, hand_over)
    assert moved["provider_reference"] == "tx-1"
    assert states(hall, payout) == way
    assert hall.purse(ann.owner, "EUR")[0] == balance
    assert len(notices(hall, "person", ann.id)) == 1
    await proved(hall)


@pytest.mark.parametrize("fault", [NotNow("The bank is closed"), OSError("broken")])
async def test_one_that_cannot_now_keeps_the_money_reserved_and_is_asked_later(hall: Hall, monkeypatch, fault) -> None:
    ann, bank, payout = await handed_to(hall, monkeypatch, fault, Settled())
    waiting = await step(hall, payout, hand_over)
    assert (waiting["status"], waiting["attempts"]) == (10, 1)
    assert (utc_time(waiting["next_attempt_at"]) - hall.clock()).total_seconds() == 60 * WAITS[0]
    assert hall.sql("SELECT count(*) FROM settings WHERE name = 'half done'") == [(0,)]
    assert hall.purse(ann.owner, "EUR")[0] == "10.00"
    [(kind, text)] = notices(hall, "person", ann.id)
    assert kind == "money_out"
    assert "tried again by itself" in text
    assert ("The bank is closed" in text) is isinstance(fault, NotNow)
    await step(hall, payout, hand_over)
    assert states(hall, payout) == [10, 1, 2]
    # The same payout by the same name, whatever was tried before.
    assert len(bank.asked) == 2
    assert len(set(bank.asked)) == 1


async def test_one_that_never_can_gives_the_money_back_in_the_end(hall: Hall, monkeypatch) -> None:
    ann, bank, payout = await handed_to(hall, monkeypatch, NotNow("The bank is closed"))
    for minutes in WAITS:
        waiting = await step(hall, payout, hand_over)
        assert waiting["status"] == 10
        assert (utc_time(waiting["next_attempt_at"]) - hall.clock()).total_seconds() == 60 * minutes
        hall.clock.advance(minutes=minutes)
    given_up = await step(hall, payout, hand_over)
    assert (given_up["status"], given_up["decline_reason"]) == (3, "The bank is closed")
    assert states(hall, payout) == [10, 1, 3]
    assert len(bank.asked) == len(WAITS) + 1
    assert hall.purse(ann.owner, "EUR")[0] == "100.00"
    # Told that it waits, and that it failed: not of every attempt.
    assert [kind for kind, _ in notices(hall, "person", ann.id)] == ["money_out", "money_failed"]
    await proved(hall)
