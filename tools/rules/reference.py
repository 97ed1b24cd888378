"""Lists that never change: kinds of deadline, tax statuses and languages."""

from __future__ import annotations

from typing import NamedTuple


class DeadlineType(NamedTuple):
    id: int
    code: str
    title: str
    effect: str


DEADLINE_TYPES = (
    DeadlineType(
        1,
        "SOFT",
        "Soft deadline",
        "When it passes the task keeps its state, is shown as overdue and both sides are notified. The freelancer may "
        "still deliver; the company may still reject the task or change its date with request_task_changes.",
    ),
    DeadlineType(
        2,
        "HARD",
        "Hard deadline",
        "When it passes while the task is unconfirmed or in progress, the task moves by itself to client approval "
        "(14): the company extends it with extend_task_deadline or cancels it with reject_task.",
    ),
)


class TaxStatus(NamedTuple):
    id: int
    code: str
    title: str


NOT_SET, NATURAL, SELF_EMPLOYED, SOLE_PROPRIETOR = 0, 1, 3, 4
TAX_STATUSES = (
    TaxStatus(NATURAL, "NATURAL", "Natural person"),
    TaxStatus(SELF_EMPLOYED, "SELF_EMPLOYED", "Self employed person"),
    TaxStatus(SOLE_PROPRIETOR, "SOLE_PROPRIETOR", "Individual entrepreneur"),
)


class Language(NamedTuple):
    code: str
    title: str


LANGUAGES = (Language("EN", "English"), Language("FI", "Finnish"), Language("RU", "Russian"))
