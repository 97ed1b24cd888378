"""How tests are shared out to workers: every test once, a file to one worker, the long files first."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from tests.by_file import AHEAD, ByFile, files_of, say_less

TESTS = [f"tests/{file}.py::test_{number}" for file in ("a", "b", "c", "long/d") for number in range(20)]


class Worker:
    """A worker that runs what it is given one by one, all but the last until it hears that it is the last."""

    def __init__(self, name: str) -> None:
        self.gateway = SimpleNamespace(id=name)
        self.shutting_down = False
        self.waiting: list[int] = []
        self.ran: list[int] = []

    def send_runtest_some(self, places: list[int]) -> None:
        assert not self.shutting_down
        self.waiting += places

    def shutdown(self) -> None:
        self.shutting_down = True

    def run(self, sharing: Any) -> bool:
        """Run one test, if it may; whether it did."""
        if len(self.waiting) < (1 if self.shutting_down else 2):
            return False
        self.ran.append(self.waiting.pop(0))
        sharing.mark_test_complete(self, self.ran[-1])
        return True


def shared(*workers: Any, tests: list[str] = TESTS) -> ByFile:
    config: Any = SimpleNamespace(getvalue=lambda name: ["popen"] * len(workers))
    sharing = ByFile(config, first=("tests/long",))
    for worker in workers:
        sharing.add_node(worker)
    for worker in workers:
        assert not sharing.collection_is_completed
        sharing.add_node_collection(worker, tests)
    sharing.schedule()
    return sharing


def test_every_test_is_run_once_and_a_file_by_one_worker() -> None:
    one, other = Worker("one"), Worker("other")
    sharing = shared(one, other)
    while one.run(sharing) | other.run(sharing):
        assert sharing.has_pending or sharing.tests_finished
    assert sorted(one.ran + other.ran) == list(range(len(TESTS)))
    files = [{TESTS[place].partition("::")[0] for place in worker.ran} for worker in (one, other)]
    assert not files[0] & files[1]
    assert sharing.tests_finished


def test_whoever_is_quick_gets_the_next_file_before_the_last_one_is_done() -> None:
    quick, slow = Worker("quick"), Worker("slow")
    sharing = shared(quick, slow)
    while len(quick.waiting) > AHEAD:
        quick.run(sharing)
    assert len(quick.ran) == 20 - AHEAD
    quick.run(sharing)
    assert len(quick.waiting) == AHEAD - 1 + 20
    while quick.run(sharing):
        pass
    assert (len(quick.ran), len(slow.waiting)) == (60, 20)
    assert not sharing.tests_finished


def test_long_files_come_first() -> None:
    assert [TESTS[places[0]] for places in files_of(TESTS, ("tests/long", "tests/b"))] == [
        "tests/long/d.py::test_0", "tests/b.py::test_0", "tests/a.py::test_0", "tests/c.py::test_0",
    ]  # fmt: skip


def test_what_a_dead_worker_had_is_run_by_another_and_the_test_it_died_in_is_named() -> None:
    dead, other = Worker("dead"), Worker("other")
    sharing = shared(dead, other)
    dead.run(sharing)
    assert sharing.remove_node(dead) == "tests/long/d.py::test_1"  # type: ignore[arg-type]
    while other.run(sharing):
        pass
    missing = set(range(len(TESTS))) - set(dead.ran) - set(other.ran)
    assert {TESTS[place] for place in missing} == {"tests/long/d.py::test_1"}


def test_workers_that_collected_otherwise_are_an_error() -> None:
    one, other = Worker("one"), Worker("other")
    sharing: Any = ByFile(SimpleNamespace(getvalue=lambda name: ["popen"] * 2))  # type: ignore[arg-type]
    for worker, tests in ((one, TESTS), (other, TESTS[1:])):
        sharing.add_node(worker)
        sharing.add_node_collection(worker, tests)
    with pytest.raises(RuntimeError, match="Different tests were collected"):
        sharing.schedule()


@pytest.mark.parametrize(
    ("report", "told"),
    [
        ({"when": "setup", "outcome": "passed"}, False),
        ({"when": "teardown", "outcome": "passed"}, False),
        ({"when": "call", "outcome": "passed"}, True),
        ({"when": "call", "outcome": "failed"}, True),
        ({"when": "setup", "outcome": "failed"}, True),
        ({"when": "setup", "outcome": "skipped"}, True),
        ({"when": "teardown", "outcome": "failed"}, True),
    ],
)
def test_of_a_test_the_outcome_is_told_and_all_that_went_wrong(report: dict[str, str], told: bool) -> None:
    heard: list[tuple[str, dict[str, Any]]] = []
    plugin = SimpleNamespace(sendevent=lambda name, **said: heard.append((name, said)))
    config: Any = SimpleNamespace(
        workerinput={},
        option=SimpleNamespace(verbose=-1, durations=None),
        pluginmanager=SimpleNamespace(get_plugins=lambda: [object(), plugin]),
    )
    say_less(config)
    plugin.sendevent("testreport", data=report)
    assert [name for name, _ in heard] == ["testreport"] * told
    plugin.sendevent("logfinish", nodeid="x")
    assert heard[-1] == ("logfinish", {"nodeid": "x"})
