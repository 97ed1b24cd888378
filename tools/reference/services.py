"""What can be ordered and who does it: categories, services, their attributes, specializations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from store.database import Row
from store.folding import folded
from store.reference import lists
from tools.call import Call
from tools.errors import Invalid, NotFound
from tools.operation import operation
from tools.paging import Page
from tools.params import Id
from tools.reference.shapes import OptionShape, option_shape
from tools.rules.sentences import worded

TOOLSET = "reference"

# So few services are answered with all that an order of them needs.
FEW = 3

CategoryId = Annotated[Id, Field(description="The category, from list_task_categories; or search.")]
ServiceId = Annotated[Id, Field(description="The service, from list_services.")]
Search = Annotated[str, Field(min_length=1, max_length=100, description="Part of the name, in either language.")]


class TitledItem(TypedDict):
    id: int
    title: str
    title_en: str
    name: str


class TitledItems(TypedDict):
    items: list[TitledItem]
    total: int
    next_cursor: NotRequired[str | None]


class ServiceAttributeItem(TitledItem):
    description: NotRequired[str | None]
    description_en: NotRequired[str | None]
    type: str
    attr_type_id: NotRequired[int | None]
    required: bool
    options: NotRequired[list[OptionShape] | None]


class ServiceItem(TitledItem):
    """attributes: when a search found few services."""

    title_doc: str
    title_doc_en: str
    insurable: bool
    advertising: bool
    attributes: NotRequired[list[ServiceAttributeItem] | None]


class Services(TypedDict):
    items: list[ServiceItem]
    total: int
    next_cursor: NotRequired[str | None]


class ServiceAttributes(TypedDict):
    items: list[ServiceAttributeItem]
    total: int
    next_cursor: NotRequired[str | None]


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "fields of work one can order",
        "top level of the service catalogue",
        "number for internet advertising",
        "what kinds of freelance work exist here",
        "areas such as design or translation",
        "main groups of services",
        "start browsing what can be ordered",
        "sections of the work catalogue",
        "categories of freelance tasks",
        "what areas of work are there",
        "highest level of the service tree",
        "show me what I can order in general",
    ),
)
def list_task_categories(call: Call, page: Page) -> TitledItems:
    """List the categories of freelance work, the top level above services.

    First step before create_task: pick a category here, then its service with list_services. title is Russian,
    title_en English, name the one in your language."""
    rows, next_cursor, total = page.rows(call.tx, lists.TASK_CATEGORIES, {}, lists.CATEGORIES_ORDER)
    russian = _reads_russian(call)
    return {"items": [_titled(row, russian) for row in rows], "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("any",),
    price="free",
    example={"search": "translation"},
    find=(
        "what exactly can I order within design",
        "wording of copywriting on the certificate",
        "find the id for illustration work",
        "concrete kinds of work under a heading",
        "which jobs can be insured",
        "services that count as advertising",
        "name of a job in accounting papers",
        "choose the type of work for a new assignment",
        "show services in a category",
        "which works can be ordered",
        "what is it called on the invoice",
        "look up a service id",
        "what kinds of work can be ordered",
        "number of the service for logo design",
        "find the service for translating a text",
        "things freelancers can be asked to do",
    ),
)
def list_services(
    call: Call, page: Page, category_id: CategoryId | None = None, search: Search | None = None
) -> Services:
    """List the services and works of one category, or search all of them by words, with their wording in documents.

    The id found here is what create_task takes as category_id. A search that finds three or fewer answers their attributes
    too; else list_service_attributes tells which details to fill in. insurable: tasks of it can be insured. advertising: its
    results may need ad labelling."""
    if category_id is None and search is None:
        missing = worded("is required unless the other one is given")
        raise Invalid({"category_id": missing, "search": missing}, next=("list_task_categories",))
    if category_id is not None and not lists.has_category(call.tx, category_id):
        raise NotFound("task category", category_id, next=("list_task_categories",))
    rows = _matching(lists.services(call.tx, category_id), search)
    shown, next_cursor, total = page.slice(rows)
    russian = _reads_russian(call)
    few = search is not None and total <= FEW
    items = [_service(call, row, russian, whole=few) for row in shown]
    return {"items": items, "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "which details does a video order need",
        "allowed formats for this kind of order",
        "parameters of a kind of work",
        "what must be filled in when ordering a translation",
        "options to choose from for a service",
        "fields of an order form",
        "possible values of a job attribute",
        "extra information an assignment asks for",
        "what must I specify for this service",
        "which options exist when I order",
        "required fields of a service",
        "list the attributes and values",
    ),
)
def list_service_attributes(call: Call, service_id: ServiceId, page: Page) -> ServiceAttributes:
    """List the attributes one can or must fill in when ordering a certain service, with the allowed values.

    They go into attributes of create_task as {id, value}: free text for type text, the text of an option for
    select, a list of option texts for multiselect; either language is fine. required ones must be given."""
    if lists.service(call.tx, service_id) is None:
        raise NotFound("service", service_id, next=("list_services",))
    rows, next_cursor, total = page.rows(
        call.tx, lists.SERVICE_ATTRIBUTES, {"service_id": service_id}, lists.ATTRIBUTES_ORDER
    )
    options = lists.options_of_service(call.tx, service_id)
    russian = _reads_russian(call)
    items = [_attribute(row, options.get(row["id"], []), russian) for row in rows]
    return {"items": items, "total": total, "next_cursor": next_cursor}


@operation(
    access="read",
    actors=("any",),
    price="free",
    find=(
        "professions to choose from",
        "number for accountant",
        "trades known to the system",
        "what jobs can a contractor have",
        "occupations of freelancers",
        "id of the profession designer",
        "skills heading for a team member",
        "line of work codes",
        "list professions",
        "what can a freelancer be",
        "choose an occupation",
        "id for translator",
    ),
)
def list_specializations(call: Call, page: Page, search: Search | None = None) -> TitledItems:
    """List the specializations (professions) a freelancer can have.

    The id goes into specialization of update_freelancer. These are not the services of a task: for those use
    list_services."""
    shown, next_cursor, total = page.slice(_matching(lists.specializations(call.tx), search))
    russian = _reads_russian(call)
    return {"items": [_titled(row, russian) for row in shown], "total": total, "next_cursor": next_cursor}


def _service(call: Call, row: Row, russian: bool, *, whole: bool) -> ServiceItem:
    return {
        **_titled(row, russian),
        "title_doc": row["title_doc"],
        "title_doc_en": row["title_doc_en"],
        "insurable": bool(row["insurable"]),
        "advertising": bool(row["advertising"]),
        "attributes": _attributes(call, row["id"], russian) if whole else None,
    }


def _attributes(call: Call, service_id: int, russian: bool) -> list[ServiceAttributeItem]:
    options = lists.options_of_service(call.tx, service_id)
    rows = lists.attributes_of_service(call.tx, service_id)
    return [_attribute(row, options.get(row["id"], []), russian) for row in rows]


def _attribute(row: Row, options: list[Row], russian: bool) -> ServiceAttributeItem:
    chosen = row["type"] != "text"
    return {
        **_titled(row, russian),
        "description": row["description"] or None,
        "description_en": row["description_en"] or None,
        "type": row["type"],
        "attr_type_id": row["attr_type_id"],
        "required": bool(row["required"]),
        "options": [option_shape(it) for it in options] if chosen else None,
    }


def _titled(row: Row, russian: bool) -> TitledItem:
    return {
        "id": row["id"],
        "title": row["title"],
        "title_en": row["title_en"],
        "name": row["title"] if russian else row["title_en"],
    }


def _matching(rows: Iterable[Row], search: str | None) -> list[Row]:
    # These lists are short.
    if search is None:
        return list(rows)
    part = folded(search)
    return [row for row in rows if part in folded(row["title"]) or part in folded(row["title_en"])]


def _reads_russian(call: Call) -> bool:
    return call.caller.kind == "person" and lists.language_of(call.tx, call.caller.id) == "ru"
