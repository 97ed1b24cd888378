"""Refusals and questions: open calls applicants."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "is needed: somebody of your company, whom you apply for": (
        "нужно указать: сотрудник вашей компании, за которого подаётся заявка"
    ),
    "Application {id} is {status}": "Заявка {id}: состояние — {status}",
    "{called} is of the person's own company; nobody applies to their own.": (
        "{called}: это набор собственной компании этого человека; в свой заявки не подаются."
    ),
    "its terms": "условия",
    "{called} changed since version {seen_version}: {names}. It stands at version {version} now.": (
        "{called}: изменения после версии {seen_version}: {names}. Сейчас действует версия {version}."
    ),
    "are at most {most_links}; with those that stand there already these would be {count}": (
        "не больше {most_links}; с уже имеющимися их было бы {count}"
    ),
    "{called} is {status} and takes no applications.": "{called}: состояние — {status}, заявки не принимаются.",
    "Person {person} has sent application {id} for it already; only they change it.": (
        "Пользователь {person}: заявка {id} уже отправлена; изменить её может только сам пользователь."
    ),
    "Application {id} for it was refused, and its terms are the same since; it can be applied for again when they change.": (
        "Заявка {id} отклонена, а условия с тех пор прежние; подать заявку снова можно, когда они изменятся."
    ),
    "{called} has all the applications it takes, {max_applications}.": (
        "{called}: заявок уже столько, сколько принимается: {max_applications}."
    ),
    "{live} applications are undecided; {most_live} is the most. Withdraw one first.": (
        "Заявок без решения: {live}; наибольшее число — {most_live}. Сначала отзовите одну."
    ),
    "{new} applications were made within a day; {most_a_day} is the most.": (
        "Заявок за сутки: {new}; наибольшее число — {most_a_day}."
    ),
    "{text} and became {work}; {ends} ends it": "{text}; по ней создано: {work}; завершает это {ends}",
    "asks for more: {lacking}": "требуется больше: {lacking}",
    "it has none": "ничего",
    "Work order {id} is {word}; proof is handed in or taken back while it is assigned.": (
        "Наряд {id}: состояние — {word}; подтверждения сдаются и забираются, пока наряд назначен исполнителю."
    ),
    "{key} has {most_pieces} pieces, the most there may be; take one back with remove_id.": (
        "{key}: подтверждений уже {most_pieces}, больше быть не может; заберите одно с помощью remove_id."
    ),
    "File {id} is handed in for {key} already; each piece is another file.": (
        "Файл {id} уже сдан для {key}; каждое подтверждение — отдельный файл."
    ),
    "is no item of what this work is proved by: {known}": "это не из того, чем подтверждается работа: {known}",
    "pass it or work_order_id, one of the two": "укажите это или work_order_id, одно из двух",
    "{name} is {title}; proof is handed in or taken back while it is in progress.": (
        "{name}: состояние — {title}; подтверждения сдаются и забираются, пока работа идёт."
    ),
    "goes with longitude: pass both": "идёт вместе с longitude: укажите оба",
    "is of a position: pass latitude and longitude": "относится к координатам: укажите latitude и longitude",
    "work order": "наряд",
    "piece of evidence": "подтверждение",
    "task": "задание",
    "{requirement}: {wanted}; the profile says {have}": "{requirement}: {wanted}; в профиле: {have}",
    "person of your company": "сотрудник вашей компании",
    "{called} is of your own company; cancel_open_call calls it off.": (
        "{called}: это набор вашей компании; отменяет его cancel_open_call."
    ),
    "{made} reports were made within a day; {most_a_day} is the most.": (
        "Жалоб за сутки: {made}; наибольшее число — {most_a_day}."
    ),
    "is needed with other: what is wrong": "нужно указать вместе с other: что не так",
    "there is no skill {unknown}": "нет навыка {unknown}",
    "needs person_id: whose profile the requirements are compared with": (
        "нужен person_id: с чьим профилем сравниваются требования"
    ),
    "application": "заявка",
    "not met": "не выполнено",
    "a verified identity": "подтверждённая личность",
    "not verified": "не подтверждена",
    "not in their profile": "нет в профиле",
    "unknown": "неизвестно",
    "It was uploaded to work order {id} as {name}; taken off there, it proves nothing any more.": (
        "Это загружено к наряду {id} под именем {name}; если убрать его там, оно больше ничего не доказывает."
    ),
}
