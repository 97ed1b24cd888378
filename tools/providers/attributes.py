"""Notes a company keeps on the members of its talent pools."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.providers import notes
from tools.call import Call
from tools.errors import Conflict, Invalid, NotFound, Step
from tools.operation import operation
from tools.paging import Page
from tools.params import Uuid
from tools.providers.access import member_tier
from tools.providers.params import Direction, NoteId, NoteIn, NoteValue, ProviderId, TalentPoolId
from tools.providers.rules.attributes import check_once
from tools.providers.shapes import NoteShape, Pagination, note
from tools.questions import quoted
from tools.rules.sentences import worded
from tools.text import plain

TOOLSET = "talent_pools"
MOST_NOTES = 200


class Notes(TypedDict):
    results: list[NoteShape]
    pagination: Pagination
    total: int
    next_cursor: NotRequired[str | None]


class WrittenNotes(TypedDict):
    attributes: list[NoteShape]


class WrittenNote(TypedDict):
    attribute: NoteShape


class DeletedNote(TypedDict):
    success: bool


class NewValue(TypedDict):
    talent_pool_provider_attribute_id: Uuid
    value: NoteValue


@operation(
    access="read",
    actors=("client", "admin", "agent"),
    price="free",
    page_size=20,
    find=(
        "what do we know about him in this pool",
        "facts stored on that technician",
        "badge number and shirt size of a member",
        "notes kept on a pool member",
        "attributes of a provider in a tier",
        "what did we write down about the installer",
        "read our remarks on a technician",
        "custom facts of a talent pool member",
        "which notes were changed last",
        "everything noted on this provider",
        "list provider attributes",
    ),
)
def list_provider_attributes(
    call: Call,
    page: Page,
    talent_pool_id: TalentPoolId,
    provider_id: ProviderId,
    sort_by: notes.Sort = "name",
    sort_direction: Direction = "asc",
) -> Notes:
    """List the notes (name and value) that the company keeps on a provider in a tier of a talent pool.

    The provider does not see them. A qualification of type attribute compares them: create_work_order_qualification. To write:
    create_provider_attributes, update_provider_attributes."""
    member_tier(call, talent_pool_id, provider_id)
    sql, params = notes.listed(talent_pool_id, provider_id)
    rows, next_cursor, total = page.rows(call.tx, sql, params, notes.order(sort_by, sort_direction))
    return {
        "results": [note(row) for row in rows],
        "pagination": {"has_next_page": next_cursor is not None},
        "total": total,
        "next_cursor": next_cursor,
    }


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "note his badge number",
        "record that she has a lift licence",
        "store facts on the crew member",
        "write a remark on a pool member",
        "add attributes to a provider",
        "keep the shirt size of a technician",
        "remember something about the installer",
        "put the access code of a member on record",
        "new custom facts for a talent pool member",
        "save what we know about this provider",
        "attach a note to somebody in the bench",
    ),
)
def create_provider_attributes(
    call: Call,
    talent_pool_id: TalentPoolId,
    provider_id: ProviderId,
    attributes: Annotated[list[NoteIn], Field(min_length=1, max_length=50, description="Notes to add.")],
) -> WrittenNotes:
    """Add notes (name and value) to a provider in a tier of a talent pool. All or nothing.

    The provider does not see them. A name that is there already is refused: set_provider_attribute_value changes its value.
    They end with the membership."""
    member_tier(call, talent_pool_id, provider_id)
    check_once([each["name"] for each in attributes])
    taken = notes.taken(call.tx, talent_pool_id, provider_id, [each["name"] for each in attributes])
    if taken:
        raise Conflict(
            worded(
                "There are notes of these names already: {taken}. set_provider_attribute_value changes the "
                "value of one.",
                taken=", ".join(map(repr, taken)),
            ),
            next=("set_provider_attribute_value", "list_provider_attributes"),
        )
    before = len(notes.of_member(call.tx, talent_pool_id, provider_id))
    if before + len(attributes) > MOST_NOTES:
        fault = worded(
            "a member has at most {most_notes} notes; these would be {before}",
            most_notes=MOST_NOTES,
            before=before + len(attributes),
        )
        raise Invalid({"attributes": fault}, next=("delete_provider_attribute",))
    made = [call.new_uuid() for _ in attributes]
    for uuid, each in zip(made, attributes, strict=True):
        kept = {"name": each["name"], "value": plain(each["value"])}
        notes.insert(call.tx, talent_pool_id, provider_id, uuid, kept, call.stamp)
    return {"attributes": _written(call, talent_pool_id, provider_id, made)}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="write",
    find=(
        "refresh all notes on her",
        "change three facts of the technician",
        "bulk correction of his data in the pool",
        "update several attributes of a provider",
        "new values for many notes at once",
        "rewrite the facts on a pool member",
        "correct what we noted on the installer",
        "set the remarks on a member anew",
        "edit more than one custom fact",
        "change notes by their ids",
        "bring the crew member's data up to date",
    ),
)
def update_provider_attributes(
    call: Call,
    talent_pool_id: TalentPoolId,
    provider_id: ProviderId,
    attributes: Annotated[list[NewValue], Field(min_length=1, max_length=50, description="By id; names stay.")],
) -> WrittenNotes:
    """Change several attribute values of a provider in a tier of a talent pool at once. All or nothing.

    Only values change; ids are in list_provider_attributes."""
    member_tier(call, talent_pool_id, provider_id)
    ids = [each["talent_pool_provider_attribute_id"].lower() for each in attributes]
    check_once(ids, "talent_pool_provider_attribute_id")
    rows = [_note_of(call, talent_pool_id, provider_id, id) for id in ids]
    changed = [_set(call, row, each["value"]) for row, each in zip(rows, attributes, strict=True)]
    if not any(changed):
        call.waive_fee()
    return {"attributes": _written(call, talent_pool_id, provider_id, ids)}


@operation(
    access="write",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "his badge number is now 77",
        "correct that one fact",
        "she moved to shirt size M",
        "change a single note on a provider",
        "set the value of an attribute",
        "one remark on the technician is out of date",
        "replace the value of a note",
        "new badge for a pool member",
        "edit one custom fact of a member",
        "fix a typo in a note on somebody",
        "the fact on the installer has changed",
    ),
)
def set_provider_attribute_value(
    call: Call,
    talent_pool_id: TalentPoolId,
    provider_id: ProviderId,
    talent_pool_provider_attribute_id: NoteId,
    value: NoteValue,
) -> WrittenNote:
    """Change the value of one attribute of a provider in a tier of a talent pool.

    Its name and whose it is stay; the empty text is a value too. Several at once: update_provider_attributes."""
    member_tier(call, talent_pool_id, provider_id)
    row = _note_of(call, talent_pool_id, provider_id, talent_pool_provider_attribute_id)
    _set(call, row, value)
    return {"attribute": _written(call, talent_pool_id, provider_id, [row["uuid"]])[0]}


@operation(
    access="destructive",
    actors=("client", "admin", "agent"),
    price="free",
    find=(
        "forget the badge number",
        "that note is wrong, remove it",
        "drop a fact about the member",
        "delete an attribute of a provider",
        "take a remark off the technician",
        "we need not keep that fact",
        "erase a note on somebody in the pool",
        "remove one custom fact of a member",
        "strike the shirt size",
        "delete what we noted on the installer",
        "a note on a crew member must go",
    ),
)
def delete_provider_attribute(
    call: Call,
    talent_pool_id: TalentPoolId,
    provider_id: ProviderId,
    talent_pool_provider_attribute_id: NoteId,
) -> DeletedNote:
    """Delete one attribute of a provider in a tier of a talent pool. The others stay."""
    member_tier(call, talent_pool_id, provider_id)
    row = _note_of(call, talent_pool_id, provider_id, talent_pool_provider_attribute_id)
    call.confirm(
        worded(
            "Delete a note on provider {provider_id} in talent pool {talent_pool_id}",
            provider_id=provider_id,
            talent_pool_id=talent_pool_id,
        ),
        record=f"provider_attribute:{row['uuid']}",
        details=(worded("Note {name}", name=quoted(row["name"])),),
    )
    notes.delete(call.tx, row["id"])
    return {"success": True}


def _note_of(call: Call, tier_id: int, provider_id: int, uuid: str) -> Row:
    row = notes.find(call.tx, tier_id, provider_id, uuid)
    if row is None:
        arguments = {"talent_pool_id": tier_id, "provider_id": provider_id}
        raise NotFound("attribute", uuid, next=(Step("list_provider_attributes", arguments),))
    return row


def _set(call: Call, row: Row, value: str) -> bool:
    """Write a value; whether it is another one than before."""
    kept = plain(value)
    if kept == row["value"]:
        return False
    notes.set_value(call.tx, row["id"], kept, call.stamp)
    return True


def _written(call: Call, tier_id: int, provider_id: int, uuids: Sequence[str]) -> list[NoteShape]:
    """The notes of these ids as they stand now, in their order."""
    rows = {row["uuid"]: row for row in notes.of_member(call.tx, tier_id, provider_id)}
    return [note(rows[uuid]) for uuid in uuids]
