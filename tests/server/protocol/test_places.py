"""What costs nothing to hold."""

from __future__ import annotations

import pytest

from server.protocol.places import NoPlace, Places


def test_one_holder_has_a_bound_and_all_together_have_one() -> None:
    places = Places(2, 3)
    places.take("a")
    places.take("a")
    with pytest.raises(NoPlace) as full:
        places.take("a")
    assert full.value.holder
    places.take("b")
    with pytest.raises(NoPlace) as full:
        places.take("c")
    assert not full.value.holder
    places.give_back("a")
    places.take("c")
    assert dict(places.held) == {"a": 1, "b": 1, "c": 1}


def test_a_place_is_given_back_after_a_failure_too() -> None:
    places = Places(1, 1)
    with pytest.raises(KeyError), places.taken("a"):
        raise KeyError
    assert not places.held
    assert places.total == 0
