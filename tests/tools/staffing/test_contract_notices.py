"""What is told of staffing contracts, word by word: nobody reads in a notice what a contract does not show them."""

from __future__ import annotations

from tests.hall import Hall
from tests.tools.staffing.agreed import sides


async def texts(caller) -> list[str]:
    listed = await caller.call("list_notices", kinds=["contract_step"])
    assert all("act_with" not in item or item["act_with"] == [] for item in listed["items"])
    return [item["text"] for item in listed["items"]]


async def test_the_sides_are_told_what_it_is_and_where_it_is_read(hall: Hall) -> None:
    world = await sides(hall)
    assert await texts(world.la) == [
        "Your company is recorded as the client of staffing contract “CNTR-2026-0001” of “Acme”, from 2026-03-01 to "
        f"2026-12-31. get_staffing_contract shows it by id {world.id}."
    ]
    assert "as the vendor of staffing contract “CNTR-2026-0001” of “Acme”" in (await texts(world.law))[0]
    assert await texts(world.boss) == []


async def test_a_change_names_the_fields_that_the_side_sees(hall: Hall) -> None:
    world = await sides(hall)
    await world.acme.call(
        "update_staffing_contract",
        id=world.id,
        client_price="130",
        vendor_price="90",
        vendor_contact="Vic",
        vendor_company_name="Low",
        notes="New",
    )
    first = (await texts(world.la))[0]
    assert "client_price" in first
    assert "notes" in first
    for hidden in ("vendor_price", "vendor_contact", "vendor_company_name", "Low", "Law", "130", "90"):
        assert hidden not in first
    assert "not the vendor of" in (await texts(world.law))[0]


async def test_the_client_hears_of_another_vendor_name_only_where_it_sees_one(hall: Hall) -> None:
    world = await sides(hall, vendor_company_for_client=None)
    await world.acme.call("update_staffing_contract", id=world.id, vendor_company_name="Low")
    assert "vendor_company_for_client" in (await texts(world.la))[0]


async def test_a_consultant_hears_of_the_work_and_never_of_prices(hall: Hall) -> None:
    world = await sides(hall)
    ann = await hall.person("ann@work.test")
    await world.acme.call("update_staffing_contract", id=world.id, selected_consultant={"id": ann.id, "name": "Ann"})
    await world.acme.call("update_staffing_contract", id=world.id, client_price="130", vendor_contact="Vic")
    await world.acme.call("update_staffing_contract", id=world.id, client_price="140", allocation=50)
    await world.acme.call("terminate_staffing_contract", id=world.id, reason="The project is over")
    told = await texts(ann)
    assert told == [
        "Terminated: staffing contract “CNTR-2026-0001” of “Acme”. Its last day is 2026-03-02. Reason given: “The project is "
        "over”.",
        "Changed in staffing contract “CNTR-2026-0001” of “Acme”: allocation.",
        "You are recorded as the consultant of staffing contract “CNTR-2026-0001” of “Acme”, from 2026-03-01 to 2026-12-31.",
    ]


async def test_the_feed_of_the_managing_company_has_every_step_and_that_of_the_others_none(hall: Hall) -> None:
    world = await sides(hall)
    await world.acme.call("update_staffing_contract", id=world.id, vendor_price="90")
    await world.acme.call("terminate_staffing_contract", id=world.id)
    found = await world.boss.call("list_changes", since="oldest", types=["contract.changed"])
    assert [(item["record"], item["data"]) for item in found["items"]] == [
        ({"type": "staffing_contract", "id": world.id}, {"state": state})
        for state in ("ongoing", "ongoing", "terminated")
    ]
    by_record = await world.boss.call(
        "list_changes", since="oldest", record_type="staffing_contract", record_id=world.id
    )
    assert len(by_record["items"]) == 3
    for other in (world.la, world.law):
        assert (await other.call("list_changes", since="oldest", types=["contract.changed"]))["items"] == []
