"""Refusals and questions: payouts."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The freelancer has {most_methods} payment methods already, the most allowed; remove one that is not used.": (
        "У фрилансера уже наибольшее число способов выплаты: {most_methods}. Удалите тот, которым не пользуются."
    ),
    (
        "The bank account {id} is not waiting for its details any more: its state is {title} ({status}). "
        "Leave uuid out to add another."
    ): (
        "Банковский счёт {id} больше не ждёт данных: его состояние — {title} ({status}). Чтобы добавить "
        "другой, опустите uuid."
    ),
    "is {bank_account_type} of the account with this uuid": "у счёта с этим uuid значение {bank_account_type}",
    "Only a verified card is blocked; this is a {nouns} in state {title} ({status}).": (
        "Блокируется только проверенная карта; это {nouns}, состояние — {title} ({status})."
    ),
    (
        "The freelancer has neither a confirmed phone number nor an authenticator app, so there is no "
        "way to a code. request_freelancer_contact_change confirms a number."
    ): (
        "У фрилансера нет ни подтверждённого номера телефона, ни приложения-аутентификатора, поэтому код "
        "получить нельзя. request_freelancer_contact_change подтверждает номер."
    ),
    (
        "Freelancer {id} has not registered yet, and adds payment methods only after that; "
        "invite_freelancer sends the invite again."
    ): (
        "Фрилансер {id} ещё без регистрации, а способы выплаты добавляются только после неё; "
        "invite_freelancer отправляет приглашение снова."
    ),
    "This link was used: the details of {nouns} {id} were entered, its state is {title} ({status}).": (
        "Ссылка уже использована: данные введены ({nouns} {id}), состояние — {title} ({status})."
    ),
    "This link ended at {deleted_at}. A new one comes from {add}, after request_payout_method_code.": (
        "Срок ссылки вышел {deleted_at}. Новую даёт {add} после request_payout_method_code."
    ),
    "Only the freelancer enters these details, under the link: pass it on to them.": (
        "Эти данные вводит только фрилансер, по ссылке: передайте её ему."
    ),
    "payment method": "способ выплаты",
    "Remove the {nouns} {shown} of person {id} from their payment methods": (
        "Удалить из способов выплаты пользователя {id}: {nouns} {shown}"
    ),
    "is required: MM/YY of the card": "обязательно: месяц и год карты, ММ/ГГ",
    "is required: as the bank writes the name": "обязательно: имя так, как его пишет банк",
    "is none that this {nouns} takes; possible: {ids}": "не из тех, что принимает {nouns}; возможны: {ids}",
    "is required: as it stands on the card": "обязательно: так, как указано на карте",
    "is required: where the card was issued, such as DE": "обязательно: страна выпуска карты, например DE",
    "is required: the 9 digits of the bank (BIK)": "обязательно: 9 цифр банка (БИК)",
    "You have added this {nouns} already.": "Этот способ выплаты уже добавлен ({nouns}).",
    "must have 2 to 100 characters": "должно быть от 2 до 100 символов",
    "is not an ISO 3166-1 alpha-2 country, such as DE": "не код страны ISO 3166-1 alpha-2, например DE",
    "is required: BIC of the bank, 8 or 11 characters": "обязательно: BIC банка, 8 или 11 символов",
    "document of your company for that type and period": "документ вашей компании этого вида за этот период",
    (
        " The last one is {id} with {payments} payments, of {created_at}; hiringhall payouts file-again "
        "{id} hands it out again."
    ): (
        " Последний — {id}, платежей: {payments}, создан {created_at}; hiringhall payouts file-again "
        "{id} выдаёт его снова."
    ),
    "No payout waits for a payment file.{last}": "Ни одна выплата не ждёт платёжного файла.{last}",
    "There is no payment file {number}.{last}": "Платёжного файла {number} нет.{last}",
    "Payment file {number} cannot be opened: it was sealed with another key of this installation. Restore that key.": (
        "Платёжный файл {number} нельзя открыть: он запечатан другим ключом этой установки. Восстановите тот ключ."
    ),
    "Payout {missing} does not wait for such a payment file.": "Выплата {missing} не ждёт такого платёжного файла.",
    "person {person_id}": "пользователь {person_id}",
    "To the {nouns} {number} of {person}": "Получатель: {nouns} {number} ({person})",
    "Recording how a payout ended": "Запись о том, чем закончилась выплата",
    "It has ended.": "Она завершена.",
    "It has not been handed over yet.": "Она ещё не передана.",
    "Payout {id} is {title} ({status}), not in_progress (1). {rest}": (
        "Выплата {id}: состояние — {title} ({status}), а не in_progress (1). {rest}"
    ),
    "Reason {reason}": "Причина {reason}",
    "Record that all of payout {id} arrived:": "Записать, что выплата {id} дошла целиком:",
    "Record that nothing of payout {id} over {whole} arrived, and return": (
        "Записать, что из выплаты {id} на {whole} ничего не дошло, и вернуть"
    ),
    "Record that of payout {id} over {whole} only a part arrived, the rest returns to the balance:": (
        "Записать, что выплата {id} на {whole} дошла лишь частично, а остаток возвращается на баланс; дошло:"
    ),
    "is required with status 5": "нужно при состоянии 5",
    "must be above 0 and below {whole}; 2 is all of it, 3 nothing": (
        "должно быть больше 0 и меньше {whole}; 2 — это всё, 3 — ничего"
    ),
    "is required with status 3": "нужно при состоянии 3",
    "goes with status 3 or 5; nothing failed with 2": "подходит к состоянию 3 или 5; при 2 ничего не сорвалось",
    "goes with status 5 alone; 2 is all of it, 3 nothing": "подходит только к состоянию 5; 2 — это всё, 3 — ничего",
    "the balance of {person}": "баланс ({person})",
    "payout": "выплата",
    "more than {most_documents} documents match; ask for a shorter period": (
        "найдено документов больше, чем {most_documents}; запросите более короткий период"
    ),
    (
        "{new_pdfs} of these have never been made PDFs, and one call makes at most {most_new_pdfs}; ask "
        "for shorter periods first, what was made once is there"
    ): (
        "из них ещё не сделаны как PDF: {new_pdfs}, а один вызов делает не больше {most_new_pdfs}; "
        "запросите сначала более короткие периоды, сделанное однажды сохраняется"
    ),
    "has letters that no bank takes and nobody can write in Latin ones for sure: {lost}": (
        "содержит буквы, которых не принимает ни один банк и которые нельзя точно передать латиницей: {lost}"
    ),
    "has no letters": "не содержит букв",
    "has {count} letters as banks take them, more than {longest_name}": (
        "букв в том виде, в каком их принимают банки: {count}, больше, чем {longest_name}"
    ),
    "There is no exchange rate from {base} to {target} now; nothing was moved.": (
        "Сейчас нет обменного курса: {base} — {target}; ничего не переведено."
    ),
    "Its owner enters the details with confirm_payout_method.": "Владелец вводит данные через confirm_payout_method.",
    "Its owner enters the details with confirm_payout_method; then the operator of this installation verifies it.": (
        "Владелец вводит данные через confirm_payout_method; затем их проверяет оператор этого сервера."
    ),
    "Choose another.": "Выберите другой.",
    "The {nouns} {method_id} cannot be paid to: its state is {title} ({status}). {way_on}": (
        "На этот способ нельзя выплатить ({nouns} {method_id}): его состояние — {title} ({status}). {way_on}"
    ),
    "{step} of a {kind} in state {status}": "{step}: {kind}, состояние {status}",
    "The {nouns} {method_id} was deleted already.": "Этот способ выплаты уже удалён ({nouns} {method_id}).",
    "Payout {id} to the {nouns} {method_id} is under way ({state}); delete it once that has ended.": (
        "Выплата {id} ещё идёт ({state}), способ: {nouns} {method_id}; удалите его, когда она завершится."
    ),
    "{method_id} is a {nouns}, type {types}, not {type}": "{method_id} — это {nouns}, тип {types}, а не {type}",
    "must be the 13 to 19 digits of a card": "должно состоять из 13–19 цифр карты",
    "is no card number: its check digit does not fit; compare it with the card": (
        "не номер карты: контрольная цифра не сходится; сверьте с картой"
    ),
    "must be MM/YY as on the card, such as 03/29": "должно быть MM/YY, как на карте, например 03/29",
    "has passed: the card is not valid any more": "уже прошло: карта больше не действует",
    "lies more than {most_years} years ahead; compare it with the card": (
        "слишком далеко в будущем (лет не больше {most_years}); сверьте с картой"
    ),
    "is an account in {country_code}, outside SEPA; add it as a SWIFT account (2)": (
        "это счёт в стране {country_code}, вне SEPA; добавьте его как счёт SWIFT (2)"
    ),
    "must be an IBAN, or an account number of 4 to 34 letters and digits": (
        "должно быть IBAN или номером счёта из 4–34 букв и цифр"
    ),
    "must be a BIC of 8 or 11 characters, such as DEUTDEFF or DEUTDEFF500": (
        "должно быть BIC из 8 или 11 символов, например DEUTDEFF или DEUTDEFF500"
    ),
    "must be the 20 digits of an account in Russia": "должно состоять из 20 цифр счёта в России",
    "must be the 9 digits of a bank in Russia (BIK)": "должно состоять из 9 цифр банка в России (БИК)",
    "must be the 8 to 20 letters and digits of an e-wallet": (
        "должно состоять из 8–20 букв и цифр электронного кошелька"
    ),
    "is no IBAN: its check digits do not fit; compare it with the bank's papers": (
        "не IBAN: контрольные цифры не сходятся; сверьте с бумагами банка"
    ),
    "must be an IBAN; there is none in the country it begins with": (
        "должно быть IBAN; в стране, с кода которой оно начинается, их нет"
    ),
    "must be an IBAN as long and in such a form as its country's are": (
        "должно быть IBAN той длины и формы, какие приняты в его стране"
    ),
    "names {compact}, which is no country; compare it with the bank's papers": (
        "называет {compact}, а такой страны нет; сверьте с бумагами банка"
    ),
    "is no pain.001.001.09": "не pain.001.001.09",
    "has more than a header and blocks": "содержит не только заголовок и блоки",
    "says {nboftxs} payments of {ctrlsum}, has {count} of {total}": (
        "заявлено платежей: {nboftxs} на {ctrlsum}, а есть: {count} на {total}"
    ),
    "has {count} {tag}": "элементов {tag}: {count}",
    "has {path} {more}": "содержит {path} {more}",
    "twice": "дважды",
    "besides": "сверх нужного",
    "{currency} is no money of banks": "{currency} — не банковские деньги",
    "a bank takes 0.01 to {money} in one payment": "банк принимает одним платежом от 0.01 до {money}",
    "an account in Russia is paid in RUB alone": "на счёт в России платят только в RUB",
    "an account that has no IBAN needs its bank's BIC": "счёту без IBAN нужен BIC его банка",
    "a file's number has up to 30 letters, digits and hyphens": "в номере файла до 30 букв, цифр и дефисов",
    "a file needs a payment": "файлу нужен платёж",
    "the account does not fit the bank's BIC; compare both with the bank's papers": (
        "счёт не подходит к BIC банка; сверьте оба с бумагами банка"
    ),
    "the account or the BIC {no}": "счёт или BIC: {no}",
    "{id} is there {times} times": "{id} повторяется, раз: {times}",
    "a payment's id has up to 35 letters, digits and hyphens": "в номере платежа до 35 букв, цифр и дефисов",
    "{id} is for {day}, which is over": "{id}: день платежа {day} уже прошёл",
    "{paid} of {whole} is no part": "{paid} из {whole} — не часть",
    (
        "Paying out a freelancer's balance is their own step, and the company lacks the right "
        "act_for_freelancers. The freelancer can call it, or the operator grants the right with "
        "set_company_terms. A task is paid out with create_task_payout, without that right."
    ): (
        "Выплата баланса фрилансера — его собственный шаг, а у компании нет права act_for_freelancers. "
        "Вызвать это может сам фрилансер, или оператор даёт право с помощью set_company_terms. За "
        "задание выплачивает create_task_payout, без этого права."
    ),
    "the {nouns} {number} of {person}": "{nouns} {number} ({person})",
    (
        "{needed} are to be paid out; the balance of freelancer {person_id} has {available} available, "
        "{missing} too little.{why} Nothing changed."
    ): (
        "К выплате {needed}; на балансе фрилансера {person_id} доступно {available}, не хватает "
        "{missing}.{why} Ничего не изменилось."
    ),
    "Pay out": "Выплатить",
    "The {nouns} {id} does not take {currency}; with currency_id {named} it works. Nothing happened.": (
        "Этот способ выплаты ({nouns} {id}) не принимает {currency}; с currency_id {named} получится. "
        "Ничего не произошло."
    ),
    "The {nouns} {id} cannot be paid to: {lacking}.": "На этот способ нельзя выплатить ({nouns} {id}): {lacking}.",
    "{target} are to be sent, and the fee of paying to a {nouns} takes {fee}: nothing would arrive. Nothing happened.": (
        "К отправке {target}, а комиссия за этот способ выплаты ({nouns}) — {fee}: ничего бы не дошло. "
        "Ничего не произошло."
    ),
    ", at the rate {rate}": ", по курсу {rate}",
    "; {fee} are kept as the fee": "; как комиссия удерживается {fee}",
    "{target} arrive{rate}{kept}": "Дойдёт {target}{rate}{kept}",
    "{base} come to nothing in {target}": "{base} после пересчёта даёт ноль, валюта {target}",
    "{base} are too little for {target}: rounding makes too much of them; pay out more at once": (
        "{base} слишком мало для {target}: округление слишком увеличит сумму; выплачивайте больше за один раз"
    ),
    "Task {task_id} has a payout already: payout {id} is {state_of}. Nothing was sent again.": (
        "У задания {task_id} уже есть выплата: выплата {id}, состояние — {state_of}. Ничего не отправлено снова."
    ),
    "All that task {id} brought has been paid out.": "Всё, что принесло задание {id}, уже выплачено.",
    "payout of task": "выплата за задание",
    "Payout {id} is {title} ({status}), not {titles} ({needed}). {rest}": (
        "Выплата {id}: состояние — {title} ({status}), а не {titles} ({needed}). {rest}"
    ),
    "Only an account or wallet whose details were entered is verified; this is a {nouns} in state {title} ({status}).": (
        "Проверяется только счёт или кошелёк, данные которого введены; это {nouns}, состояние — {title} ({status})."
    ),
    "From the balance in {currency}": "С баланса в валюте {currency}",
    " Only what your company paid for other work than tasks counts.": (
        " Считается только то, что ваша компания заплатила за другую работу, не за задания."
    ),
    "number {id}, whose details were never entered,": "номер {id}, данные которого так и не введены",
    "the name": "имя",
    "the payee's name": "имя получателя",
    "the payer's name": "имя плательщика",
    "{whose} {no}": "{whose}: {no}",
    "{id}: {why}": "{id}: {why}",
}
