"""Refusals and questions: scheduling rules."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "must lie ahead, by at most {most_days} days": "должно быть в будущем, не дальше чем через {most_days} дн.",
    "is later than until": "позже, чем until",
    "it has ended already; nothing changes": "она уже завершена; ничего не меняется",
    "it is disputed; both sides agree on amount or state": (
        "по ней есть спор; обе стороны договариваются о сумме или состоянии"
    ),
    "it is completed and closed: too late": "она выполнена и закрыта: слишком поздно",
    "it took place; only the one who pays can send it back": (
        "она состоялась; вернуть её может только тот, кто платит"
    ),
    "needs a date as well, or a full moment with offset": (
        "нужна ещё и дата (date) или полный момент со смещением от UTC"
    ),
    "give duration or end as well": "укажите ещё duration или end",
    "must be after the start, {start}": "должно быть позже начала: {start}",
    "{minutes} minutes disagree with the end {given}; give one": (
        "{minutes} мин не сходится с концом {given}; укажите что-то одно"
    ),
    "a time of day needs a date": "к времени дня нужна дата",
    "needs a start": "нужно начало (start)",
    "says which calendars are checked; needed with checks = listed": (
        "говорит, какие календари проверяются; нужно при checks = listed"
    ),
    "must be a list": "должно быть списком",
    "has {count} items; at most {most}": "элементов {count}; не больше {most}",
    "must be a whole number from {low} to {high}": "должно быть целым числом от {low} до {high}",
    "must be one of {choices}": "должно быть одним из: {choices}",
    "must be a text of 1 to {most} characters": "должен быть текст от 1 до {most} символов",
    "must be an object with {keys}": "должен быть объект с полями {keys}",
    "{last} lies before from {first}": "{last} раньше начала (from) {first}",
    "must be a time HH:MM from 00:00 to 23:59": "должно быть время ЧЧ:ММ от 00:00 до 23:59",
    "must be a time HH:MM up to 24:00; at or before start it means the next day": (
        "должно быть время ЧЧ:ММ до 24:00; если оно не позже начала, это следующий день"
    ),
    "must be an object with days, start and end": "должен быть объект с полями days, start и end",
    "says on which weekdays, 0 (sunday) to 6": "говорит, в какие дни недели, от 0 (воскресенье) до 6",
    "counts from the week of from, else of the schedule's start: give one of them": (
        "считается от недели, где стоит from, иначе от начала расписания: укажите одно из них"
    ),
    "takes either date, or from and until": "принимает либо date, либо from и until",
    "{day} already stands in exceptions[{seen}]; put its windows there": (
        "{day} уже стоит в exceptions[{seen}]; впишите промежутки туда"
    ),
    "; did you mean {near}?": "; вы имели в виду {near}?",
    "is not known{hint}": "неизвестно{hint}",
    "needs date, or from and until": "требует date либо from и until",
    "{key} already stands in questions[{seen}]": "{key} уже стоит в questions[{seen}]",
    "needs at least one item: {forms}": "нужен хотя бы один пункт: {forms}",
    "Event {event_id} must be paid first: {amount}.": "Событие {event_id} нужно сначала оплатить: {amount}.",
    "rules[{first}] and rules[{second}] overlap; they count as one window there": (
        "rules[{first}] и rules[{second}] пересекаются; там это один промежуток"
    ),
    "exceptions[{index}] lies in the past ({last})": "exceptions[{index}] в прошлом ({last})",
    "; known: {keys}": "; известные: {keys}",
    "write 'mon-fri 09:00-17:00', '2026-04-01 10:00-12:00' or '2026-12-24 closed'": (
        "напишите 'mon-fri 09:00-17:00', '2026-04-01 10:00-12:00' или '2026-12-24 closed'"
    ),
    "{item!r} {fault}": "{item!r} {fault}",
    "cannot be read: {forms}": "не читается: {forms}",
    "does not go with {other}, which is for the same day": "не сочетается с {other}: это тот же день",
    "names no weekday with {name!r}; they are mon tue wed thu fri sat sun": (
        "не называет дня недели: {name!r}; они такие: mon tue wed thu fri sat sun"
    ),
    "has a range of more than two days: {part!r}": "содержит промежуток больше чем из двух дней: {part!r}",
}
