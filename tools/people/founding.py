"""Founding a company: asked for without an account, it waits for the proof of the address; a person signed in just does."""

from __future__ import annotations

from datetime import timedelta

from store.database import Row
from store.people import foundings, identity, members, persons
from tools.call import Call
from tools.errors import RateLimited
from tools.people.first_proof import first_language, prove_address
from tools.rules.sentences import worded

# How the mark of a code begins that was mailed because somebody wants to found a company.
FOUNDS = "founds:"
MOST_A_DAY = 5
DAY = timedelta(days=1)


def found(
    call: Call, person_id: int, name: str, currency: str, timezone: str, type: str, department: str | None
) -> int:
    """A new company with the person as its admin; its id. RateLimited past five a day."""
    if members.founded_lately(call.tx, person_id, call.now - DAY) >= MOST_A_DAY:
        raise RateLimited(
            worded(
                "Nobody founds more than {most_a_day} companies a day; there is list_my_companies for those you have.",
                most_a_day=MOST_A_DAY,
            ),
            retry_after=3600,
            code="too_many_companies",
            next=("list_my_companies",),
        )
    company_id = identity.create_company(call.tx, name, currency, call.now, timezone=timezone)
    identity.add_membership(call.tx, company_id, person_id, call.now, role="admin", type=type, department=department)
    return company_id


def take_up_founding(call: Call, email: str, detail: str | None, person: Row | None, asked_here: bool) -> Row | None:
    """Found what the used code was mailed for; the founder. None when it was mailed for something else.

    Somebody who has an account keeps it as it is: what was typed in with the founding is not theirs until now."""
    if detail is None or not detail.startswith(FOUNDS):
        return None
    wanted = foundings.find_founding(call.tx, int(detail.removeprefix(FOUNDS)), email)
    if wanted is None:
        return None
    if person is None or person["email_verified_at"] is None:
        person = _founder(call, wanted, person, asked_here)
    elif wanted["password_hash"] is not None:
        call.warn("You have an account already; its name and password stay as they are.")
    terms = (wanted["currency"], wanted["timezone"])
    found(call, person["id"], wanted["company_name"], *terms, wanted["type"], wanted["department"])
    foundings.forget_founding(call.tx, wanted["id"])
    return _person(call, person["id"])


def _founder(call: Call, wanted: Row, person: Row | None, asked_here: bool) -> Row:
    """A new person, or the owner of a record that others made for the address, as whoever read the mail wrote it.

    asked_here: the code comes from where the founding was asked for. From elsewhere it may be somebody else's doing, so
    the password and the phone number that were typed in with it are dropped."""
    if person is not None:
        prove_address(call, person, own_words=False)
        person_id = person["id"]
    else:
        person_id = identity.create_person(
            call.tx, call.new_uuid(), wanted["email"], wanted["name"], call.now, verified=True
        )
    kept = ("name", "middle_name", "last_name", *(("phone", "password_hash") if asked_here else ()))
    if not asked_here and wanted["password_hash"] is not None:
        call.warn(
            "The password the company was asked for with may be somebody else's, so it was dropped; set one with "
            "update_my_profile."
        )
    words = {name: wanted[name] for name in kept} | ({} if person is not None else first_language(call))
    persons.write_person(call.tx, person_id, call.now, **words)
    return _person(call, person_id)


def _person(call: Call, person_id: int) -> Row:
    row = persons.find_person(call.tx, person_id)
    if row is None:
        raise LookupError(f"person {person_id} is gone")
    return row
