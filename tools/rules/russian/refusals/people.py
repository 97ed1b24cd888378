"""Refusals and questions: people."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "This account may not be used from your network address.": (
        "Этой учётной записью нельзя пользоваться с вашего сетевого адреса."
    ),
    "The code is not right for this address. {ask}": "Код для этого адреса неверен. {ask}",
    "This account has a second factor; a mailed code alone does not open it. Use log_in_with_password.": (
        "У этой учётной записи есть второй фактор; одного кода из письма мало. Используйте log_in_with_password."
    ),
    "There is no session to end.": "Нет сеанса, который можно завершить.",
    "an agent's key is not a session; regenerate_agent_key makes it worthless": (
        "ключ агента — не сеанс; regenerate_agent_key делает его недействительным"
    ),
    "pass code alone; password is its older name": "передайте только code; password — его прежнее имя",
    "A code was asked for a moment ago or too often. The next one in {wait} seconds.": (
        "Код запрашивали только что или слишком часто. Следующий — через {wait} с."
    ),
    "a code is not tried in a dry run; leave dry_run out": "код не проверяется в пробном вызове; опустите dry_run",
    "{tries} wrong tries: this code is dead. Ask for a new one with {ask}.": (
        "Неверных попыток: {tries}; этот код больше не действует. Запросите новый: {ask}."
    ),
    "An account's contacts are a person's.": "Контакты учётной записи принадлежат человеку.",
    (
        "There is neither a proven address nor a number a code could go to. Signing in with "
        "request_login_code proves an address; whoever runs this server can help, too."
    ): (
        "Нет ни подтверждённого адреса, ни номера, на который можно отправить код. Вход с помощью "
        "request_login_code подтверждает адрес; помочь может и тот, кто содержит этот сервер."
    ),
    "This token is not known, was used, or is older than 7 days. Nothing changed.": (
        "Этот токен неизвестен, уже использован или старше 7 дней. Ничего не изменилось."
    ),
    "Another account has the former address by now; whoever runs this server can help.": (
        "Прежний адрес теперь у другой учётной записи; помочь может тот, кто содержит этот сервер."
    ),
    "Contacts belong to people.": "Контакты принадлежат людям.",
    "At most {new_addresses_a_day} new addresses a day. People you are connected with can still be added.": (
        "Новых адресов в день не больше {new_addresses_a_day}. Людей, с которыми вы связаны, по-прежнему "
        "можно добавлять."
    ),
    "give exactly one of email and user_id": "укажите ровно одно: email или user_id",
    "is your own address": "это ваш собственный адрес",
    "is yourself": "это вы сами",
    "person you have worked with": "человек, с которым вы работали",
    "contact with user_id": "контакт с user_id",
    "No change of address is open; ask for one with request_email_change.": (
        "Смена адреса не начата; запросите её с помощью request_email_change."
    ),
    "is not the address asked for, {detail}": "не тот адрес, который запрошен: {detail}",
    "Nobody founds more than {most_a_day} companies a day; there is list_my_companies for those you have.": (
        "В день можно основать компаний не больше {most_a_day}; те, что у вас есть, показывает list_my_companies."
    ),
    "is not the token of a mail from here; copy it whole, from hh_stop_ on": (
        "не токен из нашего письма; скопируйте его целиком, начиная с hh_stop_"
    ),
    "is your address already": "уже ваш адрес",
    "is used by another account": "уже используется другой учётной записью",
    (
        "A session alone does not change what signs somebody in or reaches them. Pass present_password, "
        "or have a code sent to the present address with {ask} and pass it as contact_code. Nothing "
        "changed."
    ): (
        "Одного сеанса мало, чтобы сменить то, как вы входите или как с вами связываются. Передайте "
        "present_password или получите код на нынешний адрес ({ask}) и передайте его как contact_code. "
        "Ничего не изменилось."
    ),
    "The present password is wrong.": "Нынешний пароль неверен.",
    (
        "The codes of your second factor go to the present number. Switch it to another method with "
        "set_two_factor_method first, and on again once the new number is on record."
    ): (
        "Коды второго фактора приходят на нынешний номер. Сначала переключите его на другой способ с "
        "помощью set_two_factor_method, а когда новый номер будет записан, включите снова."
    ),
    "The user name or the password is wrong.": "Имя пользователя или пароль неверны.",
    "log_in_with_password, called without code": "log_in_with_password без code",
    "a password is not tried in a dry run; leave dry_run out": (
        "пароль не проверяется в пробном вызове; опустите dry_run"
    ),
    "must be a phone number of 7 to 100 characters": "должно быть номером телефона из 7–100 символов",
    "must have at least {least} visible characters": "видимых символов должно быть не меньше {least}",
    "give either id or name": "укажите id или name",
    "there is no skill {id}": "навыка {id} нет",
    "cannot be combined with ava_id": "нельзя сочетать с ava_id",
    "give either file_id, or filename and content_base64": "укажите file_id или вместе filename и content_base64",
    "must not be in the future; today is {today}": "не должно быть в будущем; сегодня {today}",
    "must have at least {shortest} characters; a few words in a row are easy to keep in mind": (
        "символов должно быть не меньше {shortest}; несколько слов подряд легко запомнить"
    ),
    "is one of the passwords that are tried first; take a few words in a row that belong to nobody else": (
        "один из паролей, которые пробуют первыми; возьмите несколько слов подряд, которых больше ни у кого нет"
    ),
    (
        "is made of what is tried first: a common word, your own name or address, a row of keys or "
        "digits; take a few words in a row that belong to nobody else"
    ): (
        "состоит из того, что пробуют первым: обычное слово, ваше имя или адрес, ряд клавиш или цифр; "
        "возьмите несколько слов подряд, которых больше ни у кого нет"
    ),
    "is required with password": "нужно вместе с password",
    "differs from password": "отличается от password",
    "is required with {again_field}": "нужно вместе с {again_field}",
    "The digits are not what the authenticator app shows now, or were used already.": (
        "Цифры не те, что сейчас показывает приложение-аутентификатор, или уже использованы."
    ),
    "give either session_id, or all_others true": "укажите session_id или all_others true",
    "session": "сеанс",
    "{text} Sign in again.": "{text} Войдите снова.",
    "This refresh token was used before, so every session it led to has ended.": (
        "Этот токен обновления уже использовали раньше, поэтому все сеансы, к которым он привёл, завершены."
    ),
    "There is no phone number on record; set one with update_my_profile first.": (
        "Номер телефона не записан; сначала задайте его с помощью update_my_profile."
    ),
    "This account has no password yet, and a second factor goes with one; set it with update_my_profile.": (
        "У этой учётной записи ещё нет пароля, а второй фактор требует его; задайте его с помощью update_my_profile."
    ),
    "The password is wrong.": "Пароль неверен.",
    "set_two_factor_method, called without code": "set_two_factor_method без code",
    "No authenticator has been shown yet; call set_two_factor_method without code first.": (
        "Ключ для аутентификатора ещё не показан; сначала вызовите set_two_factor_method без code."
    ),
    "Too many accounts were opened from your network address. Try again in {wait} seconds.": (
        "С вашего сетевого адреса открыто слишком много учётных записей. Попробуйте снова через {wait} с."
    ),
    (
        "Too many wrong passwords, codes or tokens came from your network address or at this user name. "
        "It is locked for you for {wait} seconds more."
    ): (
        "С вашего сетевого адреса или для этого имени пользователя введено слишком много неверных "
        "паролей, кодов или токенов. Вход для вас закрыт ещё на {wait} с."
    ),
    "work orders": "наряды",
    "events": "события",
    "payouts under way:": "незавершённые выплаты:",
    "contracts you work on or are owed on:": "договоры, где вы работаете или где вам должны:",
    "contracts of others too that nobody else owns:": "общие договоры, у которых нет другого владельца:",
    "companies with other members and no other admin:": "компании с другими участниками и без другого администратора:",
    "companies of nobody else with money, work or agents:": "только ваши компании, где есть деньги, работа или агенты:",
    "This refresh token is not known, has ended or has run out.": "Этот токен обновления неизвестен, завершён или истёк.",
    "A profile of this kind is a person's.": "Такой профиль есть только у человека.",
    "Account settings are a person's.": "Настройки учётной записи есть только у человека.",
    "An account is a person's.": "Учётная запись есть только у человека.",
    "Sessions are a person's.": "Сеансы есть только у человека.",
    "An account's address is a person's.": "Адрес учётной записи есть только у человека.",
    "Membership of a company is a person's.": "Участником компании может быть только человек.",
    "Tries left: 0; ask for a new one with request_login_code.": (
        "Осталось попыток: 0; новый код запрашивает request_login_code."
    ),
    "Tries left: {left}.": "Осталось попыток: {left}.",
    "Tries left: 0; ask for a new one with {ask}.": "Осталось попыток: 0; новый код запрашивает {ask}.",
    "The code is not right for this address, was used already or has run out. {tries}": (
        "Код не подходит к этому адресу, уже использован или истёк. {tries}"
    ),
}
