"""The mail with a code for signing in."""

from __future__ import annotations

from tools.call import Call
from tools.rules.unproven_mail import quote


def mail_sign_in_code(call: Call, email: str, code: str) -> None:
    call.mail(
        email,
        "Your sign-in code",
        f"{code} is your code for signing in. It is valid for 10 minutes.\n"
        "Never give it to anybody who asks you for it. If you did not ask for it, ignore this mail.",
    )


def mail_founding_code(call: Call, email: str, code: str, company: str) -> None:
    """company: as the founder typed it, one line."""
    call.mail(
        email,
        "Confirm your new company",
        f"{code} is your code for signing in. It is valid for 10 minutes. Signing in with it founds this company, with you "
        f"as its admin:\n{quote(company)}\n"
        "Never give the code to anybody who asks you for it. If you did not ask for it, ignore this mail: nothing is "
        "founded then.",
    )
