"""Staffing contracts changed and ended, through the pipeline."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.hall import Hall, Refused
from tests.tools.staffing.agreed import Sides, between, sides
from tests.tools.staffing.wanted import hire, inquiry


async def shown(world: Sides, id: int | None = None) -> dict:
    return (await world.acme.call("get_staffing_contract", id=id or world.id))["contract"]


async def change(world: Sides, **given) -> dict:
    return await world.acme.call("update_staffing_contract", id=world.id, **given)


async def refused(world: Sides, tool: str = "update_staffing_contract", **given) -> Refused:
    with pytest.raises(Refused) as no:
        await world.acme.call(tool, **{"id": world.id, **given})
    return no.value


async def test_only_what_is_passed_changes(hall: Hall) -> None:
    world = await sides(hall)
    before = await shown(world)
    hall.clock.advance(hours=1)
    answer = await world.acme.call(
        "update_staffing_contract", the_contract_id=world.public_id, client_price="150", allocation=50, notes=None
    )
    assert answer["changed"] == ["allocation", "client_price"]
    assert answer["contract"] == {
        "id": world.id, "the_contract_id": world.public_id, "status": "ongoing", "allocation": 50, "client_price": "150.00",
    }  # fmt: skip
    assert answer["charge"]["amount"] == "0.001000"
    after = await shown(world)
    assert after.pop("updated_at") > before.pop("updated_at")
    assert after == {**before, "allocation": 50, "client_price": "150.00"}


CHANGES = [
    ("client_price", "150", "150.00"),
    ("vendor_price", "0", "0.00"),
    ("type", "monthly", "monthly"),
    ("contract_start", "2026-02-01", "2026-02-01"),
    ("contract_end", "2027-01-31", "2027-01-31"),
    ("allocation", 12.25, 12.25),
    ("max_hours", 0, 0),
    ("unit", "days", "days"),
    ("service_code", "SVC-02", "SVC-02"),
    ("work_scope", "Testing", "Testing"),
    ("notice_period", "1 month", "1 month"),
    ("client_company_name", "Lo", "Lo"),
    ("vendor_company_name", "Low", "Low"),
    ("vendor_company_for_client", "Experts", "Experts"),
    ("vendor_contact", "Vic", "Vic"),
    ("notes", "New", "New"),
    ("consult_skills", "Go, Rust", ["Go", "Rust"]),
]


@pytest.mark.parametrize(("name", "value", "kept"), CHANGES)
async def test_each_field_is_changed_and_answered(hall: Hall, name: str, value: object, kept: object) -> None:
    world = await sides(hall)
    answer = await change(world, **{name: value})
    assert name in answer["changed"]
    assert answer["contract"][name] == kept
    assert (await shown(world))[name] == kept
    again = await change(world, **{name: value})
    assert again["changed"] == []
    assert float(again["charge"]["amount"]) == 0


@pytest.mark.parametrize(
    "name",
    ["client_price", "vendor_price", "max_hours", "service_code", "work_scope", "notice_period", "vendor_contact", "notes",
     "vendor_company_name", "vendor_company_for_client", "selected_consultant", "contract_end"],
)  # fmt: skip
async def test_what_may_be_missing_is_emptied_by_name_and_never_by_null(hall: Hall, name: str) -> None:
    world = await sides(hall)
    kept = await change(world, **{name: None}, unit="days")
    assert kept["changed"] == ["unit"]
    emptied = await change(world, clear=[name])
    assert name in emptied["changed"]
    assert name not in await shown(world)


async def test_skills_are_replaced_whole_and_emptied_by_an_empty_list(hall: Hall) -> None:
    world = await sides(hall)
    await change(world, consult_skills=["Go"])
    assert (await shown(world))["consult_skills"] == ["Go"]
    await change(world, consult_skills=[])
    assert (await shown(world))["consult_skills"] == []


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        ({"contract_end": "2026-02-28"}, {"contract_end"}),
        ({"contract_start": "2027-01-01"}, {"contract_start"}),
        ({"contract_start": "2027-01-01", "contract_end": "2026-12-31"}, {"contract_end"}),
        ({"clear": ["contract_end"], "is_infinite": False}, {"contract_end"}),
        ({"allocation": 101}, {"allocation"}),
        ({"max_hours": -1}, {"max_hours"}),
        ({"client_price": "-5"}, {"client_price"}),
        ({"vendor_price": "1.001", "client_company_id": 987654321}, {"vendor_price", "client_company_id"}),
        ({"selected_consultant": {"id": 987654321}}, {"selected_consultant.id"}),
        ({"client_company_name": "Law"}, {"client_company_name"}),
        ({"vendor_company_name": "la"}, {"vendor_company_name"}),
        ({"status": "ongoing"}, {"status"}),
        ({"vat": 10}, {"vat"}),
        ({"the_contract_id": "C-1"}, {"id", "the_contract_id"}),
    ],
)
async def test_a_fault_is_named_and_nothing_changes(hall: Hall, wrong: dict, fields: set[str]) -> None:
    world = await sides(hall)
    before = await shown(world)
    no = await refused(world, **wrong)
    assert (no.status, set(no.fields)) == (422, fields)
    assert await shown(world) == before


async def test_one_made_open_ended_has_no_end_and_one_with_an_end_is_not_open_ended(hall: Hall) -> None:
    world = await sides(hall)
    opened = await change(world, is_infinite=True)
    assert opened["changed"] == ["contract_end", "is_infinite"]
    assert opened["contract"]["is_infinite"] is True
    assert set((await refused(world, is_infinite=False)).fields) == {"contract_end"}
    closed = await change(world, contract_end="2026-06-30", is_infinite=False)
    assert (closed["contract"]["is_infinite"], closed["contract"]["contract_end"]) == (False, "2026-06-30")
    both = await change(world, contract_end="2026-07-31", is_infinite=True)
    assert any("2026-07-31 was not kept" in text for text in both["warnings"])
    assert (await shown(world))["is_infinite"] is True


async def test_an_ended_contract_comes_back_with_a_later_end(hall: Hall) -> None:
    world = await sides(hall)
    hall.clock.set(datetime(2027, 1, 1, 9, tzinfo=UTC))
    assert (await shown(world))["status"] == "ended"
    assert (await change(world, contract_end="2027-03-31"))["contract"]["status"] == "ongoing"
    hall.clock.set(datetime(2027, 4, 1, 9, tzinfo=UTC))
    assert (await change(world, is_infinite=True))["contract"]["status"] == "ongoing"
    over = await change(world, contract_end="2027-03-31")
    assert over["contract"]["status"] == "ended"
    assert any("has passed" in text for text in over["warnings"])


async def test_a_start_that_moves_takes_the_status_along(hall: Hall) -> None:
    world = await sides(hall)
    early = await world.record(status="ongoing", contract_start="2026-06-01")
    moved = await world.acme.call("update_staffing_contract", id=early["id"], contract_start="2026-07-01")
    assert moved["contract"]["status"] == "planned"
    moved = await world.acme.call("update_staffing_contract", id=early["id"], contract_start="2026-03-02")
    assert moved["contract"]["status"] == "ongoing"


async def test_another_consultant_takes_over_with_a_title_of_their_own(hall: Hall) -> None:
    world = await sides(hall)
    kim = (await shown(world))["selected_consultant"]
    titled = await change(world, selected_consultant={"title": "Lead"})
    assert titled["contract"]["selected_consultant"] == {**kim, "title": "Lead"}
    same = await change(world, selected_consultant={"name": "kim lee"})
    assert same["changed"] == []
    ann = await hall.person("ann@work.test")
    swapped = await change(world, selected_consultant={"id": ann.id, "name": "Ann"})
    assert swapped["contract"]["selected_consultant"]["id"] == ann.id
    assert "title" not in swapped["contract"]["selected_consultant"]
    await change(world, selected_consultant={"name": "Kim Lee", "title": "Lead"})
    assert (await shown(world))["selected_consultant"]["title"] == "Lead"
    await change(world, clear=["selected_consultant"])
    assert set((await refused(world, selected_consultant={"title": "Lead"})).fields) == {"selected_consultant"}


async def test_a_terminated_contract_is_not_changed(hall: Hall) -> None:
    world = await sides(hall)
    await world.acme.call("terminate_staffing_contract", id=world.id)
    no = await refused(world, notes="Late")
    assert (no.code, no.shape["state"]) == ("wrong_state", "terminated")
    assert no.next[0] == "create_staffing_contract"
    made = await world.acme.call("create_staffing_contract", **no.step("create_staffing_contract"))
    new = (await world.acme.call("get_staffing_contract", id=made["id"]))["contract"]
    before = await shown(world)
    names = ("client_company_id", "vendor_company_id", "client_price", "vendor_price", "unit", "selected_consultant")
    assert {name: new.get(name) for name in names} == {name: before.get(name) for name in names}


async def test_unknown_and_others_are_not_there(hall: Hall) -> None:
    world = await sides(hall)
    rival = await hall.agent("Rival")
    for tool in ("update_staffing_contract", "terminate_staffing_contract"):
        for caller, id in ((rival, world.id), (world.acme, 987654321)):
            with pytest.raises(Refused) as no:
                await caller.call(tool, id=id)
            assert no.value.status == 404
        no = await refused(world, tool, the_contract_id=world.public_id)
        assert no.status == 422
        with pytest.raises(Refused) as no:
            await world.acme.call(tool)
        assert no.value.status == 422


@pytest.mark.parametrize(
    ("start", "end", "last"),
    [
        ("2026-02-01", "2026-12-31", "2026-03-02"),
        ("2026-03-02", None, "2026-03-02"),
        ("2026-05-01", None, "2026-05-01"),
    ],
)
async def test_the_last_day_of_a_terminated_contract_is_today_or_its_start(hall: Hall, start, end, last) -> None:
    world = await sides(hall, contract_start=start, contract_end=end)
    answer = await world.boss.call("terminate_staffing_contract", the_contract_id=world.public_id, reason="Over")
    assert answer["contract"] == {
        "id": world.id, "the_contract_id": world.public_id, "status": "terminated", "terminated_at": "2026-03-02T09:00:00Z",
    }  # fmt: skip
    assert "position" not in answer
    contract = await shown(world)
    assert (contract["contract_end"], contract["is_infinite"]) == (last, False)
    assert contract["termination_reason"] == "Over"
    assert any(f"with {last} as its last day" in question for question in world.boss.questions)
    hall.clock.advance(days=400)
    assert (await shown(world))["status"] == "terminated"


async def test_nothing_ends_against_a_no(hall: Hall) -> None:
    world = await sides(hall)
    world.boss.says_yes = False
    with pytest.raises(Refused):
        await world.boss.call("terminate_staffing_contract", id=world.id, delete_record=True)
    world.boss.says_yes = True
    assert (await shown(world))["status"] == "ongoing"


async def test_what_is_over_is_only_taken_out_of_the_records(hall: Hall) -> None:
    world = await sides(hall)
    old = await world.record(contract_start="2026-01-01", contract_end="2026-02-01")
    dead = await world.record()
    await world.acme.call("terminate_staffing_contract", id=dead["id"], reason="First")
    for one, status in ((old, "ended"), (dead, "terminated")):
        no = await refused(world, "terminate_staffing_contract", id=one["id"])
        assert (no.code, no.shape["state"]) == ("wrong_state", status)
        hall.clock.advance(hours=1)
        gone = await world.acme.call("terminate_staffing_contract", id=one["id"], delete_record=True, reason="Second")
        assert gone["contract"]["status"] == status
        assert gone["contract"]["deleted_at"]
        assert gone["contract"].get("terminated_at", "") < gone["contract"]["deleted_at"]
        for who in (world.boss, world.la, world.law):
            listed = await who.call("list_staffing_contracts")
            left = [dead["id"], world.id] if status == "ended" else [world.id]
            assert [line["id"] for line in listed["contracts"]] == left
        with pytest.raises(Refused) as again:
            await world.acme.call("terminate_staffing_contract", id=one["id"], delete_record=True)
        assert again.value.status == 404
    kept = hall.sql(
        "SELECT contract_end, termination_reason FROM staffing_contracts WHERE deleted_at IS NOT NULL ORDER BY id"
    )
    assert kept == [("2026-02-01", None), ("2026-03-02", "First")]


async def test_one_that_runs_is_ended_and_taken_out_in_one_step(hall: Hall) -> None:
    world = await sides(hall)
    gone = await world.acme.call("terminate_staffing_contract", id=world.id, delete_record=True)
    assert gone["contract"]["status"] == "terminated"
    assert gone["contract"]["terminated_at"] == gone["contract"]["deleted_at"]


async def test_a_position_is_searched_for_again_when_its_contract_ends_before_the_start(hall: Hall) -> None:
    world = await sides(hall)
    asked = await world.acme.call("create_inquiry", **inquiry(hires=[hire(), hire()]))
    first, second = (position["id"] for position in asked["positions"])
    planned = await world.record(position_id=first, contract_start="2026-05-01")
    running = await world.record(position_id=second)
    assert (await world.acme.call("get_inquiry", inquiry_id=asked["id"]))["inquiry"]["stage"] == "contract_signed"
    back = await world.acme.call("terminate_staffing_contract", id=planned["id"])
    assert back["position"] == {"id": first, "stage": "search_in_progress"}
    stays = await world.acme.call("terminate_staffing_contract", id=running["id"])
    assert stays["position"] == {"id": second, "stage": "contract_signed"}
    found = await world.acme.call("get_inquiry", inquiry_id=asked["id"])
    assert found["inquiry"]["stage"] == "search_in_progress"
    assert [(one["stage"], one.get("contract_id")) for one in found["positions"]] == [
        ("search_in_progress", None),
        ("contract_signed", running["id"]),
    ]
    listed = await world.acme.call("list_inquiries")
    assert (listed["search_progress"], listed["contracts_signed"]) == (1, 0)
    # Another contract fills it, and what becomes of the former one's record is nothing to it.
    again = await world.record(position_id=first)
    gone = await world.acme.call("terminate_staffing_contract", id=planned["id"], delete_record=True)
    assert "position" not in gone
    found = await world.acme.call("get_inquiry", inquiry_id=asked["id"])
    assert found["positions"][0]["contract_id"] == again["id"]
    assert found["inquiry"]["stage"] == "contract_signed"


async def test_one_recorded_as_running_before_its_start_still_gives_the_position_back(hall: Hall) -> None:
    world = await sides(hall)
    asked = await world.acme.call("create_inquiry", **inquiry())
    made = await world.record(
        position_id=asked["positions"][0]["id"],
        status="ongoing",
        contract_start="2026-05-01",
        contract_end="2026-06-01",
    )
    back = await world.acme.call("terminate_staffing_contract", id=made["id"])
    assert back["position"]["stage"] == "search_in_progress"


async def test_a_dry_run_and_a_key_are_what_they_are_elsewhere(hall: Hall) -> None:
    world = await sides(hall)
    companies = hall.sql("SELECT count(*) FROM companies")
    dry = await change(world, client_company_name="Lo", dry_run=True)
    assert dry["contract"]["client_company_name"] == "Lo"
    assert hall.sql("SELECT count(*) FROM companies") == companies
    assert (await shown(world))["client_company_name"] == "La"
    keyed = [await world.acme.call("create_staffing_contract", **between(), idempotency_key="k-1") for _ in range(2)]
    assert keyed[0]["id"] == keyed[1]["id"]
