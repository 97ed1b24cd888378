"""Every operation as a stranger: an id of somebody else answers exactly like an id that does not exist."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

import pytest
import pytest_asyncio

from server.calls.auth import OPEN_WHILE_SUSPENDED
from server.calls.messages import Refused
from tests.contract.full_world import FullWorld, full_world
from tests.contract.walks.walking import OPERATIONS, Path, Told, ask, base_arguments, leaves, own_schema, with_value
from tests.hall import Hall, TestCaller
from tools.operation import Operation

# One worker makes the world for all of these.
pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.walk]
each = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)

MISSING_NUMBER = 987_654_321
MISSING_UUID = "00000000-0000-4000-8000-00000000dead"
# Names that number what everybody shares: kinds, categories, states, skills, currencies, documents for all.
SHARED = {
    "tasks.attachment_id", "attributes.id", "bonus_ids", "category_id", "currency_id", "tasks.folder_id", "incomplete_reason_id",
    "payment_status_id", "penalty_ids", "reason_id", "role_id", "service_id", "service_type_id", "skill_id", "skills.id",
    "attachment_id", "folder_id", "revisit_reason_id", "status_id", "taxation_status_id",
    "base_currency_id", "target_currency_id", "tasks.id", "template_uuid", "type_id", "type_of_work_id", "types_of_work.id",
    "list_types_of_work.parent_id", "network_id", "network_ids", "skill_ids",
}  # fmt: skip
# Names a caller makes up.
MADE_UP = {
    "create_task.uuid", "correlation_id", "external_id", "incident_id", "end_contracts.uuid", "contacts.id",
    "create_staffing_contract.the_contract_id", "client_contract_id", "client_business_id",
    "external_organisation_id", "external_contract_id", "external_calendar_id", "vat_id", "business_id", "bp_id",
    "tax_id",
}  # fmt: skip
# What everybody may see or name by its number, parameter by parameter, and why.
PEOPLE = "people have public pages; what is not public on them is left out"
GUESTS = "anybody may be invited or put down for something"
LINKED = "any company of the hall may be a client's; nothing of it is shown"
LISTS = "whoever sees an order of a company sees the lists that are chosen from there"
PROVIDERS = "every company finds the people who take field work with list_providers"
PUBLIC = {
    "add_provider_to_preferred_group.user_id": PROVIDERS,
    "add_providers_to_project_talent_pools.provider_ids": PROVIDERS,
    "get_provider_project_talent_pools.provider_id": PROVIDERS,
    "update_provider_project_talent_pools.provider_id": PROVIDERS,
    "remove_providers_from_preferred_group.user_ids": "whoever is not in the group is reported, known or not",
    "update_provider_profile.blocked_company_ids": LINKED,
    "request_work_order.work_order_id": "a published order is there to be asked for",
    "cancel_work_order_request.work_order_id": "a published order is there to be asked for",
    "list_work_orders.manager_id": "providers list published orders, which name their manager",
    "create_dispatch_settings.buyer_id": "every company but one's own is refused alike, known or not",
    "update_dispatch_settings.buyer_id": "every company but one's own is refused alike, known or not",
    "create_client_company.linked_company_id": LINKED,
    "update_client_company.linked_company_id": LINKED,
    "book_schedule.schedule_id": "a public schedule is there to be booked",
    "book_schedule.event_id": "a session of a public schedule is booked by its event",
    "find_group_slots.schedule_ids": "a public schedule is there to be booked",
    "book_group_slot.schedule_ids": "a public schedule is there to be booked",
    "book_group_slot.answers.schedule_id": "it is one of schedule_ids, or refused alike",
    "book_group_slot.attendees.user_id": GUESTS,
    "book_recurring_slots.schedule_id": "a public schedule is there to be booked",
    "hold_slot.schedule_id": "a public schedule is there to be booked",
    "hold_slot.event_id": "a session of a public schedule is held by its event",
    "join_waiting_list.schedule_id": "a public schedule has lines for everybody",
    "join_waiting_list.event_id": "a session of a public schedule is waited for by its event",
    "get_booking_page.kal_id": "a public calendar has a page for everybody",
    "search_specialists.kal_id": "public schedules can be searched by their calendar",
    "delete_profile_correction.correction_id": "suggestions stand on public pages",
    "vote_on_profile_correction.correction_id": "suggestions stand on public pages, where everybody may vote on them",
    "get_agent_profile.agent_id": "agents have public pages",
    "report_review.review_id": "anybody reads revealed reviews",
    "list_reviews.about_id": PEOPLE,
    "get_review_summary.about.id": PEOPLE,
    "list_agent_schedule_history.agent_id": "agents have public pages",
    "get_specialist_profile.user_id": PEOPLE,
    "get_user_details.user_id": PEOPLE,
    "create_field_access_token.client_id": "agents have public pages; wrong credentials of any kind are answered alike",
    "list_cancel_reasons.company_id": LISTS,
    "list_expense_categories.company_id": LISTS,
    "list_incomplete_reasons.company_id": LISTS,
    "list_site_revisit_reasons.company_id": LISTS,
    "reveal_specialist_email.user_id": PEOPLE,
    "reveal_specialist_phone.user_id": PEOPLE,
    "create_profile_correction.user_id": PEOPLE,
    "list_work_order_qualifications.user_id": PEOPLE,
    "assign_work_order.user_id": PEOPLE,
    "route_work_order.user_id": PEOPLE,
    "route_work_order_to_providers.user_ids": PEOPLE,
    "plan_day.user_ids": PEOPLE,
    "replan_day.user_ids": PEOPLE,
    "add_contract_participant.user_id": GUESTS,
    "add_contract_user.user_id": GUESTS,
    "add_schedule_event.attendees.user_id": GUESTS,
    "add_schedule_users.users.user_id": GUESTS,
    "book_schedule.attendees.user_id": GUESTS,
    "request_event_correction.attendees.user_id": GUESTS,
    "request_event_correction.benefitable.id": GUESTS,
    "create_schedule.benefitable_id": GUESTS,
    "create_schedule.billable_id": GUESTS,
    "preview_schedule.benefitable_id": GUESTS,
    "preview_schedule.billable_id": GUESTS,
    "update_schedule.benefitable_id": GUESTS,
    "update_schedule.billable_id": GUESTS,
    "record_schedule_deposit.benefitable_id": GUESTS,
}
# Parameters no stranger's call ever gets to, and why.
NEVER_REACHED = {
    "book_schedule.contract_id": "a booking names its start or session first: tests/tools/contracts/members/test_bookings.py",
    "add_acceptance_file.company_id": "only the operator's admins name another company",
    "set_company_terms.company_id": "only the operator's admins name another company",
    "confirm_balance_top_up.top_up_id": "only the operator's admins confirm",
    "record_payout_result.payout_id": "only the operator's admins record how a payout ended",
    "get_contract_calendar.contract_id": "who has no part in a contract is told that there is no such calendar",
    "log_in_with_code.request_id": "whose code it is shows by the code alone",
}


@dataclass
class Strangers:
    hall: Hall
    acme: FullWorld
    rival: FullWorld
    suspended: TestCaller

    def callers(self) -> Iterator[TestCaller]:
        """The admin, the agent and the two workers of another company, all with money."""
        yield from (self.rival.boss, self.rival.acme, self.rival.ann, self.rival.pia)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def strangers(tmp_path_factory: pytest.TempPathFactory, template: FilePath) -> AsyncIterator[Strangers]:
    hall = await Hall.open(tmp_path_factory.mktemp("strangers"), template)
    acme, rival = await full_world(hall), await full_world(hall, "Rival")
    suspended = await hall.agent("Rival", "Bad bot")
    hall.sql_script(f"UPDATE agents SET status = 'suspended' WHERE id = {suspended.id}")
    await hall.tick()
    watch_writes(hall)
    yield Strangers(hall, acme, rival, suspended)
    await hall.close()


def watch_writes(hall: Hall) -> None:
    """Note every row that is written from now on and stays written."""
    notes = [
        f"CREATE TRIGGER watch_{table}_{act} AFTER {act} ON {table} BEGIN INSERT INTO witness VALUES ('{table}', '{act}'); END;"
        for table in hall.plain_tables()
        for act in ("INSERT", "UPDATE", "DELETE")
    ]
    hall.sql_script("CREATE TABLE witness (name TEXT, act TEXT);" + "\n".join(notes))


def written(hall: Hall) -> list[tuple[Any, ...]]:
    """What was written since the last look."""
    rows = hall.sql("SELECT DISTINCT name, act FROM witness ORDER BY 1, 2")
    if rows:
        hall.sql_script("DELETE FROM witness")
    return rows


def somebodys_ids(operation: Operation, world: FullWorld) -> Iterator[tuple[Path, Any]]:
    """The parameters of an operation that name a record of somebody, with the id of one."""
    for path, _ in leaves(own_schema(operation)):
        if not names_a_record(path) or {*keys(operation, path)} & (SHARED | MADE_UP):
            continue
        real = world.id_for(operation.name, path)
        yield path, real[0] if isinstance(real, list) else real


def names_a_record(path: Path) -> bool:
    return path[-1] in ("id", "uuid") or path[-1].endswith(("_id", "_ids", "_uuid", "_uuids"))


def keys(operation: Operation, path: Path) -> Iterator[str]:
    yield path[-1]
    yield f"{operation.name}.{path[-1]}"
    yield ".".join(path[-2:])


def is_public(operation: Operation, path: Path) -> bool:
    return full_name(operation, path) in PUBLIC


def full_name(operation: Operation, path: Path) -> str:
    return f"{operation.name}.{'.'.join(path)}"


def missing_like(real: Any) -> Any:
    if isinstance(real, int):
        return MISSING_NUMBER
    head = re.match(r"[A-Za-z]+[_-]", real)
    return MISSING_UUID if head is None else f"{head.group()}{'9' * (len(real) - head.end())}"


def without(told: Told, *ids: Any) -> tuple[type, str]:
    """What was told, without the ids of the question and the money and numbers of the call."""
    text = told.text
    for id in sorted({str(id) for id in ids}, key=len, reverse=True):
        text = re.sub(rf"(?<![\w.]){re.escape(id)}(?!\w)", "#", text)
    text = re.sub(r'"(transaction_id|balance_after)":("[^"]*"|[0-9]+)', "", text)
    return told.kind, text


def is_about(told: Told, path: Path, missing: Any) -> bool:
    """Whether the call got to the record it names: it is answered without it, or refused because of it."""
    if told.kind is not Refused:
        return True
    fields = json.loads(told.text).get("fields", {})
    return str(missing) in told.text or any(re.sub(r"\[\d+\]", "", name) == ".".join(path) for name in fields)


@each
async def test_an_id_of_somebody_else_is_an_id_that_does_not_exist(strangers: Strangers, operation: Operation) -> None:
    written(strangers.hall)
    reached = set(NEVER_REACHED)
    for caller in strangers.callers():
        base = base_arguments(operation, strangers.rival)
        for path, real in somebodys_ids(operation, strangers.acme):
            if real is None or is_public(operation, path):
                continue
            missing = missing_like(real)
            where = f"{full_name(operation, path)} as {caller.kind} {caller.id}"
            told = []
            for id in (real, missing):
                arguments = with_value(operation, strangers.rival, base, path, id)
                dry = {"dry_run": True} if operation.access != "read" else {}
                told.append(await ask(caller, operation, arguments | dry))
                if told[-1].kind is Refused:
                    again = await ask(caller, operation, arguments)
                    assert without(again, id) == without(told[-1], id), where
            assert without(told[0], real, missing) == without(told[1], real, missing), where
            assert told[0].code != "internal_error", where
            found = written(strangers.hall)
            if told[0].kind is Refused:
                assert found == [], where
            elif operation.access != "read":
                raise AssertionError(f"{where} takes any id: {told[0].text[:300]}")
            if is_about(told[1], path, missing):
                reached.add(full_name(operation, path))
    names = {full_name(operation, path) for path, real in somebodys_ids(operation, strangers.acme) if real is not None}
    assert {name for name in names if name not in PUBLIC} <= reached


@each
async def test_a_record_in_any_state_is_one_that_does_not_exist(strangers: Strangers, operation: Operation) -> None:
    """What a record's state is must not be said before whose it is."""
    written(strangers.hall)
    for path, real in somebodys_ids(operation, strangers.acme):
        if real is None or is_public(operation, path):
            continue
        missing = missing_like(real)
        for caller in (strangers.rival.boss, strangers.rival.pia):
            base = base_arguments(operation, strangers.rival) | (
                {"dry_run": True} if operation.access != "read" else {}
            )
            nothing = await ask(caller, operation, with_value(operation, strangers.rival, base, path, missing))
            written(strangers.hall)
            for other in strangers.acme.others(path[-1], real):
                told = await ask(caller, operation, with_value(operation, strangers.rival, base, path, other))
                where = f"{full_name(operation, path)} = {other} as {caller.kind} {caller.id}"
                assert without(told, other, missing) == without(nothing, other, missing), where
                if told.kind is Refused:
                    assert written(strangers.hall) == [], where


