"""Refusals and questions: scheduling bookings."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Booking for contract {contract_id} needs write level 2 in it; yours is {write}.": (
        "Varaaminen sopimukselle {contract_id} vaatii siinä kirjoitustason (write) 2; sinun tasosi on {write}."
    ),
    "is not asked; questions: {known}": "tätä ei kysytä; kysymykset: {known}",
    "You hold {count} unpaid slots {where} already ({parts}), the most allowed. Pay, book or give back one first.": (
        "Sinulla on jo {count} maksamatonta aikaa {where} ({parts}), enempää ei sallita. Maksa, varaa "
        "tai vapauta ensin jokin niistä."
    ),
    "Schedule {schedule_id} states working hours, which are not booked: ask for its person with create_inquiry.": (
        "Aikataulussa {schedule_id} on työaikoja, joita ei varata: pyydä sen henkilöä työkalulla create_inquiry."
    ),
    "in this schedule": "tässä aikataulussa",
    "over all schedules": "kaikissa aikatauluissa yhteensä",
    "events {unpaid}": "tapahtumat {unpaid}",
    "holds {kept}": "aikavaraukset {kept}",
    "is required unless event_id says which session": (
        "on pakollinen, ellei event_id kerro, mitä tapaamista tarkoitat"
    ),
    "a slot of this schedule has {msp}": "paikkoja tämän aikataulun ajassa: {msp}",
    (
        "The slot at {start} of schedule {id} begins now, before a host's yes, a payment or a mailed code that it "
        "waits for could come. Nothing was booked or charged; take a later one."
    ): (
        "Aikataulun {id} aika {start} alkaa nyt, ennen kuin sen odottama palveluntarjoajan suostumus, maksu tai "
        "postitettu koodi ehtisi tulla. Mitään ei varattu eikä veloitettu; valitse myöhempi."
    ),
    "{start} is too soon; the earliest bookable moment is {earliest}": (
        "{start} on liian pian; aikaisin varattava hetki on {earliest}"
    ),
    (
        "{added} unpaid slots {where} are too many beside the {count} you hold: {most} at most. "
        "pay=balance books them all at once. Nothing was booked or charged."
    ): (
        "Maksamattomia aikoja tulisi liikaa: {added} lisää {where}, kun sinulla on jo {count}; enintään "
        "{most}. pay=balance varaa ne kaikki kerralla. Mitään ei varattu eikä veloitettu."
    ),
    "event {event_id} begins at {begins}; leave start out": "tapahtuma {event_id} alkaa {begins}; jätä start pois",
    "event {event_id} began at {begins}": "tapahtuma {event_id} alkoi {begins}",
    "{max_guest_bookings} bookings of guests were made from your network address within the hour. Try later, or sign in.": (
        "Verkko-osoitteestasi on tehty tunnin aikana {max_guest_bookings} vieraiden varausta. Yritä "
        "myöhemmin tai kirjaudu sisään."
    ),
    (
        "{max_unconfirmed} slots of this schedule are held for guests at your network address, the most "
        "allowed. Confirm them with the codes that were mailed, or wait until they are free again."
    ): (
        "Verkko-osoitteestasi pidetään vieraille tämän aikataulun aikoja jo {max_unconfirmed}, enempää "
        "ei sallita. Vahvista ne sähköpostiin lähetetyillä koodeilla tai odota, kunnes ne ovat taas "
        "vapaina."
    ),
    "No code can be mailed for this booking, because {why_not}. Nothing was booked. Sign in to book it.": (
        "Tälle varaukselle ei voi lähettää koodia sähköpostitse, syy: {why_not}. Mitään ei varattu. "
        "Kirjaudu sisään varataksesi ajan."
    ),
    "No booking": "Mikään varaus",
    "Booking {booking_id}": "Varaus {booking_id}",
    "waits for a code": "ei odota koodia",
    "does not wait for a code": "ei odota koodia",
    "{which} of event {event_id} {no_code}: it was confirmed, or the 15 minutes are over and the time is free again.": (
        "{which} {no_code} (tapahtuma {event_id}): se on vahvistettu, tai 15 minuuttia on kulunut ja "
        "aika on taas vapaa."
    ),
    "{code_tries} wrong codes: this booking can no longer be confirmed from here. Book again.": (
        "Vääriä koodeja: {code_tries}. Tätä varausta ei voi enää vahvistaa täältä. Varaa uudelleen."
    ),
    "several bookings of this event wait for a code; say which": (
        "useat tämän tapahtuman varaukset odottavat koodia; kerro, mikä niistä"
    ),
    "is not the one that was mailed. Tries left: {code_tries}.": (
        "ei ole se koodi, joka lähetettiin. Yrityksiä jäljellä: {code_tries}."
    ),
    "is still free: hold or book it again": "on yhä vapaa: pidä tai varaa se uudelleen",
    "is taken or not offered by now": "on jo varattu tai sitä ei enää tarjota",
    "it became a booking": "siitä tuli varaus",
    "its slot {slot}": "sen aika {slot}",
    "Hold {public_id} is {status}{when}; {text}. Nothing changed.": (
        "Aikavaraus {public_id}: tila on {status}{when}; {text}. Mikään ei muuttunut."
    ),
    "hold {public_id} keeps {shown}; leave {name} out": "aikavarauksessa {public_id} on {shown}; jätä {name} pois",
    "the place is kept for another address; leave it out": "paikkaa pidetään toiselle osoitteelle; jätä tämä pois",
    "slot hold": "aikavaraus",
    (
        "The booking link can no longer be used: it was used up, taken back, or its time is over. "
        "Nothing was booked or charged."
    ): (
        "Varauslinkkiä ei voi enää käyttää: se on käytetty loppuun, peruttu tai vanhentunut. Mitään ei "
        "varattu eikä veloitettu."
    ),
    "this link offers {durations} minutes": "tämän linkin kestot minuutteina: {durations}",
    "this link is for starts {parts}": "tämä linkki koskee alkamisaikoja {parts}",
    "booking link": "varauslinkki",
    "Event {event_id} ({label}) is {name}: {why}.": "Tapahtuma {event_id} ({label}): tila on {name}; {why}.",
    "Pay {debit} from the balance of {payer} for event {paid}": (
        "Maksa {debit} saldosta (maksaja {payer}), tapahtuma {paid}"
    ),
    "Accept event {freed} and pay out the {released} held for it": (
        "Hyväksy tapahtuma {freed} ja maksa sitä varten pidätetty {released}"
    ),
    "Everything named is paid already": "Kaikki mainitut on jo maksettu",
    "says which delivered events to accept when release is true": (
        "kertoo, mitkä toteutetut tapahtumat hyväksytään, kun release on true"
    ),
    "these are in {currencies}: pay one currency at a time": (
        "näiden valuutat ovat {currencies}: maksa yksi valuutta kerrallaan"
    ),
    "{count} people need {count} seats; seats is {seats}": (
        "ihmisiä on {count}, joten paikkoja tarvitaan {count}; seats on {seats}"
    ),
    "Sign in, or give guest {{name, email}} to book without an account.": (
        "Kirjaudu sisään tai anna guest {{name, email}}, niin voit varata ilman tiliä."
    ),
    "This schedule takes no guests. Sign in to book it.": (
        "Tähän aikatauluun eivät vieraat voi varata. Kirjaudu sisään varataksesi ajan."
    ),
    "Taking a shift needs an account, since you are the one paid.": (
        "Työvuoron ottamiseen tarvitaan tili, sillä maksun saat sinä."
    ),
    "takes either user_id or email": "tarvitsee joko kentän user_id tai kentän email",
    "Schedule {id} is your own: put sessions and people into it with add_schedule_event.": (
        "Aikataulu {id} on omasi: lisää siihen tapaamisia ja ihmisiä työkalulla add_schedule_event."
    ),
    "there is no person {user_id}": "henkilöä {user_id} ei ole",
    "you are signed in: leave it out; name who comes with attendees": (
        "olet kirjautunut sisään: jätä tämä pois; kerro tulijat kentässä attendees"
    ),
    "a guest names who comes by email; sign in to name people here": (
        "vieras nimeää tulijat sähköpostiosoitteella; kirjaudu sisään, jos haluat nimetä henkilöitä täältä"
    ),
    "This slot costs {amount}, and this server has no public page where a guest could pay it. Sign in first.": (
        "Tämä aika maksaa {amount}, eikä tällä palvelimella ole julkista sivua, jolla vieras voisi "
        "maksaa sen. Kirjaudu ensin sisään."
    ),
    "the total is {amount}, more than {max_price}": "yhteensä {amount}, enemmän kuin {max_price}",
    "no money moves when a shift is taken; leave it out": "rahaa ei siirry, kun työvuoro otetaan; jätä tämä pois",
    "somebody else pays for this schedule; say later, and the booking waits for them": (
        "tämän aikataulun maksaa joku muu; anna “later”, niin varaus odottaa maksajaa"
    ),
    "this schedule is paid outside; say later": "tämä aikataulu maksetaan muualla; anna “later”",
    "a guest has no balance; leave it out or say later": "vieraalla ei ole saldoa; jätä tämä pois tai anna “later”",
    "Nothing changed.{hint}": "Mikään ei muuttunut.{hint}",
    "Booking {id} (event {event_id}) is paid by {payer}, not by you.": (
        "Varaus {id} (tapahtuma {event_id}): maksaja on {payer}, et sinä."
    ),
    "you act for no company; leave it out or say own": (
        "et toimi minkään yrityksen puolesta; jätä tämä pois tai anna “own”"
    ),
    "The next free ones: {starts}.": "Seuraavat vapaat: {starts}.",
    "No other slot of that length is free.": "Muuta yhtä pitkää vapaata aikaa ei ole.",
    "No slot begins then: next to it they begin at {around}. ": (
        "Silloin ei ala mikään aika; lähimmät alkamisajat: {around}. "
    ),
    (
        "{kept}The slot at {start} ({minutes} minutes) of schedule {id} is taken or not offered. {grid}Nothing "
        "was booked or charged. {offer}"
    ): (
        "{kept}Aika {start} ({minutes} minuuttia) aikataulussa {id} on varattu tai sitä ei tarjota. "
        "{grid}Mitään ei varattu eikä veloitettu. {offer}"
    ),
    "it cannot be paid any more; book_schedule books again": "sitä ei voi enää maksaa; book_schedule varaa uudelleen",
    "a payment made elsewhere waits for the receiver's yes": "muualla tehty maksu odottaa saajan vahvistusta",
    "only what was delivered can be accepted; it ends {end}": "vain toteutetun voi hyväksyä; se päättyy {end}",
    "Book schedule {id} on {start}": "Varaa aikataulusta {id} aika {start}",
    "{what} and move into escrow for it, from the balance of {payer},": "{what} ja siirrä sitä varten talteen (maksaja {payer})",
    "{what}, paid with what is prepaid in it:": "{what}; se maksetaan ennakkoon maksetulla:",
    "{what}, to be paid later:": "{what}; se maksetaan myöhemmin:",
    "{what}, free of charge": "{what}, maksutta",
    " pay=later holds the slot for a short time meanwhile.": " pay=later pitää ajan sillä välin hetken varattuna.",
    "from {moment}": "alkaen {moment}",
    "until {moment}": "asti {moment}",
    "You keep it yourself: book_schedule with hold_id {hold} books it. ": (
        "Pidät sitä itse: book_schedule, jossa hold_id on {hold}, varaa sen. "
    ),
    "Pay and pay out, together,": "Maksa ja tilitä, yhteensä",
    "Pay for bookings": "Maksa varaukset, yhteensä",
    "Pay out for bookings": "Tilitä varauksista",
}
