"""What is wrong with calendars elsewhere, as their owners hear it."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The address leads on and on: more than {most} redirects.": (
        "Osoite johtaa aina vain eteenpäin: yli {most} uudelleenohjausta."
    ),
    "The server leads from https to an address without it.": (
        "Palvelin ohjaa https-osoitteesta osoitteeseen, jossa sitä ei ole."
    ),
    "The server packs its answer in a way that was not asked for.": (
        "Palvelin pakkaa vastauksensa tavalla, jota ei pyydetty."
    ),
    "The address leads to no server on the internet.": "Osoite ei johda millekään internetin palvelimelle.",
    "There was no whole answer within {seconds} seconds.": "Kokonaista vastausta ei tullut {seconds} sekunnissa.",
    "The server could not be reached, or broke off.": "Palvelimeen ei saatu yhteyttä tai yhteys katkesi.",
    "It is too large: more than {most} MB.": "Se on liian suuri: yli {most} Mt.",
    "What opens it cannot be read any more: disconnect it and connect it again.": (
        "Sen avaavia tietoja ei voi enää lukea: irrota se ja yhdistä uudelleen."
    ),
    "This server has no Google client any more; its operator can set one.": (
        "Tällä palvelimella ei ole enää Google-asiakasta; ylläpitäjä voi asettaa sen."
    ),
    "The server answered {status}.": "Palvelin vastasi {status}.",
    "Nothing can be written to an iCalendar address.": "iCalendar-osoitteeseen ei voi kirjoittaa mitään.",
    "The server wants a sign-in ({status}): use the calendar's secret address, or connect_caldav_calendar.": (
        "Palvelin vaatii kirjautumisen ({status}): käytä kalenterin salaista osoitetta tai työkalua "
        "connect_caldav_calendar."
    ),
    "There is nothing at the address ({status}).": "Osoitteessa ei ole mitään ({status}).",
    "Google no longer accepts the consent: give it again with get_google_calendar_auth_url.": (
        "Google ei enää hyväksy suostumusta: anna se uudelleen työkalulla get_google_calendar_auth_url."
    ),
    "It has more than {most:,} appointments.": "Siinä on yli {most:,} tapaamista.",
    "Google answered {status}.": "Google vastasi {status}.",
    "Google did not take the answer. Ask for a new address and open it once.": (
        "Google ei ottanut vastausta vastaan. Pyydä uusi osoite ja avaa se kerran."
    ),
    "Google answered {status} when it was asked for access.": "Google vastasi {status}, kun siltä pyydettiin pääsyä.",
    "Google answered {status} when the consent was withdrawn.": "Google vastasi {status}, kun suostumus peruttiin.",
    "The account may not write to that calendar.": "Tili ei saa kirjoittaa tuohon kalenteriin.",
    "Google asks to wait (403).": "Google pyytää odottamaan (403).",
    "Google does not allow it to that account: give the consent again, with all rights.": (
        "Google ei salli sitä tuolle tilille: anna suostumus uudelleen kaikin oikeuksin."
    ),
    "Google knows no such calendar any more ({status}).": "Google ei enää tunne tuota kalenteria ({status}).",
    "The server's answer is no CalDAV that can be read.": "Palvelimen vastaus ei ole luettavaa CalDAVia.",
    "The server answered {status} to {method}.": "Palvelin vastasi {status}, pyyntö oli {method}.",
    "The server names no calendars of that account.": "Palvelin ei kerro tuon tilin kalentereita.",
    "There is no calendar for appointments at the address any more.": "Osoitteessa ei ole enää tapaamiskalenteria.",
    "The address answers, but not as a CalDAV server does.": "Osoite vastaa, mutta ei CalDAV-palvelimen tavoin.",
    "The server does not take the user name and password. Make an app password there and connect again.": (
        "Palvelin ei hyväksy käyttäjänimeä ja salasanaa. Luo siellä sovellussalasana ja yhdistä uudelleen."
    ),
    "The server does not allow it to that account ({method}).": "Palvelin ei salli sitä tuolle tilille ({method}).",
    "There is no CalDAV calendar at the address ({status}).": "Osoitteessa ei ole CalDAV-kalenteria ({status}).",
    "It is not known yet which calendar of the account is meant.": (
        "Vielä ei tiedetä, mitä tilin kalenteria tarkoitetaan."
    ),
    "There was no whole answer in time.": "Kokonaista vastausta ei tullut ajoissa.",
    "The calendar takes too long to read, so nothing of it was read. Link one that holds fewer appointments.": (
        "Kalenterin lukeminen kestää liian kauan, joten siitä ei luettu mitään. Linkitä kalenteri, jossa on "
        "vähemmän tapaamisia."
    ),
    "The calendar needs too much memory to read, so nothing of it was read. Link one that holds fewer appointments.": (
        "Kalenterin lukeminen vie liikaa muistia, joten siitä ei luettu mitään. Linkitä kalenteri, jossa on "
        "vähemmän tapaamisia."
    ),
    "The calendar could not be read. It will be tried again; if that does not help, link another export of it.": (
        "Kalenteria ei voitu lukea. Sitä yritetään uudelleen; jos se ei auta, linkitä siitä toinen vienti."
    ),
    "Link the secret address in iCal format, which usually ends in .ics and needs no sign-in.": (
        "Linkitä salainen iCal-muotoinen osoite, joka päättyy yleensä .ics eikä vaadi kirjautumista."
    ),
    "Something else than a calendar came: BEGIN:VCALENDAR stands nowhere in it. {secret}": (
        "Tuli jotain muuta kuin kalenteri: siinä ei ole missään BEGIN:VCALENDAR. {secret}"
    ),
    "Nothing came: the file is empty. {secret}": "Mitään ei tullut: tiedosto on tyhjä. {secret}",
    "A web page came, perhaps a login page, not a calendar. {secret}": (
        "Tuli verkkosivu, ehkä kirjautumissivu, eikä kalenteri. {secret}"
    ),
    "The calendar came as JSON (jCal), which is not read here. Link its address as text/calendar (.ics).": (
        "Kalenteri tuli JSON-muodossa (jCal), jota tässä ei lueta. Linkitä sen text/calendar-osoite (.ics)."
    ),
    "JSON came, not a calendar; perhaps a message of an error. {secret}": (
        "Tuli JSONia eikä kalenteri; ehkä virheilmoitus. {secret}"
    ),
    "An XML document came, not a calendar. {secret}": "Tuli XML-asiakirja eikä kalenteri. {secret}",
    "Contacts came (a vCard), not a calendar. Link the address of the calendar.": (
        "Tuli yhteystietoja (vCard) eikä kalenteri. Linkitä kalenterin osoite."
    ),
    "The calendar is larger than {most} MB. Link one that holds fewer past appointments.": (
        "Kalenteri on suurempi kuin {most} Mt. Linkitä kalenteri, jossa on vähemmän menneitä tapaamisia."
    ),
    "The calendar breaks off before its end, so nothing of it was read. It will be tried again.": (
        "Kalenteri katkeaa ennen loppuaan, joten siitä ei luettu mitään. Sitä yritetään uudelleen."
    ),
    "{what} came, not the text of a calendar. Link the address of the iCalendar file itself.": (
        "Kalenterin tekstin sijaan tuli: {what}. Linkitä itse iCalendar-tiedoston osoite."
    ),
    "A file compressed with gzip": "gzip-pakattu tiedosto",
    "A ZIP archive": "ZIP-arkisto",
    "A PDF document": "PDF-asiakirja",
    "A picture": "kuva",
    "A database": "tietokanta",
    "The calendar is written in an encoding that could not be read. Have it exported as UTF-8.": (
        "Kalenteri on kirjoitettu merkistöllä, jota ei voitu lukea. Vie se UTF-8-muodossa."
    ),
    "The calendar has more than {most:,} parts, or parts within parts without end. Link one that holds "
    "fewer appointments.": (
        "Kalenterissa on yli {most:,} osaa tai loputtomasti osia osien sisällä. Linkitä kalenteri, jossa on "
        "vähemmän tapaamisia."
    ),
    "The calendar has more than {most:,} lines. Link one with fewer appointments.": (
        "Kalenterissa on yli {most:,} riviä. Linkitä kalenteri, jossa on vähemmän tapaamisia."
    ),
    "The calendar has more than {most:,} appointments in the period that is imported. Link one that holds fewer.": (
        "Kalenterissa on tuotavalla ajalla yli {most:,} tapaamista. Linkitä kalenteri, jossa niitä on vähemmän."
    ),
    "The calendar's repeating appointments are too many or too frequent to work out. Link one that holds fewer.": (
        "Kalenterin toistuvia tapaamisia on liikaa tai ne toistuvat liian tiheään. Linkitä kalenteri, jossa "
        "niitä on vähemmän."
    ),
    "It could not be read.": "Sitä ei voitu lukea.",
    "It could not be written.": "Siihen ei voitu kirjoittaa.",
    "It has more than {most:,} appointments in the period that is read.": (
        "Siinä on luettavalla ajalla yli {most:,} tapaamista."
    ),
    "The account has no calendars for appointments.": "Tilillä ei ole tapaamiskalentereita.",
    "The account has {count} calendars: name one of them as external_calendar_id and connect again: {names}.": (
        "Tilillä on useita kalentereita ({count}): nimeä niistä yksi arvoksi external_calendar_id ja yhdistä "
        "uudelleen: {names}."
    ),
    "The account has no one calendar {name}: name one of them as external_calendar_id and connect again: {names}.": (
        "Tilillä ei ole yhtä kalenteria {name}: nimeä jokin näistä arvoksi external_calendar_id ja yhdistä "
        "uudelleen: {names}."
    ),
}
