"""What becomes of suggested changes of profiles: voted on, applied, taken back."""

from __future__ import annotations

import json
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.people.persons import find_person
from store.specialists import profile_corrections
from store.types import Owner
from store.uploads import files
from tools.call import Call
from tools.callers import require_person
from tools.errors import NotAllowed, NotFound, WrongState
from tools.operation import operation
from tools.params import Id
from tools.questions import quoted
from tools.rules.names import full_name
from tools.rules.sentences import Sentence, joined, say, word, worded
from tools.specialists.correction_shapes import (
    FIND,
    NOUN,
    CorrectionId,
    ProfileCorrection,
    author_of,
    changes_of,
    correction_shape,
    load_correction,
    require_pending,
)
from tools.specialists.profile_values import FILES, present_values, write_values
from tools.specialists.rules.corrections import MOST_AT_ONCE, NOTES, Applied, applied, decision
from tools.telling import Record

TOOLSET = "specialists"

Vote = Annotated[bool, Field(description="true to accept, false to turn down.")]
CorrectionIds = Annotated[
    list[Id], Field(min_length=1, max_length=MOST_AT_ONCE, description="Your own suggestions, 1 to 100.")
]


class VotedOnProfile(TypedDict):
    """applied: fields changed now. skipped: fields the person changed meanwhile. waiting: notes the person sees to."""

    correction: ProfileCorrection
    applied: list[str]
    skipped: NotRequired[list[str] | None]
    waiting: NotRequired[list[str] | None]
    message: str


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "yes, that change to my page is right",
        "turn down the proposed new phone",
        "agree with what a peer wrote about him",
        "accept the edit somebody suggested for me",
        "reject a wrong proposal about my profile",
        "is this suggested city correct",
        "support a fellow's correction",
        "say no to the new text about me",
        "approve a suggested edit of my page",
        "someone changed my city, reject that",
        "vote on a correction",
        "is that new skill of his true, yes",
    ),
)
def vote_on_profile_correction(call: Call, correction_id: CorrectionId, vote: Vote) -> VotedOnProfile:
    """Say yes or no to a suggested change of a profile: its owner decides at once, the votes of others are advice.

    Only while it is pending; voting again replaces your earlier vote. What the owner accepts is applied now, but for fields
    changed meanwhile and what identifies or reaches a person (name, birth data, phone, e-mail): that is a note, which the
    owner takes over with update_my_profile or request_email_change. People only, and not on one's own suggestion."""
    require_person(call, worded("Votes on profiles are people's."))
    row = load_correction(call, correction_id)
    if author_of(row) == call.caller.owner:
        raise NotAllowed(
            worded("This is your own suggestion; others decide about it. You can take it back."),
            code="own_suggestion",
            next=("delete_profile_correction",),
        )
    require_pending(row)
    owner = call.caller.id == row["person_id"]
    profile_corrections.put_vote(call.tx, correction_id, call.caller.id, vote, call.now)
    status = decision(vote if owner else None)
    result = Applied({}, [], [])
    if status != "pending":
        profile_corrections.decide(call.tx, correction_id, status, call.caller.id, call.now)
        result = _apply(call, row) if status == "approved" else result
        _let_go_of_files(call, row)
        _tell(call, row, status)
    return {
        "correction": correction_shape(call, load_correction(call, correction_id)),
        "applied": list(result.write),
        "skipped": result.skipped or None,
        "waiting": result.waiting or None,
        "message": _message(status, result),
    }


def _apply(call: Call, row: Row) -> Applied:
    """Write what still stands as it did; nothing for somebody who is gone."""
    person = find_person(call.tx, row["person_id"])
    if person is None:
        return Applied({}, list(changes_of(row)), [])
    result = applied(changes_of(row), json.loads(row["before"]), present_values(call, person))
    if result.write:
        write_values(call, person, result.write)
    return result


def _let_go_of_files(call: Call, row: Row) -> None:
    ids = [change["new"] for field, change in changes_of(row).items() if field in FILES]
    files.detach(call.tx, ids, f"profile_correction:{row['id']}")


def _tell(call: Call, row: Row, status: str) -> None:
    """Whoever suggested it; the owner has decided it themselves."""
    name = _name(call, row)
    text = say(
        "Your suggestion {id} for the profile of {name} ({fields}) was {status}.",
        id=row["id"],
        name=quoted(name),
        fields=", ".join(changes_of(row)),
        status=Sentence(status),
    )
    call.tell(author_of(row), "profile_correction", text, record=Record("profile_correction", row["id"], name))
    call.changed("profile", row["person_id"])


def _message(status: str, result: Applied) -> str:
    if status == "pending":
        return "Your vote is shown to the person the profile is of; they decide."
    if status == "rejected":
        return "The suggestion was turned down; nothing changed."
    parts = [f"Accepted; changed: {', '.join(result.write) or 'nothing'}."]
    if result.skipped:
        parts.append(f"Left as the person has set it meanwhile: {', '.join(result.skipped)}.")
    if result.waiting:
        doors = ", ".join(f"{field} with {NOTES[field]}" for field in result.waiting)
        parts.append(f"What identifies or reaches you is for you to change: {doors}.")
    return " ".join(parts)


