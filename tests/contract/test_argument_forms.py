"""Every operation's arguments, rewritten in each of the ways in which clients send them, mean the same."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from server.calls.messages import Answered
from server.discovery.samples import example as shown_example
from server.discovery.samples import sample
from server.registry import Registry
from server.schema.arguments import Arguments, meaning_of, split
from server.schema.listing import DISPATCHERS, dispatcher
from server.schema.reading import Field, field_of
from server.schema.schema import clearable, envelope_schemas, input_schema, parameters
from server.schema.wrapping import dispatched, unwrapped
from tests.answer_checks import own
from tests.contract.full_world import FullWorld, full_world
from tests.contract.test_operations import check_portable
from tests.contract.walks.walking import ask, base_arguments
from tests.every import of_every
from tests.hall import Hall
from tools.errors import Invalid
from tools.operation import Operation
from tools.params import KEEPS_NULLS

REGISTRY = Registry()
OPERATIONS = list(REGISTRY.operations.values())
each = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
all_of_them = of_every(OPERATIONS, lambda operation: operation.name)

# What a sample of a schema has to be where the schema says too little, by what the check asks for.
MENDED = {
    "ISO 8601 moment": "2026-12-01T09:00:00Z",
    "date YYYY-MM-DD": "2026-12-01",
    "decimal number": "1.50",
    "time of day": "09:00",
    "time zone": "Europe/Berlin",
    "http(s) address": "https://example.com",
    "[0-9a-fA-F]{6}": "a1b2c3",
    "[0-9a-fA-F]{12}": "6f1c1f9e-8f5e-4a53-9d5b-0d8f6b3b2a10",
    "[A-Za-z]{2,3}": "en",
    "^[a-z0-9][a-z0-9_-]{0,39}$": "one",
}


def filled(schema: dict[str, Any], name: str = "", *, optional: bool) -> Any:
    """A sample of a schema, with or without what may be left out."""
    if schema.get("type") == "object" and schema.get("properties"):
        names = schema["properties"] if optional else schema.get("required", [])
        return {key: filled(schema["properties"][key], key, optional=optional) for key in names}
    if schema.get("type") == "array":
        item = filled(schema["items"], name, optional=optional)
        return [item] * max(1, schema.get("minItems", 1))
    return sample(schema, name)


@cache
def example_text(operation: Operation, optional: bool) -> str:
    schema = input_schema(operation)
    names = [name for name in parameters(operation) if optional or name in schema["required"]]
    made = {name: filled(schema["properties"][name], name, optional=optional) for name in names}
    for _ in range(5):
        try:
            split(operation, made)
            break
        except Invalid as no:
            for place, fault in no.fields.items():
                mend(made, place, fault)
    split(operation, made)
    return json.dumps(made)


def example(operation: Operation, optional: bool = True) -> dict[str, Any]:
    """A call of an operation that passes its check, with every parameter at every depth or only those required."""
    made: dict[str, Any] = json.loads(example_text(operation, optional))
    return made


def mend(made: Any, place: str, fault: str) -> None:
    *path, last = place.replace("]", "").replace("[", ".").split(".")
    for step in path:
        made = made[int(step)] if isinstance(made, list) else made[step]
    value = next((value for asked, value in MENDED.items() if asked in fault), None)
    assert value is not None, f"{place}: {fault}"
    made[int(last) if isinstance(made, list) else last] = value


def meaning(read: Arguments) -> str:
    return meaning_of([read.values, read.envelope.limit, read.envelope.dry_run, read.envelope.fields])


def changed(value: Any, field: Field, change: Callable[[Any, str], Any]) -> Any:
    """The value with a change made to everything in it, innermost first; the type in the schema goes along."""
    inside = field.parts
    if isinstance(value, dict):
        value = {key: changed(part, inside[key], change) if key in inside else part for key, part in value.items()}
    elif isinstance(value, list) and None in inside:
        value = [changed(part, inside[None], change) for part in value]
    return change(value, field.type)


def rewritten(operation: Operation, arguments: dict[str, Any], change: Callable[[Any, str], Any]) -> dict[str, Any]:
    fields = {name: field_of(kind, default is ...) for name, (kind, default) in parameters(operation).items()}
    return {name: changed(value, fields[name], change) for name, value in arguments.items()}


def as_json_text(value: Any, kind: str) -> Any:
    return json.dumps(value) if kind in ("array", "object") and isinstance(value, list | dict) else value


def numbers_as_text(value: Any, kind: str) -> Any:
    return str(value) if kind in ("integer", "number") else value


def numbers_as_floats(value: Any, kind: str) -> Any:
    return float(value) if kind == "integer" else value


def flags_as_words(value: Any, kind: str) -> Any:
    return {True: "yes", False: "No"}[value] if kind == "boolean" else value


def flags_as_numbers(value: Any, kind: str) -> Any:
    return int(value) if kind == "boolean" else value


def decimals_as_numbers(value: Any, kind: str) -> Any:
    is_decimal = kind == "string" and isinstance(value, str) and value in ("81.00", "1.50", "1.00")
    return float(value) if is_decimal else value


def nulls_in_lists(value: Any, kind: str) -> Any:
    return [None, *value, None] if kind == "array" and isinstance(value, list) else value


CHANGES = [
    as_json_text, numbers_as_text, numbers_as_floats, flags_as_words, flags_as_numbers, decimals_as_numbers, nulls_in_lists,
]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
@all_of_them
def test_the_same_meaning_in_another_form_is_the_same_call(
    operation: Operation, change: Callable[[Any, str], Any]
) -> None:
    shown = json.loads(json.dumps(shown_example(operation)["arguments"]))
    for whole in (example(operation), example(operation, optional=False), shown):
        assert meaning(split(operation, rewritten(operation, whole, change))) == meaning(split(operation, whole))


@all_of_them
def test_null_for_everything_left_out_is_the_same_call(operation: Operation) -> None:
    bare = example(operation, optional=False)
    schema = input_schema(operation)
    # A null in these means something: what is stored stays.
    marked = [
        name for name, (kind, _) in parameters(operation).items() if KEEPS_NULLS in getattr(kind, "__metadata__", ())
    ]
    kept = {name: bare[name] for name in marked if name in bare}
    assert meaning(split(operation, with_nulls(bare, schema) | kept)) == meaning(split(operation, bare))


def with_nulls(value: Any, schema: dict[str, Any]) -> Any:
    if isinstance(value, dict) and schema.get("properties"):
        inside = {key: with_nulls(part, schema["properties"].get(key, {})) for key, part in value.items()}
        return dict.fromkeys(schema["properties"]) | inside
    if isinstance(value, list):
        return [with_nulls(part, schema.get("items", {})) for part in value]
    return value


@all_of_them
def test_an_empty_text_for_what_takes_none_is_as_left_out(operation: Operation) -> None:
    bare, own = example(operation, optional=False), parameters(operation)
    kinds = {name: kind for name, (kind, default) in own.items() if default is not ... and not clearable(kind)}
    nothing = {name: "" for name, kind in kinds.items() if field_of(kind, required=False).is_left_out("")}
    added = dict.fromkeys(set(envelope_schemas(operation)) - own.keys(), "")
    assert meaning(split(operation, bare | nothing | added)) == meaning(split(operation, bare))


@all_of_them
def test_every_wrapping_holds_the_same_call(operation: Operation) -> None:
    whole, name = example(operation), operation.name
    for form in (
        {"arguments": whole},
        {"arguments": json.dumps(whole)},
        {"arguments": {}, "arguments_json": json.dumps(whole)},
        {"tool": name, "arguments": {"arguments": whole}},
    ):
        assert unwrapped(operation, form) == whole
    flat = {} if "tool" in whole else whole
    for form in (
        {"tool": name, "arguments": whole},
        {"tool": name, "arguments": {"tool": name, "arguments": whole}},
        {"arguments": {"tool": name, "arguments": whole}},
        {"arguments": json.dumps({"tool": name, "arguments": json.dumps(whole)})},
        {"tool": name, "arguments": None, "arguments_json": json.dumps(whole)},
        {"tool": name, **flat, "arguments": whole},
    ):
        assert dispatched(form, DISPATCHERS, REGISTRY.find) == (name, whole)
    if flat == whole:
        assert dispatched({"tool": name, **whole}, DISPATCHERS, REGISTRY.find) == (name, whole)


@all_of_them
def test_null_empties_nothing_and_clear_empties_whatever_can_be_emptied(operation: Operation) -> None:
    own = parameters(operation)
    able = [name for name, (kind, _) in own.items() if clearable(kind)]
    bare = {name: value for name, value in example(operation, optional=False).items() if name not in able}
    needed = [name for name in able if own[name][1] is ...]
    if not able:
        assert "clear" not in envelope_schemas(operation)
        return
    assert split(operation, bare | dict.fromkeys(able) | {"clear": needed}).values.keys() == {*bare, *needed}
    emptied = split(operation, {**bare, "clear": able}).values
    assert all(not emptied[name] for name in able)
    assert envelope_schemas(operation)["clear"]["items"]["enum"] == able


@all_of_them
def test_what_is_read_has_the_type_of_the_schema_and_the_same_parts(operation: Operation) -> None:
    schema = input_schema(operation)["properties"]
    for name, (kind, default) in parameters(operation).items():
        same_shape(field_of(kind, default is ...), schema[name], f"{operation.name}.{name}")


def same_shape(field: Field, schema: dict[str, Any], where: str) -> None:
    assert field.type == schema.get("type", "any"), where
    inside = field.parts
    if schema.get("type") == "array":
        same_shape(inside[None], schema["items"], f"{where}[]")
    for key, part in schema.get("properties", {}).items():
        assert inside[key].required is (key in schema.get("required", [])), f"{where}.{key}"
        same_shape(inside[key], part, f"{where}.{key}")


@all_of_them
def test_no_operation_has_parameters_of_the_pipelines_names(operation: Operation) -> None:
    assert not parameters(operation).keys() & {"arguments", "arguments_json", "clear"}


@pytest.mark.parametrize("name", DISPATCHERS)
def test_a_dispatcher_takes_any_object_and_says_so_to_clients_that_empty_one(name: str) -> None:
    schema = dispatcher(name).input_schema
    check_portable(schema, name)
    assert "additionalProperties" not in schema["properties"]["arguments"]
    assert schema["properties"]["arguments_json"]["type"] == "string"
    assert schema["required"] == ["tool"]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def world(tmp_path_factory: pytest.TempPathFactory, template: Path) -> AsyncIterator[FullWorld]:
    hall = await Hall.open(tmp_path_factory.mktemp("forms"), template)
    yield await full_world(hall)
    await hall.close()


# Reads whose answer counts the calls before, or is a new archive each time.
COUNTING = {"get_wallet_usage", "download_company_documents"}


@pytest.mark.walk
@pytest.mark.asyncio(loop_scope="module")
@each
async def test_a_call_that_happens_is_answered_the_same_in_every_form(world: FullWorld, operation: Operation) -> None:
    if operation.name == "export_my_data":
        pytest.skip("it is answered once an hour")
    base = base_arguments(operation, world)
    rehearsed = {} if operation.access == "read" else {"dry_run": True}
    own = {name: value for name, value in base.items() if name in parameters(operation)}
    rest = {name: value for name, value in base.items() if name not in own}
    for caller in (world.boss, world.acme, world.ann, world.pia):
        wanted = await ask(caller, operation, base | rehearsed)
        forms = [rewritten(operation, own, change) | rest | rehearsed for change in CHANGES]
        for form in (*forms, {"arguments": base | rehearsed}, {"arguments_json": json.dumps(base | rehearsed)}):
            told = await ask(caller, operation, form)
            assert (told.kind, told.code) == (wanted.kind, wanted.code), form
            same = operation.access == "read" and operation.price == "free" and operation.name not in COUNTING
            if wanted.kind is Answered and same:
                assert told.text == wanted.text, form


# Parameters that are called like something else in answers: the id at the top of one is of whatever it is about, the client of
# a token is an agent, that of a project a company; a webhook's message is known by its header, a day
# plan, a held slot and a booking link by their public ids; an open call is taken by its number or public id, as text.
NAMESAKES = {
    "request_id",
    "_id",
    "client_id",
    "message_id",
    "attribute_id",
    "plan_id",
    "hold_id",
    "link_id",
    "open_call_id",
}
# Lists of inquiries are called orders; those of orders are their own.
INQUIRY_IDS = {("inquiries", "order_id"): "inquiry_id"}


def test_the_ids_of_answers_have_the_type_that_the_parameters_take() -> None:
    taken: dict[str, set[str]] = {}
    for operation in OPERATIONS:
        for name, kind in named(input_schema(operation)):
            taken.setdefault({"specialization": "specialization_id"}.get(name, name), set()).add(kind)
    given = {
        (INQUIRY_IDS.get((operation.toolset, name), name), kind)
        for operation in OPERATIONS
        for name, kind in named(own(operation.name))
    }
    checked = {name for name, _ in given if name in taken and is_id(name)}
    assert {"inquiry_id", "specialization_id", "work_order_id"} <= checked
    wrong = {(name, kind) for name, kind in given if name in checked - NAMESAKES and {kind} != taken[name]}
    assert wrong == set(), "a client that checks what it sends refuses to pass such an id on"


def is_id(name: str) -> bool:
    return name.endswith(("_id", "_ids", "_uuid"))


def named(schema: dict[str, Any], name: str = "") -> Iterator[tuple[str, str]]:
    """The plain values of a schema by name; what is called id, by the record it is of: inquiry_id in inquiry or inquiries."""
    if schema.get("type") == "array":
        yield from named(schema.get("items", {}), f"{name[:-3]}y" if name.endswith("ies") else name.removesuffix("s"))
    elif schema.get("type") == "object":
        for key, part in schema.get("properties", {}).items():
            yield from named(part, f"{name}_id" if key == "id" and part.get("type") != "object" else key)
    elif schema.get("type"):
        yield name, schema["type"]


# What the operations that change a record leave as it is or replace: it always has a value, names what is changed, or is a
# list of parts of which those that are named change.
NEVER_EMPTY = {
    "update_agent_profile": "name",
    "update_service_territory": "attributes countries name postal_codes_add postal_codes_remove radius_km tiers",
    "update_work_order_contact": "name",
    "update_work_order_expense": "amount approved_amount category_id description quantity status status_description",
    "update_work_order_increase": "amount reason status status_description units",
    "update_work_order_location": "address1 address2 city correlation_id country display_name latitude longitude notes save_as "
    "saved_location_id state time_zone type_id zip",
    "update_work_order_pay": "acting_user_id additional base cancellation_fee correlation_id payment_terms_days type",
    "update_work_order_problem": "comments note status type_id",
    "update_work_order_schedule": "acting_user_id correlation_id end mode start time_zone",
    "update_work_order_shipment": "arrived carrier direction location name status",
    "update_work_order_site_revisit": "revisit_reason_id status",
    "update_work_order_task": "closing_notes group order status type_id",
    "update_work_order_time_log": "acting_user_id check_in devices note reason",
    "update_all_work_order_time_logs": "reason acting_user_id",
    "update_dispatch_settings": "buyer_id dispatch_runtime_minutes rerun_threshold_minutes effective_from",
    "update_participant_charge": "time amount date label",
    "update_participant_deposit": "amount date",
    "update_agent_schedule": "settings start timezone",
    "update_calendar": "slug settings",
    "update_contract_event": "status_id start timezone label benefitable",
    "update_contract": "label privacy currency timezone settings",
    "update_client_company": "name status",
    "update_project": "name status",
    "update_talent_pool_group": "name tiers attributes",
    "update_saved_location": "name country time_zone type_id group_name",
    "update_order": "order_type_code state data",
    "update_order_type": "name field_definitions",
    "update_webhook_endpoint": "url status signature",
    "update_freelancer": "freelancer_id freelancer_uuid first_name last_name",
    "update_inquiry_position": "stage title type is_remote_work budget currency allocation job_start job_end description",
    "update_my_profile": "name phone ava_id ava password password_confirmation present_password contact_code",
    "update_open_call": "version title description attributes location schedule seats price_max counter_price estimated_hours "
    "requirements done start_instructions deadline deadline_hours apply_until max_applications visibility questions",
    "update_schedule": "label settings currency version kal_id duration price_per msp benefitable_type billable_type",
    "update_staffing_contract": "id the_contract_id type contract_start allocation unit client_company_name client_company_id",
    "update_user": "user_id user_email email name role type company",
    "update_work_order": "correlation_id title types_of_work type_of_work_id network_ids contacts tasks custom_fields tags "
    "qualifications acting_user_id",
    "update_work_order_attachment": "status move_to_folder_id",
    "update_work_order_job_status": "incomplete_reason_id reason",
    "update_work_order_qualification": "rule_id selection_rule type operator value weight",
}


def test_whatever_can_be_empty_in_a_record_can_be_emptied_by_the_operation_that_changes_it() -> None:
    changing = {operation.name: operation for operation in OPERATIONS if operation.name.startswith("update_")}
    for name, operation in changing.items():
        fields = {one: field_of(kind) for one, (kind, default) in parameters(operation).items() if default is not ...}
        able = set(envelope_schemas(operation).get("clear", {}).get("items", {}).get("enum", []))
        left = {one for one, field in fields.items() if field.type != "boolean"} - able
        fixed = set(NEVER_EMPTY.get(name, "").split())
        assert left <= fixed, f"{name}: make {left - fixed} Clearable, or say here that it is never empty"
