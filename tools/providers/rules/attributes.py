"""What is kept on a group by name: written over what is there, taken away by an empty value."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from store.folding import address_key
from tools.errors import Invalid
from tools.rules.sentences import worded

MOST = 50

Attribute = dict[str, str]


def upserted(
    before: Sequence[Mapping[str, str]], given: Sequence[Mapping[str, Any]], new_id: Callable[[], str]
) -> list[Attribute]:
    """The attributes (attribute_id, name, value) with those given written over them; Invalid when names are there twice."""
    check_once([each["name"] for each in given])
    found = {address_key(each["name"]): dict(each) for each in before}
    for each in given:
        key = address_key(each["name"])
        if not each["value"]:
            found.pop(key, None)
        elif key in found:
            found[key] |= {"name": each["name"], "value": each["value"]}
        else:
            found[key] = {"attribute_id": new_id(), "name": each["name"], "value": each["value"]}
    if len(found) > MOST:
        raise Invalid(
            {"attributes": worded("a group keeps at most {most}; these would be {count}", most=MOST, count=len(found))}
        )
    return list(found.values())


def check_once(names: Sequence[str], field: str = "name") -> None:
    """Invalid names each that is there twice, whatever its capitals."""
    first: dict[str, int] = {}
    faults = {}
    for place, name in enumerate(names):
        key = address_key(name)
        if key in first:
            faults[f"attributes[{place}].{field}"] = worded("is that of attributes[{first}]", first=first[key])
        first.setdefault(key, place)
    if faults:
        raise Invalid(faults)
