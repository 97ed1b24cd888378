"""What people are mailed about companies."""

from __future__ import annotations

from store.database import Row
from tools.call import Call
from tools.rules.names import full_name
from tools.unproven_mail import mail_unproven


def mail_invitation(call: Call, invitation: Row, token: str) -> str | None:
    """None when it goes out, else why it does not. invitation: with company_name and the inviter's names."""
    words = {
        "company": invitation["company_name"],
        "inviter": full_name(invitation["inviter_name"], None, invitation["inviter_last_name"]),
        "name": invitation["name"],
    }
    role = "an admin" if invitation["role"] == "admin" else "a member"
    return mail_unproven(call, invitation["email"], "company_invitation", words, {"role": role, "token": token})
