"""What is told of requests for people: to who put them in, and in the feed of changes."""

from __future__ import annotations

from store.database import Row
from store.types import Owner
from tools.call import Call
from tools.questions import quoted
from tools.telling import Record


def tell_creator(call: Call, inquiry: Row, text: str) -> None:
    """Tell whoever put it in what somebody else of the company did. text: before its name, 'Position 3 was added to'."""
    creator = Owner(inquiry["created_by_type"], inquiry["created_by_id"])
    record = Record("inquiry", inquiry["id"], inquiry["title"])
    call.tell(creator, "inquiry_step", f"{text} inquiry {inquiry['id']} {quoted(inquiry['title'])}.", record=record)


def note_changed(call: Call, inquiry_id: int, stage: str) -> None:
    """Append to the feed that an inquiry or one of its positions is different. stage: the inquiry's by now."""
    call.change("inquiry.changed", ("inquiry", inquiry_id), company_id=call.caller.company_id, data={"state": stage})
