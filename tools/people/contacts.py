"""A person's own address book."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.folding import same_address
from store.people import contacts, identity
from store.people.acquaintance import have_worked_together
from store.people.persons import find_person
from store.types import iso
from tools.call import Call
from tools.callers import require_person
from tools.errors import Invalid, NotFound, RateLimited
from tools.operation import operation
from tools.paging import Page
from tools.params import Clearable, Email, Id, OneLine
from tools.people.own_lists import ContactEntry, ContactList, contact_entry
from tools.people.person import load_self, required_name
from tools.people.rules.accounts import NEW_ADDRESSES_A_DAY, name_from_address
from tools.rules.names import full_name
from tools.rules.sentences import worded
from tools.text import plain

TOOLSET = "account"
DAY = timedelta(days=1)

UserId = Annotated[Id, Field(description="The person in the contacts, from list_contacts.")]
KnownPerson = Annotated[Id, Field(description="A person you have worked with, instead of email.")]
ContactEmail = Annotated[Email, Field(max_length=100, description="The person's address.")]
Part = Annotated[str, Field(max_length=200, description="Part of label, name or e-mail address.")]
OnlyPinned = Annotated[bool, Field(description="true: only pinned ones; false: only the others.")]
Pinned = Annotated[bool, Field(description="The state wanted. Left out: turned over.")]
Label = Annotated[OneLine, Field(min_length=2, max_length=255, description="Your own name for the contact.")]
Remark = Annotated[str, Field(max_length=2000, description="Your own remark; empty text clears it.")]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "my address book",
        "whom have I worked with lately",
        "people I pinned",
        "everybody I saved",
        "look up a colleague among my people",
        "my favourites",
        "who do I know here",
        "find somebody I was in touch with",
        "show the people I know",
        "who is in my contacts",
        "my favourite persons first",
        "list everyone in my address book",
        "people I saved",
        "who are my favourites",
        "find somebody in my contacts",
    ),
)
def list_contacts(call: Call, page: Page, query: Part | None = None, pinned: OnlyPinned | None = None) -> ContactList:
    """List the signed-in person's own contacts, pinned ones first, then the most recent.

    People of the company's directory are list_users. Next: add_contact, set_contact_pin, update_contact."""
    require_person(call, worded("Contacts belong to people."))
    return _contacts_page(call, page, query, pinned)


def _contacts_page(call: Call, page: Page, query: str | None, pinned: bool | None) -> ContactList:
    sql, params = contacts.contacts_query(call.caller.id, query, pinned)
    rows, next_cursor, total = page.rows(call.tx, sql, params, contacts.IN_ORDER)
    return {"contacts": [contact_entry(row) for row in rows], "total": total, "next_cursor": next_cursor}


class NewContact(TypedDict):
    """The entry that was added, or was there already."""

    id: int
    user_id: int
    label: str
    created_at: str


class AddedContact(TypedDict):
    """The address book as it is now, and the entry."""

    contacts: list[ContactEntry]
    new: NewContact


@operation(
    access="write",
    actors=("any",),
    price="free",
    example={"email": "lisa@example.com"},
    find=(
        "remember this mail address for me",
        "save a new person to my address book",
        "keep in touch with somebody at example.com",
        "put a friend on my list",
        "note down whom I met",
        "bring back somebody I removed from my people",
        "make an entry for a colleague by mail",
        "collect a person's address",
        "put someone into my contacts",
        "I met Lisa, save her for next time",
        "add a person by e-mail to the people I know",
        "new entry in my personal address list",
    ),
)
def add_contact(
    call: Call,
    email: ContactEmail | None = None,
    user_id: KnownPerson | None = None,
    label: Label | None = None,
    pinned: Annotated[bool, Field(description="true pins the contact to the top of the list.")] | None = None,
) -> AddedContact:
    """Put somebody into the caller's own contacts: an address, or by user_id a person they have worked with.

    By user_id: somebody booked, paid, ordered work from or met in an appointment, or of a company with the caller. By email:
    its owner is shown by name once they have the caller among their own contacts, belong to a company with them, or offer
    hours to everybody; add the address again then. Until then the entry is the caller's note, the same whether or not the
    address has an account; no mail is sent. At most 100 such addresses a day. What is a contact already stays as it is, but
    for label and pinned when given. To give a colleague access to the company use create_user."""
    require_person(call, worded("Contacts belong to people."))
    if (email is None) == (user_id is None):
        raise Invalid({"email": worded("give exactly one of email and user_id")}, next=("list_contacts",))
    name = None if label is None else required_name(label, "label")
    row = _by_address(call, email) if email is not None else _by_number(call, user_id or 0)
    columns = {"label": name, "pinned": None if pinned is None else int(pinned)}
    given = {column: value for column, value in columns.items() if value is not None}
    if given:
        contacts.write_contact(call.tx, row["id"], call.now, **given)
    book = _contacts_page(call, Page(), None, None)
    new: NewContact = {
        "id": row["id"],
        "user_id": row["person_id"],
        "label": name or row["label"],
        "created_at": iso(row["created_at"]),
    }
    return {"contacts": book["contacts"], "new": new}


def _by_address(call: Call, email: str) -> Row:
    own = load_self(call)["email"]
    if own is not None and same_address(own, email):
        raise Invalid({"email": worded("is your own address")})
    owner = _shown_owner(call, email)
    kept = contacts.contact_by_email(call.tx, call.caller.id, email)
    if kept is not None and (owner is None or owner["id"] == kept["person_id"]):
        return contacts.add_contact(call.tx, call.caller.id, kept["person_id"], email, "", call.now)
    if owner is not None:
        return _contact_of(call, owner, email, kept)
    return contacts.add_contact(
        call.tx, call.caller.id, _note_for(call, email), email, name_from_address(email), call.now
    )


