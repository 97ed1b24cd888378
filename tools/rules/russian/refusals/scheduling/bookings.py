"""Refusals and questions: scheduling bookings."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Booking for contract {contract_id} needs write level 2 in it; yours is {write}.": (
        "Для записи по договору {contract_id} нужен в нём уровень write 2; ваш уровень: {write}."
    ),
    "is not asked; questions: {known}": "такого вопроса нет; вопросы: {known}",
    "You hold {count} unpaid slots {where} already ({parts}), the most allowed. Pay, book or give back one first.": (
        "Вы уже удерживаете неоплаченные окна {where}, всего {count} ({parts}), больше нельзя. Сначала "
        "оплатите, займите или освободите одно из них."
    ),
    "Schedule {schedule_id} states working hours, which are not booked: ask for its person with create_inquiry.": (
        "В расписании {schedule_id} указаны рабочие часы, на них не записываются: запросите этого "
        "человека с помощью create_inquiry."
    ),
    "in this schedule": "в этом расписании",
    "over all schedules": "по всем расписаниям",
    "events {unpaid}": "события {unpaid}",
    "holds {kept}": "удержания {kept}",
    "is required unless event_id says which session": "нужно указать, если event_id не говорит, какое это занятие",
    "a slot of this schedule has {msp}": "мест в одном окне этого расписания: {msp}",
    (
        "The slot at {start} of schedule {id} begins now, before a host's yes, a payment or a mailed code that it "
        "waits for could come. Nothing was booked or charged; take a later one."
    ): (
        "Время {start} в расписании {id} начинается сейчас: согласие принимающего, оплата или код из письма, которых оно "
        "ждёт, прийти уже не успеют. Запись не сделана, ничего не списано; выберите более позднее."
    ),
    "{start} is too soon; the earliest bookable moment is {earliest}": (
        "{start} — слишком скоро; самое раннее время для записи: {earliest}"
    ),
    (
        "{added} unpaid slots {where} are too many beside the {count} you hold: {most} at most. "
        "pay=balance books them all at once. Nothing was booked or charged."
    ): (
        "Неоплаченных окон стало бы слишком много: ещё {added} {where}, а вы уже удерживаете {count}; "
        "можно не больше {most}. pay=balance займёт все сразу. Запись не сделана, ничего не списано."
    ),
    "event {event_id} begins at {begins}; leave start out": (
        "событие {event_id} начинается {begins}; не указывайте start"
    ),
    "event {event_id} began at {begins}": "событие {event_id} уже началось: {begins}",
    "{max_guest_bookings} bookings of guests were made from your network address within the hour. Try later, or sign in.": (
        "Записей гостей с вашего сетевого адреса за час: {max_guest_bookings}. Попробуйте позже или войдите."
    ),
    (
        "{max_unconfirmed} slots of this schedule are held for guests at your network address, the most "
        "allowed. Confirm them with the codes that were mailed, or wait until they are free again."
    ): (
        "Окон этого расписания, которые удерживаются для гостей с вашего сетевого адреса: "
        "{max_unconfirmed}, больше нельзя. Подтвердите их кодами из писем или подождите, пока они "
        "освободятся."
    ),
    "No code can be mailed for this booking, because {why_not}. Nothing was booked. Sign in to book it.": (
        "Код для этой записи нельзя отправить по почте, причина: {why_not}. Запись не сделана. Чтобы "
        "записаться, войдите."
    ),
    "No booking": "Ни одна запись",
    "Booking {booking_id}": "Запись {booking_id}",
    "waits for a code": "не ждёт кода",
    "does not wait for a code": "не ждёт кода",
    "{which} of event {event_id} {no_code}: it was confirmed, or the 15 minutes are over and the time is free again.": (
        "{which} {no_code} (событие {event_id}): она уже подтверждена, или 15 минут прошли и время снова свободно."
    ),
    "{code_tries} wrong codes: this booking can no longer be confirmed from here. Book again.": (
        "Неверных кодов: {code_tries}. Эту запись отсюда уже не подтвердить. Запишитесь снова."
    ),
    "several bookings of this event wait for a code; say which": (
        "кода ждут несколько записей на это событие; укажите, какая из них"
    ),
    "is not the one that was mailed. Tries left: {code_tries}.": (
        "не тот код, что был в письме. Осталось попыток: {code_tries}."
    ),
    "is still free: hold or book it again": "всё ещё свободно: удержите или займите его снова",
    "is taken or not offered by now": "уже занято или больше не предлагается",
    "it became a booking": "оно стало записью",
    "its slot {slot}": "его время {slot}",
    "Hold {public_id} is {status}{when}; {text}. Nothing changed.": (
        "Удержание {public_id}: состояние — {status}{when}; {text}. Ничего не изменилось."
    ),
    "hold {public_id} keeps {shown}; leave {name} out": (
        "в удержании {public_id} указано {shown}; не указывайте {name}"
    ),
    "the place is kept for another address; leave it out": "место удерживается для другого адреса; не указывайте это",
    "slot hold": "удержание времени",
    (
        "The booking link can no longer be used: it was used up, taken back, or its time is over. "
        "Nothing was booked or charged."
    ): (
        "Ссылкой для записи больше нельзя воспользоваться: она использована, отозвана или её срок истёк. "
        "Запись не сделана, ничего не списано."
    ),
    "this link offers {durations} minutes": "длительность по этой ссылке, в минутах: {durations}",
    "this link is for starts {parts}": "эта ссылка для времени начала {parts}",
    "booking link": "ссылка для записи",
    "Event {event_id} ({label}) is {name}: {why}.": "Событие {event_id} ({label}): состояние — {name}; {why}.",
    "Pay {debit} from the balance of {payer} for event {paid}": (
        "Оплатить {debit} с баланса ({payer}), событие {paid}"
    ),
    "Accept event {freed} and pay out the {released} held for it": (
        "Принять событие {freed} и выплатить удержанные за него {released}"
    ),
    "Everything named is paid already": "Всё названное уже оплачено",
    "says which delivered events to accept when release is true": (
        "указывает, какие выполненные события принять, если release равно true"
    ),
    "these are in {currencies}: pay one currency at a time": (
        "валюты здесь: {currencies}; платите по одной валюте за раз"
    ),
    "{count} people need {count} seats; seats is {seats}": "людей {count}, мест нужно {count}; seats сейчас {seats}",
    "Sign in, or give guest {{name, email}} to book without an account.": (
        "Войдите или укажите guest {{name, email}}, чтобы записаться без учётной записи."
    ),
    "This schedule takes no guests. Sign in to book it.": (
        "В это расписание гости записаться не могут. Чтобы записаться, войдите."
    ),
    "Taking a shift needs an account, since you are the one paid.": (
        "Чтобы взять смену, нужна учётная запись, ведь оплату получаете вы."
    ),
    "takes either user_id or email": "принимает либо user_id, либо email",
    "Schedule {id} is your own: put sessions and people into it with add_schedule_event.": (
        "Расписание {id} ваше: добавляйте в него занятия и людей с помощью add_schedule_event."
    ),
    "there is no person {user_id}": "пользователя {user_id} нет",
    "you are signed in: leave it out; name who comes with attendees": (
        "вход уже выполнен: не указывайте это; тех, кто придёт, назовите в attendees"
    ),
    "a guest names who comes by email; sign in to name people here": (
        "гость называет тех, кто придёт, по адресу почты; войдите, чтобы называть здешних пользователей"
    ),
    "This slot costs {amount}, and this server has no public page where a guest could pay it. Sign in first.": (
        "Это время стоит {amount}, а у этого сервера нет открытой страницы, где гость мог бы его "
        "оплатить. Сначала войдите."
    ),
    "the total is {amount}, more than {max_price}": "итого {amount}, больше, чем {max_price}",
    "no money moves when a shift is taken; leave it out": (
        "когда берут смену, деньги не переводятся; не указывайте это"
    ),
    "somebody else pays for this schedule; say later, and the booking waits for them": (
        "за это расписание платит кто-то другой; укажите “later”, и запись подождёт плательщика"
    ),
    "this schedule is paid outside; say later": "это расписание оплачивается вне системы; укажите “later”",
    "a guest has no balance; leave it out or say later": "у гостя нет баланса; не указывайте это или укажите “later”",
    "Nothing changed.{hint}": "Ничего не изменилось.{hint}",
    "Booking {id} (event {event_id}) is paid by {payer}, not by you.": (
        "Запись {id} (событие {event_id}): плательщик — {payer}, не вы."
    ),
    "you act for no company; leave it out or say own": (
        "вы не действуете от имени компании; не указывайте это или укажите “own”"
    ),
    "The next free ones: {starts}.": "Ближайшее свободное время: {starts}.",
    "No other slot of that length is free.": "Другого свободного времени такой длительности нет.",
    "No slot begins then: next to it they begin at {around}. ": (
        "В это время ничего не начинается; ближайшее время начала: {around}. "
    ),
    (
        "{kept}The slot at {start} ({minutes} minutes) of schedule {id} is taken or not offered. {grid}Nothing "
        "was booked or charged. {offer}"
    ): (
        "{kept}Время {start} ({minutes} мин) в расписании {id} занято или не предлагается. {grid}Запись не "
        "сделана, ничего не списано. {offer}"
    ),
    "it cannot be paid any more; book_schedule books again": "её уже нельзя оплатить; заново записывает book_schedule",
    "a payment made elsewhere waits for the receiver's yes": "оплата в другом месте ждёт подтверждения получателя",
    "only what was delivered can be accepted; it ends {end}": "принять можно только выполненное; конец — {end}",
    "Book schedule {id} on {start}": "Записаться по расписанию {id} на {start}",
    "{what} and move into escrow for it, from the balance of {payer},": (
        "{what} и удержать для этого с баланса (плательщик — {payer})"
    ),
    "{what}, paid with what is prepaid in it:": "{what}, оплатив внесённой заранее суммой:",
    "{what}, to be paid later:": "{what} с оплатой позже:",
    "{what}, free of charge": "{what}, бесплатно",
    " pay=later holds the slot for a short time meanwhile.": " pay=later пока ненадолго удерживает это время.",
    "from {moment}": "с {moment}",
    "until {moment}": "до {moment}",
    "You keep it yourself: book_schedule with hold_id {hold} books it. ": (
        "Вы сами удерживаете это время: book_schedule с hold_id {hold} оформит запись. "
    ),
    "Pay and pay out, together,": "Оплатить и выплатить, всего",
    "Pay for bookings": "Оплатить записи, всего",
    "Pay out for bookings": "Выплатить за записи",
}
