"""What PostgreSQL says when it cannot, in the store's own words."""

from __future__ import annotations

from psycopg import Error, errors

from store.database import IntegrityError, StoreUnavailable

# Two units stood in each other's way: the whole unit is done again.
AGAIN = (errors.SerializationFailure, errors.DeadlockDetected)

_REASONS = {
    "25006": "readonly",
    "53100": "full",
    "53200": "busy",
    "53300": "busy",
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
    return _caused(StoreUnavailable(reason), error) if reason else error


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


def _caused(told: BaseException, error: Error) -> BaseException:
    told.__cause__ = error
    return told
