"""A person's rights over their own account: taking the data along, and closing it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from store.types import Owner
from store.uploads.files import newest_named
from tools.call import Call
from tools.callers import require_person
from tools.errors import RateLimited
from tools.operation import operation
from tools.people.owner_proof import ContactCode, PresentPassword, check_owner, compare_present, load_present
from tools.people.person import load_self
from tools.platform.account_closing import check_nothing_open, close_account, still_open
from tools.platform.account_export import FILE_NAME, export_text, keep_export
from tools.rules.sentences import worded

TOOLSET = "account"
WHY = worded("An account is a person's.")
EXPORT_EVERY = timedelta(hours=1)


class Exported(TypedDict):
    """The file with everything in it, and what it holds."""

    file_id: int
    size_bytes: int
    sections: list[str]
    cut_sections: list[str]


@operation(
    access="read",
    actors=("any",),
    price="free",
    on_writer=True,
    find=(
        "give me a copy of my data",
        "download everything you store about me",
        "data portability",
        "my GDPR access request",
        "take my records to another service",
        "which personal data do you keep of mine",
        "export my account",
        "a file with all my bookings, messages and payments",
        "I want to see every record with my name",
        "save my history before I close the account",
    ),
)
def export_my_data(call: Call) -> Exported:
    """Make a JSON file with everything that is kept about the signed-in person, by section.

    Once an hour; rows as they are stored, without hashes and secrets; amounts in the currency's smallest unit. Read it with
    get_file (content true), part by part; files of your own are listed in it and read the same way. An unused file is
    swept. The profile alone is get_my_profile."""
    require_person(call, WHY)
    newest = newest_named(call.tx, Owner("person", call.caller.id), FILE_NAME)
    if newest is not None and newest > call.now - EXPORT_EVERY:
        wait = int((newest + EXPORT_EVERY - call.now).total_seconds()) + 1
        raise RateLimited(
            worded(
                "Your data was put together less than an hour ago; read that file with get_file, or wait "
                "{wait} seconds.",
                wait=wait,
            ),
            retry_after=wait,
            code="exported_lately",
            next=("get_file",),
        )
    text, sections, cut = export_text(call, call.caller.id)
    file_id = keep_export(call, call.caller.id, text)
    return {"file_id": file_id, "size_bytes": len(text.encode()), "sections": sections, "cut_sections": cut}


class Closed(TypedDict):
    """The account is gone."""

    message: str


@operation(
    access="destructive",
    actors=("any",),
    price="free",
    secret=("present_password", "contact_code"),
    load=load_present,
    prepare=compare_present,
    prepares="secrets",
    find=(
        "delete my own account",
        "close my account for good",
        "forget everything about me",
        "right to be erased",
        "remove me from this platform",
        "I do not want to be here any more",
        "cancel my registration",
        "erase my name, phone and pictures",
        "end my user completely",
        "free my mail address from this service",
        "delete my account for ever",
        "I want to leave this platform",
        "remove everything you know about me",
        "close my user account",
    ),
)
def close_my_account(
    call: Call,
    give_up_money: Annotated[bool, Field(description="Give what is left in your purses to the platform.")]
    | None = None,
    present_password: PresentPassword | None = None,
    contact_code: ContactCode | None = None,
) -> Closed:
    """Close the signed-in person's own account for good.

    Needs present_password, or contact_code from request_contact_code. Ends sessions and memberships and removes name,
    address, phone, pictures, contacts, profile and schedules; the books keep their lines under your number, and the
    address is free again. Not while work, appointments, held money or a company that needs you are open; the refusal
    lists them. export_my_data first. One company only: leave_company."""
    require_person(call, WHY)
    person = load_self(call)
    found = still_open(call, person["id"])
    check_nothing_open(found, gives_up_money=bool(give_up_money))
    if not call.dry_run:
        check_owner(call, person, call.prepared, contact_code)
    call.confirm(
        worded("Close your account for good"),
        record=f"person:{person['id']}",
        details=[worded("Gives up {money}", money=money) for money in found.money],
    )
    close_account(call, person)
    call.session_token = ""
    return {"message": "The account is closed. Nothing is left of it but numbers in the books."}
