"""The kinds of work a job can be."""

import pytest

from tests.hall import Refused
from tests.tools.work_orders.field_work import company, write


async def refusal(call):
    with pytest.raises(Refused) as no:
        await call
    return no.value


async def test_kinds_of_work_are_there_from_the_start(hall):
    boss, ann = await company(hall), await hall.person("ann@work.test")
    kinds = {each["id"]: each for each in (await ann.call("list_types_of_work", limit=100))["results"]}
    names = {62: "Point of Sale (POS)", 76: "Printer / copier", 91: "Low voltage runs", 93: "Low voltage testing",
             94: "Cabling", 110: "Networking", 120: "Desktop support", 130: "Digital signage", 140: "Security / CCTV",
             150: "General labor"}  # fmt: skip
    assert {id: kinds[id]["name"] for id in names} == names
    assert [each["name"] for each in kinds.values()] == sorted(each["name"] for each in kinds.values())
    under = await ann.call("list_types_of_work", parent_id=94, search="TEST")
    assert [each["id"] for each in under["results"]] == [93]
    write(
        hall,
        "INSERT INTO types_of_work (id, company_id, name, category) VALUES (900, ?, 'Kiosks', 'Own')",
        boss.company,
    )
    assert 900 in [each["id"] for each in (await boss.call("list_types_of_work", search="kiosk"))["results"]]
    assert (await ann.call("list_types_of_work", search="kiosk"))["total"] == 0
    assert (await ann.call("list_types_of_work", active=False))["total"] == 0


async def test_service_types_belong_to_a_type_of_work(hall):
    ann = await hall.person("ann@work.test")
    services = await ann.call("list_service_types", type_of_work_id=62)
    assert [each["name"] for each in services["results"]] == [
        "De-installation",
        "Installation",
        "Repair",
        "Site survey",
    ]
    assert {each["type_of_work_id"] for each in services["results"]} == {62}
    no = await refusal(ann.call("list_service_types", type_of_work_id=999))
    assert (no.code, no.next) == ("not_found", ["list_types_of_work"])
