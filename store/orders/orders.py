"""Orders as rows, and the lines of their values by which they are found and sorted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from store.database import Row, Transaction
from store.folding import address_key, found_in, like_text
from store.orders.order_types import code_key
from store.rows import Order

# user_email: of the responsible person, as long as they belong to the company.
_COLUMNS = """o.*, t.code AS order_type_code, t.fields,
    CASE WHEN m.id IS NULL THEN NULL ELSE p.email END AS user_email"""
_JOINED = """FROM orders o
    JOIN order_types t ON t.id = o.order_type_id
    LEFT JOIN memberships m ON m.company_id = o.company_id AND m.person_id = o.responsible_id AND m.deleted_at IS NULL
    LEFT JOIN persons p ON p.id = m.person_id AND p.deleted_at IS NULL"""
_SORTED = """LEFT JOIN order_values s ON s.order_id = o.id AND s.order_type_id = o.order_type_id AND s.place = 0
    AND s.field = :sort_field"""
NEWEST_FIRST: Order = (("o.id", "desc"),)


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A value of a field, by what it is sorted and told from others."""

    field: str
    place: int
    sort_key: str
    unique_key: str | None


@dataclass(frozen=True, slots=True)
class Condition:
    """What a field must be, as tools/orders/rules/finding.py means it."""

    field: str
    without: bool
    part: str | None
    low: str | None
    high: str | None


def next_number(tx: Transaction, company_id: int) -> int:
    """Take the next number of a company's codes. What takes it and is undone leaves no gap."""
    number: int = tx.value(
        """INSERT INTO order_numbers (company_id, last_number) VALUES (:company_id, 1)
           ON CONFLICT (company_id) DO UPDATE SET last_number = order_numbers.last_number + 1 RETURNING last_number""",
        company_id=company_id,
    )
    return number


def find(tx: Transaction, company_id: int, code: str) -> Row | None:
    """An order of a company by its code, in any case."""
    return tx.one(
        f"SELECT {_COLUMNS} {_JOINED} WHERE o.company_id = :company_id AND o.code_key = :key",
        company_id=company_id,
        key=code_key(code),
    )


def is_of_company(tx: Transaction, company_id: int, id: int) -> bool:
    """Whether an order is one of a company's."""
    found = tx.value("SELECT 1 FROM orders WHERE id = :id AND company_id = :company_id", id=id, company_id=company_id)
    return found is not None


def code_is_taken(tx: Transaction, company_id: int, code: str) -> bool:
    """Whether a company has an order of that code, in any case."""
    found = tx.value(
        "SELECT 1 FROM orders WHERE company_id = :company_id AND code_key = :key",
        company_id=company_id,
        key=code_key(code),
    )
    return found is not None


def insert(tx: Transaction, code: str, stamp: str, **columns: Any) -> int:
    """Store an order; its id. A unique index refuses a code that its company has already."""
    return tx.insert("orders", code=code, code_key=code_key(code), **columns, created_at=stamp, updated_at=stamp)


def change(tx: Transaction, id: int, stamp: str, **columns: Any) -> None:
    """Set columns of an order."""
    tx.change("orders", id, **columns, updated_at=stamp)


def put_lines(tx: Transaction, order_id: int, order_type_id: int, lines: Sequence[ValueLine]) -> None:
    """Let an order have these lines and no others. A unique index refuses a value that another order has already."""
    tx.run("DELETE FROM order_values WHERE order_id = :order_id", order_id=order_id)
    tx.many(
        """INSERT INTO order_values (order_id, order_type_id, field, place, sort_key, unique_key)
           VALUES (:order_id, :order_type_id, :field, :place, :sort_key, :unique_key)""",
        [
            {
                "order_id": order_id,
                "order_type_id": order_type_id,
                "field": line.field,
                "place": line.place,
                "sort_key": line.sort_key,
                "unique_key": line.unique_key,
            }
            for line in lines
        ],
    )


def drop_lines(tx: Transaction, order_type_id: int) -> None:
    """Take away the lines of all orders of a type, before they are written anew."""
    tx.run("DELETE FROM order_values WHERE order_type_id = :id", id=order_type_id)


