"""What the pages say on which a person signs in and allows something: apps, and calendars of others."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Sign in": "Вход",
    "Sign in to {hall}": "Вход в {hall}",
    "The app {app} wants to act for you here.": "Приложение {app} хочет действовать здесь от вашего имени.",
    "An app without a name": "Приложение без названия",
    "When you are done, you are led back to {host}. Anybody can give an app any name: look at this address.": (
        "В конце вы вернётесь на {host}. Назвать приложение можно как угодно: смотрите на этот адрес."
    ),
    "With a code by e-mail": "По коду из письма",
    "E-mail address": "Адрес электронной почты",
    "Send me a code": "Прислать код",
    "I have a code already": "Код у меня уже есть",
    "If this address has an account, a code is on its way to it. It is valid for 10 minutes.": (
        "Если у этого адреса есть учётная запись, код уже отправлен на него. Он действует 10 минут."
    ),
    "Code": "Код",
    "With a password": "По паролю",
    "User name or e-mail address": "Имя пользователя или почта",
    "Password": "Пароль",
    "Six digits of your second factor": "Шесть цифр второго фактора",
    "Your account asks for a second factor. Enter the digits that were texted to you or that your app shows, and "
    "your password once more.": (
        "Ваша учётная запись требует второго фактора. Введите цифры из сообщения или приложения и пароль ещё раз."
    ),
    "No account yet? Ask the assistant to join with register_account, then come back.": (
        "Ещё нет учётной записи? Попросите ассистента создать её (register_account) и вернитесь."
    ),
    "Allow": "Разрешить",
    "Do not allow": "Не разрешать",
    "Allow this app?": "Разрешить это приложение?",
    "You are signed in as {name}.": "Вы вошли как {name}.",
    "Sign in as somebody else": "Войти под другим именем",
    "It acts for": "Оно действует от имени",
    "yourself, without a company": "вас лично, без компании",
    "What it may do": "Что ему можно",
    "Read what you may see": "Читать то, что видите вы",
    "Create and change things": "Создавать и изменять",
    "Cancel, remove and end things": "Отменять, удалять и прекращать",
    "Move and commit money": "Переводить и связывать деньги",
    "Only in these parts (none ticked: in all)": "Только в этих частях (если не отмечено ничего — во всех)",
    "Most that may be spent a day, in USD (blank: leave as it is)": "Не больше в день, USD (пусто — не менять)",
    "This is the cap on the purse of the company or person it acts for, whoever spends.": (
        "Это предел кошелька компании или человека, от чьего имени оно действует, кто бы ни тратил."
    ),
    "Before money above your limit moves or something ends for good, you are still asked.": (
        "Прежде чем двинутся деньги сверх вашего предела или что-то закончится навсегда, вас всё равно спросят."
    ),
    "It stays signed in for 90 days after its last use. list_my_sessions shows it, end_my_session ends it.": (
        "Оно остаётся подключённым 90 дней после последнего использования. list_my_sessions покажет его, end_my_session завершит."
    ),
    "Tick at least one thing that it may do.": "Отметьте хотя бы одно из того, что ему можно.",
    "This page is too old or was opened in another way than by the app. Go back to the app and connect again.": (
        "Страница устарела или открыта не из приложения. Вернитесь в приложение и подключитесь снова."
    ),
    "This form was not sent from the page that you were shown, so nothing happened. Cookies have to be allowed. Go "
    "back to the app and connect again.": (
        "Форма отправлена не с той страницы, которую вам показали, поэтому ничего не произошло. Разрешите куки, "
        "вернитесь в приложение и подключитесь снова."
    ),
    "This page is not shown within another. Open it by the app itself.": (
        "Эта страница не показывается внутри другой. Откройте её из приложения."
    ),
    "This app is not known here": "Это приложение здесь неизвестно",
    "The app signs in with a registration that this server does not have. Remove the login that your app has stored "
    "for this server and connect again.": (
        "Приложение входит с регистрацией, которой на этом сервере нет. Удалите сохранённый в приложении вход на "
        "этот сервер и подключитесь снова."
    ),
    "The app asked in a way that this server cannot answer": "Приложение попросило так, что ответить нельзя",
    "The app wants you led back to an address that is not among its own, so you are not. Remove the login that your "
    "app has stored for this server and connect again.": (
        "Приложение хочет вернуть вас на чужой адрес, поэтому этого не будет. Удалите сохранённый в приложении вход "
        "на этот сервер и подключитесь снова."
    ),
    "Too many requests. Try again in a minute.": "Слишком много запросов. Попробуйте через минуту.",
    "This cannot be done now. Try again in a minute.": "Сейчас это невозможно. Попробуйте через минуту.",
    "Not done: {why}": "Не сделано: {why}",
    "The code is not right for this address, was used already or has run out.": (
        "Код не подходит к этому адресу, уже использован или истёк."
    ),
    "The user name, the password or the digits are wrong.": "Неверны имя пользователя, пароль или цифры.",
    "This account has a second factor: sign in with your password below.": (
        "У этой учётной записи есть второй фактор: войдите ниже по паролю."
    ),
    "Too many tries. Wait {seconds} seconds.": "Слишком много попыток. Подождите {seconds} с.",
    "This address was used already, or ten minutes have passed. Ask the assistant for a new one.": (
        "Этот адрес уже использован, или прошло десять минут. Попросите у ассистента новый."
    ),
    "Nothing was allowed, and nothing has changed. You can close this page.": (
        "Ничего не разрешено, и ничего не изменилось. Страницу можно закрыть."
    ),
    "Try again in a minute, with a new address.": ("Повторите через минуту с новым адресом."),
    "Your calendars can be linked now, by the account {hint}. If that is not you, take the permission back at "
    "myaccount.google.com/permissions. You can close this page and go on in the conversation.": (
        "Теперь ваши календари можно подключить; учётная запись: {hint}. Если это не вы, отзовите разрешение на "
        "myaccount.google.com/permissions. Страницу можно закрыть и продолжить разговор."
    ),
    "Not all rights that were asked for were given. Ask the assistant for a new address and leave all boxes ticked.": (
        "Даны не все права, о которых просили. Попросите у ассистента новый адрес и оставьте все отметки."
    ),
    "This server has no client of {provider} any more.": ("На этом сервере больше нет подключения: {provider}."),
    "of the agent “{name}”": ("агент “{name}”"),
    "of an agent": ("агент"),
    "of somebody": ("кто-то"),
}
