"""Refusals and questions: work orders lifecycle."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Approve work order {id} and pay from the company's balance": "Принять наряд {id} и заплатить с баланса компании",
    "increase {id}": "доплата {id}",
    "expense {id}": "расход {id}",
    "person {assignee_id} {provider}": "человек {assignee_id} {provider}",
    "Work order {id} has undecided {waiting}. Approve with decide_pending accept or decline, or decide each before.": (
        "По наряду {id} нет решения: {waiting}. Примите его с decide_pending accept или decline либо "
        "сначала решите по каждому."
    ),
    (
        "Approving work order {id} would cost {company_total}, not {expected}. Nothing was changed; look "
        "at the pay and repeat with the real total."
    ): (
        "Принять наряд {id} стоит {company_total}, а не {expected}. Ничего не изменено; посмотрите "
        "оплату и повторите с настоящей суммой."
    ),
    "{provider_total} of it are the provider's, the rest are fees": (
        "{provider_total} из этого получает исполнитель, остальное — сборы"
    ),
    "must be from 1 to 5 with at most 2 decimals": "должно быть от 1 до 5, не больше 2 знаков после запятой",
    "contradicts apply_passive_cancellation_fee; give one of the two": (
        "противоречит apply_passive_cancellation_fee; укажите одно из двух"
    ),
    "Cancel work order {id} for good": "Окончательно отменить наряд {id}",
    "Cancel work order {id} for good and pay a cancellation fee of": (
        "Окончательно отменить наряд {id} и заплатить за отмену"
    ),
    "the assigned provider, person {assignee_id}": "назначенный исполнитель, человек {assignee_id}",
    "Only an admin of the company may waive a cancellation fee.": (
        "Отказаться от платы за отмену может только администратор компании."
    ),
    "The platform gets {platform_fee}": "Платформа получает {platform_fee}",
    "are needed with reason {id} ({name})": "обязательны при причине {id} ({name})",
    "task {id} ({description})": "шаг {id} ({description})",
    "custom field {name}: {fill} fills it in": "дополнительное поле {name}: его заполняет {fill}",
    "time log: {pay_type} pay needs a closed one; create_work_order_time_log records the visit": (
        "запись времени: для оплаты {pay_type} нужна закрытая; create_work_order_time_log записывает визит"
    ),
    "Work order {id} is not finished yet: {gaps}.": "Наряд {id} ещё не завершён: {gaps}.",
    "is needed when the scope is incomplete: {known}": "обязательно, когда объём работ не выполнен: {known}",
    "{named}: {ways} completes it": "{named}: его выполняет {ways}",
    "must not be blank: the provider has to know what is missing": (
        "не должно быть пустым: исполнителю нужно знать, чего не хватает"
    ),
    "{named}: give closing_notes": "{named}: укажите closing_notes",
    "goes with incomplete only": "подходит только для incomplete",
    "Remove the incident number from work order {id}": "Убрать номер обращения из наряда {id}",
    "The number is {incident_id}": "Номер обращения: {incident_id}",
    "any state before paid": "любое состояние до оплаты",
    "Publish {numbered} and hold": "Опубликовать {numbered} и удержать",
    "The money stays in the company's balance, held for it": (
        "Деньги остаются на балансе компании и удерживаются для этого"
    ),
}
