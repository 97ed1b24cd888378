"""Parcels as pure decisions: every step of their states, what a proper one is, links of carriers."""

from datetime import UTC, datetime, timedelta

import pytest

from tools.errors import Invalid, WrongState
from tools.work_orders.logistics.rules.shipments import STATUSES, check_parcel, check_step, link, spelled

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ALLOWED = {
    ("pending", "in_transit"), ("pending", "delayed"), ("pending", "delivered"),
    ("in_transit", "delayed"), ("in_transit", "delivered"),
    ("delayed", "in_transit"), ("delayed", "delivered"),
    ("delivered", "in_transit"),
}  # fmt: skip
PARCEL = {
    "name": "Router", "direction": "to_site", "carrier_name": "ups", "carrier_other": None, "tracking": "1Z", "location": None,
    "status": "pending", "arrived": None,
}  # fmt: skip
HOME = {"address1": "1 Elm St", "zip": "55401", "country": "US"}
OTHER = {"carrier_name": "other"}
ELSEWHERE = {"direction": "to_other_location"}


@pytest.mark.parametrize("before", STATUSES)
@pytest.mark.parametrize("after", STATUSES)
def test_every_step_between_states(before, after):
    if before == after or (before, after) in ALLOWED:
        check_step(1, before, after)
        return
    with pytest.raises(WrongState) as no:
        check_step(1, before, after)
    assert set(no.value.details["allowed"]) == {to for start, to in ALLOWED if start == before}
    assert all(name in no.value.message for name in no.value.details["allowed"])


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({}, set()),
        ({"name": ""}, {"name"}),
        ({"tracking": ""}, {"carrier.tracking"}),
        (OTHER, {"carrier.other"}),
        ({**OTHER, "carrier_other": "DHL"}, set()),
        ({"carrier_other": "DHL"}, {"carrier.other"}),
        (ELSEWHERE, {"location"}),
        ({**ELSEWHERE, "location": HOME}, set()),
        ({**ELSEWHERE, "location": {"city": "Berlin", "address1": "1", "country": "DE"}}, set()),
        ({**ELSEWHERE, "location": {"name": "Depot"}}, {"location.address1", "location.country", "location.zip"}),
        ({**ELSEWHERE, "location": {**HOME, "country": "XX"}}, {"location.country"}),
        ({"location": HOME}, {"location"}),
        ({"direction": "to_provider", "location": HOME}, {"location"}),
        ({"arrived": NOW}, {"arrived"}),
        ({"status": "delivered", "arrived": NOW}, set()),
        ({"status": "delivered", "arrived": NOW + timedelta(seconds=1)}, {"arrived"}),
    ],
)
def test_a_proper_parcel(changes, faults):
    if not faults:
        check_parcel(PARCEL | changes, NOW)
        return
    with pytest.raises(Invalid) as no:
        check_parcel(PARCEL | changes, NOW)
    assert set(no.value.fields) == faults


@pytest.mark.parametrize(
    ("carrier", "tracking", "address"),
    [
        ("ups", "1Z999", "https://www.ups.com/track?tracknum=1Z999"),
        ("fedex", "7777", "https://www.fedex.com/fedextrack/?trknbr=7777"),
        ("usps", "9400 1", "https://tools.usps.com/go/TrackConfirmAction?tLabels=9400%201"),
        ("ups", "1&x=/../#y", "https://www.ups.com/track?tracknum=1%26x%3D%2F..%2F%23y"),
        ("other", "TRK-1001", None),
    ],
)
def test_links_are_made_from_fixed_patterns(carrier, tracking, address):
    assert link(carrier, tracking) == address


@pytest.mark.parametrize(("given", "kept"), [("To Site", "to_site"), ("to-other location", "to_other_location"),
                                             ("UPS", "ups"), ("to_site", "to_site"), (7, 7)])  # fmt: skip
def test_words_are_taken_as_others_spell_them(given, kept):
    assert spelled(given) == kept
