"""Values in the strange forms in which clients send them."""

from __future__ import annotations

import json
import math
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired

import pytest
from pydantic import Field
from typing_extensions import TypedDict

from server.schema.reading import Reading, Unread, field_of
from tools.params import WITH_COMMAS, Amount, Day, Id, Moment, NumberOrCode


class Site(TypedDict):
    name: str
    zip: NotRequired[Annotated[str, Field(min_length=1, max_length=10)]]
    floor: NotRequired[int]
    notes: NotRequired[str]
    tags: NotRequired[list[str]]


Answer = Literal["yes", "no", "later"]
Kind = Literal[1, 2, 5]
DEEP = "[" * 5_000 + "]" * 5_000


def read(kind: Any, value: Any) -> Any:
    return field_of(kind).read(value, Reading())


SAME: list[tuple[Any, Any]] = [
    (str, "5"), (str, "5.0"), (str, "true"), (str, "null"), (str, '["a"]'), (str, '{"a": 1}'), (str, "[1, 2"), (str, ""),
    (str, " 5 "), (str, "NaN"), (Amount, "60.50"), (Amount, "1e2"), (Id, 5), (Id, True), (Id, 5.5), (Id, "5.5"), (Id, "5e0"),
    (Id, "0x5"), (Id, "٥"), (Id, "5 0"), (Id, "1,000"), (Id, "five"), (Id, ""), (Id, [5]), (Id, {"id": 5}), (bool, True),
    (bool, 2), (bool, "maybe"), (bool, 0.5), (bool, []), (float, 60.1), (float, "60,1"), (float, "1e3"), (float, True),
    (list[str], ["a"]), (list[str], 5), (list[str], True), (list[str], {"a": "b"}), (Site, {"name": "x"}), (Site, "x"),
    (Site, 5), (Site, ["x"]), (Answer, "yes"), (Answer, "maybe"), (Kind, 5), (Kind, 7), (Kind, "big"), (str, True),
    (str, ["a"]), (str, {"a": "b"}), (Moment, "2026-04-01"), (Day, "2026-04-01"), (NumberOrCode, "inq_1"),
]  # fmt: skip


def named(part: object) -> str:
    """The same in every process: types are shown without where they lie in memory."""
    return re.sub(r" at 0x[0-9a-f]+", "", str(part))[:40]


@pytest.mark.parametrize(("kind", "value"), SAME, ids=named)
def test_what_has_its_form_or_no_clear_meaning_stays_as_it_is(kind: Any, value: Any) -> None:
    found = read(kind, value)
    assert (found, type(found)) == (value, type(value))


