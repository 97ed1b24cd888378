"""What the pages say on which a person signs in and allows something: apps, and calendars of others."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Sign in": "Kirjaudu sisään",
    "Sign in to {hall}": "Kirjaudu palveluun {hall}",
    "The app {app} wants to act for you here.": "Sovellus {app} haluaa toimia puolestasi täällä.",
    "An app without a name": "Nimetön sovellus",
    "When you are done, you are led back to {host}. Anybody can give an app any name: look at this address.": (
        "Lopuksi sinut ohjataan takaisin osoitteeseen {host}. Sovelluksen nimi voi olla mikä tahansa: katso tätä osoitetta."
    ),
    "With a code by e-mail": "Sähköpostiin lähetettävällä koodilla",
    "E-mail address": "Sähköpostiosoite",
    "Send me a code": "Lähetä koodi",
    "I have a code already": "Minulla on jo koodi",
    "If this address has an account, a code is on its way to it. It is valid for 10 minutes.": (
        "Jos osoitteella on tili, koodi on matkalla siihen. Se on voimassa 10 minuuttia."
    ),
    "Code": "Koodi",
    "With a password": "Salasanalla",
    "User name or e-mail address": "Käyttäjätunnus tai sähköposti",
    "Password": "Salasana",
    "Six digits of your second factor": "Toisen tunnistautumistavan kuusi numeroa",
    "Your account asks for a second factor. Enter the digits that were texted to you or that your app shows, and "
    "your password once more.": (
        "Tilisi vaatii toisen tunnistautumistavan. Anna tekstiviestin tai sovelluksen numerot ja salasanasi uudelleen."
    ),
    "No account yet? Ask the assistant to join with register_account, then come back.": (
        "Ei vielä tiliä? Pyydä avustajaa liittymään (register_account) ja palaa sitten."
    ),
    "Allow": "Salli",
    "Do not allow": "Älä salli",
    "Allow this app?": "Sallitaanko tämä sovellus?",
    "You are signed in as {name}.": "Olet kirjautunut nimellä {name}.",
    "Sign in as somebody else": "Kirjaudu toisena",
    "It acts for": "Se toimii yrityksen puolesta",
    "yourself, without a company": "sinä itse, ilman yritystä",
    "What it may do": "Mitä se saa tehdä",
    "Read what you may see": "Lukea, mitä sinä saat nähdä",
    "Create and change things": "Luoda ja muuttaa asioita",
    "Cancel, remove and end things": "Perua, poistaa ja päättää asioita",
    "Move and commit money": "Siirtää ja sitoa rahaa",
    "Only in these parts (none ticked: in all)": "Vain näissä osissa (jos mitään ei ole valittu: kaikissa)",
    "Most that may be spent a day, in USD (blank: leave as it is)": "Enintään päivässä, USD (tyhjä: ei muuteta)",
    "This is the cap on the purse of the company or person it acts for, whoever spends.": (
        "Tämä on sen yrityksen tai henkilön kukkaron katto, jonka puolesta se toimii, kuka tahansa kuluttaakin."
    ),
    "Before money above your limit moves or something ends for good, you are still asked.": (
        "Sinulta kysytään silti, ennen kuin rajasi ylittävä raha liikkuu tai jotain päättyy lopullisesti."
    ),
    "It stays signed in for 90 days after its last use. list_my_sessions shows it, end_my_session ends it.": (
        "Se pysyy kirjautuneena 90 päivää viimeisestä käytöstä. list_my_sessions näyttää sen, end_my_session päättää sen."
    ),
    "Tick at least one thing that it may do.": "Valitse ainakin yksi asia, jonka se saa tehdä.",
    "This page is too old or was opened in another way than by the app. Go back to the app and connect again.": (
        "Sivu on liian vanha tai avattu muualta kuin sovelluksesta. Palaa sovellukseen ja yhdistä uudelleen."
    ),
    "This form was not sent from the page that you were shown, so nothing happened. Cookies have to be allowed. Go "
    "back to the app and connect again.": (
        "Lomaketta ei lähetetty sivulta, joka sinulle näytettiin, joten mitään ei tapahtunut. Evästeet on "
        "sallittava. Palaa sovellukseen ja yhdistä uudelleen."
    ),
    "This page is not shown within another. Open it by the app itself.": (
        "Tätä sivua ei näytetä toisen sivun sisällä. Avaa se sovelluksesta."
    ),
    "This app is not known here": "Sovellusta ei tunneta täällä",
    "The app signs in with a registration that this server does not have. Remove the login that your app has stored "
    "for this server and connect again.": (
        "Sovellus kirjautuu rekisteröinnillä, jota tällä palvelimella ei ole. Poista sovelluksen tallentama "
        "kirjautuminen tähän palvelimeen ja yhdistä uudelleen."
    ),
    "The app asked in a way that this server cannot answer": "Sovelluksen pyyntöön ei voida vastata",
    "The app wants you led back to an address that is not among its own, so you are not. Remove the login that your "
    "app has stored for this server and connect again.": (
        "Sovellus haluaa ohjata sinut osoitteeseen, joka ei ole sen oma, joten sinua ei ohjata. Poista sovelluksen "
        "tallentama kirjautuminen tähän palvelimeen ja yhdistä uudelleen."
    ),
    "Too many requests. Try again in a minute.": "Liian monta pyyntöä. Yritä minuutin kuluttua uudelleen.",
    "This cannot be done now. Try again in a minute.": ("Tätä ei voida tehdä nyt. Yritä minuutin kuluttua uudelleen."),
    "Not done: {why}": "Ei tehty: {why}",
    "The code is not right for this address, was used already or has run out.": (
        "Koodi ei ole oikea tälle osoitteelle, se on jo käytetty tai vanhentunut."
    ),
    "The user name, the password or the digits are wrong.": "Käyttäjätunnus, salasana tai numerot ovat väärin.",
    "This account has a second factor: sign in with your password below.": (
        "Tilillä on toinen tunnistautumistapa: kirjaudu alla salasanalla."
    ),
    "Too many tries. Wait {seconds} seconds.": "Liian monta yritystä. Odota {seconds} sekuntia.",
    "This address was used already, or ten minutes have passed. Ask the assistant for a new one.": (
        "Osoite on jo käytetty tai kymmenen minuuttia on kulunut. Pyydä avustajalta uusi."
    ),
    "Nothing was allowed, and nothing has changed. You can close this page.": (
        "Mitään ei sallittu, eikä mikään ole muuttunut. Voit sulkea tämän sivun."
    ),
    "Try again in a minute, with a new address.": ("Yritä minuutin päästä uudelleen uudella osoitteella."),
    "Your calendars can be linked now, by the account {hint}. If that is not you, take the permission back at "
    "myaccount.google.com/permissions. You can close this page and go on in the conversation.": (
        "Kalenterisi voi nyt liittää; tili: {hint}. Jos se et ole sinä, peru lupa osoitteessa "
        "myaccount.google.com/permissions. Voit sulkea tämän sivun ja jatkaa keskustelua."
    ),
    "Not all rights that were asked for were given. Ask the assistant for a new address and leave all boxes ticked.": (
        "Kaikkia pyydettyjä oikeuksia ei annettu. Pyydä avustajalta uusi osoite ja jätä kaikki ruudut valituiksi."
    ),
    "This server has no client of {provider} any more.": ("Tällä palvelimella ei enää ole yhteyttä: {provider}."),
    "of the agent “{name}”": ("agentti “{name}”"),
    "of an agent": ("agentti"),
    "of somebody": ("joku"),
}
