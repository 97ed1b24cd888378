"""Refusals and questions: scheduling events."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "You may only see that the time of event {event_id} is taken.": (
        "Вам видно только то, что время события {event_id} занято."
    ),
    "{name} belongs to contract {contract_id}, which was archived: nothing in it changes until an owner restores it.": (
        "{name} относится к договору {contract_id}, а он в архиве: ничего в нём не изменится, пока "
        "владелец его не восстановит."
    ),
    "; it belongs to event {event_id}": "; он относится к событию {event_id}",
    "This token is not the key to a booking in event {event_id}{where}.": (
        "Этот токен не открывает запись в событии {event_id}{where}."
    ),
    "Let the agreement about event {id} take effect, for which is held": (
        "Применить договорённость о событии {id}, за которое удержано"
    ),
    "{name} begins at {start_at}: before that it cannot be {state_name}. No vote was counted.": (
        "{name}: начало {start_at}; раньше этого состояние не может быть {state_name}. Голос не учтён."
    ),
    "{refund} goes back to whoever paid": "{refund} вернётся плательщику",
    "{kept} goes to whoever is paid": "{kept} уйдёт получателю",
    (
        "must be from 15 to 1440 minutes; start and end are {minutes} apart. Days off are exceptions of "
        "the schedule: update_schedule"
    ): (
        "должно быть от 15 до 1440 минут; между началом и концом — {minutes}. Выходные дни — это "
        "исключения расписания: update_schedule"
    ),
    "is needed with an amount": "нужно вместе с суммой",
    "this booking has {seats} seat(s); {count} people are named": (
        "мест в этой записи — {seats}; людей названо — {count}"
    ),
    "{state_name} does not become {change_state_name} by suggestion": (
        "состояние {state_name} не меняется на {change_state_name} по предложению"
    ),
    "it begins at {begins}; before that it cannot be {states}": (
        "начало — {begins}; до этого состояние не может быть {states}"
    ),
    "A booking token may only suggest time, label and description, not {more}.": (
        "С токеном записи можно предложить только время, название и описание, но не {more}."
    ),
    "a task has a date and a duration, but no time of day": (
        "у задания есть день и длительность, но нет времени суток"
    ),
    "you have no file {file_id}": "у вас нет файла {file_id}",
    "is locked: it is paid, or its payment is on the way": "заблокировано: оплачено, или платёж уже в пути",
    "only {escrow} is held; settle on that or less": (
        "удержано только {escrow}; договоритесь об этой сумме или меньшей"
    ),
    "this has several bookings, each with a state of its own; 200, 444 and 555 go for all of them": (
        "здесь несколько записей, у каждой своё состояние; 200, 444 и 555 действуют для всех"
    ),
    "nothing would change: {name} has these values already": (
        "ничего бы не изменилось: {name}, эти значения уже стоят"
    ),
    "there is nothing to pay": "платить не за что",
    "{escrow} is held here; this field is for payments made elsewhere": (
        "{escrow} удержано здесь; это поле — для платежей, сделанных в другом месте"
    ),
    "it was written at {created_at}": "он написан {created_at}",
    "it is not yours": "он не ваш",
    (
        "{name} is a comment: its author changes or deletes it for {comment_hours} hours, a member with "
        "write level 5 always; {since}."
    ): (
        "{name} — комментарий: автор может изменить или удалить его в течение {comment_hours} ч, "
        "участник с уровнем write 5 — всегда; {since}."
    ),
    "{name} is {other_name}: {why}.": "{name}: состояние — {other_name}; {why}.",
    " at {release_at}": " {release_at}",
    (
        "{name} must be paid first: {amount}. pay_schedule_events with schedule_id={schedule_id} and "
        "ids=[{event_id}] does that."
    ): (
        "{name}: сначала нужна оплата, {amount}. Это делает pay_schedule_events с "
        "schedule_id={schedule_id} и ids=[{event_id}]."
    ),
    "{name} is a charge or deposit of a contract; approve_contract_transactions says yes to those.": (
        "{name} — начисление или депозит договора; их принимает approve_contract_transactions."
    ),
    "Only a host may accept somebody else's booking; leave attendee_id out for your own.": (
        "Принять чужую запись может только исполнитель; для своей не указывайте attendee_id."
    ),
    "Booking {id} in {name} held its slot only until {until} and is gone. The slot is {more}.": (
        "Запись {id} ({name}) удерживала время только до {until} и больше не действует. Время {more}."
    ),
    "only a request that waits for an answer can be accepted": "принять можно только запрос, который ждёт ответа",
    "its guest has to confirm it first, with the code that was mailed": (
        "сначала гость должен подтвердить её кодом из письма"
    ),
    "it can no longer be accepted; book again": "принять её уже нельзя; запишитесь снова",
    (
        "{escrow} is held for {name}: accepting pays it out. pay_schedule_events with release=true does "
        "that, or it is paid out by itself{when}."
    ): (
        "Удержано {escrow}, {name}: принятие выплачивает эти деньги. Это делает pay_schedule_events с "
        "release=true, или они выплатятся сами{when}."
    ),
    "it can no longer be accepted": "принять это уже нельзя",
    "there is nothing left to confirm": "подтверждать больше нечего",
    "You are not one of the people of {name}.": "Вас нет среди участников: {name}.",
    "still free: it can be booked again": "всё ещё свободно: на него можно записаться снова",
    "taken by now": "уже занято",
    "{name} is a {noun}; it is changed in its contract, with update_contract_{noun} or update_participant_{noun}.": (
        "{name}: вид — {noun}; изменить это можно в договоре с помощью update_contract_{noun} или "
        "update_participant_{noun}."
    ),
    "{name} is only kept for somebody: nobody has booked it. Nothing changed.": (
        "{name} только придержано для кого-то: никто этого не забронировал. Ничего не изменилось."
    ),
    "To suggest changes of {name} you need a part in it or write level 1.": (
        "Чтобы предлагать изменения ({name}), нужно в этом участвовать или иметь уровень write 1."
    ),
    "{name} is {state_name}; suggestions are for what is still open. A booking is made anew with book_schedule.": (
        "{name}: состояние — {state_name}; предлагать можно то, что ещё открыто. Записаться заново: book_schedule."
    ),
    "{name} is a payment for booked time; it stays as it is.": (
        "{name} — платёж за занятое время; он остаётся как есть."
    ),
    "Booking {id} in {name} is {state_name}: {refused}.": (
        "Запись {id} ({name}): состояние — {state_name}; {refused}."
    ),
    "says which of these: {listed}; delete_event calls off the whole event": (
        "указывает, что из этого: {listed}; delete_event отменяет всё событие"
    ),
    "End booking {id} of event {stand_id}, for which is held": (
        "Завершить запись {id} в событии {stand_id}, за которую удержано"
    ),
    "{kept} is lost to whoever paid and goes to whoever is paid": "плательщик теряет {kept}, деньги уйдут получателю",
    "it is too late to decline": "отказываться уже поздно",
    "You have declined {name} already; nothing changes.": "Вы уже отказались: {name}; ничего не меняется.",
    "nothing changes": "ничего не меняется",
    "Nobody asked you: {name} is yours to call off with delete_event.": (
        "Вас никто не приглашает: {name} — ваше, отменить можно с помощью delete_event."
    ),
    "Only a host may turn down somebody else's booking; leave attendee_id out for your own.": (
        "Отклонить чужую запись может только исполнитель; для своей не указывайте attendee_id."
    ),
    "Delete event {id}": "Удалить событие {id}",
    ", unless delete_contract_transactions takes an unpaid one away": (
        ", если только delete_contract_transactions не уберёт неоплаченное"
    ),
    "{name} is {state_name} and paid: it stays, because it is part of the books.": (
        "{name}: состояние — {state_name}, оплачено; остаётся, так как входит в учёт."
    ),
    "Event {event_id} was deleted already, at {deleted_at}. Nothing changed.": (
        "Событие {event_id} уже удалено: {deleted_at}. Ничего не изменилось."
    ),
    "{name} is not yours to delete; decline_event says that you do not come.": (
        "Удалить это вы не можете: {name}; decline_event сообщит, что вы не придёте."
    ),
    "{name} is a charge or deposit; those stay in the books{where_deleted}.": (
        "{name} — начисление или депозит; они остаются в учёте{where_deleted}."
    ),
    "the calendar it comes from": "календарь, из которого это взято",
    "{name} was imported: delete it in {where}.": "{name}: импортировано, удалите в исходном месте: {where}.",
    "{name} is disputed; {escrow} waits until both sides agree.": (
        "{name}: есть спор; {escrow} ждёт, пока обе стороны не договорятся."
    ),
    " with {children} entries below it": " и записи под ним ({children})",
    ", cancel {bookings} booking(s)": ", отменить записи ({bookings})",
    "its payment": "оплата за него",
    "refused": "отклонено",
    "{name} was refused already.": "{name}: уже отклонено.",
    "{name} no longer waits for an answer; nothing changes.": "{name}: ответа больше не ждёт; ничего не меняется.",
    "{name} is a charge or deposit of a contract; those are {answer} there.": (
        "{name} — начисление или депозит договора; решение принимается там: {answer}."
    ),
    "Only {name}, who got the money, can say whether it arrived.": (
        "Сказать, пришли ли деньги, может только получатель: {name}."
    ),
    "{money} is less than the {total} that these bookings cost": (
        "{money} — меньше, чем {total}, стоимость этих записей"
    ),
    "there is nothing unpaid that this sum covers whole": (
        "нет ничего неоплаченного, что эта сумма покрыла бы целиком"
    ),
    "lies in the future; today is {date}": "в будущем; сегодня {date}",
    "must be at least 1": "должно быть не меньше 1",
    "payments of participants are recorded in their contract": "платежи участников записываются в их договоре",
    "person {payer_id} has no booking in schedule {id}": "у пользователя {payer_id} нет записи в расписании {id}",
    "Already paid, or reported as paid: event {named}. Leave them out.": (
        "Уже оплачено или заявлено как оплата: событие {named}. Не указывайте их."
    ),
    "nobody yet": "пока никого",
    "For event {events}": "За событие {events}",
    "For no booking yet": "Пока ни за какую запись",
    "person {payer_id} pays for none of these": "пользователь {payer_id} не платит ни за что из этого",
    "says whose payment it is; payers here: {listed}": "указывает, чей это платёж; плательщики здесь: {listed}",
    "unpaid booking in event": "неоплаченная запись в событии",
    "{minutes} minutes; a session lasts 15 to {longest_session}": (
        "{minutes} мин; занятие длится от 15 до {longest_session} мин"
    ),
    "add sessions": "добавлять занятия",
    (
        "Nobody is free to serve {name} then: {taken}. Choose another time, or add hosts; time that "
        "shall only be blocked takes bookable=false."
    ): (
        "В это время никто не свободен: {name}; {taken}. Выберите другое время или добавьте "
        "исполнителей; если время нужно только закрыть, укажите bookable=false."
    ),
    (
        "{text}. For time off over several days add an exception with update_schedule, in "
        "settings.exceptions: {{from: '{first}', until: '{last}', windows: []}} closes these days whole, "
        "and windows keep hours open"
    ): (
        "{text}. Чтобы закрыть несколько дней, добавьте исключение с помощью update_schedule в "
        "settings.exceptions: {{from: '{first}', until: '{last}', windows: []}} закрывает эти дни "
        "целиком, а windows оставляет часы открытыми"
    ),
    "is named twice; give them more seats instead": "повторяется дважды; лучше дайте больше мест",
    "host {id} from {start} to {end}": "исполнитель {id}: {start} – {end}",
    "payments are recorded with record_schedule_deposit": "платежи записываются с помощью record_schedule_deposit",
    "charges belong to a contract and are not made here": "начисления относятся к договору и здесь не создаются",
    "{name} is in {own}; leave currency out": "{name}: валюта — {own}; не указывайте currency",
    "is required: a moment with offset, or HH:MM on date": (
        "нужно указать: момент со смещением от UTC или HH:MM в день из date"
    ),
    "is required unless start says the day": "нужно указать, если день не следует из start",
    "{start} is past; a session entered afterwards has status_id 555, 777, 400 or 444": (
        "{start} уже прошло; у занятия, добавленного задним числом, status_id 555, 777, 400 или 444"
    ),
    "{state_name} is only for a session that is over; use 200 or 100": (
        "{state_name} — только для занятия, которое закончилось; используйте 200 или 100"
    ),
    "only a session (type 1) has seats": "места есть только у занятия (тип 1)",
    "time that is only blocked has no seats; leave bookable out": (
        "у времени, которое только закрыто, нет мест; не указывайте bookable"
    ),
    "{seats} seats are taken by attendees; capacity is {capacity}": (
        "занято мест в attendees: {seats}; capacity: {capacity}"
    ),
    "it has no hosts, or they serve it at that start": "исполнителей нет, или они уже заняты там с этого времени",
    "Somebody invited": "Кто-то из приглашённых",
    "The schedule of {name} was deleted: it offers no other times.": (
        "Расписание удалено ({name}): другого времени в нём нет."
    ),
    "{name} is busy from {start} to {end}. Nothing changed.": (
        "{name}: занято с {start} до {end}. Ничего не изменилось."
    ),
    "the schedule offers {durations} minutes": "длительность в расписании, в минутах: {durations}",
    "{start} is past": "{start} уже прошло",
    (
        "{name} is refused by the side that pays: a member of contract {contract_id} with write level "
        "{pays} whom it does not pay. Your own you take back with delete_contract_transactions."
    ): (
        "{name}: отклоняет сторона, которая платит, то есть участник договора {contract_id} с уровнем "
        "write {pays}, если оплату получает не он. Своё можно отозвать с помощью "
        "delete_contract_transactions."
    ),
    "{name} is {names}; only a pending charge can be refused. Nothing changes.": (
        "{name}: состояние — {names}; отклонить можно только начисление, которое ждёт ответа. Ничего не меняется."
    ),
    "Only {name_of}, who was to get the money, can say that it never came.": (
        "Сказать, что деньги не пришли, может только тот, кому они предназначались: {name_of}."
    ),
    "Transaction {event_id} changed meanwhile. Nothing happened.": (
        "Операция {event_id} за это время изменилась. Ничего не сделано."
    ),
    "You have no vote on correction {id}; {names} decide.": "У вас нет голоса по исправлению {id}; решают: {names}.",
    "correction {id} of event": "исправление {id} события",
    "Correction {id} ({field}) is decided already: {state_name} at {decided_at}. No vote was counted.": (
        "Решение по исправлению {id} ({field}) уже принято: {state_name}, {decided_at}. Голос не учтён."
    ),
    "Move into escrow, from the balance of {payer},": "Удержать с баланса (плательщик — {payer})",
    "Record that {payer} paid, outside,": "Записать оплату вне сервиса (плательщик — {payer})",
    "{id} ({who}, {seats})": "{id} ({who}, {seats})",
}
