"""Cards that nothing is paid to any more."""

from __future__ import annotations

from store.database import Row
from store.payouts import methods
from tools.call import Call
from tools.errors import WrongState
from tools.payouts.notices import tell_blocked
from tools.payouts.rules.methods import NOUNS, after, is_usable, state_title
from tools.rules.sentences import Words, word, worded


def block_card(call: Call, row: Row, why: Words) -> None:
    """Pay nothing to a card any more, and tell its owner. why: after 'Your card 4111 ...', such as 'has expired'.

    WrongState unless it is a card that can be paid to."""
    kind, status = row["kind"], row["status"]
    if kind != "card" or not is_usable(kind, status):
        title = state_title(kind, status)
        raise WrongState(
            worded(
                "Only a verified card is blocked; this is a {nouns} in state {title} ({status}).",
                nouns=word(NOUNS[kind]),
                title=word(title),
                status=status,
            ),
            state=title,
        )
    methods.block(call.tx, row["id"], after(kind, "block", status))
    tell_blocked(call, row, why)
