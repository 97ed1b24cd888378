"""10,000 random steps over every operation; the long run is make simulate."""

from __future__ import annotations

from collections import Counter

import pytest

from server.registry import Registry
from tests.postgresql import on_postgresql
from tests.simulation import __main__
from tests.simulation.history import History
from tests.simulation.shrinking import load, replay, save, shortest
from tests.simulation.steps import Step, Violation

REGISTRY = Registry()
# 10,000 steps in all, one after the other, since what happened in any of them counts.
SEEDS = {1: 4000, 2: 3000, 3: 3000}
# Operations that succeed at least once in those steps; there are a few more in longer runs.
HAPPEN = 370
# Of these toolsets all do.
ALL_OF = ("approvals", "booking_extras", "open_calls", "reviews")


@pytest.mark.skipif(on_postgresql(), reason="test_on_postgresql.py plays fewer steps there")
def test_no_history_breaks_a_law() -> None:
    happened: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for seed, steps in SEEDS.items():
        history = History(seed, REGISTRY)
        try:
            history.go(steps)
        finally:
            history.close()
        happened += history.tools
        kinds += history.kinds
    # A history in which little happens proves little.
    never = sorted(set(REGISTRY.operations) - set(happened))
    assert len(REGISTRY.operations) - len(never) >= HAPPEN, never
    assert [name for name in never if REGISTRY.operations[name].toolset in ALL_OF] == []
    assert kinds["write"] + kinds["money"] + kinds["destructive"] > 2500
    assert kinds["read"] > 800
    assert kinds["refused"] > 2000
    assert kinds["fault"] > 50
    assert kinds["peek"] > 50


def test_a_history_is_the_same_every_time() -> None:
    told = []
    for _ in range(2):
        history = History(7, REGISTRY)
        history.go(300)
        told.append(([str(step) for step in history.steps], history.tools, history.refusals))
        history.close()
    assert told[0] == told[1]


def test_what_people_are_mailed_arrives_so_that_they_can_use_it() -> None:
    history = History(1, REGISTRY)
    history.go(300)
    mailed = history.engine.raw.execute("SELECT count(*) FROM mailbox").fetchone()[0]
    failed = history.engine.raw.execute("SELECT count(*) FROM outbox WHERE last_error IS NOT NULL").fetchone()[0]
    history.close()
    assert mailed > 20
    assert failed == 0


def test_what_has_happened_is_what_the_log_of_calls_knows() -> None:
    history = History(2, REGISTRY)
    history.go(200)
    logged = {row["tool"] for row in history.engine.raw.execute("SELECT DISTINCT tool FROM calls")}
    history.close()
    assert history.model.happened == logged
    assert set(history.tools) & logged


@pytest.mark.sqlite
def test_a_server_that_is_killed_leaves_what_was_committed() -> None:
    history = History(3, REGISTRY)
    history.go(60)
    raw = history.engine.raw
    names = raw.execute("SELECT name FROM persons ORDER BY id").fetchall()
    raw.execute("BEGIN IMMEDIATE")
    raw.execute("UPDATE persons SET name = 'gone'")
    history.engine.restart()
    left = history.engine.raw.execute("SELECT name FROM persons ORDER BY id").fetchall()
    # What moves is noted as before, once: else the model would say otherwise.
    history.play(Step(60, "credit", 0, amount=300))
    history.check()
    history.close()
    assert left == names != []


def test_histories_are_played_at_once_and_counted_together(monkeypatch, capfd) -> None:
    monkeypatch.setattr(__main__, "LONGEST", 60)
    monkeypatch.setattr("sys.argv", ["simulation", "--steps", "150", "--seed", "5", "--processes", "2"])
    assert __main__.main() == 0
    said = capfd.readouterr().out
    for begins in ("seed 5: 60 steps", "seed 6: 60 steps", "seed 7: 30 steps", "150 steps from seed 5"):
        assert f"\n{begins}" in f"\n{said}"


def test_a_failing_history_is_cut_to_the_steps_that_matter_and_runs_alone(tmp_path, monkeypatch) -> None:
    """With one law made to forbid what is allowed: no task may be started."""
    from tests.simulation import laws

    monkeypatch.setitem(laws.MOVES, ("tasks", "state"), set())
    history = History(1, REGISTRY)
    with pytest.raises(Violation) as broken:
        history.go(3000)
    history.close()
    assert broken.value.law == "transition"
    short = shortest(1, REGISTRY, history.steps, "transition", seconds=10, say=lambda text: None)
    assert len(short) < min(12, len(history.steps))
    path = tmp_path / "history.json"
    save(path, 1, short)
    seed, again = load(path)
    assert isinstance(again[0], Step)
    violation = replay(seed, REGISTRY, again)
    assert violation is not None
    assert violation.law == "transition"
