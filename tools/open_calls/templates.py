"""Templates of open calls: blueprints with blanks that are filled in each time."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.folding import folded_lines
from store.open_calls import templates
from store.types import iso
from tools.call import Call
from tools.errors import Conflict, Invalid, NotAllowed, NotFound
from tools.open_calls.access import own_call
from tools.open_calls.checks import check_references
from tools.open_calls.fields import as_json, fields_of
from tools.open_calls.params import CallRef, Fields, FillIn
from tools.open_calls.rules.fills import blanks_of, fault_of
from tools.open_calls.safety import forbidden_in
from tools.operation import operation
from tools.paging import Page
from tools.params import Id, OneLine
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.shapes import Theirs

TOOLSET = "open_calls"
ACTS_FOR_COMPANIES = True

TemplateId = Annotated[Id, Field(description="From list_open_call_templates.")]
Name = Annotated[OneLine, Field(min_length=1, max_length=100, description="Unique in the company.")]
Body = Annotated[Fields, Field(description="Fields of create_open_call; {{name}} in its texts is a blank. Replaces.")]
Fills = Annotated[
    list[FillIn], Field(max_length=30, description="The blanks, each as it stands in the texts. Replaces.")
]
# What belongs to one call alone.
_NOT_KEPT = ("apply_until", "deadline")


class FillShape(TypedDict):
    name: str
    label: Theirs
    kind: Literal["text", "number", "date", "choice"]
    required: bool
    options: NotRequired[list[str] | None]
    max_length: NotRequired[int | None]


class TemplateShape(TypedDict):
    """uses: how many calls were made of it. body: only of one in full."""

    id: int
    name: Theirs
    title: NotRequired[Theirs | None]
    work: NotRequired[str | None]
    fills: list[FillShape]
    uses: int
    updated_at: str
    body: NotRequired[Fields | None]


class SavedTemplate(TypedDict):
    """placeholders: the blanks found in the texts."""

    template: TemplateShape
    placeholders: list[str]


class TemplateList(TypedDict):
    items: list[TemplateShape]
    total: int
    next_cursor: NotRequired[str | None]


class DeletedTemplate(TypedDict):
    deleted: int


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    example={
        "name": "Street survey",
        "body": {"title": "Survey in {{city}}", "description": "Ask passers-by.", "price_max": "40.00"},
        "fills": [{"name": "city", "label": "Town", "kind": "text"}],
    },
    find=(
        "keep this posting as a blueprint",
        "make the city a blank to fill in",
        "change the wording of our standard bounty",
        "save a template for open calls",
        "store the bounty for next time with placeholders",
        "turn an earlier open call into a template",
        "rename the blueprint of our survey posting",
        "define the fill-ins of a bounty template",
        "reusable text for calls to mystery shoppers",
        "the template of the open call gets another price",
        "a form letter for postings we put out each week",
    ),
)
def save_open_call_template(
    call: Call,
    template_id: Annotated[TemplateId, Field(description="Changes this one; without it a new one is made.")]
    | None = None,
    name: Name | None = None,
    from_call: Annotated[CallRef, Field(description="Take the fields of this call of the company.")] | None = None,
    body: Body | None = None,
    fills: Fills | None = None,
) -> SavedTemplate:
    """Store a template for open calls, or change one, with blanks that are filled in each time.

    A blank is {{name}} in title, description, start_instructions, texts of done or location; every blank is declared in fills
    and every one of fills is used. A new one needs a name and one of from_call and body. Calls made from it stay as they
    are. create_open_call takes template_id and fills; what is put in is plain text."""
    before = _template(call, template_id) if template_id is not None else None
    kept = _body(call, before, from_call, body)
    declared = [dict(fill) for fill in fills] if fills is not None else json.loads(before["fills"]) if before else []
    if fault := fault_of(kept, declared):
        raise Invalid({"fills" if fills is not None or before else "body": fault}, next=("save_open_call_template",))
    title = _name(call, before, name)
    columns = {
        "body": json.dumps(kept, ensure_ascii=False, sort_keys=True),
        "fills": json.dumps(declared, ensure_ascii=False),
        "searched": folded_lines(title, kept.get("title")),
        "updated_at": call.stamp,
    }
    if before is None:
        id = templates.add(
            call.tx,
            title,
            **columns,
            company_id=call.caller.company_id,
            creator_type=call.caller.kind,
            creator_id=call.caller.id,
            created_at=call.stamp,
        )
    else:
        id = before["id"]
        templates.change(call.tx, id, name=title, **columns)
    for code in forbidden_in(call, "\n".join(_texts(kept))):
        call.warn(
            f"Its text is of a kind of work that is not put out here, {code}. Publishing a call of it will be refused."
        )
    return {"template": _shape(_template(call, id), whole=True), "placeholders": blanks_of(kept)}


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "which blueprints for postings do we have",
        "blanks of the survey template",
        "standard bounties of ours",
        "list the templates of open calls",
        "what has to be filled in for the bounty blueprint",
        "saved postings we can put out again",
        "how often was the open call template used",
        "show the body of a bounty template",
        "placeholders of our posting templates",
        "find the blueprint for shop checks",
        "ready-made calls for applicants",
    ),
)
def list_open_call_templates(
    call: Call,
    page: Page,
    template_id: Annotated[TemplateId, Field(description="This one in full.")] | None = None,
    search: Annotated[str, Field(min_length=1, max_length=100, description="In name and title.")] | None = None,
) -> TemplateList:
    """List the company's templates for open calls with their blanks, by name; with template_id one in full.

    create_open_call makes a call of one: template_id, fills, and whatever should differ."""
    if template_id is not None:
        return {"items": [_shape(_template(call, template_id), whole=True)], "total": 1}
    sql, params = templates.listed(call.caller.company_id or 0, search)
    rows, next_cursor, total = page.rows(call.tx, sql, params, order=templates.BY_NAME)
    return {"items": [_shape(row) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "drop the old blueprint of a bounty",
        "we no longer post that kind of bounty",
        "remove a template for calls",
        "delete the open call template",
        "throw away the posting blueprint",
        "the survey template of our calls is out of date, get rid of it",
        "clean up templates of bounties",
        "nobody should use that posting template any more",
        "erase the blueprint with the wrong price from our open calls",
        "take a saved posting off the list of templates",
        "that fill-in form for postings can go",
    ),
)
def delete_open_call_template(call: Call, template_id: TemplateId) -> DeletedTemplate:
    """Delete a template for open calls; calls made from it stay.

    For whoever made it and admins of the company. To change it instead use save_open_call_template."""
    row = _template(call, template_id)
    made_it = (row["creator_type"], row["creator_id"]) == (call.caller.kind, call.caller.id)
    if not made_it and not call.caller.is_admin:
        raise NotAllowed(
            worded(
                "Template {template_id} was made by somebody else; they or an admin of the company may delete it.",
                template_id=template_id,
            ),
            next=("save_open_call_template",),
        )
    call.confirm(
        worded("Delete template {template_id} of open calls", template_id=template_id),
        record=f"call_template:{template_id}",
        details=(worded("It is called {name}", name=quoted(row["name"])),),
    )
    templates.change(call.tx, template_id, deleted_at=call.stamp)
    return {"deleted": template_id}


def _template(call: Call, id: int) -> Row:
    row = templates.find(call.tx, call.caller.company_id or 0, id)
    if row is None:
        raise NotFound("open call template", id, next=("list_open_call_templates",))
    return row


def _body(call: Call, before: Row | None, from_call: str | None, body: Mapping[str, Any] | None) -> dict[str, Any]:
    """The fields a template keeps, as JSON values."""
    if from_call is not None and body is not None:
        raise Invalid(
            {"body": worded("does not go together with from_call; choose one")}, next=("save_open_call_template",)
        )
    if from_call is not None:
        fields = fields_of(own_call(call, from_call))
        return as_json({name: value for name, value in fields.items() if name not in _NOT_KEPT})
    if body is not None:
        check_references(call, body)
        return as_json(body)
    if before is None:
        fault = worded("is needed for a new template: fields of create_open_call, or from_call")
        raise Invalid({"body": fault}, next=("save_open_call_template",))
    kept: dict[str, Any] = json.loads(before["body"])
    return kept


def _name(call: Call, before: Row | None, name: str | None) -> str:
    if name is None:
        if before is None:
            raise Invalid({"name": worded("is needed for a new template")}, next=("save_open_call_template",))
        return str(before["name"])
    taken = templates.find_by_name(call.tx, call.caller.company_id or 0, name)
    if taken is not None and (before is None or taken["id"] != before["id"]):
        raise Conflict(
            worded(
                "Your company has a template {name} already, number {id}.", name=quoted(taken["name"]), id=taken["id"]
            ),
            code="name_taken",
            details={"template_id": taken["id"]},
            next=("list_open_call_templates", "save_open_call_template"),
        )
    return name


def _shape(row: Row, *, whole: bool = False) -> TemplateShape:
    body = json.loads(row["body"])
    return {
        "id": row["id"],
        "name": row["name"],
        "title": body.get("title"),
        "work": body.get("work") or ("work_order" if body.get("location") else "task"),
        "fills": [_fill(fill) for fill in json.loads(row["fills"])],
        "uses": row["uses"],
        "updated_at": iso(row["updated_at"]),
        "body": body if whole else None,
    }


def _fill(fill: Mapping[str, Any]) -> FillShape:
    return {
        "name": fill["name"],
        "label": fill["label"],
        "kind": fill["kind"],
        "required": fill.get("required", True),
        "options": fill.get("options") or None,
        "max_length": fill.get("max_length"),
    }


def _texts(body: Mapping[str, Any]) -> Sequence[str]:
    done = [item["text"] for item in body.get("done") or ()]
    labels = [one["label"] for one in body.get("questions") or ()]
    own = [body.get(name) for name in ("title", "description", "start_instructions")]
    return [text for text in (*own, *done, *labels) if text]
