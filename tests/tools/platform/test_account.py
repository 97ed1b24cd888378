from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from tests.clients.serving import run
from tests.hall import Hall, Refused, TestCaller
from tests.tools.companies.cast import admin
from tests.tools.contracts import cast
from tests.tools.people.sign_in_helpers import ANN, ann_with_password, proof, signed_in
from tests.tools.scheduling.bookable import SLOT, offer
from tests.tools.scheduling.cast import book, booker
from tests.tools.tasks.task_world import World
from tests.tools.telling_by_hand import as_caller, in_call
from tests.tools.uploads.upload_helpers import PDF, picture, sent
from tools.call import Call
from tools.questions import quoted
from tools.telling import Guest, Record

HOURS = {"rules": [{"days": [0, 1, 2, 3, 4, 5, 6], "start": "09:00", "end": "18:00"}]}
PRESENT = {"present_password": "open sesame"}
# Words that stand nowhere but in ann's account.
WORDS = ("Zebedee", "Quillfeather", "+358401234567", ANN, "Nuorgam", "Xylophonist")


async def full_account(hall: Hall) -> TestCaller:
    """Somebody with a bit of everything, who was booked and paid, and has nothing open."""
    ann = await ann_with_password(hall)
    await hall.credit(ann.owner, "0.02 USDT")
    await ann.call(
        "update_my_profile", name="Zebedee", city="Nuorgam", about="Xylophonist", ava=sent(picture()),
        skills=[{"name": "Welding"}], links=[{"label": "Xylophonist", "url": "https://quillfeather.test"}],
    )  # fmt: skip
    hall.sql_script(f"UPDATE persons SET last_name = 'Quillfeather' WHERE id = {ann.id}")
    await ann.call("create_schedule", label="Xylophonist", private=False, settings=HOURS)
    await ann.call("add_contact", email="friend@work.test")
    kim = await hall.person("kim@work.test")
    await kim.call("add_contact", email=ANN)
    await hall.credit(ann.owner, "3.00 EUR")
    return ann


async def own_things(hall: Hall, ann: TestCaller) -> None:
    """What she made for herself or with people who left again, and what others noted of her."""
    await hall.credit(ann.owner, "1.00 USDT")
    contract = (await ann.call("create_contract", label="Xylophonist", currency="EUR", description="Nuorgam"))[
        "contract"
    ]
    day = {"date": "2026-03-01", "start": "2026-03-01T09:00:00Z", "duration": 60}
    await ann.call("create_contract_event", contract_id=contract["id"], label="Zebedee", **day)
    ((schedule_id,),) = hall.sql("SELECT id FROM schedules")
    await ann.call("create_booking_link", schedule_id=schedule_id, label="Quillfeather", note="Nuorgam", max_uses=2)
    await ann.call("connect_calendar_feed", address="https://quillfeather.test/a.ics", summary="Xylophonist")
    await ann.call(
        "upload_files",
        docs=[{"label": "Quillfeather", "filename": "cv.pdf", "content_base64": base64.b64encode(PDF).decode()}],
    )
    boss = await admin(hall, "Acme")
    await boss.call("invite_freelancer", country="FI", email=ANN, phone="+358401234567", first_name="Zebedee")
    others = await boss.call("create_schedule", label="Office hours", private=True, settings=HOURS)
    await boss.call("create_booking_link", schedule_id=others["schedule"]["id"], email=ANN)


async def test_what_was_made_alone_and_what_others_noted_goes_with_the_account(hall: Hall) -> None:
    ann = await full_account(hall)
    await own_things(hall, ann)
    await hall.tick()
    await ann.call("close_my_account", give_up_money=True, **PRESENT)
    await hall.tick()
    left = [word for word in (*WORDS, "quillfeather") if word in everything_in(hall)]
    assert left == []
    assert hall.sql("SELECT count(*) FROM booking_links WHERE revoked_at IS NULL") == [(0,)]


