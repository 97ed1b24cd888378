"""A freelancer's place in a company's team, their contacts, identity and tax status: what may follow what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from math import ceil

from store.phones import e164, typed_digits
from tools.errors import Conflict, Invalid, WrongState
from tools.freelancers.rules.tax_documents import INN
from tools.rules.countries import COUNTRIES
from tools.rules.reference import NATURAL, NOT_SET, TAX_STATUSES
from tools.rules.sentences import joined, told_by, word, worded

INVITE_LIFETIME = timedelta(days=30)
VERIFICATION_LIFETIME = timedelta(hours=24)
CODE_LIFETIME = timedelta(minutes=10)
CODES_IN_TEN_MINUTES = 3
ADULT_YEARS = 18
TAX_COUNTRY = "RU"

MOST_PHONE_DIGITS = 15
_DOCUMENT_NUMBER = re.compile(r"[0-9A-Z]{4,30}")


class Member(IntEnum):
    """State of a person in a company's team."""

    ADDED = 1
    INVITED = 2
    REGISTERED = 3
    REMOVED = 4

    @property
    def title(self) -> str:
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Registration:
    """What the person confirms: given now or prefilled by the company. Absent is None."""

    first_name: str | None
    last_name: str | None
    country: str | None


@dataclass(frozen=True, slots=True)
class TaxStanding:
    """What decides about a change of tax status."""

    country: str | None
    status: int
    blocked_till: date | None
    document_types: Sequence[str]


def state_after_invite(current: Member | None, *, registered: bool, mailed: bool) -> Member:
    """Where an invite leads. Somebody who is in the team keeps a state that is further on."""
    if registered:
        return Member.REGISTERED
    if current is Member.INVITED or mailed:
        return Member.INVITED
    return Member.ADDED


def phone_digits(phone: str, country: str | None = None, field: str = "phone") -> str:
    """The digits of a number in use, with its country code, as it is asked for. country: whose number it is when it
    begins with the 0 of calls at home instead.

    Invalid says why it is no number."""
    at_home = phone.strip().startswith(("0", "(0"))
    try:
        return e164(phone, country if at_home else None).removeprefix("+")
    except ValueError as fault:
        raise Invalid({field: told_by(fault)}) from None


def sought_digits(phone: str, field: str = "phone") -> str:
    """The digits to look a number up by; one that is not in use may have been stored once, by its digits alone."""
    try:
        return phone_digits(phone, field=field)
    except Invalid:
        try:
            digits = typed_digits(phone)
        except ValueError as fault:
            raise Invalid({field: told_by(fault)}) from None
        if len(digits) > MOST_PHONE_DIGITS:
            raise
        return digits


def checked_country(country: str, field: str = "country") -> str:
    """The two letters of a country, in capitals. Invalid when there is no such country."""
    code = country.strip().upper()
    if code not in COUNTRIES:
        raise Invalid({field: worded("{country!r} is not an ISO 3166-1 alpha-2 country, such as DE", country=country)})
    return code


def masked_email(email: str) -> str:
    name, _, host = email.partition("@")
    return f"{name[:1]}***@{host}"


def masked_phone(digits: str) -> str:
    return "*" * max(len(digits) - 4, 0) + digits[-4:]


def seconds_until_code(requested_at: Sequence[datetime], now: datetime) -> int:
    """Seconds until another code may be asked for; 0 is now. requested_at: when the last ones were, in any order."""
    recent = sorted(at for at in requested_at if at > now - CODE_LIFETIME)
    if len(recent) < CODES_IN_TEN_MINUTES:
        return 0
    return ceil((recent[-CODES_IN_TEN_MINUTES] + CODE_LIFETIME - now).total_seconds())


def check_registration(registration: Registration, *, accepted: bool, has_password: bool, new_account: bool) -> None:
    """Invalid, naming everything that is still missing from a registration."""
    missing = {
        name: worded("is needed; the company did not fill it in")
        for name in ("first_name", "last_name", "country")
        if not getattr(registration, name)
    }
    if new_account and not has_password:
        missing["password"] = worded("is needed for a new account, 6 to 255 characters")
    if not accepted:
        missing["accept_agreement"] = worded("must be true: the registration signs the current offer agreement")
    if missing:
        raise Invalid(missing)


