"""Refusals and questions: scheduling sharing."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "this schedule offers {offered} minutes": "в этом расписании доступны такие длительности в минутах: {offered}",
    "Take back booking link {public_id}, used {uses} of {max_uses} times, for good": (
        "Окончательно отозвать ссылку для записи {public_id}; использовано раз: {uses} из {max_uses}"
    ),
    "make a booking link": "создать ссылку для записи",
    "Booking link {public_id} is {status} since {since}. Nothing changed.": (
        "Ссылка для записи {public_id}: состояние — {status} с {since}. Ничего не изменилось."
    ),
    "is a schedule of shifts (type 3): whoever takes one is paid, so there is no link": (
        "это расписание смен (тип 3): тому, кто берёт смену, платят, поэтому ссылки нет"
    ),
    "It is called {label}": "Название: {label}",
}