async def test_what_waited_for_its_address_as_a_guest_goes_with_the_account(hall: Hall) -> None:
    """In line for a full slot, and kept for it once the slot was free."""
    eva, ida = [await hall.person(f"{name}@work.test", credit="20 USDT") for name in ("eva", "ida")]
    ben, cid = await booker(hall, "ben@home.test"), await booker(hall, "cid@home.test")
    ann = await full_account(hall)
    seats = [await offer(hall, eva), await offer(hall, ida)]
    events = [await book(each, schedule) for each, schedule in zip((ben, cid), seats, strict=True)]
    for schedule in seats:
        guest = {"name": "Zebedee", "email": ANN}
        await hall.nobody().call("join_waiting_list", schedule_id=schedule, start=SLOT, guest=guest)
    await ben.call("decline_event", event_id=events[0])
    await hall.tick()
    assert hall.sql("SELECT email FROM slot_holds") == [(ANN,)]
    await ann.call("close_my_account", give_up_money=True, **PRESENT)
    await hall.tick()
    assert [word for word in WORDS if word in everything_in(hall)] == []
    assert {status for (status,) in hall.sql("SELECT status FROM waiting_entries")} <= {"left", "passed"}
    await cid.call("decline_event", event_id=events[1])
    assert hall.sql("SELECT count(*) FROM slot_holds") == [(1,)]


def everything_in(hall: Hall) -> str:
    """Every text the database holds, but the log of calls and what search keeps for itself."""
    return "\n".join(
        str(hall.sql(f'SELECT * FROM "{table}"'))
        for table in hall.tables()
        if not table.startswith(("specialist_index_", "outbox"))
    )


async def test_a_closed_account_leaves_nothing_but_numbers(hall: Hall) -> None:
    ann = await full_account(hall)
    await hall.tick()
    assert all(word in everything_in(hall) for word in WORDS)
    with pytest.raises(Refused) as money:
        await ann.call("close_my_account")
    assert (money.value.status, money.value.shape["state"]) == (409, "open_duties")
    assert "3.00 EUR" in money.value.text
    ann.says_yes = False
    with pytest.raises(Refused):
        await ann.call("close_my_account", give_up_money=True, **PRESENT)
    ann.says_yes = True
    await ann.call("set_balance_alert", currency="EUR", amount="1.00", owner="own")
    await ann.call("close_my_account", give_up_money=True, **PRESENT)
    assert "3.00 EUR" in ann.questions[-1]
    assert hall.sql("SELECT count(*) FROM notices WHERE kind = 'balance_low'") == [(0,)]
    await hall.tick()
    left = everything_in(hall)
    assert [word for word in WORDS if word in left] == []
    assert hall.purse(ann.owner, "EUR") == ("0.00", "0.00")
    assert hall.sql("SELECT count(*) FROM specialist_listings") == [(0,)]
    lines = hall.sql("SELECT count(*) FROM ledger_transfers WHERE kind = 'given_up'")
    assert lines == [(1,)]
    with pytest.raises(Refused) as ended:
        await ann.call("get_my_profile")
    assert ended.value.status == 401
    with pytest.raises(Refused) as no:
        await hall.nobody().call("log_in_with_password", username=ANN, password="open sesame")
    assert no.value.code == "wrong_credentials"


