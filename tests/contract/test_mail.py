"""Mail goes to proven addresses, or through the one function for all others."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tests.contract.test_layers import place, sources

# Where call.mail is called, and why the address may be written to: it is proven, or somebody has just given it as their own,
# and then the words are ours alone. To any other address mail goes through tools/unproven_mail.py.
REASONS = {
    "tools/unproven_mail.py:mail_unproven": "the function itself",
    "tools/people/sign_in_codes.py:mail_sign_in_code": "an account's address, or one given to join with; our words only, and "
    "codes are few an hour for an address, a network address and the hall",
    "tools/people/new_address.py:_mail_code": "the address somebody wants to sign in with, after they proved to be the "
    "owner of the account, ten an hour; and word to the account's own; our words only",
    "tools/people/contact_changes.py:request_contact_code": "only where the address is proven",
    "tools/agents/registration.py:_mail_code": "a code to the address an agent is registered with; our words only, and codes "
    "are few an hour",
    "tools/work_orders/steps.py:_mail_alert": "only to members of the company, who proved it; others by mail_unproven",
    "tools/payouts/documents/archives.py:_mail": "only where the address is proven",
    "tools/freelancers/contacts.py:request_freelancer_contact_change": "only where the address is proven",
}


def mailing(tree: ast.Module) -> Iterator[str]:
    """The functions of a module that call call.mail."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "mail":
                    yield function.name


def test_whoever_is_mailed_asked_for_it_or_it_goes_through_the_one_function() -> None:
    found = {
        f"{place(file)}:{name}"
        for file in sources("tools", 150)
        for name in mailing(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert len(found) >= 5, f"only {len(found)} places that mail: mend where this guard looks"
    assert not found - REASONS.keys(), (
        f"{sorted(found - REASONS.keys())}: use mail_unproven, or say here why the address is proven or asked for it"
    )
    assert not REASONS.keys() - found, f"{sorted(REASONS.keys() - found)} mail no more: take them out"


def test_nothing_puts_mail_into_the_outbox_by_another_way() -> None:
    posting = re.compile(r"(call|self|act)\.post\(")
    wrong = [
        f"{place(file)} posts by itself"
        for package in ("tools", "store")
        for file in sources(package, 30)
        if place(file) not in POSTING and (posting.search(file.read_text()) or 'insert("outbox"' in file.read_text())
    ]
    assert not wrong


# call.post: the call itself, notices, which mail whoever they tell, and what goes to outside calendars and is no mail.
POSTING = {
    "tools/call.py", "tools/notice_sending.py", "tools/scheduling/links/consent_ends.py", "tools/scheduling/links/exports.py",
}  # fmt: skip
