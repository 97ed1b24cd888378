"""What frames every mail, and what mails to unproven addresses say."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Done by {who}.": "Кто это сделал: {who}.",
    "a guest": "гость",
    "person {id} {name}": "пользователь {id} {name}",
    "agent {id} {name}": "агент {id} {name}",
    "What answers it: {tools}.": "Чем ответить: {tools}.",
    "{these} or {this}": "{these} или {this}",
    "{these} and {this}": "{these} и {this}",
    " and ": " и ",
    " or ": " или ",
    "There is news: {what}. It is told in full once you sign in.": (
        "Есть новость: {what}. Полностью её можно прочитать после входа."
    ),
    "There is news about {name}: {what}. It is told in full once you sign in.": (
        "Есть новость о {name}: {what}. Полностью её можно прочитать после входа."
    ),
    "{notices} for you": "{notices} для вас",
    "and {more} more": "и ещё {more}",
    "All of them: list_notices. How they reach you: set_notice_settings.": (
        "Все уведомления: list_notices. Как они до вас доходят: set_notice_settings."
    ),
    "Somebody gave this hall your address for what this mail is about.": (
        "Ваш адрес указали здесь для того, о чём это письмо."
    ),
    "This mail was caused by somebody who is not signed in and typed your address.": (
        "Это письмо вызвано кем-то, кто указал ваш адрес, не входя в систему."
    ),
    "This mail was caused by {name} ({owner}), who typed your address.": (
        "Ваш адрес для этого письма указан от имени {name} ({owner})."
    ),
    "{who}\nTo get no more mail of this kind, pass this token to stop_mail:\n{token}": (
        "{who}\nЧтобы больше не получать таких писем, передайте этот токен в stop_mail:\n{token}"
    ),
    "The code for your booking": "Код для вашей записи",
    "{code} confirms a booking that was asked for with this address: {label}, on {when}.\n"
    "Pass it to confirm_guest_booking with event_id {event_id} by {until}; until then nothing is booked.\n"
    "If you did not ask for it, do nothing: the time is free again by itself.": (
        "{code} — код, который подтверждает запись с этим адресом: {label}, {when}.\n"
        "Передайте его в confirm_guest_booking с event_id {event_id} до {until}; до тех пор ничего не забронировано.\n"
        "Если вы об этом не просили, ничего не делайте: время освободится само."
    ),
    "An invitation to work as a freelancer": "Приглашение к сотрудничеству",
    "The company {company} would like to give you work and has prepared an account for you.\n\n"
    "Your invite (valid for 30 days, usable once):\n{token}\n\n"
    "Take it up with confirm_freelancer_registration and this invite_token: confirm your details and accept the\n"
    "offer agreement, which get_agreement shows. If you do not know the company, ignore this mail.": (
        "Компания {company} хочет давать вам задания и подготовила для вас учётную запись.\n\n"
        "Ваше приглашение (действует 30 дней, один раз):\n{token}\n\n"
        "Примите его с помощью confirm_freelancer_registration и этого invite_token: подтвердите свои данные и\n"
        "примите оферту (её показывает get_agreement). Если вы не знаете эту компанию, не отвечайте на это письмо."
    ),
    "An invitation to join a company": "Приглашение в компанию",
    "{inviter} asks {name} to become {role} of the company {company}.\n\n"
    "Your invitation (valid for 14 days, usable once):\n{token}\n\n"
    "Accept it with accept_company_invitation or turn it down with decline_company_invitation. Nothing happens\n"
    "before you accept. If you do not know these people, ignore this mail.": (
        "{inviter} приглашает {name} в компанию {company}; роль: {role}.\n\n"
        "Ваше приглашение (действует 14 дней, один раз):\n{token}\n\n"
        "Примите его с помощью accept_company_invitation или отклоните с помощью decline_company_invitation. Пока вы\n"
        "не приняли его, ничего не происходит. Если вы не знаете этих людей, не отвечайте на это письмо."
    ),
    "an admin": "администратор",
    "a member": "участник",
    "Confirm your new company": "Подтвердите новую компанию",
    "{code} is your code for signing in. It is valid for 10 minutes. Signing in with it founds the company {company},\n"
    "with you as its admin. Never give the code to anybody who asks you for it. If you did not ask for it, ignore\n"
    "this mail: nothing is founded then.": (
        "{code} — ваш код для входа. Он действует 10 минут. Вход с ним создаёт компанию {company},\n"
        "где вы администратор. Никому не сообщайте этот код. Если вы его не запрашивали, не отвечайте\n"
        "на это письмо: тогда ничего не будет создано."
    ),
    "Code to change your contact": "Код для смены контакта",
    "{code} is the code to change how you are reached to {new}. It is valid for 10 minutes. Not you? Ignore it.": (
        "{code} — код, чтобы с вами связывались так: {new}. Он действует 10 минут. Это не вы? Ничего не делайте."
    ),
    "Your new address": "Ваш новый адрес",
    "{said}\nIf you did not ask for it, ignore this mail.": (
        "{said}\nЕсли вы об этом не просили, не отвечайте на это письмо."
    ),
    "A step of a work order is done": "Шаг наряда выполнен",
    "Step {task} of work order {order} {title} of the company {company} is complete since {at}: {step}.\n"
    "Marked by {who}. The company gave this address to be told of it.": (
        "Шаг {task} наряда {order} {title} компании {company} выполнен ({at}): {step}.\n"
        "Кто отметил: {who}. Компания указала этот адрес, чтобы об этом сообщить."
    ),
    "(nothing)": "(ничего)",
    "You asked for the documents of your company: {count} are in {name}.": (
        "Вы запросили документы своей компании. Файл: {name}, документов в нём: {count}."
    ),
    "Until {until} members of the company read it at {url}, or with get_file and file_id {file_id}.": (
        "До {until} участники компании читают его по адресу {url} или через get_file с file_id {file_id}."
    ),
    "Your company's documents": "Документы вашей компании",
}
