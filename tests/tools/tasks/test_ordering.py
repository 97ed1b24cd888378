"""Ordering tasks: what is stored, what it costs, everything that can be wrong at once."""

from __future__ import annotations

import base64
from uuid import uuid4

import pytest

from store.freelancers import freelancers
from store.types import utc_text
from tests.hall import Refused
from tests.tools.tasks.task_world import LOGO, courier, world_of

ADVERTISING = 20


async def test_an_order_is_stored_and_the_freelancer_hears_of_it(hall):
    world = await world_of(hall)
    answer = await world.acme.call("create_task", **world.request(), external_id="PO-7")
    task = answer["task"]
    assert (task["state"], task["state_name"]) == (1, "unconfirmed")
    assert (task["price"], task["commission_amount"], task["total_to_pay"]) == ("81.00", "7.29", "88.29")
    assert task["worker_receives"] == "81.00"
    assert "shared_commission" not in task
    assert task["external_id"] == "PO-7"
    assert task["deadline"]["type_name"] == "hard"
    assert task["hold"] == {"type": "without_hold", "is_active": False}
    assert task["insurance"] == {"status": 0}
    assert task["next_tools"] == ["reject_task", "request_task_changes", "pay_new_task"]
    assert answer["charge"]
    assert world.history(task["id"]) == [(None, 1, "create_task")]
    assert "A logo" in world.notices(world.ann.owner)[-1]
    assert "start_task" in (await hall.mails("ann@work.test"))[-1].body
    assert world.balance() == ("2000.00", "0.00")


async def test_a_deadline_without_an_offset_is_by_the_clocks_of_the_company(hall):
    world = await world_of(hall)
    await world.boss.call("set_company_timezone", timezone="Europe/Helsinki")
    for caller in (world.acme, world.boss):
        answer = await caller.call("create_task", **{**world.request(), "deadline": "2026-12-01 09:00:00"})
        assert hall.sql("SELECT date_end FROM tasks ORDER BY id DESC LIMIT 1")[0][0].startswith("2026-12-01T07:00:00")
        assert answer["warnings"] == [
            "deadline 2026-12-01 09:00:00 was read as 2026-12-01T09:00:00+02:00, by the clocks of Europe/Helsinki."
        ]


async def test_a_shared_commission_is_borne_by_both(hall):
    world = await world_of(hall)
    task = await world.order(share_commission=True)
    assert (task["commission_amount"], task["shared_commission"]) == ("7.29", "0.81")
    assert (task["total_to_pay"], task["worker_receives"]) == ("87.48", "80.19")


async def test_vat_is_shown_on_top_where_the_company_has_it(hall):
    world = await world_of(hall)
    await world.change_company(show_vat=1, vat_percent="20", commission_percent="3")
    task = await world.order(price="1000.00")
    assert (task["total_to_pay"], task["vat_amount"], task["total_with_vat"]) == ("1030.00", "206.00", "1236.00")


async def test_the_commission_is_the_tariff_of_the_day_and_of_the_freelancers_tax_status(hall):
    world = await world_of(hall)
    await world.change_company(commission_by_tax_status='{"1": "4.5"}')
    first = await world.order(price="100.00")
    await world.change_company(commission_by_tax_status=None, commission_percent="50")
    second = await world.order(price="100.00")
    assert (first["commission_amount"], second["commission_amount"]) == ("4.50", "50.00")
    shown = await world.boss.call("get_task", task_id=first["id"])
    assert shown["task"]["commission_percent"] == "4.5"
    assert shown["task"]["commission_amount"] == "4.50"


async def test_the_withdrawal_fee_can_be_made_up_for(hall):
    world = await world_of(hall)
    await world.write(lambda tx: tx.run("UPDATE payout_fees SET percent = '1.5' WHERE payout_endpoint_type = 6"))
    task = await world.order(price="200.00", compensate_worker_service_fee=True, compensation_type=6)
    assert task["service_fee_compensation"] == "3.00"
    assert (task["worker_receives"], task["total_to_pay"]) == ("203.00", "221.00")


async def test_attributes_files_groups_and_documents_come_with_the_order(hall):
    world = await world_of(hall)
    group = (await world.boss.call("create_task_group", title="Spring"))["group"]
    stored = await world.boss.call(
        "upload_files",
        job=[{"filename": "brief.txt", "content_base64": base64.b64encode(b"as round as can be").decode()}],
    )
    file_id = stored["files"][0]["id"]
    task = await world.order(
        world.boss,
        attributes=[{"id": 37, "value": "3"}, {"id": 5, "values": ["PNG", "SVG"]}],
        acceptance_file_ids=[1],
        file_ids=[file_id],
        group_ids=[group["id"]],
        copyright=True,
        need_report=True,
        deadline_type=1,
    )
    shown = (await world.boss.call("get_task", task_id=task["id"]))["task"]
    assert [one["id"] for one in shown["attributes"]] == [37, 5]
    assert [value["title"] for value in shown["attributes"][1]["values"]] == ["PNG", "SVG"]
    assert {"PNG", "SVG"} < {one["value"] for one in shown["attributes"][1]["options"]}
    assert shown["files"] == [
        {
            "id": file_id,
            "name": "brief.txt",
            "type_id": 0,
            "owner_id": world.boss.id,
            "url": f"hiringhall://files/{file_id}",
        }
    ]
    assert shown["groups"] == [{"id": group["id"], "title": "Spring"}]
    assert shown["acceptance_files"] == [{"id": 1, "title": "Non-disclosure agreement"}]
    assert (shown["copyright"], shown["need_report"], shown["deadline"]["type_name"]) == (True, True, "soft")
    assert shown["category"]["id"] == LOGO
    assert shown["description"] == "Round and green"
    assert shown["creator"] == {"id": world.boss.id, "full_name": "Boss", "kind": "person"}
    assert hall.sql("SELECT attached_to FROM files WHERE id = ?", file_id) == [(f"task:{task['id']}",)]


