"""The conversation on a work order: who reads what, who is told, and what is refused."""

from __future__ import annotations

import pytest

from tests.hall import Hall, Refused
from tests.tools.work_orders.field_work import (
    assigned,
    clerk,
    company,
    notices,
    order,
    provider,
    published,
    row,
)
from tests.tools.work_orders.routing_world import AT


async def texts(caller, id, **more):
    """What somebody reads, newest thread first: the text, or the text with its replies."""
    found = await caller.call("list_work_order_messages", work_order_id=id, **more)
    return [
        (each["message"], [reply["message"] for reply in each["replies"]]) if each["replies"] else each["message"]
        for each in found["results"]
    ]


async def send(caller, id, message, **more):
    return (await caller.call("create_work_order_message", work_order_id=id, message=message, **more))["message"]


async def answer(caller, id, message_id, message):
    found = await caller.call("reply_to_work_order_message", work_order_id=id, message_id=message_id, message=message)
    return found["message"]


async def test_before_the_assignment_the_company_writes_to_all_and_each_answers_alone(hall: Hall) -> None:
    boss, pia, kim, eve = (
        await company(hall),
        *[await provider(hall, f"{name}@work.test") for name in ("pia", "kim", "eve")],
    )
    id = await published(boss)
    await boss.call("route_work_order", work_order_id=id, user_id=pia.id)
    await kim.call("request_work_order", work_order_id=id)

    first = await send(boss, id, "Bring a ladder")
    assert first["delivered_to"] == 2
    assert "Bring a ladder" in notices(hall, pia)[-1]
    assert "Bring a ladder" in notices(hall, kim)[-1]
    assert not notices(hall, eve)
    assert (await hall.mails("kim@work.test"))[-1].body.count("Bring a ladder")

    from_pia = await answer(pia, id, first["id"], "How high?")
    assert (from_pia["parent_id"], from_pia["delivered_to"]) == (first["id"], 1)
    back = await answer(boss, id, from_pia["id"], "Three metres")
    assert (back["parent_id"], back["delivered_to"]) == (first["id"], 1)
    assert "Three metres" in notices(hall, pia)[-1]
    assert "Three metres" not in notices(hall, kim)[-1]
    assert (await answer(boss, id, first["id"], "And gloves"))["delivered_to"] == 2
    own = await send(kim, id, "Is parking free?")
    only = await send(boss, id, "Yes", to_user_id=kim.id)
    assert only["delivered_to"] == 1

    whole = ("Bring a ladder", ["How high?", "Three metres", "And gloves"])
    assert await texts(boss, id) == ["Yes", "Is parking free?", whole]
    assert await texts(boss, id, order="asc") == [whole, "Is parking free?", "Yes"]
    assert await texts(pia, id) == [whole]
    assert await texts(kim, id) == ["Yes", "Is parking free?", ("Bring a ladder", ["And gloves"])]
    # The thread of one of them is what passed between the two; what was said to all counts where they answered.
    assert await texts(boss, id, user_id=kim.id) == ["Yes", "Is parking free?"]
    assert await texts(boss, id, user_id=pia.id) == [whole]
    shown = (await boss.call("list_work_order_messages", work_order_id=id, order="asc"))["results"]
    assert [each["to"] for each in shown] == [{"all": True}, {"all": False}, {"all": False, "user_id": kim.id}]
    assert [each["role"] for each in shown] == ["buyer", "provider", "buyer"]
    assert shown[1]["author"] == {"id": kim.id, "name": shown[1]["author"]["name"], "kind": "person"}

    # Who only finds the order in a list reads what is said to all, and neither writes nor answers.
    assert await texts(eve, id) == [("Bring a ladder", ["And gloves"])]
    for refused in (send(eve, id, "Me too"), answer(eve, id, first["id"], "Me too")):
        with pytest.raises(Refused) as no:
            await refused
        assert no.value.code == "forbidden"
    for hidden in (own["id"], from_pia["id"], 999_999):
        with pytest.raises(Refused) as no:
            await answer(eve, id, hidden, "Hm")
        assert (no.value.code, no.value.text.count(str(hidden)) > 0) == ("not_found", True)
    with pytest.raises(Refused) as no:
        await pia.call("list_work_order_messages", work_order_id=id, user_id=kim.id)
    assert no.value.code == "forbidden"

    # The notice is answered by the reply.
    found = await boss.call("list_notices", needs_action=True, kinds=["work_order_message"])
    assert "reply_to_work_order_message" in str(found)


