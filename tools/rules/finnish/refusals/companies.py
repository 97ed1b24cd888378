"""Refusals and questions: companies."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "end with it": "päättyvät samalla",
    "stay, and are yours then": "jäävät, ja ne siirtyvät sinulle",
    " and {count} more": " ja lisäksi {count}",
    "The agents they registered {act}: {names}{more}": "Henkilön rekisteröimät agentit {act}: {names}{more}",
    "Invoice {number}, of the company {name}": "Lasku {number}, yritys {name}",
    "Confirming a top-up": "Latauksen vahvistaminen",
    "Credit": "Hyvitä",
    "is required unless the other one is given": "on pakollinen, ellei toista anneta",
    "Cancel top-up {id} of company {company_id} over {net}; nothing is credited": (
        "Peru yrityksen {company_id} lataus {id}, {net}; mitään ei hyvitetä"
    ),
    "company {id}": "yritys {id}",
    "is not the invoice of top-up {top_up_id}; that is {number}": (
        "ei ole latauksen {top_up_id} lasku; se on {number}"
    ),
    "company": "yritys",
    "top-up": "lataus",
    "Setting a company's terms": "Yrityksen ehtojen asettaminen",
    "You are not a member of company {company_id}.": "Et ole yrityksen {company_id} jäsen.",
    "Only an admin of the company invites people to it. A company of your own is founded with found_company.": (
        "Vain yrityksen ylläpitäjä kutsuu siihen ihmisiä. Oman yrityksen voit perustaa työkalulla found_company."
    ),
    (
        "No code can be mailed for this, because {why_not}. Nothing was founded. Join with "
        "register_account, or sign in with request_login_code, and found the company with found_company."
    ): (
        "Tätä varten ei voi lähettää koodia sähköpostiin: {why_not}. Mitään ei perustettu. Liity "
        "työkalulla register_account tai kirjaudu työkalulla request_login_code, ja perusta yritys "
        "työkalulla found_company."
    ),
    "Company {company_id} is neither yours nor made by yours.": (
        "Yritys {company_id} ei ole sinun etkä ole perustanut sitä."
    ),
    "is chosen by the person themselves, never by an admin; leave it out": (
        "jokainen valitsee tämän itse, ei koskaan ylläpitäjä; jätä se pois"
    ),
    "is another name for company_name; give one of the two": (
        "on toinen nimi kentälle company_name; anna toinen näistä"
    ),
    "belongs to a member already": "kuuluu jo jäsenelle",
    "give exactly one of user_id and user_email": "anna täsmälleen yksi: user_id tai user_email",
    "is the person's own; they change it with {tool}": "on henkilön oma; hän muuttaa sen työkalulla {tool}",
    "Take person {id} out of company {company_id}; they can no longer act for it": (
        "Poista käyttäjä {id} yrityksestä {company_id}; hän ei voi enää toimia sen puolesta"
    ),
    "Withdraw invitation {invitation_id} to company {company_id}": (
        "Peru kutsu {invitation_id} yritykseen {company_id}"
    ),
    "the person is only invited; withdraw that with delete_user and invite them there": (
        "henkilö on vasta kutsuttu; peru kutsu työkalulla delete_user ja kutsu hänet sinne"
    ),
    "belongs to a member or to another invitation": "kuuluu jäsenelle tai toiseen kutsuun",
    "give its id, its name, or both alike": "anna sen id, nimi tai molemmat samasta yrityksestä",
    "none of your companies is called {name!r}; create_user with company_name founds one": (
        "millään yrityksistäsi ei ole nimeä {name!r}; create_user ja company_name perustavat sellaisen"
    ),
    "the person belongs to that company already": "henkilö kuuluu jo siihen yritykseen",
    "is you; leave_company takes yourself out": "olet sinä; leave_company poistaa sinut itsesi",
    "Name and address: {name}, {email}": "Nimi ja osoite: {name}, {email}",
    "It is addressed to {email}": "Vastaanottaja on {email}",
    "The company: {company_name}": "Yritys: {company_name}",
    "Companies are founded by people.": "Yrityksiä perustaa vain ihminen.",
    "Leave company {company_id}; coming back takes a new invitation": (
        "Poistu yrityksestä {company_id}; paluu vaatii uuden kutsun"
    ),
    (
        "This invitation is not known, was answered or withdrawn, or is older than 14 days. Ask the "
        "company for a new one, or sign in and look into list_my_company_invitations."
    ): (
        "Tätä kutsua ei tunneta, siihen on jo vastattu, se on peruttu tai se on yli 14 päivää vanha. "
        "Pyydä yritykseltä uusi, tai kirjaudu sisään ja katso list_my_company_invitations."
    ),
    "This invitation is for another address than yours; sign out (log_out) to answer it with its token.": (
        "Tämä kutsu on toiselle osoitteelle kuin sinun; kirjaudu ulos (log_out), niin voit vastata "
        "siihen sen tunnisteella."
    ),
    "give exactly one of invitation_token and invitation_id": (
        "anna täsmälleen yksi: invitation_token tai invitation_id"
    ),
    "goes with a signed-in person; without sign-in pass invitation_token": (
        "sopii kirjautuneelle käyttäjälle; kirjautumatta anna invitation_token"
    ),
    "Its name: {company_name}": "Sen nimi: {company_name}",
    "invitation": "kutsu",
    "You belong to that company already.": "Kuulut jo siihen yritykseen.",
    "{what} is up to the operator: an admin of the company that runs this installation, acting for it.": (
        "{what}: sen tekee vain palvelun ylläpitäjä eli tätä asennusta ylläpitävän yrityksen ylläpitäjä, "
        "joka toimii sen puolesta."
    ),
    (
        "Top-up {top_up_id} is cancelled (3); an invoice runs out after {days} days. The company "
        "requests a new one with request_balance_top_up."
    ): (
        "Lataus {top_up_id} on peruttu (3); lasku vanhenee {days} päivän kuluttua. Yritys pyytää uutta "
        "työkalulla request_balance_top_up."
    ),
    "comes with no term to change; give at least one": "ei sisällä muutettavia ehtoja; anna vähintään yksi",
    "must lie between 0 and {highest}": "on oltava välillä 0–{highest}",
    "Top-up {top_up_id} is paid (2) and was credited; a top-up is credited once.": (
        "Lataus {top_up_id} on maksettu (2) ja hyvitetty; lataus hyvitetään vain kerran."
    ),
    "applies only with show_vat; pass show_vat true as well": (
        "toimii vain, kun show_vat on annettu; anna myös show_vat true"
    ),
    "has at most {percent_places} decimals": "on enintään {percent_places} desimaalia",
    (
        "An existing company is joined through its admin, who invites you with create_user; with "
        "company_name you found one of your own."
    ): (
        "Olemassa olevaan yritykseen liitytään sen ylläpitäjän kautta, joka kutsuu sinut työkalulla "
        "create_user; kentällä company_name perustat oman."
    ),
    "is required when you join without signing in; it names your new organisation": (
        "on pakollinen, kun liityt kirjautumatta; se on uuden organisaatiosi nimi"
    ),
    "this is the company's last admin; make another member admin first": (
        "hän on yrityksen viimeinen ylläpitäjä; tee ensin toisesta jäsenestä ylläpitäjä"
    ),
    "there is no company {company_id} that you may add people to": (
        "ei ole yritystä {company_id}, johon saisit lisätä ihmisiä"
    ),
    "company {company_id} is '{name}'; give one of the two, or both alike": (
        "yrityksen {company_id} nimi on '{name}'; anna toinen näistä tai molemmat samasta yrityksestä"
    ),
    "The company has an admin, who sets this.": "Yrityksellä on ylläpitäjä, joka asettaa tämän.",
    (
        "Whoever confirms a top-up is never of the company credited; the machine's owner credits the "
        "operator's own company with the command hiringhall credit."
    ): (
        "Latauksen vahvistaja ei koskaan ole hyvitettävästä yrityksestä; koneen omistaja hyvittää "
        "palvelun ylläpitäjän oman yrityksen komennolla hiringhall credit."
    ),
}
