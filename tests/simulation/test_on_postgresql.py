"""The same histories on a PostgreSQL server, wherever its programs are installed; the long run is HIRINGHALL_TEST_DB=postgresql
make simulate."""

from __future__ import annotations

import pytest

from server.registry import Registry
from tests.database_programs import programs
from tests.postgresql import start_cluster
from tests.simulation import laws
from tests.simulation.engine import run
from tests.simulation.history import History
from tests.simulation.shrinking import replay, shortest
from tests.simulation.steps import Violation
from tests.simulation.stores.choosing import in_memory, of_session, of_url
from tests.simulation.stores.connections import Store

pytestmark = pytest.mark.skipif(programs() is None, reason="there is no PostgreSQL server on this machine")
REGISTRY = Registry()
STEPS = 500


@pytest.fixture(scope="module")
def server() -> Store:
    return of_session()


def test_no_history_breaks_a_law_on_a_server(server) -> None:
    history = History(4, REGISTRY, server)
    try:
        history.go(STEPS)
    finally:
        history.close()
    assert history.kinds["write"] + history.kinds["money"] + history.kinds["destructive"] > STEPS / 5
    assert history.kinds["fault"] > 0


def test_what_is_played_in_memory_plays_on_a_server(server) -> None:
    """Numbers that were given out and taken back are lost there, so a call here and there meets another record."""
    history = History(2, REGISTRY, in_memory())
    there = History(2, REGISTRY, server)
    try:
        history.go(200)
        for step in history.steps:
            there.play(step)
        there.check()
    finally:
        history.close()
        there.close()
    assert (history.tools & there.tools).total() > 0.8 * history.tools.total()


def test_a_history_that_fails_in_memory_fails_on_a_server(server, monkeypatch) -> None:
    monkeypatch.setitem(laws.MOVES, ("tasks", "state"), set())
    history = History(1, REGISTRY, in_memory())
    with pytest.raises(Violation):
        history.go(3000)
    history.close()
    short = shortest(1, REGISTRY, history.steps, "transition", 5, say=lambda text: None, store=in_memory())
    violation = replay(1, REGISTRY, short, server)
    assert violation is not None
    assert violation.law == "transition"


def test_a_server_that_is_killed_is_begun_again_on_the_same_database(server) -> None:
    history = History(3, REGISTRY, server)
    history.go(40)
    before = history.engine.raw.execute("SELECT count(*) FROM calls").fetchone()[0]
    history.engine.restart()
    history.model.raw = history.engine.raw
    history.check()
    after = history.engine.raw.execute("SELECT count(*) FROM calls").fetchone()[0]
    history.close()
    assert 0 < before == after


def test_laws_notice_on_a_server_what_somebody_meddled_with(server) -> None:
    history = History(3, REGISTRY, server)
    history.go(300)
    meddling = (
        "DELETE FROM ledger_hold_ends WHERE hold_id = (SELECT max(hold_id) FROM ledger_hold_ends)",
        "UPDATE events SET seats_taken = seats_taken + 1, capacity = capacity + 1"
        " WHERE id = (SELECT max(event_id) FROM event_attendees)",
        "UPDATE calls SET free_view = 0 WHERE id = (SELECT max(id) FROM calls WHERE free_view = 1)",
    )
    noticed, transaction = [], history.engine.database.transaction
    # Guards are switched off, as only somebody with all rights can.
    transaction.run("SET session_replication_role = replica")
    for change in meddling:
        transaction.run("BEGIN")
        try:
            assert transaction.run(change) == 1, f"there is nothing to meddle with: {change}"
            noticed += laws.broken(transaction, history.engine.raw, history.engine.clock)[:1]
        finally:
            transaction.run("ROLLBACK")
    history.close()
    assert len(noticed) == len(meddling), noticed


def test_nothing_stays_on_somebodys_own_server() -> None:
    with of_url(start_cluster().url("postgres")) as theirs:
        kept = theirs.open([])
        kept.save()
        run(kept.close())
        assert theirs.databases() == [kept.name]
    assert theirs.databases() == []