async def test_the_assignee_is_written_to_and_nobody_else_reads_it(hall: Hall) -> None:
    boss, pia, kim = await company(hall), await provider(hall), await provider(hall, "kim@work.test")
    id = await published(boss)
    await kim.call("request_work_order", work_order_id=id)
    await boss.call("assign_work_order", work_order_id=id, user_id=pia.id)
    code = await send(boss, id, "The code is 4711")
    assert code["delivered_to"] == 1
    assert await texts(pia, id) == ["The code is 4711"]
    assert await texts(kim, id) == []
    with pytest.raises(Refused) as no:
        await answer(kim, id, code["id"], "Thanks")
    assert no.value.code == "not_found"
    # A request closed by the assignment: he reads what is written to him and may answer, but begins nothing.
    sorry = await send(boss, id, "Next time", to_user_id=kim.id)
    assert (await answer(kim, id, sorry["id"], "Fine"))["delivered_to"] == 1
    with pytest.raises(Refused) as no:
        await send(kim, id, "One more thing")
    assert no.value.code == "forbidden"
    # Who drops out: the company and they read the reason.
    await pia.call("remove_work_order_provider", work_order_id=id, reason="I am ill", reason_id=58)
    assert "I am ill" in await texts(boss, id)
    assert await texts(kim, id) == [("Next time", ["Fine"])]


async def test_the_author_in_the_company_hears_of_the_answer(hall: Hall) -> None:
    boss, ann, pia = await company(hall), await clerk(hall), await provider(hall)
    id = await assigned(boss, pia)
    asked = await send(ann, id, "Are you there?")
    await answer(pia, id, asked["id"], "Yes")
    assert "Yes" in (await hall.mails("clerk@acme.test"))[-1].body
    assert (await answer(boss, id, asked["id"], "Good"))["delivered_to"] == 2
    assert "Good" in notices(hall, ann)[-1]


async def test_what_was_shown_is_read_and_nothing_else(hall: Hall) -> None:
    boss, ann, pia = await company(hall), await clerk(hall), await provider(hall)
    id = await assigned(boss, pia)
    ids = [(await send(boss, id, f"Note {number}"))["id"] for number in range(3)]
    await answer(boss, id, ids[0], "More")

    async def counted(caller):
        section = (await caller.call("get_work_order", work_order_id=id, columns=["messages"]))["messages"]
        return section["total"], section["unread"]

    assert await counted(pia) == (4, 4)
    assert await counted(boss) == (4, 0)
    peeked = await pia.call("list_work_order_messages", work_order_id=id, mark_read=False)
    assert (peeked["metadata"], peeked["total"]) == ({"total": 4, "unread": 4}, 3)
    page = await pia.call("list_work_order_messages", work_order_id=id, unread=True, limit=1)
    assert [each["read"] for each in page["results"]] == [False]
    assert await counted(pia) == (4, 3)
    # The next page goes on where the first ended, although that is read now.
    rest = await pia.call(
        "list_work_order_messages", work_order_id=id, unread=True, limit=1, cursor=page["next_cursor"]
    )
    assert [each["id"] for each in rest["results"]] == [ids[1]]
    unread = await pia.call("list_work_orders", unread_messages=True)
    assert [each["id"] for each in unread["results"]] == [id]
    assert await texts(pia, id, unread=False) == ["Note 2", "Note 1"]
    assert await texts(pia, id, unread=True) == [("Note 0", ["More"])]
    assert await counted(pia) == (4, 0)
    # Everybody of the company reads for themselves.
    assert await counted(ann) == (4, 4)


