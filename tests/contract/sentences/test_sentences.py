"""Every sentence of ours that people are told stands in the catalogue of each language; and none has one that nobody says."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.pofile import normalize

from server.protocol.beyond import apps
from server.registry import Registry
from server.schema.answer import output_schema
from server.schema.schema import input_schema
from tests.contract.sentences.catalogues import Catalogue
from tests.contract.telling import english_in
from tests.contract.test_layers import place, sources
from tools.contracts.rules import roles
from tools.contracts.rules import settings as contract_settings
from tools.open_calls.rules import terms as open_call_terms
from tools.payouts.rules.methods import NOUNS
from tools.rules.notice_kinds import KINDS
from tools.rules.unproven_mail import WORDINGS
from tools.scheduling.availability import access
from tools.scheduling.rules.events import STATES
from tools.specialists.reveals import CALLED
from tools.staffing.rules.inquiries import POSITION_MOVES
from tools.tasks.rules.states import DEADLINE_NAMES
from tools.work_orders.rules import drafts
from tools.work_orders.rules.problems import PROBLEM_TYPES
from tools.work_orders.rules.routing import DECLINE_REASONS

# Words that stand in tables of their own and are said from there: they need a name in each language only.
WORDS = {
    *roles.ROLES.values(), *access.ROLES.values(), *STATES.values(), *NOUNS.values(), *CALLED.values(), *POSITION_MOVES,
    *DECLINE_REASONS, *PROBLEM_TYPES.values(), *DEADLINE_NAMES.values(),
    *(name.replace("_", " ") for name in drafts.SEEN_ONCE_ASSIGNED | drafts.SEEN_BY_ALL | {"custom_fields"}),
    *(name.replace("_", " ") for name in contract_settings.NAMES),
    *(name.replace("_", " ") for name in open_call_terms.MATERIAL),
    # Of events what may be suggested, of contracts and of tasks what changes.
    "label", "description", "amount", "duration", "date", "currency", "payment status", "timezone", "private", "credit",
    "benefitable", "files", "attendees", "start", "end", "privacy", "position", "title", "price", "deadline", "deadline_type",
    "copyright", "need_report",
    "none", "admin", "user", "staff",
    # Sides of staffing contracts, kinds of callers, what became of suggestions and of work.
    "client", "vendor", "consultant", "seller", "person", "agent", "approved", "rejected", "complete", "incomplete",
}  # fmt: skip


def literals(node: ast.expr) -> Iterator[str | None]:
    """The text an argument is; None for what is none."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)
    else:
        yield None


def calls_of(name: str, file: Path) -> Iterator[ast.Call]:
    """Every call of a function of that name. A file that holds no such call need not be taken apart."""
    source = file.read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)) if f"{name}(" in source else ():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            yield node


@cache
def said() -> dict[str, str]:
    """Every text given to say, or said by a page beside an answer, and where."""
    found: dict[str, str] = {}
    for package in ("tools", "server"):
        for file in sources(package, 30):
            for node in calls_of("say", file):
                for text in literals(node.args[0]):
                    assert text is not None, f"{place(file)}:{node.lineno} says what is no literal"
                    found[text] = f"{place(file)}:{node.lineno}"
    for kind, wording in WORDINGS.items():
        found |= {wording.subject: kind, wording.text: kind}
    for page in apps.PAGES:
        found |= dict.fromkeys(apps.texts(apps.html(page)), page.uri)
    return found | worded()


# Where the store says what is wrong with a value; what keeps a hall has errors of its own of that name.
WORDED_IN_STORE = ("store/phones.py", "store/types.py")


@cache
def worded() -> dict[str, str]:
    """Every text of a refusal or a question, and where. The store words its own, as it knows no languages."""
    found: dict[str, str] = {}
    for package, maker in (("tools", "worded"), ("server", "worded"), ("store", "Unfit")):
        for file in sources(package, 30):
            if package == "store" and place(file) not in WORDED_IN_STORE:
                continue
            for node in calls_of(maker, file):
                text = node.args[0]
                assert isinstance(text, ast.Constant), f"{place(file)}:{node.lineno} words what is no literal"
                found[str(text.value)] = f"{place(file)}:{node.lineno}"
    return found | things_not_found()


