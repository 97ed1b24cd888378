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
    "needs at least one item: {forms}": "нужен хотя бы один пункт: {forms}",
    "Event {event_id} must be paid first: {amount}.": "Событие {event_id} нужно сначала оплатить: {amount}.",
}
