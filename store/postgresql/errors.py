"""What PostgreSQL says when it cannot, in the store's own words."""

from __future__ import annotations

from psycopg import Error, errors

from store.database import IntegrityError, StoreUnavailable


class Lost(errors.OperationalError):
    """The connection is lost: what was not committed has not happened."""


class StatementForgotten(errors.OperationalError):
    """A statement that the server kept is there no longer, or no longer fits the schema."""


# Two units stood in each other's way, or the way to ask has to be found anew: the whole unit is done again.
AGAIN = (errors.SerializationFailure, errors.DeadlockDetected, StatementForgotten)

_REASONS = {
    "25006": "readonly",
    "42501": "rights",
    "53100": "full",
    "53200": "busy",
    "53300": "crowded",
    "55P03": "busy",
    "57014": "deadline",
    "57P01": "gone",
    "57P02": "gone",
    "57P03": "gone",
    "58030": "full",
    "XX001": "broken",
    "XX002": "broken",
}


def translated(error: BaseException, unique: dict[str, str]) -> BaseException:
    """The store's own word for what the server says; other errors as they are.

    unique: the columns of each unique index by its name, for the text of what was there already."""
    if not isinstance(error, Error):
        return error
    if isinstance(error, errors.IntegrityError):
        return _caused(IntegrityError(_broken_rule(error, unique)), error)
    reason = _REASONS.get(error.sqlstate or "")
    if reason is None and (error.sqlstate or "08").startswith("08") and isinstance(error, errors.OperationalError):
        reason = "gone"
    return _caused(StoreUnavailable(reason, _said(error)), error) if reason else error


def unavailable(error: BaseException, unique: dict[str, str]) -> BaseException:
    """The same where a unit ends: what it was tried anew for in vain is the store's own too."""
    return _caused(StoreUnavailable("busy"), error) if isinstance(error, AGAIN) else translated(error, unique)


def is_lost(error: BaseException) -> bool:
    """Whether a unit ended because its connection did."""
    return isinstance(error, Lost) or isinstance(error.__cause__, Lost)


def _said(error: Error) -> str:
    """What the server or the library says, on one line. Neither says a password."""
    return " ".join((error.diag.message_primary or str(error)).split())[:300]


def _broken_rule(error: errors.IntegrityError, unique: dict[str, str]) -> str:
    """Which rule a row would have broken, as SQLite says it."""
    said = error.diag
    if isinstance(error, errors.UniqueViolation):
        return f"UNIQUE constraint failed: {unique.get(said.constraint_name or '', said.constraint_name)}"
    if isinstance(error, errors.ForeignKeyViolation):
        return "FOREIGN KEY constraint failed"
    if isinstance(error, errors.NotNullViolation):
        return f"NOT NULL constraint failed: {said.table_name}.{said.column_name}"
    if isinstance(error, errors.CheckViolation):
        return f"CHECK constraint failed: {said.constraint_name}"
    return said.message_primary or str(error)


def _caused(told: BaseException, error: BaseException) -> BaseException:
    told.__cause__ = error
    return told
