"""What the first proof of an address does: the account is its owner's, and what strangers put into it is gone."""

from __future__ import annotations

from store.database import Row
from store.people import persons
from store.people.erasure import blank_person
from store.people.identity import find_person_by_email
from store.people.sign_ups import has_registered
from store.search.index import reindex
from tools.call import Call
from tools.people.rules.accounts import name_from_address

# How the mark of a code begins that was mailed because somebody joined: whoever uses it has read that mail.
JOINED = "joined:"


def is_taken(call: Call, person: Row) -> bool:
    """Whether the account has an owner: somebody proved the address, was signed in, or registered by telephone."""
    proven = person["email_verified_at"] is not None or person["last_login_at"] is not None
    return proven or has_registered(call.tx, person["id"])


def prove_address(call: Call, person: Row, own_words: bool, own_password: bool = False) -> None:
    """The address is proven for the first time, so whoever did it is the owner.

    own_words: they were told by mail what the account holds, and wrote it; otherwise, if nobody has been in the account yet,
    whatever others wrote into it goes. own_password: it was set from where the address is proven; otherwise every password
    goes and every session ends."""
    taken = is_taken(call, person)
    if not own_words and not taken:
        _forget_strangers_words(call, person)
    if not own_password:
        if person["password_hash"] is not None:
            call.warn(
                "The password this account was opened with may be somebody else's, so it was removed; set one with "
                "update_my_profile."
            )
        persons.write_person(call.tx, person["id"], call.now, password_hash=None)
        persons.end_sessions(call.tx, person["id"], call.now)
    begins = {} if taken else first_language(call)
    proven = {"email_verified_at": call.stamp, "joined_mark": None, **begins}
    persons.write_person(call.tx, person["id"], call.now, **proven)
    reindex(call.tx, person["id"], call.now)


def first_language(call: Call) -> dict[str, str]:
    """The language an account begins in: that of its owner's browser, where one is seen."""
    return {} if call.language is None else {"language": call.language}


def make_way(call: Call, email: str, person_id: int) -> None:
    """Somebody proved an address for their own account: a record others made for it loses the address and its words."""
    other = find_person_by_email(call.tx, email)
    if other is not None and other["id"] != person_id and not is_taken(call, other):
        blank_person(call.tx, other["id"], name_from_address(email), call.now)
        persons.write_person(call.tx, other["id"], call.now, email=None)
        reindex(call.tx, other["id"], call.now)


def _forget_strangers_words(call: Call, person: Row) -> None:
    if person["terms_accepted_at"] is not None:
        call.warn(
            "Somebody had joined with your address before you proved it; the name, files and schedules they gave were "
            "removed. Fill in your own with update_my_profile."
        )
    blank_person(call.tx, person["id"], name_from_address(person["email"]), call.now)
