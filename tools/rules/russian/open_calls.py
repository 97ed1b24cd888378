"""Open calls as their company and those who applied hear of them."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "open call {id} {title}": "открытый набор {id} {title}",
    "{call} has found everybody it was for.": "{call}: все места заняты.",
    "{call} was called off.": "{call}: отменён.",
    "{call} has expired.": "{call}: срок истёк.",
    "Nobody was accepted in the time it gave itself.": "За отведённое время никого не приняли.",
    "The time to decide is over.": "Время на решение вышло.",
    "The time to apply is over and nobody is waiting for a decision.": "Время на отклики вышло, решения никто не ждёт.",
    "{call} takes no further applications. {company} decides until {until}.": (
        "{call}: отклики больше не принимаются. Решение компании {company} — до {until}."
    ),
    "Your application was not taken.": "Ваш отклик не принят.",
    "{amount} are free again.": "Снова свободно: {amount}.",
    "The terms of {call} had changed and your application was not sent again; it is withdrawn.": (
        "{call}: условия изменились, а отклик не был отправлен заново; он снят."
    ),
    "The terms of {call} changed: {fields}. Your application counts again once you send it again, until {until}.": (
        "{call}: условия изменились: {fields}. Отклик снова в силе, когда вы отправите его заново, до {until}."
    ),
    "{company} keeps your application for {call} in view.": "{call}: компания {company} держит ваш отклик на примете.",
    "{company} did not take your application for {call}.": "{call}: компания {company} не приняла ваш отклик.",
    "{company} takes you for {call} at {amount}: {work}. {start}": (
        "{call}: компания {company} берёт вас за {amount}: {work}. {start}"
    ),
    "task {id}": "задание {id}",
    "work order {id}": "наряд {id}",
    "How to start stands there.": "Как начать, написано там.",
    "It is yours to begin.": "Можно начинать.",
    "{company} has written anew how to start on {call}.": "{call}: компания {company} заново написала, как начать.",
    # What changes, as notices list it.
    "price min": "нижняя цена",
    "price max": "верхняя цена",
    "deadline hours": "срок в часах",
    "done": "чем подтверждается результат",
    "requirements": "требования",
    "estimated hours": "оценка в часах",
    "attributes": "подробности услуги",
    "seats": "места",
}