@each
async def test_a_colleague_is_told_the_same_of_what_is_not_theirs_to_see(
    strangers: Strangers, operation: Operation
) -> None:
    written(strangers.hall)
    base = base_arguments(operation, strangers.acme)
    for path, real in somebodys_ids(operation, strangers.acme):
        if real is None:
            continue
        missing = missing_like(real)
        dry = {"dry_run": True} if operation.access != "read" else {}
        # What a colleague may look at is charged; that was the path before.
        written(strangers.hall)
        told = [
            await ask(strangers.acme.clerk, operation, with_value(operation, strangers.acme, base, path, id) | dry)
            for id in (real, missing)
        ]
        where = f"{full_name(operation, path)}: {told[0].text[:300]}"
        # What follows may name the record too: only what is said of it counts.
        said = json.loads(told[0].text)["error"] if told[0].code == "not_found" else ""
        if re.search(rf"(?<![\w-]){re.escape(str(real))}(?![\w-])", said):
            assert without(told[0], real, missing) == without(told[1], real, missing), where
            assert written(strangers.hall) == [], where


@each
async def test_a_suspended_agent_and_nobody_are_told_the_same_of_every_id(
    strangers: Strangers, operation: Operation
) -> None:
    written(strangers.hall)
    for caller in (strangers.suspended, strangers.hall.nobody()):
        base = base_arguments(operation, strangers.acme)
        for path, real in somebodys_ids(operation, strangers.acme):
            if real is None or is_public(operation, path):
                continue
            missing = missing_like(real)
            told = [
                await ask(caller, operation, with_value(operation, strangers.acme, base, path, id))
                for id in (real, missing)
            ]
            where = f"{full_name(operation, path)} as {caller.kind}"
            assert without(told[0], real, missing) == without(told[1], real, missing), where
            if not operation.public and operation.name not in OPEN_WHILE_SUSPENDED:
                assert told[0].code in ("agent_suspended", "unauthorized", "forbidden"), where
                assert written(strangers.hall) == [], where


async def test_the_world_has_a_record_for_every_parameter_that_names_one(strangers: Strangers) -> None:
    without_record = {
        f"{operation.name}.{'.'.join(path)}"
        for operation in OPERATIONS
        for path, real in somebodys_ids(operation, strangers.acme)
        if real is None
    }
    assert {name for name in without_record if name.split(".", 1)[1] not in NO_RECORD} == set()


# Parameters whose records no operation makes so far; places in one's own list, and what needs a type besides, of which the tests
# of notices and of a company's lists hold the same.
NO_RECORD = {
    "up_to_id", "record_id", "values.client_ids", "values.parent_id", "values.dependency.id", "values.template_ids",
    "values.project_ids",
}  # fmt: skip
