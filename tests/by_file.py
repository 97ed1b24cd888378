"""How tests are shared out to several workers (`pytest -n 2`): file by file.

A file stays with one worker, so what its tests share is made once. The ways of pytest-xdist look through all tests whenever
one is done, which with tens of thousands takes longer than most of them do."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Any

import pytest
from xdist.report import report_collection_diff
from xdist.workermanage import WorkerController, parse_tx_spec_config

# A worker starts a test when it knows the next; with so many at hand it never waits for us.
AHEAD = 8


class ByFile:
    """What pytest-xdist asks for as Scheduling. Files that begin with one of `first` come first, in that order: nobody is
    to begin a long one when all else is done."""

    def __init__(self, config: pytest.Config, first: Sequence[str] = ()) -> None:
        self._first = first
        self._workers = len(parse_tx_spec_config(config))
        self._collected: dict[WorkerController, list[str]] = {}
        # The places in the collection of the tests of each file that nobody has yet, and of those that a worker is to run.
        self._files: deque[list[int]] | None = None
        self._given: dict[WorkerController, dict[int, None]] = {}

    @property
    def nodes(self) -> list[WorkerController]:
        return list(self._given)

    @property
    def collection_is_completed(self) -> bool:
        return len(self._collected) >= self._workers

    @property
    def has_pending(self) -> bool:
        return bool(self._files) or any(self._given.values())

    @property
    def tests_finished(self) -> bool:
        # Of its last test a worker has to be told that it is the last.
        return self.collection_is_completed and not self._files and all(len(left) < 2 for left in self._given.values())

    def add_node(self, node: WorkerController) -> None:
        self._given[node] = {}

    def add_node_collection(self, node: WorkerController, collection: Sequence[str]) -> None:
        self._collected[node] = list(collection)

    def schedule(self) -> None:
        """Called whenever a worker has collected, once all have."""
        if self._files is None:
            one, *others = self._collected.items()
            for other in others:
                if other[1] != one[1]:
                    raise RuntimeError(report_collection_diff(one[1], other[1], one[0].gateway.id, other[0].gateway.id))
            self._files = deque(files_of(one[1], self._first))
        for node in self.nodes:
            self._give(node)

    def mark_test_complete(self, node: WorkerController, item_index: int, duration: float = 0) -> None:
        self._given[node].pop(item_index, None)
        self._give(node)

    def _give(self, node: WorkerController) -> None:
        left = self._given[node]
        while self._files and len(left) < AHEAD and not node.shutting_down:
            file = self._files.popleft()
            left.update(dict.fromkeys(file))
            node.send_runtest_some(file)
        if not self._files and not node.shutting_down:
            node.shutdown()

    def remove_node(self, node: WorkerController) -> str | None:
        """Of a worker that has died: the test it died in; the others are run by whoever is left."""
        left = list(self._given.pop(node))
        if not left:
            return None
        assert self._files is not None
        self._files.appendleft(left[1:])
        for other in self.nodes:
            self._give(other)
        return self._collected[node][left[0]]

    def mark_test_pending(self, item: str) -> None:
        raise NotImplementedError

    def remove_pending_tests_from_node(self, node: WorkerController, indices: Sequence[int]) -> None:
        raise NotImplementedError


def files_of(tests: Sequence[str], first: Sequence[str]) -> list[list[int]]:
    """The places of the tests of each file; the files in the order of `first`, then as they come."""
    files: dict[str, list[int]] = {}
    for place, test in enumerate(tests):
        files.setdefault(test.partition("::")[0], []).append(place)

    def rank(file: str) -> int:
        return next((place for place, start in enumerate(first) if file.startswith(start)), len(first))

    return [files[file] for file in sorted(files, key=rank)]


def say_less(config: pytest.Config) -> None:
    """On a worker: not tell of every test that it begins, is set up and is put away, when nobody asked to read that."""
    if not hasattr(config, "workerinput") or config.option.verbose > 0 or config.option.durations is not None:
        return
    # Its class is not the one that can be imported: pytest-xdist sends its source to the worker.
    told: Any = next(plugin for plugin in config.pluginmanager.get_plugins() if hasattr(plugin, "sendevent"))
    tell = told.sendevent

    def sendevent(name: str, **said: Any) -> None:
        report = said.get("data", {}) if name == "testreport" else {}
        passed_around_it = report.get("outcome") == "passed" and report.get("when") != "call"
        if name != "logstart" and not passed_around_it:
            tell(name, **said)

    told.sendevent = sendevent
