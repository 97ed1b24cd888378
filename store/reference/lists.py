"""The lists tasks take ids from, exchange rates and the price of insurance."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from store.database import Row, Transaction
from store.types import Money

TASK_CATEGORIES = "SELECT id, title, title_en FROM task_categories WHERE 1 = 1"
CATEGORIES_ORDER = [("id", "asc")]

# The attributes of :service_id.
SERVICE_ATTRIBUTES = """
    SELECT a.id, a.title, a.title_en, a.description, a.description_en, a.type, a.attr_type_id, u.required
    FROM service_attribute_uses u JOIN service_attributes a ON a.id = u.attribute_id
    WHERE u.service_id = :service_id"""
ATTRIBUTES_ORDER = [("a.id", "asc")]


class ExchangeRate(NamedTuple):
    """rate: units of the weaker currency for one of the stronger; operation says how to get from base to target."""

    base: str
    target: str
    rate: Decimal
    operation: str


class InsuranceTerms(NamedTuple):
    cost: Money
    insure_by_default: bool


def has_category(tx: Transaction, id: int) -> bool:
    return tx.value("SELECT 1 FROM task_categories WHERE id = :id", id=id) is not None


def services(tx: Transaction, category_id: int | None) -> list[Row]:
    """The services of a category, or of all."""
    return tx.all(
        """SELECT id, title, title_en, title_doc, title_doc_en, insurable, advertising FROM services
           WHERE :category_id IS NULL OR category_id = :category_id ORDER BY id""",
        category_id=category_id,
    )


def specializations(tx: Transaction) -> list[Row]:
    return tx.all("SELECT id, title, title_en FROM specializations ORDER BY id")


def service(tx: Transaction, id: int) -> Row | None:
    """A service with the titles of its category."""
    return tx.one(
        """SELECT s.id, s.category_id, s.title, s.title_en, s.title_doc, s.title_doc_en, s.insurable, s.advertising,
                  c.title AS category_title, c.title_en AS category_title_en
           FROM services s JOIN task_categories c ON c.id = s.category_id WHERE s.id = :id""",
        id=id,
    )


def attributes_of_service(tx: Transaction, service_id: int) -> list[Row]:
    return tx.all(SERVICE_ATTRIBUTES, service_id=service_id)


def options_of_service(tx: Transaction, service_id: int) -> dict[int, list[Row]]:
    """The options of a service's attributes, by attribute: rows of id, value, value_en."""
    rows = tx.all(
        """SELECT o.id, o.attribute_id, o.value, o.value_en FROM service_attribute_options o
           JOIN service_attribute_uses u ON u.attribute_id = o.attribute_id
           WHERE u.service_id = :service_id ORDER BY o.attribute_id, o.id""",
        service_id=service_id,
    )
    options: dict[int, list[Row]] = {}
    for row in rows:
        options.setdefault(row["attribute_id"], []).append(row)
    return options


def exchange_rate(tx: Transaction, base: str, target: str, stamp: str) -> ExchangeRate | None:
    """The rate in force at that time from base to target, None when there is none."""
    row = rate_row(tx, base, target, stamp)
    if row is None:
        return None
    return ExchangeRate(row["base_currency"], row["target_currency"], Decimal(row["rate"]), row["operation"])


def rate_row(tx: Transaction, base: str, target: str, stamp: str) -> Row | None:
    """The rate in force at that time from base to target as it was loaded: id, rate, operation, valid_from, source, ..."""
    return tx.one(
        """SELECT id, base_currency, target_currency, rate, operation, valid_from, source, created_at FROM exchange_rates
           WHERE base_currency = :base AND target_currency = :target AND valid_from <= :stamp
           ORDER BY valid_from DESC, id DESC LIMIT 1""",
        base=base,
        target=target,
        stamp=stamp,
    )


def insurance_terms(tx: Transaction) -> InsuranceTerms:
    """What insuring a task costs, in roubles, and whether it happens unless asked otherwise."""
    row = tx.one("SELECT cost_rub, insure_by_default FROM insurance_terms WHERE id = 1")
    if row is None:
        return InsuranceTerms(Money(0, "RUB"), False)
    return InsuranceTerms(Money(row["cost_rub"], "RUB"), bool(row["insure_by_default"]))


def payout_fee_percent(tx: Transaction, payout_endpoint_type: int) -> Decimal:
    """Percent of a payout by type of payout method: 1 card, 2 e-wallet, 6 bank account."""
    percent = tx.value("SELECT percent FROM payout_fees WHERE payout_endpoint_type = :type", type=payout_endpoint_type)
    return Decimal(percent or 0)


def language_of(tx: Transaction, person_id: int) -> str:
    """The person's language: en, fi or ru."""
    language: str | None = tx.value("SELECT language FROM persons WHERE id = :id", id=person_id)
    return language or "en"
