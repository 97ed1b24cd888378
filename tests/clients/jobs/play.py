"""The five main jobs, whoever plays them and over whatever they are connected."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from server.cli.demo.field_work import PEN, photo
from tests.clients.jobs.cast import RUN_NAMES, Cast

EVERY = {
    "register_agent", "verify_agent_email", "search_specialists", "get_specialist_profile", "create_inquiry",
    "add_inquiry_position", "list_inquiries", "get_inquiry", "list_inquiry_positions", "cancel_inquiry_position",
    "cancel_inquiry", "create_schedule", "preview_schedule", "get_schedule", "find_next_slot", "book_schedule",
    "pay_schedule_events", "get_event", "confirm_event", "decline_event", "invite_freelancer", "create_task",
    "list_tasks", "get_task", "start_task", "mark_task_completed", "accept_task", "reject_task", "resume_task",
    "pay_task", "get_company_balance", "list_company_transactions", "create_work_order", "get_work_order",
    "list_work_orders", "publish_work_order", "route_work_order", "accept_work_order_route",
    "decline_work_order_route", "unroute_work_order", "assign_work_order", "unassign_work_order",
    "get_work_order_status", "list_work_order_milestones", "get_wallet", "get_deposit_address",
    "list_wallet_transactions", "get_wallet_usage", "list_prices", "get_my_profile", "request_login_code",
    "log_in_with_code", "update_provider_profile", "create_preferred_provider_group", "add_provider_to_preferred_group",
    "dispatch_work_order", "set_work_order_eta", "mark_work_order_on_my_way", "create_work_order_time_log",
    "list_work_order_tasks", "create_attachment_folder", "upload_work_order_attachment", "create_work_order_signature",
    "create_work_order_expense", "update_work_order_expense", "mark_work_order_complete", "approve_work_order",
    "pay_work_order", "get_work_order_pay", "list_work_order_time_logs",
}  # fmt: skip


def in_days(days: float) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).isoformat(timespec="seconds")


async def play(do: Cast) -> None:
    ann = await do("ann", "get_my_profile", include=["calendars"])
    assert ann["user"]["email"] == do.ann
    schedule_id = await offer_time(do, ann["calendars"][0]["id"])
    await find(do, ann["user"]["id"], schedule_id)
    await inquire(do)
    await book(do, schedule_id)
    await pay(do)
    await route(do, ann["user"]["id"])
    await visit(do, ann["user"]["id"])
    await look_at_the_wallet(do)
    assert do.called >= EVERY, EVERY - do.called


async def sign_in(do: Cast) -> str:
    """Ann proves her address from a connection without a credential; her token."""
    sent = await do("ann", "request_login_code", email=do.ann)
    assert sent["countdown"] > 0
    code = await do.mailed(do.ann, r"\b\d{6}\b")
    return str((await do("ann", "log_in_with_code", email=do.ann, code=code))["token"])


async def offer_time(do: Cast, kal_id: int) -> int:
    """Ann offers an hour at a time, which she confirms by hand."""
    rules = [{"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "17:00"}]
    offer = {
        "label": "Fullstack consultation", "private": False, "type_id": 1, "kal_id": kal_id, "duration": 60,
        "currency": "EUR", "timezone": "Europe/Helsinki", "settings": {"rules": rules, "confirm": "manual"},
    }  # fmt: skip
    preview = await do("ann", "preview_schedule", **offer)
    assert preview["count"] > 0
    made = await do("ann", "create_schedule", **offer, price="50.00")
    assert made["next_slots"][0]["start"] == preview["slots"][0]["start"]
    assert made["charge"]["currency"] == "USD"
    return int(made["schedule"]["id"])


async def find(do: Cast, ann: int, schedule_id: int) -> None:
    await prove_an_agent(do)
    skilled = await do("assistant", "search_specialists", skills=["Python"], sort_by="price", limit=3)
    assert skilled["total"] >= len(skilled["specialists"]) > 0
    assert all("Python" in person["skills"] for person in skilled["specialists"])
    assert skilled["charge"]["amount"] != "0.00"
    window = {"start": in_days(1), "end": in_days(15), "days": [1, 2], "hours": {"from": 10, "to": 12}}
    found = await do(
        "assistant", "search_specialists", query="fullstack consultation", type_id=1, price_from=50, price_to=50,
        currency="EUR", duration=60, timezone="Europe/Helsinki", sort_by="created_at", limit=50, **window,
    )  # fmt: skip
    offers = {each["schedule_id"]: each for person in found["specialists"] for each in person["schedules"]}
    slot = offers[schedule_id]["next_free_slot"]
    assert datetime.fromisoformat(slot["start"]).isoweekday() in (1, 2)
    assert datetime.fromisoformat(slot["start"]).hour in (10, 11)
    dearer = await do("assistant", "search_specialists", query="fullstack consultation", price_from=51, currency="EUR")
    assert schedule_id not in [each["schedule_id"] for one in dearer["specialists"] for each in one["schedules"]]
    seen = await do("assistant", "get_specialist_profile", user_id=ann, include=["schedules", "availability"])
    assert [each["schedule_id"] for each in seen["schedules"]] == [schedule_id]
    assert seen["availability"]
    assert seen["view"] == {"number_this_month": 1, "free_left": 99}
    assert seen["charge"]["amount"] in ("0.00", "0.000000")


async def prove_an_agent(do: Cast) -> None:
    """A new agent joins and proves its address with the code that was mailed."""
    email = f"agent@{do.name}.example"
    made = await do(
        "assistant", "register_agent", name="My Agent", email=email, currency="USDT",
        description="AI assistant that books consultations", skills=["scheduling", "search"], languages=["en", "ru"],
    )  # fmt: skip
    assert made["status"] == "pending_deposit"
    assert made["wallet"]["sandbox"] is True
    code = await do.mailed(email, r"\b\d{6}\b")
    proved = await do("assistant", "verify_agent_email", email=email, code=code)
    assert proved["email_verified"] is True


async def inquire(do: Cast) -> None:
    hire = {
        "stage": "draft", "title": "Backend Dev", "type": "external", "experience_level": "Intermediate",
        "is_remote_work": "no", "budget": "5000", "allocation": 10, "language_reqs": "Finnish",
        "job_start": in_days(30), "job_end": in_days(60), "description": "<div>fx</div>",
        "order_need_reqs": [{"name": "C#", "importance": 3}],
    }  # fmt: skip
    made = await do(
        "assistant", "create_inquiry", title="Fullstack Developer", industry={"name": "Software"}, hires=[hire],
        description="<div>Project to build backend system</div>",
        main_contact="Alice Developer (alice@example.com, +358401234567)",
    )  # fmt: skip
    inquiry = made["inquiry_id"]
    assert made["status"] == "draft"
    added = await do("assistant", "add_inquiry_position", inquiry_id=inquiry, **{**hire, "title": "Software Dev"})
    listed = await do("assistant", "list_inquiries")
    assert [each["public_id"] for each in listed["orders"]] == [inquiry]
    shown = await do("assistant", "get_inquiry", inquiry_id=inquiry)
    assert shown["inquiry"]["positions_count"] == 2
    assert shown["positions"][0]["order_need_reqs"] == [{"name": "C#", "importance": 3}]
    position = added["position"]["id"]
    gone = await do("assistant", "cancel_inquiry_position", inquiry_id=inquiry, position_id=position)
    assert gone["position"]["stage"] == "cancelled"
    positions = (await do("assistant", "list_inquiry_positions", inquiry_id=inquiry))["positions"]
    assert {each["title"]: each["stage"] for each in positions} == {"Backend Dev": "draft", "Software Dev": "cancelled"}
    ended = await do("assistant", "cancel_inquiry", inquiry_id=inquiry, reason="Filled in house")
    assert ended["inquiry"]["stage"] == "cancelled"
    assert ended["cancelled_positions"] == [made["positions"][0]["id"]]


async def book(do: Cast, schedule_id: int) -> None:
    """One hour is booked, paid and confirmed; another booked, paid and turned down, and paid back."""
    shown = await do("admin", "get_schedule", schedule_id=schedule_id, start=in_days(2), end=in_days(9))
    slot = (await do("assistant", "find_next_slot", schedule_id=schedule_id, after=in_days(2)))["slot"]
    assert slot["start"] == shown["slots"][0]["start"]
    before = await balance(do)
    kept = await booked(do, schedule_id, slot["start"])
    confirmed = await do("ann", "confirm_event", event_id=kept)
    assert confirmed["event"]["status"] == "confirmed"
    again = (await do("admin", "find_next_slot", schedule_id=schedule_id, after=in_days(2)))["slot"]
    assert again["start"] > slot["start"]
    refused = await booked(do, schedule_id, again["start"])
    await do("ann", "decline_event", event_id=refused, reason="On holiday")
    assert (await do("admin", "get_event", event_id=kept))["event"]["status"] == "confirmed"
    assert (await do("admin", "get_event", event_id=refused))["event"]["status"] == "declined"
    free = (await do("admin", "find_next_slot", schedule_id=schedule_id, after=in_days(2)))["slot"]
    assert free["start"] == again["start"]
    assert await balance(do) == (before[0] - 5000, before[1] + 5000)


async def booked(do: Cast, schedule_id: int, start: str) -> int:
    """Book for the company and pay; the event."""
    made = await do(
        "admin", "book_schedule", schedule_id=schedule_id, start=start, pay="later", pay_from="company",
        max_price="50.00", note="About the backend",
    )  # fmt: skip
    event_id = int(made["event"]["id"])
    paid = await do("admin", "pay_schedule_events", schedule_id=schedule_id, ids=[event_id], pay_from="company")
    assert paid["debited"] == {"amount": "50.00", "currency": "EUR"}
    return event_id


async def balance(do: Cast) -> tuple[int, int]:
    """What the company has available and held, in cents."""
    shown = await do("assistant", "get_company_balance")
    return int(shown["balance_amount"].replace(".", "")), int(shown["hold_amount"].replace(".", ""))


async def pay(do: Cast) -> None:
    freelancer = await join_the_team(do)
    attribute = (await do("assistant", "list_service_attributes", service_id=37))["items"][0]
    task = {
        "category_id": 37, "attributes": [{"id": attribute["id"], "value": attribute["options"][0]["value"]}],
        "title": "freel tailand", "description": "3D-visualisation types", "worker_id": freelancer,
        "deadline": in_days(10), "price": "81.00", "copyright": True, "need_report": True,
    }  # fmt: skip
    before = await balance(do)
    task_id = (await do("assistant", "create_task", **task))["task"]["id"]
    unwanted = (await do("assistant", "create_task", **{**task, "title": "Texturing"}))["task"]["id"]
    assert (await do("assistant", "reject_task", task_id=unwanted, reason="Not needed"))["task"]["state"] == 8
    await do("ann", "start_task", task_id=task_id)
    await do("ann", "mark_task_completed", task_id=task_id, report="Low poly", links=["https://files.example/1"])
    back = await do("assistant", "resume_task", task_id=task_id, comment="Texturing is missing")
    assert back["task"]["state_name"] == "in_progress"
    await do("ann", "mark_task_completed", task_id=task_id, report="Low poly, textured")
    await do("assistant", "accept_task", task_id=task_id)
    assert (await do("assistant", "get_task", task_id=task_id))["task"]["state"] == 4
    await do("assistant", "pay_task", task_id=task_id)
    tasks = (await do("admin", "list_tasks"))["items"]
    assert {each["id"]: each["state"] for each in tasks} == {task_id: 5, unwanted: 8}
    # 81.00 and the service's nine in a hundred.
    assert sum(before) - sum(await balance(do)) == 8829
    moves = (await do("assistant", "list_company_transactions"))["items"]
    assert [each["amount"] for each in moves if each.get("task_id") == task_id] == ["88.29"]


async def join_the_team(do: Cast) -> int:
    """Ann is invited, registers with the link that was mailed and proves who she is; her id as a freelancer."""
    await do("admin", "invite_freelancer", email=do.ann, first_name="Ann", country="FI", in_english=True)
    invite = await do.mailed(do.ann, r"usable once\):\n(\S+)")
    registered = await do(
        "ann", "confirm_freelancer_registration", invite_token=invite, accept_agreement=True, first_name="Ann",
        last_name="Virtanen", taxation_status_id=1,
    )  # fmt: skip
    id = int(registered["freelancer"]["id"])
    passport = f"FP123456{RUN_NAMES.index(do.name)}"
    link = await do("ann", "get_freelancer_verification_link", freelancer_id=id)
    proved = await do(
        "ann", "verify_freelancer", token=link["token"], first_name="Ann", last_name="Virtanen",
        birth_date="1990-04-01", document_type="passport", document_number=passport, document_country="FI",
    )  # fmt: skip
    assert proved["freelancer"]["is_verified"] is True
    return id


async def route(do: Cast, ann: int) -> None:
    before = await balance(do)
    first = await order(do, "Install a POS terminal")
    offered = await do("admin", "route_work_order", work_order_id=first, user_id=ann, force=True, message="Can you?")
    assert offered["work_order"]["status"]["name"] == "routed"
    taken_back = await do("assistant", "unroute_work_order", work_order_id=first, user_id=ann)
    assert taken_back["work_order"]["status"]["name"] == "draft"
    assert await balance(do) == before
    listed = await do("assistant", "publish_work_order", work_order_id=first)
    assert listed["status"]["name"] == "published"
    await do("admin", "route_work_order", work_order_id=first, user_id=ann, force=True)
    taken = await do("ann", "accept_work_order_route", work_order_id=first, pay_terms_accepted=True)
    assert taken["status"]["name"] == "assigned"
    assert (await do("ann", "get_work_order_status", work_order_id=first))["status"]["name"] == "assigned"
    milestones = await do("assistant", "list_work_order_milestones", work_order_id=first)
    assert {"created", "published", "routed", "assigned"} <= set(milestones)
    freed = await do("assistant", "unassign_work_order", work_order_id=first, reason="Moved", return_to="draft")
    assert freed["status"]["name"] == "draft"
    assert await balance(do) == before

    second = await order(do, "Repair a POS terminal")
    await do("admin", "route_work_order", work_order_id=second, user_id=ann, force=True)
    no = await do("ann", "decline_work_order_route", work_order_id=second, decline_reason="schedule", note="Away")
    assert no["route"]["status"] == "declined"
    await do("assistant", "assign_work_order", work_order_id=second, user_id=ann)
    shown = await do("assistant", "get_work_order", work_order_id=second, columns=["location", "schedule", "pay"])
    assert shown["status"]["name"] == "assigned"
    assert shown["pay"]["base"]["amount"] == "180.00"
    orders = (await do("assistant", "list_work_orders", sort="id", order="asc"))["results"]
    assert [(each["id"], each["status"]["name"]) for each in orders] == [(first, "draft"), (second, "assigned")]
    # 180.00 and the service's ten in a hundred are held.
    assert await balance(do) == (before[0] - 19800, before[1] + 19800)


async def order(do: Cast, title: str, **fields: Any) -> int:
    given = {
        "title": title, "type_of_work_id": 62, "service_type_id": 1,
        "location": {
            "mode": "custom", "address1": "Mannerheimintie 1", "city": "Helsinki", "zip": "00100", "country": "FI",
            "latitude": 60.1699, "longitude": 24.9384,
        },
        "schedule": {"mode": "exact", "start": in_days(20), "time_zone": "Europe/Helsinki"},
        "pay": {"type": "fixed", "base": {"amount": "180.00"}},
        **fields,
    }  # fmt: skip
    made = await do("assistant", "create_work_order", **given)
    assert made["status"]["name"] == "draft"
    return int(made["id"])


async def visit(do: Cast, ann: int) -> None:
    """An hourly order from its draft to its payment: found by the rules, proven by hours, a picture and a signature."""
    before = await balance(do)
    order_id = await hourly_order(do)
    group = (await do("assistant", "create_preferred_provider_group", name="Regulars"))["id"]
    home = {"city": "Helsinki", "country": "FI", "latitude": 60.18, "longitude": 24.95}
    await do("ann", "update_provider_profile", active=True, types_of_work=[62], home=home)
    await do("assistant", "add_provider_to_preferred_group", group_id=group, user_id=ann)
    await do("assistant", "publish_work_order", work_order_id=order_id)
    # At most three hours at 45.00, and a tenth of it.
    assert await balance(do) == (before[0] - 14850, before[1] + 14850)
    found = await do("assistant", "dispatch_work_order", work_order_id=order_id, preferred_group_id=group)
    assert [each["user_id"] for each in found["picked"]] == [ann]
    await do("ann", "accept_work_order_route", work_order_id=order_id, pay_terms_accepted=True)
    eta = await do("ann", "set_work_order_eta", work_order_id=order_id, start=in_days(0.06))
    assert eta["eta"]["status"]["name"] == "confirmed"
    await do("ann", "mark_work_order_on_my_way", work_order_id=order_id, **HOME)
    await work_on_site(do, order_id)
    await hand_in(do, order_id)
    # 2.25 h at 45.00, the cable, and the fee on the labour.
    pay = await do("admin", "get_work_order_pay", work_order_id=order_id)
    assert (pay["labor_sum"], pay["service_fee"], pay["company_total"]) == ("101.25", "10.13", "129.78")
    assert pay["payment"]["amount"] == "119.65"
    assert await balance(do) == (before[0] - 12978, before[1])


HOME = {"latitude": 60.18, "longitude": 24.95}
DOOR = {"latitude": 60.1699, "longitude": 24.9384}


async def hourly_order(do: Cast) -> int:
    steps = [{"group": "onsite", "type_id": 6, "label": "The till"}, {"group": "post", "type_id": 11}]
    pay = {"type": "hourly", "base": {"amount": "45.00", "units": "3"}}
    today = {"mode": "between", "start": in_days(0.05), "end": in_days(0.4), "time_zone": "Europe/Helsinki"}
    made = await order(do, "Replace the till", schedule=today, pay=pay, tasks=steps, estimated_hours="2.5")
    assert (await do("assistant", "list_work_order_tasks", work_order_id=made))["sum"]["required_open"] == 2
    return made


async def work_on_site(do: Cast, order_id: int) -> None:
    """Ann was there for two hours and a quarter, as she states afterwards."""
    came, left = in_days(-0.2), datetime.fromisoformat(in_days(-0.2)) + timedelta(hours=2.25)
    await do("ann", "create_work_order_time_log", work_order_id=order_id, check_in={"created": came, **DOOR})
    steps = (await do("ann", "list_work_order_tasks", work_order_id=order_id))["results"]
    step = next(each["id"] for each in steps if each["type"]["id"] == 6)
    album = await do("assistant", "create_attachment_folder", work_order_id=order_id, name="Pictures", task_id=step)
    handed = await do(
        "ann", "upload_work_order_attachment", work_order_id=order_id, folder_id=album["folder"]["id"],
        file_name="till.png", content=photo(),
    )  # fmt: skip
    assert handed["tasks_completed"] == [step]
    await do("ann", "create_work_order_signature", work_order_id=order_id, name="Kay Jones", image=PEN)
    done = await do(
        "ann", "create_work_order_time_log", work_order_id=order_id, check_out={"created": left.isoformat(), **DOOR}
    )
    assert done["time_log"]["hours"] == "2.2500"
    assert done["time_log"]["in"]["location_ok"] is True
    assert (await do("ann", "list_work_order_time_logs", work_order_id=order_id))["total_hours"] == "2.2500"


async def hand_in(do: Cast, order_id: int) -> None:
    """A cost is claimed and allowed, the work approved and paid."""
    claim = await do(
        "ann", "create_work_order_expense", work_order_id=order_id, category_id=1, description="Cable", amount="18.40"
    )
    await do(
        "assistant", "update_work_order_expense", work_order_id=order_id, expense_id=claim["expense"]["id"],
        status="approved",
    )  # fmt: skip
    handed_in = await do("ann", "mark_work_order_complete", work_order_id=order_id, closing_notes="Runs")
    assert handed_in["status"]["name"] == "work_done"
    approved = await do("assistant", "approve_work_order", work_order_id=order_id, expected_total="129.78")
    assert approved["status"]["name"] == "approved"
    paid = await do("assistant", "pay_work_order", work_order_id=order_id)
    assert paid["status"]["name"] == "paid"


async def look_at_the_wallet(do: Cast) -> None:
    """What the calls cost adds up everywhere."""
    address = await do("assistant", "get_deposit_address", currency="USDC")
    assert address["sandbox"] is True
    wallet = await do("assistant", "get_wallet")
    usdt = next(each for each in wallet["wallets"] if each["currency"] == "USDT")
    usage = await do("assistant", "get_wallet_usage")
    assert usage["profile_views"] == {"used": 1, "free_left": 99}
    moves = await do("assistant", "list_wallet_transactions", type="charge", limit=100)
    assert usdt["balance"] == moves["transactions"][0]["balance_after"]
    assert 0 < float(usage["total"]) < 25
    tools = {each["tool"] for each in moves["transactions"]}
    assert {"search_specialists", "create_inquiry", "create_task", "pay_task"} <= tools
    prices = (await do("assistant", "list_prices"))["prices"]
    assert {"search", "profile_view", "creation"} <= {each["price_class"] for each in prices}
