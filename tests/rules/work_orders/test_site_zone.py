"""A site's zone comes from where it is, never from where the server is."""

from __future__ import annotations

from datetime import datetime

import pytest

from tools.work_orders.rules.site_zone import doubt, zone_at, zone_of_site, zones_of


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
        # At sea nobody can tell, at the poles neither.
        (0.0, -30.0, None),
        (0.0, 0.0, None),
        (90.0, 0.0, None),
        (65.0, 180.0, "Asia/Anadyr"),
        (65.0, -180.0, "Asia/Anadyr"),
    ],
)
def test_the_zone_of_a_point(latitude: float, longitude: float, zone: str | None) -> None:
    assert zone_at(latitude, longitude) == zone


def test_the_zones_of_a_country_begin_with_where_most_people_live() -> None:
    assert zones_of("US")[0] == "America/New_York"
    assert zones_of("XX") == ()


ALIKE, COUNTRY = "Clocks there are not all set alike", "No clock of"


@pytest.mark.parametrize(
    ("latitude", "longitude", "country", "zone", "said"),
    [
        (44.98, -93.27, "US", "America/Chicago", None),
        (60.17, 24.94, "FI", "Europe/Helsinki", None),
        (50.45, 30.52, "UA", "Europe/Kyiv", None),
        (32.08, 34.78, "IL", "Asia/Jerusalem", None),
        (28.61, 77.21, "IN", "Asia/Kolkata", None),
        (41.72, 44.79, "GE", "Asia/Tbilisi", None),
        # Two clocks are kept side by side.
        (44.95, 34.10, "UA", "Europe/Simferopol", ALIKE),
        (44.95, 34.10, "RU", "Europe/Simferopol", ALIKE),
        (48.00, 37.80, "UA", "Europe/Kyiv", ALIKE),
        (43.00, 41.00, "GE", "Asia/Tbilisi", ALIKE),
        (42.22, 43.97, "GE", "Asia/Tbilisi", ALIKE),
        (43.80, 87.60, "CN", "Asia/Urumqi", ALIKE),
        (35.20, 33.36, "CY", "Asia/Famagusta", ALIKE),
        (31.53, 35.10, "PS", "Asia/Hebron", ALIKE),
        (33.00, 35.80, "SY", "Asia/Jerusalem", ALIKE),
        (27.15, -13.20, "EH", "Africa/El_Aaiun", ALIKE),
        (34.08, 74.80, "IN", "Asia/Kolkata", ALIKE),
        # The country says otherwise than the point: one of the two is mistaken.
        (44.98, -93.27, "DE", "America/Chicago", COUNTRY),
        (52.52, 13.40, "US", "Europe/Berlin", COUNTRY),
        # Another name of the same clock is none to worry about.
        (43.74, 7.42, "MC", "Europe/Paris", None),
        (42.66, 21.16, "XK", "Europe/Belgrade", None),
    ],
)
def test_what_the_map_says_may_be_doubted(
    latitude: float, longitude: float, country: str, zone: str, said: str | None
) -> None:
    assert zone_at(latitude, longitude) == zone
    found = doubt(zone, latitude, longitude, country, at("2026-03-02T09:00Z"))
    assert found is None if said is None else found is not None and found.startswith(said)
