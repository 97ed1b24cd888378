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
    "JPEG, PNG, GIF or WebP": "JPEG, PNG, GIF или WebP",
    "MP4, MOV, WebM, Matroska, 3GP or AVI": "MP4, MOV, WebM, Matroska, 3GP или AVI",
    "PDF, Word, Excel, PowerPoint, OpenDocument, RTF or plain text (UTF-8)": (
        "PDF, Word, Excel, PowerPoint, OpenDocument, RTF или простой текст (UTF-8)"
    ),
    "user {id}": "пользователь {id}",
}
