"""What is wrong with a new password."""

from __future__ import annotations


def password_faults(password: str | None, again: str | None, again_field: str = "confirm_password") -> dict[str, str]:
    """What is wrong with a new password and its repetition, by field."""
    if password is None:
        return {} if again is None else {"password": f"is required with {again_field}"}
    if again is None:
        return {again_field: "is required with password"}
    return {} if password == again else {again_field: "differs from password"}
