"""Companies, their members, freelancers in their teams, requests for people, orders and webhooks."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "{inviter} asks you to become {role} of the company {company}. "
    "list_my_company_invitations shows it; accept_company_invitation and decline_company_invitation answer it.": (
        "{inviter} приглашает вас в компанию {company}; роль: {role}. "
        "Приглашение показывает list_my_company_invitations; отвечают на него accept_company_invitation и "
        "decline_company_invitation."
    ),
    "Your invitation (valid for 14 days, usable once):\n{token}\n\nNothing happens before you accept.": (
        "Ваше приглашение (действует 14 дней, один раз):\n{token}\n\nПока вы не приняли его, ничего не происходит."
    ),
    "You are no longer asked to become a member of the company {company}; the invitation sent before opens nothing.": (
        "Вас больше не приглашают в компанию {company}; отправленное раньше приглашение ничего не открывает."
    ),
    "{field} {value}": "{field} {value}",
    "role": "роль",
    "type": "тип",
    "department": "отдел",
    "none": "нет",
    "admin": "администратор",
    "user": "участник",
    "staff": "сотрудник",
    "You have now: {what}, in the company {company}.": "В компании {company} у вас теперь: {what}.",
    "You were taken out of the company {company}.": "Вас исключили из компании {company}.",
    "{email} moved to the company {company}, as they were asked to.": (
        "По приглашению {email} теперь в компании {company}."
    ),
    "{email} agreed and is a member now.": "Приглашение для {email} принято: это теперь участник компании.",
    "{email} declined.": "Приглашение для {email} отклонено.",
    "Person {id} left the company.": "Пользователь {id} покинул компанию.",
    "Person {id} closed their account, and so left the company.": (
        "Пользователь {id} закрыл свою учётную запись и тем самым покинул компанию."
    ),
    "The operator changed your company's terms ({what}). They hold for what is made from now on.": (
        "Оператор изменил условия вашей компании ({what}). Они действуют для всего, что создаётся с этого момента."
    ),
    "There is a new version of the offer agreement. Sign it with accept_freelancer_agreement before you start.": (
        "Есть новая версия оферты. Подпишите её с помощью accept_freelancer_agreement, прежде чем начинать."
    ),
    "Freelancer {freelancer} {name} has joined your team.": "Фрилансер {freelancer} {name} теперь в вашей команде.",
    "Freelancer {freelancer} {name} has registered as a freelancer.": (
        "Фрилансер {freelancer} {name}: регистрация завершена."
    ),
    "Freelancer {freelancer} {name} has declared who they are.": "Фрилансер {freelancer} {name}: данные о личности указаны.",
    "Freelancer {freelancer} {name} has allowed automatic tax payment.": (
        "Фрилансер {freelancer} {name}: автоматическая уплата налога разрешена."
    ),
    "Freelancer {freelancer} {name} has forbidden automatic tax payment.": (
        "Фрилансер {freelancer} {name}: автоматическая уплата налога запрещена."
    ),
    "Freelancer {freelancer} {name} now has tax status {status}.": (
        "У фрилансера {freelancer} {name} теперь налоговый статус {status}."
    ),
    "The company {company} no longer asks you into its team of freelancers.": (
        "Компания {company} больше не приглашает вас в свою команду фрилансеров."
    ),
    "The company {company} has taken you out of its team of freelancers.": (
        "Компания {company} исключила вас из своей команды фрилансеров."
    ),
    "The company {company} asks you into its team of freelancers. To agree: confirm_freelancer_registration.": (
        "Компания {company} приглашает вас в свою команду фрилансеров. Чтобы согласиться: confirm_freelancer_registration."
    ),
    "The company {company} has signed {title} in your name. Read it: {address}": (
        "Компания {company} подписала {title} от вашего имени. Прочитать: {address}"
    ),
    "Your contact details were changed.": "Ваши контактные данные изменены.",
    "Your {type} ending in {end} was put on record by a company you work for.": (
        "Компания, на которую вы работаете, внесла ваш {type}, последние знаки {end}."
    ),
    "Order {code} ({type}) is yours to look after now.": "Теперь за заказ {code} ({type}) отвечаете вы.",
    "Order {code} ({type}) is no longer yours to look after.": "За заказ {code} ({type}) вы больше не отвечаете.",
    "The webhook to {host} has taken no event since {since}: {reason}. Each event is tried again for 24 hours after it "
    "happened; list_webhook_deliveries shows what waits.": (
        "Вебхук на {host} не принимает события с {since}: {reason}. Каждое событие отправляется повторно в течение 24 часов; "
        "что ждёт отправки, показывает list_webhook_deliveries."
    ),
    "The webhook to {host} was not given events of 24 hours ago and more: they are given up. Once it works, "
    "replay_webhook_deliveries sends them.": (
        "Вебхук на {host} не получил события старше 24 часов: они больше не отправляются. Когда он заработает, "
        "их отправит replay_webhook_deliveries."
    ),
    "The webhook to {host} is switched off: its server answered 410, that it wants no more. update_webhook_endpoint "
    "switches it on again.": (
        "Вебхук на {host} выключен: его сервер ответил 410, то есть больше ничего не ждёт. Снова включить его можно с помощью "
        "update_webhook_endpoint."
    ),
    "The webhook to {host} takes events again.": "Вебхук на {host} снова принимает события.",
    "the server answered {status}": "сервер ответил {status}",
}
