"""Refusals and questions: scheduling attendance."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Say that the {absent} of booking {id} did not come": "Сообщить, что сторона записи {id} не пришла ({absent})",
    "It was said before that somebody did not come to booking {id}; that mark is {status}.{more}": (
        "О записи {id} уже сообщили, что кто-то не пришёл; состояние отметки — {status}.{more}"
    ),
    "Booking {id} is {state}; only one that is confirmed or delivered has somebody who did not come.": (
        "Запись {id}: состояние — {state}; сообщить, что кто-то не пришёл, можно только о подтверждённой "
        "или выполненной."
    ),
    "too early": "слишком рано",
    "too late": "слишком поздно",
    "It is {when}: for booking {id} that can be said from {first} until {last}.": (
        "Сейчас {when}: о записи {id} это можно сообщить с {first} до {last}."
    ),
    "not marked": "без отметки",
    "Nothing waits for an answer: booking {id} is {state}. Nothing changed.": (
        "Ответа ничто не ждёт: запись {id}, состояние — {state}. Ничего не изменилось."
    ),
    "whoever said it": "тот, кто это сообщил",
    "the {absent}, who is said not to have come,": "сторона, о которой сказано, что она не пришла ({absent}),",
    "{act}; what is held for it is": "{act}; за неё удержано",
    "is required with contest: say what happened": "нужно при contest: напишите, что произошло",
    "says which of these: {listed}": "указывает, какая из этих: {listed}",
    "only {who} may {act}": "только {who} может выбрать {act}",
    "Take back that the {absent} of booking {id} did not come": (
        "Отозвать сообщение, что сторона записи {id} не пришла ({absent})"
    ),
    "Agree that the {absent} of booking {id} did not come": "Согласиться с неявкой: {absent}, запись {id}",
    "The event is called {label}": "Название события: {label}",
    "booking": "запись",
    "Contest what is said of booking {id}: that you did not come": "Оспорить сказанное о записи {id}: что вы не пришли",
    "Both sides of booking {id} say that the other one did not come": "Обе стороны записи {id} говорят, что не пришла другая",
    " Both sides agree on amount or state with request_event_correction.": (
        " О сумме или состоянии стороны договариваются через request_event_correction."
    ),
}
