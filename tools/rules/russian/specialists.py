"""Profiles, requests for people and staffing contracts."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Your profile": "Ваш профиль",
    "Your suggestion {id} for the profile of {name} ({fields}) was {status}.": (
        "Ваше предложение {id} для профиля {name} ({fields}): {status}."
    ),
    "approved": "принято",
    "rejected": "отклонено",
    "What was suggested for your profile ({numbers}) was taken back by its author; nothing is left to decide.": (
        "Предложенное для вашего профиля ({numbers}) отозвано автором; решать больше нечего."
    ),
    "Somebody suggested other values for these fields of your profile: {fields}. Nothing changes unless you accept it: "
    "get_my_profile shows it, vote_on_profile_correction with correction_id {id} decides.": (
        "Кто-то предлагает другие значения для этих полей вашего профиля: {fields}. Без вашего согласия ничего не изменится: "
        "предложение показывает get_my_profile, решает vote_on_profile_correction с correction_id {id}."
    ),
    "Your {what} was shown to {kind} {id} {name}. update_my_profile hides them (hide_email, hide_phone).": (
        "Показано из ваших контактов: {what}. Кому: {kind} {id} {name}. Скрыть их можно с помощью update_my_profile "
        "(hide_email, hide_phone)."
    ),
    "Your {what} were shown to {kind} {id} {name}. update_my_profile hides them (hide_email, hide_phone).": (
        "Показаны ваши контакты: {what}. Кому: {kind} {id} {name}. Скрыть их можно с помощью update_my_profile "
        "(hide_email, hide_phone)."
    ),
    "person": "пользователь",
    "agent": "агент",
    # Requests for people.
    "inquiry {id} {title}": "запрос {id} {title}",
    "Position {id} {title}": "Позиция {id} {title}",
    "Somebody of your company has cancelled {inquiry}.": "Кто-то из вашей компании отменил {inquiry}.",
    "{position} was added to {inquiry}.": "{position} добавлена в {inquiry}.",
    "{position} is {stage} now in {inquiry}.": "{position}: теперь {stage}, {inquiry}.",
    "{position} is {stage} again in {inquiry}.": "{position}: снова {stage}, {inquiry}.",
    "{position} is cancelled in {inquiry}.": "{position} отменена: {inquiry}.",
    "{position} is filled by contract {contract} now in {inquiry}.": "{position} теперь закрыта договором {contract}: {inquiry}.",
    "draft": "черновик",
    "search_in_progress": "идёт поиск",
    "contract_signed": "договор подписан",
    # Staffing contracts.
    "staffing contract {name} of {company}": "договор на персонал {name} компании {company}",
    "from {start} to {end}": "с {start} по {end}",
    "from {start} on, open-ended": "с {start}, бессрочно",
    "client": "заказчик",
    "vendor": "поставщик",
    "consultant": "консультант",
    "seller": "продавец",
    "Your company is recorded as the {side} of {contract}, {days}.": (
        "Ваша компания записана как сторона ({side}): {contract}, {days}."
    ),
    "You are recorded as the {part} of {contract}, {days}.": "Вы записаны как участник ({part}): {contract}, {days}.",
    "Your company is not the {side} of {contract} any more.": "Ваша компания больше не сторона ({side}): {contract}.",
    "You are not the {part} of {contract} any more.": "Вы больше не участник ({part}): {contract}.",
    "Changed in {contract}: {fields}.": "Изменено, {contract}: {fields}.",
    "get_staffing_contract shows it by id {id}.": "Его показывает get_staffing_contract по id {id}.",
    "Terminated: {contract}. Its last day is {day}.": "Расторгнуто: {contract}. Последний день — {day}.",
    "Taken out of the records: {contract}. It is not shown any more.": "Убрано из записей: {contract}. Больше не показывается.",
}
