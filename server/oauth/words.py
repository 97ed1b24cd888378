"""What the pages say, in the languages they are read in."""

from __future__ import annotations

import re

LANGUAGES = ("en", "fi", "ru")
_QUALITY = re.compile(r"^q=(0(\.\d{0,3})?|1(\.0{0,3})?)$")

# Each in English, Finnish and Russian.
WORDS: dict[str, tuple[str, str, str]] = {
    "sign in": ("Sign in", "Kirjaudu sisään", "Вход"),
    "sign in to": ("Sign in to Hiring Hall", "Kirjaudu Hiring Halliin", "Вход в Hiring Hall"),
    "app wants": (
        "The app {app} wants to act for you here.",
        "Sovellus {app} haluaa toimia puolestasi täällä.",
        "Приложение {app} хочет действовать здесь от вашего имени.",
    ),
    "an app": ("An app without a name", "Nimetön sovellus", "Приложение без названия"),
    "leads to": (
        "When you are done, you are led back to {host}. Anybody can give an app any name: look at this address.",
        "Lopuksi sinut ohjataan takaisin osoitteeseen {host}. Sovelluksen nimi voi olla mikä tahansa: katso tätä osoitetta.",
        "В конце вы вернётесь на {host}. Назвать приложение можно как угодно: смотрите на этот адрес.",
    ),
    "by code": ("With a code by e-mail", "Sähköpostiin lähetettävällä koodilla", "По коду из письма"),
    "e-mail": ("E-mail address", "Sähköpostiosoite", "Адрес электронной почты"),
    "send code": ("Send me a code", "Lähetä koodi", "Прислать код"),
    "code sent": (
        "If this address has an account, a code is on its way to it. It is valid for 10 minutes.",
        "Jos osoitteella on tili, koodi on matkalla siihen. Se on voimassa 10 minuuttia.",
        "Если у этого адреса есть учётная запись, код уже отправлен на него. Он действует 10 минут.",
    ),
    "code": ("Code", "Koodi", "Код"),
    "by password": ("With a password", "Salasanalla", "По паролю"),
    "user name": ("User name or e-mail address", "Käyttäjätunnus tai sähköposti", "Имя пользователя или почта"),
    "password": ("Password", "Salasana", "Пароль"),
    "second code": (
        "Six digits of your second factor",
        "Toisen tunnistautumistavan kuusi numeroa",
        "Шесть цифр второго фактора",
    ),
    "second asked": (
        "Your account asks for a second factor. Enter the digits that were texted to you or that your app shows, and your "
        "password once more.",
        "Tilisi vaatii toisen tunnistautumistavan. Anna tekstiviestin tai sovelluksen numerot ja salasanasi uudelleen.",
        "Ваша учётная запись требует второго фактора. Введите цифры из сообщения или приложения и пароль ещё раз.",
    ),
    "no account": (
        "No account yet? Ask the assistant to join with register_account, then come back.",
        "Ei vielä tiliä? Pyydä avustajaa liittymään (register_account) ja palaa sitten.",
        "Ещё нет учётной записи? Попросите ассистента создать её (register_account) и вернитесь.",
    ),
    "allow": ("Allow", "Salli", "Разрешить"),
    "deny": ("Do not allow", "Älä salli", "Не разрешать"),
    "allow title": ("Allow this app?", "Sallitaanko tämä sovellus?", "Разрешить это приложение?"),
    "you are": ("You are signed in as {name}.", "Olet kirjautunut nimellä {name}.", "Вы вошли как {name}."),
    "somebody else": ("Sign in as somebody else", "Kirjaudu toisena", "Войти под другим именем"),
    "company": ("It acts for", "Se toimii yrityksen puolesta", "Оно действует от имени"),
    "yourself": ("yourself, without a company", "sinä itse, ilman yritystä", "вас лично, без компании"),
    "may": ("What it may do", "Mitä se saa tehdä", "Что ему можно"),
    "read": (
        "Read what you may see",
        "Lukea, mitä sinä saat nähdä",
        "Читать то, что видите вы",
    ),
    "write": ("Create and change things", "Luoda ja muuttaa asioita", "Создавать и изменять"),
    "destructive": (
        "Cancel, remove and end things",
        "Perua, poistaa ja päättää asioita",
        "Отменять, удалять и прекращать",
    ),
    "money": (
        "Move and commit money",
        "Siirtää ja sitoa rahaa",
        "Переводить и связывать деньги",
    ),
    "only toolsets": (
        "Only in these parts (none ticked: in all)",
        "Vain näissä osissa (jos mitään ei ole valittu: kaikissa)",
        "Только в этих частях (если не отмечено ничего — во всех)",
    ),
    "cap": (
        "Most that may be spent a day, in USD (blank: leave as it is)",
        "Enintään päivässä, USD (tyhjä: ei muuteta)",
        "Не больше в день, USD (пусто — не менять)",
    ),
    "cap covers": (
        "This is the cap on the purse of the company or person it acts for, whoever spends.",
        "Tämä on sen yrityksen tai henkilön kukkaron katto, jonka puolesta se toimii, kuka tahansa kuluttaakin.",
        "Это предел кошелька компании или человека, от чьего имени оно действует, кто бы ни тратил.",
    ),
    "still asked": (
        "Before money above your limit moves or something ends for good, you are still asked.",
        "Sinulta kysytään silti, ennen kuin rajasi ylittävä raha liikkuu tai jotain päättyy lopullisesti.",
        "Прежде чем двинутся деньги сверх вашего предела или что-то закончится навсегда, вас всё равно спросят.",
    ),
    "ends it": (
        "It stays signed in for 90 days after its last use. list_my_sessions shows it, end_my_session ends it.",
        "Se pysyy kirjautuneena 90 päivää viimeisestä käytöstä. list_my_sessions näyttää sen, end_my_session päättää sen.",
        "Оно остаётся подключённым 90 дней после последнего использования. list_my_sessions покажет его, end_my_session "
        "завершит.",
    ),
    "nothing ticked": (
        "Tick at least one thing that it may do.",
        "Valitse ainakin yksi asia, jonka se saa tehdä.",
        "Отметьте хотя бы одно из того, что ему можно.",
    ),
    "old request": (
        "This page is too old or was opened in another way than by the app. Go back to the app and connect again.",
        "Sivu on liian vanha tai avattu muualta kuin sovelluksesta. Palaa sovellukseen ja yhdistä uudelleen.",
        "Страница устарела или открыта не из приложения. Вернитесь в приложение и подключитесь снова.",
    ),
    "form lost": (
        "This form was not sent from the page that you were shown, so nothing happened. Cookies have to be allowed. Go back to "
        "the app and connect again.",
        "Lomaketta ei lähetetty sivulta, joka sinulle näytettiin, joten mitään ei tapahtunut. Evästeet on sallittava. Palaa "
        "sovellukseen ja yhdistä uudelleen.",
        "Форма отправлена не с той страницы, которую вам показали, поэтому ничего не произошло. Разрешите cookie, вернитесь "
        "в приложение и подключитесь снова.",
    ),
    "unknown app": ("This app is not known here", "Sovellusta ei tunneta täällä", "Это приложение здесь неизвестно"),
    "forget login": (
        "The app signs in with a registration that this server does not have. Remove the login that your app has stored for "
        "this server and connect again.",
        "Sovellus kirjautuu rekisteröinnillä, jota tällä palvelimella ei ole. Poista sovelluksen tallentama kirjautuminen "
        "tähän palvelimeen ja yhdistä uudelleen.",
        "Приложение входит с регистрацией, которой на этом сервере нет. Удалите сохранённый в приложении вход на этот сервер "
        "и подключитесь снова.",
    ),
    "wrong request": (
        "The app asked in a way that this server cannot answer",
        "Sovelluksen pyyntöön ei voida vastata",
        "Приложение попросило так, что ответить нельзя",
    ),
    "wrong redirect": (
        "The app wants you led back to an address that is not among its own, so you are not. Remove the login that your app "
        "has stored for this server and connect again.",
        "Sovellus haluaa ohjata sinut osoitteeseen, joka ei ole sen oma, joten sinua ei ohjata. Poista sovelluksen "
        "tallentama kirjautuminen tähän palvelimeen ja yhdistä uudelleen.",
        "Приложение хочет вернуть вас на чужой адрес, поэтому этого не будет. Удалите сохранённый в приложении вход на этот "
        "сервер и подключитесь снова.",
    ),
    "too many": (
        "Too many requests. Try again in a minute.",
        "Liian monta pyyntöä. Yritä minuutin kuluttua uudelleen.",
        "Слишком много запросов. Попробуйте через минуту.",
    ),
    "later": (
        "This cannot be done now. Try again in a minute.",
        "Tätä ei voida tehdä nyt. Yritä minuutin kuluttua uudelleen.",
        "Сейчас это невозможно. Попробуйте через минуту.",
    ),
    "refused": ("Not done: {why}", "Ei tehty: {why}", "Не сделано: {why}"),
    "wrong code": (
        "The code is not right for this address, was used already or has run out.",
        "Koodi ei ole oikea tälle osoitteelle, se on jo käytetty tai vanhentunut.",
        "Код не подходит к этому адресу, уже использован или истёк.",
    ),
    "wrong password": (
        "The user name, the password or the digits are wrong.",
        "Käyttäjätunnus, salasana tai numerot ovat väärin.",
        "Неверны имя пользователя, пароль или цифры.",
    ),
    "second needed": (
        "This account has a second factor: sign in with your password below.",
        "Tilillä on toinen tunnistautumistapa: kirjaudu alla salasanalla.",
        "У этой учётной записи есть второй фактор: войдите ниже по паролю.",
    ),
    "wait": (
        "Too many tries. Wait {seconds} seconds.",
        "Liian monta yritystä. Odota {seconds} sekuntia.",
        "Слишком много попыток. Подождите {seconds} с.",
    ),
}


def said(language: str, name: str, **values: object) -> str:
    """A text of the pages in a language."""
    text = WORDS[name][LANGUAGES.index(language)]
    return text.format(**values) if values else text


def language_of(accept: str, own: str | None = None) -> str:
    """The language of a page. own: a person's, where one is known; accept: the Accept-Language header."""
    if own in LANGUAGES:
        return str(own)
    found: list[tuple[float, str]] = []
    for part in accept[:500].split(","):
        name, _, quality = part.strip().partition(";")
        weight = quality.strip().replace(" ", "")
        if weight and not _QUALITY.match(weight):
            continue
        value = float(weight[2:]) if weight else 1.0
        if value > 0 and (primary := name.strip().lower().partition("-")[0]) in LANGUAGES:
            found.append((value, primary))
    return max(found, key=lambda one: one[0])[1] if found else "en"
