"""The order of tiers."""

import pytest

from tools.errors import Invalid
from tools.providers.rules.tiers import arranged

KNOWN = {1: "Premium", 2: "Standard"}


@pytest.mark.parametrize(
    ("given", "tiers"),
    [
        ([{"name": "A"}, {"name": "B"}], [(None, "A"), (None, "B")]),
        ([{"name": "A", "order": 7}, {"name": "B", "order": 3}], [(None, "B"), (None, "A")]),
        ([{"tier_id": 2}, {"tier_id": 1}], [(2, "Standard"), (1, "Premium")]),
        ([{"tier_id": 2, "order": 2}, {"name": "New", "order": 1}], [(None, "New"), (2, "Standard")]),
        ([{"tier_id": 1, "name": "Standard"}, {"tier_id": 2, "name": "Premium"}], [(1, "Standard"), (2, "Premium")]),
    ],
)
def test_the_orders_given_decide_else_the_places(given, tiers):
    assert arranged(given, KNOWN) == tiers


@pytest.mark.parametrize(
    ("given", "fault", "code"),
    [
        ([{"name": "A"}, {"name": "a"}], "tiers[1].name", "invalid_argument"),
        ([{"name": "A", "order": 2}, {"name": "B"}], "tiers[1].order", "invalid_argument"),
        ([{"tier_id": 1}, {"name": "PREMIUM"}], "tiers[1].name", "invalid_argument"),
        ([{"tier_id": 1}, {"tier_id": 1, "name": "X"}], "tiers[1].tier_id", "invalid_argument"),
        ([{"order": 1}], "tiers[0].name", "invalid_argument"),
        ([{"tier_id": 9}], "tiers[0].tier_id", "invalid_reference"),
    ],
)
def test_what_cannot_be_is_named(given, fault, code):
    with pytest.raises(Invalid) as no:
        arranged(given, KNOWN)
    assert fault in no.value.fields
    assert no.value.code == code
