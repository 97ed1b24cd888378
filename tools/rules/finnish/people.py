"""Accounts: codes, changes of contact, signing in; freelancers' and companies' contacts."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "background check": "taustatarkistus",
    "drug test": "huumetesti",
    "passed": "läpäisty",
    "failed": "ei läpäisty",
    "not known yet": "tulos ei ole vielä tiedossa",
    "The operator noted on your {test}: {outcome}.": "Palvelun ylläpitäjä merkitsi sinulle ({test}): {outcome}.",
    "The operator took back what your profile says of your {test}.": (
        "Palvelun ylläpitäjä poisti profiilistasi merkinnän ({test})."
    ),
    "Your sign-in code": "Kirjautumiskoodisi",
    "{code} is your code for signing in. It is valid for 10 minutes.\n"
    "Never give it to anybody who asks you for it. If you did not ask for it, ignore this mail.": (
        "{code} on kirjautumiskoodisi. Se on voimassa 10 minuuttia.\n"
        "Älä anna sitä kenellekään, joka pyytää sitä. Jos et pyytänyt koodia, älä välitä tästä viestistä."
    ),
    "{code} is your code. It is valid for 5 minutes. Never give it to anybody.": (
        "{code} on koodisi. Se on voimassa 5 minuuttia. Älä anna sitä kenellekään."
    ),
    "Confirm your new address": "Vahvista uusi osoitteesi",
    "{code} is the code that makes this your sign-in address. It is valid for 10 minutes.\n"
    "If you did not ask for it, ignore this mail.": (
        "{code} on koodi, joka tekee tästä kirjautumisosoitteesi. Se on voimassa 10 minuuttia.\n"
        "Jos et pyytänyt sitä, älä välitä tästä viestistä."
    ),
    "You have an account already": "Sinulla on jo tili",
    "Somebody asked to move another account to this address. It has an account of its own, so nothing happens.\n"
    "If it was you, sign in here with request_login_code. If not, ignore this mail.": (
        "Joku pyysi siirtämään toisen tilin tähän osoitteeseen. Osoitteella on jo oma tili, joten mitään ei tapahdu.\n"
        "Jos pyysit tätä itse, kirjaudu täällä työkalulla request_login_code. Jos et, älä välitä tästä viestistä."
    ),
    "Somebody signed in to your account asked to move it to {email}; so far nothing has changed. If it was not you, "
    "sign in, set a new password with update_my_profile and so end all other sessions.": (
        "Joku tilillesi kirjautunut pyysi siirtämään sen osoitteeseen {email}; toistaiseksi mikään ei ole muuttunut. "
        "Jos se et ollut sinä, kirjaudu sisään ja aseta uusi salasana työkalulla update_my_profile: silloin kaikki "
        "muut istunnot päättyvät."
    ),
    "Signing in": "Kirjautuminen",
    "Signing in with your password is locked for a while where too many wrong ones were tried. Where you sign in it "
    "stays open. If it was not you, nobody got in; a second factor (set_two_factor_method) makes that surer.": (
        "Kirjautuminen salasanallasi on hetkeksi lukittu siellä, missä väärää salasanaa on kokeiltu liian monta "
        "kertaa. Siellä, missä kirjaudut itse, se toimii yhä. Jos se et ollut sinä, kukaan ei päässyt sisään; toinen "
        "tunnistautumistapa (set_two_factor_method) parantaa suojaa."
    ),
    "Your account": "Tilisi",
    "e-mail address": "sähköpostiosoite",
    "phone number": "puhelinnumero",
    "password": "salasana",
    "second factor of signing in": "kirjautumisen toinen tunnistautumistapa",
    "If it was not you, call undo_contact_change with this token within 7 days. It puts back what there was before and "
    "ends all sessions.\n\n{token}": (
        "Jos se et ollut sinä, kutsu työkalua undo_contact_change tällä tunnisteella 7 päivän kuluessa. Se palauttaa "
        "aiemman ja päättää kaikki istunnot.\n"
        "\n"
        "{token}"
    ),
    "The {what} of your account was changed, and your other sessions have ended.": (
        "Tilisi tietoja vaihdettiin ({what}), ja muut istuntosi päättyivät."
    ),
    "This is the address of your account from now on. Your other sessions have ended.": (
        "Tämä on tästä lähtien tilisi osoite. Muut istuntosi päättyivät."
    ),
    "Somebody signed in to your account with your password. If it was not you, set another one with update_my_profile.": (
        "Joku kirjautui tilillesi salasanallasi. Jos se et ollut sinä, aseta uusi salasana työkalulla "
        "update_my_profile."
    ),
    "A refresh token of your account was used a second time, so every session of that sign-in has ended. If you did "
    "not do it, somebody has copied it: sign in again and set a new password with update_my_profile.": (
        "Tilisi uusimistunnistetta käytettiin toisen kerran, joten kaikki sen kirjautumisen istunnot päättyivät. Jos "
        "se et ollut sinä, joku on kopioinut sen: kirjaudu uudelleen ja aseta uusi salasana työkalulla "
        "update_my_profile."
    ),
    "{code} is the code to change how you sign in or are reached. It is valid for 10 minutes.\n": (
        "{code} on koodi, jolla vaihdat kirjautumistapasi tai yhteystietosi. Se on voimassa 10 minuuttia.\n"
    ),
    "Your code for a change": "Koodi muutosta varten",
    "Never give it to anybody who asks you for it. If you did not ask for it, end your sessions.": (
        "Älä anna sitä kenellekään, joka pyytää sitä. Jos et pyytänyt koodia, päätä istuntosi."
    ),
    "Never give it to anybody.": "Älä anna sitä kenellekään.",
    "A change of how you sign in or are reached was undone with the token mailed about it, and all sessions have ended.": (
        "Kirjautumistapasi tai yhteystietosi vaihto peruttiin siitä lähetetyllä tunnisteella, ja kaikki istunnot "
        "päättyivät."
    ),
    "This is no longer the address of the account it was given for: that change was undone.": (
        "Tämä ei ole enää sen tilin osoite, jolle se annettiin: vaihto peruttiin."
    ),
    "Your agent is registered already": "Agenttisi on jo rekisteröity",
    "Somebody registered an agent with this address, which another agent has proven before, so it cannot be proven "
    "for the new one.\nIf it was you, go on with the agent you have; regenerate_agent_key replaces its key.": (
        "Joku rekisteröi agentin tällä osoitteella, jonka toinen agentti on jo vahvistanut, joten sitä ei voi "
        "vahvistaa uudelle.\n"
        "Jos se olit sinä, jatka agentilla, joka sinulla on; regenerate_agent_key vaihtaa sen avaimen."
    ),
    "Your agent's code": "Agenttisi koodi",
    "{code} is the code that proves this address is your agent's. It is valid for 30 minutes.\n"
    "Pass it to verify_agent_email. If you registered no agent, ignore this mail.": (
        "{code} on koodi, joka vahvistaa, että tämä osoite on agenttisi. Se on voimassa 30 minuuttia.\n"
        "Anna se työkalulle verify_agent_email. Jos et rekisteröinyt agenttia, älä välitä tästä viestistä."
    ),
    "{code} is the code to change your contact to {new}. It is valid for 10 minutes. Not you? Ignore it.": (
        "{code} on koodi, jolla yhteystiedoksesi vaihtuu {new}. Se on voimassa 10 minuuttia. Etkö pyytänyt sitä? Älä "
        "tee mitään."
    ),
    "{code} is the code that makes this your address as a freelancer. It is valid for 10 minutes.": (
        "{code} on koodi, joka tekee tästä osoitteesi freelancerina. Se on voimassa 10 minuuttia."
    ),
    "This address has an account already, so it becomes nobody else's. Sign in with request_login_code.": (
        "Tällä osoitteella on jo tili, joten siitä ei tule kenenkään muun osoitetta. Kirjaudu työkalulla "
        "request_login_code."
    ),
    "{code} is the code that makes this your number. It is valid for 10 minutes.": (
        "{code} on koodi, joka tekee tästä numerosi. Se on voimassa 10 minuuttia."
    ),
    "Your contact was changed and no longer reaches this account. Not you? Tell the company you work for.": (
        "Yhteystietosi vaihdettiin, eikä se enää johda tähän tiliin. Etkö tehnyt sitä itse? Kerro yritykselle, jolle "
        "työskentelet."
    ),
    "{code} is your code to register. It is valid for 10 minutes; give it to nobody.": (
        "{code} on rekisteröitymiskoodisi. Se on voimassa 10 minuuttia; älä anna sitä kenellekään."
    ),
    "{code} is the code to add a payment method to your account. It is valid for 10 minutes. "
    "Whoever you give it to can only ask you to enter one.": (
        "{code} on koodi, jolla tilillesi lisätään maksutapa. Se on voimassa 10 minuuttia. Se, jolle annat koodin, "
        "voi vain pyytää sinua antamaan maksutavan tiedot."
    ),
    "{app} may act for you from now on: {scopes}. If that was not you, end its session: list_my_sessions shows it, "
    "end_my_session ends it.": (
        "{app} saa tästä lähtien toimia puolestasi: {scopes}. Jos et sallinut sitä itse, päätä sen istunto: "
        "list_my_sessions näyttää sen, end_my_session päättää sen."
    ),
    "Something that {app} signs in with was used a second time, so its access to your account has ended. Log in "
    "with it again if you still use it.": (
        "Kirjautumistunnistetta, jota {app} käyttää, käytettiin toisen kerran, joten sen pääsy tilillesi päättyi. "
        "Kirjaudu sillä uudelleen, jos käytät sitä yhä."
    ),
}
