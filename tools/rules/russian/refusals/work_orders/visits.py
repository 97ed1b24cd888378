"""Refusals and questions: work orders visits."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "needs a service window; the company sets one with update_work_order_schedule": (
        "требует окна времени; компания задаёт его с помощью update_work_order_schedule"
    ),
    "Only the provider assigned to work order {id} says so.": "Сообщить это может только исполнитель наряда {id}.",
    "goes with the other: give both or neither": "передаётся вместе с другой координатой: обе или ни одной",
    "must not be blank: the company has to know why": "не должно быть пустым: компании нужно знать причину",
    "must lie ahead; now is {now}": "должно быть в будущем; сейчас {now}",
    "Only the company verifies time; leave verified out.": "Время подтверждает только компания; уберите verified.",
    "Only the company takes a check-out back; give the right time of it instead.": (
        "Отметку ухода отменяет только компания; вместо этого укажите верное время ухода."
    ),
    "That overlaps {text} of work order {id}. To change both at once: update_all_work_order_time_logs.": (
        "Это пересекается с другим: {text} (наряд {id}). Чтобы изменить оба сразу: update_all_work_order_time_logs."
    ),
    "says nothing to change: {fields}": "не указывает, что изменить: {fields}",
    "is needed: time log {id} is closed, and the company is told why it changes": (
        "требуется: запись времени {id} закрыта, и компании сообщают, почему она меняется"
    ),
    "of time log {id} is empty already: somebody is checked in": (
        "в записи времени {id} уже пусто: исполнитель ещё на месте"
    ),
    "{ids} is named twice": "{ids} указано дважды",
    "would overlap {text}": "пересеклось бы с другим: {text}",
    "Delete the problem '{kind}' of work order {id}": "Удалить затруднение '{kind}', наряд {id}",
    "Only {author}, who reported problem {id}, changes what it says.": (
        "Затруднение {id}: автор сообщения — {author}; содержание меняет только автор."
    ),
    "Problem {id} is settled by {who} only.": "Снять затруднение {id} может только {who}.",
    "name what to change: status, note, comments or type_id": (
        "укажите, что изменить: status, note, comments или type_id"
    ),
    "says how it was settled: give status resolved with it": (
        "рассказывает, как это решено: передайте вместе с ним status resolved"
    ),
    "must not be blank: say what is wrong": "не должно быть пустым: напишите, что не так",
    "Only the company opens a settled problem again.": "Снятое затруднение снова открывает только компания.",
    "What the system opened is deleted by an admin of the company only.": (
        "То, что открыто системой, удаляет только администратор компании."
    ),
    "A provider deletes an own problem only, and only while it is open.": (
        "Исполнитель удаляет только своё затруднение, и только пока оно открыто."
    ),
    "problem": "затруднение",
    " and {count} days more": " и ещё дней: {count}",
    "must lie in the service window: {listed}{more}": "должно попадать в окно времени: {listed}{more}",
    "must be after the check-in at {start}": "должно быть позже отметки прибытия, {start}",
    "lies in the future; now is {now}": "относится к будущему; сейчас {now}",
    "is for device pay only; this order has {pay_type} pay": (
        "только для типа оплаты device; тип оплаты этого наряда: {pay_type}"
    ),
    "goes with check_out: they are counted at the end of the visit": (
        "передаётся вместе с check_out: их считают в конце визита"
    ),
    "is needed with check_out, as pay goes by device: how many were done on this visit": (
        "требуется вместе с check_out, ведь оплата идёт по устройствам: сколько их сделано за этот визит"
    ),
    "no": "нет",
    "is needed with start: nothing is scheduled yet": "требуется вместе со start: время ещё не назначено",
    "{id} is not one of the reasons: {named_entries}": "{id} не входит в причины: {named_entries}",
    "Remove return visit {id} of work order {row_id}": "Убрать повторный визит {id}, наряд {row_id}",
    "Whether a return visit is paid for is the company's to say; leave is_billable out.": (
        "Оплачивается ли повторный визит, решает компания; уберите is_billable."
    ),
    "Return visit {id} is not yours to change; the company is asked for it.": (
        "Повторный визит {id} меняете не вы; попросите об этом компанию."
    ),
    "name what to change: revisit_reason_id, is_billable, notes, scheduled_at or status": (
        "укажите, что изменить: revisit_reason_id, is_billable, notes, scheduled_at или status"
    ),
    "return visit": "повторный визит",
    "is needed with its longitude: the order asks for the place of every check-in and check-out": (
        "требуется вместе с долготой: наряд требует указывать место при каждой отметке прибытия и ухода"
    ),
    "Take time log {id} of {hours} hours off work order {row_id}": (
        "Убрать запись времени {id} (часов: {hours}), наряд {row_id}"
    ),
    "name what to change: {fields}": "укажите, что изменить: {fields}",
    "{user_id} is not assigned here; time is logged for person {assignee_id}": (
        "{user_id} здесь не назначен; время записывается для пользователя {assignee_id}"
    ),
    "That overlaps {text} of work order {id}; correct one of the two.": (
        "Это пересекается с другим: {text} (наряд {id}); исправьте одно из двух."
    ),
    "give check_in to begin a visit, check_out to end it, or both for a whole one; {{}} is now": (
        "передайте check_in, чтобы начать визит, check_out, чтобы его закончить, или оба для целого "
        "визита; {{}} означает сейчас"
    ),
    "nobody checked in: time log {id} is open since {since}; check out of it first, with check_out alone": (
        "чтобы никто не был на месте: запись времени {id} открыта с {since}; сначала закройте её, "
        "передав только check_out"
    ),
    "now (checked in)": "сейчас (на месте)",
    "time log {id} from {start} to {until}": "запись времени {id}, {start} — {until}",
    "an open time log to check out of; give check_in as well to enter a whole visit": (
        "открытая запись времени, в которой отмечают уход; чтобы внести посещение целиком, укажите и check_in"
    ),
    "to be at most 24 hours before the arrival at {start}: from {earliest} on": (
        "чтобы до прибытия оставалось не больше 24 часов: прибытие {start}, самое раннее время {earliest}"
    ),
    "nobody checked in: the provider is there": "чтобы никто не был на месте: исполнитель уже там",
    "to come before the first check-in": "чтобы первого прихода ещё не было",
    "{start} to {end}": "{start} – {end}",
    "another closed time log: {type} pay of work reported done goes by it": (
        "ещё одна закрытая запись времени: по ней считают оплату ({type}) сданной работы"
    ),
    "assigned; once work is reported done the company corrects its time": (
        "назначенный наряд; когда работа сдана, время исправляет компания"
    ),
    "a time log that is not verified; {id} was checked by the company": (
        "непроверенная запись времени; запись {id} проверена компанией"
    ),
    "assigned, to take a check-out back": "назначенный наряд, чтобы отметку об уходе можно было снять",
    "one open time log at most; {id} is open": "не больше одной открытой записи времени; открыта запись {id}",
    "Choose another time in the service window": "Выберите другое время в окне обслуживания",
    "Choose another time in the service window, or confirm the arrival as planned, at {planned}": (
        "Выберите другое время в окне обслуживания или подтвердите прибытие, как запланировано: {planned}"
    ),
    "is not free for work order {id} then: {met}. {ways}": "в это время занят для наряда {id}: {met}. {ways}",
    "the company": "компания",
    "the hall's support": "поддержка площадки",
    "the provider": "исполнитель",
    "{clocks}; say which with an offset: {one} or {other}": (
        "{clocks}; укажите, какое именно, со смещением: {one} или {other}"
    ),
    "the clocks of {zone} skip this time": "такого времени в поясе {zone} не бывает",
    "the clocks of {zone} show this time twice": "такое время в поясе {zone} бывает дважды",
}
