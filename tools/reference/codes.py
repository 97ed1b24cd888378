"""The short lists that never change, and the languages they come in."""

from __future__ import annotations

from typing_extensions import TypedDict

from tools.call import Call
from tools.operation import operation
from tools.rules.reference import DEADLINE_TYPES, LANGUAGES, TAX_STATUSES
from tools.shapes import CURRENCY_IDS, CurrencyShape

TOOLSET = "reference"


class Currencies(TypedDict):
    items: list[CurrencyShape]


class CodedItem(TypedDict):
    id: int
    code: str
    title: str


class DeadlineTypeItem(CodedItem):
    effect: str


class DeadlineTypes(TypedDict):
    items: list[DeadlineTypeItem]


class TaxStatuses(TypedDict):
    items: list[CodedItem]


class LanguageItem(TypedDict):
    code: str
    title: str


class Languages(TypedDict):
    items: list[LanguageItem]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "number of the euro",
        "which money can be used",
        "ids for rouble and dollar",
        "supported kinds of money for freelance jobs",
        "code table for RUB USD EUR",
        "what does currency_id 3 mean",
        "monetary units a company can have",
        "look up the numeric id of a currency code",
        "what currencies are there",
        "id of the dollar",
        "can I pay in euros",
        "list kinds of money with codes",
    ),
)
def list_currencies(call: Call) -> Currencies:
    """List the currencies of freelance tasks with their ids: RUB 1, USD 2, EUR 3.

    The ids go wherever a parameter is called currency_id. A company has exactly one of these currencies."""
    return {"items": [{"id": id, "currency": currency} for currency, id in CURRENCY_IDS.items()]}


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "difference between a firm and a loose due date",
        "ids for soft and hard time limits",
        "what if a job is late",
        "what happens when the due date passes",
        "kinds of cut-off for assignments",
        "is the delivery date binding",
        "meaning of deadline_type 2",
        "consequences of missing the date",
        "kinds of deadlines",
        "is a deadline strict or flexible",
        "explain soft versus hard",
        "what happens after a deadline is missed",
    ),
)
def list_deadline_types(call: Call) -> DeadlineTypes:
    """List the kinds of task deadline (SOFT 1, HARD 2) and what happens when each passes.

    The id goes into deadline_type of create_task and request_task_changes; hard is the default."""
    return {"items": [{"id": it.id, "code": it.code, "title": it.title, "effect": it.effect} for it in DEADLINE_TYPES]}


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "what does taxation id 3 mean",
        "kinds of fiscal standing for contractors",
        "number for self-employed",
        "is 4 an entrepreneur",
        "how contractors can be registered for tax",
        "legal forms of independent workers",
        "individual or sole proprietor codes",
        "lookup of taxation_status_id",
        "list tax forms",
        "how can a freelancer be taxed",
        "what does status 3 stand for",
        "kinds of taxpayers",
    ),
)
def list_tax_statuses(call: Call) -> TaxStatuses:
    """List the tax statuses a freelancer can have: 1 natural person, 3 self-employed, 4 individual entrepreneur.

    The ids filter list_freelancers and go into set_freelancer_tax_status; 0 on a freelancer means not set yet."""
    return {"items": [{"id": it.id, "code": it.code, "title": it.title} for it in TAX_STATUSES]}


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "is English available",
        "in which tongues does this work",
        "codes for Russian",
        "can messages come in another language",
        "supported interface languages",
        "what can I pass to set_my_language",
        "translations of the reference lists",
        "speak to me in Russian",
        "which languages are supported",
        "can I have this in German",
        "available language settings",
        "code for English",
    ),
)
def list_languages(call: Call) -> Languages:
    """List the languages that mails, text messages and notices come in: EN, FI and RU.

    The code goes into set_my_language. Names of service categories and their attributes come in English and Russian, and for
    whoever chose Finnish in English. Answers of tools are English otherwise."""
    return {"items": [{"code": language.code, "title": language.title} for language in LANGUAGES]}
