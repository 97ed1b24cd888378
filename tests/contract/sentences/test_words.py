"""States, kinds and roles that sentences tell stand in the catalogue of each language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from tests.contract.sentences.catalogues import Catalogue
from tools.agents.rules import agents
from tools.approvals import mandate_shapes, shapes
from tools.approvals.rules.acts import KINDS
from tools.contracts.finance.shapes import NAMES as CHARGES
from tools.contracts.rules.bills import NAMES as BILLS
from tools.freelancers.rules.tax_documents import COUNTRY_NAMES
from tools.open_calls.rules import states as open_calls
from tools.open_calls.shapes import ApplicationStatus
from tools.payouts.rules.methods import CARD_TITLES, NOUNS, OTHER_TITLES
from tools.payouts.rules.payouts import TITLES
from tools.platform.jobs import State as JobState
from tools.rules.reference import TAX_STATUSES
from tools.rules.sentences import read, word
from tools.rules.task_states import State
from tools.scheduling.availability.access import ROLES
from tools.scheduling.holds.waiting_list import EntryStatus
from tools.scheduling.rules import no_shows
from tools.scheduling.rules.events import STATES, TYPES
from tools.scheduling.rules.not_free import NotFree
from tools.specialists.rules import corrections
from tools.staffing.inquiries import Stage
from tools.staffing.rules import contracts as staffing
from tools.tasks.rules.ad_customers import LEGAL_TYPES as AD_CUSTOMERS
from tools.uploads.rules.files import Kind as FileKind
from tools.webhooks.params import Status as WebhookStatus
from tools.work_orders.catalog.rules.kinds import EntryKind, noun
from tools.work_orders.day_plans.shapes import Status as PlanStatus
from tools.work_orders.pay.rules import claims
from tools.work_orders.records.lists import SubStatus
from tools.work_orders.routing.dispatch import ALREADY_ROUTED
from tools.work_orders.rules import candidates
from tools.work_orders.rules.checklist import TASK_TYPES
from tools.work_orders.rules.problems import PROBLEM_TYPES
from tools.work_orders.rules.requests import RequestStatus
from tools.work_orders.rules.states import Status


def spaced(codes: Iterable[str]) -> set[str]:
    """Names of states as a work order shows them."""
    return {code.replace("_", " ") for code in codes}


# Reasons of field work that a migration gives to every company.
REASONS = {
    "duplicate", "created by mistake", "no provider found", "customer called it off", "rescheduled under another order",
    "deliverables missing", "tasks missing", "work not finished", "quality", "site not ready", "wrong pay entries",
    "incorrect part", "parts not delivered", "customer asked for another visit", "scope changed", "equipment failure",
    "other",
}  # fmt: skip
# What the sources give to `word`, each by the table it is from.
CODES = {
    *(state.title for state in State), *STATES.values(), *TYPES.values(), *CHARGES.values(), *BILLS.values(),
    *get_args(agents.Status), *get_args(shapes.Status), *get_args(mandate_shapes.Status), *spaced(KINDS),
    *get_args(open_calls.Status), *get_args(ApplicationStatus), *NOUNS.values(), *CARD_TITLES.values(),
    *OTHER_TITLES.values(), *TITLES.values(), *get_args(JobState), *ROLES.values(), *get_args(EntryStatus),
    *get_args(no_shows.Side), *get_args(NotFree), *get_args(corrections.Status), *get_args(Stage), *get_args(staffing.Status),
    *get_args(staffing.Side), *get_args(WebhookStatus), *map(noun, get_args(EntryKind)), *get_args(PlanStatus),
    *spaced(get_args(claims.Kind)), *get_args(claims.Noun), *spaced(get_args(SubStatus)), *TASK_TYPES.values(),
    *PROBLEM_TYPES.values(), *get_args(RequestStatus), *(status.word for status in Status),
    *spaced(status.word for status in Status),
    *(known.code.lower() for known in TAX_STATUSES), *AD_CUSTOMERS.values(),
    candidates.INACTIVE, candidates.REMOVED_BEFORE, candidates.OUTSIDE_TERRITORY, candidates.TOO_FAR,
    candidates.MISSING_QUALIFICATION, candidates.SCHEDULE_CONFLICT, candidates.RATE_BELOW_MINIMUM, ALREADY_ROUTED,
    "client", "admin", "worker", "person", "agent", "company", "comment", "task", "tier", "territory", "booked",
    "released", "active", "in progress",
    *COUNTRY_NAMES.values(), *get_args(FileKind), *REASONS,
    "claimed", "contested", "hidden", "revealed", "removed", "dropped", "day", "month", "syncing", "connected", "failing",
    "disconnected", "revoked", "pending", "approved", "denied", "voided", "schedule", "event", "calendar", "payout",
}  # fmt: skip
# Where a word of a catalogue and the same text as a sentence mean different things.
OTHERWISE = {"assigned", "failed", "passed", "schedule"}


def test_every_state_and_kind_has_its_word(catalogue: Catalogue) -> None:
    assert not CODES - catalogue.words.keys() - catalogue.sentences.keys()


def test_no_word_is_there_that_nobody_tells_or_that_stands_elsewhere(catalogue: Catalogue) -> None:
    assert not catalogue.words.keys() - CODES
    assert catalogue.words.keys() & catalogue.sentences.keys() <= OTHERWISE


def test_a_word_is_its_code_in_english_and_what_is_none_stays_as_it_is() -> None:
    state = word("client_review")
    assert state == read(state) == "client_review"
    assert read(state, "ru") == "на проверке у заказчика"
    assert read(word("{no such} word"), "ru") == "{no such} word"