async def test_everything_wrong_with_an_order_is_said_at_once(hall):
    world = await world_of(hall)
    stranger = await hall.person("stranger@work.test")
    with pytest.raises(Refused) as no:
        await world.acme.call(
            "create_task",
            **{
                **world.request(),
                "worker_id": stranger.id,
                "attributes": [{"id": 9999, "value": "x"}],
                "deadline": world.in_days(-1),
                "price": "10.001",
                "file_ids": [77],
                "group_ids": [78],
                "acceptance_file_ids": [79],
                "share_commission": True,
                "compensate_worker_service_fee": True,
            },
        )
    assert no.value.status == 422
    assert set(no.value.fields) == {
        "worker_id",
        "attributes",
        "deadline",
        "price",
        "file_ids",
        "group_ids",
        "acceptance_file_ids",
        "compensate_worker_service_fee",
        "compensation_type",
    }
    assert "invite_freelancer" in no.value.fields["worker_id"]
    assert "invite_freelancer" in no.value.next
    assert hall.sql("SELECT count(*) FROM tasks") == [(0,)]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"category_id": 9999}, "category_id"),
        ({"price": "0"}, "price"),
        ({"price": 81.555}, "price"),
        ({"attributes": [{"id": 14, "value": "Ugly"}]}, "attributes"),
        ({"worker_id": None}, "worker_id"),
        ({"worker_uuid": "00000000-0000-4000-8000-000000000000"}, "worker_uuid"),
        ({"title": "x" * 256}, "title"),
        ({"deadline_type": 3}, "deadline_type"),
        ({"compensate_worker_service_fee": True}, "compensation_type"),
        ({"need_insurance": True}, "need_insurance"),
        ({"adv_data": {"end_contracts": []}}, "adv_data.end_contracts"),
        ({"deadline": "2026-12-01+02:00"}, "deadline"),
    ],
)
async def test_an_order_with_one_fault_is_refused_by_its_name(hall, changed: dict, field: str):
    world = await world_of(hall)
    with pytest.raises(Refused) as no:
        await world.acme.call("create_task", **{**world.request(), **changed})
    assert (no.value.status, field in no.value.fields) == (422, True), no.value.text
    assert hall.sql("SELECT count(*) FROM tasks") == [(0,)]


async def test_another_companys_group_file_or_former_freelancer_is_unknown(hall):
    world = await world_of(hall)
    group = (await world.rival.call("create_task_group", title="Theirs"))["group"]
    await world.write(
        lambda tx: tx.run("UPDATE team_memberships SET state = 4, removed_at = :now", now=utc_text(hall.clock.now))
    )
    with pytest.raises(Refused) as no:
        await world.order(group_ids=[group["id"]])
    assert set(no.value.fields) == {"group_ids", "worker_id"}


async def test_validating_tells_problems_and_price_and_does_nothing(hall):
    world = await world_of(hall, funds="50.00 EUR")
    answer = await world.acme.call("create_task", **world.request(), validate_only=True)
    assert answer["can_be_created"] is True
    assert answer["problems"] == []
    assert answer["cost"]["total_to_pay"] == "88.29"
    assert "50.00 EUR available" in answer["warnings"][0]
    assert answer["charge"]["amount"] == "0.00"
    wrong = await world.acme.call("create_task", **{**world.request(), "category_id": 9999}, validate_only=True)
    assert wrong["can_be_created"] is False
    assert wrong["problems"] == [
        {"field": "category_id", "message": "9999 is not a service; its id comes from list_services"}
    ]
    assert hall.sql("SELECT count(*) FROM tasks") == [(0,)]
    assert world.notices(world.ann.owner) == []


async def test_a_dry_run_shows_the_task_and_keeps_nothing(hall):
    world = await world_of(hall)
    answer = await world.acme.call("create_task", **world.request(), dry_run=True)
    assert answer["task"]["total_to_pay"] == "88.29"
    assert hall.sql("SELECT count(*) FROM tasks") == [(0,)]


