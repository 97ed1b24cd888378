import pytest

from tools.work_orders.rules.predecessors import is_done_anew, parcel_is_shown

BEFORE, ASSIGNED, AFTER = "2026-03-03T09:00:00.000Z", "2026-03-03T10:00:00.000Z", "2026-03-03T11:00:00.000Z"


@pytest.mark.parametrize(
    ("direction", "entered_at", "of_earlier", "shown"),
    [
        ("to_site", BEFORE, True, True),
        ("from_site", BEFORE, True, True),
        ("to_site", BEFORE, False, True),
        ("to_provider", BEFORE, False, False),
        ("to_provider", BEFORE, True, False),
        ("to_provider", AFTER, False, True),
        ("to_other_location", BEFORE, False, True),
        ("to_other_location", BEFORE, True, False),
    ],
)
def test_parcels_of_the_site_are_the_order_s_and_others_whose_they_were(direction, entered_at, of_earlier, shown):
    assert parcel_is_shown(direction, entered_at, of_earlier, ASSIGNED) is shown


@pytest.mark.parametrize("type_id", range(1, 14))
def test_a_step_is_done_anew_unless_what_it_made_stays_with_the_order(type_id):
    done = {"type_id": type_id, "status": "complete", "completed_by_type": "person", "completed_by_id": 7}
    assert is_done_anew(done, 7) is (type_id not in (5, 6, 7, 12))
    assert not is_done_anew(done, 8)
    assert not is_done_anew({**done, "completed_by_type": "agent"}, 7)
    assert not is_done_anew({**done, "status": "incomplete"}, 7)
