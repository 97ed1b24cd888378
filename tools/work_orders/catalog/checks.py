"""What an entry of a company's lists is checked for before it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from store.folding import address_key
from store.work_orders import catalog, templates
from store.work_orders.entries import Kind, entries
from tools.call import Call
from tools.errors import Conflict, Invalid, Step
from tools.rules.sentences import word, worded
from tools.text import plain
from tools.work_orders.catalog.rules.custom_fields import comes_back
from tools.work_orders.catalog.rules.kinds import LISTS, MOST_ENTRIES, noun
from tools.work_orders.references import company_id, invalid_reference


def free_name(call: Call, kind: Kind, name: str, id: int | None = None, of: Mapping[str, Any] | None = None) -> str:
    """The name as it is kept; Conflict when another entry of the list bears it, retired or not.

    of: columns that an entry must share to stand beside this one, as service types of one type of work."""
    kept = plain(name)
    if not kept:
        raise Invalid({"name" if kind == "tag" and of is None else "values.name": worded("must not be blank")})
    for entry in entries(call.tx, kind, company_id(call)):
        beside = all(entry[column] == value for column, value in (of or {}).items())
        if entry["id"] != id and beside and address_key(entry["name"]) == address_key(kept):
            raise _taken(kind, entry)
    return kept


def _taken(kind: Kind, entry: Mapping[str, Any]) -> Conflict:
    retired = "" if entry["active"] else worded(", retired; an admin brings it back with active true")
    return Conflict(
        worded(
            "Your company already has a {noun} {name!r} (number {id}{retired}); use it, or choose another name.",
            noun=word(noun(kind)),
            name=entry["name"],
            id=entry["id"],
            retired=retired,
        ),
        next=(Step(LISTS[kind], {}),),
        details={"id": entry["id"]},
    )


def check_room(call: Call, kind: Kind) -> None:
    """Conflict when a list of the company is as long as one may be."""
    own = [entry for entry in entries(call.tx, kind, company_id(call)) if entry["company_id"] is not None]
    if len(own) >= MOST_ENTRIES:
        raise Conflict(
            worded(
                "Your company has {most_entries} entries of this kind, retired ones too, and that is the "
                "most; rename one that is retired.",
                most_entries=MOST_ENTRIES,
            ),
            next=(Step(LISTS[kind], {}), "set_company_catalog_entry"),
        )


def check_parents(call: Call, given: Mapping[str, Any]) -> None:
    """Invalid for a type of work above, or beside, that the company does not have."""
    for field in ("parent_id", "type_of_work_id"):
        if field not in given:
            continue
        found = catalog.type_of_work(call.tx, company_id(call), given[field])
        if found is None:
            fault = worded("there is no type of work {given}", given=given[field])
            raise invalid_reference(worded("values.{field}", field=field), fault, "list_types_of_work")
        if field == "parent_id" and found["parent_id"] is not None:
            fault = worded("{given} stands under another one itself; types of work have two levels", given=given[field])
            raise Invalid({"values.parent_id": fault}, next=("list_types_of_work",))


def check_field_references(call: Call, given: Mapping[str, Any], field_id: int | None) -> None:
    """Invalid for a project, client, template or other field that the company does not have."""
    company, tx = company_id(call), call.tx
    finders = {
        "project_ids": (catalog.project, "list_projects"),
        "client_ids": (catalog.client, "list_client_companies"),
        "template_ids": (templates.find, "list_work_order_templates"),
    }
    for field, (find, tool) in finders.items():
        for id in given.get(field, ()):
            if find(tx, company, id) is None:
                raise invalid_reference(
                    worded("values.{field}", field=field), worded("your company has none of number {id}", id=id), tool
                )
    depends = given.get("dependency")
    if not depends:
        return
    if "id" not in depends or "operator" not in depends:
        raise Invalid({"values.dependency": worded("needs id and operator; an empty object takes it away")})
    fields = {each["id"]: each for each in catalog.custom_fields(tx, company)}
    if depends["id"] not in fields:
        fault = worded("your company has no custom field {id}", id=depends["id"])
        raise invalid_reference(worded("values.dependency.id"), fault, "list_company_custom_fields")
    above = {id: json.loads(each["dependency"])["id"] for id, each in fields.items() if each["dependency"]}
    if field_id is not None and comes_back({**above, field_id: depends["id"]}, field_id):
        raise Invalid({"values.dependency.id": worded("field {id} depends on this one already", id=depends["id"])})
