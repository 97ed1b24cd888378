"""Which tier of a group somebody gets."""

import pytest

from tools.errors import Invalid
from tools.providers.rules.assignments import Group, Moves, chosen, moves

GROUPS = {"aa": Group(1, "aa", {11: 1, 12: 2, 13: 3}), "bb": Group(2, "bb", {21: 1})}


def asked(*pairs):
    return [{"talent_pool_group_id": uuid, "tier_ids": list(tiers)} for uuid, tiers in pairs]


@pytest.mark.parametrize(
    ("given", "tiers"),
    [
        (asked(("aa", [12])), {1: 12}),
        (asked(("aa", [13, 12])), {1: 12}),
        (asked(("AA", [12]), ("bb", [21])), {1: 12, 2: 21}),
        (asked(("aa", [13]), ("aa", [11, 12])), {1: 11}),
        (asked(), {}),
    ],
)
def test_of_several_tiers_of_a_group_the_first_one_counts(given, tiers):
    assert chosen(given, GROUPS) == tiers


def test_groups_and_tiers_of_elsewhere_are_named():
    with pytest.raises(Invalid) as no:
        chosen(asked(("cc", [11]), ("bb", [21, 11])), GROUPS)
    assert no.value.code == "invalid_reference"
    assert set(no.value.fields) == {
        "talent_pool_groups[0].talent_pool_group_id",
        "talent_pool_groups[1].tier_ids",
    }


@pytest.mark.parametrize(
    ("now", "wanted", "complete", "steps"),
    [
        ({}, {1: 11}, False, Moves(added={1: 11})),
        ({1: 12, 2: 21}, {1: 11}, False, Moves(moved={1: 11})),
        ({1: 12, 2: 21}, {1: 11}, True, Moves(moved={1: 11}, removed={2: 21})),
        ({1: 11}, {1: 11}, True, Moves(unchanged={1: 11})),
        ({1: 11}, {}, True, Moves(removed={1: 11})),
    ],
)
def test_people_are_added_moved_kept_and_taken_out(now, wanted, complete, steps):
    assert moves(now, wanted, complete=complete) == steps
