"""What frames every mail, and what mails to unproven addresses say."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Done by {who}.": "Tämän teki {who}.",
    "a guest": "vieras",
    "person {id} {name}": "käyttäjä {id} {name}",
    "agent {id} {name}": "agentti {id} {name}",
    "What answers it: {tools}.": "Vastaa näin: {tools}.",
    "{these} or {this}": "{these} tai {this}",
    "{these} and {this}": "{these} ja {this}",
    " and ": " ja ",
    " or ": " tai ",
    "There is news: {what}. It is told in full once you sign in.": (
        "Sinulle on uutta: {what}. Näet kaiken, kun kirjaudut sisään."
    ),
    "There is news about {name}: {what}. It is told in full once you sign in.": (
        "Uutta, {name}: {what}. Näet kaiken, kun kirjaudut sisään."
    ),
    "{notices} for you": "{notices} sinulle",
    "and {more} more": "ja vielä {more}",
    "All of them: list_notices. How they reach you: set_notice_settings.": (
        "Kaikki ilmoitukset: list_notices. Miten saat ne: set_notice_settings."
    ),
    "Somebody gave this hall your address for what this mail is about.": (
        "Joku antoi tälle palvelulle osoitteesi viestin aiheen vuoksi."
    ),
    "This mail was caused by somebody who is not signed in and typed your address.": (
        "Tämän viestin aiheutti joku, joka kirjoitti osoitteesi kirjautumatta sisään."
    ),
    "This mail was caused by {name} ({owner}), who typed your address.": (
        "Osoitteesi tätä viestiä varten antoi {name} ({owner})."
    ),
    "{who}\nTo get no more mail of this kind, pass this token to stop_mail:\n{token}": (
        "{who}\nJos et halua enää tällaisia viestejä, anna tämä tunniste työkalulle stop_mail:\n{token}"
    ),
    "The code for your booking": "Varauksesi koodi",
    "{code} confirms a booking that was asked for with this address: {label}, on {when}.\n"
    "Pass it to confirm_guest_booking with event_id {event_id} by {until}; until then nothing is booked.\n"
    "If you did not ask for it, do nothing: the time is free again by itself.": (
        "{code} on koodi, joka vahvistaa tällä osoitteella pyydetyn varauksen: {label}, {when}.\n"
        "Anna se työkalulle confirm_guest_booking (event_id {event_id}) viimeistään {until}; siihen asti mitään ei "
        "ole varattu.\n"
        "Jos et pyytänyt koodia, älä tee mitään: aika vapautuu itsestään."
    ),
    "An invitation to work as a freelancer": "Kutsu freelanceriksi",
    "The company {company} would like to give you work and has prepared an account for you.\n\n"
    "Your invite (valid for 30 days, usable once):\n{token}\n\n"
    "Take it up with confirm_freelancer_registration and this invite_token: confirm your details and accept the\n"
    "offer agreement, which get_agreement shows. If you do not know the company, ignore this mail.": (
        "Yritys {company} haluaa antaa sinulle töitä ja on valmistellut sinulle tilin.\n"
        "\n"
        "Kutsusi (voimassa 30 päivää, käytettävissä kerran):\n"
        "{token}\n"
        "\n"
        "Ota se vastaan työkalulla confirm_freelancer_registration ja tällä tunnisteella (invite_token): vahvista "
        "tietosi ja\n"
        "hyväksy sopimusehdot, jotka get_agreement näyttää. Jos et tunne yritystä, älä välitä tästä viestistä."
    ),
    "An invitation to join a company": "Kutsu yritykseen",
    "{inviter} asks {name} to become {role} of the company {company}.\n\n"
    "Your invitation (valid for 14 days, usable once):\n{token}\n\n"
    "Accept it with accept_company_invitation or turn it down with decline_company_invitation. Nothing happens\n"
    "before you accept. If you do not know these people, ignore this mail.": (
        "{inviter} pyytää sinua ({name}) mukaan yritykseen {company}; rooli: {role}.\n"
        "\n"
        "Kutsusi (voimassa 14 päivää, käytettävissä kerran):\n"
        "{token}\n"
        "\n"
        "Hyväksy se työkalulla accept_company_invitation tai hylkää se työkalulla decline_company_invitation. Mitään "
        "ei tapahdu,\n"
        "ennen kuin hyväksyt. Jos et tunne näitä ihmisiä, älä välitä tästä viestistä."
    ),
    "an admin": "ylläpitäjä",
    "a member": "jäsen",
    "Confirm your new company": "Vahvista uusi yrityksesi",
    "{code} is your code for signing in. It is valid for 10 minutes. Signing in with it founds the company {company},\n"
    "with you as its admin. Never give the code to anybody who asks you for it. If you did not ask for it, ignore\n"
    "this mail: nothing is founded then.": (
        "{code} on kirjautumiskoodisi. Se on voimassa 10 minuuttia. Kun kirjaudut sillä, perustetaan yritys "
        "{company},\n"
        "jonka ylläpitäjä olet. Älä anna koodia kenellekään, joka pyytää sitä. Jos et pyytänyt koodia, älä välitä\n"
        "tästä viestistä: silloin mitään ei perusteta."
    ),
    "Code to change your contact": "Koodi yhteystiedon vaihtoon",
    "{code} is the code to change how you are reached to {new}. It is valid for 10 minutes. Not you? Ignore it.": (
        "{code} on koodi, jolla yhteystiedoksesi vaihtuu {new}. Se on voimassa 10 minuuttia. Etkö pyytänyt sitä? Älä "
        "tee mitään."
    ),
    "Your new address": "Uusi osoitteesi",
    "{said}\nIf you did not ask for it, ignore this mail.": (
        "{said}\nJos et pyytänyt tätä, älä välitä tästä viestistä."
    ),
    "A step of a work order is done": "Työtilauksen vaihe on valmis",
    "Step {task} of work order {order} {title} of the company {company} is complete since {at}: {step}.\n"
    "Marked by {who}. The company gave this address to be told of it.": (
        "Yrityksen {company} työtilauksen {order} {title} vaihe {task} on valmis {at} alkaen: {step}.\n"
        "Merkinnän teki {who}. Yritys antoi tämän osoitteen, jotta siitä kerrotaan."
    ),
    "(nothing)": "(ei mitään)",
    "You asked for the documents of your company: {count} are in {name}.": (
        "Pyysit yrityksesi asiakirjoja. Tiedosto: {name}, asiakirjoja siinä: {count}."
    ),
    "Until {until} members of the company read it at {url}, or with get_file and file_id {file_id}.": (
        "Yrityksen jäsenet voivat lukea sen {until} asti osoitteessa {url} tai työkalulla get_file, kun "
        "file_id on {file_id}."
    ),
    "Your company's documents": "Yrityksesi asiakirjat",
}
