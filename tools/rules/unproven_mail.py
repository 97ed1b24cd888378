"""What a mail to an address that somebody else typed may say, to whom it counts, and how many may go out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from tools.rules.quotation import cut, in_quotes
from tools.rules.sentences import ENGLISH, Sentence, Words, read, worded

Kind = Literal[
    "booking_code",
    "freelancer_invitation",
    "company_invitation",
    "founding_code",
    "contact_code",
    "new_contact",
    "step_done",
]
# Kinds that count at an address apart from all others: what strangers send there must not keep its owner from asking for it.
OWN_BUDGET: frozenset[Kind] = frozenset({"founding_code"})
LONGEST_NAME = 60
LONGEST_NOTE = 200
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many mails may go out: to an address in a day, by a sender in a day, from an origin in an hour, in all in a day."""

    address: int
    sender: int
    origin: int
    in_all: int


# Of callers who are not signed in, and of the others. Whoever used a code that was mailed to an address knows this hall.
# Whether an address has an account makes no difference, since by that anybody could find out.
STRANGERS = Limits(address=1, sender=500, origin=5, in_all=500)
SIGNED_IN = Limits(address=1, sender=50, origin=100, in_all=5000)
KNOWN_ADDRESS = 5
# That something ends is the last they hear of it, so it goes out when there were a few already.
ENDING = 10
FULL = worded("this address takes no more such mail today")


@dataclass(frozen=True, slots=True)
class Sent:
    """What has gone out already, in the spans of Limits."""

    to_address: int
    by_sender: int
    from_origin: int
    in_all: int


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject and text of one kind of mail. The subject is ours alone; the text takes what others wrote quoted."""

    subject: str
    text: str


WORDINGS: Mapping[Kind, Wording] = {
    "booking_code": Wording(
        "The code for your booking",
        "{code} confirms a booking that was asked for with this address: {label}, on {when}.\n"
        "Pass it to confirm_guest_booking with event_id {event_id} by {until}; until then nothing is booked.\n"
        "If you did not ask for it, do nothing: the time is free again by itself.",
    ),
    "freelancer_invitation": Wording(
        "An invitation to work as a freelancer",
        "The company {company} would like to give you work and has prepared an account for you.\n\n"
        "Your invite (valid for 30 days, usable once):\n{token}\n\n"
        "Take it up with confirm_freelancer_registration and this invite_token: confirm your details and accept the\n"
        "offer agreement, which get_agreement shows. If you do not know the company, ignore this mail.",
    ),
    "company_invitation": Wording(
        "An invitation to join a company",
        "{inviter} asks {name} to become {role} of the company {company}.\n\n"
        "Your invitation (valid for 14 days, usable once):\n{token}\n\n"
        "Accept it with accept_company_invitation or turn it down with decline_company_invitation. Nothing happens\n"
        "before you accept. If you do not know these people, ignore this mail.",
    ),
    "founding_code": Wording(
        "Confirm your new company",
        "{code} is your code for signing in. It is valid for 10 minutes. Signing in with it founds the company {company},\n"
        "with you as its admin. Never give the code to anybody who asks you for it. If you did not ask for it, ignore\n"
        "this mail: nothing is founded then.",
    ),
    "contact_code": Wording(
        "Code to change your contact",
        "{code} is the code to change how you are reached to {new}. It is valid for 10 minutes. Not you? Ignore it.",
    ),
    "new_contact": Wording("Your new address", "{said}\nIf you did not ask for it, ignore this mail."),
    "step_done": Wording(
        "A step of a work order is done",
        "Step {task} of work order {order} {title} of the company {company} is complete since {at}: {step}.\n"
        "Marked by {who}. The company gave this address to be told of it.",
    ),
}


def written(
    kind: Kind, quoted: Mapping[str, str | None], ours: Mapping[str, Words], language: str = ENGLISH
) -> tuple[str, str]:
    """Subject and text of a mail: our sentences, with what others wrote quoted, and what we made (codes, moments) as it is."""
    values = {
        name: quote(text or "", LONGEST_NOTE if name == "note" else LONGEST_NAME) for name, text in quoted.items()
    }
    wording = WORDINGS[kind]
    return read(Sentence(wording.subject), language), read(Sentence(wording.text, {**values, **ours}), language)


def quote(text: str, longest: int = LONGEST_NAME) -> str:
    """Other people's words in quotation marks: one line, cut, with nothing in them a mail program makes a link of."""
    line = _plain_line(text)
    return in_quotes(_defused(cut(line, longest))) if line else worded("(nothing)")


def linkless(text: str) -> str:
    """Other people's words on one line, with nothing in them a mail program makes a link of."""
    return _defused(_plain_line(text))


def _plain_line(text: str) -> str:
    # Where something was cut before shows as it did.
    line = unicodedata.normalize("NFKC", text).replace("...", "…")
    line = " ".join("".join(_shown(character) for character in line).split())
    return _without_schemes(line).strip()


def _defused(line: str) -> str:
    return _DOT.sub("[.]", line).replace("@", "[at]").translate(_BRACKETS)


def counted_address(address: str) -> str:
    """What an address counts as: the mailbox behind it, whatever tag is added and however it is written."""
    local, _, domain = unicodedata.normalize("NFKC", address.strip()).casefold().rpartition("@")
    local = local.partition("+")[0] or local
    if domain in ("gmail.com", "googlemail.com"):
        return f"{local.replace('.', '')}@gmail.com"
    return f"{local}@{domain}"


def why_not(
    limits: Limits, sent: Sent, *, knows_us: bool, stopped: bool, counts_origin: bool, ends: bool = False
) -> str | None:
    """Why another mail may not go out now; None when it may.

    One sentence for an address that is full and for one that wants no mail: who asks learns neither. ends: something that
    was mailed about ends, and of that they hear whoever sent how much."""
    most = ENDING if ends else KNOWN_ADDRESS if knows_us else limits.address
    if stopped or sent.to_address >= most:
        return FULL
    if ends:
        return None
    if sent.by_sender >= limits.sender:
        return worded(
            "you have caused {count} mails to such addresses in 24 hours, the most allowed", count=limits.sender
        )
    if counts_origin and sent.from_origin >= limits.origin:
        return worded(
            "{count} mails to such addresses were caused from your network address within the hour, the most allowed",
            count=limits.origin,
        )
    if sent.in_all >= limits.in_all:
        return worded("this hall sends no more mail to such addresses today")
    return None


# A dot or what a browser takes for one, unless a blank or the end follows.
# Not one in brackets already: what quotes this was quoted before.
_DOT = re.compile(r"(?:(?<!\[)[.\u3002\uff61\u2024]|[.\u3002\uff61\u2024](?!\]))(?=\S)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.\-]*:/+|\b(?:mailto|tel|sms|data|javascript|file):|/{2,}|\\{2,}", re.IGNORECASE)
_BRACKETS = str.maketrans("<>", "()")


def _without_schemes(line: str) -> str:
    """Taken off again and again, so that none is left by taking one off."""
    while (less := _SCHEME.sub("", line)) != line:
        line = less
    return line


def _shown(character: str) -> str:
    """The character; a blank for line breaks and other controls; nothing for what is not seen."""
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if category in ("Cf", "Cs", "Co", "Cn") else character
