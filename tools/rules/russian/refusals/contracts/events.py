"""Refusals and questions: contracts events."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "set what an event pays, and whom": "задавать, сколько и кому платят за событие",
    "plan for others": "планировать за других",
    "make entries of your own": "делать свои записи",
    "contract {contract_id}": "договор {contract_id}",
    "no contract": "нет договора",
    "event {id} belongs to {whose}, not to contract {stand_id}": (
        "событие {id} не относится к договору {stand_id}; у него {whose}"
    ),
    "event": "событие",
    "{name} pays you: a member with write level 4 accepts it, with confirm_event once it is delivered (555).": (
        "{name}: платят за это вам. Принимает тот, у кого уровень записи (write) 4, с помощью "
        "confirm_event, когда всё выполнено (555)."
    ),
    "{name} is a {noun}; {tool} changes it.": "{name}: вид — {noun}; изменить можно с помощью {tool}.",
    (
        "{name} is an appointment of schedule {kal_schedule_id}; request_event_correction moves it, "
        "decline_event ends a booking of it."
    ): (
        "{name} — встреча из расписания {kal_schedule_id}; request_event_correction переносит её, "
        "decline_event прекращает её бронирование."
    ),
    "nothing to change was given": "не указано, что изменить",
    "{name} {why}. Nothing changed.": "{name}: {why}. Ничего не изменено.",
    "a comment has only a text (label, description) and files; delete_event takes it back": (
        "у комментария есть только текст (label, description) и файлы; delete_event удаляет его"
    ),
    "a task has a date and an estimate, but no time of day; create_contract_event plans a time": (
        "у задания есть день и оценка, но нет времени суток; время планирует create_contract_event"
    ),
    "an appointment keeps a time; 444 calls it off": "у встречи всегда есть время; 444 отменяет её",
    "{name} is paid, or its payment is on the way: {locked} stay as they are; only its text can change. Nothing changed.": (
        "{name}: оплата уже прошла или в пути, поэтому {locked} не меняется; изменить можно только "
        "текст. Ничего не изменено."
    ),
    "cannot become {state_name}: {fault}": "нельзя перевести в состояние {state_name}: {fault}",
    "is needed, unless kal_id is the own calendar of a contract of yours": (
        "нужно указать, если только kal_id не собственный календарь вашего договора"
    ),
    "schedule {schedule_id} stands in calendar {kal_id}, not in this one": (
        "расписание {schedule_id} находится в календаре {kal_id}, а не в этом"
    ),
    "an event lasts 15 to 1440 minutes; start and end are {minutes} apart": (
        "событие длится от 15 до 1440 минут; между началом и концом — {minutes}"
    ),
    "is {currency}, the contract's; leave it out": "уже {currency}, валюта договора; не передавайте",
    "is needed: a charge is for so many minutes, 15 to 1440": (
        "нужно указать: начисление делается за минуты, от 15 до 1440"
    ),
    "add a {kind}": "добавить запись ({kind})",
    "a comment has none": "у комментария этого нет",
    "give tasks to others": "давать задания другим",
    "To add a {kind} in {name} needs read level 1; yours is {read}.": (
        "Чтобы добавить запись ({kind}, {name}), нужен уровень чтения (read) 1; у вас {read}."
    ),
    "Participant {id} is {state_name}; tasks are for those who are confirmed.": (
        "Участник {id}: состояние — {state_name}; задания дают тем, чьё участие подтверждено."
    ),
    "a {kind} needs a text": "нужен текст ({kind})",
    "of a charge at most {longest_charge_label} characters; this has {count}": (
        "у начисления знаков не больше {longest_charge_label}; здесь {count}"
    ),
    "you have no place of your own here: say which of {listed}": (
        "у вас здесь нет своего места: укажите одно из этих: {listed}"
    ),
    "you have several places: say which of {listed}": "у вас несколько мест: укажите одно из этих: {listed}",
    "show events": "показывать события",
    "export {export_id} of event": "экспорт {export_id}, событие",
    "{name} was taken out of schedule {schedule_id} already, at {detached_at}. Nothing changed.": (
        "{name}: из расписания {schedule_id} уже убрано, {detached_at}. Ничего не изменено."
    ),
    "show events of others in schedules": "показывать чужие события в расписаниях",
    "export {export_id} is of {name}": "экспорт {export_id} относится сюда: {name}",
    "{name} is a {noun}; only appointments have a time to show": (
        "{name}: вид — {noun}; время для показа есть только у встреч"
    ),
    "event {id}": "событие {id}",
    "{until} is before {first}, {begin}": "{until} раньше, чем {first}, {begin}",
    "is {state_name}: {locked} can be changed only while it is pending or confirmed{more}": (
        "состояние — {state_name}: поля можно менять, только пока состояние — pending или confirmed{more}: {locked}"
    ),
    ", and not together with its end": ", и не вместе с его окончанием",
    "change your own events": "изменять свои события",
    "change events of others": "изменять чужие события",
}
