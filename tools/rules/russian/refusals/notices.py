"""Refusals and questions: notices."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Only an admin of the company reads what others did.": "Только администратор компании видит, что делали другие.",
    "has to be after since": "должно быть позже, чем since",
    "goes without agent_id: one of the two did it": "указывается без agent_id: это делал кто-то один из двух",
    "colleague": "коллега",
    "near it: {near}": "похоже: {near}",
    "one of {decimals}": "одно из: {decimals}",
    "Only an admin of the company sets alerts of its purse; owner own is for yours.": (
        "Оповещения о кошельке компании задаёт только её администратор; owner own — для вашего."
    ),
    "{given!r} is no currency of a purse; {known}": "{given!r} — не валюта кошелька; {known}",
    "balance alert": "оповещение о балансе",
    "a text message needs a confirmed phone": "для текстового сообщения нужен подтверждённый телефон",
    "a callback needs an agent with a callback_url (update_agent_profile)": (
        "для обратного вызова нужен агент с callback_url (update_agent_profile)"
    ),
    "{sms_fault} (update_my_profile) and a hall that sends such messages": (
        "{sms_fault} (update_my_profile); кроме того, сервис должен отправлять такие сообщения"
    ),
    "agents are not mailed: choose callback": "агентам письма не отправляются: выберите callback",
    "{kind} always goes by {needed}: it cannot be taken away": (
        "{kind} всегда идёт по каналу {needed}: убрать его нельзя"
    ),
    "quiet_from and quiet_to go together": "quiet_from и quiet_to указываются вместе",
    "goes with digest daily": "указывается вместе с digest daily",
    "there are no quiet hours: give quiet_from and quiet_to": "тихих часов нет: укажите quiet_from и quiet_to",
    "{name!r} is no type of change; {more}": "{name!r} — не тип изменения; {more}",
    "exactly one of notice_ids and up_to_id": "ровно одно из двух: notice_ids или up_to_id",
    "goes with up_to_id": "указывается вместе с up_to_id",
    "notice": "уведомление",
    "is no kind or group of notices{more}": "нет такого вида или группы уведомлений{more}",
    "one of {known}": "одно из: {known}",
    "is needed: record_type and record_id go together": "нужно указать: record_type и record_id идут вместе",
    "is no type of record; {named}": "нет такого типа объекта; {named}",
    "; near it: {near}": "; похоже: {near}",
    "is no position of yours in this hall: take since of an earlier answer, oldest, or leave it out": (
        "не ваша позиция в этом сервисе: возьмите since из прежнего ответа, oldest или не указывайте"
    ),
    (
        "This position is older than {days} days, and changes are kept no longer. Read the lists anew, "
        "and go on from the oldest kept: {oldest}."
    ): (
        "Этой позиции больше {days} дн., а изменения дольше не хранятся. Прочитайте списки заново и "
        "продолжайте с самой ранней из сохранённых: {oldest}."
    ),
    "since lies after until": "since позже, чем until",
    "exactly one of notice_ids and since": "ровно одно из двух: notice_ids или since",
    "At most {most_calls} times an hour; again in {seconds} seconds. Nothing happened.": (
        "Не чаще {most_calls} раз в час; снова через {seconds} с. Ничего не произошло."
    ),
    "lies more than 30 days ago": "было более 30 дней назад",
    "is for callbacks only": "только для обратных вызовов",
    "is for agents with a callback_url, a secret, and no answer 410 since": (
        "для агентов с callback_url и секретом, если с тех пор не было ответа 410"
    ),
    "is for people with a proven address": "для людей с подтверждённым адресом",
    "needs a confirmed phone and a hall that sends text messages": (
        "требует подтверждённого телефона и сервиса, который отправляет текстовые сообщения"
    ),
    "kind {kind!r}: it {unknown_kind}": "вид {kind!r}: {unknown_kind}",
    "Only an admin of the company changes its settings.": "Настройки компании меняет только её администратор.",
    "nothing is given to change": "не указано, что изменить",
    "is for agents, with their own key": "для агентов с их собственным ключом",
}