def code_of_value(tx: Transaction, order_type_id: int, field: str, unique_key: str, but_id: int) -> str | None:
    """The code of another order of the type that has the value."""
    code: str | None = tx.value(
        """SELECT o.code FROM order_values v JOIN orders o ON o.id = v.order_id
           WHERE v.order_type_id = :type_id AND v.field = :field AND v.unique_key = :key AND v.order_id <> :but_id""",
        type_id=order_type_id,
        field=field,
        key=unique_key,
        but_id=but_id,
    )
    return code


def count_with_value(tx: Transaction, order_type_id: int, field: str) -> int:
    """How many orders of a type have a value of a field."""
    count: int = tx.value(
        "SELECT count(DISTINCT order_id) FROM order_values WHERE order_type_id = :type_id AND field = :field",
        type_id=order_type_id,
        field=field,
    )
    return count


def of_type(tx: Transaction, order_type_id: int, after_id: int, most: int) -> list[Row]:
    """Orders of a type by their numbers, after one of them."""
    return tx.all(
        """SELECT id, code, ext_code, data FROM orders WHERE order_type_id = :type_id AND id > :after_id
           ORDER BY id LIMIT :most""",
        type_id=order_type_id,
        after_id=after_id,
        most=most,
    )


def listed(
    company_id: int,
    *,
    state: str | None = None,
    order_type_id: int | None = None,
    responsible: str | None = None,
    archived: bool | None = None,
    query: str | None = None,
    conditions: Sequence[Condition] = (),
    sort_field: str | None = None,
    direction: str = "asc",
) -> tuple[str, dict[str, Any], Order]:
    """The SELECT of a company's orders, its parameters and the order in which to page it.

    responsible: an address; empty: orders nobody is responsible for. conditions and sort_field: of the fields of one type."""
    where = "o.company_id = :company_id"
    params: dict[str, Any] = {"company_id": company_id}
    wanted = {"state": state, "order_type_id": order_type_id, "archived": None if archived is None else int(archived)}
    for column, value in wanted.items():
        if value is not None:
            where, params = f"{where} AND o.{column} = :{column}", {**params, column: value}
    if responsible is not None:
        where += " AND p.email_key = :responsible" if responsible else " AND p.id IS NULL"
        params |= {"responsible": address_key(responsible)} if responsible else {}
    if query:
        where, params = f"{where} AND o.found_by LIKE :pattern ESCAPE '!'", {**params, "pattern": found_in(query)}
    for number, condition in enumerate(conditions):
        text, more = _condition(condition, number)
        where, params = f"{where} AND {text}", {**params, **more}
    if sort_field is None:
        return f"SELECT {_COLUMNS} {_JOINED} WHERE {where}", params, NEWEST_FIRST
    sql = f"SELECT {_COLUMNS}, s.sort_key {_JOINED} {_SORTED} WHERE {where}"
    order: Order = (("s.sort_key", direction, "nullable"), ("o.id", "desc"))
    return sql, {**params, "sort_field": sort_field}, order


def _condition(condition: Condition, number: int) -> tuple[str, dict[str, Any]]:
    """What a field must be as SQL, with parameters that no other condition has."""
    parts = [f"v.field = :field_{number}"]
    params: dict[str, Any] = {f"field_{number}": condition.field}
    if condition.part is not None:
        parts.append(f"v.sort_key LIKE :part_{number} ESCAPE '!'")
        params[f"part_{number}"] = f"%{like_text(condition.part)}%"
    if condition.low is not None:
        parts.append(f"v.sort_key >= :low_{number}")
        params[f"low_{number}"] = condition.low
    if condition.high is not None:
        parts.append(f"v.sort_key < :high_{number}")
        params[f"high_{number}"] = condition.high
    found = f"EXISTS (SELECT 1 FROM order_values v WHERE v.order_id = o.id AND {' AND '.join(parts)})"
    return (f"NOT {found}" if condition.without else found), params
