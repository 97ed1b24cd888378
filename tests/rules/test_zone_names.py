from __future__ import annotations

from zoneinfo import ZoneInfo, available_timezones

import pytest
from tzlocal.windows_tz import win_tz

from tools.currency_names import near_codes
from tools.zone_names import canonical, meant, near_names


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("utc", "UTC"), ("UTC", "UTC"), ("Gmt", "GMT"), ("europe/berlin", "Europe/Berlin"), ("EUROPE/BERLIN", "Europe/Berlin"),
        ("America/New York", "America/New_York"), (" america/new_york ", "America/New_York"),
        ("Asia/HoChiMinh", "Asia/Ho_Chi_Minh"),
        ("etc/gmt+2", "Etc/GMT+2"), ("America/Port-au-Prince", "America/Port-au-Prince"),
    ],
)  # fmt: skip
def test_a_zone_is_known_by_its_name_without_capitals_blanks_and_underscores(text: str, name: str) -> None:
    assert canonical(text) == name


@pytest.mark.parametrize(
    "text", ["Berlin", "Europe/Berlim", "GMT+2", "W. Europe Standard Time", "localtime", "Factory", "", "../x"]
)
def test_nothing_else_is_a_zone(text: str) -> None:
    assert canonical(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("GMT+2", "Etc/GMT-2"), ("UTC+02:00", "Etc/GMT-2"), ("+02:00", "Etc/GMT-2"), ("+2", "Etc/GMT-2"),
        ("utc +0200", "Etc/GMT-2"), ("UTC-5", "Etc/GMT+5"), ("-05:00", "Etc/GMT+5"), ("GMT+14", "Etc/GMT-14"), ("UTC+0", "UTC"),
        ("+00:00", "UTC"),
        ("Z", "UTC"),
        ("W. Europe Standard Time", "Europe/Berlin"), ("w.europe standard time", "Europe/Berlin"),
        ("Pacific Standard Time", "America/Los_Angeles"), ("India Standard Time", "Asia/Calcutta"),
        ("GMT Standard Time", "Europe/London"),
        ("JST", "Asia/Tokyo"), ("msk", "Europe/Moscow"), ("BST", "Europe/London"),
    ],
)  # fmt: skip
def test_windows_names_offsets_and_abbreviations_mean_one_zone(text: str, name: str) -> None:
    assert meant(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "IST",
        "CST",
        "PST",
        "AST",
        "EEST",
        "GMT+15",
        "+05:30",
        "UTC+13:45",
        "GMT-13",
        "Europe/Berlim",
        "Berlin",
        "X" * 60,
        "",
        "+",
        "++2",
    ],
)
def test_what_could_mean_another_zone_gets_no_suggestion(text: str) -> None:
    assert meant(text) is None


def test_every_zone_that_can_be_suggested_is_one() -> None:
    assert set(win_tz.values()) <= available_timezones()
    assert all(meant(name) == zone for name, zone in win_tz.items() if canonical(name) is None)
    assert all(ZoneInfo(f"Etc/GMT{sign}1") for sign in "+-")


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Europe/Berlim", ["Europe/Berlin"]), ("Europe/Helsinky", ["Europe/Helsinki"]), ("berlin", ["Europe/Berlin"]),
        ("America/Los Angelos", ["America/Los_Angeles"]), ("Helsinky", ["Europe/Helsinki"]),
        ("CST", []), ("utc+x", []), ("nowhere at all", []), ("", []), ("W. Europe", []), ("GMT+15", []),
    ],
)  # fmt: skip
def test_a_misspelt_zone_comes_near_to_those_it_may_be(text: str, near: list[str]) -> None:
    assert near_names(text) == near


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Euro", ["EUR"]), ("euros", ["EUR"]), ("US dollars", ["USD"]), ("$", ["USD"]), ("bitcoin", ["BTC"]),
        ("RUR", ["RUB"]), ("XYZ", []), ("", []), ("GBP", []),
    ],
)  # fmt: skip
def test_a_currency_is_known_by_what_people_call_it(text: str, near: list[str]) -> None:
    assert near_codes(text) == near
