"""A contract on paper: its terms, who belongs to it, who is paid for what, and who agreed to it when."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from tools.contracts.paper.parts import Column, facts, figure, foot, said_of_missing, table, text_of
from tools.contracts.paper.pdf import About, made_pdf
from tools.contracts.paper.sheets import (
    ACCENT,
    HEADING,
    LEFT,
    RIGHT,
    SMALL,
    Block,
    Pen,
    Style,
    draw_pages,
    gap,
    lines_of,
)
from tools.contracts.rules.documents import CEILING, ContractPaper, PaperParticipant
from tools.text import one_line, visible

_TITLE = Style(20, color=ACCENT)
_LABEL = Style(13, bold=True)


def render_contract(paper: ContractPaper) -> bytes:
    """The contract as PDF/A-3, as it stands at paper.as_of: the same state is the same bytes. NoPaper without the extra."""
    title = f"Contract {paper.id}"
    label = one_line(paper.label)
    made = paper.as_of.astimezone(ZoneInfo(paper.timezone))
    about = About(f"{title}: {label}", "Hiring Hall", paper.language, made)
    return made_pdf(about, visible(text_of(paper)), lambda pdf: _draw(pdf, paper, title))


def _draw(pdf: Any, paper: ContractPaper, title: str) -> None:
    pen = Pen(pdf)
    blocks = [
        *lines_of(pen, title, _TITLE),
        gap(2),
        *lines_of(pen, one_line(paper.label), _LABEL),
        gap(5),
        facts(pen, _facts_of(paper), x=LEFT, width=RIGHT - LEFT, label=42),
        *_described(pen, paper),
        *_members(pen, paper),
        *_participants(pen, paper),
        *_settings(pen, paper),
        *_acceptances(pen, paper),
        gap(6),
        *lines_of(pen, _of_when(paper), SMALL),
        *said_of_missing(pen, visible(text_of(paper))),
    ]
    draw_pages(pdf, blocks, foot(one_line(paper.label), title))


def _of_when(paper: ContractPaper) -> str:
    said = f"As it stood at {_moment(paper.as_of, paper.timezone)}, time zone {paper.timezone}."
    if paper.left_out:
        said += f" Left out for whoever may not see it: {', '.join(paper.left_out)}."
    return said


def _facts_of(paper: ContractPaper) -> list[tuple[str, str]]:
    facts = {
        "State": paper.state,
        "Begins": _moment(paper.start, paper.timezone) if paper.start else "at once",
        "Ends": _moment(paper.end, paper.timezone) if paper.end else "open",
        "Time zone": paper.timezone,
        "Currency": paper.currency,
        "Made": _moment(paper.created, paper.timezone),
    }
    if CEILING not in paper.left_out:
        amount = f"{figure(paper.amount.amount, paper.currency)} {paper.currency}" if paper.amount else "no bound"
        facts["Most that is paid in all"] = amount
    return list(facts.items())


def _described(pen: Pen, paper: ContractPaper) -> list[Block]:
    text = visible(paper.description).strip()
    return [*_heading(pen, "What is to be done"), *lines_of(pen, text)] if text else []


def _members(pen: Pen, paper: ContractPaper) -> list[Block]:
    rows = [(one_line(member.name), member.role) for member in paper.members]
    columns = (Column("Name", share=3), Column("Role", share=2))
    return [*_heading(pen, "Members"), *table(pen, columns, rows)] if rows else []


def _participants(pen: Pen, paper: ContractPaper) -> list[Block]:
    rows = [_participant(one, paper.currency) for one in paper.participants]
    columns = (
        Column("Name", share=3),
        Column("Work", share=2),
        Column("State"),
        Column("Terms", "R"),
        Column("Weekly limit", "R"),
        Column(f"Price per hour, {paper.currency}", "R"),
    )
    return [*_heading(pen, "Who is paid for work"), *table(pen, columns, rows)] if rows else []


def _participant(one: PaperParticipant, currency: str) -> tuple[str, ...]:
    limit = f"{one.weekly_limit} h" if one.weekly_limit is not None else "none"
    price = figure(one.price.amount, currency) if one.price is not None else "none"
    rate = ("not shown", "not shown") if one.hides_rate else (limit, price)
    return (one_line(one.name), one_line(one.role), one.state, f"version {one.terms_version}", *rate)


def _settings(pen: Pen, paper: ContractPaper) -> list[Block]:
    rows = [(name, one_line(value)) for name, value in paper.settings]
    columns = (Column("Agreed besides", share=2), Column("", share=3))
    return [gap(6), *table(pen, columns, rows)] if rows else []


def _acceptances(pen: Pen, paper: ContractPaper) -> list[Block]:
    rows = [
        (one_line(one.role), one.what, one_line(one.proposed_by), one_line(one.name), _moment(one.at, paper.timezone))
        for one in paper.acceptances
    ]
    columns = (
        Column("Work", share=2),
        Column("What", share=2),
        Column("Proposed by", share=2),
        Column("Agreed by", share=2),
        Column("At", "R"),
    )
    heading = _heading(pen, "What was agreed")
    return (
        [*heading, *table(pen, columns, rows)] if rows else [*heading, *lines_of(pen, "Nobody has agreed to it yet.")]
    )


def _heading(pen: Pen, text: str) -> list[Block]:
    return [gap(7), *(Block(one.height, one.draw, keep=True) for one in lines_of(pen, text, HEADING)), gap(1.5)]


def _moment(at: datetime, zone: str) -> str:
    return at.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
