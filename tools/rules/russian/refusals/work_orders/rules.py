"""Refusals and questions: work orders rules."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "the arrival to be set": "указание времени прибытия",
    "a check-in": "отметка прихода",
    "a check-out": "отметка ухода",
    "the file to be uploaded": "загрузка файла",
    "the picture to be uploaded": "загрузка снимка",
    "a value of its custom field": "значение настраиваемого поля",
    "the signature": "подпись",
    "the tracking number of the shipment": "номер отслеживания отправления",
    "Work order {order_id} is assigned to person {assignee_id}, not to person {named}; nothing was changed.": (
        "Исполнитель наряда {order_id} — пользователь {assignee_id}, а не пользователь {named}; ничего не изменено."
    ),
    "Work order {id} is {display} to person {assignee_id}; {tool} needs it free: unassign_work_order first.": (
        "Наряд {id}: состояние — {display}, исполнитель — пользователь {assignee_id}; для {tool} наряд "
        "должен быть свободен: сначала unassign_work_order."
    ),
    "void_time_logs true: {closed_logs} time logs exist and would no longer count for pay": (
        "void_time_logs true: записей времени уже {closed_logs}, и в оплату они больше не войдут"
    ),
    "is needed: the provider has confirmed the arrival and is told why": (
        "требуется: прибытие исполнителем подтверждено, и ему сообщают причину"
    ),
    "must be from {start} to {last}, four hours after the service window": (
        "должно быть от {start} до {last}, то есть до четырёх часов после окна времени"
    ),
    "there is no work order {id} that you can see": "нет наряда {id}, который вам виден",
    "work order {id} has no {field}": "у наряда {id} нет {field}",
    "the sites of {id} and {b_id} are {rounded_km} km apart": "между местами {id} и {b_id} — {rounded_km} км",
    "the site of {id} has no coordinates": "у места {id} нет координат",
    "these belong to {count} different {words}": "{words}: разных значений {count}",
    "a bundle needs at least {min_members} different work orders": (
        "в пакете должно быть разных нарядов не меньше {min_members}"
    ),
    "{count} open offers would be closed": "будет закрыто открытых предложений: {count}",
    "{count} pending requests would be closed": "будет закрыто ожидающих запросов: {count}",
    "together they pay at most {total}": "вместе они оплачиваются не выше {total}",
    "work order {id} is in bundle {bundle}": "наряд {id} входит в пакет {bundle}",
    "work order {id} is {status}": "наряд {id}: состояние — {status}",
    "is needed for type {type_id} ({kind})": "требуется для типа {type_id} ({kind})",
    "are at most {max_tasks} on one work order; these would be {count}": (
        "в одном наряде не больше {max_tasks}; здесь было бы {count}"
    ),
    "A work order has at most one task of type {once} ({task_types}).": (
        "В наряде может быть не больше одного шага типа {once} ({task_types})."
    ),
    "must be at most {max_value} characters": "знаков должно быть не больше {max_value}",
    "is read-only": "только для чтения",
    "must not be empty": "не должно быть пустым",
    "{field} of work order {id} is locked while it is {display}: {hint}.": (
        "Поле {field} закрыто (наряд {id}), потому что состояние — {display}: {hint}."
    ),
    "location: an address, a saved location or mode remote": "location: адрес, сохранённое место или mode remote",
    "schedule: mode and start": "schedule: mode и start",
    "pay: type and base": "pay: type и base",
    "pay: must be able to come to more than 0": "pay: оплата должна мочь быть больше 0",
    "pay: must be able to come to {minimum_payment} at least, now {pay_max}": (
        "pay: оплата должна мочь составить не меньше {minimum_payment}, сейчас {pay_max}"
    ),
    "Work order {order_id} is not complete enough: {gaps}. Fill this in with update_work_order.": (
        "Наряд {order_id} заполнен не полностью: {gaps}. Дополните его с помощью update_work_order."
    ),
    "names one type of work twice": "называет один вид работ дважды",
    "needs exactly one with is_primary true": "нужен ровно один с is_primary true",
    "{wrong!r} is not one of {allowed}": "{wrong!r} нет среди: {allowed}",
    "must be a date 2026-03-01, or a range 2026-03-01,2026-03-31": (
        "должно быть датой 2026-03-01 или промежутком 2026-03-01,2026-03-31"
    ),
    "must be a rating such as 4.5 (at least), or a range such as 3,4.5": (
        "должно быть оценкой, например 4.5 (не ниже), или промежутком, например 3,4.5"
    ),
    "{key!r} is not one of {names}": "{key!r} нет среди: {names}",
    "is needed, two letters such as US": "требуется, две буквы, например US",
    "is needed too: both coordinates or none": "тоже требуется: обе координаты или ни одной",
    "is needed for mode saved; list_saved_locations has it": (
        "требуется для mode saved; его показывает list_saved_locations"
    ),
    "is needed: custom, saved or remote": "требуется: custom, saved или remote",
    "is needed unless coordinates are given": "требуется, если не указаны координаты",
    "is needed: fixed, hourly, device or blended": "требуется: fixed, hourly, device или blended",
    "is needed for {type} pay: {units}": "нужно для оплаты типа {type}: {units}",
    "is for blended pay only; this is {type}": "только для типа оплаты blended; здесь {type}",
    "is always 1 for fixed pay": "при фиксированной оплате всегда 1",
    "must be more than 0 and at most 100000": "должно быть больше 0 и не больше 100000",
    "must be at most 10000000": "должно быть не больше 10000000",
    "{type_id} ({problem_types}) is opened by the system": "тип {type_id} ({problem_types}) открывает система",
    "{type_id} ({problem_types}) is for the company": "{type_id} ({problem_types}) — только для компании",
    "{type_id} is no type of problem": "{type_id} — не тип затруднения",
    "{why}; choose one of {known}": "{why}; выберите из: {known}",
    "is needed for attribute: the name of the note kept on pool members": (
        "требуется для attribute: имя заметки, которую ведут об участниках пула"
    ),
    "must be at most {max_name} characters": "знаков должно быть не больше {max_name}",
    "{operator} does not go with {type}; use one of {allowed}": (
        "{operator} не подходит для типа {type}; используйте одно из: {allowed}"
    ),
    "must be a number for {type} {operator}, not {values!r}": (
        "должно быть числом для {type} {operator}, а не {values!r}"
    ),
    "must be 0 or more": "должно быть 0 или больше",
    "must be ids (whole numbers) for {type}, not {values}": (
        "должно содержать номера (целые числа) для типа {type}, а не {values}"
    ),
    "only preferences have a weight: leave it out or set required to false": (
        "вес бывает только у пожеланий: не передавайте его или укажите required false"
    ),
    "must be from 0 to 100": "должно быть от 0 до 100",
    "is needed; for {type}: {operators}": "требуется; для типа {type}: {operators}",
    "a work order has at most {max_rules} rules; this would make {count}": (
        "в наряде требований не больше {max_rules}; здесь стало бы {count}"
    ),
    "changes nothing: give pay, schedule or expenses, or leave it out": (
        "ничего не меняет: передайте pay, schedule или expenses либо не передавайте вовсе"
    ),
    "this order is in a bundle: only pay_percent can be countered, for all its orders": (
        "этот наряд в пакете: встречное предложение возможно только по pay_percent, для всех его нарядов сразу"
    ),
    "is for bundled orders; give pay instead": "только для нарядов в пакете; вместо этого передайте pay",
    "must be from {least_percent} to {most_percent}": "должно быть от {least_percent} до {most_percent}",
    "must be at most {max_expenses}": "должно быть не больше {max_expenses}",
    "Request {id} for work order {order_id} is {status}; {tool} needs a pending one.": (
        "Просьба {id} о наряде {order_id}: состояние — {status}; для {tool} нужна ожидающая просьба."
    ),
    "must be true: {why}": "должно быть true: {why}",
    "this work order takes no counter-offers: ask for it at its own terms": (
        "этот наряд не принимает встречных предложений: просите его на указанных условиях"
    ),
    "must not be after the start of the service window, {window_start}": (
        "не должно быть позже начала окна времени, {window_start}"
    ),
    "you have no offer of it": "у вас нет предложения этого наряда",
    "Work order {id} is {display}, but {ended}; {tool} needs an open offer.{more}": (
        "Наряд {id}: состояние — {display}, но {ended}; для {tool} нужно открытое предложение.{more}"
    ),
    "it is already yours": "он уже ваш",
    "somebody else has it; trying again does not help": "он уже у другого исполнителя; повторять бесполезно",
    "Work order {id} is {display}: {whose}.": "Наряд {id}: состояние — {display}: {whose}.",
    "must not be after the end of the service window, {last_end}": (
        "не должно быть позже конца окна времени, {last_end}"
    ),
    "nobody is chosen: give user_ids, talent_pool_id, talent_pool_group_id or preferred_group_id": (
        "никто не выбран: передайте user_ids, talent_pool_id, talent_pool_group_id или preferred_group_id"
    ),
    "is needed: exact, between or hours": "требуется: exact, between или hours",
    "must be left out for mode exact; use between for a window": (
        "не передаётся при mode exact; для промежутка используйте between"
    ),
    "is needed for mode {mode}": "требуется для mode {mode}",
    "must be after start {start}": "должно быть позже начала (start) {start}",
    "must be within {days} days of start": "должно быть не дальше чем через {days} дн. от начала (start)",
    (
        "its time of day ({closes:%H:%M} in {zone}) must be later than that of start ({opens:%H:%M}): "
        "mode hours means every day between the two"
    ): (
        "время дня ({closes:%H:%M}, {zone}) должно быть позже, чем у начала (start) ({opens:%H:%M}): "
        "mode hours означает каждый день между ними"
    ),
    "unconfirmed": "не подтверждено",
    "requested": "есть просьба",
    "unfilled": "без исполнителя",
    "Work order {id} is {display}; {tool} needs {needs}.": (
        "Наряд {id}: состояние — {display}; для {tool} нужно: {needs}."
    ),
    "an order that is not deleted": "неудалённый наряд",
    "no open time log: check out first": "чтобы не было открытой записи времени: сначала отметьте уход",
    "an order without time logs": "наряд без записей времени",
    "the provider's answer: the work was reported done and sent back. Until {until} the provider may "
    "report it again (mark_work_order_complete) or give it up (remove_work_order_provider); without an "
    "answer the company may end it after that. To pay for it now: mark_work_order_complete, then "
    "approve_work_order": (
        "ответ исполнителя: работу сдали и вернули. До {until} исполнитель может сдать её снова "
        "(mark_work_order_complete) или отказаться от неё (remove_work_order_provider); если ответа не "
        "будет, компания сможет потом закончить её сама. Чтобы оплатить её сейчас: mark_work_order_complete, "
        "затем approve_work_order"
    ),
    "a canceled order without a cancellation fee: the fee of this one was charged": (
        "отменённый наряд без платы за отмену: за этот она взята"
    ),
    "the most hours": "наибольшее число часов",
    "the most devices": "наибольшее число устройств",
    "hours": "часы",
    "projects": "проекты",
    "primary types of work": "основные виды работ",
    "pay types": "виды оплаты",
    "custom_fields: {name} is required": "custom_fields: {name} — обязательное поле",
    "clients": "клиенты",
}
