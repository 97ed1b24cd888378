"""Refusals and questions: scheduling links."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "Calendar {kal_id} was itself imported and is read-only here. Link one of your own.": (
        "Kalenteri {kal_id} on itse tuotu ulkoa, ja sitä voi täällä vain lukea. Yhdistä jokin oma kalenterisi."
    ),
    (
        "Calendar {id} is linked to it in this direction already, by link {link_id}, which works. "
        "Nothing was changed or charged."
    ): (
        "Kalenteri {id} on jo yhdistetty siihen tässä suunnassa, yhteys {link_id}, ja se toimii. Mitään "
        "ei muutettu eikä veloitettu."
    ),
    "Link {id} leads to that calendar already: disconnect one of the two.": (
        "Yhteys {id} johtaa jo siihen kalenteriin: katkaise toinen niistä."
    ),
    (
        "Calendar {id} is linked to it in this direction already, by link {known_id}, which is {status}. "
        "Nothing was changed or charged."
    ): (
        "Kalenteri {id} on jo yhdistetty siihen tässä suunnassa, yhteys {known_id}, tila {status}. "
        "Mitään ei muutettu eikä veloitettu."
    ),
    "You have {most_links} links to outside calendars, the most allowed. Disconnect one first.": (
        "Sinulla on {most_links} yhteyttä ulkoisiin kalentereihin, enempää ei sallita. Katkaise ensin jokin niistä."
    ),
    "You have {most_calendars} calendars already, the most allowed, and an import makes one.": (
        "Sinulla on jo {most_calendars} kalenteria, enempää ei sallita, ja tuonti luo yhden lisää."
    ),
    (
        "This server has no Google client. Its operator can set {client_variable} and "
        "{client_secret_variable}. A Google calendar's secret iCalendar address can be imported without."
    ): (
        "Tällä palvelimella ei ole Google-asiakasta. Palvelun ylläpito voi asettaa muuttujat "
        "{client_variable} ja {client_secret_variable}. Google-kalenterin salaisen iCalendar-osoitteen "
        "voi tuoda ilmankin."
    ),
    (
        "Google has to lead back to this server, and it is not known where it is reached over HTTP. Who "
        "runs it names the address with: hiringhall http-url https://HOST."
    ): (
        "Googlen on ohjattava takaisin tälle palvelimelle, eikä tiedetä, missä se on tavoitettavissa "
        "HTTP:n kautta. Palvelimen ylläpito kertoo osoitteen komennolla: hiringhall http-url "
        "https://HOST."
    ),
    "Stop {more} by link {link_id} of calendar {kal_id}": "Lopeta {more}: yhteys {link_id}, kalenteri {kal_id}",
    "Link {link_id} was disconnected already, at {disconnected_at}. Nothing changed.": (
        "Yhteys {link_id} on jo katkaistu: {disconnected_at}. Mikään ei muuttunut."
    ),
    "The outside calendar is called {summary}": "Ulkoisen kalenterin nimi on {summary}",
    "link {link_id} is an {direction}; leave direction out, or name that": (
        "yhteyden {link_id} suunta on {direction}; jätä direction pois tai anna tämä suunta"
    ),
    "importing": "tuonti",
    "exporting": "vienti",
    "link": "yhteys",
    (
        "You have not allowed this server to see your Google calendars yet. get_google_calendar_auth_url "
        "gives the address where you do."
    ): (
        "Et ole vielä sallinut tämän palvelimen nähdä Google-kalentereitasi. "
        "get_google_calendar_auth_url antaa osoitteen, jossa sallit sen."
    ),
    "Your consent is for reading only. Give it again for both ways with get_google_calendar_auth_url.": (
        "Suostumuksesi koskee vain lukemista. Anna se uudelleen molempiin suuntiin työkalulla "
        "get_google_calendar_auth_url."
    ),
    "as of {listed_at}": "(luettelo: {listed_at})",
    "; they have not been listed yet": "; niitä ei ole vielä luetteloitu",
    "is none of your Google calendars {age}: take one of get_calendar_sync_settings": (
        "ei ole mikään Google-kalentereistasi {age}: valitse jokin, jonka get_calendar_sync_settings näyttää"
    ),
    "is a calendar you may only read there; import it, or take another one": (
        "on kalenteri, jota voit siellä vain lukea; tuo se tai valitse toinen"
    ),
    "must have at most {longest_address} characters": "saa olla enintään {longest_address} merkkiä",
}
