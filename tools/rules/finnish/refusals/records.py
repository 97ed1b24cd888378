"""Refusals and questions: what records are called in them, of whatever part, each in the nominative."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "event {id} '{label}'": "tapahtuma {id} '{label}'",
    "calendar {id} '{label}'": "kalenteri {id} '{label}'",
    "Calendar {id} '{label}'": "Kalenteri {id} '{label}'",
    "schedule {id} '{label}'": "aikataulu {id} '{label}'",
    "Schedule {id} '{label}'": "Aikataulu {id} '{label}'",
    "contract {id} {label}": "sopimus {id} {label}",
    "Contract {id} {label}": "Sopimus {id} {label}",
    "task {id} '{title}'": "tehtävä {id} '{title}'",
    "person {id} {name}": "käyttäjä {id} {name}",
    "{status}: {finer}": "{status}: {finer}",
    "person {id}": "käyttäjä {id}",
    "JPEG, PNG, GIF or WebP": "JPEG, PNG, GIF tai WebP",
    "MP4, MOV, WebM, Matroska, 3GP or AVI": "MP4, MOV, WebM, Matroska, 3GP tai AVI",
    "PDF, Word, Excel, PowerPoint, OpenDocument, RTF or plain text (UTF-8)": (
        "PDF, Word, Excel, PowerPoint, OpenDocument, RTF tai pelkkä teksti (UTF-8)"
    ),
    "user {id}": "käyttäjä {id}",
}
