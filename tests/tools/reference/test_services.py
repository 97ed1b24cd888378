"""The lists other tools take ids from."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused

PLAIN_LISTS = [
    "list_currencies",
    "list_deadline_types",
    "list_tax_statuses",
    "list_task_states",
    "list_languages",
    "list_task_categories",
    "list_specializations",
]


@pytest.mark.parametrize("tool", PLAIN_LISTS)
async def test_every_list_is_free_and_needs_a_signed_in_caller(hall: Hall, tool: str) -> None:
    worker = await hall.person("ann@work.test")
    assert (await worker.call(tool))["items"]
    with pytest.raises(Refused) as no:
        await hall.nobody().call(tool)
    assert no.value.status == 401
    assert hall.sql("SELECT coalesce(sum(amount), 0) FROM calls") == [(0,)]


async def test_categories_hold_services_and_services_hold_attributes(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    categories = await worker.call("list_task_categories")
    assert categories["items"][:2] == [
        {"id": 1, "title": "Печатные СМИ", "title_en": "Printed mass media", "name": "Printed mass media"},
        {"id": 2, "title": "Интернет-реклама", "title_en": "Internet advertising", "name": "Internet advertising"},
    ]
    services = (await worker.call("list_services", category_id=1, limit=100))["items"]
    copywriting = next(it for it in services if it["id"] == 3)
    assert copywriting["title_en"] == "Copywriting"
    assert copywriting["title_doc"] == "Написание текстов статей/обзоров"
    assert copywriting["advertising"] is False
    attributes = (await worker.call("list_service_attributes", service_id=25))["items"]
    video = next(it for it in attributes if it["id"] == 31)
    assert (video["type"], video["attr_type_id"]) == ("select", 11)
    assert {(it["id"], it["value"]) for it in video["options"]} == {
        (26, "SD"),
        (27, "HD"),
        (29, "FullHD"),
        (28, "UHD"),
        (30, "4K"),
    }


async def test_every_service_has_something_to_fill_in_and_options_where_they_belong(hall: Hall) -> None:
    assert hall.sql("SELECT id FROM services WHERE id NOT IN (SELECT service_id FROM service_attribute_uses)") == []
    with_options = {row[0] for row in hall.sql("SELECT DISTINCT attribute_id FROM service_attribute_options")}
    assert with_options == {row[0] for row in hall.sql("SELECT id FROM service_attributes WHERE type <> 'text'")}
    assert hall.sql("SELECT category_id FROM services GROUP BY category_id HAVING count(*) < 4") == []


async def test_text_attributes_have_no_options_and_required_ones_are_marked(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    by_id = {it["id"]: it for it in (await worker.call("list_service_attributes", service_id=70))["items"]}
    assert by_id[10]["required"] is True
    assert by_id[8]["required"] is False
    assert "options" not in by_id[8]
    assert len(by_id[10]["options"]) == 10


async def test_services_are_found_in_either_language_without_case(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    for search in ("LOGO", "логотип", "ЛОГОТИП"):
        found = await worker.call("list_services", category_id=3, search=search)
        assert [it["id"] for it in found["items"]] == [37]
        assert found["total"] == 1
    assert (await worker.call("list_services", category_id=3, search="zebra"))["items"] == []


async def test_specializations_are_searched_and_paged(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    accountant = {"id": 1, "title": "Бухгалтер", "title_en": "Accountant", "name": "Accountant"}
    assert (await worker.call("list_specializations", search="бухгал"))["items"] == [accountant]
    found = await worker.call("list_specializations", search="actor")
    assert 158 in [it["id"] for it in found["items"]]
    seen: list[int] = []
    cursor: dict[str, str] = {}
    while True:
        page = await worker.call("list_specializations", limit=50, **cursor)
        seen += [it["id"] for it in page["items"]]
        if "next_cursor" not in page:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert len(seen) == len(set(seen)) == page["total"] == 158


async def test_names_come_in_the_callers_language(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")

    await worker.call("set_my_language", language="FI")
    first = (await worker.call("list_task_categories"))["items"][0]
    assert first["name"] == first["title_en"], "they come in English and Russian"
    await worker.call("set_my_language", language="RU")
    assert (await worker.call("list_task_categories"))["items"][0]["name"] == "Печатные СМИ"
    assert (await worker.call("list_specializations", search="actor"))["items"][-1]["name"] == "Актер"


@pytest.mark.parametrize(
    ("tool", "arguments", "following"),
    [
        ("list_services", {"category_id": 999}, "list_task_categories"),
        ("list_service_attributes", {"service_id": 999}, "list_services"),
    ],
)
async def test_lists_under_something_unknown_are_not_found(
    hall: Hall, tool: str, arguments: dict[str, int], following: str
) -> None:
    worker = await hall.person("ann@work.test")
    with pytest.raises(Refused) as no:
        await worker.call(tool, **arguments)
    assert (no.value.status, no.value.next) == (404, [following])


async def test_services_are_searched_by_words_in_all_categories_with_their_attributes(hall: Hall) -> None:
    worker = await hall.person("ann@work.test")
    [found] = (await worker.call("list_services", search="logo des"))["items"]
    alone = (await worker.call("list_service_attributes", service_id=found["id"]))["items"]
    assert (found["title_en"], found["attributes"]) == ("Logo design", alone)
    many = await worker.call("list_services", search="design")
    assert many["total"] > 3
    assert all("attributes" not in item for item in many["items"])
    with pytest.raises(Refused) as no:
        await worker.call("list_services")
    assert set(no.value.fields) == {"category_id", "search"}
