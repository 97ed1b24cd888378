"""Contracts: their people, hours, charges, deposits and bills."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "agent {id} {name}, its only owner, was ended": "агент {id} {name}, единственный владелец, остановлен навсегда",
    "You own {contract} now: {was}. get_contract shows it; add_contract_user makes others owner, delete_contract archives it.": (
        "Теперь вы владелец: {contract}; {was}. get_contract показывает договор; add_contract_user делает владельцами других, "
        "delete_contract отправляет его в архив."
    ),
    "{heir} owns {contract} now: {was}.": "Новый владелец ({contract}): {heir}; {was}.",
    "Contract {id}": "Договор {id}",
    "contract {id} {label}": "договор {id} {label}",
    # What of its terms changed.
    "start": "начало",
    "end": "конец",
    "privacy": "видимость",
    "position": "место в списке",
    "skills": "навыки",
    "trackable": "учёт времени",
    "rate": "ставка",
    "rounding minutes": "округление времени",
    "max timer hours": "наибольшее время учёта",
    "auto approve": "принятие само собой",
    "self approve": "принятие своего",
    "correction quorum": "сколько согласий нужно",
    "worker": "исполнитель",
    "reviewer": "проверяющий",
    # People.
    "{who} applies to work on {contract} as {role}{terms}.": (
        "{who} хочет работать по договору ({contract}), роль: {role}{terms}."
    ),
    "You are asked to work on {contract} as {role}{terms}.": (
        "Вам предлагают работу ({contract}), роль: {role}{terms}."
    ),
    " at {rate} an hour": ", {rate} в час",
    ", at most {hours} hours a week": ", часов в неделю не больше: {hours}",
    "reply_to_participation_request answers it (contract_id {contract}, participant_id {place}).": (
        "Ответить можно с помощью reply_to_participation_request (contract_id {contract}, participant_id {place})."
    ),
    "Sign in with this address (request_login_code, log_in_with_code) to answer.": (
        "Чтобы ответить, войдите с этим адресом (request_login_code, log_in_with_code)."
    ),
    "They say: {note}": "Комментарий: {note}",
    "{who} changed {what} of {contract}.": "{who} меняет условия ({contract}): {what}.",
    "{what} changed of {contract}, on which you are asked to work.": (
        "{what}: изменено в условиях, на которых вам предлагают работу ({contract})."
    ),
    "{who} does not want to work on {contract} as {role}.": "{who} не хочет работать ({contract}), роль: {role}.",
    "{who} works on {contract} as {role} now.": "{who} теперь работает ({contract}), роль: {role}.",
    "Your application to work on {contract} as {role} was declined.": "Ваш отклик отклонён ({contract}), роль: {role}.",
    "You work on {contract} as {role} now.": "Теперь вы работаете ({contract}), роль: {role}.",
    "You are {role} of {contract} now (read {read}, write {write}); remove_contract_user lets you leave.": (
        "Ваша роль теперь: {role}, {contract} (read {read}, write {write}); выйти можно с помощью remove_contract_user."
    ),
    "{who} agrees to the proposed change of hours or rate as {role} on {contract}.": (
        "{who} соглашается на предложенное изменение часов или ставки для роли {role}, {contract}."
    ),
    "{who} does not agree to the proposed change of hours or rate as {role} on {contract}.": (
        "{who} не соглашается на предложенное изменение часов или ставки для роли {role}, {contract}."
    ),
    "Your role on {contract} is {role} now; it was {before}.": "Ваша роль теперь {role}, была {before} ({contract}).",
    "{who} no longer applies to work on {contract} as {role}.": "{who} отзывает отклик ({contract}), роль: {role}.",
    "You are no longer asked to work on {contract} as {role}.": "Вам больше не предлагают эту работу ({contract}), роль: {role}.",
    "Your application to {contract} as {role} was taken off.": "Ваш отклик снят ({contract}), роль: {role}.",
    "{who} left {contract}.": "{who} больше не участвует: {contract}.",
    "You were taken off {contract}; what is owed to you stays owed.": (
        "Вас исключили ({contract}); то, что вам должны, остаётся за вами."
    ),
    "{by} took {who} off {contract}.": "{by} исключает {who}: {contract}.",
    "{who} archived {contract}; nothing is tracked or billed on it any more.": (
        "{who} отправляет в архив {contract}: время и счета по нему больше не ведутся."
    ),
    "{count} planned events are called off.": "Отменено запланированных событий: {count}.",
    "You are no longer asked to work on {contract}: it was archived.": (
        "Вам больше не предлагают эту работу: {contract} в архиве."
    ),
    "{who} restored {contract}.": "{who} восстанавливает {contract}.",
    "The end of contract {id} {label} has passed; nothing of it is left to pay.": (
        "Срок договора {id} {label} истёк; оплачивать по нему больше нечего."
    ),
    "The end of contract {id} {label} has passed; charges of it are still pending or unpaid.": (
        "Срок договора {id} {label} истёк; по нему ещё есть начисления, которые ждут ответа или оплаты."
    ),
    "{event} was refused by {who}.": "{event}: отклонено, {who}.",
    "{event} was called off by {who}.": "{event}: отменено, {who}.",
    "{event} was accepted and closed by {who}.": "{event}: принято и закрыто, {who}.",
    "{event} was sent back by {who}.": "{event}: возвращено, {who}.",
    "{event} was opened again by {who}.": "{event}: снова открыто, {who}.",
    "{who} changed {what} for {event}.": "{who} меняет {what}: {event}.",
    "what is paid": "сумму оплаты",
    "whether it is paid in advance": "условие предоплаты",
    "who is paid": "получателя оплаты",
    # Time.
    "{who} started the clock for you on contract {id} {label}.": "{who} запускает для вас учёт времени по договору {id} {label}.",
    "Your clock on contract {id} was stopped at {at}, {why}. update_participant_charge corrects the charge.": (
        "Ваш учёт времени по договору {id} остановлен в {at}: {why}. Исправить начисление можно с помощью "
        "update_participant_charge."
    ),
    "when the contract ended": "договор закончился",
    "the longest it may run": "дольше он идти не может",
    "Your time recording of {start} on contract {id} was thrown away.": (
        "Ваша запись времени от {start} по договору {id} удалена."
    ),
    # Money.
    "{amount} on {date} in {contract}": "{amount} за {date}, {contract},",
    "{amount} for {time} on {date} in {contract}": "{amount} за {time}, {date}, {contract},",
    "{hours} h": "{hours} ч",
    "{minutes} min": "{minutes} мин",
    "{charge} {was} for {who}{over}: {next}.": "{charge} {was} для {who}{over}: {next}.",
    "{charge} {was} for you.": "{charge} {was} для вас.",
    "was charged": "начислено",
    "is now charged, corrected,": "теперь, после исправления, начислено",
    ", over the weekly limit": ", сверх недельного предела",
    "approve_contract_transactions accepts it, decline_event refuses it": (
        "approve_contract_transactions принимает, decline_event отклоняет"
    ),
    "it counts as approved; pay_contract_transactions pays it": (
        "начисление считается принятым; pay_contract_transactions оплачивает его"
    ),
    "{amount} in {contract} were reported as paid to you elsewhere: approve_contract_transactions says that they came, "
    "decline_event that they did not. Without an answer they count from {until} on.": (
        "По договору {contract} заявлено, что {amount} заплачено вам вне системы: approve_contract_transactions подтверждает, что "
        "деньги пришли, decline_event — что нет. Без ответа платёж засчитывается с {until}."
    ),
    "{amount} reported as paid in {contract} count as paid: nobody said otherwise in time.": (
        "{amount}, заявленные как оплата по договору {contract}, засчитаны: вовремя никто не возразил."
    ),
    "Bill {id}": "Счёт {id}",
    "the charges on it are approved and unpaid again": "начисления в нём снова приняты и не оплачены",
    "Bill {bill} with {amount} for your work in {contract} was withdrawn; {charges}.": (
        "Счёт {bill} на {amount} за вашу работу по договору {contract} отозван; {charges}."
    ),
    "Bill {bill} of {amount} in {contract} was withdrawn; {charges}.": (
        "Счёт {bill} на {amount} по договору {contract} отозван; {charges}."
    ),
    "Bill {bill} with {amount} for your work in {contract} was made; list_contract_bills has your invoice.": (
        "Выставлен счёт {bill} на {amount} за вашу работу по договору {contract}; ваша фактура есть в list_contract_bills."
    ),
    "Bill {bill} of {amount} in {contract} was made: pay_contract_bill pays it, delete_contract_bill takes it back.": (
        "Выставлен счёт {bill} на {amount} по договору {contract}: pay_contract_bill оплачивает его, delete_contract_bill отзывает."
    ),
    "Bill {bill} of {amount} in {contract} was reported as paid by {who}.": (
        "Счёт {bill} на {amount} по договору {contract} заявлен как оплаченный: {who}."
    ),
    "Bill {bill} of {amount} in {contract} was paid by {who}.": "Счёт {bill} на {amount} по договору {contract} оплачен: {who}.",
    "{amount} were put aside for your work in {contract}.": "За вашу работу по договору {contract} отложено {amount}.",
    "{who} recorded {amount} in {contract} as received elsewhere.": (
        "{who} отмечает, что {amount} по договору {contract} получены вне системы."
    ),
    "The deposit for {who} in {contract} is {amount} now.": "Депозит для {who} по договору {contract} теперь {amount}.",
    "{who} recorded {amount} for charges in {contract} as paid elsewhere.": (
        "{who} отмечает, что {amount} за начисления по договору {contract} оплачены вне системы."
    ),
    "{amount} for charges in {contract} were paid to you.": "Вам заплачено {amount} за начисления по договору {contract}.",
    "{amount} that were charged for your work in {contract} were approved.": (
        "Приняты {amount}, начисленные за вашу работу по договору {contract}."
    ),
    "{who} confirmed that {amount} in {contract} came.": "{who} подтверждает, что {amount} по договору {contract} пришли.",
    "{amount} of {date} in {contract}, charged for your work, were deleted.": (
        "Удалены {amount} за {date} по договору {contract}, начисленные за вашу работу."
    ),
    "{amount} of {date} in {contract}, put aside or reported as paid to you, were deleted.": (
        "Удалены {amount} за {date} по договору {contract}, отложенные для вас или заявленные как оплата вам."
    ),
    "{amount} of {date} in {contract} were deleted by the one they were for.": (
        "Удалены {amount} за {date} по договору {contract}: это сделал тот, кому они предназначались."
    ),
    "{amount} that you put aside or reported in {contract} were deleted.": (
        "Удалены {amount}, которые вы отложили или заявили по договору {contract}."
    ),
    "{amount} that you put aside or reported in {contract} were deleted and are back in your purse.": (
        "Удалены {amount}, которые вы отложили или заявили по договору {contract}; они снова в вашем кошельке."
    ),
    "{amount} of {date} in {contract} were deleted with the time recording they were made from.": (
        "Удалены {amount} за {date} по договору {contract} вместе с записью времени, из которой они получены."
    ),
}
