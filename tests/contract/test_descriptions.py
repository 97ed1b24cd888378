"""What describe_operation tells of every operation: short, with rules and errors in a line each, and what to read before."""

from __future__ import annotations

from server.calls.answers import compact
from server.discovery.finder import RegistryFinder
from server.discovery.refusals import errors_of
from server.registry import Registry
from server.schema.schema import input_schema
from tests.every import of_every
from tools.call import Caller
from tools.operation import Operation

REGISTRY = Registry()
OPERATIONS = list(REGISTRY.operations.values())
FINDER = RegistryFinder(REGISTRY)
CALLERS = (
    Caller("person", 1, 1, "admin"),
    Caller("agent", 1, 1, "user", status="active", email_verified=True),
    Caller("person", 1),
)
all_of_them = of_every(OPERATIONS, lambda operation: operation.name)
# The record is the caller's own, or nothing shows it: who has it was given its number.
NOTHING_SHOWS_IT = {
    "create_field_access_token": "whoever is not signed in is shown nothing; an admin reads list_company_agents",
    "get_file": "whatever holds a file answers its number",
    "record_payout_result": "the operator's command lists them, and statements of the bank name them",
    "set_freelancer_tax_status": "the three statuses stand in the schema",
}


def size_of(operation: Operation) -> int:
    told = FINDER.describe(operation.name, CALLERS[0], [])
    return len(compact({name: part for name, part in (told or {}).items() if part is not None}).encode())


def test_nine_in_ten_fit_in_three_kilobytes() -> None:
    long = {operation.name: size for operation in OPERATIONS if (size := size_of(operation)) > 3_000}
    assert len(long) <= len(OPERATIONS) * 0.1, long
    assert max(long.values()) < 12_000


@all_of_them
def test_rules_and_errors_are_a_line_each(operation: Operation) -> None:
    told = FINDER.describe(operation.name, CALLERS[0], []) or {}
    for line in [told["does"], told["asks"], *told["rules"]]:
        assert line.rstrip(")").endswith((".", "?", "!")), line
        assert "\n" not in line
    for line in told["errors"]:
        status, code = line.split(" ")[:2]
        assert status.isdigit(), line
        assert code.rstrip(":").islower(), line
        assert len(line) <= 120
        assert "\n" not in line


@all_of_them
def test_what_takes_the_number_of_a_record_names_the_read_that_shows_it(operation: Operation) -> None:
    schema = input_schema(operation)
    takes = [name for name in schema["required"] if name.endswith(("_id", "_ids")) and name != "company_id"]
    if not takes or operation.name in NOTHING_SHOWS_IT:
        return
    for caller in CALLERS:
        told = FINDER.describe(operation.name, caller, []) or {}
        if "not_allowed" not in told or told["not_allowed"] is None:
            reads = [name for name in told["related"] if REGISTRY.operations[name].access == "read"]
            assert reads, f"{operation.name} for {caller.kind} names {told['related']}"


def test_errors_are_those_of_the_sources() -> None:
    lines = errors_of(REGISTRY.operations["cancel_job"])
    assert lines == (
        "409 wrong_state: Job <job_id> is <state>; only a queued one can be cancelled.",
        "404 not_found: no such job, or none that you can see",
    )
    assert any(line.startswith("409 slot_taken: ") for line in errors_of(REGISTRY.operations["book_schedule"]))
    assert not errors_of(REGISTRY.operations["list_types_of_work"])


def test_what_is_never_queued_says_so() -> None:
    told = FINDER.describe("upload_files", CALLERS[0], []) or {}
    assert "wait: false changes nothing: it is always done at once." in told["rules"]
