"""What is checked of a position before it is stored."""

from __future__ import annotations

from collections.abc import Iterator

from store.types import Money
from tools.call import Call
from tools.rules.sentences import told_by
from tools.staffing.access import company_currency
from tools.staffing.rules.inquiries import service_fault
from tools.staffing.shapes import PositionInput
from tools.text import plain


def position_faults(call: Call, hire: PositionInput) -> Iterator[tuple[str, str]]:
    """What is wrong with a new position beyond its types; a start in the past is only warned of."""
    if fault := service_fault(hire["job_start"], hire["job_end"], call.now):
        yield fault
    elif hire["job_start"] < call.now:
        call.warn(f"The position '{plain(hire['title'])}' starts in the past.")
    try:
        Money.of(hire["budget"], hire.get("currency") or company_currency(call))
    except ValueError as error:
        yield "budget", told_by(error)
