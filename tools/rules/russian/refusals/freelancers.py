"""Refusals and questions: freelancers."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    (
        "Freelancer {id} has not agreed to be in the team yet. Is the invite wrong, take them out with "
        "remove_freelancer and invite the right address or number."
    ): (
        "Согласия на вступление в команду ещё нет: фрилансер {id}. Если приглашение ошибочно, исключите "
        "фрилансера с помощью remove_freelancer и пригласите верный адрес или номер."
    ),
    "is not the uuid of freelancer {freelancer_id}; pass one of the two": (
        "не UUID фрилансера {freelancer_id}; укажите что-то одно"
    ),
    "freelancer": "фрилансер",
    "Publishing the offer agreement": "Публикация оферты",
    (
        "This is version {version} of the offer agreement, which is outdated. The current one is version "
        "{current_version}: template_uuid {template_uuid}."
    ): (
        "Это версия оферты {version}, она устарела. Действует версия {current_version}: template_uuid {template_uuid}."
    ),
    "document to sign": "документ на подпись",
    "agreement": "соглашение",
    "Too many codes were asked for; the next one can go out in {wait} seconds.": (
        "Запрошено слишком много кодов; следующий можно отправить через {wait} с."
    ),
    "The code was not mailed to {email}, because {why_not}; nothing has changed.": (
        "Код не отправлен на {email}, причина: {why_not}; ничего не изменилось."
    ),
    "is the freelancer's address already": "это уже адрес фрилансера",
    "is the freelancer's number already": "это уже номер фрилансера",
    "The freelancer has proven neither a phone number nor an e-mail address, so there is nowhere the code could go.": (
        "У фрилансера не подтверждены ни номер телефона, ни адрес почты, поэтому код отправить некуда."
    ),
    "The freelancer is verified, and legal names cannot be changed; note and specialization can.": (
        "Личность фрилансера подтверждена, и официальное имя изменить нельзя; note и specialization изменить можно."
    ),
    "No change of contact is pending; prepare one with {ask}.": (
        "Нет ожидающей смены контакта; подготовьте её с помощью {ask}."
    ),
    "The code ran out at {expires_at}; ask for a new one with {ask}.": (
        "Срок кода истёк {expires_at}; запросите новый с помощью {ask}."
    ),
    "or last_name, note or specialization is required: nothing would change": (
        "или last_name, note либо specialization: без них ничего не изменится"
    ),
    "is required: the code that went to the new contact": "обязательно: код, отправленный на новый контакт",
    "{given} is not the id of a specialization": "нет специализации с номером {given}",
    "The phone number belongs to another person.": "Этот номер телефона принадлежит другому человеку.",
    "Freelancer {id} is verified already.": "Личность фрилансера {id} уже подтверждена.",
    "Freelancer {id} has not registered yet; they take up the invite first, which invite_freelancer sends again.": (
        "Фрилансер {id}: регистрации ещё нет; сначала нужно принять приглашение, которое "
        "invite_freelancer отправляет повторно."
    ),
    "This link is not known, was used or replaced, or is older than 24 hours; make a new one.": (
        "Ссылка неизвестна, использована, заменена или старше 24 часов; создайте новую."
    ),
    "This verification link was made for somebody else.": (
        "Эта ссылка для подтверждения создана для другого человека."
    ),
    "The freelancer entered their {type} themselves and alone replaces it.": (
        "Документ {type} указан самим фрилансером, и заменить его может только фрилансер."
    ),
    "Remove freelancer {id} from the team": "Исключить из команды фрилансера {id}",
    "The e-mail address and the phone number belong to two different people of the team. Invite with one of them.": (
        "Адрес почты и номер телефона принадлежат двум разным людям из команды. Пригласите по чему-то одному."
    ),
    "Their name: {full_name}": "Имя: {full_name}",
    "This invite is not known, was used or withdrawn, or is older than 30 days. Ask the company for a new one.": (
        "Приглашение неизвестно, использовано, отозвано или старше 30 дней. Попросите у компании новое."
    ),
    "Nobody is waiting to be registered with this number. Ask the company to invite you by phone.": (
        "С этим номером никто не ждёт регистрации. Попросите компанию пригласить вас по телефону."
    ),
    "This invite is for somebody else; call without signing in, or as the invited person.": (
        "Это приглашение для другого человека; вызовите без входа или от имени приглашённого."
    ),
    "must be true: you join the team under the current offer agreement": (
        "должно быть true: вы вступаете в команду на условиях действующей оферты"
    ),
    "is needed; the company did not fill it in": "нужно указать; компания этого не заполнила",
    "is needed for a new account, 6 to 255 characters": "нужно для новой учётной записи, от 6 до 255 знаков",
    "must be true: the registration signs the current offer agreement": (
        "должно быть true: при регистрации подписывается действующая оферта"
    ),
    "The freelancer has unfinished work with the company: {listed}. {advice}": (
        "У фрилансера есть незавершённое с компанией: {listed}. {advice}"
    ),
    "must be at least {adult_years} years ago": "должно быть не менее {adult_years} лет назад",
    "must be 4 to 30 letters and digits, at least one of them a digit": (
        "должно быть от 4 до 30 букв и цифр, из них хотя бы одна цифра"
    ),
    "{document_country!r} is not an ISO 3166-1 alpha-2 country, such as DE": (
        "{document_country!r} — не код страны ISO 3166-1 alpha-2, такой как DE"
    ),
    "not set": "не задано",
    "Settle or reject the tasks first; list_tasks with worker_id shows them.": (
        "Сначала оплатите или отклоните задания; их показывает list_tasks с worker_id."
    ),
    "A payout has to end first, which takes no step of yours.": (
        "Сначала должна завершиться выплата; от вас ничего не требуется."
    ),
    "Only freelancers in Russia have a tax status to change; your country is {where}.": (
        "Налоговый статус можно менять только фрилансерам в России; ваша страна: {where}."
    ),
    "Your tax status {title} cannot change before the end of {until}.": (
        "Ваш налоговый статус {title} нельзя изменить до конца дня {until}."
    ),
    "The status {status_title} needs your INN on record; add it with add_freelancer_tax_document.": (
        "Для статуса {status_title} нужен ваш ИНН; добавьте его с помощью add_freelancer_tax_document."
    ),
    "Automatic tax payment exists only in Russia; your country is {country}.": (
        "Автоматическая уплата налога есть только в России; ваша страна: {country}."
    ),
    "Automatic tax payment is for individuals (1); your tax status is {status_title} ({status}).": (
        "Автоматическая уплата налога — для физических лиц (1); ваш налоговый статус: {status_title} ({status})."
    ),
    "{country!r} is not an ISO 3166-1 alpha-2 country, such as DE": (
        "{country!r} — не код страны ISO 3166-1 alpha-2, такой как DE"
    ),
    "The freelancer's country {country}": "Страна фрилансера {country}",
    "A freelancer without a country": "Фрилансер без страны",
    "is not a valid {type} ({fault}): compare its check digits with the document": (
        "недействительный {type} ({fault}): сверьте контрольные цифры с документом"
    ),
    "{where} takes no tax document; countries that do: {countries}": (
        "{where}: налоговые документы не принимаются; страны, где принимаются: {countries}"
    ),
    "{type} is not used in {name}; used there: {allowed}": (
        "{type} не используется, страна: {name}; там используются: {allowed}"
    ),
    "an INN has exactly 12 digits": "в ИНН ровно 12 цифр",
    "must be 4 to 20 letters, digits, dots, dashes and slashes": (
        "должно быть от 4 до 20 букв, цифр, точек, дефисов и косых черт"
    ),
    "is nobody's {type}: it has only zeros": "не чей-либо {type}: в нём одни нули",
    "is nobody's {type}: all its digits are equal": "не чей-либо {type}: все цифры одинаковы",
    "freelancer with this e-mail address": "фрилансер с этим адресом почты",
    "freelancer with this phone number": "фрилансер с этим номером телефона",
    "task {id} ({state})": "задание {id} ({state})",
    "payout {id} ({state})": "выплата {id} ({state})",
    "{code} {name}": "{code} {name}",
    "its check digits are wrong": "контрольные цифры не сходятся",
    "it is too long or too short": "он слишком длинный или слишком короткий",
    "it is not written as such numbers are": "он записан не так, как пишут такие номера",
    "a part of it is wrong": "одна из его частей неверна",
}