def _by_number(call: Call, user_id: int) -> Row:
    """The entry of a person the caller has to do with; who is a stranger is answered like nobody."""
    if user_id == call.caller.id:
        raise Invalid({"user_id": worded("is yourself")})
    there = contacts.find_contact(call.tx, call.caller.id, user_id)
    if there is not None:
        return there
    person = find_person(call.tx, user_id)
    known = have_worked_together(call.tx, call.caller.id, user_id) or contacts.are_connected(
        call.tx, user_id, call.caller.id
    )
    if person is None or not known:
        raise NotFound("person you have worked with", user_id, next=("list_contacts",))
    label = full_name(person["name"], None, person["last_name"])
    return contacts.add_contact(call.tx, call.caller.id, user_id, None, label, call.now)


def _shown_owner(call: Call, email: str) -> Row | None:
    """Whose address it is, when they may be shown to the caller."""
    person = identity.find_person_by_email(call.tx, email)
    if person is None or not contacts.are_connected(call.tx, person["id"], call.caller.id):
        return None
    return person


def _contact_of(call: Call, person: Row, email: str, note: Row | None) -> Row:
    """The entry of somebody who is shown. What was a note until now is theirs, label and remark included."""
    there = contacts.find_contact(call.tx, call.caller.id, person["id"])
    if note is not None and there is None:
        contacts.write_contact(call.tx, note["id"], call.now, person_id=person["id"])
    label = full_name(person["name"], None, person["last_name"])
    return contacts.add_contact(call.tx, call.caller.id, person["id"], email, label, call.now)


def _note_for(call: Call, email: str) -> int:
    """A record that stands for an address nobody is shown for. RateLimited past 100 a day."""
    if contacts.new_addresses_since(call.tx, call.caller.id, call.now - DAY) >= NEW_ADDRESSES_A_DAY:
        raise RateLimited(
            worded(
                "At most {new_addresses_a_day} new addresses a day. People you are connected with can still be added.",
                new_addresses_a_day=NEW_ADDRESSES_A_DAY,
            ),
            retry_after=3600,
        )
    person_id = identity.create_person(call.tx, call.new_uuid(), None, name_from_address(email), call.now)
    contacts.note_new_address(call.tx, call.caller.id, person_id, call.now)
    return person_id


class PinnedContact(TypedDict):
    """Whether the contact is pinned now."""

    user_id: int
    pinned: bool


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "keep this colleague on top",
        "unstick a person in my address book",
        "mark as favourite",
        "put somebody first among my people",
        "no longer a favourite",
        "star a contact",
        "move a person to the top of my list",
        "take the pin off",
        "pin a contact",
        "unpin a person",
        "my favourite contact should come first",
        "keep her on top",
    ),
)
def set_contact_pin(call: Call, user_id: UserId, pinned: Pinned | None = None) -> PinnedContact:
    """Pin one of the caller's contacts to the top of the list, or take the pin off.

    With pinned given the call can be repeated safely; without it the pin is turned over. The label is changed with
    update_contact."""
    row = _own_contact(call, user_id)
    wanted = not row["pinned"] if pinned is None else pinned
    contacts.write_contact(call.tx, row["id"], call.now, pinned=int(wanted))
    return {"user_id": user_id, "pinned": wanted}


class FullContact(TypedDict):
    """An entry of the address book with all its fields."""

    id: int
    owner_id: int
    user_id: int
    label: str
    description: str | None
    settings: list[str]
    last_contact: str | None
    count: int
    created_at: str
    updated_at: str


class ChangedContact(TypedDict):
    """The entry as it is now."""

    contact: FullContact


@operation(
    access="write",
    actors=("any",),
    price="free",
    find=(
        "give that person a nickname in my address book",
        "note that he prefers mornings",
        "rename an entry among my people",
        "write a remark on somebody I know",
        "change what I call this contact",
        "clear my note about a person",
        "label a contact",
        "correct the name I saved for someone",
        "edit a contact",
        "change the label of a person",
        "write down something about a contact",
        "call him differently in my list",
    ),
)
def update_contact(
    call: Call, user_id: UserId, label: Label, description: Clearable[Remark] | None = None
) -> ChangedContact:
    """Change how one of the caller's contacts is labelled and described in the caller's own list.

    Only the caller sees it; the person's profile stays as it is (create_profile_correction is for that). A description
    left out stays. The pin is set_contact_pin."""
    row = _own_contact(call, user_id)
    columns: dict[str, str | None] = {"label": required_name(label, "label")}
    if description is not None:
        columns["description"] = plain(description) if description else None
    contacts.write_contact(call.tx, row["id"], call.now, **columns)
    return {"contact": _full(_own_contact(call, user_id))}


def _own_contact(call: Call, user_id: int) -> Row:
    require_person(call, worded("Contacts belong to people."))
    row = contacts.find_contact(call.tx, call.caller.id, user_id)
    if row is None:
        raise NotFound("contact with user_id", user_id, next=("add_contact", "list_contacts"))
    return row


def _full(row: Row) -> FullContact:
    return {
        "id": row["id"],
        "owner_id": row["owner_id"],
        "user_id": row["person_id"],
        "label": row["label"],
        "description": row["description"],
        "settings": ["pinned"] if row["pinned"] else [],
        "last_contact": iso(row["last_contact"]) if row["last_contact"] else None,
        "count": row["count"],
        "created_at": iso(row["created_at"]),
        "updated_at": iso(row["updated_at"]),
    }
