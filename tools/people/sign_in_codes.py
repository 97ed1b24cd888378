"""The mail with a code for signing in."""

from __future__ import annotations

from tools.call import Call
from tools.rules.sentences import say


def mail_sign_in_code(call: Call, email: str, code: str, language: str) -> None:
    call.mail(
        email,
        say("Your sign-in code"),
        say(
            "{code} is your code for signing in. It is valid for 10 minutes.\n"
            "Never give it to anybody who asks you for it. If you did not ask for it, ignore this mail.",
            code=code,
        ),
        language,
    )