class Withdrawn(TypedDict):
    """A suggestion taken back."""

    message: str
    correction_id: int
    status: str


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "withdraw my proposal for his page",
        "I was mistaken about her city, undo it",
        "cancel the edit I suggested",
        "take back one profile suggestion",
        "remove my pending change request",
        "forget what I proposed about him",
        "my correction was wrong",
        "drop a suggestion nobody decided yet",
        "withdraw the change I suggested to a profile",
        "I should not have corrected her data, undo that",
        "delete one edit I put forward",
        "cancel my proposal for somebody's page",
    ),
)
def delete_profile_correction(call: Call, correction_id: CorrectionId) -> Withdrawn:
    """Take back one suggested profile change that the caller made, while it is undecided.

    Its votes fall away. Approved and rejected ones stay on record. Several at once: delete_many_profile_corrections; to
    turn down somebody else's suggestion about you, vote_on_profile_correction."""
    rows = _own_pending(call, [correction_id])
    _withdraw(call, rows)
    return {
        "message": f"Suggestion {correction_id} was taken back.",
        "correction_id": correction_id,
        "status": "withdrawn",
    }


class WithdrawnMany(TypedDict):
    """Suggestions taken back."""

    message: str
    deleted: list[int]
    count: int


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    find=(
        "withdraw all my proposals 3, 5 and 8",
        "clear several edits I suggested at once",
        "undo a batch of my change requests",
        "take back many profile suggestions together",
        "cancel all edits I made to other pages",
        "bulk removal of my pending suggestions",
        "drop a list of my profile proposals",
        "I no longer stand by these corrections",
        "take all my suggested edits back",
        "remove several of my profile proposals in one call",
        "none of my suggestions should count any more",
        "delete these corrections together",
    ),
)
def delete_many_profile_corrections(call: Call, ids: CorrectionIds) -> WithdrawnMany:
    """Take back several suggested profile changes of the caller in one go, all or none.

    Each must be the caller's own and pending, else nothing happens and the faulty ones are named; a number given twice
    counts once. Their votes fall away. A single one: delete_profile_correction."""
    rows = _own_pending(call, list(dict.fromkeys(ids)))
    _withdraw(call, rows)
    deleted = [row["id"] for row in rows]
    return {"message": f"{len(deleted)} suggestions were taken back.", "deleted": deleted, "count": len(deleted)}


def _own_pending(call: Call, ids: list[int]) -> list[Row]:
    """The caller's undecided suggestions; refusals name all ids at fault."""
    found = {id: profile_corrections.find_correction(call.tx, id) for id in ids}
    rows = [row for row in found.values() if row is not None and row["status"] != "withdrawn"]
    known = {row["id"] for row in rows}
    missing = [id for id in ids if id not in known]
    if missing:
        raise NotFound(NOUN, _listed(missing), next=FIND, details={"ids": missing})
    others = [row["id"] for row in rows if author_of(row) != call.caller.owner]
    if others:
        raise NotAllowed(
            worded(
                "Somebody else suggested {listed}; only its author takes a suggestion back. Nothing changed.",
                listed=_listed(others),
            ),
            code="not_the_author",
            next=("vote_on_profile_correction",),
            details={"ids": others},
        )
    decided = {row["id"]: row["status"] for row in rows if row["status"] != "pending"}
    if decided:
        named = joined([worded("{id}: {status}", id=id, status=word(status)) for id, status in decided.items()], ", ")
        raise WrongState(
            worded("Decided suggestions stay on record: {named}. Nothing changed.", named=named),
            state=next(iter(decided.values())),
            next=("create_profile_correction",),
            details={"ids": list(decided)},
        )
    return rows


def _withdraw(call: Call, rows: list[Row]) -> None:
    numbers = _listed([row["id"] for row in rows])
    call.confirm(
        worded("Take back your suggestion {numbers}", numbers=numbers),
        record=f"profile_correction:{numbers}",
        details=[
            worded(
                "{id} is about {name} ({changes_of})",
                id=row["id"],
                name=quoted(_name(call, row)),
                changes_of=", ".join(changes_of(row)),
            )
            for row in rows
        ],
    )
    for row in rows:
        profile_corrections.withdraw(call.tx, row["id"], call.now)
        _let_go_of_files(call, row)
        call.changed("profile", row["person_id"])
    for person_id in sorted({row["person_id"] for row in rows}):
        theirs = _listed([row["id"] for row in rows if row["person_id"] == person_id])
        record = Record("profile_correction", rows[0]["id"], say("Your profile"))
        text = say(
            "What was suggested for your profile ({numbers}) was taken back by its author; nothing is left to decide.",
            numbers=theirs,
        )
        call.tell(Owner("person", person_id), "profile_correction", text, record=record, inbox_only=True)


def _name(call: Call, row: Row) -> str:
    person = find_person(call.tx, row["person_id"])
    return (
        full_name(person["name"], person["middle_name"], person["last_name"]) if person else worded("somebody who left")
    )


def _listed(ids: list[int]) -> str:
    return ", ".join(str(id) for id in ids)
