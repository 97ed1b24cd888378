"""Refusals and questions: contracts finance."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Charge {own} would pay you: {others} can approve it. Nothing was approved.": (
        "Kirjaus {own} maksaisi sinulle: hyväksyjäksi sopii {others}. Mitään ei hyväksytty."
    ),
    "To be owed to {names}: {money}": "Velaksi kirjataan, saaja {names}: {money}",
    "Approve {count} charges of contract {id}:": "Hyväksy kirjaukset ({count}), sopimus {id}:",
    "Confirm that you were paid elsewhere": "Vahvista, että sinulle maksettiin muualla",
    "approve charges": "hyväksyä kirjauksia",
    "{names}; update_contract_charge brings it back": "{names}; update_contract_charge palauttaa sen",
    "Nothing was approved": "Mitään ei hyväksytty",
    (
        "The contract's amount is {ceiling}: together these pass it by {passed}. Nothing was approved. "
        "update_contract raises the amount."
    ): (
        "Sopimuksen summa on {ceiling}: nämä yhdessä ylittävät sen, ylitys {passed}. Mitään ei "
        "hyväksytty. update_contract nostaa summaa."
    ),
    "And confirm that {came} came": "Ja vahvista, että {came} saapui",
    "over the weekly limit; allow_over_limit=true accepts it": (
        "ylittää viikkorajan; allow_over_limit=true hyväksyy sen"
    ),
    "only {name_of} can say whether it came": "vain {name_of} voi sanoa, tuliko se",
    (
        "Participant {place_id} works for prepaid money only: {short} more must be put aside first. "
        "Nothing was approved. record_participant_deposit does that."
    ): (
        "Osallistuja {place_id} tekee työtä vain ennakkoon maksetulla rahalla: varattava on ensin vielä "
        "{short}. Mitään ei hyväksytty. record_participant_deposit varaa sen."
    ),
    "another member with write level 4": "toinen jäsen, jolla on kirjoitustaso (write) 4",
    "rename bills of others": "muuttaa muiden laskujen nimiä",
    "delete bills of others": "poistaa muiden laskuja",
    "Nothing was deleted.": "Mitään ei poistettu.",
    "Withdraw bill {bill_id} of contract {id}, and issue a credit note for each of its invoices:": (
        "Peru lasku {bill_id}, sopimus {id}, ja tee hyvityslasku jokaisesta sen laskutositteesta:"
    ),
    "Bill {bill_id} was deleted at {deleted_at}; it keeps its title.": (
        "Lasku {bill_id} on poistettu {deleted_at}; sen nimi pysyy."
    ),
    "Bill {id} stays in the books: {parts}. Nothing was deleted; pay_contract_bill pays what is left of it.": (
        "Lasku {id} pysyy kirjanpidossa: {parts}. Mitään ei poistettu; pay_contract_bill maksaa sen, mitä on jäljellä."
    ),
    "The bill is called {label}": "Laskun nimi on {label}",
    "charges {done} on it are paid": "sen kirjauksista on maksettu {done}",
    "charges {waits} on it were reported as paid": "sen kirjauksista on ilmoitettu maksetuksi {waits}",
    "Nothing was paid.": "Mitään ei maksettu.",
    "pay bills": "maksaa laskuja",
    "What is unpaid of bill {id} was reported as paid; its receivers answer first. Nothing was paid.": (
        "Lasku {id}: maksamaton osa on ilmoitettu maksetuksi; saajat vastaavat ensin. Mitään ei maksettu."
    ),
    "was deleted at {deleted_at}": "on poistettu {deleted_at}",
    "Bill {id} {why}. {effect}": "Lasku {id} {why}. {effect}",
    "was paid at {paid_at} by {by}; it stays in the books": (
        "on maksettu {paid_at}, maksaja {by}; se pysyy kirjanpidossa"
    ),
    "was reported as paid by {by}; its receivers answer first, with approve_contract_transactions": (
        "on ilmoitettu maksetuksi, ilmoittaja {by}; sen saajat vastaavat ensin työkalulla approve_contract_transactions"
    ),
    "bill": "lasku",
    "Admins set what stands on invoices of the company; owner own is for yours.": (
        "Ylläpitäjät määräävät, mitä yrityksen laskuissa lukee; omiasi varten owner on own."
    ),
    "you act for no company; leave it out": "et toimi minkään yrityksen puolesta; jätä se pois",
    "has 1 to 3 lines": "sisältää 1–3 riviä",
    "{last} is before period_from, {first}": "{last} on ennen alkua (period_from), joka on {first}",
    "is {today}, today, or later": "on tänään, {today}, tai myöhemmin",
    "To see the bills of {name} needs read level {sees_money}, or charges of your own on them; your level is {read}.": (
        "Laskujen näkemiseen ({name}) tarvitset lukutason (read) {sees_money} tai omia kirjauksia "
        "niissä; sinun tasosi on {read}."
    ),
    "bill the work of others": "laskuttaa muiden työtä",
    "takes either transaction_ids or all_unpaid=true": "ottaa joko transaction_ids tai all_unpaid=true",
    "is 0 or more, under 100, with at most two places": "on vähintään 0 ja alle 100, enintään kaksi desimaalia",
    "No bill was made": "Laskua ei tehty",
    "named twice": "nimetty kahdesti",
    (
        "No bill was made. Line {number}: participant {participant_id} has no approved and unpaid charge "
        "left that is on no bill{in_period}."
    ): (
        "Laskua ei tehty. Rivi {number}: osallistujalla {participant_id} ei ole enää hyväksyttyä ja "
        "maksamatonta kirjausta, joka ei ole millään laskulla{in_period}."
    ),
    "holds more than {most_charges} charges; make several bills, by period": (
        "sisältää yli {most_charges} kirjausta; tee useita laskuja jaksoittain"
    ),
    "of participant {participant_id}, not {line_participant_id}": (
        "kuuluu osallistujalle {participant_id}, ei osallistujalle {line_participant_id}"
    ),
    "set an amount by hand": "asettaa summan käsin",
    "change charges of your own": "muuttaa omia kirjauksiasi",
    "change charges of others": "muuttaa muiden kirjauksia",
    "Charge {id} is paid; it stays as it is.": "Kirjaus {id} on maksettu; se pysyy ennallaan.",
    "Charge {id} is on open bill {bill_id}; delete_contract_bill frees it first.": (
        "Kirjaus {id} on avoimella laskulla {bill_id}; delete_contract_bill vapauttaa sen ensin."
    ),
    "Charge {id} was reported as paid; its receiver answers first.": (
        "Kirjaus {id} on ilmoitettu maksetuksi; sen saaja vastaa ensin."
    ),
    "send at least one of time, amount, date, label, files": (
        "anna ainakin yksi näistä: time, amount, date, label, files"
    ),
    "transaction {id} is a deposit; {tool} changes it": "rahatapahtuma {id} on talletus; {tool} muuttaa sitä",
    "no rate is known that says what it costs; update_participant_charge sets an amount": (
        "tuntihintaa, joka kertoisi hinnan, ei tunneta; update_participant_charge asettaa summan"
    ),
    "charge": "kirjaus",
    "{name} is a {kind}; appointments and tasks can be charged": (
        "{name}: laji on {kind}; kirjata voi tapaamisia ja tehtäviä"
    ),
    " and begins at {start_at}": " ja alku on {start_at}",
    "{name} is {state_name}{starts}; it is charged once it has begun, was delivered or completed.": (
        "{name}: tila on {state_name}{starts}; se kirjataan, kun se on alkanut, toteutettu tai päättynyt."
    ),
    "{name} is paid by itself already.": "{name} on jo maksettu erikseen.",
    "{name} was charged for participant {id} already: charge {known}.": (
        "{name} on jo kirjattu osallistujalle {id}: kirjaus {known}."
    ),
    "follows from time and the rate of {known} an hour; leave it out": (
        "määräytyy ajasta ja tuntihinnasta {known}; jätä se pois"
    ),
    "{name} belongs to no contract; bookings of a schedule are paid with pay_schedule_events": (
        "{name} ei kuulu mihinkään sopimukseen; aikataulun varaukset maksetaan työkalulla pay_schedule_events"
    ),
    "is needed: {name} has neither a length nor an amount": (
        "puuttuu: tapahtumalla ({name}) ei ole kestoa eikä summaa"
    ),
    "is needed: the event is priced in {currency}, the contract in {stand_currency}": (
        "puuttuu: tapahtuman hinnan valuutta on {currency}, sopimuksen {stand_currency}"
    ),
    "; and {count} more": "; ja {count} muuta",
    "pending; {who_approves} accepts it first, with approve_contract_transactions": (
        "odottaa vastausta; ensin hyväksyjä on {who_approves}, työkalulla approve_contract_transactions"
    ),
    "paid already, at {paid_at}": "maksettu jo, {paid_at}",
    "on bill {bill_id}; pay_contract_bill pays it": "laskulla {bill_id}; pay_contract_bill maksaa sen",
    "reported as paid; its receiver has to confirm it": "ilmoitettu maksetuksi; saajan on vahvistettava se",
    "a member with write level 4": "jäsen, jolla on kirjoitustaso (write) 4",
    "is {today} at the latest, and from a balance that day": (
        "on viimeistään {today}, ja saldosta maksettaessa juuri se päivä"
    ),
    "Delete {count} transactions of contract {id}{more}": "Poista sopimuksen {id} rahatapahtumat ({count}){more}",
    "paid; it stays in the books": "maksettu; se pysyy kirjanpidossa",
    "on open bill {bill_id}; delete_contract_bill frees it": (
        "avoimella laskulla {bill_id}; delete_contract_bill vapauttaa sen"
    ),
    "reported as paid; its receiver answers first": "ilmoitettu maksetuksi; sen saaja vastaa ensin",
    "somebody else's; that takes write level 4": "jonkun toisen; siihen tarvitaan kirjoitustaso (write) 4",
    "approved; that takes write level 4": "hyväksytty; siihen tarvitaan kirjoitustaso (write) 4",
    "{used} of it pay for charges; update_contract_deposit lowers it to that": (
        "siitä {used} maksaa kirjauksia; update_contract_deposit laskee sen siihen summaan"
    ),
    "{names}; that takes write level 4": "{names}; siihen tarvitaan kirjoitustaso (write) 4",
    "To {payer}: {money}": "Saaja {payer}: {money}",
    "Nothing was deleted": "Mitään ei poistettu",
    " and give back": " ja palauta",
    "For participant {participant_id} {name_of}": "Osallistujalle {participant_id} {name_of}",
    "In contract {id} {label}": "Sopimuksessa {id} {label}",
    "change a deposit that somebody else recorded": "muuttaa talletusta, jonka joku toinen on kirjannut",
    "Deposit {id} is {names}; record what was paid anew.": (
        "Talletus {id}: tila on {names}; kirjaa maksettu uudelleen."
    ),
    "money from a balance keeps its day, {date}": "saldosta otetun rahan päivä pysyy, {date}",
    " or went back": " tai palautunut",
    (
        "Deposit {event_id} is from the purse of {name_of}: only they can put more aside. Record a "
        "deposit of your own instead."
    ): (
        "Talletus {event_id} on kukkarosta, jonka omistaja on {name_of}: vain omistaja voi varata lisää. "
        "Kirjaa sen sijaan oma talletuksesi."
    ),
    (
        "Charges are paid by deposit {event_id}, which {name_of} confirmed: only they can change its day "
        "and amount. Record what was paid besides as another one."
    ): (
        "Talletuksella {event_id} on maksettu kirjauksia, ja sen vahvistaja on {name_of}: vain "
        "vahvistaja voi muuttaa sen päivää ja summaa. Kirjaa muu maksettu uutena talletuksena."
    ),
    "Put more aside in deposit {id}, from the purse of {payer_of},": (
        "Varaa lisää talletukseen {id} kukkarosta ({payer_of}):"
    ),
    "send at least one of amount, date, label": "anna ainakin yksi näistä: amount, date, label",
    "transaction {id} is a charge; {tool} changes it": "rahatapahtuma {id} on kirjaus; {tool} muuttaa sitä",
    "{bound} of it are used by charges{back}; it cannot be less": (
        "siitä on käytetty kirjauksiin{back} {bound}; vähemmän se ei voi olla"
    ),
    "Take back from deposit {id}": "Ota takaisin talletuksesta {id}",
    "Correct the record of deposit {id} to": "Korjaa talletuksen {id} summaksi",
    "deposit": "talletus",
    "Hold for contract {id}, from the purse of {payer},": "Varaa sopimukseen {id} kukkarosta ({payer}):",
    "Record as paid elsewhere": "Kirjaa muualla maksetuksi",
    "For participant {id} {name_of}": "Osallistujalle {id} {name_of}",
    "nothing is owed to them": "hänelle ei ole mitään velkaa",
    "money is put aside once they are confirmed": "rahaa varataan, kun osallistuja on vahvistettu",
    "put money aside for participant {id}": "varata rahaa osallistujalle {id}",
    "from a balance money is put aside today, {today}": "saldolta raha varataan tänään, {today}",
    "you would pay yourself; external records what was paid elsewhere": (
        "maksaisit itsellesi; external kirjaa sen, mitä muualla maksettiin"
    ),
    "participant {participant_id} works for prepaid money only and counts on it for approved charges; {money} are free": (
        "osallistuja {participant_id} tekee työtä vain ennakkoon maksetulla rahalla ja luottaa siihen "
        "hyväksytyissä kirjauksissa; vapaana on {money}"
    ),
    "Nothing was taken back: {why}.": "Mitään ei otettu takaisin: {why}.",
    "No bill was made. {faults}": "Laskua ei tehty. {faults}",
    "must be a date YYYY-MM-DD between the years 1970 and 2200": (
        "on oltava päivä YYYY-MM-DD vuosien 1970 ja 2200 väliltä"
    ),
    "must be a date YYYY-MM-DD, or a moment with offset": (
        "on oltava päivä YYYY-MM-DD tai ajankohta, jossa on aikaero"
    ),
    "the purse of {payer}": "kukkaro ({payer})",
    "{payer}, paid elsewhere": "{payer}, maksettu muualla",
    "Record that was paid elsewhere, of contract {id},": "Kirjaa muualla maksetuksi, sopimus {id}:",
    "{rest} from {source}": "{rest}, lähde: {source}",
    "{prepaid} from what is prepaid": "{prepaid} ennakkoon maksetusta",
    "To participant {id}: {due}, {name_of}": "Osallistujalle {id}: {due}, {name_of}",
    (
        "participant {id} is who pays: money does not move from a purse to itself; method external "
        "records what was paid elsewhere"
    ): (
        "osallistuja {id} on maksaja: raha ei siirry kukkarosta samaan kukkaroon; method external kirjaa "
        "sen, mitä muualla maksettiin"
    ),
    "a deposit, which is a payment itself": "talletus, joka on itsessään maksu",
    "pay charges": "maksaa kirjauksia",
    "Nothing was paid": "Mitään ei maksettu",
    "you have several": "sinulla on useita",
    "you have no paid place here": "sinulla ei ole tässä palkallista paikkaa",
    "{which}: say which of {listed}": "{which}: sano, mikä näistä: {listed}",
    "participant for person": "osallistuja, henkilö",
    "Transaction {event_id} changed meanwhile. Nothing happened; look at it again.": (
        "Rahatapahtuma {event_id} muuttui välillä. Mitään ei tapahtunut; katso sitä uudelleen."
    ),
    (
        "To see the money of others in {name} needs read level {sees_money}; yours is {read}. Your own: "
        "send your own user_id."
    ): (
        "Muiden rahojen näkemiseen ({name}) tarvitset lukutason (read) {sees_money}; sinulla on {read}. "
        "Omasi näet, kun annat oman tunnuksesi kentässä user_id."
    ),
    "place of person {user_id} on contract": "paikka, henkilö {user_id}, sopimus",
    "{date_to} is before date_from, {date_from}": "{date_to} on ennen alkua (date_from), joka on {date_from}",
    "participant {participant_id} of person": "osallistuja {participant_id}, henkilö",
    "the person has several places, say which of {named}": (
        "henkilöllä on useita paikkoja, sano, mikä näistä: {named}"
    ),
    "must be at least 1 {currency}": "on oltava vähintään 1 {currency}",
    "Pay {count} charges of contract {id}:": "Maksa sopimuksen {id} kirjaukset ({count}):",
    "Pay bill {bill_id} of contract {id}:": "Maksa sopimuksen {id} lasku {bill_id}:",
    " method external records what was paid elsewhere.": " method external kirjaa sen, mikä on maksettu muualla.",
    " There is money in {others}, but nothing is converted.": (
        " Rahaa on muussa valuutassa ({others}), mutta mitään ei muunneta."
    ),
    "charge {id} ({money}) is unpaid": "kirjaus {id} ({money}) on maksamatta",
    "bill {id} is open": "lasku {id} on avoin",
    "bill {id} is not confirmed": "lasku {id} on vahvistamatta",
    "deposit {id} waits for its receiver": "talletus {id} odottaa saajaansa",
    "no charge of this contract": "ei tämän sopimuksen kirjaus",
    "no transaction of this contract": "ei tämän sopimuksen tapahtuma",
    " from {first} on": " ajalta {first} alkaen",
    " up to {last}": " ajalta {last} asti",
    " from {first} to {last}": " ajalta {first}–{last}",
}
