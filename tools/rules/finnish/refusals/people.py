"""Refusals and questions: people."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "This account may not be used from your network address.": "Tätä tiliä ei saa käyttää verkko-osoitteestasi.",
    "The code is not right for this address. {ask}": "Koodi ei ole oikea tälle osoitteelle. {ask}",
    "This account has a second factor; a mailed code alone does not open it. Use log_in_with_password.": (
        "Tällä tilillä on toinen tunnistautumistapa; pelkkä postitettu koodi ei avaa sitä. Käytä "
        "työkalua log_in_with_password."
    ),
    "There is no session to end.": "Päätettävää istuntoa ei ole.",
    "an agent's key is not a session; regenerate_agent_key makes it worthless": (
        "agentin avain ei ole istunto; regenerate_agent_key tekee siitä arvottoman"
    ),
    "pass code alone; password is its older name": "anna vain code; password on sen vanhempi nimi",
    "A code was asked for a moment ago or too often. The next one in {wait} seconds.": (
        "Koodi pyydettiin juuri äsken tai liian usein. Seuraavan saa {wait} sekunnin kuluttua."
    ),
    "a code is not tried in a dry run; leave dry_run out": "koodia ei kokeilla koeajossa; jätä dry_run pois",
    "{tries} wrong tries: this code is dead. Ask for a new one with {ask}.": (
        "Vääriä yrityksiä {tries}: tämä koodi ei enää kelpaa. Pyydä uusi: {ask}."
    ),
    "An account's contacts are a person's.": "Tilin yhteystiedot ovat henkilön omia.",
    (
        "There is neither a proven address nor a number a code could go to. Signing in with "
        "request_login_code proves an address; whoever runs this server can help, too."
    ): (
        "Ei ole vahvistettua osoitetta eikä numeroa, johon koodi voisi mennä. Kirjautuminen työkalulla "
        "request_login_code vahvistaa osoitteen; myös tämän palvelimen ylläpitäjä voi auttaa."
    ),
    "This token is not known, was used, or is older than 7 days. Nothing changed.": (
        "Tätä tunnistetta ei tunneta, se on jo käytetty tai se on yli 7 päivää vanha. Mikään ei muuttunut."
    ),
    "Another account has the former address by now; whoever runs this server can help.": (
        "Entinen osoite on nyt toisella tilillä; tämän palvelimen ylläpitäjä voi auttaa."
    ),
    "Contacts belong to people.": "Kontaktit kuuluvat ihmisille.",
    "At most {new_addresses_a_day} new addresses a day. People you are connected with can still be added.": (
        "Uusia osoitteita voi lisätä päivässä enintään {new_addresses_a_day}. Ihmisiä, joihin sinulla on "
        "yhteys, voi yhä lisätä."
    ),
    "give exactly one of email and user_id": "anna täsmälleen toinen: email tai user_id",
    "is your own address": "on oma osoitteesi",
    "is yourself": "olet sinä itse",
    "person you have worked with": "henkilö, jonka kanssa olet työskennellyt",
    "contact with user_id": "kontakti, jonka user_id on",
    "No change of address is open; ask for one with request_email_change.": (
        "Mikään osoitteen vaihto ei ole kesken; pyydä sitä työkalulla request_email_change."
    ),
    "is not the address asked for, {detail}": "ei ole pyydetty osoite {detail}",
    "Nobody founds more than {most_a_day} companies a day; there is list_my_companies for those you have.": (
        "Yrityksiä voi perustaa päivässä enintään {most_a_day}; omat yrityksesi näyttää list_my_companies."
    ),
    "is not the token of a mail from here; copy it whole, from hh_stop_ on": (
        "ei ole täältä lähetetyn viestin tunniste; kopioi se kokonaan, hh_stop_ mukaan lukien"
    ),
    "is your address already": "on jo osoitteesi",
    "is used by another account": "on toisen tilin käytössä",
    (
        "A session alone does not change what signs somebody in or reaches them. Pass present_password, "
        "or have a code sent to the present address with {ask} and pass it as contact_code. Nothing "
        "changed."
    ): (
        "Pelkkä istunto ei muuta kirjautumistapaa tai yhteystietoja. Anna present_password tai pyydä "
        "nykyiseen osoitteeseen koodi ({ask}) ja anna se parametrissa contact_code. Mikään ei muuttunut."
    ),
    "The present password is wrong.": "Nykyinen salasana on väärä.",
    (
        "The codes of your second factor go to the present number. Switch it to another method with "
        "set_two_factor_method first, and on again once the new number is on record."
    ): (
        "Toisen tunnistautumistavan koodit menevät nykyiseen numeroon. Vaihda ensin toinen tapa "
        "työkalulla set_two_factor_method ja palaa takaisin, kun uusi numero on tallennettu."
    ),
    "The user name or the password is wrong.": "Käyttäjätunnus tai salasana on väärä.",
    "log_in_with_password, called without code": "log_in_with_password ilman parametria code",
    "a password is not tried in a dry run; leave dry_run out": "salasanaa ei kokeilla koeajossa; jätä dry_run pois",
    "must be a phone number of 7 to 100 characters": "on oltava puhelinnumero, 7–100 merkkiä",
    "must have at least {least} visible characters": "näkyviä merkkejä on oltava vähintään {least}",
    "give either id or name": "anna joko id tai name",
    "there is no skill {id}": "taitoa {id} ei ole",
    "cannot be combined with ava_id": "ei voi yhdistää parametriin ava_id",
    "give either file_id, or filename and content_base64": "anna joko file_id tai sekä filename että content_base64",
    "must not be in the future; today is {today}": "ei saa olla tulevaisuudessa; tänään on {today}",
    "must have at least {shortest} characters; a few words in a row are easy to keep in mind": (
        "merkkejä on oltava vähintään {shortest}; muutama peräkkäinen sana on helppo muistaa"
    ),
    "is one of the passwords that are tried first; take a few words in a row that belong to nobody else": (
        "on niitä salasanoja, joita kokeillaan ensin; keksi muutama peräkkäinen sana, jotka eivät ole kenenkään muun"
    ),
    (
        "is made of what is tried first: a common word, your own name or address, a row of keys or "
        "digits; take a few words in a row that belong to nobody else"
    ): (
        "koostuu siitä, mitä kokeillaan ensin: tavallinen sana, oma nimesi tai osoitteesi, rivi "
        "näppäimiä tai numeroita; keksi muutama peräkkäinen sana, jotka eivät ole kenenkään muun"
    ),
    "is required with password": "vaaditaan, kun annetaan password",
    "differs from password": "eroaa arvosta password",
    "is required with {again_field}": "vaaditaan, kun annetaan {again_field}",
    "The digits are not what the authenticator app shows now, or were used already.": (
        "Numerot eivät ole ne, jotka todentajasovellus nyt näyttää, tai ne on jo käytetty."
    ),
    "give either session_id, or all_others true": "anna joko session_id tai all_others true",
    "session": "istunto",
    "{text} Sign in again.": "{text} Kirjaudu uudelleen.",
    "This refresh token was used before, so every session it led to has ended.": (
        "Tätä uusimistunnistetta on käytetty jo aiemmin, joten kaikki siitä syntyneet istunnot on päätetty."
    ),
    "There is no phone number on record; set one with update_my_profile first.": (
        "Puhelinnumeroa ei ole tallennettu; aseta se ensin työkalulla update_my_profile."
    ),
    "This account has no password yet, and a second factor goes with one; set it with update_my_profile.": (
        "Tällä tilillä ei ole vielä salasanaa, ja toinen tunnistautumistapa tarvitsee sen; aseta se "
        "työkalulla update_my_profile."
    ),
    "The password is wrong.": "Salasana on väärä.",
    "set_two_factor_method, called without code": "set_two_factor_method ilman parametria code",
    "No authenticator has been shown yet; call set_two_factor_method without code first.": (
        "Todentajasovelluksen avainta ei ole vielä näytetty; kutsu ensin set_two_factor_method ilman parametria code."
    ),
    "Too many accounts were opened from your network address. Try again in {wait} seconds.": (
        "Verkko-osoitteestasi on avattu liian monta tiliä. Yritä uudelleen {wait} sekunnin kuluttua."
    ),
    (
        "Too many wrong passwords, codes or tokens came from your network address or at this user name. "
        "It is locked for you for {wait} seconds more."
    ): (
        "Verkko-osoitteestasi tai tällä käyttäjätunnuksella on annettu liian monta väärää salasanaa, "
        "koodia tai tunnistetta. Pääsysi on lukittu vielä {wait} sekunnin ajan."
    ),
    "work orders": "työtilaukset",
    "events": "tapahtumat",
    "payouts under way:": "kesken olevat tilitykset:",
    "contracts you work on or are owed on:": "sopimukset, joissa työskentelet tai joista sinulle ollaan velkaa:",
    "contracts of others too that nobody else owns:": "yhteiset sopimukset, joilla ei ole muuta omistajaa:",
    "companies with other members and no other admin:": (
        "yritykset, joissa on muita jäseniä mutta ei muuta ylläpitäjää:"
    ),
    "companies of nobody else with money, work or agents:": "vain sinun yrityksesi, joissa on rahaa, työtä tai agentteja:",
    "This refresh token is not known, has ended or has run out.": (
        "Tämä päivitystunniste on tuntematon, päättynyt tai vanhentunut."
    ),
    "A profile of this kind is a person's.": "Tällainen profiili on vain ihmisellä.",
    "Account settings are a person's.": "Tilin asetukset ovat vain ihmisellä.",
    "An account is a person's.": "Tili on vain ihmisellä.",
    "Sessions are a person's.": "Istuntoja on vain ihmisellä.",
    "An account's address is a person's.": "Tilin osoite on vain ihmisellä.",
    "Membership of a company is a person's.": "Yrityksen jäsen voi olla vain ihminen.",
    "Tries left: 0; ask for a new one with request_login_code.": (
        "Yrityksiä jäljellä: 0; pyydä uusi koodi työkalulla request_login_code."
    ),
    "Tries left: {left}.": "Yrityksiä jäljellä: {left}.",
    "Tries left: 0; ask for a new one with {ask}.": "Yrityksiä jäljellä: 0; pyydä uusi koodi työkalulla {ask}.",
    "The code is not right for this address, was used already or has run out. {tries}": (
        "Koodi ei sovi tähän osoitteeseen, on jo käytetty tai vanhentunut. {tries}"
    ),
}
