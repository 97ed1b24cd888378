"""A test of many things fails with each of those for which it fails."""

from __future__ import annotations

import inspect

import pytest

from tests.every import IN_FULL, of_every


def test_it_passes_when_it_holds_for_all_and_asks_for_the_fixtures_that_are_named() -> None:
    seen = []

    @of_every([1, 2, 3])
    def holds(number: int, limit: int) -> None:
        """What holds."""
        seen.append(number)
        assert number < limit

    holds(limit=4)
    assert seen == [1, 2, 3]
    assert list(inspect.signature(holds).parameters) == ["limit"]
    assert (holds.__name__, holds.__doc__) == ("holds", "What holds.")


def test_each_thing_for_which_it_fails_is_named_with_what_was_wrong() -> None:
    @of_every(["a", "bb", "ccc"], name=lambda text: f"<{text}>")
    def short(text: str) -> None:
        assert len(text) < 2, f"{text} is long"

    with pytest.raises(AssertionError) as failure:
        short()
    said = str(failure.value)
    assert said.startswith("fails for 2: <bb>, <ccc>\n")
    assert "<a>" not in said
    assert "bb is long" in said
    assert "ccc is long" in said
    assert 'assert len(text) < 2, f"{text} is long"' in said


def test_an_error_in_one_does_not_hide_the_others() -> None:
    @of_every([0, 1, 0])
    def divides(number: int) -> None:
        assert 1 // number == 2

    with pytest.raises(AssertionError, match="fails for 2: 0, 1\n"):
        divides()


def test_names_are_told_however_many_fail() -> None:
    @of_every(range(100))
    def never(number: int) -> None:
        raise ValueError(f"no {number}.")

    with pytest.raises(AssertionError) as failure:
        never()
    said = str(failure.value)
    assert said.splitlines()[0] == "fails for 100: " + ", ".join(map(str, range(100)))
    assert f"no {IN_FULL - 1}." in said
    assert f"no {IN_FULL}." not in said


def test_of_nothing_nothing_is_proven() -> None:
    @of_every([])
    def holds(number: int) -> None:
        pass

    with pytest.raises(AssertionError, match="there is none"):
        holds()
