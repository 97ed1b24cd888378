"""The pay of work orders."""

from __future__ import annotations

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    "The pay for {orders} rose: at most {amount} for the work now.": (
        "Palkkio on noussut ({orders}): työstä maksetaan nyt enintään {amount}."
    ),
    "{amount} more": "{amount} lisää",
    "{units} more hours": "lisätunteja {units}",
    "{units} more devices": "lisälaitteita {units}",
    "Your company entered increase {id} for you, {more}, on {orders}.": (
        "Yritys kirjasi puolestasi korotuksen {id}, {more}: {orders}."
    ),
    "{who} asks for more pay, {more} (increase {id}), on {orders}.": (
        "{who} pyytää lisää palkkiota, {more} (korotus {id}): {orders}."
    ),
    "Increase {id}, {more}, on {orders} is accepted.": "Korotus {id}, {more}, on hyväksytty: {orders}.",
    "Increase {id}, {more}, on {orders} is declined.": "Korotus {id}, {more}, on hylätty: {orders}.",
    "Increase {id} on {orders} was corrected by its author: {more}.": "Laatija korjasi korotusta {id}, {more}: {orders}.",
    "Your company entered expense {id} of {total} for you on {orders}.": (
        "Yritys kirjasi puolestasi kulun {id}, yhteensä {total}: {orders}."
    ),
    "{who} claims {total} (expense {id}) on {orders}.": "{who} hakee kulukorvausta, yhteensä {total} (kulu {id}): {orders}.",
    "Expense {id} on {orders} is approved: {amount} of {total}.": (
        "Kulu {id} on hyväksytty, {amount} (haettu {total}): {orders}."
    ),
    "Expense {id} of {total} on {orders} is denied.": "Kulu {id}, yhteensä {total}, on hylätty: {orders}.",
    "The approval of expense {id} of {total} on {orders} was taken back; it waits again.": (
        "Kulun {id} hyväksyntä on peruttu, yhteensä {total}; kulu odottaa taas päätöstä: {orders}."
    ),
    "Expense {id} on {orders} was corrected by its author: {total}. It waits for a decision.": (
        "Laatija korjasi kulua {id}, nyt yhteensä {total}; se odottaa päätöstä: {orders}."
    ),
    "{who} takes {amount} off the pay for {orders}.": "{who} alentaa palkkiotaan, alennus {amount}: {orders}.",
    "The bonus {name}, {amount}, counts for your pay for {orders}.": (
        "Bonus {name}, {amount}, lasketaan mukaan palkkioosi: {orders}."
    ),
    "The bonus {name}, {amount}, is promised for {orders}; it does not count yet.": (
        "Bonus {name}, {amount}, on luvattu, mutta sitä ei vielä lasketa mukaan: {orders}."
    ),
    "The penalty {name}, {amount}, is taken off your pay for {orders}.": (
        "Sanktio {name}, {amount}, vähennetään palkkiostasi: {orders}."
    ),
    "The penalty {name}, {amount}, may be taken off your pay for {orders}; it is not now.": (
        "Sanktio {name}, {amount}, voidaan vähentää palkkiostasi; nyt sitä ei vähennetä: {orders}."
    ),
}
