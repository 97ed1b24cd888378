"""Refusals and questions: the hall itself: calls, arguments, files."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "It is the fee of {tool}. Nothing happened.": "Se on työkalun {tool} maksu. Mitään ei tapahtunut.",
    "is not a token of a confirmation_required answer from the last ten minutes; call again without it": (
        "ei ole vastauksen confirmation_required tunniste viimeisten kymmenen minuutin ajalta; kutsu "
        "uudelleen ilman sitä"
    ),
    "{name} has access {access}; {via} runs only {other_via}. Call run_{access}.": (
        "{name}: pääsytaso on {access}; {via} suorittaa vain tason {other_via}. Kutsu run_{access}."
    ),
    "reads only": "vain lukee",
    "serves other toolsets": "palvelee muita työkaluryhmiä",
    "{name} is not served here: this server or connection {why}.": (
        "{name} ei ole käytettävissä tässä: tämä palvelin tai yhteys {why}."
    ),
    "The same was done meanwhile under its key {key!r}, as call {call_id}. Nothing more happened.": (
        "Sama tehtiin sillä välin sen avaimella {key!r}, kutsuna {call_id}. Muuta ei tapahtunut."
    ),
    "The idempotency_key {key!r} was used for another call of {tool}. Nothing happened; use a new key.": (
        "Avainta {key!r} (idempotency_key) käytettiin työkalun {tool} toisessa kutsussa. Mitään ei "
        "tapahtunut; käytä uutta avainta."
    ),
    "By now this needs a person's yes from the approval desk. Nothing happened; call it again, and it waits there.": (
        "Nyt tähän tarvitaan ihmisen hyväksyntä hyväksyntäjonosta. Mitään ei tapahtunut; kutsu "
        "uudelleen, niin se odottaa siellä."
    ),
    (
        "What this would do has changed since it was started, and nobody has agreed to it: {question} "
        "Nothing happened; call it again."
    ): (
        "Se, mitä tämä tekisi, on muuttunut aloituksen jälkeen, eikä kukaan ole hyväksynyt sitä: "
        "{question} Mitään ei tapahtunut; kutsu uudelleen."
    ),
    "Something went wrong on our side; nothing happened.": (
        "Jokin meni vikaan meidän päässämme; mitään ei tapahtunut."
    ),
    "{why} {refused}": "{why} {refused}",
    (
        "It is not known yet whether the payment went through. The call did not happen. If it did, the "
        "operator credits it; do not sign another before get_wallet was looked at."
    ): (
        "Vielä ei tiedetä, menikö maksu läpi. Kutsua ei suoritettu. Jos maksu meni läpi, palvelun "
        "ylläpitäjä hyvittää sen; älä allekirjoita toista, ennen kuin olet katsonut get_wallet."
    ),
    "That payment is being settled. Nothing happened; call again with the same payment.": (
        "Maksua suoritetaan parhaillaan. Mitään ei tapahtunut; kutsu uudelleen samalla maksulla."
    ),
    "{unavailable} Nothing happened.{more}": "{unavailable} Mitään ei tapahtunut.{more}",
    "Something went wrong on our side. Nothing happened and nothing was charged; the same call may work later.": (
        "Jokin meni vikaan meidän päässämme. Mitään ei tapahtunut eikä mitään veloitettu; sama kutsu voi "
        "toimia myöhemmin."
    ),
    "The call took too long and was stopped. Nothing happened; ask for less and try again.": (
        "Kutsu kesti liian kauan ja pysäytettiin. Mitään ei tapahtunut; pyydä vähemmän ja yritä uudelleen."
    ),
    (
        "{unavailable} It may have happened. With an idempotency_key the same call can be sent again: it "
        "is done once, and what was done is answered. Without one look at the record first."
    ): (
        "{unavailable} Se on voinut tapahtua. Jos kutsussa on idempotency_key, saman kutsun voi lähettää "
        "uudelleen: se tehdään kerran, ja vastaus kertoo, mitä tehtiin. Ilman sitä katso ensin kyseisiä "
        "tietoja."
    ),
    "Too many such calls wait at the moment. Nothing happened.": (
        "Liian monta tällaista kutsua odottaa juuri nyt. Mitään ei tapahtunut."
    ),
    "What worked on the files of this call ended before it was done. Nothing happened. Try again, with less at "
    "once should it happen again.": (
        "Tämän kutsun tiedostoja käsitellyt prosessi päättyi kesken. Mitään ei tapahtunut. Yritä uudelleen, ja jos sama "
        "toistuu, vähemmän kerralla."
    ),
    " The operator can find out more with: hiringhall doctor.": (
        " Palvelun ylläpitäjä saa lisätietoja komennolla: hiringhall doctor."
    ),
    "Too many calls: at most {amount} a second. Nothing happened.": (
        "Liian monta kutsua: enintään {amount} sekunnissa. Mitään ei tapahtunut."
    ),
    "Too many calls: at most {amount} a minute. Nothing happened.": (
        "Liian monta kutsua: enintään {amount} minuutissa. Mitään ei tapahtunut."
    ),
    "Too many calls: at most {amount} an hour. Nothing happened.": (
        "Liian monta kutsua: enintään {amount} tunnissa. Mitään ei tapahtunut."
    ),
    "Too many calls: at most {amount} a day. Nothing happened.": (
        "Liian monta kutsua: enintään {amount} päivässä. Mitään ei tapahtunut."
    ),
    "The money held for this was released or paid meanwhile. Nothing happened; look at the record again.": (
        "Tähän varattu raha on sillä välin vapautettu tai maksettu. Mitään ei tapahtunut; katso tiedot uudelleen."
    ),
    "is no address": "ei ole osoite",
    "has a fragment": "sisältää ankkurin (#)",
    "holds a user name": "sisältää käyttäjänimen",
    "has the scheme {scheme}": "osoitteen skeema on {scheme}",
    "is http, which only an address of the person's own machine may be": (
        "on http, joka sallitaan vain käyttäjän oman koneen osoitteelle"
    ),
    "names no host": "ei nimeä palvelinta",
    "Log in again with scopes {scopes}.": "Kirjaudu uudelleen oikeuksilla {scopes}.",
    "Log in again with scope {scope}.": "Kirjaudu uudelleen oikeudella {scope}.",
    "is not https": "ei ole https",
    "has more than a host, where programs would not look for what describes it": (
        "sisältää muutakin kuin palvelimen nimen, eivätkä ohjelmat etsisi sen kuvausta sieltä"
    ),
    "The question was closed without an answer.": "Kysymys suljettiin ilman vastausta.",
    "The person did not agree.": "Käyttäjä ei suostunut.",
    "{said} Nothing happened and nothing was charged; ask them what they want instead. {who_decides}": (
        "{said} Mitään ei tapahtunut eikä mitään veloitettu; kysy häneltä, mitä hän haluaa sen sijaan. {who_decides}"
    ),
    (
        "How the person is asked is set by whoever runs the server (hiringhall serve --confirm "
        "token|ask|auto, or for one caller hiringhall confirmation OWNER --by token|ask, --above AMOUNT) "
        "or the client (header X-Hiringhall-Confirm: token|ask), never by an argument."
    ): (
        "Siitä, miten ihmiseltä kysytään, päättää palvelimen ylläpitäjä (hiringhall serve --confirm "
        "token|ask|auto, tai yhdelle kutsujalle hiringhall confirmation OWNER --by token|ask, --above "
        "AMOUNT) tai asiakasohjelma (otsake X-Hiringhall-Confirm: token|ask), ei koskaan kutsun kenttä."
    ),
    "Go ahead": "Toteuta",
    "Yes, do exactly this.": "Kyllä, tee juuri tämä.",
    (
        "The question came back declined at once, before anybody can have read it, so nobody was asked. "
        "Nothing happened and nothing was charged. The same call again is asked once more; where tokens "
        "count it is answered with a token if that question too reaches nobody. Ask the person yourself "
        "before passing one. {who_decides}"
    ): (
        "Kysymys palautui heti hylättynä, ennen kuin kukaan on voinut lukea sitä, joten keneltäkään ei "
        "kysytty. Mitään ei tapahtunut eikä mitään veloitettu. Samasta kutsusta kysytään vielä kerran; "
        "siellä, missä tunnisteet kelpaavat, vastauksena on tunniste, jos sekään kysymys ei tavoita "
        "ketään. Kysy käyttäjältä itse, ennen kuin annat tunnisteen. {who_decides}"
    ),
    "call {by} again": "kutsu työkalua {by} uudelleen",
    "call {by} with tool {tool},": "kutsu työkalua {by}, tool {tool},",
    "This client declines questions before anybody can have read them, so a token takes their place. ": (
        "Tämä asiakasohjelma hylkää kysymykset, ennen kuin kukaan on voinut lukea niitä, joten niiden "
        "tilalla on tunniste. "
    ),
    (
        "{first}The person must agree first: {question} Ask them; after a yes, {call} within ten minutes "
        "with the same arguments and this confirm token, as next shows it. Nothing has happened yet."
    ): (
        "{first}Käyttäjän on ensin suostuttava: {question} Kysy häneltä; myöntävän vastauksen jälkeen "
        "{call} kymmenen minuutin kuluessa samoilla argumenteilla ja tällä tunnisteella (confirm), kuten "
        "next näyttää. Mitään ei ole vielä tapahtunut."
    ),
    "What moves.": "Siirtyvä raha.",
    "Who gets it.": "Kuka sen saa.",
    (
        "The person must agree first: {question} They have to be asked by a question of the client, and "
        "this client shows none. Nothing happened. {who_decides}"
    ): (
        "Käyttäjän on ensin suostuttava: {question} Häneltä pitää kysyä asiakasohjelman kysymyksellä, "
        "eikä tämä asiakasohjelma näytä kysymyksiä. Mitään ei tapahtunut. {who_decides}"
    ),
    "must be a list of field names": "pitää olla luettelo kenttien nimiä",
    "must be a whole number": "pitää olla kokonaisluku",
    "must be an object": "pitää olla objekti",
    "is not known here": "ei ole tunnettu tässä",
    "it stands inside another: {place}": "se on toisen sisällä: {place}",
    "must be {expected}": "pitää olla {expected}",
    "must be more than {least}": "pitää olla enemmän kuin {least}",
    "must be at least {least}": "pitää olla vähintään {least}",
    "must be less than {most}": "pitää olla vähemmän kuin {most}",
    "must be at most {most}": "saa olla enintään {most}",
    "must look like {pattern}": "pitää olla muotoa {pattern}",
    "must have at least {count}": "vähimmäismäärä: {count}",
    "must have at most {count}": "enimmäismäärä: {count}",
    "is not a parameter": "ei ole parametri",
    "must be text of 1 to {length} characters": "pitää olla teksti, jossa on 1–{length} merkkiä",
    "cannot empty {name!r}; it can empty {able}": "ei voi tyhjentää: {name!r}; voi tyhjentää: {able}",
    "cannot be": "ei ole mahdollinen",
    "is given and cleared; do one of the two": "on sekä annettu että tyhjennetty; tee vain toinen",
    'is required; null empties nothing, pass clear: ["{name}"] for that': (
        'on pakollinen; null ei tyhjennä mitään, anna sitä varten clear: ["{name}"]'
    ),
    "are nested deeper than {max_depth} levels": "sisäkkäisiä tasoja on yli {max_depth}",
    "hold more than {max_values} values": "arvoja on yli {max_values}",
    "takes {names}": "ottaa vastaan: {names}",
    "did you mean {near}? It {taken}": "tarkoititko {near}? Se {taken}",
    "did you mean {near}?": "tarkoititko {near}?",
    "it {taken}": "se {taken}",
    "holds {name}, which is no number": "sisältää arvon {name}, joka ei ole luku",
    "send a list, such as {one}": "lähetä luettelo, esimerkiksi {one}",
    "send an object, such as {one}": "lähetä objekti, esimerkiksi {one}",
    "was sent as text that names {twice!r} twice; send each once": (
        "lähetettiin tekstinä, jossa {twice!r} on kahdesti; lähetä kukin kerran"
    ),
    "was sent as text; {send}": "lähetettiin tekstinä; {send}",
    "was sent as text; {sends}": "lähetettiin tekstinä; {sends}",
    "was sent as text, and too much of it; {send}": "lähetettiin tekstinä, ja sitä on liikaa; {send}",
    "name {named!r} as tool again; {tool} is named already, so leave it out": (
        "nimeävät työkalun uudelleen (tool {named!r}); {tool} on jo nimetty, joten jätä se pois"
    ),
    "is required: {choices}": "on pakollinen: {choices}",
    "is required: the name of an operation; you gave it as {name}": (
        "on pakollinen: toiminnon nimi; annoit sen nimellä {name}"
    ),
    "is required: the name of an operation": "on pakollinen: toiminnon nimi",
    'must be an object with the operation\'s own arguments, such as {{"limit": 5}}': (
        'pitää olla objekti, jossa ovat toiminnon omat argumentit, esimerkiksi {{"limit": 5}}'
    ),
    "is given twice and not alike; send it once, in arguments": (
        "on annettu kahdesti ja eri tavoin; lähetä se kerran, kentässä arguments"
    ),
    "are wrapped too often; send them as they are": "on kääritty liian monta kertaa; lähetä ne sellaisinaan",
    "must be text: the name of an operation": "pitää olla teksti: toiminnon nimi",
    "is no number in use; write it with + and the country code, such as {example}": (
        "ei ole käytössä oleva numero; kirjoita se plusmerkillä ja maan suuntanumerolla, esimerkiksi {example}"
    ),
    "is no number in use in the country of +{code}": (
        "ei ole käytössä oleva numero maassa, jonka suuntanumero on +{code}"
    ),
    "must be a phone number with its country code, such as {example}": (
        "pitää olla puhelinnumero ja maan suuntanumero, esimerkiksi {example}"
    ),
    "is too short for its country": "on liian lyhyt maansa numeroksi",
    "is too long for its country": "on liian pitkä maansa numeroksi",
    "has no country code that exists": "alussa ei ole olemassa olevaa maan suuntanumeroa",
    "has no country code that exists; a number is written such as {example}": (
        "alussa ei ole olemassa olevaa maan suuntanumeroa; numero kirjoitetaan esimerkiksi {example}"
    ),
    "has the sign {sign}: give one number and nothing else, such as {example}": (
        "sisältää merkin {sign}: anna yksi numero eikä muuta, esimerkiksi {example}"
    ),
    "has letters: give one number and nothing else, such as {example}": (
        "sisältää kirjaimia: anna yksi numero eikä muuta, esimerkiksi {example}"
    ),
    "unknown currency {currency!r}; known: {known}": "tuntematon valuutta {currency!r}; tunnetut: {known}",
    "not a finite number": "ei ole äärellinen luku",
    "{currency} has at most {decimals} decimals": "valuutassa {currency} on enintään {decimals} desimaalia",
    "too large": "liian suuri",
    " Agents use {instead}.": " Agentit käyttävät työkalua {instead}.",
    "{why} It needs a person's session, not an agent's key.{hint}": (
        "{why} Tähän tarvitaan ihmisen istunto, ei agentin avain.{hint}"
    ),
    "file": "tiedosto",
    "there is no version of that width; there are: {widths}": (
        "sen levyistä versiota ei ole; saatavilla ovat: {widths}"
    ),
    "none, it is no picture": "ei mitään, se ei ole kuva",
    "content of this file": "tämän tiedoston sisältö",
    "{needed} is needed; the purse of {payer} has {available} available, {missing} too little. {effect}": (
        "Tarvitaan {needed}; kukkarossa ({payer}) on käytettävissä {available}, puuttuu {missing}. {effect}"
    ),
    "There is no {named} that you can see.": "Ei löydy, tai et näe sitä: {named}.",
    "nothing to seal with": "sinetöintiin ei ole avainta",
    "is not a cursor of this list with these filters; leave it out to start again": (
        "ei ole tämän luettelon kohdistin näillä suodattimilla; jätä se pois, niin luettelo alkaa alusta"
    ),
    "must be one of {decimals}": "on oltava jokin näistä: {decimals}",
    "must be a date YYYY-MM-DD between the years 1900 and 2200": (
        "on oltava päivä muodossa YYYY-MM-DD vuosien 1900 ja 2200 välillä"
    ),
    "must be a time of day HH:MM between 00:00 and 24:00": "on oltava kellonaika muodossa HH:MM väliltä 00:00–24:00",
    "{named} is no IANA time zone{near}{more}": "{named} ei ole IANA-aikavyöhyke{near}{more}",
    "{named} is no currency here{near}; {known}": "{named} ei ole täällä valuutta{near}; {known}",
    "must be an http(s) address of at most 500 characters": "on oltava http(s)-osoite, enintään 500 merkkiä",
    "must be a moment as text, such as 2026-11-21T09:00:00+01:00": (
        "on oltava ajankohta tekstinä, kuten 2026-11-21T09:00:00+01:00"
    ),
    "needs an offset, such as {example}, if it is meant in {zone}": (
        "tarvitsee aikaeron, kuten {example}, jos tarkoitetaan aikavyöhykettä {zone}"
    ),
    "must lie between the years 1970 and 2200": "on oltava vuosien 1970 ja 2200 välillä",
    "is a day, YYYY-MM-DD, without a time: {day}": "on päivä YYYY-MM-DD ilman kellonaikaa: {day}",
    'must be a decimal number as text, such as "81.00"': 'on oltava desimaaliluku tekstinä, kuten "81.00"',
    "must be 0 or more, without a sign": "on oltava 0 tai enemmän, ilman etumerkkiä",
    "must be more than 0": "on oltava suurempi kuin 0",
    "must be an e-mail address of at most 255 characters": "on oltava sähköpostiosoite, enintään 255 merkkiä",
    "must be an IANA time zone such as Europe/Berlin": "on oltava IANA-aikavyöhyke, kuten Europe/Berlin",
    "{named} is no IANA time zone; did you mean {one}?": "{named} ei ole IANA-aikavyöhyke; tarkoititko {one}?",
    ", such as Europe/Berlin": ", esimerkiksi Europe/Berlin",
    "Close your account for good": "Sulje tilisi lopullisesti",
    "Your data was put together less than an hour ago; read that file with get_file, or wait {wait} seconds.": (
        "Tietosi koottiin alle tunti sitten; lue se tiedosto työkalulla get_file tai odota {wait} sekunnin ajan."
    ),
    "Gives up {money}": "Luopuu rahoista: {money}",
    (
        "The account cannot be closed yet. Still open: {sentence}. End the work and the appointments, "
        "hand companies over (update_user makes another admin) and contracts (add_contract_user makes "
        "another owner), and withdraw the money or give it up."
    ): (
        "Tiliä ei voi vielä sulkea. Kesken on: {sentence}. Päätä työt ja tapaamiset, luovuta yritykset "
        "(update_user tekee toisesta ylläpitäjän) ja sopimukset (add_contract_user tekee toisesta "
        "omistajan) ja nosta rahat tai luovu niistä."
    ),
    "{money} in the purse": "kukkarossa {money}",
    "is one of {toolsets}": "on jokin näistä: {toolsets}",
    "Cancel the queued job {job_id} of {tool}": "Peru jonossa oleva työ {job_id} (työkalu {tool})",
    "Job {job_id} is {state}; only a queued one can be cancelled.": (
        "Työ {job_id}: tila on {state}; vain jonossa olevan työn voi perua."
    ),
    "job": "jonotyö",
    "To {payee}": "Saaja: {payee}",
    "must be an https address": "on oltava https-osoite",
    "must have the port {https}, or one from {first_free_port} on": (
        "portin on oltava {https} tai vähintään {first_free_port}"
    ),
    "must lead to a server on the internet, not to this machine or a private network": (
        "on johdettava palvelimelle internetissä, ei tähän koneeseen tai yksityiseen verkkoon"
    ),
    "is no address such as https://hall.example.com": "ei ole osoite, kuten https://hall.example.com",
    "must begin with https: the secrets of calendar feeds stand in it": (
        "on alettava https: siinä ovat kalenterisyötteiden salaisuudet"
    ),
    "{first} is after {last}": "{first} on myöhemmin kuin {last}",
    "is before {names}": "on aikaisemmin kuin {names}",
    'must be a decimal number of the digits 0 to 9, such as "81.00"': (
        'on oltava desimaaliluku numeroilla 0–9, kuten "81.00"'
    ),
    "has too many digits": "sisältää liikaa numeroita",
    "is out of bounds (at most {most_digits} digits before the point and {most_places} behind it)": (
        "on rajojen ulkopuolella (enintään {most_digits} numeroa ennen pistettä ja {most_places} sen jälkeen)"
    ),
    "must be an e-mail address of at most {most_characters} characters": (
        "on oltava sähköpostiosoite, merkkejä enintään {most_characters}"
    ),
    "has more than {most_bytes_of_name} bytes before the @, which no mail server takes": (
        "ennen @-merkkiä on enemmän kuin {most_bytes_of_name} tavua, eikä mikään postipalvelin ota sellaista vastaan"
    ),
    "must be an e-mail address such as ann@example.com": "on oltava sähköpostiosoite, kuten ann@example.com",
    "has an offset and no time; send both": "sisältää aikaeron mutta ei aikaa; lähetä molemmat",
    "must be an ISO 8601 moment with offset": "on oltava ISO 8601 -muotoinen hetki aikaeroineen",
    "{fault}, such as {example}": "{fault}, esimerkiksi {example}",
    "is no moment there is; it must be like {example}": (
        "ei ole olemassa oleva ajankohta; sen on oltava kuten {example}"
    ),
    "{type!r} is no type of change": "{type!r} ei ole muutoksen tyyppi",
    "is {mime_type}; accepted: {kinds}": "on tyyppiä {mime_type}; hyväksytään: {kinds}",
    "at most {most_files_a_call} files a call; there are {count}": (
        "enintään {most_files_a_call} tiedostoa kutsua kohti; nyt {count}"
    ),
    "is not readable": "ei ole luettavissa",
    "your files would take {used} KiB; at most {quota_bytes} KiB are allowed": (
        "tiedostosi veisivät {used} KiB; enintään {quota_bytes} KiB on sallittu"
    ),
    "there is no file {file_id} of yours": "sinulla ei ole tiedostoa {file_id}",
    "file {file_id} is a {kind}; wanted: {kinds}": "tiedosto {file_id}: tyyppi on {kind}; tarvitaan: {kinds}",
    "has {more} KiB; at most {largest} KiB are allowed": "koko on {more} KiB; enintään {largest} KiB on sallittu",
    "is not a readable {kind} by its content{seen}. Accepted: {accepted}": (
        "ei ole sisällöltään luettava ({kind}){seen}. Kelpaavat: {accepted}"
    ),
    "has {entries} parts; at most {most_entries} are allowed": (
        "sisältää {entries} osaa; enintään {most_entries} on sallittu"
    ),
    "unpacks to {more} KiB; at most {most_unpacked} KiB are allowed": (
        "on purettuna {more} KiB; enintään {most_unpacked} KiB on sallittu"
    ),
    "has parts that lie over each other": "sisältää päällekkäisiä osia",
    "; it is {type}": "; se on {type}",
    "pass at least one of image, images, video, videos, docs, job, schedule, event": (
        "anna vähintään yksi näistä: image, images, video, videos, docs, job, schedule, event"
    ),
    "this address takes no more such mail today": "tähän osoitteeseen ei lähetetä tänään enempää tällaista postia",
    "you have caused {count} mails to such addresses in 24 hours, the most allowed": (
        "sinun vuoksesi tällaisiin osoitteisiin on lähetetty 24 tunnissa {count} viestiä, enempää ei sallita"
    ),
    "{count} mails to such addresses were caused from your network address within the hour, the most allowed": (
        "verkko-osoitteestasi on aiheutettu tunnin sisällä {count} viestiä tällaisiin osoitteisiin, enempää ei sallita"
    ),
    "this hall sends no more mail to such addresses today": (
        "tämä halli ei lähetä tänään enempää postia tällaisiin osoitteisiin"
    ),
    "; near it: {names}": "; lähellä: {names}",
    "must not hold a user name or password": "ei saa sisältää käyttäjänimeä tai salasanaa",
    "is a HEIC, HEIF or AVIF picture, which is not taken; send it as JPEG": (
        "on HEIC-, HEIF- tai AVIF-kuva, jollaisia ei oteta vastaan; lähetä se JPEG-muodossa"
    ),
}
