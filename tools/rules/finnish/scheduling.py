"""Bookings, events, schedules and calendars."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # Bookings.
    "{start} to {end} ({zone})": "{start} – {end} ({zone})",
    "{who} asks for {label} on {when}, {seats}.": "{who} pyytää varausta: {label}, {when}, {seats}.",
    "Answer by {until}; then the time is free again.": "Vastaa viimeistään {until}; sen jälkeen aika on taas vapaa.",
    "{label} on {when} waits for the payment of {amount}.": "{label}, {when}: odottaa maksua {amount}.",
    "It is held until {until}; then the time is free again.": (
        "Aikaa pidetään sinulle {until} asti; sen jälkeen se on taas vapaa."
    ),
    "The payment of {amount} reported for {label} on {when} did not arrive, says who was to get it: it is due again.": (
        "Saajan mukaan maksuksi ilmoitettu {amount} ei saapunut: {label}, {when}. Maksu on taas maksamatta."
    ),
    "{label} on {when} is booked: {who}, {seats}.": "{label}, {when}: varattu; {who}, {seats}.",
    "{label} on {when} is booked and paid with {amount}: {who}, {seats}.": (
        "{label}, {when}: varattu ja maksettu, {amount}; {who}, {seats}."
    ),
    "{who} booked {label} on {when} for you too.": "{who} varasi sinullekin: {label}, {when}.",
    "You are on the list of {label} on {when}, {seats}. Answer with confirm_event or decline_event.": (
        "Olet osallistujien joukossa: {label}, {when}, {seats}. Vastaa työkalulla confirm_event tai decline_event."
    ),
    "{label} on {when} was not paid in time and lapsed.": (
        "{label}, {when}: varausta ei maksettu ajoissa, joten se raukesi."
    ),
    "{label} on {when} was not answered in time and lapsed.": (
        "{label}, {when}: varaukseen ei vastattu ajoissa, joten se raukesi."
    ),
    "{label} on {when} was cancelled by the booker.": "{label}, {when}: varaaja perui varauksen.",
    "{label} on {when} was called off by the host.": "{label}, {when}: palveluntarjoaja perui varauksen.",
    "{who} is out of the time together on {when}. {label} itself stands.": (
        "{who} ei enää osallistu yhteiseen aikaan {when}. {label} pysyy voimassa."
    ),
    "{label} on {when} is open to you no longer: you wait for it no more.": (
        "{label}, {when}, ei ole enää avoinna sinulle: et enää odota sitä."
    ),
    "{label} on {when} is kept for you no longer: the host released it.": (
        "{label}, {when}: aikaa ei enää pidetä sinulle, sillä palveluntarjoaja vapautti sen."
    ),
    "{label} on {when} has become free and is kept for you until {until}. book_schedule with hold_id takes it, "
    "release_slot_hold lets it go.": (
        "{label}, {when}: paikka on vapautunut, ja sitä pidetään sinulle {until} asti. book_schedule ja hold_id "
        "varaa sen, release_slot_hold luopuu siitä."
    ),
    "What is kept for you is {hold} in schedule {schedule}. Pass {token} to book_schedule as hold_id, or to release_slot_hold "
    "as token.": (
        "Sinulle pidetään paikkaa {hold} aikataulussa {schedule}. Anna {token} työkalulle book_schedule (hold_id) "
        "tai työkalulle release_slot_hold (token)."
    ),
    "You wait for {label} on {when} no longer: the host took you out of the line.": (
        "{label}, {when}: et ole enää jonossa, sillä palveluntarjoaja poisti sinut siitä."
    ),
    "{label} on {when} is cancelled: the host did not come.": (
        "{label}, {when}: peruttu, sillä palveluntarjoaja ei tullut paikalle."
    ),
    "{label} on {when} is cancelled: who booked did not come.": (
        "{label}, {when}: peruttu, sillä varaaja ei tullut paikalle."
    ),
    "The host of {label} on {when} says that nobody came for the booking of {who}.": (
        "{label}, {when}: palveluntarjoajan mukaan kukaan ei tullut paikalle; varaaja {who}."
    ),
    "{who} says that the host did not come to {label} on {when}.": (
        "{who} ilmoittaa, ettei palveluntarjoaja tullut paikalle: {label}, {when}."
    ),
    "Unless you say otherwise by {until} with mark_booking_no_show, this holds.": (
        "Tämä jää voimaan, ellet kerro muuta viimeistään {until} työkalulla mark_booking_no_show."
    ),
    "Then {refund} goes back to whoever paid, and {kept} to whoever is paid.": (
        "Silloin maksajalle palautuu {refund}, ja maksun saaja saa {kept}."
    ),
    "The sides do not agree who came to {label} on {when}. It is open again, and what is held for it stays held, until "
    "they agree through request_event_correction.": (
        "{label}, {when}: osapuolet ovat eri mieltä siitä, kuka tuli paikalle. Varaus on taas avoinna, ja sitä "
        "varten pidätetty raha pysyy pidätettynä, kunnes he sopivat työkalulla request_event_correction."
    ),
    "It is no longer said that you did not come to {label} on {when}.": (
        "{label}, {when}: väite, ettet tullut paikalle, on peruttu."
    ),
    "{label} on {when} is completed: one side did not come.": (
        "{label}, {when}: päättynyt, sillä toinen osapuoli ei tullut paikalle."
    ),
    "{refund} went back to whoever paid, {kept} went to whoever is paid.": (
        "Maksajalle palautui {refund}, ja maksun saaja sai {kept}."
    ),
    "{label} on {when} was called off by the organiser.": "{label}, {when}: järjestäjä perui varauksen.",
    "{label} on {when} was ended by agreement.": "{label}, {when}: päätetty sopimalla.",
    "{label} on {when} was turned down by the host.": "{label}, {when}: palveluntarjoaja hylkäsi pyynnön.",
    "{refund} went back to whoever paid.": "Maksajalle palautui {refund}.",
    "{kept} went to whoever is paid.": "Maksun saaja sai {kept}.",
    "They said: {note}": "Viesti: {note}",
    "{label} on {when} was sent back by who pays for it; what is held for it stays held until both sides agree "
    "through request_event_correction.": (
        "{label}, {when}: maksaja ei hyväksynyt työtä; sitä varten pidätetty raha pysyy pidätettynä, kunnes molemmat "
        "osapuolet sopivat työkalulla request_event_correction."
    ),
    "{label} on {when} is over. The {held} held for it goes to whoever is paid on {until}, unless you accept it before "
    "with pay_schedule_events or send it back with decline_event.": (
        "{label}, {when}: aika on ohi. Pidätetty {held} siirtyy maksun saajalle {until}, ellet sitä ennen hyväksy "
        "työtä työkalulla pay_schedule_events tai palauta sitä työkalulla decline_event."
    ),
    "{label} on {when} is over, and {amount} is due for it.": (
        "{label}, {when}: aika on ohi, ja maksettavana on {amount}."
    ),
    "{label} on {when} is completed: {amount} was paid out.": "{label}, {when}: päättynyt, maksettu {amount}.",
    "{label} on {when} is accepted and completed; its {amount} is paid outside.": (
        "{label}, {when}: hyväksytty ja päättynyt; {amount} maksetaan muualla."
    ),
    "{label} takes place on {when}.": "{label} pidetään: {when}.",
    "You serve {label} on {when}.": "Olet vuorossa: {label}, {when}.",
    "{who} serves {label} on {when} now.": "{label}, {when}: nyt vuorossa on {who}.",
    "Event {id}": "Tapahtuma {id}",
    "{link}Your booking {id} in event {event} has ended; nothing is left to answer.": (
        "{link}Varauksesi {id} tapahtumassa {event} on päättynyt; siihen ei tarvitse enää vastata."
    ),
    "{link}Event {event}: whoever signs in with this address sees and answers it there.": (
        "{link}Tapahtuma {event}: sen näkee ja siihen vastaa se, joka kirjautuu tällä osoitteella."
    ),
    "{link}Your booking {id} is in event {event}. get_event shows it, request_event_correction suggests another time, "
    "decline_event ends it: each with this event_id and, as token, the one you got when you confirmed the booking.": (
        "{link}Varauksesi {id} on tapahtumassa {event}. get_event näyttää sen, request_event_correction ehdottaa "
        "toista aikaa, decline_event päättää sen: anna kullekin tämä event_id ja tunnisteena (token) se, jonka sait "
        "vahvistaessasi varauksen."
    ),
    # Events.
    "To answer: vote_on_event_corrections with event_id {id}, ids [{ids}] and vote true or false.": (
        "Vastaa työkalulla vote_on_event_corrections: event_id {id}, ids [{ids}] ja vote true tai false."
    ),
    "Another time is suggested for {event}: {wanted}.": "Ehdotettu uusi aika: {event}, {wanted}.",
    "Another price is suggested for {event}: {wanted}.": "Ehdotettu uusi hinta: {event}, {wanted}.",
    "Another value is suggested for {event}: {wanted}.": "Ehdotettu uusi arvo: {event}, {wanted}.",
    "Your suggestion for {event} was agreed: {wanted}.": "Ehdotuksesi hyväksyttiin: {event}, {wanted}.",
    "Your suggestion for {event} was refused: {wanted}.": "Ehdotuksesi hylättiin: {event}, {wanted}.",
    "It is event {id} now and was event {before}.": "Se on nyt tapahtuma {id}, ennen tapahtuma {before}.",
    "{label} was moved from {before} to {after}.": "{label} siirtyi: ennen {before}, nyt {after}.",
    "Say yes to it with confirm_event, or leave without loss with decline_event.": (
        "Suostu siihen työkalulla confirm_event tai luovu menettämättä mitään työkalulla decline_event."
    ),
    "{event} was moved to {when}.": "{event}: uusi aika on {when}.",
    "Please answer again with confirm_event or decline_event.": (
        "Vastaa uudelleen työkalulla confirm_event tai decline_event."
    ),
    "You are invited to {event}.": "Sinut on kutsuttu: {event}.",
    "{who} booked {event} for you too.": "{who} varasi sinullekin: {event}.",
    "You are no longer on the list of {event}.": "Et ole enää osallistujien joukossa: {event}.",
    "{event} was called off.": "{event}: peruttu.",
    "Please answer with confirm_event or decline_event.": "Vastaa työkalulla confirm_event tai decline_event.",
    "{who} put you down for {event}.": "{who} merkitsi sinut osallistujaksi: {event}.",
    "{who} comes to {event}.": "{who} tulee paikalle: {event}.",
    "{who} accepted and completed {event}.": "{who} hyväksyi työn ja päätti: {event}.",
    "{who} sent back, being who pays for it, {event}.": "{who}, työn maksaja, palautti: {event}.",
    "{who} does not come to {event}.": "{who} ei tule paikalle: {event}.",
    "{who} has done {event}.": "{who} on tehnyt: {event}.",
    "{event} is over and counts as done.": "{event}: aika on ohi, ja työ katsotaan tehdyksi.",
    "{event} counts as accepted and is closed: nobody sent it back in time.": (
        "{event}: katsotaan hyväksytyksi ja on päättynyt, sillä kukaan ei palauttanut sitä ajoissa."
    ),
    "{label} on {date}": "{label}, {date}",
    "{label} on {start} ({zone})": "{label}, {start} ({zone})",
    "start {start} ({zone})": "alku {start} ({zone})",
    "state {state}": "tila {state}",
    "pending": "odottaa vastausta",
    "confirmed": "vahvistettu",
    "declined": "hylätty",
    "cancelled": "peruttu",
    "delivered": "toteutettu",
    "completed": "päättynyt",
    "amount": "summa",
    "duration": "kesto",
    "date": "päivä",
    "currency": "valuutta",
    "payment status": "maksun tila",
    "timezone": "aikavyöhyke",
    "label": "otsikko",
    "description": "kuvaus",
    "private": "näkyvyys",
    "credit": "ennakkomaksu",
    "benefitable": "maksun saaja",
    "files": "tiedostot",
    "attendees": "osallistujat",
    "Payment": "Maksu",
    "{who} reports having paid you {amount}: confirm_event says that it came, decline_event that it did not. "
    "Without an answer it counts from {until} on.": (
        "{who} ilmoittaa maksaneensa sinulle {amount}: confirm_event kertoo, että rahat tulivat, decline_event, että "
        "eivät. Ilman vastausta maksu katsotaan saaduksi {until}."
    ),
    "Your payment of {amount} for {label} was recorded; it pays your next bookings.": (
        "Maksusi {amount} on kirjattu: {label}; siitä maksetaan seuraavat varauksesi."
    ),
    "The payment of {amount} you reported did not arrive, says who was to get it.": (
        "Saajan mukaan ilmoittamasi maksu {amount} ei saapunut."
    ),
    "The {amount} charged for {date} in {contract} were refused{because}. update_participant_charge corrects the charge and "
    "asks again.": (
        "{contract}: kirjaus {amount}, {date}, hylättiin{because}. update_participant_charge korjaa kirjauksen ja "
        "pyytää uudelleen."
    ),
    "The {amount} you reported as paid in {contract} never came, says the receiver{because}.": (
        "{contract}: saajan mukaan maksetuksi ilmoittamasi {amount} ei saapunut{because}."
    ),
    # Schedules.
    "Schedule {id}": "Aikataulu {id}",
    "schedule {id} {label}": "aikataulu {id} {label}",
    "owner": "omistaja",
    "manager": "hoitaja",
    "host": "palveluntarjoaja",
    "observer": "seuraaja",
    "You are asked to be {role} of {schedule}. Nothing of you is used or shown before you agree: accept_schedule_role or "
    "decline_schedule_role answers, list_my_schedule_roles shows it.": (
        "Sinulle ehdotetaan roolia: {role}, {schedule}. Tietojasi ei käytetä eikä näytetä, ennen kuin suostut: "
        "accept_schedule_role tai decline_schedule_role vastaa, list_my_schedule_roles näyttää ehdotuksen."
    ),
    "You are {role} of {schedule} now; remove_schedule_user lets you leave.": (
        "Roolisi on nyt {role}: {schedule}; voit lähteä työkalulla remove_schedule_user."
    ),
    "You are no longer asked to take part in {schedule}.": "Sinua ei enää pyydetä mukaan: {schedule}.",
    "You were taken off {schedule}.": "Sinut poistettiin: {schedule}.",
    "{who} left {schedule}.": "{who} on lähtenyt: {schedule}.",
    "{who} is {role} of {schedule} now.": "{who} on nyt {role}: {schedule}.",
    "{who} does not want to be {role} of {schedule}.": "{who} ei ota vastaan roolia: {role}, {schedule}.",
    "{schedule} was deleted: nothing more can be booked in it. {then}": (
        "{schedule} on poistettu: siihen ei voi enää varata. {then}"
    ),
    "What was confirmed stays.": "Vahvistettu pysyy voimassa.",
    "What was booked in it is called off.": "Siihen varattu on peruttu.",
    "You are named as who is paid for what is booked in schedule {id} {label}.": (
        "Olet nyt maksun saaja varauksista: aikataulu {id} {label}."
    ),
    "You are no longer who is paid for what is booked in schedule {id} {label}.": (
        "Et ole enää maksun saaja varauksista: aikataulu {id} {label}."
    ),
    "You are named as who pays for what is booked in schedule {id} {label}.": (
        "Olet nyt varausten maksaja: aikataulu {id} {label}."
    ),
    "You are no longer who pays for what is booked in schedule {id} {label}.": (
        "Et ole enää varausten maksaja: aikataulu {id} {label}."
    ),
    "The terms you are asked to work on in contract {id} changed.": (
        "Sopimus {id}: ehdot, joilla sinua pyydetään töihin, muuttuivat."
    ),
    "The terms you are asked to work on in contract {id} changed: {schedule}.": (
        "Sopimus {id}: ehdot, joilla sinua pyydetään töihin, muuttuivat: {schedule}."
    ),
    "A change of {schedule} is proposed; reply_to_participation_request answers it (contract_id {contract}, participant_id "
    "{place}, correction_id {correction}).": (
        "Muutosehdotus: {schedule}; vastaa työkalulla reply_to_participation_request (contract_id {contract}, "
        "participant_id {place}, correction_id {correction})."
    ),
    # Outside calendars.
    "The outside calendar {calendar} cannot be read. {fault} What was read last still blocks your time; it is tried "
    "again by itself.": (
        "Ulkoista kalenteria {calendar} ei voi lukea. {fault} Viimeksi luettu varaa yhä aikaasi; lukemista yritetään "
        "itsestään uudelleen."
    ),
    "The outside calendar {calendar} cannot be written to. {fault} Bookings that are missing there follow when it works "
    "again; it is tried again by itself.": (
        "Ulkoiseen kalenteriin {calendar} ei voi kirjoittaa. {fault} Sieltä puuttuvat varaukset lisätään, kun se "
        "taas toimii; kirjoittamista yritetään itsestään uudelleen."
    ),
    "The outside calendar {calendar} is read again.": "Ulkoinen kalenteri {calendar} luetaan taas.",
    "The outside calendar {calendar} is written to again.": "Ulkoiseen kalenteriin {calendar} kirjoitetaan taas.",
    "The outside calendar {calendar} {what}": "Ulkoinen kalenteri {calendar}: {what}",
    " It ": " Lisäksi: ",
    "event {id} at {start}": "tapahtuma {id}, {start}",
    "{these} and {more} more": "{these} ja vielä {more}",
    "has appointments at the time of {events}. Nothing was moved or called off.": (
        "siinä on menoja samaan aikaan kuin {events}. Mitään ei siirretty eikä peruttu."
    ),
    "could not be read whole, and these times count as free: {first}": (
        "sitä ei voitu lukea kokonaan, ja nämä ajat näkyvät vapaina: {first}"
    ),
    "And {more} more: get_calendar_sync_settings shows them.": (
        "Ja vielä {more}: get_calendar_sync_settings näyttää ne."
    ),
    # Time zones.
    "The clocks in {zone} follow new rules: {name} was agreed for {agreed}, and its moment {moment} is {shown} there now. "
    "The moment stays. {next}": (
        "Kellot vyöhykkeellä {zone} noudattavat uusia sääntöjä: {name} sovittiin ajaksi {agreed}, ja sen hetki "
        "{moment} on siellä nyt {shown}. Hetki pysyy samana. {next}"
    ),
    "request_event_correction suggests another time.": "request_event_correction ehdottaa toista aikaa.",
    "Agree with the other side when to come; update_work_order moves it.": (
        "Sopikaa keskenänne, milloin tullaan; update_work_order siirtää sen."
    ),
}
