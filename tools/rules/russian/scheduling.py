"""Bookings, events, schedules and calendars."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # Bookings.
    "{start} to {end} ({zone})": "{start} – {end} ({zone})",
    "{who} asks for {label} on {when}, {seats}.": "{who} просит записать на {label}: {when}, {seats}.",
    "Answer by {until}; then the time is free again.": "Ответьте до {until}; после этого время снова свободно.",
    "{label} on {when} waits for the payment of {amount}.": "{label}, {when}: ждёт оплаты {amount}.",
    "It is held until {until}; then the time is free again.": (
        "Время удерживается до {until}; после этого оно снова свободно."
    ),
    "The payment of {amount} reported for {label} on {when} did not arrive, says who was to get it: it is due again.": (
        "Получатель сообщает, что платёж {amount} за {label}, {when}, не поступил: оплата снова ожидается."
    ),
    "{label} on {when} is booked: {who}, {seats}.": "{label}, {when}: запись подтверждена, {who}, {seats}.",
    "{label} on {when} is booked and paid with {amount}: {who}, {seats}.": (
        "{label}, {when}: запись подтверждена и оплачена ({amount}), {who}, {seats}."
    ),
    "{who} booked {label} on {when} for you too.": "{who} записывает и вас на {label}, {when}.",
    "You are on the list of {label} on {when}, {seats}. Answer with confirm_event or decline_event.": (
        "Вы в списке на {label}, {when}, {seats}. Ответьте с помощью confirm_event или decline_event."
    ),
    "{label} on {when} was not paid in time and lapsed.": "{label}, {when}: запись не оплачена вовремя и больше не действует.",
    "{label} on {when} was not answered in time and lapsed.": (
        "{label}, {when}: ответа вовремя не было, запись больше не действует."
    ),
    "{label} on {when} was cancelled by the booker.": "{label}, {when}: отменено тем, кто записывался.",
    "{label} on {when} was called off by the host.": "{label}, {when}: отменено тем, кто принимает.",
    "{who} is out of the time together on {when}. {label} itself stands.": (
        "{who} больше не участвует в общей встрече {when}. Запись {label} остаётся в силе."
    ),
    "{label} on {when} is open to you no longer: you wait for it no more.": (
        "{label}, {when}, вам больше недоступно: вы больше не ждёте этого времени."
    ),
    "{label} on {when} is kept for you no longer: the host released it.": (
        "{label}, {when}: время больше не удерживается для вас, его освободил тот, кто принимает."
    ),
    "{label} on {when} has become free and is kept for you until {until}. book_schedule with hold_id takes it, "
    "release_slot_hold lets it go.": (
        "{label}, {when}: место освободилось и удерживается для вас до {until}. Занять его: book_schedule с hold_id, "
        "отказаться: release_slot_hold."
    ),
    "What is kept for you is {hold} in schedule {schedule}. Pass {token} to book_schedule as hold_id, or to release_slot_hold "
    "as token.": (
        "Для вас удерживается {hold} в расписании {schedule}. Передайте {token} в book_schedule как hold_id или в "
        "release_slot_hold как token."
    ),
    "You wait for {label} on {when} no longer: the host took you out of the line.": (
        "{label}, {when}: вы больше не в очереди, вас убрал тот, кто принимает."
    ),
    "{label} on {when} is cancelled: the host did not come.": "{label}, {when}: отменено, принимающий не пришёл.",
    "{label} on {when} is cancelled: who booked did not come.": "{label}, {when}: отменено, записавшийся не пришёл.",
    "The host of {label} on {when} says that nobody came for the booking of {who}.": (
        "Принимающий сообщает, что на {label}, {when}, по записи {who} никто не пришёл."
    ),
    "{who} says that the host did not come to {label} on {when}.": (
        "{who} сообщает, что принимающий не пришёл на {label}, {when}."
    ),
    "Unless you say otherwise by {until} with mark_booking_no_show, this holds.": (
        "Если до {until} вы не возразите с помощью mark_booking_no_show, это будет считаться верным."
    ),
    "Then {refund} goes back to whoever paid, and {kept} to whoever is paid.": (
        "Тогда {refund} вернётся плательщику, а {kept} уйдёт получателю."
    ),
    "The sides do not agree who came to {label} on {when}. It is open again, and what is held for it stays held, until "
    "they agree through request_event_correction.": (
        "Стороны расходятся в том, кто пришёл на {label}, {when}. Запись снова открыта, удержанное остаётся удержанным, пока "
        "они не договорятся через request_event_correction."
    ),
    "It is no longer said that you did not come to {label} on {when}.": (
        "Сообщение о том, что вы не пришли на {label}, {when}, снято."
    ),
    "{label} on {when} is completed: one side did not come.": "{label}, {when}: завершено, одна сторона не пришла.",
    "{refund} went back to whoever paid, {kept} went to whoever is paid.": (
        "Плательщику возвращено {refund}, получателю перечислено {kept}."
    ),
    "{label} on {when} was called off by the organiser.": "{label}, {when}: отменено организатором.",
    "{label} on {when} was ended by agreement.": "{label}, {when}: завершено по соглашению.",
    "{label} on {when} was turned down by the host.": "{label}, {when}: отклонено тем, кто принимает.",
    "{refund} went back to whoever paid.": "Плательщику возвращено {refund}.",
    "{kept} went to whoever is paid.": "Получателю перечислено {kept}.",
    "They said: {note}": "Комментарий: {note}",
    "{label} on {when} was sent back by who pays for it; what is held for it stays held until both sides agree "
    "through request_event_correction.": (
        "{label}, {when}: плательщик не принял работу; удержанное остаётся удержанным, пока обе стороны не договорятся "
        "через request_event_correction."
    ),
    "{label} on {when} is over. The {held} held for it goes to whoever is paid on {until}, unless you accept it before "
    "with pay_schedule_events or send it back with decline_event.": (
        "{label}, {when}: время прошло. Удержанные {held} уйдут получателю {until}, если вы раньше не примете это "
        "с помощью pay_schedule_events или не отклоните с помощью decline_event."
    ),
    "{label} on {when} is over, and {amount} is due for it.": "{label}, {when}: время прошло, к оплате {amount}.",
    "{label} on {when} is completed: {amount} was paid out.": "{label}, {when}: завершено, выплачено {amount}.",
    "{label} on {when} is accepted and completed; its {amount} is paid outside.": (
        "{label}, {when}: принято и завершено; {amount} оплачивается вне системы."
    ),
    "{label} takes place on {when}.": "{label} состоится {when}.",
    "You serve {label} on {when}.": "Вы проводите {label}: {when}.",
    "{who} serves {label} on {when} now.": "Теперь {label}, {when}, проводит {who}.",
    "Event {id}": "Событие {id}",
    "{link}Your booking {id} in event {event} has ended; nothing is left to answer.": (
        "{link}Ваша запись {id} в событии {event} завершена; отвечать больше не на что."
    ),
    "{link}Event {event}: whoever signs in with this address sees and answers it there.": (
        "{link}Событие {event}: его видит и отвечает на него тот, кто войдёт с этим адресом."
    ),
    "{link}Your booking {id} is in event {event}. get_event shows it, request_event_correction suggests another time, "
    "decline_event ends it: each with this event_id and, as token, the one you got when you confirmed the booking.": (
        "{link}Ваша запись {id} в событии {event}. get_event показывает её, request_event_correction предлагает другое время, "
        "decline_event отменяет её: каждый с этим event_id и с токеном, полученным при подтверждении записи."
    ),
    # Events.
    "To answer: vote_on_event_corrections with event_id {id}, ids [{ids}] and vote true or false.": (
        "Чтобы ответить: vote_on_event_corrections с event_id {id}, ids [{ids}] и vote true или false."
    ),
    "Another time is suggested for {event}: {wanted}.": "Предложено другое время для {event}: {wanted}.",
    "Another price is suggested for {event}: {wanted}.": "Предложена другая цена для {event}: {wanted}.",
    "Another value is suggested for {event}: {wanted}.": "Предложено другое значение для {event}: {wanted}.",
    "Your suggestion for {event} was agreed: {wanted}.": "Ваше предложение для {event} принято: {wanted}.",
    "Your suggestion for {event} was refused: {wanted}.": "Ваше предложение для {event} отклонено: {wanted}.",
    "It is event {id} now and was event {before}.": "Теперь это событие {id}, было событие {before}.",
    "{label} was moved from {before} to {after}.": "{label}: перенесено с {before} на {after}.",
    "Say yes to it with confirm_event, or leave without loss with decline_event.": (
        "Согласитесь с помощью confirm_event или откажитесь без потерь с помощью decline_event."
    ),
    "{event} was moved to {when}.": "{event}: перенесено на {when}.",
    "Please answer again with confirm_event or decline_event.": (
        "Пожалуйста, ответьте снова с помощью confirm_event или decline_event."
    ),
    "You are invited to {event}.": "Вас приглашают: {event}.",
    "{who} booked {event} for you too.": "{who} записывает и вас: {event}.",
    "You are no longer on the list of {event}.": "Вас больше нет в списке: {event}.",
    "{event} was called off.": "{event}: отменено.",
    "Please answer with confirm_event or decline_event.": "Пожалуйста, ответьте с помощью confirm_event или decline_event.",
    "{who} put you down for {event}.": "{who} назначает вас на {event}.",
    "{who} comes to {event}.": "{who} придёт: {event}.",
    "{who} accepted and completed {event}.": "{who} принимает и завершает: {event}.",
    "{who} sent back, being who pays for it, {event}.": "{who}, плательщик, не принимает: {event}.",
    "{who} does not come to {event}.": "{who} не придёт: {event}.",
    "{who} has done {event}.": "{who}: выполнено, {event}.",
    "{event} is over and counts as done.": "{event}: время прошло, считается выполненным.",
    "{event} counts as accepted and is closed: nobody sent it back in time.": (
        "{event}: считается принятым и завершено, так как никто вовремя не возразил."
    ),
    "{label} on {date}": "{label}, {date}",
    "{label} on {start} ({zone})": "{label}, {start} ({zone})",
    "start {start} ({zone})": "начало {start} ({zone})",
    "state {state}": "состояние {state}",
    "pending": "ждёт ответа",
    "confirmed": "подтверждено",
    "declined": "отклонено",
    "cancelled": "отменено",
    "delivered": "выполнено",
    "completed": "завершено",
    "amount": "сумма",
    "duration": "длительность",
    "date": "дата",
    "currency": "валюта",
    "payment status": "состояние оплаты",
    "timezone": "часовой пояс",
    "label": "название",
    "description": "описание",
    "private": "видимость",
    "credit": "предоплата",
    "benefitable": "получатель оплаты",
    "files": "файлы",
    "attendees": "участники",
    "Payment": "Платёж",
    "{who} reports having paid you {amount}: confirm_event says that it came, decline_event that it did not. "
    "Without an answer it counts from {until} on.": (
        "{who} сообщает о платеже вам на {amount}: confirm_event подтверждает, что деньги пришли, decline_event — что нет. "
        "Без ответа платёж засчитывается с {until}."
    ),
    "Your payment of {amount} for {label} was recorded; it pays your next bookings.": (
        "Ваш платёж {amount} за {label} записан; из него оплачиваются ваши следующие записи."
    ),
    "The payment of {amount} you reported did not arrive, says who was to get it.": (
        "Получатель сообщает, что платёж {amount}, о котором вы заявили, не поступил."
    ),
    "The {amount} charged for {date} in {contract} were refused{because}. update_participant_charge corrects the charge and "
    "asks again.": (
        "Начисление {amount} за {date} по договору {contract} отклонено{because}. update_participant_charge исправит его и "
        "запросит снова."
    ),
    "The {amount} you reported as paid in {contract} never came, says the receiver{because}.": (
        "Получатель сообщает, что {amount}, о которых вы заявили по договору {contract}, не пришли{because}."
    ),
    # Schedules.
    "Schedule {id}": "Расписание {id}",
    "schedule {id} {label}": "расписание {id} {label}",
    "owner": "владелец",
    "manager": "управляющий",
    "host": "исполнитель",
    "observer": "наблюдатель",
    "You are asked to be {role} of {schedule}. Nothing of you is used or shown before you agree: accept_schedule_role or "
    "decline_schedule_role answers, list_my_schedule_roles shows it.": (
        "Вам предлагают роль: {role}, {schedule}. Пока вы не согласились, ничего вашего не используется и не показывается: "
        "ответить можно с помощью accept_schedule_role или decline_schedule_role, предложение показывает list_my_schedule_roles."
    ),
    "You are {role} of {schedule} now; remove_schedule_user lets you leave.": (
        "Ваша роль теперь: {role}, {schedule}; выйти можно с помощью remove_schedule_user."
    ),
    "You are no longer asked to take part in {schedule}.": "Вам больше не предлагают участие: {schedule}.",
    "You were taken off {schedule}.": "Вас исключили: {schedule}.",
    "{who} left {schedule}.": "{who} больше не участвует: {schedule}.",
    "{who} is {role} of {schedule} now.": "{who} теперь {role}: {schedule}.",
    "{who} does not want to be {role} of {schedule}.": "{who} отказывается от роли {role}: {schedule}.",
    "{schedule} was deleted: nothing more can be booked in it. {then}": (
        "{schedule} удалено: записаться в нём больше нельзя. {then}"
    ),
    "What was confirmed stays.": "Подтверждённое остаётся в силе.",
    "What was booked in it is called off.": "Всё, что в нём было назначено, отменено.",
    "You are named as who is paid for what is booked in schedule {id} {label}.": (
        "Вы указаны как получатель оплаты за записи в расписании {id} {label}."
    ),
    "You are no longer who is paid for what is booked in schedule {id} {label}.": (
        "Вы больше не получатель оплаты за записи в расписании {id} {label}."
    ),
    "You are named as who pays for what is booked in schedule {id} {label}.": (
        "Вы указаны как плательщик за записи в расписании {id} {label}."
    ),
    "You are no longer who pays for what is booked in schedule {id} {label}.": (
        "Вы больше не плательщик за записи в расписании {id} {label}."
    ),
    "The terms you are asked to work on in contract {id} changed.": (
        "Условия, на которых вам предлагают работать по договору {id}, изменились."
    ),
    "The terms you are asked to work on in contract {id} changed: {schedule}.": (
        "Условия, на которых вам предлагают работать по договору {id}, изменились: {schedule}."
    ),
    "A change of {schedule} is proposed; reply_to_participation_request answers it (contract_id {contract}, participant_id "
    "{place}, correction_id {correction}).": (
        "Предложено изменение: {schedule}; ответить можно с помощью reply_to_participation_request (contract_id {contract}, "
        "participant_id {place}, correction_id {correction})."
    ),
    # Outside calendars.
    "The outside calendar {calendar} cannot be read. {fault} What was read last still blocks your time; it is tried "
    "again by itself.": (
        "Внешний календарь {calendar} не удаётся прочитать. {fault} Прочитанное раньше по-прежнему занимает ваше время; "
        "попытки повторяются сами."
    ),
    "The outside calendar {calendar} cannot be written to. {fault} Bookings that are missing there follow when it works "
    "again; it is tried again by itself.": (
        "Во внешний календарь {calendar} не удаётся записать. {fault} Записи, которых там не хватает, появятся, когда он "
        "заработает; попытки повторяются сами."
    ),
    "The outside calendar {calendar} is read again.": "Внешний календарь {calendar} снова читается.",
    "The outside calendar {calendar} is written to again.": "Во внешний календарь {calendar} снова удаётся записывать.",
    "The outside calendar {calendar} {what}": "Внешний календарь {calendar}: {what}",
    " It ": " Кроме того: ",
    "event {id} at {start}": "событие {id}, {start}",
    "{these} and {more} more": "{these} и ещё {more}",
    "has appointments at the time of {events}. Nothing was moved or called off.": (
        "в нём есть встречи на то же время, что и {events}. Ничего не перенесено и не отменено."
    ),
    "could not be read whole, and these times count as free: {first}": (
        "он прочитан не полностью, и это время считается свободным: {first}"
    ),
    "And {more} more: get_calendar_sync_settings shows them.": "И ещё {more}: их показывает get_calendar_sync_settings.",
    # Time zones.
    "The clocks in {zone} follow new rules: {name} was agreed for {agreed}, and its moment {moment} is {shown} there now. "
    "The moment stays. {next}": (
        "Часы в {zone} идут по новым правилам: {name} было назначено на {agreed}, а момент {moment} теперь там {shown}. "
        "Момент остаётся прежним. {next}"
    ),
    "request_event_correction suggests another time.": "Предложить другое время можно с помощью request_event_correction.",
    "Agree with the other side when to come; update_work_order moves it.": (
        "Договоритесь с другой стороной, когда приехать; update_work_order переносит наряд."
    ),
}
