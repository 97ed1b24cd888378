"""Refusals and questions: what records are called in them, of whatever part, each in the nominative."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "event {id} '{label}'": "событие {id} '{label}'",
    "calendar {id} '{label}'": "календарь {id} '{label}'",
    "Calendar {id} '{label}'": "Календарь {id} '{label}'",
    "schedule {id} '{label}'": "расписание {id} '{label}'",
    "Schedule {id} '{label}'": "Расписание {id} '{label}'",
    "contract {id} {label}": "договор {id} {label}",
    "Contract {id} {label}": "Договор {id} {label}",
    "task {id} '{title}'": "задание {id} '{title}'",
    "person {id} {name}": "пользователь {id} {name}",
    "{status}: {finer}": "{status}: {finer}",
    "person {id}": "пользователь {id}",
}
