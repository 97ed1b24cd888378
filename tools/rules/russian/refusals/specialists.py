"""Refusals and questions: specialists."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Profile correction {id} is {status} and stays so; nothing changed.": (
        "Исправление профиля {id}: состояние — {status}, и оно таким останется; ничего не изменилось."
    ),
    "is changed with {door}": "меняется с помощью {door}",
    "is what the profile says already": "в профиле уже так",
    "must be an ISO 8601 moment such as 2026-11-21T09:00+01:00, or without offset in timezone": (
        "должно быть моментом по ISO 8601, например 2026-11-21T09:00+01:00, или без смещения, в поясе timezone"
    ),
    "{fault}; without an offset it is read in timezone": "{fault}; без смещения время читается в поясе timezone",
    "must be an object, or one as JSON text": "должно быть объектом или объектом в виде текста JSON",
    "must be accepted: joining needs agreement to the terms": (
        "нужно принять: для вступления требуется согласие с условиями"
    ),
    "go with a first schedule only; pass schedule too": (
        "возможны только вместе с первым расписанием; передайте и schedule"
    ),
    "would be {count}; at most {most_skills}": "получится {count}; не больше {most_skills}",
    "there is no skill {skill}": "нет навыка {skill}",
    "would be {count}; at most {most_languages}": "получится {count}; не больше {most_languages}",
    "would be {count}; at most {most_links}": "получится {count}; не больше {most_links}",
    (
        "{reveals_an_hour} addresses and numbers were shown to you, or at your network address, within "
        "an hour; the next in {wait} seconds."
    ): (
        "За час вам или на ваш сетевой адрес показано адресов и номеров: {reveals_an_hour}; следующий — через {wait} с."
    ),
    "phone number of person": "номер телефона пользователя",
    "e-mail address of person": "адрес электронной почты пользователя",
    "must be later than start": "должно быть позже, чем start",
    "lies in the past; now is {now}": "уже в прошлом; сейчас {now}",
    "at most {days} days after start (or now)": "не позже чем через {days} дн. после start (или от текущего момента)",
    "holds no word to look for; name a trade, a skill, a person or a place": (
        "нет слова для поиска; назовите профессию, навык, человека или место"
    ),
    "must be larger than from": "должно быть больше, чем from",
    "must not be below price_from": "не должно быть меньше, чем price_from",
    "nobody has a skill {skill!r}{hint}": "ни у кого нет навыка {skill!r}{hint}",
    "; there are {near}": "; есть {near}",
    "; look for it with query instead": "; лучше ищите через query",
    "is not a cursor of this search; leave it out to start again": (
        "это не курсор данного поиска; не указывайте, чтобы начать сначала"
    ),
    "Votes on profiles are people's.": "За изменения профилей голосуют только люди.",
    "Take back your suggestion {numbers}": "Отозвать ваше предложение {numbers}",
    "somebody who left": "бывший пользователь",
    "This is your own suggestion; others decide about it. You can take it back.": (
        "Это ваше собственное предложение; решают о нём другие. Вы можете его отозвать."
    ),
    "Somebody else suggested {listed}; only its author takes a suggestion back. Nothing changed.": (
        "Это предложено кем-то другим: {listed}; отозвать предложение может только автор. Ничего не изменилось."
    ),
    "Decided suggestions stay on record: {named}. Nothing changed.": (
        "Решённые предложения остаются в записях: {named}. Ничего не изменилось."
    ),
    "{id} is about {name} ({changes_of})": "{id} относится к профилю {name} ({changes_of})",
    "{id}: {status}": "{id}: {status}",
}
