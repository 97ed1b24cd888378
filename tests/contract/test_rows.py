"""Rows of lists are short: a default page carries 20 to 25 of them in 8 KB."""

from __future__ import annotations

import statistics
from collections.abc import AsyncIterator
from pathlib import Path as FilePath

import pytest
import pytest_asyncio

from server.calls.sizes import PAGE_BYTES, bytes_of, rows_of
from tests.contract.full_world import FullWorld, full_world
from tests.contract.walks.walking import OPERATIONS, base_arguments
from tests.hall import Hall
from tools.operation import Operation

# One worker makes the world for all of these.
pytestmark = [pytest.mark.asyncio(loop_scope="module")]
PAGED = [operation for operation in OPERATIONS if operation.paged]
each = pytest.mark.parametrize("operation", PAGED, ids=lambda operation: operation.name)
# Lists with longer rows; their pages end where the bytes do.
LONGER = {
    "list_reviews": "what people say of each other is read whole before hiring, and nowhere else",
    "list_mandates": "a mandate is read nowhere else: its bounds, what is left of each, and its signature with the key",
    "list_audit_trail": "a line is evidence: who, for whom, by which program and whose yes, with the hash that chains it",
    "list_approval_requests": "an act is judged by it: what exactly will happen, who asked, why it stopped, and until when",
    "list_applications": "an application is read nowhere else: letter, answers and links that candidates are compared by",
    "list_contract_bills": "a bill is read nowhere else: its lines, and where its invoices are or why there is no e-invoice",
    "list_notices": "a notice says in whole sentences what has happened and what to do",
    "list_work_order_attachments": "a folder holds its files, each with its review, bytes and what its camera noted",
    "list_service_attributes": "a form is filled in from it: every option in both languages",
    "list_work_order_time_logs": "evidence of a visit: both clocks, both places, and what was corrected",
    "list_services": "the wording of accounting documents in both languages is what it is read for",
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, template: FilePath) -> AsyncIterator[FullWorld]:
    hall = await Hall.open(tmp_path_factory.mktemp("rows"), template)
    yield await full_world(hall)
    await hall.close()


@each
async def test_a_default_page_carries_twenty_rows_in_eight_kilobytes(world: FullWorld, operation: Operation) -> None:
    if operation.name in LONGER:
        assert operation.page_size <= 25
        return
    assert 20 <= operation.page_size <= 25
    for caller in (world.boss, world.acme, world.ann, world.pia):
        result = await caller.result(operation.name, **base_arguments(operation, world))
        answer = result.structured_content or {}
        if result.is_error or not (rows := rows_of(answer)):
            continue
        around = bytes_of(answer) - bytes_of(rows)
        assert around + 20 * statistics.mean(map(bytes_of, rows)) <= PAGE_BYTES
