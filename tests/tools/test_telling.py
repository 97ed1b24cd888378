"""Telling somebody what happened: the inbox, and what goes out at once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from store.types import Owner
from tests.hall import START, Hall, TestCaller
from tests.tools.telling_by_hand import as_caller, in_call, sent
from tools.call import Call
from tools.telling import Guest, Record

JOB = Record("task", 7, "A logo\nfor Ann")
SOON = START + timedelta(hours=3)


async def test_a_person_is_told_in_the_inbox_and_by_mail_with_what_answers_it(hall: Hall) -> None:
    ann, bob = await hall.person("ann@a.test"), await hall.person("bob@b.test")
    text = "Acme orders “A. B” from you. It pays 40.00 EUR."

    await in_call(
        hall,
        lambda call: call.tell(ann.owner, "task_ordered", text, record=JOB, figures={"pay": "40.00 EUR"}, body="Line."),
        as_caller(bob, "Bob"),
    )

    [row] = hall.sql("SELECT owner_type, owner_id, kind, record_name, actor_type, actor_name, data FROM notices")
    assert row == ("person", ann.id, "task_ordered", "A logo for Ann", "person", "Bob", '{"pay": "40.00 EUR"}')
    [mail] = await hall.mails("ann@a.test")
    assert mail.subject == "A logo for Ann: Acme orders “A. B” from you."
    assert mail.body.startswith(f"{text}\n\nLine.")
    assert f"person {bob.id} “Bob”" in mail.body
    assert "start_task or decline_task" in mail.body
    assert hall.sql("SELECT status, attempts, sent_at IS NOT NULL, content FROM notice_deliveries") == [
        ("sent", 1, 1, None)
    ]


async def test_the_one_who_did_it_is_left_out_unless_the_kind_is_their_own(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")

    await in_call(hall, lambda call: call.tell(ann.owner, "task_paid", "Paid."), as_caller(ann))
    assert hall.sql("SELECT count(*) FROM notices") == [(0,)]
    await in_call(hall, lambda call: call.tell(ann.owner, "money_out", "Paid out."), as_caller(ann))
    assert hall.sql("SELECT kind FROM notices") == [("money_out",)]


async def test_a_companys_notice_is_mailed_to_the_responsible_one_or_to_all_admins(hall: Hall) -> None:
    boss, two = await hall.person("boss@a.test", company="A"), await hall.person("two@a.test", company="A")
    clerk = await hall.person("clerk@a.test", company="A", role="user")
    gone = await hall.person("gone@b.test", company="B")
    company = Owner("company", boss.company or 0)

    async def told(responsible: Owner | None, kind: str = "task_step") -> set[str]:
        before = len(sent(hall))
        await in_call(hall, lambda call: call.tell(company, kind, "It is done.", record=JOB, responsible=responsible))
        return {who for who, _, _ in sent(hall)[before:]}

    admins = {f"person:{boss.id}", f"person:{two.id}"}
    assert await told(clerk.owner) == {f"person:{clerk.id}"}
    assert await told(None) == admins
    assert await told(gone.owner) == admins, "who left, or was never there, is not mailed"
    assert await told(clerk.owner, "money_failed") == admins, "money is the admins'"


async def test_an_admin_who_did_it_is_not_mailed_of_it(hall: Hall) -> None:
    boss, two = await hall.person("boss@a.test", company="A"), await hall.person("two@a.test", company="A")
    company = Owner("company", boss.company or 0)

    await in_call(hall, lambda call: call.tell(company, "task_step", "Done."), as_caller(boss))

    assert sent(hall) == [(f"person:{two.id}", "mail", "waiting")]


async def test_one_call_tells_an_owner_of_a_kind_and_record_once(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    other = Record("task", 8, "Another")

    def work(call: Call) -> None:
        for record in (JOB, JOB, other):
            call.tell(ann.owner, "task_step", "Something.", record=record)

    await in_call(hall, work)

    assert hall.sql("SELECT record_id, count FROM notices ORDER BY id") == [(7, 2), (8, 1)]
    assert len(sent(hall)) == 2


async def test_a_guest_is_mailed_at_once_without_an_inbox_and_within_the_limits_of_such_mail(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    guest = Guest("Gus@Guest.test", "Gus")
    text = "“See http://evil.test” was called off."

    await in_call(hall, lambda call: call.tell(guest, "booking_called_off", text, record=JOB), as_caller(ann))
    await in_call(hall, lambda call: call.tell(guest, "booking_called_off", text, record=JOB), as_caller(ann))

    assert sent(hall) == [("Gus@Guest.test", "mail", "waiting"), ("Gus@Guest.test", "mail", "dropped")]
    [mail] = await hall.mails("gus@guest.test")
    assert mail.subject == "Booking called off", "what others wrote is in no subject to such an address"
    assert "evil.test" not in mail.body
    assert "was called off" in mail.body
    assert "stop_mail" in mail.body


async def test_a_guest_who_passed_a_code_is_mailed_in_full_and_without_a_limit(hall: Hall) -> None:
    guest = Guest("gus@guest.test", proven=True)

    for _ in range(3):
        await in_call(hall, lambda call: call.tell(guest, "booking_moved", "It was moved.", record=JOB))

    mails = await hall.mails("gus@guest.test")
    assert [mail.subject for mail in mails] == ["A logo for Ann: It was moved."] * 3


async def test_an_account_that_never_proved_its_address_only_hears_that_there_is_news(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")
    hall.sql_script(f"UPDATE persons SET email_verified_at = NULL WHERE id = {ann.id}")

    await in_call(hall, lambda call: call.tell(ann.owner, "task_ordered", "Acme pays 40.00 EUR.", record=JOB))

    [mail] = await hall.mails("ann@a.test")
    assert "40.00" not in mail.body
    assert "sign in" in mail.body


async def test_a_text_message_needs_a_confirmed_phone_a_gateway_and_something_urgent(hall: Hall) -> None:
    ann, record = await hall.person("ann@a.test"), Record("work_order", 7, "Till")
    hall.sql_script(f"UPDATE persons SET phone = '+49 30 123456' WHERE id = {ann.id}")

    async def ways(moment: datetime | None = SOON, **more: Any) -> set[str]:
        before = len(sent(hall))
        await in_call(
            hall,
            lambda call: call.tell(ann.owner, "work_order_cancelled", "Off.", record=record, starts_at=moment),
            **more,
        )
        return {channel for _, channel, _ in sent(hall)[before:]}

    assert await ways() == {"mail"}, "the phone is not confirmed"
    await confirm_phone(hall, ann)
    assert await ways() == {"mail", "sms"}
    assert await ways(START + timedelta(hours=24)) == {"mail"}, "it starts in 24 hours, which is not less"
    assert await ways(None) == {"mail"}
    assert await ways(has_gateway=False) == {"mail"}
    assert hall.sql("SELECT count(*) FROM outbox WHERE payload LIKE '%+4930123456%'") == [(1,)]


async def confirm_phone(hall: Hall, person: TestCaller) -> None:
    hall.sql_script(
        f"INSERT INTO freelancer_profiles (person_id, confirmed_phone, created_at, updated_at)"
        f" VALUES ({person.id}, '4930123456', '', '')"
    )


async def test_a_change_is_one_row_a_record_and_call_and_the_notice_names_it(hall: Hall) -> None:
    ann = await hall.person("ann@a.test")

    def work(call: Call) -> None:
        call.change("task.started", ("task", 7), company_id=1, data={"state": "in_progress"})
        call.change("task.changed", ("task", 7), data={"fields": ["price"]})
        call.tell(ann.owner, "task_step", "Started.", record=JOB)

    await in_call(hall, work)

    [row] = hall.sql("SELECT id, type, company_id, performed_by_type, data FROM changes")
    assert row[1:4] == ("task.started", 1, "system")
    assert row[4] == '{"state": "in_progress", "fields": ["price"]}'
    assert hall.sql("SELECT change_id FROM notices") == [(row[0],)]