READ: list[tuple[Any, Any, Any]] = [
    (Id, "5", 5), (Id, " 5 ", 5), (Id, 5.0, 5), (Id, "5.0", 5), (Id, "007", 7), (Id, "+5", 5), (Id, "-5", -5),
    (Kind, "5", 5), (Kind, 5.0, 5), (bool, "true", True), (bool, "False", False), (bool, "YES", True), (bool, "no", False),
    (bool, 1, True), (bool, 0, False), (bool, "1", True), (bool, "0", False), (bool, 1.0, True), (bool, "on", True),
    (float, "60.1", 60.1), (float, "-5", -5.0), (str, 55401, "55401"), (str, 55401.0, "55401"), (str, 5.5, "5.5"),
    (str, -7, "-7"), (str, 1e-7, "0.0000001"), (Amount, 60, "60"), (Amount, 60.5, "60.5"), (Amount, 0.1, "0.1"),
    (NumberOrCode, 5, "5"), (NumberOrCode, 5.0, "5"), (Answer, True, "yes"), (Answer, False, "no"), (Answer, "NO", "no"),
    (list[str], '["a", "b"]', ["a", "b"]), (list[str], ' [] ', []), (list[str], '"[\\"a\\"]"', ["a"]),
    (list[Id], '["1", 2.0, 3]', [1, 2, 3]), (list[Id], ["1", None, 2.0], [1, 2]), (list[str], [5, None, "a"], ["5", "a"]),
    (Site, '{"name": "x", "floor": "3"}', {"name": "x", "floor": 3}),
    (Site, {"name": "x", "zip": 55401, "floor": None}, {"name": "x", "zip": "55401"}),
    (Site, {"name": "x", "zip": "", "floor": "", "tags": ""}, {"name": "x"}),
    (Site, {"name": "", "notes": ""}, {"name": "", "notes": ""}),
    (Site, {"name": "x", "tags": '["a", null]'}, {"name": "x", "tags": ["a"]}),
    (list[Site], '[{"name": "x", "floor": "1"}, {"name": "y", "zip": null}]', [{"name": "x", "floor": 1}, {"name": "y"}]),
    (list[Site], ['{"name": "x"}'], [{"name": "x"}]), (dict[str, str], {"a": None, "b": 1}, {"b": "1"}),
    (dict[str, Any], '{"a": {"b": null, "c": 1}}', {"a": {"c": 1}}), (str, "a\u202eb", "ab"), (str, "\ud800x", "x"),
    (Site, {"name": "x", "tags": [None]}, {"name": "x"}), (dict[str, Any], {"rules": [None], "step": 5}, {"step": 5}),
    (dict[str, list[str]], {"a": [None], "b": []}, {"b": []}),
    (Site, {"na\u200bme": "x"}, {"name": "x"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "meant"), READ, ids=named)
def test_a_value_is_read_by_its_meaning(kind: Any, value: Any, meant: Any) -> None:
    found = read(kind, value)
    assert (found, type(found)) == (meant, type(meant))


UNREADABLE: list[tuple[Any, Any, str, str]] = [
    (list[str], "Python", "", 'was sent as text; send a list, such as ["Python"]'),
    (list[str], "Python, SQL", "", 'was sent as text; send a list, such as ["Python", "SQL"]'),
    (list[Id], "1,2, 3", "", "was sent as text; send a list, such as [1, 2, 3]"),
    (list[str], "['Python']", "", 'was sent as text; send a list, such as ["text"]'),
    (list[str], '["a"', "", 'was sent as text; send a list, such as ["text"]'),
    (list[str], '{"a": 1}', "", 'was sent as text; send a list, such as ["text"]'),
    (list[str], "x" * 900_000, "", 'was sent as text; send a list, such as ["text"]'),
    (list[str], "x" * 1_100_000, "", 'was sent as text, and too much of it; send a list, such as ["text"]'),
    (list[str], DEEP, "", "deeper than 12 levels"),
    (list[str], json.dumps([[[[[[[[[[[[[1]]]]]]]]]]]]]), "", "are nested deeper than 12 levels"),
    (list[Id], json.dumps([1] * 10_001), "", "hold more than 10000 values"),
    (list[Id], "[1, NaN]", "", "holds NaN, which is no number"),
    (list[Id], "[1, -Infinity]", "", "holds -Infinity, which is no number"),
    (list[Id], "[1, 1e400]", "[1]", "holds a number that is out of bounds"),
    (list[Id], "[" + "9" * 5_000 + "]", "", "was sent as text; send a list"),
    (Site, '{"name": "x"', "", 'was sent as text; send an object, such as {"name": "text"}'),
    (Site, '["x"]', "", 'was sent as text; send an object, such as {"name": "text"}'),
    (list[Site], "Lobby, Roof", "", 'was sent as text; send a list, such as [{"name": "text"}]'),
    (list[Id], "five", "", "was sent as text; send a list, such as [1]"),
    (dict[str, str], '{"a"', "", 'was sent as text; send an object, such as {"name": "value"}'),
    (Site, '{"name": "x", "name": "y"}', "", "was sent as text that names 'name' twice; send each once"),
    (Site, {"name": "x", "tags": "a, b"}, ".tags", 'was sent as text; send a list, such as ["a", "b"]'),
    (list[Site], [{"name": "x"}, {"name": 10**30}], "[1].name", "holds a number that is out of bounds"),
    (Id, 2**53, "", "holds a number that is out of bounds"), (Id, -(2**63), "", "holds a number that is out of bounds"),
    (Id, float(2**53), "", "holds a number that is out of bounds"), (Id, "9" * 30, "", "holds a number that is out of bounds"),
    (Id, math.inf, "", "holds a number that is out of bounds"), (str, math.nan, "", "holds a number that is out of bounds"),
    (Amount, 1e17, "", "holds a number that is out of bounds"), (bool, math.nan, "", "holds a number that is out of bounds"),
    (float, -math.inf, "", "holds a number that is out of bounds"), (str, [1e300], "", "holds a number that is out of bounds"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "value", "place", "fault"), UNREADABLE, ids=named)
def test_what_cannot_be_read_is_refused_where_it_stands_with_the_form_that_works(
    kind: Any, value: Any, place: str, fault: str
) -> None:
    with pytest.raises(Unread) as no:
        read(kind, value)
    assert no.value.place == place
    assert fault in no.value.text


@pytest.mark.parametrize("sent", [[None], [None, None], "[null]", "[ null, null ]"])
def test_a_list_of_nothing_but_nulls_is_as_left_out(sent: Any) -> None:
    assert read(list[str], sent) is None
    assert read(list[Site], sent) is None


def test_an_unknown_key_stays_for_the_check_to_refuse_whatever_its_value() -> None:
    assert read(Site, {"nmae": None, "colour": "red"}) == {"nmae": None, "colour": "red"}


def test_all_text_of_one_call_has_one_bound() -> None:
    reading, many = Reading(), json.dumps(["x" * 100] * 4_000)
    field_of(list[str]).read(many, reading)
    field_of(list[str]).read(many, reading)
    with pytest.raises(Unread):
        field_of(list[str]).read(many, reading)


@pytest.mark.parametrize(
    ("kind", "left_out"),
    [(Id, True), (Amount, True), (Day, True), (list[str], True), (Answer, True), (str, False), (Site, True)],
    ids=named,
)
def test_an_empty_text_is_as_left_out_where_it_means_nothing(kind: Any, left_out: bool) -> None:
    assert field_of(kind, required=False).is_left_out("") is left_out
    assert field_of(kind, required=True).is_left_out("") is False
    assert field_of(kind, required=False).is_left_out(" ") is False


def test_none_beside_a_type_is_no_type_of_its_own() -> None:
    assert read(Annotated[Id | None, Field(description="x")], "5") == 5
    assert read(Annotated[Amount | None, Field(description="x")], 60.5) == "60.5"
    assert read(list[Site] | None, '[{"name": 5}]') == [{"name": "5"}]


def test_the_type_of_a_parameter_is_that_of_its_schema() -> None:
    wanted = {Id: "integer", Amount: "string", Day: "string", Answer: "string", Kind: "integer", Site: "object"}
    assert {kind: field_of(kind).type for kind in wanted} == wanted
    assert [field_of(kind).type for kind in (list[str], dict[str, str], bool, float)] == [
        "array", "object", "boolean", "number",
    ]  # fmt: skip


def test_values_of_our_own_types_go_through() -> None:
    assert read(Day, date(2026, 4, 1)) == date(2026, 4, 1)
    assert read(Amount, Decimal("1")) == Decimal("1")


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ("Python", ["Python"]),
        ("Python, SQL,,", ["Python", " SQL"]),
        ('["Python", "SQL"]', ["Python", "SQL"]),
        (["a, b"], ["a, b"]),
        ("", ""),
        (5, 5),
    ],
)
def test_a_list_of_texts_that_may_come_with_commas(sent: Any, found: Any) -> None:
    assert read(Annotated[list[str], WITH_COMMAS], sent) == found
    if isinstance(sent, str) and sent and sent[0] != "[":
        with pytest.raises(Unread):
            read(list[str], sent)
