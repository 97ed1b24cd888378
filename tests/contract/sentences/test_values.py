"""What our sentences are filled in with is read in the reader's language too: no English of ours stands in them as it is.

Each value is followed to the texts of the sources that it can be (following.py). Of those a code may stand: a name of a tool or
an argument, or a value that is sent as it stands. Everything else is said by `worded`, `say` or `word`, or is listed here with
the reason."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from functools import cache

from server.registry import Registry
from server.schema.answer import output_schema
from server.schema.schema import input_schema
from tests.contract.sentences.catalogues import read_catalogue
from tests.contract.sentences.following import SENTENCES, Following
from tests.contract.sentences.program import program
from tests.contract.sentences.test_sentences import things_not_found
from tests.contract.test_layers import place
from tools import errors
from tools.errors import Refusal
from tools.rules.sentences import RUSSIAN

# What is said by these is read where it is told; the first argument of the others is told as it is.
SAYING = (*SENTENCES, "using", "Unfit")
REFUSALS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, Refusal) and name not in ("NotFound", "UnknownOperation")
}
# What is wrong with a calendar elsewhere, which its owner is told of.
OUTSIDE = {"OutsideFault", "Unreadable"}
# Ways to tell somebody something, and which of their arguments are what is told.
TOLD = {"tell": slice(2, 3), "mail": slice(1, 3), "sms": slice(1, 2)}
# A code by its form: what holds an underscore, a currency or a kind of document.
CODE = re.compile(r"\S*_\S*|[A-Z]{2,5}(/[A-Z]{2,5})*")
# Where a text may stand as it is that a table has a word for, or that is no name in a schema: the file of the sentence, its place.
ARGUMENTS = "names of arguments, or parts of one"
VALUES = "values of an argument, as they are sent"
PROGRAMS = "read by programs, or by those who keep the hall"
ADDRESSES = "addresses and the beginnings of numbers"
AS_IT_STANDS: dict[tuple[str, str], str] = {
    ("server/calls/auth.py", "lacks"): "scopes, as an app asks for them",
    ("server/oauth/rules/scopes.py", "scope"): "scopes, as an app asks for them",
    ("server/oauth/rules/scopes.py", "scopes"): "scopes, as an app asks for them",
    ("server/oauth/words.py", "hall"): "a name",
    ("tools/agents/field_access.py", "grant_type"): VALUES,
    ("tools/contracts/events/changes.py", "tool"): "the end of a tool's name",
    ("tools/contracts/events/reading.py", "first"): ARGUMENTS,
    ("tools/contracts/rules/settings.py", "quorums"): VALUES,
    ("tools/freelancers/agreements.py", "address"): ADDRESSES,
    ("tools/notices/params.py", "known"): VALUES,
    ("tools/open_calls/made_work.py", "gaps"): ARGUMENTS,
    ("tools/params.py", "one"): "a time zone",
    ("tools/payouts/notices.py", "link"): ADDRESSES,
    ("tools/payouts/rules/methods.py", "kind"): PROGRAMS,
    ("tools/payouts/rules/methods.py", "step"): PROGRAMS,
    ("tools/payouts/rules/payment_file_reading.py", "tag"): "names in a file of a bank",
    ("tools/providers/pool_group_changes.py", "changeable"): ARGUMENTS,
    ("tools/providers/pool_tiers.py", "name"): ARGUMENTS,
    ("tools/providers/rules/tiers.py", "id"): "the name a tier has until somebody gives it one",
    ("tools/providers/rules/tiers.py", "order"): "the name a tier has until somebody gives it one",
    ("tools/scheduling/availability/shapes.py", "names"): ARGUMENTS,
    ("tools/scheduling/bookings/notices.py", "link"): ADDRESSES,
    ("tools/scheduling/rules/settings.py", "choices"): VALUES,
    ("tools/scheduling/rules/settings.py", "keys"): ARGUMENTS,
    ("tools/scheduling/rules/shorthand.py", "other"): ARGUMENTS,
    ("tools/staffing/rules/inquiries.py", "allowed"): VALUES,
    ("tools/staffing/rules/parties.py", "name"): ARGUMENTS,
    ("tools/wallet/limits.py", "tell"): "told to agents, which is done in English",
    ("tools/wallet/rules/call_payments.py", "name"): "names in a signed payment",
    ("tools/work_orders/catalog/rules/kinds.py", "own"): ARGUMENTS,
    ("tools/work_orders/dispatch/territory_changes.py", "changeable"): ARGUMENTS,
    ("tools/work_orders/drafting/changeset.py", "kind"): "within the name of an argument",
    ("tools/work_orders/drafting/changeset.py", "some"): "a time zone",
    ("tools/work_orders/drafting/leaving.py", "code"): ADDRESSES,
    ("tools/work_orders/drafting/parts.py", "fields"): ARGUMENTS,
    ("tools/work_orders/logistics/contacts.py", "fields"): ARGUMENTS,
    ("tools/work_orders/logistics/rules/shipments.py", "allowed"): VALUES,
    ("tools/work_orders/logistics/rules/signatures.py", "svg"): ADDRESSES,
    ("tools/work_orders/logistics/shipment_changes.py", "fields"): ARGUMENTS,
    ("tools/work_orders/notices.py", "code"): ADDRESSES,
    ("tools/work_orders/pay/extras.py", "kind"): "within the name of an argument",
    ("tools/work_orders/pay/rules/claims.py", "fits"): VALUES,
    ("tools/work_orders/pay/terms.py", "terms"): ARGUMENTS,
    ("tools/work_orders/projects/location_changes.py", "changeable"): ARGUMENTS,
    ("tools/work_orders/projects/project_changes.py", "changeable"): ARGUMENTS,
    ("tools/work_orders/records/rows.py", "fields"): ARGUMENTS,
    ("tools/work_orders/routing/bundles.py", "code"): ADDRESSES,
    ("tools/work_orders/rules/drafts.py", "gaps"): ARGUMENTS,
    ("tools/work_orders/rules/lists.py", "names"): VALUES,
    ("tools/work_orders/visits/corrections.py", "fields"): ARGUMENTS,
    ("tools/work_orders/visits/time_log_changes.py", "fields"): ARGUMENTS,
}


# What stands as it is holds no blank but in these.
WITH_BLANKS = {
    ("server/oauth/words.py", "hall"),
    ("tools/providers/rules/tiers.py", "id"),
    ("tools/providers/rules/tiers.py", "order"),
    ("tools/wallet/limits.py", "tell"),
}


@cache
def schema_names() -> frozenset[str]:
    """What tools call their arguments and the parts of answers, and the values they take, each whole."""
    found: set[str] = set()

    def gather(schema: object) -> None:
        if isinstance(schema, dict):
            found.update(schema.get("properties", {}))
            found.update(value for value in (*schema.get("enum", ()), schema.get("const")) if isinstance(value, str))
            for part in schema.values():
                gather(part)
        elif isinstance(schema, list):
            for part in schema:
                gather(part)

    for operation in Registry.quick().operations.values():
        gather(input_schema(operation))
        gather(output_schema(operation))
    return frozenset(found)


def is_code(text: str) -> bool:
    """Whether it stands so in every language, and nothing that a sentence tells as a word looks the same."""
    if sum(letter.isalpha() for letter in text) < 2 or CODE.fullmatch(text):
        return True
    russian = read_catalogue(RUSSIAN)
    return text in schema_names() and text not in russian.words and text not in russian.sentences


def values() -> list[tuple[str, ast.expr]]:
    """Every value that is put into a sentence of ours, and every text that a refusal is given or somebody is told, by what they are
    called there."""
    calls = program().calls
    put_in = [
        (keyword.arg or "", keyword.value) for name in SAYING for call in calls[name] for keyword in call.keywords
    ]
    told = [
        (name, node)
        for name in REFUSALS | OUTSIDE
        for call in calls[name]
        for node in (*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "fields"))
    ]
    notices = [
        (name, node)
        for name, texts in TOLD.items()
        for call in calls[name]
        for node in (
            *call.args[texts],
            *(keyword.value for keyword in call.keywords if keyword.arg in ("text", "body")),
        )
    ]
    return put_in + told + notices


@cache
def found() -> tuple[dict[tuple[str, str], set[str]], set[str]]:
    """Texts that stand in a sentence as they are, by where; and sentences that are lost in a text put together otherwise."""
    texts: dict[tuple[str, str], set[str]] = defaultdict(set)
    lost: set[str] = set()
    for name, node in values():
        following = Following()
        following.follow(node)
        lost |= following.lost
        where = place(program().module(node).file)
        for text, source in following.texts:
            # Nouns of what is not there are sentences by themselves.
            if not is_code(text) and text not in things_not_found():
                at = (
                    (where, name)
                    if " " not in text or (where, name) in WITH_BLANKS
                    else (where, f"{name}, a text of ours")
                )
                texts[at].add(f"{text!r} of {source}")
    return texts, lost


def test_no_english_of_ours_stands_in_a_sentence_as_it_is() -> None:
    assert len(values()) > 4000, "mend where this guard looks"
    wrong = {where: texts for where, texts in found()[0].items() if where not in AS_IT_STANDS}
    assert not wrong, f"say it with worded or word, or list it in AS_IT_STANDS with the reason: {wrong}"


def test_nothing_may_stand_as_it_is_that_does_not() -> None:
    assert not AS_IT_STANDS.keys() - found()[0].keys()


def test_no_sentence_is_lost_in_a_text_that_is_put_together_otherwise() -> None:
    assert not found()[1], "put it together with worded or joined, so that it can be read in another language"


def followed(source: str) -> tuple[set[str], set[str]]:
    """The texts of an expression in a file of the product, and what is lost in it."""
    node = ast.parse(source, mode="eval").body
    module = program().modules["tools.callers"]
    program().parents.update({child: parent for parent in ast.walk(node) for child in ast.iter_child_nodes(parent)})
    program().parents[node] = module.tree
    following = Following()
    following.follow(node)
    return {text for text, _ in following.texts}, following.lost


def test_texts_are_found_wherever_they_come_from() -> None:
    assert followed("'a text' if call else word('no text')") == ({"a text"}, set())
    assert followed("', '.join(f'{each} more' for each in call)")[0] == {" more", ", "}
    assert followed("quoted('what somebody wrote')") == (set(), set())
    assert followed("joined([worded('a sentence'), 'a text'], ', ')") == ({"a text"}, set())
    assert followed("f'{worded(text)}: {call}'")[1]
    assert followed("' '.join([worded('a sentence')])")[1]
