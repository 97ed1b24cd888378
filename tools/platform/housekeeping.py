"""What is let go once nobody can need it."""

from __future__ import annotations

from datetime import timedelta

from store.calls.consents import forget_spent
from store.calls.outbox import forget_events, forget_mailbox
from store.calls.repeats import forget_answers
from store.calls.unproven_mail import forget_mails
from store.people.persons import plain_authenticators
from store.telling.inbox import forget_changes, forget_old
from store.types import utc_text
from tools.call import Call
from tools.operation import scheduled
from tools.people.second_factor import seal_again
from tools.rules.unproven_mail import DAY

YES_LASTS = timedelta(minutes=10)


@scheduled(every=600)
def forget_spent_consents(call: Call) -> int:
    """Drop the yeses that were spent and are too old to be tried again."""
    return forget_spent(call.tx, utc_text(call.now - YES_LASTS))


KEY_LASTS = timedelta(days=30)


@scheduled(every=600)
def forget_old_keys(call: Call) -> int:
    """Drop the answers kept under keys that are 30 days old; the same call under such a key is a new one."""
    return forget_answers(call.tx, utc_text(call.now - KEY_LASTS))


SENT_STAYS = timedelta(days=1)
FAILED_STAYS = timedelta(days=7)
MAILBOX_STAYS = timedelta(days=7)


@scheduled(every=600)
def forget_sent(call: Call) -> int:
    """Drop what was delivered a day ago, and what was given up a week ago: until then somebody may look for the fault."""
    sent = forget_events(call.tx, "done", call.now - SENT_STAYS)
    return sent + forget_events(call.tx, "dead", call.now - FAILED_STAYS)


@scheduled(every=600)
def forget_local_mail(call: Call) -> int:
    """Drop the messages of the local mailbox that are a week old."""
    return forget_mailbox(call.tx, call.now - MAILBOX_STAYS)


@scheduled(every=600)
def forget_mail_counts(call: Call) -> int:
    """Drop the count of mails to unproven addresses that no limit reaches back to."""
    return forget_mails(call.tx, call.now - DAY)


NOTICES_STAY = timedelta(days=365)
CHANGES_STAY = timedelta(days=30)
MOST_AT_ONCE = 200


@scheduled(every=600)
def forget_notices(call: Call) -> int:
    """Drop notices that are a year old, with who read them and what went out of them."""
    return forget_old(call.tx, call.now - NOTICES_STAY, MOST_AT_ONCE)


@scheduled(every=600)
def forget_old_changes(call: Call) -> int:
    """Drop changes that are 30 days old: whoever followed them so long ago reads the lists anew."""
    return forget_changes(call.tx, call.now - CHANGES_STAY)


@scheduled(every=600)
def seal_authenticators(call: Call) -> int:
    """Seal secrets of authenticator apps that were stored before they were sealed."""
    rows = plain_authenticators(call.tx, 200)
    for row in rows:
        seal_again(call, row)
    return len(rows)
