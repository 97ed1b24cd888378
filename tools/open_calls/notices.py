"""Who is told of what happens to an open call, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from store.database import Row
from store.open_calls import applications
from store.types import Money, Owner, iso, utc_time
from tools.call import Call
from tools.questions import quoted
from tools.rules.names import full_name
from tools.rules.sentences import Sentence, Words, begun, say, together
from tools.telling import Record

LONGEST_WORDS = 250
LONGEST_MESSAGE = 2000

# What is said of an end, after "{call}".
_ENDS: Mapping[str, Sentence] = {
    "filled": say("{call} has found everybody it was for."),
    "cancelled": say("{call} was called off."),
    "expired": say("{call} has expired."),
}
_WHY: Mapping[str, Sentence] = {
    "sla_missed": say("Nobody was accepted in the time it gave itself."),
    "undecided": say("The time to decide is over."),
    "no_applications": say("The time to apply is over and nobody is waiting for a decision."),
}


def tell_company(
    call: Call,
    row: Row,
    kind: str,
    text: Words,
    *,
    said: str | None = None,
    figures: Mapping[str, object] | None = None,
    open_tools: Sequence[str] = (),
) -> None:
    """Tell the company of its call; its mail goes to who made it."""
    _tell(call, Owner("company", row["company_id"]), row, kind, text, said, figures, open_tools)


def tell_person(
    call: Call,
    person_id: int,
    row: Row,
    kind: str,
    text: Words,
    *,
    said: str | None = None,
    figures: Mapping[str, object] | None = None,
    open_tools: Sequence[str] = (),
) -> None:
    """Tell somebody of a call they applied for."""
    _tell(call, Owner("person", person_id), row, kind, text, said, figures, open_tools)


def named(row: Row) -> Sentence:
    """How notices speak of a call."""
    return say("open call {id} {title}", id=row["public_id"], title=quoted(row["title"]))


def tell_closed(call: Call, row: Row, decide_until: str, *, by_itself: bool) -> None:
    """It takes no further applications: those who wait are told until when, and the company when it closed by itself."""
    text = say("{call} takes no further applications. {company} decides until {until}.").using(
        call=named(row), company=quoted(row["company_name"]), until=iso(decide_until)
    )
    figures = {"status": "closed", "decide_until": iso(decide_until)}
    for application in applications.with_status(call.tx, row["id"], applications.LIVE):
        tell_person(call, application["person_id"], row, "open_call_ended", text, figures=figures)
    if by_itself:
        tell_company(call, row, "open_call_ended", text, figures=figures)


def tell_ended(
    call: Call, row: Row, to: str, reason: str | None, released: Money, live: Iterable[Row], said: str | None
) -> None:
    """A call has ended: everybody who waited hears that they were not taken, the company what went back when it ended by itself."""
    what: Words = _ENDS[to].using(call=named(row))
    if reason is not None and reason in _WHY:
        what = together(what, _WHY[reason])
    figures = {"status": to, **({"reason": reason} if reason else {})}
    theirs = together(what, say("Your application was not taken."))
    for application in live:
        tell_person(call, application["person_id"], row, "open_call_ended", theirs, said=said, figures=figures)
    if call.caller.company_id == row["company_id"]:
        return
    back = say("{amount} are free again.", amount=str(released)) if released else None
    tell_company(
        call,
        row,
        "open_call_ended",
        together(what, back),
        figures={**figures, "released": str(released)},
        open_tools=("create_open_call",),
    )


def tell_lapsed(call: Call, row: Row, application: Row) -> None:
    """An application counts no longer, as it was not sent again for the new terms."""
    text = say("The terms of {call} had changed and your application was not sent again; it is withdrawn.")
    tell_person(call, application["person_id"], row, "open_call_ended", text.using(call=named(row)))


def tell_terms(call: Call, row: Row, changed: Sequence[str], until: str) -> int:
    """The terms are others: whoever applied has to send their application again; how many were told. Drafts that nobody sent
    are not counted, as the company knows nothing of them."""
    text = say(
        "The terms of {call} changed: {fields}. Your application counts again once you send it again, until {until}."
    )
    text = text.using(call=named(row), fields=_listed(changed), until=iso(until))
    live = applications.with_status(call.tx, row["id"], applications.LIVE)
    for application in live:
        figures = {"changed": sorted(changed), "send_again_by": iso(until)}
        tell_person(call, application["person_id"], row, "open_call_decided", text, figures=figures)
    return sum(application["status"] != "unsent" for application in live)


def tell_shortlisted(call: Call, row: Row, application: Row) -> None:
    text = say("{company} keeps your application for {call} in view.")
    text = text.using(company=quoted(row["company_name"]), call=named(row))
    tell_person(call, application["person_id"], row, "open_call_decided", text, figures={"status": "shortlisted"})


def tell_refused(call: Call, row: Row, application: Row, said: str | None) -> None:
    text = say("{company} did not take your application for {call}.")
    text = text.using(company=quoted(row["company_name"]), call=named(row))
    tell_person(
        call, application["person_id"], row, "open_call_decided", text, said=said, figures={"status": "refused"}
    )


def tell_accepted(
    call: Call, row: Row, application: Row, price: Money, work: tuple[str, int], said: str | None
) -> None:
    """Somebody was taken: what came of it, and how to start."""
    text = say("{company} takes you for {call} at {amount}: {work}. {start}").using(
        company=quoted(row["company_name"]),
        call=named(row),
        amount=str(price),
        work=say("task {id}", id=work[1]) if work[0] == "task" else say("work order {id}", id=work[1]),
        start=say("How to start stands there.") if row["start_instructions"] else say("It is yours to begin."),
    )
    next = ("start_task",) if work[0] == "task" else ("set_work_order_eta",)
    figures = {"status": "accepted", "agreed_price": str(price), f"{work[0]}_id": work[1]}
    tell_person(
        call, application["person_id"], row, "open_call_decided", text, said=said, figures=figures, open_tools=next
    )


def tell_instructions(call: Call, row: Row, person_id: int, words: str) -> None:
    """How to start has changed, for somebody who was accepted."""
    text = say("{company} has written anew how to start on {call}.")
    text = text.using(company=quoted(row["company_name"]), call=named(row))
    tell_person(call, person_id, row, "open_call_decided", text, said=words, figures={"status": "accepted"})


def person_name(application: Row) -> str:
    return full_name(application["first_name"], None, application["last_name"])


def _listed(names: Sequence[str]) -> Words:
    return together(*(Sentence(name.replace("_", " ")) for name in sorted(names)), between=", ")


def _tell(
    call: Call,
    owner: Owner,
    row: Row,
    kind: str,
    text: Words,
    said: str | None,
    figures: Mapping[str, object] | None,
    open_tools: Sequence[str],
) -> None:
    words = say("They write: {words}", words=quoted(said, LONGEST_WORDS)) if said else None
    rest = said is not None and len(said) > LONGEST_WORDS
    starts = row["start_at"] or row["deadline"]
    call.tell(
        owner,
        kind,
        begun(together(text, words)),
        record=Record("open_call", row["id"], row["title"]),
        starts_at=utc_time(starts) if starts else None,
        figures=figures,
        responsible=Owner(row["creator_type"], row["creator_id"]) if owner.kind == "company" else None,
        body=say("All of what they write: {words}", words=quoted(said, LONGEST_MESSAGE)) if rest else None,
        open_tools=open_tools,
    )
