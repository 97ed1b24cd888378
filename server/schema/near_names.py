"""What a refusal says about a name that is no parameter, at the top of a call's arguments or inside one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from tools.rules.sentences import worded

# How alike a name has to be as a whole, and a part of it.
_WHOLE, _PART = 70, 85


def hint(name: str, known: Iterable[str], *, listing: bool) -> str:
    """The nearest of the known names, and all of them when listing; empty when there is nothing to say."""
    # Imported here: a start, and a call without faults, should not pay for the library.
    from rapidfuzz import fuzz, process

    names = sorted(known)
    ways = ((fuzz.ratio, _WHOLE), (fuzz.WRatio, _PART))
    alike = (process.extractOne(name[:80], names, scorer=by, score_cutoff=least) for by, least in ways)
    near = next((found for found in alike if found), None)
    taken = worded("takes {names}", names=", ".join(names) or worded("none"))
    if near is None:
        return worded("it {taken}", taken=taken) if listing else ""
    return (
        worded("did you mean {near}? It {taken}", near=near[0], taken=taken)
        if listing
        else worded("did you mean {near}?", near=near[0])
    )


def inside(schema: Mapping[str, Any], name: str) -> str | None:
    """Where a name stands that is no parameter but part of one: schedule.price."""
    parameters = schema.get("properties", {})
    return next((f"{outer}.{name}" for outer in parameters if name in names_within(schema, (outer,))), None)


def names_within(schema: Mapping[str, Any], path: Iterable[Any]) -> set[str]:
    """The names that the object at a path takes; empty where the path leads to none."""
    places = [schema]
    for step in path:
        inner = [found for place in places for found in _steps(place, step)]
        # What is no step of the schema says which of several forms was meant.
        places = inner or places
    return {name for place in places for form in _forms(place) for name in form.get("properties", {})}


def _steps(schema: Mapping[str, Any], step: Any) -> list[Mapping[str, Any]]:
    if isinstance(step, int):
        return [form["items"] for form in _forms(schema) if isinstance(form.get("items"), dict)]
    return [form["properties"][step] for form in _forms(schema) if step in form.get("properties", {})]


def _forms(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [schema, *(one for key in ("anyOf", "oneOf", "allOf") for one in schema.get(key, []))]
