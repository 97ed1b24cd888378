"""Accounts: codes, changes of contact, signing in; freelancers' and companies' contacts."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "background check": "проверка биографии",
    "drug test": "тест на наркотики",
    "passed": "пройдено",
    "failed": "не пройдено",
    "not known yet": "результата ещё нет",
    "The operator noted on your {test}: {outcome}.": "Оператор отметил ({test}): {outcome}.",
    "The operator took back what your profile says of your {test}.": "Оператор удалил отметку из вашего профиля ({test}).",
    "Your sign-in code": "Ваш код для входа",
    "{code} is your code for signing in. It is valid for 10 minutes.\n"
    "Never give it to anybody who asks you for it. If you did not ask for it, ignore this mail.": (
        "{code} — ваш код для входа. Он действует 10 минут.\n"
        "Никому не сообщайте его. Если вы его не запрашивали, не отвечайте на это письмо."
    ),
    "{code} is your code. It is valid for 5 minutes. Never give it to anybody.": (
        "{code} — ваш код. Он действует 5 минут. Никому не сообщайте его."
    ),
    "Confirm your new address": "Подтвердите новый адрес",
    "{code} is the code that makes this your sign-in address. It is valid for 10 minutes.\n"
    "If you did not ask for it, ignore this mail.": (
        "{code} — код, который сделает этот адрес вашим адресом для входа. Он действует 10 минут.\n"
        "Если вы об этом не просили, не отвечайте на это письмо."
    ),
    "You have an account already": "У вас уже есть учётная запись",
    "Somebody asked to move another account to this address. It has an account of its own, so nothing happens.\n"
    "If it was you, sign in here with request_login_code. If not, ignore this mail.": (
        "Кто-то хотел перенести другую учётную запись на этот адрес. У него уже есть своя, поэтому ничего не происходит.\n"
        "Если это вы, войдите здесь с помощью request_login_code. Если нет, не отвечайте на это письмо."
    ),
    "Somebody signed in to your account asked to move it to {email}; so far nothing has changed. If it was not you, "
    "sign in, set a new password with update_my_profile and so end all other sessions.": (
        "Кто-то, войдя в вашу учётную запись, попросил перенести её на {email}; пока ничего не изменилось. Если это не вы, "
        "войдите и задайте новый пароль с помощью update_my_profile: так завершатся все другие сеансы."
    ),
    "Signing in": "Вход",
    "Signing in with your password is locked for a while where too many wrong ones were tried. Where you sign in it "
    "stays open. If it was not you, nobody got in; a second factor (set_two_factor_method) makes that surer.": (
        "Вход с вашим паролем на время закрыт там, где слишком много раз ввели неверный. Там, где входите вы, он "
        "остаётся открытым. Если это не вы, внутрь никто не попал; второй фактор (set_two_factor_method) сделает защиту надёжнее."
    ),
    "Your account": "Ваша учётная запись",
    "e-mail address": "адрес почты",
    "phone number": "номер телефона",
    "password": "пароль",
    "second factor of signing in": "второй фактор входа",
    "If it was not you, call undo_contact_change with this token within 7 days. It puts back what there was before and "
    "ends all sessions.\n\n{token}": (
        "Если это не вы, вызовите undo_contact_change с этим токеном в течение 7 дней. Он вернёт то, что было раньше, и "
        "завершит все сеансы.\n\n{token}"
    ),
    "The {what} of your account was changed, and your other sessions have ended.": (
        "В вашей учётной записи изменено: {what}. Другие ваши сеансы завершены."
    ),
    "This is the address of your account from now on. Your other sessions have ended.": (
        "Теперь это адрес вашей учётной записи. Другие ваши сеансы завершены."
    ),
    "Somebody signed in to your account with your password. If it was not you, set another one with update_my_profile.": (
        "Кто-то вошёл в вашу учётную запись с вашим паролем. Если это не вы, задайте другой с помощью update_my_profile."
    ),
    "A refresh token of your account was used a second time, so every session of that sign-in has ended. If you did "
    "not do it, somebody has copied it: sign in again and set a new password with update_my_profile.": (
        "Токен обновления вашей учётной записи использован второй раз, поэтому все сеансы того входа завершены. Если это не "
        "вы, его кто-то скопировал: войдите снова и задайте новый пароль с помощью update_my_profile."
    ),
    "{code} is the code to change how you sign in or are reached. It is valid for 10 minutes.\n": (
        "{code} — код для смены того, как вы входите или как с вами связываются. Он действует 10 минут.\n"
    ),
    "Your code for a change": "Ваш код для изменения",
    "Never give it to anybody who asks you for it. If you did not ask for it, end your sessions.": (
        "Никому не сообщайте его. Если вы его не запрашивали, завершите свои сеансы."
    ),
    "Never give it to anybody.": "Никому не сообщайте его.",
    "A change of how you sign in or are reached was undone with the token mailed about it, and all sessions have ended.": (
        "Изменение того, как вы входите или как с вами связываются, отменено токеном из письма о нём; все сеансы завершены."
    ),
    "This is no longer the address of the account it was given for: that change was undone.": (
        "Это больше не адрес учётной записи, для которой он был указан: то изменение отменено."
    ),
    "Your agent is registered already": "Ваш агент уже зарегистрирован",
    "Somebody registered an agent with this address, which another agent has proven before, so it cannot be proven "
    "for the new one.\nIf it was you, go on with the agent you have; regenerate_agent_key replaces its key.": (
        "Кто-то зарегистрировал агента с этим адресом, который раньше подтвердил другой агент, поэтому для нового его "
        "подтвердить нельзя.\nЕсли это вы, продолжайте с тем агентом, который есть; regenerate_agent_key заменит его ключ."
    ),
    "Your agent's code": "Код вашего агента",
    "{code} is the code that proves this address is your agent's. It is valid for 30 minutes.\n"
    "Pass it to verify_agent_email. If you registered no agent, ignore this mail.": (
        "{code} — код, который подтверждает, что это адрес вашего агента. Он действует 30 минут.\n"
        "Передайте его в verify_agent_email. Если вы не регистрировали агента, не отвечайте на это письмо."
    ),
    "{code} is the code to change your contact to {new}. It is valid for 10 minutes. Not you? Ignore it.": (
        "{code} — код, чтобы сменить ваш контакт на {new}. Он действует 10 минут. Это не вы? Ничего не делайте."
    ),
    "{code} is the code that makes this your address as a freelancer. It is valid for 10 minutes.": (
        "{code} — код, который сделает этот адрес вашим адресом фрилансера. Он действует 10 минут."
    ),
    "This address has an account already, so it becomes nobody else's. Sign in with request_login_code.": (
        "У этого адреса уже есть учётная запись, поэтому никому другому он не достанется. Войдите с помощью request_login_code."
    ),
    "{code} is the code that makes this your number. It is valid for 10 minutes.": (
        "{code} — код, который сделает этот номер вашим. Он действует 10 минут."
    ),
    "Your contact was changed and no longer reaches this account. Not you? Tell the company you work for.": (
        "Ваш контакт изменён и больше не ведёт к этой учётной записи. Это не вы? Сообщите компании, на которую работаете."
    ),
    "{code} is your code to register. It is valid for 10 minutes; give it to nobody.": (
        "{code} — ваш код для регистрации. Он действует 10 минут; никому не сообщайте его."
    ),
    "{code} is the code to add a payment method to your account. It is valid for 10 minutes. "
    "Whoever you give it to can only ask you to enter one.": (
        "{code} — код, чтобы добавить способ выплаты в вашу учётную запись. Он действует 10 минут. "
        "Тот, кому вы его сообщите, сможет лишь попросить вас ввести данные."
    ),
    "{app} may act for you from now on: {scopes}. If that was not you, end its session: list_my_sessions shows it, "
    "end_my_session ends it.": (
        "{app} теперь может действовать от вашего имени: {scopes}. Если это были не вы, завершите его сеанс: "
        "list_my_sessions покажет его, end_my_session завершит."
    ),
    "Something that {app} signs in with was used a second time, so its access to your account has ended. Log in "
    "with it again if you still use it.": (
        "То, с чем входит {app}, использовано второй раз, поэтому его доступ к вашей учётной записи закончен. Войдите через "
        "него снова, если ещё пользуетесь им."
    ),
}
