"""What people are mailed about companies: our own words, with other people's quoted."""

from __future__ import annotations

from store.database import Row
from tools.call import Call
from tools.rules.names import full_name
from tools.text import quoted


def mail_invitation(call: Call, invitation: Row, token: str) -> None:
    """invitation: with company_name and the inviter's names."""
    inviter = full_name(invitation["inviter_name"], None, invitation["inviter_last_name"])
    role = "an admin" if invitation["role"] == "admin" else "a member"
    call.mail(
        invitation["email"],
        "Invitation to a company",
        f"You are invited to become {role} of a company here. Nothing happens unless you agree.\n"
        f"The company calls itself {quoted(invitation['company_name'])}; the invitation is from {quoted(inviter)}, "
        f"and addressed to {quoted(invitation['name'])}.\n"
        f"To agree, pass this token to accept_company_invitation, to refuse to decline_company_invitation: {token}\n"
        "It is valid for 14 days. If you do not know these people, ignore this mail.",
    )
