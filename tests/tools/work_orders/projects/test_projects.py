"""Projects, under which a company groups its work orders."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import Any

import pytest

from tests.hall import Hall, Refused, TestCaller
from tests.tools.work_orders import routing_world
from tests.tools.work_orders.field_work import FIXED, SITE, admin, clerk, company, order, provider, published


async def refusal(call: Awaitable[Any]) -> Refused:
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def names(boss: TestCaller, **wanted: Any) -> list[str]:
    return [each["name"] for each in (await boss.call("list_projects", **wanted))["results"]]


async def test_a_project_is_kept_with_everything_and_shows_how_far_it_is(hall: Hall) -> None:
    boss, chief, kim = await company(hall), await admin(hall), await clerk(hall)
    stores = (await boss.call("create_client_company", name="Example Stores"))["id"]
    template = (await boss.call("create_work_order_template", name="Install", values={"title": "Install a terminal"}))[
        "id"
    ]
    made = await chief.call(
        "create_project", name="  Spring\u200b rollout ", client_id=stores, manager_id=kim.id, description="Terminals, all of them",
        start_date="2026-03-01", end_date="2026-03-01", default_template_id=template,
    )  # fmt: skip
    assert made["name"] == "Spring rollout"
    assert made["company_id"] == boss.company
    assert made["client"] == {"id": stores, "name": "Example Stores"}
    assert made["manager"]["id"] == kim.id
    assert made["default_template"] == {"id": template, "name": "Install"}
    assert (made["status"], made["start_date"], made["end_date"]) == ("active", "2026-03-01", "2026-03-01")
    assert made["dispatch"] == {"enabled": False}
    assert made["talent_pool_groups"] == {"total": 0}
    assert made["work_orders"] == {"total": 0, "open": 0, "done": 0}

    pia = await provider(hall)
    ids = [await order(boss, project_id=made["id"]) for _ in range(4)]
    await boss.call("publish_work_order", work_order_id=ids[0])
    await boss.call("assign_work_order", work_order_id=ids[1], user_id=pia.id)
    await pia.call("mark_work_order_complete", work_order_id=ids[1])
    await boss.call("publish_work_order", work_order_id=ids[2])
    await boss.call("cancel_work_order", work_order_id=ids[2], cancel_reason=55)
    await boss.call("cancel_work_order", work_order_id=ids[3], cancel_reason=55)
    routing_world.pool(hall, boss, made["id"], [pia])
    shown = await kim.call("get_project", project_id=made["id"])
    # The thrown away draft counts nowhere, the canceled order in the total alone.
    assert shown["work_orders"] == {"total": 3, "open": 1, "done": 1}
    assert shown["talent_pool_groups"] == {"total": 1}
    first = (await boss.call("get_work_order", work_order_id=ids[0]))["project"]
    assert first == {"id": made["id"], "name": "Spring rollout"}
    assert (await boss.call("list_work_orders", project_id=made["id"]))["total"] == 3


async def test_whoever_makes_a_project_manages_it_but_an_agent_manages_none(hall: Hall) -> None:
    boss, chief = await company(hall), await admin(hall)
    assert (await chief.call("create_project", name="A"))["manager"]["id"] == chief.id
    assert "manager" not in await boss.call("create_project", name="B")


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"name": "  "}, "invalid_argument", "name"),
        ({"name": "x" * 121}, "invalid_argument", "name"),
        ({"start_date": "2026-03-02", "end_date": "2026-03-01"}, "invalid_argument", "end_date"),
        ({"start_date": "2026-02-30"}, "invalid_argument", "start_date"),
        ({"status": "closed"}, "invalid_argument", "status"),
        ({"description": "x" * 5001}, "invalid_argument", "description"),
        ({"client_id": 77}, "invalid_reference", "client_id"),
        ({"manager_id": 77}, "invalid_reference", "manager_id"),
        ({"default_template_id": 77}, "invalid_reference", "default_template_id"),
    ],
)
async def test_a_faulty_project_names_the_field(hall: Hall, given: dict[str, Any], code: str, field: str) -> None:
    boss = await company(hall)
    no = await refusal(boss.call("create_project", **{"name": "A", **given}))
    assert no.code == code
    assert field in no.fields


async def test_a_name_is_used_once_in_a_company(hall: Hall) -> None:
    boss, rival = await company(hall), await company(hall, "Rival")
    id = (await boss.call("create_project", name="Äpfel"))["id"]
    no = await refusal(boss.call("create_project", name="äPFEL"))
    assert (no.code, no.next) == ("conflict", ["get_project"])
    assert len(no.step("get_project")) == 1
    assert str(id) in no.text
    await rival.call("create_project", name="Äpfel")


async def test_projects_are_found_sorted_and_paged(hall: Hall) -> None:
    boss, rival, kim = await company(hall), await company(hall, "Rival"), await clerk(hall)
    alpha, zeta = [(await boss.call("create_client_company", name=name))["id"] for name in ("Alpha", "zeta")]
    ids = {}
    for name, more in {
        "Berlin": {"client_id": zeta, "description": "Terminals in shops"}, "austin": {"client_id": alpha, "manager_id": kim.id},
        "Čapek": {}, "Old": {"status": "archived", "client_id": alpha},
    }.items():  # fmt: skip
        ids[name] = (await boss.call("create_project", name=name, **more))["id"]
    hall.clock.advance(days=40)
    ids["Dallas"] = (await boss.call("create_project", name="Dallas"))["id"]
    await rival.call("create_project", name="Theirs")

    assert await names(boss) == ["austin", "Berlin", "Dallas", "Čapek"]
    assert await names(boss, order="desc") == ["Čapek", "Dallas", "Berlin", "austin"]
    assert await names(boss, status="archived") == ["Old"]
    assert len(await names(boss, status="all")) == 5
    assert await names(boss, sort="id", order="desc") == ["Dallas", "Čapek", "austin", "Berlin"]
    assert await names(boss, sort="created_date", order="desc") == ["Dallas", "Čapek", "austin", "Berlin"]
    assert await names(boss, sort="client") == ["austin", "Berlin", "Čapek", "Dallas"]
    assert await names(boss, sort="client", order="desc") == ["Berlin", "austin", "Dallas", "Čapek"]
    assert (await names(boss, sort="manager"))[0] == "austin"
    assert await names(boss, search="SHOPS") == ["Berlin"]
    assert await names(boss, search="cape") == ["Čapek"]
    assert await names(boss, client_id=alpha) == ["austin"]
    assert await names(boss, client_id=[alpha, zeta], status="all") == ["austin", "Berlin", "Old"]
    assert await names(boss, manager_id=kim.id) == ["austin"]
    assert await names(boss, created_date="2026-04-01,2026-05-01") == ["Dallas"]
    assert await names(boss, created_date="2026-03-02") == ["austin", "Berlin", "Čapek"]

    found = []
    page = await boss.call("list_projects", sort="client", limit=1)
    while True:
        found += [each["name"] for each in page["results"]]
        if "next_cursor" not in page:
            break
        page = await boss.call("list_projects", sort="client", limit=1, cursor=page["next_cursor"])
    assert found == ["austin", "Berlin", "Čapek", "Dallas"]
    second = await boss.call("list_projects", page=2, per_page=3)
    assert [each["name"] for each in second["results"]] == ["Čapek"]
    assert second["metadata"] == {"total": 4, "page": 2, "per_page": 3, "pages": 2, "sort": "name", "order": "asc"}
    assert (await boss.call("list_projects"))["metadata"]["per_page"] == 25


async def test_columns_say_what_a_list_shows(hall: Hall) -> None:
    boss = await company(hall)
    id = (await boss.call("create_project", name="A", description="Long"))["id"]
    await published(boss, project_id=id)
    line = (await boss.call("list_projects"))["results"][0]
    assert line["work_orders"] == {"total": 1, "open": 1, "done": 0}
    assert "description" not in line
    wide = (await boss.call("list_projects", columns=["description", "dispatch"]))["results"]
    assert wide == [{"id": id, "description": "Long", "dispatch": {"enabled": False}}]
    assert (await boss.call("list_projects", fields=["description"]))["results"] == [{"description": "Long"}]
    for wrong in ({"columns": ["price"]}, {"sort": "price"}):
        no = await refusal(boss.call("list_projects", **wrong))
        assert no.code == "invalid_argument"
        assert "description" in str(no.fields) or "created_date" in str(no.fields)
    first = await boss.call("list_projects", limit=1)
    no = await refusal(boss.call("list_projects", page=1, cursor=first.get("next_cursor", "x")))
    assert no.fields.keys() & {"page", "cursor"}
    assert "created_date" in (await refusal(boss.call("list_projects", created_date="yesterday1"))).fields


async def test_projects_are_the_companys_alone(hall: Hall) -> None:
    boss, rival, pia = await company(hall), await company(hall, "Rival"), await provider(hall)
    id = (await boss.call("create_project", name="A"))["id"]
    for project_id in (id, 999):
        no = await refusal(rival.call("get_project", project_id=project_id))
        assert (no.code, no.next) == ("not_found", ["list_projects"])
    assert (await rival.call("list_projects"))["total"] == 0
    assert "project_id" in (await refusal(rival.call("create_work_order", title="x", project_id=id))).fields
    assert (await refusal(pia.call("list_projects"))).code == "forbidden"


async def test_new_orders_start_from_the_default_template_of_their_project(hall: Hall) -> None:
    boss = await company(hall)
    stores, banks = [(await boss.call("create_client_company", name=name))["id"] for name in ("Stores", "Banks")]
    values = {"title": "Install a terminal", "pay": FIXED, "client_id": banks}
    standard = (await boss.call("create_work_order_template", name="Install", values=values))["id"]
    other = (await boss.call("create_work_order_template", name="Repair", values={"title": "Repair"}))["id"]
    project = await boss.call("create_project", name="A", client_id=stores, default_template_id=standard)
    made = await boss.call("create_work_order", project_id=project["id"])
    # The project says for whom the order is, whatever the template has.
    assert (made["title"], made["client"]["id"], made["template"]["id"]) == ("Install a terminal", stores, standard)
    assert any("default of project" in warning for warning in made["warnings"])
    made = await boss.call("create_work_order", project_id=project["id"], title="Fix it", location=SITE)
    assert (made["title"], made["pay"]["base"]["amount"]) == ("Fix it", "400.00")
    made = await boss.call("create_work_order", project_id=project["id"], template_id=other)
    assert (made["title"], made["template"]["id"]) == ("Repair", other)
