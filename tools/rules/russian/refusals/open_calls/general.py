"""Refusals and questions: open calls general."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{called} has {free} free seats, {wanted} were to be taken. Nothing changed.": (
        "{called}: свободных мест {free}, а занять нужно {wanted}. Ничего не изменилось."
    ),
    "person {person_id} {person_name}": "пользователь {person_id} {person_name}",
    "{count} people": "людей: {count}",
    "Take {count} of those who applied for open call {id} and set aside": (
        "Принять откликнувшихся: {count}, открытый набор {id}, и зарезервировать"
    ),
    "Not applications that were sent for {called}: {named}. Nothing changed.": (
        "Это не отправленные заявки, {called}: {named}. Ничего не изменилось."
    ),
    (
        "The terms of {called} changed after these were sent and they have to be sent again first: "
        "application {named}. Nothing changed."
    ): (
        "{called}: условия изменились после отправки этих заявок, их сначала нужно отправить заново: "
        "заявка {named}. Ничего не изменилось."
    ),
    "Together they cost {total}, more than the {of} allowed. Nobody was accepted.": (
        "Вместе они стоят {total}, больше разрешённых {of}. Никто не принят."
    ),
    "It is called {title}": "Название: {title}",
    "Application {id} was decided a moment ago.": "Решение по заявке {id} принято только что.",
    "Among them {names}": "Среди них: {names}",
    "Open call {id} '{title}'": "Открытый набор {id} '{title}'",
    "open call": "открытый набор",
    "Not to be decided on for {called}: application {other}. Nothing changed.": (
        "Решение принять нельзя, {called}: заявка {other}. Ничего не изменилось."
    ),
    "distance needs a call with a place that has coordinates": (
        "для distance нужен набор с местом, у которого есть координаты"
    ),
    "is required for the company's side": "обязательно для стороны компании",
    "must be at least {taken}: {other_taken} are taken; you asked for {seats}": (
        "должно быть не меньше {taken}: занято {other_taken}, а запрошено {seats}"
    ),
    "Change open call {id}, which has {before} set aside, and set aside instead": (
        "Изменить открытый набор {id}, для которого зарезервировано {before}, и вместо этого зарезервировать"
    ),
    "{called} has changed since version {version}; it is at {row_version}. Read it again first.": (
        "{called}: изменения после версии {version}; текущая версия — {row_version}. Сначала прочитайте его заново."
    ),
    "counts from publishing; {due} is over already": "считается от публикации; {due} уже в прошлом",
    "For {free} free seats at {per_seat} each": "Свободных мест: {free}, цена каждого: {per_seat}",
    "is missing": "не указано",
    "is required": "нужно указать",
    "is required for a task; a work order has location, types_of_work and schedule instead": (
        "нужно указать для задания; у наряда вместо этого location, types_of_work и schedule"
    ),
    "is required, or deadline_hours": "нужно указать, или deadline_hours",
    "{service} is not a service; its id comes from list_services": (
        "{service} — не услуга; её номер есть в list_services"
    ),
    "price_max: a work order pays {least} at least": "price_max: за наряд платят не меньше {least}",
    "must be in the future": "должно быть в будущем",
    "must be within {days} days": "должно быть в пределах срока, дней: {days}",
    "does not go together with deadline; choose one": "не сочетается с deadline; выберите одно",
    "must not be before apply_until": "не должно быть раньше apply_until",
    "has an item without a text: {empty}": "есть пункт без текста: {empty}",
    "unknown: {unknown}": "неизвестно: {unknown}",
    "no countries by their two letters: {strange}": "нет стран с такими двухбуквенными кодами: {strange}",
    "deadline: must be in the future": "deadline: должно быть в будущем",
    "apply_until: must be in the future": "apply_until: должно быть в будущем",
    "deadline: or deadline_hours": "deadline: или deadline_hours",
    "is needed: what it is, in one line": "нужно указать: что это, одной строкой",
    "is longer than {longest} characters": "длиннее {longest} знаков",
    "must not be above price_max": "не должно быть больше price_max",
    "needs price_max": "нужен price_max",
    "has a key twice: {twice}": "ключ указан дважды: {twice}",
    "types_of_work: one primary type of work": "types_of_work: один основной вид работ",
    "schedule.start: must be in the future": "schedule.start: должно быть в будущем",
    "is for work work_order; a task has category_id": "только для work work_order; у задания есть category_id",
    "is for work task; a work order has types_of_work": "только для work task; у наряда есть types_of_work",
    "does not go together with copy_of; choose one": "не сочетается с copy_of; выберите одно",
    "are values for the blanks of a template; give template_id": (
        "это значения для полей шаблона; укажите template_id"
    ),
    "your company has no template {template_id} for open calls": (
        "у вашей компании нет шаблона открытых наборов {template_id}"
    ),
    "person {id}: {why}": "пользователь {id}: {why}",
    "cannot have this work: {named}. Nothing changed; choose others": (
        "эту работу получить не могут: {named}. Ничего не изменилось; выберите других"
    ),
    "is for work orders of mode between or hours; this one has its time": (
        "для нарядов с mode between или hours; у этого время уже задано"
    ),
    "must lie ahead, where one may arrive: see the schedule of the call": (
        "должно быть в будущем, в допустимое время прибытия: смотрите расписание набора"
    ),
    "a work order of it is not complete: {gaps}": "наряд по нему неполон: {gaps}",
    "{effect} Nothing changed.": "{effect} Ничего не изменилось.",
    "the one seat": "единственное место",
    "all {seats} seats, {per_seat} each": "все {seats}, по {per_seat} за каждое",
    "Publish open call {id} and set aside": "Опубликовать открытый набор {id} и зарезервировать",
    "must lie ahead, within {days} days": "должно быть в будущем, в пределах срока, дней: {days}",
    "Call off open call {id}, which is {status}: {back} are free again, whoever applied is refused": (
        "Отменить открытый набор {id}, состояние — {status}: снова свободно {back}, все заявки отклоняются"
    ),
    "deadline: must not be before apply_until": "deadline: не должно быть раньше apply_until",
    "Publishing open call {id} would hold {total}, not {expected}. Nothing was held.": (
        "Публикация открытого набора {id} зарезервирует {total}, а не {expected}. Ничего не зарезервировано."
    ),
    "For {places}": "Места: {places}",
    "is required to open a closed call again": "обязательно, чтобы снова открыть закрытый набор",
    "{called} is {status}: update_open_call changes it": (
        "{called}: состояние — {status}; изменить набор можно с помощью update_open_call"
    ),
    "must be at most {seats}, as drafted": "должно быть не больше {seats}, как в черновике",
    "is of a kind of work that is not put out here, {code}: {told_by}": (
        "относится к работам, которые здесь не размещаются, {code}: {told_by}"
    ),
    "together the open calls {calls} are of a kind of work that is not put out here, {code}": (
        "вместе открытые наборы {calls} относятся к работам, которые здесь не размещаются, {code}"
    ),
    "allowed is a call that shares no place, web host or accepted person with the others of {together_days} days": (
        "разрешён набор, у которого нет общего места, веб-адреса или принятого человека с другими за "
        "последнее время, дней: {together_days}"
    ),
    "anywhere": "везде",
    "in {country}": "в стране {country}",
    "is below the floor of pay {where}: {per_hour} an hour; {lowest_price} is the lowest price": (
        "ниже минимальной оплаты ({where}): {per_hour} в час; наименьшая цена — {lowest_price}"
    ),
    "{fault}. Without one of these it is allowed; the operator may let a single call pass": (
        "{fault}. Без одного из этих признаков это разрешено; оператор может пропустить отдельный набор"
    ),
    "Delete template {template_id} of open calls": "Удалить шаблон открытых наборов {template_id}",
    "is needed for a new template: fields of create_open_call, or from_call": (
        "нужно для нового шаблона: поля create_open_call или from_call"
    ),
    "Template {template_id} was made by somebody else; they or an admin of the company may delete it.": (
        "Шаблон {template_id} создан другим пользователем; удалить его может он или администратор компании."
    ),
    "Your company has a template {name} already, number {id}.": (
        "У вашей компании уже есть шаблон {name}, номер {id}."
    ),
    "It is called {name}": "Название: {name}",
    "does not go together with from_call; choose one": "не сочетается с from_call; выберите одно",
    "is needed for a new template": "нужно для нового шаблона",
    "open call template": "шаблон открытого набора",
    "Nobody was accepted.": "Никто не принят.",
    "{called} stays as it is.": "{called}: ничего не меняется.",
    "{called} stays a draft.": "{called}: остаётся черновиком.",
    "Applications that were decided already: {states}. Nothing changed.": (
        "Заявки, по которым решение уже принято: {states}. Ничего не изменилось."
    ),
    " with ": " вместе с ",
}
