"""Refusals and questions: contracts finance."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Charge {own} would pay you: {others} can approve it. Nothing was approved.": (
        "По начислению {own} заплатили бы вам: принять его вправе {others}. Ничего не принято."
    ),
    "To be owed to {names}: {money}": "Будет причитаться {names}: {money}",
    "Approve {count} charges of contract {id}:": "Принять начисления ({count}), договор {id}:",
    "Confirm that you were paid elsewhere": "Подтвердить, что вам заплачено вне системы",
    "approve charges": "принимать начисления",
    "{names}; update_contract_charge brings it back": "{names}; update_contract_charge возвращает его",
    "Nothing was approved": "Ничего не принято",
    (
        "The contract's amount is {ceiling}: together these pass it by {passed}. Nothing was approved. "
        "update_contract raises the amount."
    ): (
        "Сумма договора — {ceiling}: вместе эти начисления превышают её на {passed}. Ничего не принято. "
        "update_contract увеличивает сумму."
    ),
    "And confirm that {came} came": "И подтвердить, что {came} пришли",
    "over the weekly limit; allow_over_limit=true accepts it": (
        "сверх недельного предела; allow_over_limit=true это допускает"
    ),
    "only {name_of} can say whether it came": "только {name_of} может сказать, пришло ли это",
    (
        "Participant {place_id} works for prepaid money only: {short} more must be put aside first. "
        "Nothing was approved. record_participant_deposit does that."
    ): (
        "Участник {place_id} работает только по предоплате: сначала нужно отложить ещё {short}. Ничего "
        "не принято. Это делает record_participant_deposit."
    ),
    "another member with write level 4": "кто-то другой с уровнем записи (write) 4",
    "rename bills of others": "переименовывать чужие счета",
    "delete bills of others": "удалять чужие счета",
    "Nothing was deleted.": "Ничего не удалено.",
    "Withdraw bill {bill_id} of contract {id}, and issue a credit note for each of its invoices:": (
        "Отозвать счёт {bill_id} по договору {id} и выставить кредит-ноту к каждой его фактуре:"
    ),
    "Bill {bill_id} was deleted at {deleted_at}; it keeps its title.": (
        "Счёт {bill_id} удалён {deleted_at}; его название не меняется."
    ),
    "Bill {id} stays in the books: {parts}. Nothing was deleted; pay_contract_bill pays what is left of it.": (
        "Счёт {id} остаётся в учёте: {parts}. Ничего не удалено; pay_contract_bill оплачивает остаток."
    ),
    "The bill is called {label}": "Счёт называется {label}",
    "charges {done} on it are paid": "начисления в нём оплачены: {done}",
    "charges {waits} on it were reported as paid": "начисления в нём заявлены как оплаченные: {waits}",
    "Nothing was paid.": "Ничего не оплачено.",
    "pay bills": "оплачивать счета",
    "What is unpaid of bill {id} was reported as paid; its receivers answer first. Nothing was paid.": (
        "Неоплаченная часть счёта {id} заявлена как оплаченная; сначала отвечают получатели. Ничего не оплачено."
    ),
    "was deleted at {deleted_at}": "удалён {deleted_at}",
    "Bill {id} {why}. {effect}": "Счёт {id} {why}. {effect}",
    "was paid at {paid_at} by {by}; it stays in the books": (
        "оплачен {paid_at}, плательщик — {by}; он остаётся в учёте"
    ),
    "was reported as paid by {by}; its receivers answer first, with approve_contract_transactions": (
        "заявлен как оплаченный, это сообщает {by}; сначала отвечают его получатели с помощью "
        "approve_contract_transactions"
    ),
    "bill": "счёт",
    "Admins set what stands on invoices of the company; owner own is for yours.": (
        "Что стоит в фактурах компании, задают администраторы; для ваших owner — own."
    ),
    "you act for no company; leave it out": "вы не действуете от имени компании; уберите это",
    "has 1 to 3 lines": "содержит от 1 до 3 строк",
    "{last} is before period_from, {first}": "{last} раньше, чем period_from, {first}",
    "is {today}, today, or later": "сегодня, {today}, или позже",
    "To see the bills of {name} needs read level {sees_money}, or charges of your own on them; your level is {read}.": (
        "Чтобы видеть счета ({name}), нужен уровень чтения (read) {sees_money} или ваши начисления в "
        "них; ваш уровень — {read}."
    ),
    "bill the work of others": "выставлять счета за работу других",
    "takes either transaction_ids or all_unpaid=true": "принимает либо transaction_ids, либо all_unpaid=true",
    "is 0 or more, under 100, with at most two places": "от 0 и меньше 100, знаков после запятой не больше двух",
    "No bill was made": "Счёт не выставлен",
    "named twice": "указано дважды",
    (
        "No bill was made. Line {number}: participant {participant_id} has no approved and unpaid charge "
        "left that is on no bill{in_period}."
    ): (
        "Счёт не выставлен. Строка {number}: у участника {participant_id} не осталось принятых и "
        "неоплаченных начислений, которых нет ни в одном счёте{in_period}."
    ),
    "holds more than {most_charges} charges; make several bills, by period": (
        "содержит начислений больше, чем {most_charges}; сделайте несколько счетов по периодам"
    ),
    "of participant {participant_id}, not {line_participant_id}": (
        "относится к участнику {participant_id}, а не к участнику {line_participant_id}"
    ),
    "set an amount by hand": "задавать сумму вручную",
    "change charges of your own": "изменять свои начисления",
    "change charges of others": "изменять чужие начисления",
    "Charge {id} is paid; it stays as it is.": "Начисление {id} оплачено; оно не меняется.",
    "Charge {id} is on open bill {bill_id}; delete_contract_bill frees it first.": (
        "Начисление {id} стоит в открытом счёте {bill_id}; сначала его освобождает delete_contract_bill."
    ),
    "Charge {id} was reported as paid; its receiver answers first.": (
        "Начисление {id} заявлено как оплаченное; сначала отвечает его получатель."
    ),
    "send at least one of time, amount, date, label, files": (
        "передайте хотя бы одно из этих полей: time, amount, date, label, files"
    ),
    "transaction {id} is a deposit; {tool} changes it": "операция {id} — депозит; изменить можно с помощью {tool}",
    "no rate is known that says what it costs; update_participant_charge sets an amount": (
        "ставка, по которой это стоит посчитать, неизвестна; update_participant_charge задаёт сумму"
    ),
    "charge": "начисление",
    "{name} is a {kind}; appointments and tasks can be charged": (
        "{name}: вид — {kind}; начислять можно за встречи и задания"
    ),
    " and begins at {start_at}": " и начало — {start_at}",
    "{name} is {state_name}{starts}; it is charged once it has begun, was delivered or completed.": (
        "{name}: состояние — {state_name}{starts}; начисление возможно, когда событие началось, "
        "выполнено или завершено."
    ),
    "{name} is paid by itself already.": "{name}: уже оплачено отдельно.",
    "{name} was charged for participant {id} already: charge {known}.": (
        "{name}: для участника {id} уже начислено, начисление {known}."
    ),
    "follows from time and the rate of {known} an hour; leave it out": (
        "следует из времени и ставки {known} в час; уберите это"
    ),
    "{name} belongs to no contract; bookings of a schedule are paid with pay_schedule_events": (
        "{name}: не относится ни к какому договору; бронирования расписания оплачивают с помощью pay_schedule_events"
    ),
    "is needed: {name} has neither a length nor an amount": (
        "нужно указать: у события ({name}) нет ни длительности, ни суммы"
    ),
    "is needed: the event is priced in {currency}, the contract in {stand_currency}": (
        "нужно указать: валюта цены события — {currency}, договора — {stand_currency}"
    ),
    "; and {count} more": "; и ещё {count}",
    "pending; {who_approves} accepts it first, with approve_contract_transactions": (
        "ждёт ответа; сначала принимает {who_approves}, с помощью approve_contract_transactions"
    ),
    "paid already, at {paid_at}": "уже оплачено, {paid_at}",
    "on bill {bill_id}; pay_contract_bill pays it": "в счёте {bill_id}; pay_contract_bill оплачивает его",
    "reported as paid; its receiver has to confirm it": "заявлено как оплаченное; это должен подтвердить получатель",
    "a member with write level 4": "кто-то с уровнем записи (write) 4",
    "is {today} at the latest, and from a balance that day": "не позже {today}, а с баланса — именно в этот день",
    "Delete {count} transactions of contract {id}{more}": "Удалить операции ({count}) по договору {id}{more}",
    "paid; it stays in the books": "оплачено; остаётся в учёте",
    "on open bill {bill_id}; delete_contract_bill frees it": (
        "в открытом счёте {bill_id}; delete_contract_bill освобождает"
    ),
    "reported as paid; its receiver answers first": "заявлено как оплаченное; сначала отвечает получатель",
    "somebody else's; that takes write level 4": "чужое; для этого нужен уровень записи (write) 4",
    "approved; that takes write level 4": "принято; для этого нужен уровень записи (write) 4",
    "{used} of it pay for charges; update_contract_deposit lowers it to that": (
        "{used} из этого идут на оплату начислений; update_contract_deposit снижает до этой суммы"
    ),
    "{names}; that takes write level 4": "{names}; для этого нужен уровень записи (write) 4",
    "To {payer}: {money}": "Получатель {payer}: {money}",
    "Nothing was deleted": "Ничего не удалено",
    " and give back": " и вернуть",
    "For participant {participant_id} {name_of}": "Для участника {participant_id} {name_of}",
    "In contract {id} {label}": "По договору {id} {label}",
    "change a deposit that somebody else recorded": "изменять депозит, записанный кем-то другим",
    "Deposit {id} is {names}; record what was paid anew.": (
        "Депозит {id}: состояние — {names}; запишите оплаченное заново."
    ),
    "money from a balance keeps its day, {date}": "у денег с баланса день не меняется, {date}",
    " or went back": " или возвращено",
    (
        "Deposit {event_id} is from the purse of {name_of}: only they can put more aside. Record a "
        "deposit of your own instead."
    ): (
        "Депозит {event_id} — из кошелька, владелец которого {name_of}: отложить больше может только "
        "владелец. Запишите вместо этого свой депозит."
    ),
    (
        "Charges are paid by deposit {event_id}, which {name_of} confirmed: only they can change its day "
        "and amount. Record what was paid besides as another one."
    ): (
        "Депозитом {event_id} оплачены начисления, его подтверждает {name_of}: изменить его день и сумму "
        "может только подтвердивший. Остальное оплаченное запишите отдельным депозитом."
    ),
    "Put more aside in deposit {id}, from the purse of {payer_of},": (
        "Отложить ещё в депозит {id} из кошелька ({payer_of}):"
    ),
    "send at least one of amount, date, label": "передайте хотя бы одно из этих полей: amount, date, label",
    "transaction {id} is a charge; {tool} changes it": "операция {id} — начисление; изменить можно с помощью {tool}",
    "{bound} of it are used by charges{back}; it cannot be less": (
        "использовано на начисления{back}: {bound}; меньше быть не может"
    ),
    "Take back from deposit {id}": "Забрать из депозита {id}",
    "Correct the record of deposit {id} to": "Исправить запись о депозите {id} на",
    "deposit": "депозит",
    "Hold for contract {id}, from the purse of {payer},": "Отложить по договору {id} из кошелька ({payer}):",
    "Record as paid elsewhere": "Записать как оплату вне системы",
    "For participant {id} {name_of}": "Для участника {id} {name_of}",
    "nothing is owed to them": "этому участнику ничего не должны",
    "money is put aside once they are confirmed": "деньги откладывают, когда участие подтверждено",
    "put money aside for participant {id}": "откладывать деньги для участника {id}",
    "from a balance money is put aside today, {today}": "с баланса деньги откладываются сегодняшним днём, {today}",
    "you would pay yourself; external records what was paid elsewhere": (
        "вы заплатили бы себе; external записывает то, что оплачено вне системы"
    ),
    "participant {participant_id} works for prepaid money only and counts on it for approved charges; {money} are free": (
        "участник {participant_id} работает только по предоплате и рассчитывает на неё по принятым "
        "начислениям; свободно {money}"
    ),
    "Nothing was taken back: {why}.": "Ничего не возвращено: {why}.",
    "No bill was made. {faults}": "Счёт не выставлен. {faults}",
    "must be a date YYYY-MM-DD between the years 1970 and 2200": (
        "должно быть датой YYYY-MM-DD между 1970 и 2200 годами"
    ),
    "must be a date YYYY-MM-DD, or a moment with offset": "должно быть датой YYYY-MM-DD или моментом со смещением",
    "the purse of {payer}": "кошелёк ({payer})",
    "{payer}, paid elsewhere": "{payer}, оплачено вне системы",
    "Record that was paid elsewhere, of contract {id},": "Записать как оплату вне системы, договор {id}:",
    "{rest} from {source}": "{rest}, источник: {source}",
    "{prepaid} from what is prepaid": "{prepaid} из предоплаты",
    "To participant {id}: {due}, {name_of}": "Участнику {id}: {due}, {name_of}",
    (
        "participant {id} is who pays: money does not move from a purse to itself; method external "
        "records what was paid elsewhere"
    ): (
        "участник {id} — сам плательщик: деньги не переходят из кошелька в него же; method external "
        "записывает то, что оплачено вне системы"
    ),
    "a deposit, which is a payment itself": "депозит, который сам является платежом",
    "pay charges": "оплачивать начисления",
    "Nothing was paid": "Ничего не оплачено",
    "you have several": "у вас их несколько",
    "you have no paid place here": "у вас здесь нет оплачиваемого места",
    "{which}: say which of {listed}": "{which}: укажите одно из этих: {listed}",
    "participant for person": "участник договора, пользователь",
    "Transaction {event_id} changed meanwhile. Nothing happened; look at it again.": (
        "Операция {event_id} за это время изменилась. Ничего не сделано; посмотрите её ещё раз."
    ),
    (
        "To see the money of others in {name} needs read level {sees_money}; yours is {read}. Your own: "
        "send your own user_id."
    ): (
        "Чтобы видеть чужие деньги ({name}), нужен уровень чтения (read) {sees_money}; у вас {read}. "
        "Чтобы видеть свои, передайте свой user_id."
    ),
    "place of person {user_id} on contract": "место, пользователь {user_id}, договор",
    "{date_to} is before date_from, {date_from}": "{date_to} раньше, чем date_from, {date_from}",
    "participant {participant_id} of person": "участник {participant_id}, пользователь",
    "the person has several places, say which of {named}": (
        "у пользователя несколько мест, укажите одно из этих: {named}"
    ),
    "must be at least 1 {currency}": "должно быть не меньше 1 {currency}",
    "Pay {count} charges of contract {id}:": "Оплатить начисления договора {id} ({count}):",
    "Pay bill {bill_id} of contract {id}:": "Оплатить счёт {bill_id} по договору {id}:",
    " method external records what was paid elsewhere.": " method external записывает то, что оплачено в другом месте.",
    " There is money in {others}, but nothing is converted.": (
        " Есть деньги в другой валюте ({others}), но ничего не пересчитывается."
    ),
    "charge {id} ({money}) is unpaid": "начисление {id} ({money}) не оплачено",
    "bill {id} is open": "счёт {id} открыт",
    "bill {id} is not confirmed": "счёт {id} не подтверждён",
    "deposit {id} waits for its receiver": "депозит {id} ждёт получателя",
    "no charge of this contract": "нет такого начисления по этому договору",
    "no transaction of this contract": "нет такой операции по этому договору",
    " from {first} on": " за время с {first}",
    " up to {last}": " за время по {last}",
    " from {first} to {last}": " за время с {first} по {last}",
}
