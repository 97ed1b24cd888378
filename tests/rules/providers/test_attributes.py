"""Attributes of a group, by name."""

import pytest

from tools.errors import Invalid
from tools.providers.rules.attributes import upserted

BEFORE = [{"attribute_id": "1", "name": "Region", "value": "North"}]


@pytest.mark.parametrize(
    ("given", "after"),
    [
        ([], [("1", "Region", "North")]),
        ([("region", "South")], [("1", "region", "South")]),
        ([("Region", "")], []),
        ([("Depot", "")], [("1", "Region", "North")]),
        ([("Depot", "7")], [("1", "Region", "North"), ("new", "Depot", "7")]),
    ],
)
def test_attributes_are_written_over_by_name_and_removed_by_an_empty_value(given, after):
    found = upserted(BEFORE, [{"name": name, "value": value} for name, value in given], lambda: "new")
    assert [(each["attribute_id"], each["name"], each["value"]) for each in found] == after


def test_a_name_twice_and_too_many_are_refused():
    twice = [{"name": "A", "value": "1"}, {"name": "a", "value": "2"}]
    many = [{"name": f"N{place}", "value": "1"} for place in range(50)]
    for given, field in ((twice, "attributes[1].name"), (many, "attributes")):
        with pytest.raises(Invalid) as no:
            upserted(BEFORE, given, lambda: "new")
        assert field in no.value.fields