def check_removal(tasks: Sequence[tuple[int, str]], payouts: Sequence[tuple[int, str]]) -> None:
    """Conflict, listing what is unfinished, given as (id, state) pairs."""
    if not tasks and not payouts:
        return
    listed = [worded("task {id} ({state})", id=id, state=word(state)) for id, state in tasks]
    listed += [worded("payout {id} ({state})", id=id, state=word(state)) for id, state in payouts]
    advice = [worded("Settle or reject the tasks first; list_tasks with worker_id shows them.")] if tasks else []
    advice += [worded("A payout has to end first, which takes no step of yours.")] if payouts else []
    raise Conflict(
        worded(
            "The freelancer has unfinished work with the company: {listed}. {advice}",
            listed=joined(listed, ", "),
            advice=joined(advice, " "),
        ),
        code="unfinished_work",
        next=("list_tasks", "reject_task", "pay_task") if tasks else ("get_freelancer_balance",),
        details={
            "tasks": [{"id": id, "state": state} for id, state in tasks],
            "payouts": [{"id": id, "state": state} for id, state in payouts],
        },
    )


def check_identity(birth_date: date, document_number: str, document_country: str, today: date) -> tuple[str, str]:
    """The document's number and country in the form they are compared in. Invalid unless plausible and of age."""
    faults: dict[str, str] = {}
    if _years_between(birth_date, today) < ADULT_YEARS:
        faults["birth_date"] = worded("must be at least {adult_years} years ago", adult_years=ADULT_YEARS)
    number = re.sub(r"[\s./-]", "", document_number).upper()
    if not _DOCUMENT_NUMBER.fullmatch(number) or not any(character.isdigit() for character in number):
        faults["document_number"] = worded("must be 4 to 30 letters and digits, at least one of them a digit")
    if document_country.strip().upper() not in COUNTRIES:
        faults["document_country"] = worded(
            "{document_country!r} is not an ISO 3166-1 alpha-2 country, such as DE", document_country=document_country
        )
    if faults:
        raise Invalid(faults)
    return number, document_country.strip().upper()


def blocked_till_after(standing: TaxStanding, status: int, today: date) -> date | None:
    """Until when the tax status is fixed after changing it to this one; unchanged when it is the same.

    WrongState or Conflict when it cannot be changed now."""
    if standing.country != TAX_COUNTRY:
        where = standing.country or worded("not set")
        raise Conflict(
            worded("Only freelancers in Russia have a tax status to change; your country is {where}.", where=where)
        )
    if status == standing.status:
        return standing.blocked_till
    if standing.blocked_till is not None and today <= standing.blocked_till:
        until, title = standing.blocked_till.isoformat(), status_title(standing.status)
        raise WrongState(
            worded("Your tax status {title} cannot change before the end of {until}.", title=word(title), until=until),
            state=title,
            details={"taxation_blocked_till": until},
        )
    if status != NATURAL and INN not in standing.document_types:
        raise Conflict(
            worded(
                "The status {status_title} needs your INN on record; add it with add_freelancer_tax_document.",
                status_title=word(status_title(status)),
            ),
            code="tax_document_missing",
            next=("add_freelancer_tax_document",),
        )
    return date(today.year, 12, 31)


def check_autopay(country: str | None, status: int) -> None:
    """Conflict unless the freelancer is an individual in Russia."""
    if country != TAX_COUNTRY:
        raise Conflict(
            worded(
                "Automatic tax payment exists only in Russia; your country is {country}.",
                country=country or worded("not set"),
            )
        )
    if status != NATURAL:
        raise Conflict(
            worded(
                "Automatic tax payment is for individuals (1); your tax status is {status_title} ({status}).",
                status_title=word(status_title(status)),
                status=status,
            ),
            next=("set_freelancer_tax_status",),
        )


def status_title(status: int) -> str:
    if status == NOT_SET:
        return worded("not set")
    return next(known.code.lower() for known in TAX_STATUSES if known.id == status)


def _years_between(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
