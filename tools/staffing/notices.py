"""What is told of requests for people: to who put them in, and in the feed of changes."""

from __future__ import annotations

from store.database import Row
from store.types import Owner
from tools.call import Call
from tools.questions import quoted
from tools.rules.sentences import Sentence, say
from tools.telling import Record


def tell_creator(call: Call, inquiry: Row, text: Sentence, position: Row | None = None) -> None:
    """Tell whoever put it in what somebody else of the company did. text: with a place for the {inquiry}, and one for the
    {position} where it is about one."""
    creator = Owner(inquiry["created_by_type"], inquiry["created_by_id"])
    record = Record("inquiry", inquiry["id"], inquiry["title"])
    text = text.using(inquiry=say("inquiry {id} {title}", id=inquiry["id"], title=quoted(inquiry["title"])))
    if position is not None:
        name = say("Position {id} {title}", id=position["id"], title=quoted(position["title"]))
        text = text.using(position=name)
    call.tell(creator, "inquiry_step", text, record=record)


def note_changed(call: Call, inquiry_id: int, stage: str) -> None:
    """Append to the feed that an inquiry or one of its positions is different. stage: the inquiry's by now."""
    call.change("inquiry.changed", ("inquiry", inquiry_id), company_id=call.caller.company_id, data={"state": stage})
