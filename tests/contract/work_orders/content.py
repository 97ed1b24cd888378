"""Whom messages and files of work orders tell."""

from __future__ import annotations

from typing import Any

from tests.contract.telling import Expected, Scenario, Watch, told
from tests.contract.work_orders.site import MAILED, Site, both, site, waited_for
from tests.contract.worlds.content import FILE
from tests.hall import TestCaller
from tests.tools.work_orders.content.file_world import folder_named, new_folder, put
from tests.tools.work_orders.field_work import assigned


async def _asked(caller: TestCaller, id: int, message: str = "Where is the key?") -> dict[str, Any]:
    """A message to be answered, as the reply names it."""
    said = await caller.call("create_work_order_message", work_order_id=id, message=message)
    return {"work_order_id": id, "message_id": said["message"]["id"], "message": "Under the mat"}


async def _handed_in(it: Site) -> dict[str, int]:
    """A file that Pia handed in, as the changes of it name it."""
    id = await assigned(it.boss, it.pia)
    folder = await new_folder(it.boss, id)
    file = (await put(it.pia, id, folder))["attachment"]["id"]
    return {"work_order_id": id, "folder_id": folder, "attachment_id": file}


async def a_message_reaches_the_assignee(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    await watch.act(it.boss, "create_work_order_message", work_order_id=id, message="The code is 4711")
    assert "4711" in (await it.hall.mails("pia@work.test"))[-1].body
    return {told(it.pia, "work_order_message", *MAILED)}


async def a_message_reaches_all_who_may_still_take_it(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "create_work_order_message", work_order_id=await waited_for(it), message="Bring a ladder")
    return both(it, "work_order_message")


async def a_message_to_one_of_them_reaches_nobody_else(watch: Watch) -> Expected:
    it = await site(watch)
    given = {"work_order_id": await waited_for(it), "to_user_id": it.kim.id, "message": "Can you come earlier?"}
    await watch.act(it.boss, "create_work_order_message", **given)
    return {told(it.kim, "work_order_message", *MAILED)}


async def a_question_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.kim, "create_work_order_message", work_order_id=await waited_for(it), message="Where to park?")
    return it.company_told("work_order_message")


async def an_answer_reaches_who_asked(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "reply_to_work_order_message", **await _asked(it.kim, await waited_for(it)))
    return {told(it.kim, "work_order_message", *MAILED)}


async def an_answer_under_a_message_to_all_reaches_all(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "reply_to_work_order_message", **await _asked(it.boss, await waited_for(it)))
    return both(it, "work_order_message")


async def an_answer_of_the_provider_reaches_the_company(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.pia, "reply_to_work_order_message", **await _asked(it.chief, await assigned(it.boss, it.pia)))
    return it.company_told("work_order_message")


async def a_file_handed_in_lies_in_the_companys_inbox(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    folder = await folder_named(it.boss, id, "Misc")
    await watch.act(it.pia, "upload_work_order_attachment", work_order_id=id, folder_id=folder, **FILE)
    return it.company_told("work_order_visit", mailed=False)


async def a_document_lies_in_the_assignees_inbox(watch: Watch) -> Expected:
    it = await site(watch)
    id = await assigned(it.boss, it.pia)
    folder = await folder_named(it.boss, id, "Documents")
    await watch.act(it.boss, "upload_work_order_attachment", work_order_id=id, folder_id=folder, **FILE)
    return {told(it.pia, "work_order_changed", "inbox")}


async def a_file_that_was_refused_reaches_its_author(watch: Watch) -> Expected:
    it = await site(watch)
    given = {"status": "denied", "review_note": "Blurry"}
    await watch.act(it.boss, "update_work_order_attachment", **await _handed_in(it), **given)
    return {told(it.pia, "work_order_changed", *MAILED)}


async def a_file_that_was_accepted_is_found_in_the_list(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "update_work_order_attachment", **await _handed_in(it), status="approved")
    return set()


async def a_file_taken_off_by_the_company_reaches_its_author(watch: Watch) -> Expected:
    it = await site(watch)
    await watch.act(it.boss, "delete_work_order_attachment", **await _handed_in(it))
    return {told(it.pia, "work_order_changed", *MAILED)}


async def files_taken_off_with_their_folder_reach_their_authors(watch: Watch) -> Expected:
    it = await site(watch)
    given = await _handed_in(it)
    del given["attachment_id"]
    await watch.act(it.boss, "delete_attachment_folder", **given, force=True)
    return {told(it.pia, "work_order_changed", *MAILED)}


SCENARIOS: dict[str, Scenario] = {
    "create_work_order_message": a_message_reaches_the_assignee,
    "create_work_order_message to all": a_message_reaches_all_who_may_still_take_it,
    "create_work_order_message to one": a_message_to_one_of_them_reaches_nobody_else,
    "create_work_order_message by a provider": a_question_reaches_the_company,
    "reply_to_work_order_message": an_answer_reaches_who_asked,
    "reply_to_work_order_message to all": an_answer_under_a_message_to_all_reaches_all,
    "reply_to_work_order_message by the provider": an_answer_of_the_provider_reaches_the_company,
    "upload_work_order_attachment": a_file_handed_in_lies_in_the_companys_inbox,
    "upload_work_order_attachment by the company": a_document_lies_in_the_assignees_inbox,
    "update_work_order_attachment: denied": a_file_that_was_refused_reaches_its_author,
    "update_work_order_attachment: approved": a_file_that_was_accepted_is_found_in_the_list,
    "delete_work_order_attachment": a_file_taken_off_by_the_company_reaches_its_author,
    "delete_attachment_folder": files_taken_off_with_their_folder_reach_their_authors,
}