@cache
def things_not_found() -> dict[str, str]:
    """What NotFound says is not there."""
    return {
        thing.value: f"{place(file)}:{node.lineno}"
        for package in ("tools", "server")
        for file in sources(package, 30)
        for node in calls_of("NotFound", file)
        if isinstance(thing := node.args[0], ast.Constant)
    }


@cache
def things_counted() -> set[str]:
    return {
        node.args[1].value
        for package in ("tools", "server")
        for file in sources(package, 30)
        for node in calls_of("Count", file)
        if isinstance(node.args[1], ast.Constant) and isinstance(node.args[1].value, str)
    }


PLACES = re.compile(r"\{\w+[^}]*\}")


# Written alike everywhere.
TECHNICAL = {
    "http", "https", "hiringhall", "doctor", "payouts", "Google", "iCalendar", "KiB", "Bitcoin", "Tron", "GeoJSON", "Feature",
    "serve", "AMOUNT", "Confirm", "Hiringhall", "Polygon", "MultiPolygon", "DOCTYPE", "DEUTDEFF", "oldest", "svg", "png", "WebP",
    "WebM", "Matroska", "Word", "Excel", "PowerPoint", "OpenDocument", "HEIC", "HEIF", "AVIF", "JPEG",
    "CalDAV", "iCal", "ics", "BEGIN", "VCALENDAR", "jCal", "gzip", "vCard", "text", "calendar",
    # As opening hours are written.
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "closed",
}  # fmt: skip


def to_write(texts: dict[str, str]) -> str:
    """Entries as they go into a catalogue, with where each is said."""
    return "\n".join(
        f'\n#. {where}\n{"#, python-brace-format" + chr(10) if "{" in text else ""}msgid {normalize(text, width=0)}\nmsgstr ""'
        for text, where in texts.items()
    )


def test_every_sentence_stands_in_the_language(catalogue: Catalogue) -> None:
    assert len(said()) > 300, "mend where this guard looks"
    told = {**dict.fromkeys(sorted(WORDS), "a word told from a table"), **said()}
    missing = {text: where for text, where in told.items() if text not in catalogue.sentences}
    assert not missing, f"write to {catalogue.file}, each with its part of the product: {to_write(missing)}"


def test_nothing_is_translated_that_nobody_says(catalogue: Catalogue) -> None:
    left = catalogue.sentences.keys() - said().keys() - WORDS
    assert not left, f"take out of {catalogue.file}"


def test_every_kind_of_notice_has_its_title(catalogue: Catalogue) -> None:
    assert catalogue.titles.keys() == {kind.title() for kind in KINDS.values()}


def test_what_is_counted_has_its_forms(catalogue: Catalogue) -> None:
    assert {(f"{{number}} {thing}", f"{{number}} {thing}s") for thing in things_counted()} == catalogue.counted.keys()


@cache
def names() -> frozenset[str]:
    """What tools call their arguments, the parts of those, and the values they take."""
    found: set[str] = set()

    def gather(schema: object) -> None:
        if isinstance(schema, dict):
            found.update(schema.get("properties", {}))
            found.update(value for value in schema.get("enum", []) if isinstance(value, str))
            found.update([schema["const"]] if isinstance(schema.get("const"), str) else [])
            for part in schema.values():
                gather(part)
        elif isinstance(schema, list):
            for part in schema:
                gather(part)

    for operation in Registry.quick().operations.values():
        gather(input_schema(operation))
        gather(output_schema(operation))
    return frozenset(word for name in found for word in re.findall(r"[^\W\d_]{2,}", name))


def test_no_english_is_left_in_the_language(catalogue: Catalogue) -> None:
    told = {**catalogue.sentences, **catalogue.titles}
    left = {text: english_in(PLACES.sub("", other), catalogue.language) for text, other in told.items()}
    # A refusal names arguments and their values as they are.
    named = {text: set(re.findall(r"[^\W\d_]{2,}", text)) & names() for text in worded()}
    wrong = {text: words for text, words in left.items() if set(words) - named.get(text, set()) - TECHNICAL}
    assert not wrong
