"""The mail with a code for signing in."""

from __future__ import annotations

from tools.call import Call


def mail_sign_in_code(call: Call, email: str, code: str) -> None:
    call.mail(
        email,
        "Your sign-in code",
        f"{code} is your code for signing in. It is valid for 10 minutes.\n"
        "Never give it to anybody who asks you for it. If you did not ask for it, ignore this mail.",
    )