async def test_a_page_too_long_to_show_marks_only_what_it_shows(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    for number in range(6):
        await send(boss, id, f"{number} {'x' * 3000}")
    page = await pia.call("list_work_order_messages", work_order_id=id, unread=True)
    shown = len(page["results"])
    assert 0 < shown < 6
    left = await pia.call("list_work_order_messages", work_order_id=id, unread=True, mark_read=False, fields=["id"])
    assert left["total"] == 6 - shown


async def test_archived_ones_are_shown_when_asked_for(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    await send(boss, id, "New")
    row(hall, "work_order_messages", id, role="system", author_type="platform", author_id=0, message="Old",
        created_at=AT, archived_at=AT, to_person_id=pia.id)  # fmt: skip
    assert await texts(pia, id) == ["New"]
    assert await texts(pia, id, archived=True) == ["Old"]
    assert await texts(pia, id, clear=["archived"]) == ["Old", "New"]
    [old] = (await pia.call("list_work_order_messages", work_order_id=id, archived=True))["results"]
    assert old["author"] == {"name": "The platform", "kind": "platform"}
    assert (old["role"], old["archived"], old["to"]) == ("system", True, {"all": False, "user_id": pia.id})


async def test_messages_that_reach_nobody_or_say_nothing_are_refused(hall: Hall) -> None:
    boss, rival, pia, kim = (
        await company(hall),
        await company(hall, "Rival"),
        await provider(hall),
        await provider(hall, "k@w.test"),
    )
    draft, open_one, given = await order(boss), await published(boss), await assigned(boss, pia)
    problem = row(hall, "work_order_problems", given, type_id=1, comments="Late", author_type="person", author_id=pia.id,
                  created_at=AT, updated_at=AT)  # fmt: skip
    elsewhere = row(hall, "work_order_problems", open_one, type_id=1, comments="Late", author_type="person",
                    author_id=pia.id, created_at=AT, updated_at=AT)  # fmt: skip
    for caller, id, given_too, code, field in (
        (boss, draft, {}, "invalid_argument", "to_user_id"),
        (boss, draft, {"to_user_id": pia.id}, "invalid_argument", "to_user_id"),
        (boss, open_one, {}, "invalid_argument", "to_user_id"),
        (boss, given, {"to_user_id": kim.id}, "invalid_reference", "to_user_id"),
        (boss, given, {"to_user_id": 999_999}, "invalid_reference", "to_user_id"),
        (boss, given, {"problem_id": elsewhere}, "invalid_reference", "problem_id"),
        (boss, given, {"message": " \u202e\u200b\n"}, "invalid_argument", "message"),
        (boss, given, {"message": "x" * 10_001}, "invalid_argument", "message"),
        (pia, given, {"to_user_id": kim.id}, "invalid_argument", "to_user_id"),
        (kim, given, {}, "not_found", None),
        (rival, given, {}, "not_found", None),
        (boss, 999_999, {}, "not_found", None),
    ):
        with pytest.raises(Refused) as no:
            await send(caller, id, **{"message": "Hello", **given_too})
        assert no.value.code == code, (id, given_too, no.value.text)
        assert field is None or field in no.value.fields
    hostile = "<b>Go</b>\u202e\u200b <script>x</script>\u0000"
    sent = await send(pia, given, hostile, problem_id=problem)
    [shown] = (await boss.call("list_work_order_messages", work_order_id=given))["results"]
    assert (shown["message"], shown["problem_id"]) == ("<b>Go</b> <script>x</script>", problem)

    # Nobody reads of a draft; a deleted order takes no word.
    await boss.call("revert_work_order_to_draft", work_order_id=given)
    with pytest.raises(Refused) as no:
        await answer(boss, given, 999_999, "Hm")
    assert no.value.code == "not_found"
    told = await boss.call("reply_to_work_order_message", work_order_id=given, message_id=sent["id"], message="Gone")
    assert told["message"]["delivered_to"] == 0
    assert "so none was told" in str(told["warnings"])
    await boss.call("cancel_work_order", work_order_id=given, cancel_reason=56)
    for refused in (answer(boss, given, sent["id"], "Hm"), send(boss, given, "Hm")):
        with pytest.raises(Refused) as no:
            await refused
        assert (no.value.code, no.value.shape["state"]) == ("wrong_state", "deleted")


async def test_a_message_is_sent_once_in_the_background(hall: Hall) -> None:
    boss, pia = await company(hall), await provider(hall)
    id = await assigned(boss, pia)
    job = (await send_later(boss, id))["job"]
    assert await texts(pia, id) == []
    await hall.app.jobs.drain()
    done = await boss.call("get_job", job_id=job["id"])
    assert done["job"]["result"]["message"]["delivered_to"] == 1
    assert await texts(pia, id) == ["Later"]


async def send_later(caller, id):
    return await caller.call("create_work_order_message", work_order_id=id, message="Later", wait=False)
