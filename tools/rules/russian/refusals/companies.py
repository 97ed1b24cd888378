"""Refusals and questions: companies."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "end with it": "отключаются вместе с этим",
    "stay, and are yours then": "остаются и переходят к вам",
    " and {count} more": " и ещё {count}",
    "The agents they registered {act}: {names}{more}": (
        "Зарегистрированные этим человеком агенты {act}: {names}{more}"
    ),
    "Invoice {number}, of the company {name}": "Счёт {number}, компания {name}",
    "Confirming a top-up": "Подтверждение пополнения",
    "Credit": "Зачислить",
    "is required unless the other one is given": "обязательно, если не передано другое",
    "Cancel top-up {id} of company {company_id} over {net}; nothing is credited": (
        "Отменить пополнение {id} компании {company_id} на {net}; ничего не будет зачислено"
    ),
    "company {id}": "компания {id}",
    "is not the invoice of top-up {top_up_id}; that is {number}": (
        "не счёт пополнения {top_up_id}; его счёт — {number}"
    ),
    "company": "компания",
    "top-up": "пополнение",
    "Setting a company's terms": "Установка условий компании",
    "You are not a member of company {company_id}.": "Вы не участник компании {company_id}.",
    "Only an admin of the company invites people to it. A company of your own is founded with found_company.": (
        "Приглашает в компанию только её администратор. Собственная компания создаётся с помощью found_company."
    ),
    (
        "No code can be mailed for this, because {why_not}. Nothing was founded. Join with "
        "register_account, or sign in with request_login_code, and found the company with found_company."
    ): (
        "Код для этого нельзя отправить письмом: {why_not}. Ничего не создано. Зарегистрируйтесь с "
        "помощью register_account или войдите с помощью request_login_code и создайте компанию с помощью "
        "found_company."
    ),
    "Company {company_id} is neither yours nor made by yours.": "Компания {company_id} не ваша и создана не вами.",
    "is chosen by the person themselves, never by an admin; leave it out": (
        "это человек выбирает сам, а не администратор; уберите это"
    ),
    "is another name for company_name; give one of the two": "другое имя для company_name; укажите одно из двух",
    "belongs to a member already": "уже принадлежит участнику",
    "give exactly one of user_id and user_email": "укажите ровно одно: user_id или user_email",
    "is the person's own; they change it with {tool}": "это решает сам человек; изменить можно с помощью {tool}",
    "Take person {id} out of company {company_id}; they can no longer act for it": (
        "Исключить пользователя {id} из компании {company_id}; действовать от её имени больше не получится"
    ),
    "Withdraw invitation {invitation_id} to company {company_id}": (
        "Отозвать приглашение {invitation_id} в компанию {company_id}"
    ),
    "the person is only invited; withdraw that with delete_user and invite them there": (
        "человек пока только приглашён; отзовите приглашение с помощью delete_user и пригласите его туда"
    ),
    "belongs to a member or to another invitation": "принадлежит участнику или другому приглашению",
    "give its id, its name, or both alike": "укажите её id, название или и то и другое одной компании",
    "none of your companies is called {name!r}; create_user with company_name founds one": (
        "нет вашей компании с названием {name!r}; её создаёт create_user с company_name"
    ),
    "the person belongs to that company already": "человек уже в этой компании",
    "is you; leave_company takes yourself out": "это вы; покинуть компанию самому — leave_company",
    "Name and address: {name}, {email}": "Имя и адрес: {name}, {email}",
    "It is addressed to {email}": "Адресат: {email}",
    "The company: {company_name}": "Компания: {company_name}",
    "Companies are founded by people.": "Компании создаёт только человек.",
    "Leave company {company_id}; coming back takes a new invitation": (
        "Покинуть компанию {company_id}; для возвращения нужно новое приглашение"
    ),
    (
        "This invitation is not known, was answered or withdrawn, or is older than 14 days. Ask the "
        "company for a new one, or sign in and look into list_my_company_invitations."
    ): (
        "Это приглашение неизвестно, на него уже дан ответ, оно отозвано или ему больше 14 дней. "
        "Попросите у компании новое или войдите и посмотрите list_my_company_invitations."
    ),
    "This invitation is for another address than yours; sign out (log_out) to answer it with its token.": (
        "Это приглашение для другого адреса, не для вашего; выйдите (log_out), чтобы ответить на него по его токену."
    ),
    "give exactly one of invitation_token and invitation_id": (
        "укажите ровно одно: invitation_token или invitation_id"
    ),
    "goes with a signed-in person; without sign-in pass invitation_token": (
        "это для вошедшего пользователя; без входа передайте invitation_token"
    ),
    "Its name: {company_name}": "Её название: {company_name}",
    "invitation": "приглашение",
    "You belong to that company already.": "Вы уже в этой компании.",
    "{what} is up to the operator: an admin of the company that runs this installation, acting for it.": (
        "{what}: это делает только оператор — администратор компании, которая содержит эту установку, от её имени."
    ),
    (
        "Top-up {top_up_id} is cancelled (3); an invoice runs out after {days} days. The company "
        "requests a new one with request_balance_top_up."
    ): (
        "Пополнение {top_up_id} отменено (3); срок счёта — {days} дн. Новый компания запрашивает с "
        "помощью request_balance_top_up."
    ),
    "comes with no term to change; give at least one": "нет условий для изменения; укажите хотя бы одно",
    "must lie between 0 and {highest}": "должно быть от 0 до {highest}",
    "Top-up {top_up_id} is paid (2) and was credited; a top-up is credited once.": (
        "Пополнение {top_up_id} оплачено (2) и зачислено; пополнение зачисляется один раз."
    ),
    "applies only with show_vat; pass show_vat true as well": (
        "действует только с show_vat; передайте и show_vat true"
    ),
    "has at most {percent_places} decimals": "десятичных знаков не больше {percent_places}",
    (
        "An existing company is joined through its admin, who invites you with create_user; with "
        "company_name you found one of your own."
    ): (
        "В существующую компанию вступают через её администратора: он приглашает вас с помощью "
        "create_user; с company_name вы создаёте собственную."
    ),
    "is required when you join without signing in; it names your new organisation": (
        "обязательно, если вы регистрируетесь без входа; это название вашей новой организации"
    ),
    "this is the company's last admin; make another member admin first": (
        "это последний администратор компании; сначала сделайте администратором другого участника"
    ),
    "there is no company {company_id} that you may add people to": (
        "нет компании {company_id}, в которую вам можно добавлять людей"
    ),
    "company {company_id} is '{name}'; give one of the two, or both alike": (
        "компания {company_id} называется '{name}'; укажите одно из двух или оба, но об одной компании"
    ),
    "The company has an admin, who sets this.": "У компании есть администратор, он это и задаёт.",
    (
        "Whoever confirms a top-up is never of the company credited; the machine's owner credits the "
        "operator's own company with the command hiringhall credit."
    ): (
        "Тот, кто подтверждает пополнение, никогда не из компании, которой оно зачисляется; владелец "
        "машины зачисляет деньги собственной компании оператора командой hiringhall credit."
    ),
}
