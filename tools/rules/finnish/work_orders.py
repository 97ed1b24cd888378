"""Work orders."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "work order {id} {title}": "työtilaus {id} {title}",
    "bundle {code} (work orders {numbers}; the first is {title})": (
        "paketti {code} (työtilaukset {numbers}; ensimmäinen on {title})"
    ),
    "of before": "entisessä kokoonpanossaan",
    "at most {amount}": "enintään {amount}",
    "between {start} and {end} ({zone})": "aikavälillä {start} – {end} ({zone})",
    "remote": "etänä",
    "Your offer or request for {orders} is closed: {why}.": (
        "Saamasi tarjous tai lähettämäsi pyyntö ei ole enää voimassa ({orders}): {why}."
    ),
    "the time to accept is over": "vastausaika on päättynyt",
    "it was put into a bundle and is given together with others now": (
        "se liitettiin pakettiin ja annetaan nyt yhdessä muiden kanssa"
    ),
    "it left its bundle and is a draft again": "se irrotettiin paketistaan ja on taas luonnos",
    "it was taken back": "se otettiin takaisin",
    "it is a draft again": "se on taas luonnos",
    "The automatic search for {orders} found nobody. It is a draft again, and nothing is held for it.": (
        "Automaattinen haku ei löytänyt tekijää: {orders}. Se on taas luonnos, eikä sille ole varattu rahaa."
    ),
    "The automatic search for {orders} found nobody. It stays open: choose somebody, or change its terms.": (
        "Automaattinen haku ei löytänyt tekijää: {orders}. Se pysyy avoimena: valitse tekijä tai muuta ehtoja."
    ),
    "The automatic search for {orders} has stopped before somebody was found. get_smart_dispatch_run says why.": (
        "Automaattinen haku pysähtyi, ennen kuin tekijä löytyi: {orders}. Syyn kertoo get_smart_dispatch_run."
    ),
    "it went to somebody else": "se annettiin toiselle tekijälle",
    "{company} took it back": "{company} otti sen takaisin",
    "The company has seen your delay on {orders}.": "Yritys on nähnyt ilmoituksesi viivästyksestä: {orders}.",
    "The new arrival is {eta}.": "Uusi saapumisaika on {eta}.",
    "{orders} is unfilled: no offer of it is open any more.": (
        "{orders} on vailla tekijää: yhtään tarjousta ei ole enää avoinna."
    ),
    "{who} declined the offer of {orders}: {reason}.": "{who} hylkäsi tarjouksen ({orders}): {reason}.",
    "schedule": "aikataulu",
    "distance": "etäisyys",
    "pay": "palkkio",
    "skills": "taidot",
    "scope": "työn laajuus",
    "other": "muu",
    "It is unfilled: no offer is open any more.": "Tekijää ei löytynyt: yhtään tarjousta ei ole enää avoinna.",
    "{who} asks for {orders} at its terms.": "{who} pyytää työtä ilmoitetuin ehdoin: {orders}.",
    "{who} asks for {orders} with a counter-offer.": "{who} pyytää työtä ja tekee vastatarjouksen: {orders}.",
    "{who} withdrew the request for {orders}.": "{who} perui pyyntönsä: {orders}.",
    "Your request for {orders} has expired without an answer.": "Pyyntösi on vanhentunut ilman vastausta: {orders}.",
    "Your request for {orders} was declined.": "Pyyntösi on hylätty: {orders}.",
    "You were taken off {orders}: do not come.": "Et ole enää tekijänä ({orders}): älä tule paikalle.",
    "{who} dropped out of {orders}.": "{who} luopui työstä: {orders}.",
    "You were removed from {orders}: do not come.": "Sinut on poistettu työstä ({orders}): älä tule paikalle.",
    "{orders} asks for other qualifications now.": "{orders}: pätevyysvaatimukset ovat muuttuneet.",
    "{company} offers you {orders}: {about}.": "{company} tarjoaa sinulle työtä: {orders}, {about}.",
    "The offer stands until {until}.": "Tarjous on voimassa {until} saakka.",
    "You are assigned to {orders} of {company}: {about}.": "Sinut on valittu tekijäksi ({orders}, {company}): {about}.",
    "{orders} of {company} is yours: {about}.": "{orders}, {company}: työ on nyt sinun, {about}.",
    "{who} is assigned to {orders}: {about}.": "{who} on valittu tekijäksi ({orders}): {about}.",
    "{who} accepted {orders}: {about}.": "{who} otti työn vastaan ({orders}): {about}.",
    "{fields} of {orders} changed.": "Muutettu ({orders}): {fields}.",
    "It is now: {about}. The arrival is not agreed on any more.": (
        "Nyt voimassa: {about}. Saapumisajasta on sovittava uudelleen."
    ),
    "{orders} has other terms now: {fields}.": "{orders}: ehdot ovat muuttuneet, {fields}.",
    "{fields} of {orders} changed; its terms are the same.": "Muutettu ({orders}): {fields}; ehdot ovat ennallaan.",
    "It is now: {about}.": "Nyt voimassa: {about}.",
    "{company} called {orders} off: do not come.": "{company} perui työn ({orders}): älä tule paikalle.",
    "You get a cancellation fee of {fee}.": "Saat peruutusmaksun: {fee}.",
    "{company} called {orders} off; your offer or request is closed.": (
        "{company} perui työn ({orders}); saamasi tarjous tai lähettämäsi pyyntö ei ole enää voimassa."
    ),
    "{fee} of cancellation fee for {orders} left the balance of the company, and the platform's fee on it.": (
        "Yrityksen saldosta veloitettiin peruutusmaksu {fee} ja palvelumaksu siitä: {orders}."
    ),
    "{company} took {orders} back: you are not assigned any more, do not come.": (
        "{company} otti työn takaisin ({orders}): et ole enää tekijänä, älä tule paikalle."
    ),
    "{orders} is approved: {amount} will be paid on {date}.": "{orders} on hyväksytty: {amount} maksetaan {date}.",
    "{amount} for {orders} left the balance of the company.": "Yrityksen saldosta veloitettiin {amount}: {orders}.",
    "{amount} for {orders} is in your balance.": "Saldollasi on nyt {amount}: {orders}.",
    "The cancellation fee of {orders}, {amount}, is in your balance.": "Saldollasi on nyt peruutusmaksu {amount}: {orders}.",
    "The incident number of {orders} was taken off.": "Tapausnumero on poistettu: {orders}.",
    "The incident number of {orders} is {number} now.": "Tapausnumero on nyt {number}: {orders}.",
    "The work on {orders} is reported done: the company did it in your place.": (
        "Työ on ilmoitettu tehdyksi: {orders}. Yritys teki ilmoituksen puolestasi."
    ),
    "{who} reported the work on {orders} done. approve_work_order accepts it and releases the payment.": (
        "{who} ilmoitti työn tehdyksi: {orders}. approve_work_order hyväksyy työn ja vapauttaa maksun."
    ),
    "{orders} was sent back: {why}. Report it again by {until} (mark_work_order_complete), or the company may end it "
    "unpaid.": (
        "{orders} on palautettu: {why}. Ilmoita työ uudelleen tehdyksi viimeistään {until} (mark_work_order_complete), tai "
        "yritys voi päättää työtilauksen maksamatta."
    ),
    "The scope of {orders} is noted as {status} now.": "Työn laajuus on nyt merkitty tilaan {status}: {orders}.",
    "{orders} has another contact: {who}.": "Uusi yhteyshenkilö: {who}, {orders}.",
    "A contact of {orders} changed: {who}.": "Yhteyshenkilön tiedot ovat muuttuneet: {who}, {orders}.",
    "{orders} has a contact less: {who}.": "Yhteyshenkilö on poistettu: {who}, {orders}.",
    "{who} entered a parcel for {orders}: {item}, tracking number {tracking}.": (
        "{who} lisäsi lähetyksen ({orders}): {item}, seurantatunnus {tracking}."
    ),
    "The parcel {item} of {orders} changed.": "Lähetyksen {item} tiedot ovat muuttuneet: {orders}.",
    "The parcel {item} of {orders} is {status} now.": "Lähetyksen {item} tila on nyt {status}: {orders}.",
    "waiting to be sent": "odottaa lähettämistä",
    "on its way": "matkalla",
    "delayed": "myöhässä",
    "at its destination": "perillä",
    "The parcel {item} was taken off {orders}.": "Lähetys {item} on poistettu: {orders}.",
    "{who} stored a signature for {orders}: {signer} signed.": (
        "{who} tallensi allekirjoituksen ({orders}): allekirjoittaja {signer}."
    ),
    "The signature of {signer} was taken off {orders}.": "Allekirjoitus on poistettu, allekirjoittaja {signer}: {orders}.",
    "allow counter offers": "vastatarjousten salliminen",
    "closing notes": "loppumuistiinpanot",
    "confidential": "luottamukselliset tiedot",
    "contacts": "yhteyshenkilöt",
    "custom fields": "lisäkentät",
    "estimated hours": "arvioidut tunnit",
    "incident id": "tapausnumero",
    "location": "paikka",
    "manager id": "vastuuhenkilö",
    "qualifications": "pätevyysvaatimukset",
    "require gps": "GPS-kirjautumisen vaatimus",
    "require ontime": "täsmällisyysvaatimus",
    "service type id": "palvelutyyppi",
    "standard instructions": "yleiset ohjeet",
    "tasks": "tarkistuslista",
    "types of work": "työlajit",
    "complete": "valmis",
    "incomplete": "keskeneräinen",
    "{who} has written about {orders}.": "{who} kirjoitti viestin: {orders}.",
    "{who} has answered about {orders}.": "{who} vastasi viestiin: {orders}.",
    "{who} checked in on {orders} at {at}.": "{who} kirjautui paikalle: {orders}, {at}.",
    "{who} checked out of {orders} at {at}, after {hours} h.": (
        "{who} kirjautui pois paikalta: {orders}, {at}, kesto {hours} h."
    ),
    "The place they gave is {kilometres} km away from the site.": "Ilmoitettu sijainti on {kilometres} km:n päässä kohteesta.",
    "The company checked you in on {orders} at {at}.": "Yritys kirjasi sinut paikalle: {orders}, {at}.",
    "The company recorded your visit on {orders}: {start} to {end}, {hours} h.": (
        "Yritys kirjasi käyntisi: {orders}, {start} – {end}, {hours} h."
    ),
    "Time log {log} of {orders}, {start}, {hours} h, was taken off by its provider.": (
        "Tekijä poisti aikakirjauksensa {log}: {orders}, {start}, {hours} h."
    ),
    "Your time log {log} of {orders}, {start}, {hours} h, was taken off by the company.": (
        "Yritys poisti aikakirjauksesi {log}: {orders}, {start}, {hours} h."
    ),
    "{before} of time log {logs}, {orders}, is {after} now: its provider corrected it.": (
        "Tekijä korjasi aikakirjaustaan {logs}, {orders}: ennen {before}, nyt {after}."
    ),
    "Time logs {logs} of {orders} were corrected by their provider; the first from {before} to {after}.": (
        "Tekijä korjasi aikakirjauksiaan {logs}, {orders}; ensimmäisessä ennen {before}, nyt {after}."
    ),
    "{before} of your time log {logs}, {orders}, is {after} now: the company corrected it.": (
        "Yritys korjasi aikakirjaustasi {logs}, {orders}: ennen {before}, nyt {after}."
    ),
    "Your time logs {logs} of {orders} were corrected by the company; the first from {before} to {after}.": (
        "Yritys korjasi aikakirjauksiasi {logs}, {orders}; ensimmäisessä ennen {before}, nyt {after}."
    ),
    "{who} handed in {file} for {orders}.": "{who} toimitti tiedoston {file}: {orders}.",
    "{file} was added to {orders}.": "Tiedosto {file} on lisätty: {orders}.",
    "{file} was not accepted for {orders}: hand in another.": "Tiedostoa {file} ei hyväksytty ({orders}): toimita toinen.",
    "{file} was taken off {orders}.": "Tiedosto {file} on poistettu: {orders}.",
    "Files of yours were taken off {orders}, with their folder {folder}.": (
        "Tiedostojasi on poistettu kansion {folder} mukana: {orders}."
    ),
    "The checklist of {orders} has another step, {step}. get_work_order_task shows it.": (
        "Tarkistuslistaan on lisätty vaihe {step}: {orders}. Sen näyttää get_work_order_task."
    ),
    "Step {step} of the checklist of {orders} counts as open again.": "Tarkistuslistan vaihe {step} on taas avoinna: {orders}.",
    "Step {step} of the checklist of {orders} was ticked off by the company.": (
        "Yritys kuittasi tarkistuslistan vaiheen {step} tehdyksi: {orders}."
    ),
    "Step {step} of the checklist of {orders} changed. get_work_order_task shows it.": (
        "Tarkistuslistan vaihe {step} on muuttunut: {orders}. Sen näyttää get_work_order_task."
    ),
    "Step {step} of the checklist of {orders} is not needed any more.": (
        "Tarkistuslistan vaihetta {step} ei enää tarvita: {orders}."
    ),
    "The checklist of {orders} changed. list_work_order_tasks shows it.": (
        "Tarkistuslista on muuttunut: {orders}. Sen näyttää list_work_order_tasks."
    ),
    "{who} arrives for {orders} at {start}, until {end}.": "{who} saapuu: {orders}, {start} – {end}.",
    "The company confirmed your arrival for {orders}: {start}, until {end}.": (
        "Yritys vahvisti saapumisesi: {orders}, {start} – {end}."
    ),
    "{who} is on the way to {orders}.": "{who} on matkalla: {orders}.",
    "About {minutes} minutes of road are left.": "Ajoaikaa on jäljellä noin {minutes} min.",
    "{who} will be {minutes} minutes late for {orders}.": "{who} myöhästyy {minutes} min: {orders}.",
    "They propose to arrive at {eta}.": "Ehdotettu saapumisaika on {eta}.",
    "{who} reports a problem on {orders}: {problem}.": "{who} ilmoittaa ongelmasta ({orders}): {problem}.",
    "A problem of {orders} was taken back: {problem}.": "Ilmoitus ongelmasta on peruttu ({orders}): {problem}.",
    "A problem of {orders} is settled: {problem}.": "Ongelma on ratkaistu ({orders}): {problem}.",
    "A problem of {orders} is open again: {problem}.": "Ongelma on taas avoinna ({orders}): {problem}.",
    "The report of a problem on {orders} has changed: {problem}.": "Ilmoitus ongelmasta on muuttunut ({orders}): {problem}.",
    "running late": "myöhästyminen",
    "provider canceled": "tekijä perui",
    "site not ready": "kohde ei ole valmis",
    "no show": "kukaan ei saapunut",
    "scope differs from the order": "työn laajuus poikkeaa tilauksesta",
    "pay disagreement": "erimielisyys palkkiosta",
    "safety": "turvallisuus",
    "cannot find a provider": "tekijää ei löydy",
    "internal issue of the company": "yrityksen sisäinen asia",
    "platform help": "tarvitaan palvelun tukea",
    "A return visit is noted on {orders}: {reason}.": "Uusintakäynti on kirjattu ({orders}): {reason}.",
    "Return visit {revisit} of {orders} has changed.": "Uusintakäynti {revisit} on muuttunut: {orders}.",
    "It took place.": "Käynti toteutui.",
    "Return visit {revisit} of {orders} was taken off.": "Uusintakäynti {revisit} on poistettu: {orders}.",
    "Its time is {at}.": "Sen aika on {at}.",
    "Nobody has checked in on {orders}: {who} was to be there by {at}, and has not said a word.": (
        "Kukaan ei ole kirjautunut paikalle ({orders}): {who}, viimeistään {at}, eikä mitään ole kuulunut."
    ),
}
