"""Payment methods in answers. Numbers are always masked."""

from __future__ import annotations

from datetime import date
from typing import NotRequired

from typing_extensions import TypedDict

from store.database import Row
from store.types import iso
from tools.payouts.rules.methods import TYPES, accepted_currencies, is_usable
from tools.payouts.rules.numbers import expiry_text
from tools.shapes import CURRENCY_IDS, CurrencyShape, Theirs, currency_shape


class MethodShape(TypedDict):
    """usable: money can be paid to it now, in accepted_currency_ids. number and currency are absent until the details were
    entered."""

    id: int
    uuid: str
    created_at: str
    currency: NotRequired[CurrencyShape | None]
    number: NotRequired[str | None]
    status: int
    type: int
    owner_id: int
    auto_pay: bool
    usable: bool
    accepted_currency_ids: list[int]


class CardShape(MethodShape):
    """status: 1 linking, 3 blocked, 4 verified, 7 deleted. card_type: 0 not defined, 1 Visa, 2 Mastercard, 3 Maestro, 8 Mir.
    country: of the issuer."""

    expire: NotRequired[str | None]
    holder: NotRequired[Theirs | None]
    card_type: NotRequired[int | None]
    country: NotRequired[str | None]


class WalletShape(MethodShape):
    """status: 3 not verified, 1 verified, 2 deleted. wallet_type: 3 WebMoney."""

    wallet_type: int


class BankAccountShape(MethodShape):
    """status: 3 not verified, 1 verified, 2 deleted. bank_account_type: 1 SEPA, 2 SWIFT, 6 BIC (Russia)."""

    bank_account_type: int
    holder: NotRequired[Theirs | None]


class MethodLink(TypedDict):
    """redirect: for the freelancer alone, who enters the details with confirm_payout_method and uuid until expires_at."""

    redirect: str
    uuid: str
    id: int
    status: int
    expires_at: str


def card_shape(row: Row) -> CardShape:
    return {
        **_method_shape(row),
        "expire": expiry_text(date.fromisoformat(row["expires_on"])) if row["expires_on"] else None,
        "holder": row["holder"],
        "card_type": row["card_type"],
        "country": row["country"],
    }


def wallet_shape(row: Row) -> WalletShape:
    return {**_method_shape(row), "wallet_type": row["wallet_type"]}


def bank_account_shape(row: Row) -> BankAccountShape:
    return {**_method_shape(row), "bank_account_type": row["bank_account_type"], "holder": row["holder"]}


def method_link(row: Row) -> MethodLink:
    return {
        "redirect": link_of(row["uuid"]),
        "uuid": row["uuid"],
        "id": row["id"],
        "status": row["status"],
        "expires_at": iso(row["link_ends_at"]),
    }


def link_of(uuid: str) -> str:
    """Where the owner enters the details of a payment method."""
    return f"hiringhall://payout-methods/{uuid}"


def currencies_of(row: Row) -> tuple[str, ...]:
    """The currencies that can be paid to a method."""
    return accepted_currencies(
        row["kind"],
        currency=row["currency"],
        country=row["country"],
        bank_account_type=row["bank_account_type"],
    )


def _method_shape(row: Row) -> MethodShape:
    return {
        "id": row["id"],
        "uuid": row["uuid"],
        "created_at": iso(row["created_at"]),
        "currency": currency_shape(row["currency"]) if row["currency"] else None,
        "number": row["number"] or None,
        "status": row["status"],
        "type": TYPES[row["kind"]],
        "owner_id": row["person_id"],
        "auto_pay": bool(row["auto_pay"]),
        "usable": is_usable(row["kind"], row["status"]),
        "accepted_currency_ids": [CURRENCY_IDS[currency] for currency in currencies_of(row)],
    }
