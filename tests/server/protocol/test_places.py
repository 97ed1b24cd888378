"""What costs nothing to hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from server.protocol import places
from server.protocol.places import NoPlace, Places

ROOT = Path(__file__).resolve().parents[3]


def test_one_holder_has_a_bound_and_all_together_have_one() -> None:
    held = Places(2, 3)
    held.take("a")
    held.take("a")
    with pytest.raises(NoPlace) as full:
        held.take("a")
    assert full.value.holder
    held.take("b")
    with pytest.raises(NoPlace) as full:
        held.take("c")
    assert not full.value.holder
    held.give_back("a")
    held.take("c")
    assert dict(held.held) == {"a": 1, "b": 1, "c": 1}


def test_a_place_is_given_back_after_a_failure_too() -> None:
    held = Places(1, 1)
    with pytest.raises(KeyError), held.taken("a"):
        raise KeyError
    assert not held.held
    assert held.total == 0


@pytest.mark.parametrize(
    ("row", "bounds"),
    [
        ("connections", places.CONNECTIONS),
        ("bodies over 1 MiB at once", places.LARGE_BODIES),
        ("sessions (older protocol) of strangers", places.STRANGERS_SESSIONS),
        ("sessions of known callers", places.KNOWN_SESSIONS),
        ("streams (`subscriptions/listen`, GET) of strangers", places.STRANGERS_STREAMS),
        ("streams of known callers", places.KNOWN_STREAMS),
    ],
)
def test_the_bounds_are_written_down_as_they_are(row: str, bounds: tuple[int, int]) -> None:
    lines = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith(f"| {row} |"))
    each, all = line.split("|")[2:4]
    assert each.split()[0] == str(bounds[0])
    assert re.split(r"[,;] |\s", all.strip())[0] == f"{bounds[1]:,}"
