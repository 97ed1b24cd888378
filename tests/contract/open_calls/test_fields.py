"""An open call has one shape: what drafting takes, what changing takes and what a template keeps are the same fields."""

from __future__ import annotations

from typing import Any, NotRequired, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter

from tools.open_calls.changing import update_open_call
from tools.open_calls.drafts import create_open_call
from tools.open_calls.fields import _AS_THEY_ARE, _MOMENTS, _PRICES, AS_JSON
from tools.open_calls.params import Fields

# What is about the call itself, and no field of it.
OF_THE_CALL = {"call", "return", "template_id", "fills", "copy_of", "open_call_id", "version"}
# What stays as it was drafted.
FIXED = {"work", "category_id", "types_of_work"}


def fields_taken(function: Any) -> dict[str, Any]:
    return {
        name: schema(hint)
        for name, hint in get_type_hints(function, include_extras=True).items()
        if name not in OF_THE_CALL
    }


def schema(hint: Any) -> Any:
    """What a value has to be, whatever is said of it and whether it may be left out or emptied."""
    if get_origin(hint) is NotRequired:
        [hint] = get_args(hint)
    return without_words(TypeAdapter(hint).json_schema())


def without_words(part: Any) -> Any:
    if isinstance(part, list):
        return [without_words(each) for each in part]
    if not isinstance(part, dict):
        return part
    kept = {
        name: without_words(value) for name, value in part.items() if name not in ("description", "title", "default")
    }
    some = [each for each in kept.get("anyOf", []) if each != {"type": "null"}]
    if "anyOf" in kept and len(some) == 1:
        return {**{name: value for name, value in kept.items() if name != "anyOf"}, **some[0]}
    return kept


def test_changing_takes_what_drafting_takes_but_for_what_stays() -> None:
    drafted, changed = fields_taken(create_open_call), fields_taken(update_open_call)
    assert changed.keys() == drafted.keys() - FIXED
    assert {name: shape for name, shape in changed.items() if shape != drafted[name]} == {}


def test_a_template_keeps_what_drafting_takes() -> None:
    drafted = fields_taken(create_open_call)
    kept = {name: schema(hint) for name, hint in get_type_hints(Fields, include_extras=True).items()}
    assert kept.keys() == drafted.keys()
    assert {name: (shape, kept[name]) for name, shape in drafted.items() if shape != kept[name]} == {}


def test_every_field_has_a_column() -> None:
    columns = {*AS_JSON, *_AS_THEY_ARE, *_MOMENTS, *_PRICES, "counter_price", "estimated_hours"}
    assert columns == fields_taken(create_open_call).keys()
