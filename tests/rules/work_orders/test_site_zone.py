"""A site's zone comes from where it is, never from where the server is."""

from __future__ import annotations

from datetime import datetime

import pytest

from tools.work_orders.rules.site_zone import zone_at, zone_of_site, zones_of


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("country", "start", "company", "zone"),
    [
        # A country with one zone needs nothing more.
        ("FI", None, "UTC", "Europe/Helsinki"),
        ("FI", "2027-01-15T09:00Z", "UTC", "Europe/Helsinki"),
        # Busingen keeps Berlin's time: they agree for a visit that has a time.
        ("DE", "2027-01-15T09:00Z", "UTC", "Europe/Berlin"),
        ("US", "2027-01-15T09:00-06:00", "UTC", "America/Chicago"),
        ("US", "2027-07-15T09:00-05:00", "UTC", "America/Chicago"),
        ("US", "2027-01-15T09:00-05:00", "America/New_York", "America/New_York"),
        ("US", "2027-01-15T09:00-05:00", "UTC", "America/New_York"),
        ("RU", "2027-01-15T09:00+07:00", "UTC", "Asia/Novosibirsk"),
        # The company's zone fits, so it is meant.
        ("US", "2027-01-15T09:00-07:00", "America/Phoenix", "America/Phoenix"),
        # Denver changes its clocks, Phoenix does not: only the client can tell.
        ("US", "2027-01-15T09:00-07:00", "UTC", None),
        # Z is what programs send for every place, and no offset is nothing.
        ("US", "2027-01-15T09:00Z", "America/New_York", None),
        ("US", None, "America/Chicago", None),
        # An offset that the country does not have is a mistake.
        ("US", "2027-01-15T09:00+02:00", "America/Chicago", None),
        ("AQ", None, "UTC", None),
    ],
)
def test_the_zone_of_an_address(country: str, start: str | None, company: str, zone: str | None) -> None:
    assert zone_of_site(country, at(start) if start else None, company) == zone


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (44.9778, -93.2650, "America/Chicago"),
        (33.4484, -112.0740, "America/Phoenix"),
        (60.1699, 24.9384, "Europe/Helsinki"),
        (49.8951, -97.1384, "America/Winnipeg"),
        (-33.8688, 151.2093, "Australia/Sydney"),
        (0.0, -30.0, "Etc/GMT+2"),
    ],
)
def test_the_zone_of_a_point(latitude: float, longitude: float, zone: str) -> None:
    assert zone_at(latitude, longitude) == zone


def test_the_zones_of_a_country_begin_with_where_most_people_live() -> None:
    assert zones_of("US")[0] == "America/New_York"
    assert zones_of("XX") == ()
