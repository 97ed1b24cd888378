"""Refusals and questions: scheduling events."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "You may only see that the time of event {event_id} is taken.": (
        "Näet vain, että tapahtuman {event_id} aika on varattu."
    ),
    "{name} belongs to contract {contract_id}, which was archived: nothing in it changes until an owner restores it.": (
        "{name} kuuluu sopimukseen {contract_id}, joka on arkistoitu: mikään siinä ei muutu, ennen kuin "
        "omistaja palauttaa sen."
    ),
    "; it belongs to event {event_id}": "; se kuuluu tapahtumaan {event_id}",
    "This token is not the key to a booking in event {event_id}{where}.": (
        "Tämä tunniste ei avaa varausta tapahtumassa {event_id}{where}."
    ),
    "Let the agreement about event {id} take effect, for which is held": (
        "Saata voimaan, mitä tapahtumasta {id} on sovittu; sitä varten on pidätetty"
    ),
    "{name} begins at {start_at}: before that it cannot be {state_name}. No vote was counted.": (
        "{name} alkaa {start_at}: sitä ennen tila ei voi olla {state_name}. Ääntä ei laskettu."
    ),
    "{refund} goes back to whoever paid": "{refund} palautuu maksajalle",
    "{kept} goes to whoever is paid": "{kept} menee maksun saajalle",
    (
        "must be from 15 to 1440 minutes; start and end are {minutes} apart. Days off are exceptions of "
        "the schedule: update_schedule"
    ): (
        "on oltava 15–1440 minuuttia; alun ja lopun väli on {minutes}. Vapaapäivät ovat aikataulun "
        "poikkeuksia: update_schedule"
    ),
    "is needed with an amount": "tarvitaan summan kanssa",
    "this booking has {seats} seat(s); {count} people are named": (
        "tässä varauksessa paikkoja on {seats}; ihmisiä nimettiin {count}"
    ),
    "{state_name} does not become {change_state_name} by suggestion": (
        "{state_name} ei muutu ehdotuksesta tilaan {change_state_name}"
    ),
    "it begins at {begins}; before that it cannot be {states}": (
        "se alkaa {begins}; ennen sitä tila ei voi olla {states}"
    ),
    "A booking token may only suggest time, label and description, not {more}.": (
        "Varauksen tunnisteella voi ehdottaa vain aikaa, otsikkoa ja kuvausta, ei näitä: {more}."
    ),
    "a task has a date and a duration, but no time of day": "tehtävällä on päivä ja kesto, ei kellonaikaa",
    "you have no file {file_id}": "sinulla ei ole tiedostoa {file_id}",
    "is locked: it is paid, or its payment is on the way": "on lukittu: se on maksettu tai maksu on matkalla",
    "only {escrow} is held; settle on that or less": (
        "vain {escrow} on pidätetty; sopikaa siitä tai pienemmästä summasta"
    ),
    "this has several bookings, each with a state of its own; 200, 444 and 555 go for all of them": (
        "tässä on useita varauksia, joilla kullakin on oma tilansa; 200, 444 ja 555 käyvät kaikkiin"
    ),
    "nothing would change: {name} has these values already": (
        "mikään ei muuttuisi: {name} on jo näiden arvojen mukainen"
    ),
    "there is nothing to pay": "maksettavaa ei ole",
    "{escrow} is held here; this field is for payments made elsewhere": (
        "{escrow} on pidätetty täällä; tämä kenttä on muualla tehdyille maksuille"
    ),
    "it was written at {created_at}": "se on kirjoitettu {created_at}",
    "it is not yours": "se ei ole sinun",
    (
        "{name} is a comment: its author changes or deletes it for {comment_hours} hours, a member with "
        "write level 5 always; {since}."
    ): (
        "{name} on kommentti: kirjoittaja voi muuttaa sitä tai poistaa sen {comment_hours} tunnin ajan, "
        "jäsen, jonka kirjoitustaso (write) on 5, aina; {since}."
    ),
    "{name} is {other_name}: {why}.": "{name}: tila on {other_name}; {why}.",
    " at {release_at}": " {release_at}",
    (
        "{name} must be paid first: {amount}. pay_schedule_events with schedule_id={schedule_id} and "
        "ids=[{event_id}] does that."
    ): (
        "{name} on maksettava ensin: {amount}. Sen tekee pay_schedule_events, schedule_id={schedule_id} "
        "ja ids=[{event_id}]."
    ),
    "{name} is a charge or deposit of a contract; approve_contract_transactions says yes to those.": (
        "{name} on sopimuksen kirjaus tai talletus; ne hyväksyy approve_contract_transactions."
    ),
    "Only a host may accept somebody else's booking; leave attendee_id out for your own.": (
        "Toisen varauksen voi hyväksyä vain palveluntarjoaja; jätä attendee_id pois, kun tarkoitat omaasi."
    ),
    "Booking {id} in {name} held its slot only until {until} and is gone. The slot is {more}.": (
        "Varaus {id} ({name}) piti aikansa vain {until} asti ja on rauennut. Aika on {more}."
    ),
    "only a request that waits for an answer can be accepted": "vain vastausta odottavan pyynnön voi hyväksyä",
    "its guest has to confirm it first, with the code that was mailed": (
        "vieraan on ensin vahvistettava se sähköpostiin lähetetyllä koodilla"
    ),
    "it can no longer be accepted; book again": "sitä ei voi enää hyväksyä; varaa uudelleen",
    (
        "{escrow} is held for {name}: accepting pays it out. pay_schedule_events with release=true does "
        "that, or it is paid out by itself{when}."
    ): (
        "Pidätetty raha: {escrow}, {name}. Hyväksyminen maksaa sen. Sen tekee pay_schedule_events ja "
        "release=true, tai se maksetaan itsestään{when}."
    ),
    "it can no longer be accepted": "sitä ei voi enää hyväksyä",
    "there is nothing left to confirm": "mitään vahvistettavaa ei ole jäljellä",
    "You are not one of the people of {name}.": "Et kuulu osallisiin: {name}.",
    "still free: it can be booked again": "yhä vapaa: sen voi varata uudelleen",
    "taken by now": "jo varattu",
    "{name} is a {noun}; it is changed in its contract, with update_contract_{noun} or update_participant_{noun}.": (
        "{name}: laji on {noun}; sitä muutetaan sopimuksessa työkalulla update_contract_{noun} tai "
        "update_participant_{noun}."
    ),
    "{name} is only kept for somebody: nobody has booked it. Nothing changed.": (
        "{name} on vain pidossa jollekulle: kukaan ei ole varannut sitä. Mikään ei muuttunut."
    ),
    "To suggest changes of {name} you need a part in it or write level 1.": (
        "Muutosten ehdottamiseen ({name}) tarvitset osuuden siinä tai kirjoitustason (write) 1."
    ),
    "{name} is {state_name}; suggestions are for what is still open. A booking is made anew with book_schedule.": (
        "{name}: tila on {state_name}; ehdotuksia voi tehdä siihen, mikä on vielä avoinna. Uusi varaus "
        "tehdään työkalulla book_schedule."
    ),
    "{name} is a payment for booked time; it stays as it is.": "{name} on varatun ajan maksu; se pysyy ennallaan.",
    "Booking {id} in {name} is {state_name}: {refused}.": "Varaus {id} ({name}): tila on {state_name}; {refused}.",
    "says which of these: {listed}; delete_event calls off the whole event": (
        "kertoo, mikä näistä: {listed}; delete_event peruu koko tapahtuman"
    ),
    "End booking {id} of event {stand_id}, for which is held": (
        "Päätä varaus {id} tapahtumassa {stand_id}; sitä varten on pidätetty"
    ),
    "{kept} is lost to whoever paid and goes to whoever is paid": (
        "maksaja menettää {kept}, ja raha menee maksun saajalle"
    ),
    "it is too late to decline": "on liian myöhäistä kieltäytyä",
    "You have declined {name} already; nothing changes.": "Olet jo kieltäytynyt: {name}. Mikään ei muutu.",
    "nothing changes": "mikään ei muutu",
    "Nobody asked you: {name} is yours to call off with delete_event.": (
        "Kukaan ei kysynyt sinua: {name} on sinun, ja voit perua sen työkalulla delete_event."
    ),
    "Only a host may turn down somebody else's booking; leave attendee_id out for your own.": (
        "Toisen varauksen voi hylätä vain palveluntarjoaja; jätä attendee_id pois, kun tarkoitat omaasi."
    ),
    "Delete event {id}": "Poista tapahtuma {id}",
    ", unless delete_contract_transactions takes an unpaid one away": (
        ", ellei delete_contract_transactions poista maksamatonta"
    ),
    "{name} is {state_name} and paid: it stays, because it is part of the books.": (
        "{name}: tila on {state_name} ja maksettu; se pysyy, sillä se on osa kirjanpitoa."
    ),
    "Event {event_id} was deleted already, at {deleted_at}. Nothing changed.": (
        "Tapahtuma {event_id} on jo poistettu: {deleted_at}. Mikään ei muuttunut."
    ),
    "{name} is not yours to delete; decline_event says that you do not come.": (
        "Et voi poistaa tätä: {name}. decline_event kertoo, ettet tule."
    ),
    "{name} is a charge or deposit; those stay in the books{where_deleted}.": (
        "{name} on kirjaus tai talletus; ne pysyvät kirjanpidossa{where_deleted}."
    ),
    "the calendar it comes from": "kalenteri, josta se tulee",
    "{name} was imported: delete it in {where}.": "{name} on tuotu ulkoa: poista se sieltä, paikka: {where}.",
    "{name} is disputed; {escrow} waits until both sides agree.": (
        "{name} on kiistanalainen; {escrow} odottaa, kunnes molemmat osapuolet sopivat."
    ),
    " with {children} entries below it": " ja sen alla olevat merkinnät ({children})",
    ", cancel {bookings} booking(s)": ", peru varaukset ({bookings})",
    "its payment": "sen maksu",
    "refused": "hylätty",
    "{name} was refused already.": "{name} on jo hylätty.",
    "{name} no longer waits for an answer; nothing changes.": "{name} ei enää odota vastausta; mikään ei muutu.",
    "{name} is a charge or deposit of a contract; those are {answer} there.": (
        "{name} on sopimuksen kirjaus tai talletus; niihin vastataan siellä: {answer}."
    ),
    "Only {name}, who got the money, can say whether it arrived.": "Vain rahan saaja {name} voi kertoa, saapuiko se.",
    "{money} is less than the {total} that these bookings cost": (
        "{money} on vähemmän kuin {total}, jonka nämä varaukset maksavat"
    ),
    "there is nothing unpaid that this sum covers whole": (
        "ei ole mitään maksamatonta, johon tämä summa riittäisi kokonaan"
    ),
    "lies in the future; today is {date}": "on tulevaisuudessa; tänään on {date}",
    "must be at least 1": "on oltava vähintään 1",
    "payments of participants are recorded in their contract": "osallistujien maksut kirjataan heidän sopimukseensa",
    "person {payer_id} has no booking in schedule {id}": "henkilöllä {payer_id} ei ole varausta aikataulussa {id}",
    "Already paid, or reported as paid: event {named}. Leave them out.": (
        "Jo maksettu tai maksetuksi ilmoitettu: tapahtuma {named}. Jätä ne pois."
    ),
    "nobody yet": "ei vielä ketään",
    "For event {events}": "Tapahtumasta {events}",
    "For no booking yet": "Ei vielä mistään varauksesta",
    "person {payer_id} pays for none of these": "henkilö {payer_id} ei maksa mitään näistä",
    "says whose payment it is; payers here: {listed}": "kertoo, kenen maksu se on; maksajat täällä: {listed}",
    "unpaid booking in event": "maksamaton varaus tapahtumassa",
    "{minutes} minutes; a session lasts 15 to {longest_session}": (
        "{minutes} minuuttia; tapaaminen kestää 15–{longest_session} minuuttia"
    ),
    "add sessions": "lisätä tapaamisia",
    (
        "Nobody is free to serve {name} then: {taken}. Choose another time, or add hosts; time that "
        "shall only be blocked takes bookable=false."
    ): (
        "Kukaan ei ole silloin vapaana: {name}; {taken}. Valitse toinen aika tai lisää "
        "palveluntarjoajia; jos aika on vain tarkoitus sulkea, anna bookable=false."
    ),
    (
        "{text}. For time off over several days add an exception with update_schedule, in "
        "settings.exceptions: {{from: '{first}', until: '{last}', windows: []}} closes these days whole, "
        "and windows keep hours open"
    ): (
        "{text}. Jos haluat vapaata useaksi päiväksi, lisää poikkeus työkalulla update_schedule kenttään "
        "settings.exceptions: {{from: '{first}', until: '{last}', windows: []}} sulkee nämä päivät "
        "kokonaan, ja windows pitää tunteja avoinna"
    ),
    "is named twice; give them more seats instead": "on mainittu kahdesti; anna sen sijaan enemmän paikkoja",
    "host {id} from {start} to {end}": "palveluntarjoaja {id}: {start} – {end}",
    "payments are recorded with record_schedule_deposit": "maksut kirjataan työkalulla record_schedule_deposit",
    "charges belong to a contract and are not made here": "kirjaukset kuuluvat sopimukseen, eikä niitä tehdä täällä",
    "{name} is in {own}; leave currency out": "{name}: valuutta on {own}; jätä currency pois",
    "is required: a moment with offset, or HH:MM on date": (
        "on pakollinen: hetki, jossa on aikaero UTC:hen, tai HH:MM päivänä date"
    ),
    "is required unless start says the day": "on pakollinen, ellei start kerro päivää",
    "{start} is past; a session entered afterwards has status_id 555, 777, 400 or 444": (
        "{start} on mennyt; jälkikäteen lisätyn tapaamisen status_id on 555, 777, 400 tai 444"
    ),
    "{state_name} is only for a session that is over; use 200 or 100": (
        "{state_name} sopii vain päättyneelle tapaamiselle; käytä 200 tai 100"
    ),
    "only a session (type 1) has seats": "vain tapaamisessa (tyyppi 1) on paikkoja",
    "time that is only blocked has no seats; leave bookable out": (
        "pelkästään suljetussa ajassa ei ole paikkoja; jätä bookable pois"
    ),
    "{seats} seats are taken by attendees; capacity is {capacity}": (
        "attendees vie {seats} paikkaa; capacity on {capacity}"
    ),
    "it has no hosts, or they serve it at that start": (
        "siinä ei ole palveluntarjoajia, tai he palvelevat sitä jo tuona alkamisaikana"
    ),
    "Somebody invited": "Joku kutsuttu",
    "The schedule of {name} was deleted: it offers no other times.": (
        "Aikataulu on poistettu ({name}): se ei tarjoa muita aikoja."
    ),
    "{name} is busy from {start} to {end}. Nothing changed.": (
        "{name} on varattu: {start} – {end}. Mikään ei muuttunut."
    ),
    "the schedule offers {durations} minutes": "aikataulun kestot minuutteina: {durations}",
    "{start} is past": "{start} on mennyt",
    (
        "{name} is refused by the side that pays: a member of contract {contract_id} with write level "
        "{pays} whom it does not pay. Your own you take back with delete_contract_transactions."
    ): (
        "{name}: hylätä voi maksava puoli, sopimuksen {contract_id} jäsen, jonka kirjoitustaso (write) "
        "on {pays} ja joka ei ole maksun saaja. Oman kirjauksesi perut työkalulla "
        "delete_contract_transactions."
    ),
    "{name} is {names}; only a pending charge can be refused. Nothing changes.": (
        "{name}: tila on {names}; vain vastausta odottavan kirjauksen voi hylätä. Mikään ei muutu."
    ),
    "Only {name_of}, who was to get the money, can say that it never came.": (
        "Vain {name_of}, jonka piti saada raha, voi kertoa, ettei se koskaan tullut."
    ),
    "Transaction {event_id} changed meanwhile. Nothing happened.": (
        "Maksutapahtuma {event_id} muuttui sillä välin. Mitään ei tehty."
    ),
    "You have no vote on correction {id}; {names} decide.": (
        "Sinulla ei ole ääntä korjauksessa {id}; päättäjät: {names}."
    ),
    "correction {id} of event": "korjaus {id} tapahtumassa",
    "Correction {id} ({field}) is decided already: {state_name} at {decided_at}. No vote was counted.": (
        "Korjaus {id} ({field}) on jo ratkaistu: {state_name}, {decided_at}. Ääntä ei laskettu."
    ),
    "Move into escrow, from the balance of {payer},": "Siirrä saldolta talteen (maksaja {payer})",
    "Record that {payer} paid, outside,": "Kirjaa palvelun ulkopuolella maksetuksi (maksaja {payer})",
    "{id} ({who}, {seats})": "{id} ({who}, {seats})",
}
