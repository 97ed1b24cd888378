"""What belongs to which way of giving a site."""

import pytest

from tools.work_orders.logistics.rules.site import misplaced

ADDRESS = ("address1", "address2", "city", "state", "zip", "country", "latitude", "longitude")


@pytest.mark.parametrize(
    ("mode", "given", "faults"),
    [
        ("custom", {*ADDRESS, "display_name", "type_id", "time_zone", "notes", "save_as"}, set()),
        ("custom", {"saved_location_id"}, {"saved_location_id"}),
        ("saved", {"saved_location_id", "display_name", "notes"}, set()),
        ("saved", {"saved_location_id", "zip", "type_id", "save_as"}, {"zip", "type_id", "save_as"}),
        ("remote", {"notes"}, set()),
        ("remote", {*ADDRESS, "saved_location_id", "display_name"}, {*ADDRESS, "saved_location_id", "display_name"}),
    ],
)
def test_what_does_not_belong_to_a_mode_is_named(mode, given, faults):
    assert set(misplaced(mode, given)) == faults
