"""Refusals and questions: work orders dispatch."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Postal code {written} is that of territory {name!r} ({uuid}) of the project already: take it out of one of the two.": (
        "Почтовый индекс {written} уже относится к зоне {name!r} ({uuid}) этого проекта: уберите его из одной из двух."
    ),
    (
        "lies around latitude {latitude:.4g}, longitude {longitude:.4g}, far from what is known; "
        "latitude and longitude seem swapped: {order_hint}"
    ): (
        "лежит около широты {latitude:.4g}, долготы {longitude:.4g}, далеко от известных мест; похоже, "
        "широта и долгота перепутаны: {order_hint}"
    ),
    "is needed with {there}": "обязательно вместе с {there}",
    "is needed with postal_codes: whose codes they are, such as US": (
        "обязательно вместе с postal_codes: индексы какой это страны, например US"
    ),
    "at most {most_codes}; these would be {count}. Use prefixes such as 554*": (
        "не больше {most_codes}; получится {count}. Используйте начала индексов, например 554*"
    ),
    "{unknown}: must be the two letters of a country, such as US": (
        "{unknown}: нужны две буквы кода страны, например US"
    ),
    "must be after effective_from": "должно быть позже effective_from",
    "are disabled": "отключены",
    "are not effective yet": "ещё не действуют",
    "are not effective any more": "больше не действуют",
    "there is no project {project_id} in your company": "у вашей компании нет проекта {project_id}",
    "must be before effective_to": "должно быть раньше effective_to",
    "Project {project_id} has dispatch settings already; change them with update_dispatch_settings.": (
        "У проекта {project_id} уже есть настройки поиска исполнителя; измените их с помощью update_dispatch_settings."
    ),
    "buyer_id must be your company, {company_id}; leave it out.": (
        "В buyer_id должна быть ваша компания, {company_id}; уберите это."
    ),
    "names the project; pass what is to change: {changeable}": (
        "называет проект; укажите и то, что меняется: {changeable}"
    ),
    "dispatch settings of project": "настройки поиска исполнителя для проекта",
    (
        "The site of work order {id} lies in no active territory of project {project_id}, and the "
        "project has no talent pool groups: draw one with create_service_territory, or make a group."
    ): (
        "Объект наряда {id} не лежит ни в одной активной зоне проекта {project_id}, и у проекта нет "
        "групп пула исполнителей: создайте зону с помощью create_service_territory или заведите группу."
    ),
    "Start the automatic search for a provider": "Начать автоматический поиск исполнителя",
    "Let the rules contract a provider at once": "Разрешить правилам сразу нанять исполнителя",
    "{act} for {count} work order(s){and_hold}": "{act}, нарядов: {count}{and_hold}",
    (
        "Work order {id} is in no project, so no dispatch settings hold for it: put it into one with "
        "update_work_order, or use dispatch_work_order."
    ): (
        "Наряд {id} не входит ни в один проект, поэтому настройки поиска исполнителя на него не "
        "действуют: включите его в проект с помощью update_work_order или используйте "
        "dispatch_work_order."
    ),
    "Project {project} of work order {id} has no dispatch settings: make them with create_dispatch_settings.": (
        "У проекта {project} наряда {id} нет настроек поиска исполнителя: создайте их с помощью "
        "create_dispatch_settings."
    ),
    "The dispatch settings of project {project} {hindrance}; change them with update_dispatch_settings.": (
        "Настройки поиска исполнителя для проекта {project} {hindrance}; измените их с помощью "
        "update_dispatch_settings."
    ),
    "Work order {id} stays as it is.": "Наряд {id} остаётся как есть.",
    "The work orders are {numbers}": "Наряды: {numbers}",
    "service territory": "зона обслуживания",
    "names the territory; pass what is to change: {changeable}": (
        "называет зону; укажите и то, что меняется: {changeable}"
    ),
    "Delete service territory {uuid} for good": "Удалить зону обслуживания {uuid} навсегда",
    (
        "A running automatic search takes its people from territory {uuid}. Delete it when that has "
        "ended, or stop the searches of the project with update_dispatch_settings."
    ): (
        "Идущий автоматический поиск берёт людей из зоны {uuid}. Удалите её, когда он закончится, или "
        "остановите поиски проекта с помощью update_dispatch_settings."
    ),
    "Its tiers and its {providers} memberships end, with the notes on members": (
        "Её уровни и членства ({providers}) прекращаются, вместе с заметками об участниках"
    ),
    "Territory {name}": "Зона {name}",
    "Take provider {provider_id} out of 1 service territory": (
        "Исключить исполнителя {provider_id} из 1 зоны обслуживания"
    ),
    "Take provider {provider_id} out of {count} service territories": (
        "Исключить исполнителя {provider_id} из зон обслуживания: {count}"
    ),
    "needs center with radius_km, postal_codes with countries, or a polygon": (
        "нужно одно из: center с radius_km, postal_codes с countries или polygon"
    ),
}
