"""The details of a payment method as its owner gives them: checked, and in the form they are stored in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from store.database import Row
from store.payouts import methods
from store.payouts.account_numbers import digest, sealed
from tools.call import Call
from tools.errors import Conflict, Invalid
from tools.payouts.rules import numbers
from tools.payouts.rules.methods import (
    NOUNS,
    RUSSIAN,
    SEPA,
    SWIFT,
    Kind,
    default_currency,
    masked_account,
    masked_card,
    methods_of,
    possible_currencies,
)
from tools.rules.countries import COUNTRIES
from tools.rules.sentences import told_by, word, worded
from tools.shapes import CURRENCY_IDS
from tools.text import plain


@dataclass(frozen=True, slots=True)
class Given:
    """What the owner of a payment method typed in. currency: by name."""

    number: str
    holder: str | None
    expire: str | None
    bic: str | None
    bank_name: str | None
    country: str | None
    currency: str | None


class Faults(dict[str, str]):
    """What is wrong, by parameter."""

    def check(self, name: str, value: str | None, read: Callable[[str], Any], missing: str = "is required") -> Any:
        """What a parameter is read as; None, and a fault, when it is missing or wrong."""
        if value is None:
            self[name] = missing
            return None
        try:
            return read(value)
        except ValueError as fault:
            self[name] = told_by(fault)
            return None


def entered(call: Call, method: Row, given: Given, country: str | None) -> dict[str, Any]:
    """The columns of a method whose details are given. country: the owner's. Invalid, naming every fault at once; Conflict
    when they have the same one already."""
    kind: Kind = method["kind"]
    faults = Faults()
    read = {"card": _card, "wallet": _wallet, "bank_account": _bank_account}[kind]
    columns = read(call, method, given, country, faults)
    columns["currency"] = _currency(method, columns, given.currency, faults)
    if faults:
        raise Invalid(faults)
    _check_new(call, method, columns)
    _warn_of_unused(call, kind, given)
    return columns


def _card(call: Call, method: Row, given: Given, country: str | None, faults: Faults) -> dict[str, Any]:
    """Nothing of the number but what is shown of it goes any further."""
    digits = faults.check("number", given.number, numbers.card_number)
    last = faults.check(
        "expire",
        given.expire,
        lambda text: numbers.last_day(text, call.now.date()),
        worded("is required: MM/YY of the card"),
    )
    return {
        "number": masked_card(digits) if digits else "",
        "card_type": numbers.card_type(digits) if digits else None,
        "expires_on": last.isoformat() if last else None,
        "holder": faults.check("holder", given.holder, _name, worded("is required: as it stands on the card")),
        "country": faults.check(
            "country", given.country or country, _country, worded("is required: where the card was issued, such as DE")
        ),
    }


def _wallet(call: Call, method: Row, given: Given, country: str | None, faults: Faults) -> dict[str, Any]:
    return _kept(call, method, faults.check("number", given.number, numbers.wallet_number))


def _bank_account(call: Call, method: Row, given: Given, country: str | None, faults: Faults) -> dict[str, Any]:
    type = method["bank_account_type"]
    readers = {SEPA: numbers.sepa_iban, SWIFT: numbers.swift_account, RUSSIAN: numbers.russian_account}
    number = faults.check("number", given.number, readers[type])
    bic, bank_name = given.bic, given.bank_name and plain(given.bank_name)
    if type == RUSSIAN:
        bic = faults.check("bic", bic, numbers.russian_bic, worded("is required: the 9 digits of the bank (BIK)"))
        if bic and number and not numbers.has_russian_key(number, bic):
            call.warn(
                "The check digit of this account does not fit the bank's BIC; compare both with the bank's papers."
            )
    elif type == SWIFT or bic is not None:
        bic = faults.check("bic", bic, numbers.swift_bic, worded("is required: BIC of the bank, 8 or 11 characters"))
    elif number:
        bic, known_as = numbers.bank_of(number)
        bank_name = bank_name or known_as
    holder = faults.check("holder", given.holder, _name, worded("is required: as the bank writes the name"))
    return {**_kept(call, method, number), "holder": holder, "bic": bic, "bank_name": bank_name}


def _kept(call: Call, method: Row, number: str | None) -> dict[str, Any]:
    """What is kept of the number of an account or wallet."""
    if not number:
        return {}
    return {
        "number": masked_account(number),
        "sealed_number": sealed(call.key, method["person_id"], number),
        "number_digest": digest(call.key, method["person_id"], number),
    }


def _currency(method: Row, columns: dict[str, Any], wanted: str | None, faults: Faults) -> str:
    kind: Kind = method["kind"]
    where = {"country": columns.get("country"), "bank_account_type": method["bank_account_type"]}
    currency = wanted or default_currency(kind, **where)
    possible = possible_currencies(kind, **where)
    if currency not in possible and "country" not in faults:
        ids = ", ".join(f"{CURRENCY_IDS[it]} {it}" for it in possible)
        faults["currency_id"] = worded(
            "is none that this {nouns} takes; possible: {ids}", nouns=word(NOUNS[kind]), ids=ids
        )
    return currency


def _check_new(call: Call, method: Row, columns: dict[str, Any]) -> None:
    person_id, kind = method["person_id"], method["kind"]
    if kind == "card":
        known = methods.is_known_card(call.tx, person_id, columns["number"], date.fromisoformat(columns["expires_on"]))
    else:
        known = methods.is_known(call.tx, person_id, kind, columns["number_digest"])
    if known:
        raise Conflict(
            worded("You have added this {nouns} already.", nouns=word(NOUNS[kind])),
            code="already_added",
            next=(methods_of(person_id),),
        )


def _warn_of_unused(call: Call, kind: Kind, given: Given) -> None:
    needless = {
        "card": ("bic", "bank_name"),
        "bank_account": ("expire", "country"),
        "wallet": ("holder", "expire", "bic", "bank_name", "country"),
    }[kind]
    unused = [name for name in needless if getattr(given, name) is not None]
    if unused:
        call.warn(f"Not kept, as a {NOUNS[kind]} has none: {', '.join(unused)}.")


def _name(text: str) -> str:
    name = plain(text)
    if len(name) < 2:
        raise ValueError(worded("must have 2 to 100 characters"))
    return name


def _country(text: str) -> str:
    code = text.strip().upper()
    if code not in COUNTRIES:
        raise ValueError(worded("is not an ISO 3166-1 alpha-2 country, such as DE"))
    return code