async def test_the_address_is_free_again_for_a_new_account(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    await ann.call("close_my_account", **PRESENT)
    await hall.nobody().call("register_account", email=ANN, terms="accepted")
    hall.clock.advance(minutes=2)
    _, again = await signed_in(hall, ANN)
    assert again.id != ann.id


async def test_a_borrowed_session_does_not_close_the_account(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    for given, code in (
        ({}, "owner_proof_required"),
        ({"present_password": "guessed it 1"}, "wrong_credentials"),
        ({"contact_code": "000000"}, "wrong_code"),
    ):
        with pytest.raises(Refused) as no:
            await ann.call("close_my_account", **given)
        assert no.value.code == code
    assert ann.questions == []
    assert (await ann.call("get_my_profile"))["user"]["email"] == ANN


async def test_whoever_is_a_contact_of_somebody_else_is_forgotten_there_too(hall: Hall) -> None:
    ann = await ann_with_password(hall)
    kim = await hall.person("kim@work.test")
    await kim.call("add_contact", email=ANN)
    await ann.call("close_my_account", **PRESENT)
    assert (await kim.call("list_contacts"))["total"] == 0


async def test_work_under_way_keeps_an_account_open_and_an_offer_does_not(hall: Hall) -> None:
    agent = await hall.agent("Acme", company_funds="5000.00 EUR")
    boss = await hall.person("boss@acme.test", company="Acme")
    ann = await hall.person(ANN)
    world = World(hall, agent, boss, ann, agent)
    await hall.credit(world.company, "100 USDT")
    await world.join_team(ann.id)
    offered = await world.at(1)
    assert (await ann.call("close_my_account", dry_run=True))["dry_run"] is True
    started = await world.at(2)
    with pytest.raises(Refused) as no:
        await ann.call("close_my_account")
    assert f"tasks {started}" in no.value.text
    assert str(offered) not in no.value.text.partition("tasks")[2].partition(".")[0].replace(str(started), "")


async def test_appointments_to_come_keep_both_sides_accounts_open(hall: Hall) -> None:
    host, guest = await hall.person("host@work.test"), await hall.person("guest@work.test")
    for one in (host, guest):
        await hall.credit(one.owner, "1 USDT")
    made = await host.call("create_schedule", label="Lessons", private=False, settings=HOURS)
    slot = {"schedule_id": made["schedule"]["id"], "start": "2026-03-04T10:00:00Z"}
    event = (await guest.call("book_schedule", **slot))["event"]["id"]
    for one in (host, guest):
        with pytest.raises(Refused) as no:
            await one.call("close_my_account", give_up_money=True)
        assert f"events {event}" in no.value.text
    hall.clock.advance(days=4)
    await hall.tick()
    hall.clock.advance(days=4)
    await hall.tick()
    host, guest = await hall.person("host@work.test"), await hall.person("guest@work.test")
    await guest.call("close_my_account", give_up_money=True, **await proof(hall, guest))
    assert hall.sql("SELECT label FROM events WHERE id = ? AND deleted_at IS NULL", event) == [("Lessons",)]
    await host.call("close_my_account", give_up_money=True, **await proof(hall, host))


async def test_a_company_is_not_left_without_its_admin(hall: Hall) -> None:
    boss = await admin(hall)
    ann = await hall.person(ANN, company="Acme", role="user")
    with pytest.raises(Refused) as no:
        await boss.call("close_my_account", give_up_money=True)
    assert f"{boss.company}" in no.value.text
    assert "update_user" in no.value.text
    await ann.call("close_my_account", **await proof(hall, ann))
    with pytest.raises(Refused) as money:
        await boss.call("close_my_account", give_up_money=True)
    assert "companies of nobody else" in money.value.text
    second = await hall.person("second@acme.test", company="Acme")
    await boss.call("close_my_account", give_up_money=True, **await proof(hall, boss))
    assert [user["email"] for user in (await second.call("list_users"))["users"]] == ["second@acme.test"]


async def test_everything_kept_about_me_is_one_file_of_mine(hall: Hall) -> None:
    ann = await full_account(hall)
    made = await ann.call("export_my_data")
    file = await ann.call("get_file", file_id=made["file_id"], content=True)
    text = base64.b64decode(file["content_base64"]).decode()
    assert len(text.encode()) == made["size_bytes"]
    data: dict[str, Any] = json.loads(text)
    assert all(word in text for word in WORDS)
    assert set(made["sections"]) <= data.keys()
    assert made["cut_sections"] == []
    assert {"kind": "purse", "currency": "EUR", "balance": 300, "held": 0} in data["purses"]
    assert [it["direction"] for it in data["movements"]] == ["in", "out", "in"]
    assert "argon2" not in text
    assert "token_hash" not in text
    with pytest.raises(Refused) as soon:
        await ann.call("export_my_data")
    assert (soon.value.status, soon.value.code) == (429, "exported_lately")
    kim = await hall.person("kim@work.test")
    with pytest.raises(Refused) as not_mine:
        await kim.call("get_file", file_id=made["file_id"], content=True)
    assert not_mine.value.status == 404
    hall.clock.advance(hours=1)
    theirs = await kim.call("export_my_data")
    assert theirs["file_id"] != made["file_id"]


async def test_contracts_that_name_me_are_mine_to_read_without_prices_and_forget_my_title(hall: Hall) -> None:
    ann, acme = await ann_with_password(hall), await hall.agent("Acme")
    made = await acme.call(
        "create_staffing_contract",
        selected_consultant={"id": ann.id, "name": "Ann", "title": "Lead"},
        consult_skills=["Python"],
        client_price="77.77",
    )
    exported = await ann.call("export_my_data")
    file = await ann.call("get_file", file_id=exported["file_id"], content=True)
    text = base64.b64decode(file["content_base64"]).decode()
    (contract,) = json.loads(text)["staffing_contracts"]
    assert (contract["public_id"], contract["managed_by"], contract["consultant_title"]) == (
        "CNTR-2026-0001",
        "Acme",
        "Lead",
    )
    assert "77" not in json.dumps(contract)
    await ann.call("close_my_account", **PRESENT)
    kept = (await acme.call("get_staffing_contract", id=made["id"]))["contract"]
    assert kept["selected_consultant"] == {"id": ann.id, "name": "Closed account"}
    assert (kept["consult_skills"], kept["client_price"]) == ([], "77.77")


async def test_agents_have_no_account_to_close_or_export(hall: Hall) -> None:
    agent = await hall.agent("Acme")
    for tool in ("close_my_account", "export_my_data"):
        with pytest.raises(Refused) as no:
            await agent.call(tool)
        assert no.value.code == "people_only"


@pytest.mark.sqlite
async def test_the_machines_operator_forgets_and_exports_too(hall: Hall, tmp_path: Path) -> None:
    ann = await full_account(hall)
    db = hall.path
    exported = json.loads(run("person", "export", ANN, db=db).stdout)
    assert exported["person"][0]["city"] == "Nuorgam"
    unasked = run("person", "forget", ANN, db=db, check=False)
    assert unasked.returncode == 1
    assert "--yes" in unasked.stderr
    refused = run("person", "forget", f"person:{ann.id}", "--yes", db=db, check=False)
    assert refused.returncode == 1
    assert "3.00 EUR" in refused.stderr
    done = run("person", "forget", f"person:{ann.id}", "--yes", "--give-up-money", db=db)
    assert f"person:{ann.id}" in done.stdout
    left = everything_in(hall)
    assert [word for word in WORDS if word in left] == []
    for name in (ANN, "company:1", f"person:{ann.id}"):
        assert run("person", "forget", name, "--yes", db=db, check=False).returncode == 1


async def test_what_somebody_was_told_is_theirs_to_have_and_goes_with_them(hall: Hall) -> None:
    ann, kim = await ann_with_password(hall), await hall.person("kim@work.test")

    def work(call: Call) -> None:
        call.tell(ann.owner, "task_step", "For Ann.")
        call.tell(Guest(ANN), "booking_moved", "For the guest that Ann once was.")

    def act(call: Call) -> None:
        call.tell(kim.owner, "task_step", "For Kim.")
        call.change("task.started", ("task", 1))

    await in_call(hall, work)
    await in_call(hall, act, as_caller(ann, "Quillfeather"))
    await ann.call("set_notice_settings", digest="hourly", quiet_from="22:00", quiet_to="07:00")
    await ann.call("mark_notices_read", notice_ids=[hall.sql("SELECT id FROM notices WHERE text = 'For Ann.'")[0][0]])

    exported = await ann.call("export_my_data")
    sections = {"notices", "notices_read", "notices_sent_to_me", "notice_settings", "changes_by_me"}
    assert sections <= set(exported["sections"])
    await ann.call("close_my_account", **PRESENT)

    assert hall.sql("SELECT text, actor_id, actor_name FROM notices") == [("For Kim.", ann.id, "")]
    assert set(hall.sql("SELECT performed_by_id, performed_by_name FROM changes")) == {(ann.id, "")}
    assert hall.sql("SELECT count(*) FROM notice_reads") == hall.sql("SELECT count(*) FROM notice_settings") == [(0,)]
    assert hall.sql("SELECT receiver_id FROM notice_deliveries") == [(kim.id,)]


async def test_what_others_were_told_names_nobody_who_closed_their_account(hall: Hall) -> None:
    ann, kim, bot = await ann_with_password(hall), await hall.person("kim@work.test"), await hall.agent("Acme")
    await bot.call("update_agent_profile", callback_url="https://agent.example.com/hook")
    await bot.call("set_notice_settings", new_callback_secret=True)
    await kim.call("set_notice_settings", digest="daily")
    hall.sql_script(f"UPDATE persons SET name = 'Zebedee', last_name = 'Quill\"feather' WHERE id = {ann.id}")
    visit, name = Record("event", 7, "A visit"), 'Zebedee Quill"feather'

    def act(call: Call) -> None:
        for owner in (kim.owner, bot.owner):
            call.tell(owner, "event_answered", f"{quoted(name)} comes to “A visit”.", record=visit)
            call.tell(owner, "event_changed", f"{quoted('Old Name')} suggests another time.", record=visit)

    def of_others(call: Call) -> None:
        call.tell(kim.owner, "booking_reminder", f"A visit with {quoted('Zebedee')}.", record=visit)
        call.tell(kim.owner, "booking_reminder", f"A visit with {quoted('Zebedee')}.", record=Record("event", 8, "x"))

    await in_call(hall, act, as_caller(ann, "Old Name"))
    await in_call(hall, of_others)
    await ann.call("close_my_account", **PRESENT)

    texts = [text for (text,) in hall.sql("SELECT text FROM notices WHERE record_id = 7 AND owner_id = ?", kim.id)]
    assert "somebody who left comes to “A visit”." in texts
    assert "A visit with somebody who left." in texts
    others = hall.sql("SELECT text FROM notices WHERE record_id = 8")
    assert others == [("A visit with “Zebedee”.",)], "somebody else may bear the name too"
    kept = hall.sql("SELECT channel, content FROM notice_deliveries WHERE content LIKE '%somebody who left%'")
    assert {"mail", "callback"} == {channel for channel, _ in kept}
    [bodies] = [[json.loads(content) for channel, content in kept if channel == "callback"]]
    assert {body["data"]["actor"]["name"] for body in bodies} == {""}
    left = everything_in(hall)
    assert "Quill" not in left
    assert "Old Name" not in left


async def test_an_account_with_contracts_of_others_or_work_on_them_stays_open(hall: Hall) -> None:
    olga, will = (
        await cast.member(hall, "olga@client.test", credit=""),
        await cast.member(hall, "will@work.test", credit=""),
    )
    job = await cast.job(olga, will)
    for person, words in ((olga, f"nobody else owns: {job.id}"), (will, f"are owed on: {job.id}")):
        with pytest.raises(Refused) as held:
            await person.call("close_my_account", give_up_money=True, **await proof(hall, person))
        assert words in held.value.text


async def test_what_was_asked_of_a_closed_account_waits_for_nobody(hall: Hall) -> None:
    olga = await cast.member(hall, "olga@client.test")
    ann = await ann_with_password(hall)
    id = await cast.contract(olga)
    place = await cast.ask(olga, id, ann)
    await olga.call("add_contract_user", contract_id=id, user_id=ann.id, role_id=6)
    by_mail = await olga.call("add_contract_participant", contract_id=id, email=ANN, role="tester", schedule={})
    await ann.call("close_my_account", give_up_money=True, **PRESENT)
    ids = (place["id"], by_mail["participant"]["id"])
    assert hall.sql("SELECT status_id, invited_email FROM contract_participants WHERE id IN (?, ?)", *ids) == [
        (444, None),
        (444, None),
    ]
    assert hall.sql("SELECT count(*) FROM contract_users WHERE user_id = ? AND left_at IS NULL", ann.id) == [(0,)]
    assert ANN not in everything_in(hall)
