"""Calls with their values in the forms in which the manuals of other systems of the trade print them."""

from __future__ import annotations

from typing import Any

import pytest

from server.registry import Registry
from server.schema.arguments import split
from tests.hall import Hall, Refused

REGISTRY = Registry()
UUID = "123e4567-e89b-12d3-a456-426655440000"
OTHER_UUID = "8e947213-c114-41ec-a9ae-0242ac130002"

TASK: dict[str, Any] = {
    "uuid": UUID, "category_id": 37, "attributes": [{"id": 37, "value": "1"}], "acceptance_file_ids": [100], "copyright": True,
    "need_report": True, "title": "string", "description": "string", "external_id": "string", "file_ids": [100], "worker_id": 1,
    "group_ids": [100], "deadline": "2022-06-22T08:57:53.299Z", "price": 1000, "validate_only": False, "need_insurance": False,
    "compensate_worker_service_fee": False, "share_commission": 0,
    "adv_data": {"end_contracts": [{"uuid": UUID, "sum": 100}, {"uuid": OTHER_UUID, "sum": 200}]},
}  # fmt: skip
HIRE: dict[str, Any] = {
    "stage": "draft", "title": "Backend Dev", "type": "external", "experience_level": "Intermediate", "is_remote_work": "no",
    "budget": "5000", "allocation": "10", "language_reqs": "Finnish", "job_start": "2025-11-01T16:30:00.000Z",
    "job_end": "2025-11-30T16:00:00.000Z", "description": "<div>fx</div>",
    "order_need_reqs": [{"name": "C#", "importance": 3}],
}  # fmt: skip
STAN = {
    "email": "s.collins@example.com", "name": "Stan", "middle_name": "Kay", "last_name": "Collins", "role": "admin",
    "company": "LLC Tools", "department": "Administrators",
}  # fmt: skip
ALICE = {
    "type": "client", "name": "Alice Developer", "email": "alice@example.com", "company_name": "Example Oy", "company_id": 0,
    "password": "securepassword", "confirm_password": "securepassword", "phone": "+358401234567",
}  # fmt: skip

PRINTED: list[tuple[str, dict[str, Any]]] = [
    ("create_user", STAN),
    ("create_user", ALICE),
    ("update_user", {"user_email": "demo@example.com", "middle_name": "Jay"}),
    (
        "update_user",
        {
            "user_id": 1, "name": "Chaw Chaw", "email": "updated@example.com", "company": {"id": 0, "name": "string"},
            "phone": "+358401234567", "type": "client",
        },
    ),
    (
        "create_inquiry",
        {
            "title": "Fullstack Developer", "description": "<div>Project to build backend system</div>",
            "industry": {"name": "Software"}, "main_contact": "Alice Developer (alice@example.com, +358401234567)",
            "hires": [HIRE],
        },
    ),
    ("add_inquiry_position", {"inquiry_id": 16, **HIRE}),
    ("cancel_inquiry_position", {"inquiry_id": 16, "position_id": "7"}),
    ("create_task", TASK),
    ("create_task", {**TASK, "deadline": "2022-05-19 11:53:03", "validate_only": 1, "price": 1000.5}),
    ("list_tasks", {"creator_id": "123", "has_payout": "0", "price_from": "100", "state": ["2", "3"], "group_id": "650"}),
    ("get_task", {"uuid": UUID}),
    ("pay_new_task", {"task_id": "1"}),
    ("send_task_message", {"task_id": "583689", "message": "Task is ready"}),
    ("rename_task_group", {"group_id": "650", "title": "new name"}),
    ("attach_task_file", {"uuid": UUID, "file_id": "1", "type": "5"}),
    ("list_freelancers", {"taxation_status_id": "1", "is_verified": "1"}),
    ("invite_freelancer", {"email": "ivan@example.com", "country": "RU", "note": "new developer",
        "in_english": True, "send_email": 1}),
    (
        "update_freelancer",
        {
            "freelancer_id": 11, "first_name": "Ivan", "last_name": "Ivanov", "note": "description", "specialization": "25",
            "freelancer_uuid": OTHER_UUID, "company_id": 2,
        },
    ),
    ("switch_company", {"company_id": "123"}),
    ("search_agents", {"tags": [], "skills": [], "descending": "1", "sort_by": "name", "license": "MIT"}),
    ("search_specialists", {"type_id": "1", "query": "string", "limit": 1, "descending": True, "price_from": 0, "days": []}),
    ("add_schedule_users", {"schedule_id": 1, "users": [{"user_id": 1, "role_id": "1", "read": "0", "write": "0"}]}),
    ("create_agent_schedule", {"kal_id": 1, "settings": ["mon-fri 09:00-17:00"], "start": "2019-08-24T14:15:22Z"}),
    ("request_event_correction", {"event_id": 1, "status_id": "100", "payment_status_id": "100", "amount": 0, "private": True}),
    ("update_my_profile", {"birthdate": "2019-08-24T14:15:22Z"}),
    ("verify_agent_email", {"email": "user@example.com", "code": 123456}),
    (
        "add_ad_customer",
        {"external_organisation_id": UUID, "full_opf": "Name", "inn": "11111111", "ogrn": 123132, "region_number": "12"},
    ),
    (
        "add_ad_contract",
        {
            "external_organisation_customer_id": UUID, "external_organisation_performer_id": OTHER_UUID,
            "contract_number": "1", "contract_date": "11.01.2020", "contract_type": "CONTRACT_TYPE_SERVICE",
            "subject_type": "SUBJECT_TYPE_ORGANISATION",
        },
    ),
    ("get_task_ad_contracts", {"uuid": UUID}),
]  # fmt: skip


@pytest.mark.parametrize(("tool", "arguments"), PRINTED, ids=lambda part: part if isinstance(part, str) else "")
def test_a_printed_sample_is_read(tool: str, arguments: dict[str, Any]) -> None:
    operation = REGISTRY.find(tool)
    assert operation is not None
    assert split(operation, arguments).values


async def test_a_company_is_named_in_either_way_and_number_0_is_none(hall: Hall) -> None:
    boss = await hall.operator()
    await hall.fund(boss.company, "5 USDT")
    stan = await boss.call("create_user", **STAN, company_id=0)
    assert (stan["company_created"], stan["user"]["company"]["name"]) == (True, "LLC Tools")
    again = await boss.call("create_user", email="kay@example.com", name="Kay", company="llc tools")
    assert again["user"]["company"] == stan["user"]["company"]
    with pytest.raises(Refused) as no:
        await boss.call("create_user", email="ann@example.com", name="Ann", company="A Oy", company_name="B Oy")
    assert no.value.fields == {"company": "is another name for company_name; give one of the two"}
    same = await boss.call("update_user", user_id=boss.id, company={"id": 0})
    assert same["user"]["company"]["id"] == boss.company
