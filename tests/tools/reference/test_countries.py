"""Countries with their numbers and letters."""

from __future__ import annotations

from tests.hall import Hall
from tools.rules.countries import COUNTRIES
from tools.rules.country_names import countries, country_numbered, number_of

LATVIA = {"id": 428, "region_number": "428", "alpha2": "LV", "title": "Latvia", "title_en": "Latvia"}


async def test_a_country_is_found_by_name_number_and_letters(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    for search in ("Latvia", "lat", "428", "LV", "lv", "Латвия"):
        assert (await ann.call("list_country_codes", search=search))["items"][0] == LATVIA, search
    assert [it["alpha2"] for it in (await ann.call("list_country_codes", search="Saksa"))["items"]] == ["DE"]
    assert (await ann.call("list_country_codes", search="12"))["items"][0]["region_number"] == "012"
    assert (await ann.call("list_country_codes", search="Korea, Republic"))["items"][0]["title_en"] == "South Korea"
    assert (await ann.call("list_country_codes", search="Atlantis"))["items"] == []


async def test_titles_come_in_the_callers_language(hall: Hall) -> None:
    ann = await hall.person("ann@work.test")
    await ann.call("set_my_language", language="RU")
    [found] = (await ann.call("list_country_codes", search="Latvia"))["items"]
    assert found == {**LATVIA, "title": "Латвия"}
    await ann.call("set_my_language", language="FI")
    assert (await ann.call("list_country_codes", search="Saksa"))["items"][0]["title"] == "Saksa"


async def test_all_countries_are_listed_in_the_order_of_their_names(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    listed, cursor = [], {}
    while True:
        page = await agent.call("list_country_codes", limit=100, **cursor)
        listed += page["items"]
        if not page.get("next_cursor"):
            break
        cursor = {"cursor": page["next_cursor"]}
    assert page["total"] == len(listed) == 249
    assert [it["title"] for it in listed[:3]] == ["Afghanistan", "Åland Islands", "Albania"]
    assert {it["alpha2"] for it in listed} == COUNTRIES


def test_a_number_is_read_with_and_without_leading_zeros() -> None:
    assert [getattr(country_numbered(it), "alpha2", None) for it in ("643", "012", "12", " 12 ", "1049", "", "٣")] == [
        "RU", "DZ", "DZ", "DZ", None, None, None,
    ]  # fmt: skip
    assert (number_of("lv"), number_of("XX")) == ("428", None)
    assert len({country.number for country in countries()}) == 249