async def test_the_same_uuid_makes_an_order_repeatable(hall):
    world = await world_of(hall)
    uuid = str(uuid4())
    request = world.request()
    first = await world.acme.call("create_task", **request, uuid=uuid)
    await world.ann.call("start_task", task_id=first["task"]["id"])
    hall.clock.advance(days=1)
    by_uuid = {
        **request,
        "worker_id": None,
        "worker_uuid": hall.sql("SELECT uuid FROM persons WHERE id = ?", world.ann.id)[0][0],
    }
    again = await world.acme.call("create_task", **by_uuid, uuid=uuid.upper())
    assert again["task"]["id"] == first["task"]["id"]
    assert again["task"]["state"] == 2
    assert again["charge"]["amount"] == "0.00"
    with pytest.raises(Refused) as no:
        await world.acme.call("create_task", **{**request, "price": "82.00"}, uuid=uuid)
    assert (no.value.status, no.value.details["task_id"]) == (409, first["task"]["id"])
    assert hall.sql("SELECT count(*) FROM tasks") == [(1,)]


async def test_companies_choose_their_uuids_without_meeting_each_other(hall):
    world = await world_of(hall)
    uuid = str(uuid4())
    await world.order(uuid=uuid)
    boss = await hall.person("boss@rival.test", company="Rival")
    stamp = utc_text(hall.clock.now)
    await world.write(
        lambda tx: tx.insert(
            "team_memberships",
            company_id=world.rival.company,
            person_id=world.ann.id,
            state=3,
            invited_by_type="person",
            invited_by_id=boss.id,
            added_at=stamp,
            updated_at=stamp,
        )
    )
    theirs = await world.order(world.rival, uuid=uuid)
    assert (await world.rival.call("get_task", uuid=uuid))["task"]["id"] == theirs["id"]
    with pytest.raises(Refused, match="task_id") as no:
        await world.ann.call("get_task", uuid=uuid)
    assert no.value.status == 409


async def test_an_unregistered_freelancer_can_be_ordered_from_but_is_warned_of(hall):
    world = await world_of(hall)
    cleo = await hall.person("cleo@work.test")
    await world.join_team(cleo.id, ready=False)
    answer = await world.acme.call("create_task", **{**world.request(), "worker_id": cleo.id})
    assert answer["task"]["state"] == 1
    assert "has not signed up" in answer["warnings"][0]
    with pytest.raises(Refused) as no:
        await world.acme.call(
            "create_task", **{**world.request(), **courier(hall, need_insurance=True), "worker_id": cleo.id}
        )
    assert "signed up" in no.value.fields["need_insurance"]


async def test_an_advertising_order_without_contracts_is_warned_of(hall):
    world = await world_of(hall)
    answer = await world.acme.call(
        "create_task",
        **{**world.request(), "category_id": ADVERTISING, "attributes": [{"id": 4, "value": "https://a.test"}]},
    )
    assert "labelled" in answer["warnings"][0]


async def test_text_is_kept_as_plain_text(hall):
    world = await world_of(hall)
    task = await world.order(title="A\n  logo\u202e", description=" <b>Round</b>\u200b ")
    shown = (await world.boss.call("get_task", task_id=task["id"]))["task"]
    assert shown["title"] == "A logo"
    assert shown["description"] == "<b>Round</b>"


async def test_a_freelancer_orders_nothing(hall):
    world = await world_of(hall)
    with pytest.raises(Refused) as no:
        await world.ann.call("create_task", **world.request())
    assert no.value.status == 403


async def test_the_tax_status_is_that_of_the_order(hall):
    world = await world_of(hall)
    await world.change_company(commission_by_tax_status='{"3": "1"}')
    stamp = utc_text(hall.clock.now)
    before = await world.order(price="100.00")
    await world.write(lambda tx: freelancers.change_profile(tx, world.ann.id, stamp, taxation_status_id=3))
    after = await world.order(price="100.00")
    assert (before["commission_amount"], after["commission_amount"]) == ("9.00", "1.00")


async def test_an_order_is_answered_with_what_was_asked_for(hall):
    world = await world_of(hall)
    group = (await world.boss.call("create_task_group", title="Spring"))["group"]["id"]
    task = await world.order(copyright=True, need_report=True, group_ids=[group])
    assert (task["copyright"], task["need_report"], task["groups"]) == (True, True, [{"id": group, "title": "Spring"}])
    assert (task["category"]["title_en"], [one["id"] for one in task["attributes"]]) == ("Logo design", [37])
    assert task["attributes"][0]["values"][0]["title"] == "3"


async def test_a_service_that_requires_no_attributes_is_ordered_without(hall):
    world = await world_of(hall)
    request = world.request()
    del request["attributes"]
    await world.write(
        lambda tx: tx.run("UPDATE service_attribute_uses SET required = 0 WHERE service_id = :id", id=LOGO)
    )
    task = (await world.acme.call("create_task", **request))["task"]
    assert task["attributes"] == []
    await world.write(
        lambda tx: tx.run("UPDATE service_attribute_uses SET required = 1 WHERE service_id = :id", id=LOGO)
    )
    for none in ({}, {"attributes": []}):
        with pytest.raises(Refused) as no:
            await world.acme.call("create_task", **request, **none)
        assert "37" in no.value.fields["attributes"]
