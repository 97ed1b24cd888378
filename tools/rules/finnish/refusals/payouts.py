"""Refusals and questions: payouts."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The freelancer has {most_methods} payment methods already, the most allowed; remove one that is not used.": (
        "Freelancerilla on jo enimmäismäärä maksutapoja: {most_methods}. Poista sellainen, jota ei käytetä."
    ),
    (
        "The bank account {id} is not waiting for its details any more: its state is {title} ({status}). "
        "Leave uuid out to add another."
    ): "Pankkitili {id} ei enää odota tietojaan: sen tila on {title} ({status}). Lisää toinen jättämällä uuid pois.",
    "is {bank_account_type} of the account with this uuid": "on {bank_account_type} tilillä, jolla on tämä uuid",
    "Only a verified card is blocked; this is a {nouns} in state {title} ({status}).": (
        "Vain tarkistettu kortti suljetaan; tämä on {nouns}, tila {title} ({status})."
    ),
    (
        "The freelancer has neither a confirmed phone number nor an authenticator app, so there is no "
        "way to a code. request_freelancer_contact_change confirms a number."
    ): (
        "Freelancerilla ei ole vahvistettua puhelinnumeroa eikä todentajasovellusta, joten koodia ei voi "
        "saada. request_freelancer_contact_change vahvistaa numeron."
    ),
    (
        "Freelancer {id} has not registered yet, and adds payment methods only after that; "
        "invite_freelancer sends the invite again."
    ): (
        "Freelancer {id} ei ole vielä rekisteröitynyt, ja maksutapoja voi lisätä vasta sen jälkeen; "
        "invite_freelancer lähettää kutsun uudelleen."
    ),
    "This link was used: the details of {nouns} {id} were entered, its state is {title} ({status}).": (
        "Linkki on käytetty: tiedot on annettu ({nouns} {id}), ja tila on {title} ({status})."
    ),
    "This link ended at {deleted_at}. A new one comes from {add}, after request_payout_method_code.": (
        "Linkki päättyi {deleted_at}. Uuden antaa {add}, kun ensin on kutsuttu request_payout_method_code."
    ),
    "Only the freelancer enters these details, under the link: pass it on to them.": (
        "Vain freelancer itse antaa nämä tiedot linkin kautta: välitä se hänelle."
    ),
    "payment method": "maksutapa",
    "Remove the {nouns} {shown} of person {id} from their payment methods": (
        "Poista käyttäjän {id} maksutavoista {nouns} {shown}"
    ),
    "is required: MM/YY of the card": "on pakollinen: kortin MM/VV",
    "is required: as the bank writes the name": "on pakollinen: nimi niin kuin pankki sen kirjoittaa",
    "is none that this {nouns} takes; possible: {ids}": "ei ole sellainen, jota {nouns} ottaa; mahdolliset: {ids}",
    "is required: as it stands on the card": "on pakollinen: niin kuin se on kortissa",
    "is required: where the card was issued, such as DE": "on pakollinen: maa, jossa kortti on annettu, kuten DE",
    "is required: the 9 digits of the bank (BIK)": "on pakollinen: pankin 9 numeroa (BIK)",
    "You have added this {nouns} already.": "Olet jo lisännyt tämän maksutavan ({nouns}).",
    "must have 2 to 100 characters": "pituuden on oltava 2–100 merkkiä",
    "is not an ISO 3166-1 alpha-2 country, such as DE": "ei ole ISO 3166-1 alpha-2 -maakoodi, kuten DE",
    "is required: BIC of the bank, 8 or 11 characters": "on pakollinen: pankin BIC, 8 tai 11 merkkiä",
    "document of your company for that type and period": "yrityksesi asiakirja tästä lajista ja ajanjaksolta",
    (
        " The last one is {id} with {payments} payments, of {created_at}; hiringhall payouts file-again "
        "{id} hands it out again."
    ): (
        " Viimeisin on {id}, maksuja {payments}, luotu {created_at}; hiringhall payouts file-again {id} "
        "antaa sen uudelleen."
    ),
    "No payout waits for a payment file.{last}": "Mikään tilitys ei odota maksutiedostoa.{last}",
    "There is no payment file {number}.{last}": "Maksutiedostoa {number} ei ole.{last}",
    "Payment file {number} cannot be opened: it was sealed with another key of this installation. Restore that key.": (
        "Maksutiedostoa {number} ei voi avata: se on sinetöity tämän asennuksen toisella avaimella. Palauta se avain."
    ),
    "Payout {missing} does not wait for such a payment file.": "Tilitys {missing} ei odota tällaista maksutiedostoa.",
    "person {person_id}": "käyttäjä {person_id}",
    "To the {nouns} {number} of {person}": "Saaja: {nouns} {number} ({person})",
    "Recording how a payout ended": "Tilityksen lopputuloksen kirjaaminen",
    "It has ended.": "Se on päättynyt.",
    "It has not been handed over yet.": "Sitä ei ole vielä annettu välitettäväksi.",
    "Payout {id} is {title} ({status}), not in_progress (1). {rest}": (
        "Tilitys {id}: tila on {title} ({status}), ei in_progress (1). {rest}"
    ),
    "Reason {reason}": "Syy {reason}",
    "Record that all of payout {id} arrived:": "Kirjaa, että tilitys {id} saapui kokonaan:",
    "Record that nothing of payout {id} over {whole} arrived, and return": (
        "Kirjaa, ettei tilityksestä {id} ({whole}) saapunut mitään, ja palauta"
    ),
    "Record that of payout {id} over {whole} only a part arrived, the rest returns to the balance:": (
        "Kirjaa, että tilityksestä {id} ({whole}) saapui vain osa ja loput palautuvat saldolle; saapunut osa:"
    ),
    "is required with status 5": "vaaditaan, kun tila on 5",
    "must be above 0 and below {whole}; 2 is all of it, 3 nothing": (
        "on oltava suurempi kuin 0 ja pienempi kuin {whole}; 2 tarkoittaa kaikkea, 3 ei mitään"
    ),
    "is required with status 3": "vaaditaan, kun tila on 3",
    "goes with status 3 or 5; nothing failed with 2": "kuuluu tilaan 3 tai 5; tilassa 2 mikään ei epäonnistunut",
    "goes with status 5 alone; 2 is all of it, 3 nothing": "kuuluu vain tilaan 5; 2 tarkoittaa kaikkea, 3 ei mitään",
    "the balance of {person}": "saldo ({person})",
    "payout": "tilitys",
    "more than {most_documents} documents match; ask for a shorter period": (
        "osumia on enemmän kuin {most_documents} asiakirjaa; pyydä lyhyempää ajanjaksoa"
    ),
    (
        "{new_pdfs} of these have never been made PDFs, and one call makes at most {most_new_pdfs}; ask "
        "for shorter periods first, what was made once is there"
    ): (
        "näistä {new_pdfs} on vielä tekemättä PDF-tiedostoiksi, ja yksi kutsu tekee enintään "
        "{most_new_pdfs}; pyydä ensin lyhyempiä ajanjaksoja, kerran tehdyt ovat tallessa"
    ),
    "has letters that no bank takes and nobody can write in Latin ones for sure: {lost}": (
        "sisältää kirjaimia, joita mikään pankki ei ota vastaan ja joita ei voi varmasti kirjoittaa "
        "latinalaisin kirjaimin: {lost}"
    ),
    "has no letters": "ei sisällä kirjaimia",
    "has {count} letters as banks take them, more than {longest_name}": (
        "kirjaimia on pankkien muodossa {count}, enemmän kuin {longest_name}"
    ),
    "There is no exchange rate from {base} to {target} now; nothing was moved.": (
        "Vaihtokurssia ei nyt ole: {base} – {target}; mitään ei siirretty."
    ),
    "Its owner enters the details with confirm_payout_method.": (
        "Sen omistaja antaa tiedot työkalulla confirm_payout_method."
    ),
    "Its owner enters the details with confirm_payout_method; then the operator of this installation verifies it.": (
        "Sen omistaja antaa tiedot työkalulla confirm_payout_method; sitten tämän palvelun ylläpitäjä tarkistaa sen."
    ),
    "Choose another.": "Valitse toinen.",
    "The {nouns} {method_id} cannot be paid to: its state is {title} ({status}). {way_on}": (
        "Maksutavalle ei voi maksaa ({nouns} {method_id}): sen tila on {title} ({status}). {way_on}"
    ),
    "{step} of a {kind} in state {status}": "{step}: {kind}, tila {status}",
    "The {nouns} {method_id} was deleted already.": "Maksutapa on jo poistettu ({nouns} {method_id}).",
    "Payout {id} to the {nouns} {method_id} is under way ({state}); delete it once that has ended.": (
        "Tilitys {id} on kesken ({state}), maksutapana {nouns} {method_id}; poista maksutapa, kun tilitys on päättynyt."
    ),
    "{method_id} is a {nouns}, type {types}, not {type}": "{method_id} on {nouns}, tyyppi {types}, ei {type}",
    "must be the 13 to 19 digits of a card": "on oltava kortin 13–19 numeroa",
    "is no card number: its check digit does not fit; compare it with the card": (
        "ei ole kortin numero: tarkistusnumero ei täsmää; vertaa korttiin"
    ),
    "must be MM/YY as on the card, such as 03/29": "on oltava MM/YY kuten kortissa, esimerkiksi 03/29",
    "has passed: the card is not valid any more": "on ohi: kortti ei ole enää voimassa",
    "lies more than {most_years} years ahead; compare it with the card": (
        "on kauempana kuin {most_years} vuoden päässä; vertaa korttiin"
    ),
    "is an account in {country_code}, outside SEPA; add it as a SWIFT account (2)": (
        "on tili maassa {country_code}, SEPA-alueen ulkopuolella; lisää se SWIFT-tilinä (2)"
    ),
    "must be an IBAN, or an account number of 4 to 34 letters and digits": (
        "on oltava IBAN tai tilinumero, jossa on 4–34 kirjainta ja numeroa"
    ),
    "must be a BIC of 8 or 11 characters, such as DEUTDEFF or DEUTDEFF500": (
        "on oltava 8- tai 11-merkkinen BIC, kuten DEUTDEFF tai DEUTDEFF500"
    ),
    "must be the 20 digits of an account in Russia": "on oltava venäläisen tilin 20 numeroa",
    "must be the 9 digits of a bank in Russia (BIK)": "on oltava venäläisen pankin 9 numeroa (BIK)",
    "must be the 8 to 20 letters and digits of an e-wallet": "on oltava sähköisen lompakon 8–20 kirjainta ja numeroa",
    "is no IBAN: its check digits do not fit; compare it with the bank's papers": (
        "ei ole IBAN: tarkistusnumerot eivät täsmää; vertaa pankin papereihin"
    ),
    "must be an IBAN; there is none in the country it begins with": (
        "on oltava IBAN; maassa, jonka tunnuksella se alkaa, ei niitä ole"
    ),
    "must be an IBAN as long and in such a form as its country's are": (
        "on oltava IBAN, jonka pituus ja muoto ovat maansa mukaiset"
    ),
    "names {compact}, which is no country; compare it with the bank's papers": (
        "alkaa maakoodilla {compact}, jota ei ole; vertaa pankin papereihin"
    ),
    "is no pain.001.001.09": "ei ole pain.001.001.09",
    "has more than a header and blocks": "sisältää muutakin kuin otsakkeen ja lohkoja",
    "says {nboftxs} payments of {ctrlsum}, has {count} of {total}": (
        "ilmoittaa {nboftxs} maksua, yhteensä {ctrlsum}, mutta sisältää {count}, yhteensä {total}"
    ),
    "has {count} {tag}": "kohtia {tag} on {count}",
    "has {path} {more}": "sisältää kohdan {path} {more}",
    "twice": "kahdesti",
    "besides": "ylimääräisenä",
    "{currency} is no money of banks": "{currency} ei ole pankkien rahaa",
    "a bank takes 0.01 to {money} in one payment": "pankki ottaa yhdessä maksussa 0.01–{money}",
    "an account in Russia is paid in RUB alone": "venäläiselle tilille maksetaan vain valuutassa RUB",
    "an account that has no IBAN needs its bank's BIC": (
        "tili, jolla ei ole IBAN-numeroa, tarvitsee pankkinsa BIC-koodin"
    ),
    "a file's number has up to 30 letters, digits and hyphens": (
        "tiedoston numerossa on enintään 30 kirjainta, numeroa ja yhdysmerkkiä"
    ),
    "a file needs a payment": "tiedosto tarvitsee maksun",
    "the account does not fit the bank's BIC; compare both with the bank's papers": (
        "tili ei täsmää pankin BIC-koodiin; vertaa molempia pankin papereihin"
    ),
    "the account or the BIC {no}": "tili tai BIC: {no}",
    "{id} is there {times} times": "{id} esiintyy useasti, kertoja {times}",
    "a payment's id has up to 35 letters, digits and hyphens": (
        "maksun tunnuksessa on enintään 35 kirjainta, numeroa ja yhdysmerkkiä"
    ),
    "{id} is for {day}, which is over": "{id}: maksupäivä {day} on jo ohi",
    "{paid} of {whole} is no part": "{paid} / {whole} ei ole osa",
    (
        "Paying out a freelancer's balance is their own step, and the company lacks the right "
        "act_for_freelancers. The freelancer can call it, or the operator grants the right with "
        "set_company_terms. A task is paid out with create_task_payout, without that right."
    ): (
        "Freelancerin saldon tilittäminen on hänen oma toimensa, ja yritykseltä puuttuu oikeus "
        "act_for_freelancers. Freelancer voi kutsua tätä, tai palvelun ylläpitäjä antaa oikeuden "
        "työkalulla set_company_terms. Tehtävän maksun tilittää create_task_payout ilman tätä oikeutta."
    ),
    "the {nouns} {number} of {person}": "{nouns} {number} ({person})",
    (
        "{needed} are to be paid out; the balance of freelancer {person_id} has {available} available, "
        "{missing} too little.{why} Nothing changed."
    ): (
        "Tilitettävä määrä on {needed}; freelancerin {person_id} saldolla on käytettävissä {available}, "
        "puuttuu {missing}.{why} Mikään ei muuttunut."
    ),
    "Pay out": "Tilitä",
    "The {nouns} {id} does not take {currency}; with currency_id {named} it works. Nothing happened.": (
        "Maksutapa ({nouns} {id}) ei ota vastaan valuuttaa {currency}; se onnistuu, kun currency_id on "
        "{named}. Mitään ei tapahtunut."
    ),
    "The {nouns} {id} cannot be paid to: {lacking}.": "Maksutavalle ei voi maksaa ({nouns} {id}): {lacking}.",
    "{target} are to be sent, and the fee of paying to a {nouns} takes {fee}: nothing would arrive. Nothing happened.": (
        "Lähetettävä määrä on {target}, ja tämän maksutavan ({nouns}) kulu on {fee}: perille ei saapuisi "
        "mitään. Mitään ei tapahtunut."
    ),
    ", at the rate {rate}": ", kurssi {rate}",
    "; {fee} are kept as the fee": "; kuluna pidätetään {fee}",
    "{target} arrive{rate}{kept}": "Perille saapuu {target}{rate}{kept}",
    "{base} come to nothing in {target}": "{base} on muunnettuna nolla, valuutta {target}",
    "{base} are too little for {target}: rounding makes too much of them; pay out more at once": (
        "{base} on liian vähän, valuutta {target}: pyöristys kasvattaisi määrää liikaa; tilitä enemmän kerralla"
    ),
    "Task {task_id} has a payout already: payout {id} is {state_of}. Nothing was sent again.": (
        "Tehtävällä {task_id} on jo tilitys: tilitys {id}, tila {state_of}. Mitään ei lähetetty uudelleen."
    ),
    "All that task {id} brought has been paid out.": "Kaikki, mitä tehtävä {id} tuotti, on tilitetty.",
    "payout of task": "tehtävän tilitys",
    "Payout {id} is {title} ({status}), not {titles} ({needed}). {rest}": (
        "Tilitys {id}: tila on {title} ({status}), ei {titles} ({needed}). {rest}"
    ),
    "Only an account or wallet whose details were entered is verified; this is a {nouns} in state {title} ({status}).": (
        "Vain tili tai lompakko, jonka tiedot on annettu, tarkistetaan; tämä on {nouns}, tila {title} ({status})."
    ),
    "From the balance in {currency}": "Saldolta, valuutta {currency}",
    " Only what your company paid for other work than tasks counts.": (
        " Vain se lasketaan, mitä yrityksesi on maksanut muusta työstä kuin tehtävistä."
    ),
    "number {id}, whose details were never entered,": "numero {id}, jonka tietoja ei koskaan annettu",
    "the name": "nimi",
    "the payee's name": "saajan nimi",
    "the payer's name": "maksajan nimi",
    "{whose} {no}": "{whose}: {no}",
    "{id}: {why}": "{id}: {why}",
}
