"""Finding operations: the ranking alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from bench.discovery import needs, recall
from bench.discovery.plain import Plain
from server.calls.auth import may_call
from server.discovery.ranking import Index
from server.discovery.vocabulary import Synonyms, pairs, spelled, stem, words
from server.registry import Registry
from tools.call import Caller
from tools.operation import Operation

ROOT = Path(__file__).resolve().parents[3]
OPERATIONS = Registry().operations
CLIENT = Caller("person", 1, 1, "user")
ADMIN = Caller("person", 1, 1, "admin")
WORKER = Caller("person", 1)
AGENT = Caller("agent", 1, 1, "user", status="active")


@dataclass(frozen=True)
class Finding:
    index: Index

    def __call__(self, query: str, caller: Caller = ADMIN, limit: int = 8, **filters: str | None) -> list[str]:
        found = self.index.search(query, caller, filters.get("toolset"), filters.get("access"), limit)
        return [operation.name for operation, _ in found]


@pytest.fixture(scope="module")
def find() -> Finding:
    return Finding(Index.of(list(OPERATIONS.values())))


def somebody_for(operation: Operation) -> Caller:
    """A caller who may use it."""
    return next(caller for caller in (ADMIN, WORKER, AGENT) if may_call(caller, operation))


def test_the_same_words_always_get_the_same_answer(find: Finding) -> None:
    """Also from another index, in another process where sets and hashes are ordered otherwise."""
    some = [need for need in needs() if need.caller == ADMIN]
    here = [find(need.words) for need in some]
    assert [find(need.words) for need in some] == here
    script = (
        "import json, sys; from server.discovery.ranking import Index; from server.registry import Registry;"
        "from tools.call import Caller; index = Index.of(list(Registry().operations.values()));"
        "admin = Caller('person', 1, 1, 'admin');"
        "print(json.dumps([[o.name for o, _ in index.search(q, admin, None, None, 8)] for q in json.load(sys.stdin)]))"
    )
    there = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps([need.words for need in some]),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert json.loads(there.stdout) == here


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("delte a scheduel", "delete a schedule"),
        ("aprove the work ordr", "approve the work order"),
        ("invte a freelancr to the team", "invite a freelancer to the team"),
        ("withdraw my appliction for the ticket", "withdraw my application for the ticket"),
    ],
)
def test_a_slip_of_the_keyboard_changes_nothing(find: Finding, said: str, meant: str) -> None:
    assert find(said, limit=1) == find(meant, limit=1)


def test_a_name_given_as_a_query_is_found_first(find: Finding) -> None:
    for name, operation in OPERATIONS.items():
        assert find(name, somebody_for(operation), limit=1) == [name]
        assert find(name.replace("_", " ").capitalize(), somebody_for(operation), limit=1) == [name]


def test_operations_are_found_among_the_first_three_by_their_own_phrases(find: Finding) -> None:
    phrases = [(operation, phrase) for operation in OPERATIONS.values() for phrase in operation.find]
    missed = [
        f"{operation.name}: {phrase}"
        for operation, phrase in phrases
        if operation.name not in find(phrase, somebody_for(operation), 3)
    ]
    assert len(missed) <= len(phrases) * 0.01, "\n".join(missed)


def test_what_the_caller_may_not_use_is_not_found(find: Finding) -> None:
    assert not may_call(AGENT, OPERATIONS["accept_work_order_route"])
    found = find("yes, I take the site visit that was offered to me", AGENT, 25)
    assert found
    assert all(may_call(AGENT, OPERATIONS[name]) for name in found)


def test_each_act_of_a_query_has_its_best_among_the_first(find: Finding) -> None:
    both = find("list my bookings and cancel one", WORKER)
    assert find("list my bookings", WORKER)[0] in both
    assert find("cancel my bookings", WORKER)[0] in both


def test_who_is_calling_decides_between_the_two_sides_of_a_job(find: Finding) -> None:
    assert find("accept the offer", WORKER)[0] == "accept_work_order_route"
    assert find("accept the offer", CLIENT)[0] == "accept_work_order_request"
    asked = "create a schedule for me"
    for_agents, for_workers = find(asked, AGENT), find(asked, WORKER)
    assert for_agents.index("create_agent_schedule") < [*for_workers, "create_agent_schedule"].index(
        "create_agent_schedule"
    )


def test_a_search_can_be_kept_to_a_toolset_or_an_access_class(find: Finding) -> None:
    tasks = find("show everything about money", toolset="tasks", limit=25)
    assert tasks
    assert {OPERATIONS[name].toolset for name in tasks} == {"tasks"}
    moving = find("get rid of it", access="destructive", limit=25)
    assert moving
    assert {OPERATIONS[name].access for name in moving} == {"destructive"}


def test_words_that_nobody_ever_used_here_find_nothing(find: Finding) -> None:
    assert find("zzyzx qwfpgj") == []
    assert find("!!! 12 ???") == []


def test_needs_in_other_peoples_words_are_met(find: Finding) -> None:
    """The half of the needs that the ranking was not tuned on. Goals: 0.75 at first, 0.95 among five."""
    part = [need for need in needs() if not need.tuned_on and need.right & set(OPERATIONS)]
    reached = recall(lambda words, caller: find(words, caller), part)
    assert reached[1] >= 0.75
    assert reached[5] >= 0.95
    assert reached[8] >= 0.97


def test_it_finds_more_than_plain_bm25(find: Finding) -> None:
    part = [need for need in needs() if not need.tuned_on and need.right & set(OPERATIONS)]
    ours, plain = (
        recall(lambda words, caller: find(words, caller), part),
        recall(Plain(list(OPERATIONS.values())).search, part),
    )
    assert ours[5] > plain[5]
    assert ours[1] > plain[1]


def test_no_need_is_a_search_phrase_word_for_word() -> None:
    phrases = {phrase.lower() for operation in OPERATIONS.values() for phrase in operation.find}
    assert [need.words for need in needs() if need.words.lower() in phrases] == []


def test_every_need_names_operations_its_caller_may_use() -> None:
    for need in needs():
        for name in need.right & set(OPERATIONS):
            assert may_call(need.caller, OPERATIONS[name]), need


def test_a_search_takes_a_few_milliseconds(find: Finding) -> None:
    """Processor time, so that a busy machine does not fail it. The goal of 5 ms is measured by the benchmark."""
    some = needs()[:150]
    for need in some:
        find(need.words, need.caller)
    start = time.process_time()
    for need in some:
        find(need.words, need.caller)
    assert (time.process_time() - start) / len(some) < 0.02


def test_how_a_query_begins_tells_a_question_from_an_order(find: Finding) -> None:
    assert OPERATIONS[find("which tickets have no technician yet", limit=1)[0]].access == "read"
    assert OPERATIONS[find("give the ticket to a technician", limit=1)[0]].access != "read"
    assert Synonyms().opening("Please, which tickets are open?")["^which"] > 0
    assert Synonyms().opening("12") == {}


def test_grammatical_endings_do_not_matter() -> None:
    assert len({stem(word) for word in ("book", "books", "booked", "booking")}) == 1
    assert len({stem(word) for word in ("cancel", "cancelled", "cancelling", "canceled")}) == 1
    assert len({stem(word) for word in ("reply", "replies", "replied")}) == 1
    assert stem("address") == "address"


def test_addresses_numbers_codes_and_times_become_words_for_what_they_are() -> None:
    assert words("mail ann@work.test") == ["mail", "mailaddress"]
    assert words("+49 170 1234567") == ["phonenumber"]
    assert words("the code is 123456") == ["cod", "is", "sixdigit"]
    assert words("10:30 or 3 pm for $5") == ["clocktim", "clocktim", "dollar"]
    assert words("ticket 88") == ["ticket"]
    assert words("I can't") == ["i", "can", "not"]


def test_synonyms_share_a_meaning_and_a_run_of_words_counts_as_one() -> None:
    synonyms = Synonyms()
    synonyms._add("=cancel", [["cancel"], ["call", "off"]])
    synonyms._add("=phone", [["phone"], ["call"]])
    assert synonyms.features(["call", "off"])["=cancel"] == synonyms.features(["cancel"])["=cancel"]
    assert synonyms.features(["call", "off"])["=phone"] < synonyms.features(["phone"])["=phone"]
    assert "=cancel" not in synonyms.features(["call"])


def test_pairs_leave_out_words_that_say_little() -> None:
    assert pairs(words("take the offer back")) == ["tak offer", "offer back"]


def test_only_a_near_word_with_the_same_first_letter_is_taken_for_a_misspelt_one() -> None:
    vocabulary = ["freelanc", "schedul", "invit"]
    assert spelled("scheduel", vocabulary) == "schedul"
    assert spelled("breelanc", vocabulary) == "breelanc"
    assert spelled("invoic", vocabulary) == "invoic"
    assert spelled("inv", vocabulary) == "inv"
