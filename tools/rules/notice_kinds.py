"""The kinds of notices: who gets one, by which ways it goes out besides the inbox, how soon, and which tools answer it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tools.rules.sentences import title_of

Channel = Literal["mail", "sms", "callback"]
Urgency = Literal["always", "within_24h", "none"]
CHANNELS: tuple[Channel, ...] = ("mail", "sms", "callback")
GROUPS = (
    "booking", "event", "schedule", "work_order", "task", "open_call", "contract", "inquiry", "money", "approval", "review",
    "profile", "team", "account", "agent",
)  # fmt: skip
# Mail of a company's notices of these groups goes to all its admins, whoever is responsible for the record.
# Kinds of these groups tell of what two people do with each other.
ABOUT_WORK = frozenset(
    {"booking", "event", "schedule", "work_order", "task", "open_call", "contract", "inquiry", "review"}
)
# Kinds that say something does not take place.
ENDINGS = frozenset({"booking_called_off", "booking_lapsed"})
FOR_ADMINS = frozenset({"money", "approval", "account", "agent"})


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """One kind. channels: its defaults beside the inbox; sms goes out only when urgent, or when the owner chose it.

    must: mail cannot be switched off. guests: whoever is known by an address only always gets it by mail. own: also told to
    the one who did it. act: the tools that answer it. named: a mail of it tells of them only
    those that its text names. when: what happened, for people who choose channels."""

    name: str
    group: str
    to: str
    when: str
    channels: tuple[Channel, ...]
    urgency: Urgency
    must: bool = False
    guests: bool = False
    own: bool = False
    act: tuple[str, ...] = ()
    named: bool = False

    @property
    def answers(self) -> tuple[str, ...]:
        """The tools that answer it."""
        return self.act

    def title(self, language: str = "en") -> str:
        """As it stands in a subject: 'Booking called off'."""
        return title_of(self.name, language)


INBOX: tuple[Channel, ...] = ()
MAIL: tuple[Channel, ...] = ("mail",)
SMS: tuple[Channel, ...] = ("mail", "sms")
CALL: tuple[Channel, ...] = ("callback",)
BOTH: tuple[Channel, ...] = ("mail", "callback")
ALL: tuple[Channel, ...] = ("mail", "sms", "callback")
# Whatever the state of a task asks for next; of them those that are open answer.
TASK_STEPS = (
    "start_task", "decline_task", "pay_new_task", "mark_task_completed", "accept_task", "resume_task", "reject_task",
    "pay_task", "confirm_task_rejection", "start_task_dispute", "reply_to_task_dispute", "cancel_task_dispute",
    "request_task_changes", "accept_task_changes", "decline_task_changes", "cancel_task_changes", "create_task_payout",
)  # fmt: skip

_ROWS = (
    NoticeKind("booking_requested", "booking", "hosts", "a booking waits for the host's yes", BOTH, "within_24h",
               act=("confirm_event", "decline_event")),
    NoticeKind("booking_confirmed", "booking", "booker, hosts",
               "booked or confirmed, with time, place and what is paid", BOTH, "within_24h"),
    NoticeKind("booking_payment_due", "booking", "booker", "a reserved slot waits for payment until hold_until", BOTH,
               "always", act=("pay_schedule_events", "decline_event")),
    NoticeKind("booking_invited", "booking", "companions", "named as attendee of somebody's booking", BOTH,
               "within_24h", guests=True, act=("confirm_event", "decline_event")),
    NoticeKind("booking_move_proposed", "booking", "voters incl. booker and guest",
               "another time, price or text is suggested", BOTH, "within_24h", guests=True,
               act=("vote_on_event_corrections",)),
    NoticeKind("booking_move_decided", "booking", "proposer", "the suggestion was agreed or refused", BOTH,
               "within_24h", guests=True),
    NoticeKind("booking_moved", "booking", "booker, hosts, companions",
               "old and new time, and the event's number when it changed", BOTH, "within_24h", guests=True),
    NoticeKind("booking_called_off", "booking", "booker, hosts, companions", "who called it off, reason, refund", BOTH,
               "within_24h", guests=True),
    NoticeKind("booking_lapsed", "booking", "booker, hosts",
               "hold or answer time ran out, with the refund when anything was paid", BOTH, "none", guests=True),
    NoticeKind("booking_reassigned", "booking", "booker, old and new host", "another host serves it", BOTH,
               "within_24h", guests=True),
    NoticeKind("booking_reminder", "booking", "booker, hosts, companions",
               "24 hours before the start, once, if booked earlier than that", MAIL, "always"),
    NoticeKind("booking_no_show", "booking", "the side marked absent",
               "a no-show mark with its money effect and until when to contest", BOTH, "always", guests=True,
               act=("mark_booking_no_show",)),
    NoticeKind("booking_delivered", "booking", "payer", "the time is over, escrow goes out at release time", BOTH,
               "none", act=("pay_schedule_events", "decline_event", "create_review")),
    NoticeKind("booking_completed", "booking", "payee, payer", "money released, with the amount", INBOX, "none"),
    NoticeKind("waiting_list_offer", "booking", "the person waiting", "a place is kept until a time", ALL, "always",
               guests=True, own=True, act=("book_schedule", "release_slot_hold")),
    NoticeKind("event_invited", "event", "attendees", "invited to an event", BOTH, "within_24h", guests=True,
               act=("confirm_event", "decline_event")),
    NoticeKind("event_answered", "event", "owner", "an attendee said yes or no", INBOX, "within_24h"),
    NoticeKind("event_changed", "event", "attendees, voters", "suggestion made, decided, or event moved or cancelled",
               BOTH, "within_24h", guests=True, act=("vote_on_event_corrections",)),
    NoticeKind("schedule_role", "schedule", "the person", "added to, taken off or handed a schedule", MAIL, "none"),
    NoticeKind("schedule_correction", "schedule", "the other side", "agreed working hours are to change", BOTH, "none",
               act=("reply_to_participation_request",)),
    NoticeKind("calendar_link", "schedule", "owner of the calendar",
               "an outside calendar cannot be read or written, works again, is read in part, or lies over bookings", MAIL,
               "none", act=("get_calendar_sync_settings",)),
    NoticeKind("work_order_offered", "work_order", "provider", "routed to them, with pay, place and time", ALL,
               "within_24h", act=("accept_work_order_route", "decline_work_order_route")),
    NoticeKind("work_order_terms_changed", "work_order", "providers with an open route or request", "material change",
               BOTH, "within_24h", act=("accept_work_order_route", "decline_work_order_route")),
    NoticeKind("work_order_offer_closed", "work_order", "providers with an open route or request",
               "withdrawn, expired, taken by somebody else, bundled or reverted", BOTH, "within_24h"),
    NoticeKind("work_order_requested", "work_order", "company", "a provider asks for it, with counter-offer", BOTH,
               "within_24h", act=("accept_work_order_request", "decline_work_order_request")),
    NoticeKind("work_order_request_decided", "work_order", "provider", "accepted, declined, expired or closed", BOTH,
               "within_24h"),
    NoticeKind("work_order_assigned", "work_order", "provider, company", "assigned, with time and place", ALL,
               "within_24h", must=True, act=("set_work_order_eta",)),
    NoticeKind("work_order_schedule_changed", "work_order", "assignee",
               "new service window, arrival to be confirmed again", ALL, "within_24h", must=True,
               act=("set_work_order_eta",)),
    NoticeKind("work_order_changed", "work_order", "assignee", "description, tasks, contacts, pay or place changed",
               BOTH, "within_24h"),
    NoticeKind("work_order_unassigned", "work_order", "former assignee", "taken off or removed, with the reason", ALL,
               "within_24h", must=True),
    NoticeKind("work_order_cancelled", "work_order", "assignee, providers with an open route or request",
               "message_to_provider and cancellation fee", ALL, "within_24h", must=True),
    NoticeKind("work_order_provider_left", "work_order", "company", "the assignee dropped out", BOTH, "always",
               act=("dispatch_work_order", "replan_day")),
    NoticeKind("work_order_visit", "work_order", "company", "arrival confirmed, on the way, checked in or out", CALL,
               "none"),
    NoticeKind("work_order_late", "work_order", "company", "delay, missed arrival or problem opened", BOTH, "always",
               act=("acknowledge_provider_delay",)),
    NoticeKind("work_order_done", "work_order", "company", "reported complete", BOTH, "none",
               act=("approve_work_order", "mark_work_order_incomplete")),
    NoticeKind("work_order_returned", "work_order", "assignee", "marked incomplete, with the reason", BOTH,
               "within_24h"),
    NoticeKind("work_order_approved", "work_order", "assignee", "final pay and when it is due", BOTH, "none",
               act=("create_review",)),
    NoticeKind("work_order_money", "work_order", "the other side",
               "increase, expense, discount, bonus or penalty asked, decided or set", BOTH, "none",
               act=("update_work_order_increase", "update_work_order_expense")),
    NoticeKind("work_order_message", "work_order", "the other side", "message or reply on an order", BOTH, "none",
               act=("reply_to_work_order_message",)),
    NoticeKind("dispatch_ended", "work_order", "company", "automatic search filled or exhausted", BOTH, "within_24h"),
    NoticeKind("task_ordered", "task", "freelancer", "a new task", BOTH, "none", must=True,
               act=("start_task", "decline_task")),
    NoticeKind("task_step", "task", "the other side",
               "started, delivered, sent back, accepted, rejected, declined, contested, answered, cancelled", BOTH,
               "none", act=TASK_STEPS),
    NoticeKind("task_terms", "task", "the other side", "terms changed or proposed, answered, or taken back", BOTH,
               "none", act=("accept_task_changes", "decline_task_changes")),
    NoticeKind("task_deadline", "task", "freelancer, company", "less than 72 hours left (once), or passed", BOTH,
               "always", act=("extend_task_deadline",)),
    NoticeKind("task_message", "task", "the other side", "chat message or file", BOTH, "none"),
    NoticeKind("task_paid", "task", "freelancer", "amount credited", BOTH, "none", act=("create_task_payout",)),
    NoticeKind("open_call_application", "open_call", "company, of a draft its person",
               "new application (one mail an hour at most for a call, and of those that came within it one more after it)",
               BOTH, "none",
               act=("decide_applications", "accept_applications", "apply_to_open_call", "withdraw_application")),
    NoticeKind("open_call_decided", "open_call", "applicant",
               "shortlisted, accepted (with start instructions) or refused with the reason", ALL, "within_24h",
               act=("start_task", "set_work_order_eta")),
    NoticeKind("open_call_ended", "open_call", "company, live applicants",
               "filled, closed, expired, cancelled or held back, with the money released", BOTH, "none",
               act=("create_open_call",)),
    NoticeKind("contract_step", "contract", "the other side, members it concerns",
               "invited, accepted, declined, released, hours or rate changed", BOTH, "none",
               act=("reply_to_participation_request",)),
    NoticeKind("contract_money", "contract", "payer or payee",
               "charge, deposit or bill made, approved, refused or paid", BOTH, "none",
               act=("approve_contract_transactions", "decline_event", "pay_contract_transactions", "pay_contract_bill",
                    "update_participant_charge"), named=True),
    NoticeKind("inquiry_step", "inquiry", "creator", "stage of an inquiry or position changed by somebody else", MAIL,
               "none"),
    NoticeKind("money_in", "money", "owner of the purse", "deposit confirmed, payment or refund received", CALL,
               "none"),
    NoticeKind("money_out", "money", "owner of the purse", "payment, payout or withdrawal done", INBOX, "none",
               own=True),
    NoticeKind("money_failed", "money", "owner of the purse",
               "payment, payout, withdrawal or hold failed, money is back", BOTH, "always", must=True,
               act=("request_balance_top_up",)),
    NoticeKind("balance_low", "money", "owner of the purse", "available fell below the alert's threshold", BOTH,
               "always", own=True, act=("get_deposit_address", "request_balance_top_up")),
    NoticeKind("cap_reached", "money", "admins or the owner",
               "a spending limit or mandate refused a call, at most once an hour per limit", BOTH, "always", own=True,
               act=("set_spending_limit",)),
    NoticeKind("approval_waiting", "approval", "approvers of the present step",
               "an act waits for a yes, with cost and end of waiting", ALL, "always", must=True,
               act=("approve_request", "decline_request")),
    NoticeKind("approval_decided", "approval", "requester", "carried out, declined, timed out or withdrawn", BOTH,
               "always"),
    NoticeKind("freeze_changed", "approval", "admins, the frozen agent", "frozen or free again", BOTH, "always",
               must=True),
    NoticeKind("mandate_changed", "approval", "agent, admins",
               "made, nearly used (80 percent, once), used up, expired or revoked", CALL, "none"),
    NoticeKind("review_due", "review", "both sides",
               "work ended, review open for 14 days, again 3 days before the end if still missing", MAIL, "none",
               act=("create_review",)),
    NoticeKind("review_revealed", "review", "both sides", "both reviews are visible", MAIL, "none",
               act=("reply_to_review",)),
    NoticeKind("review_replied", "review", "author", "the reviewed side replied", INBOX, "none"),
    NoticeKind("profile_correction", "profile", "the person", "somebody suggests a change", BOTH, "none",
               act=("vote_on_profile_correction",)),
    NoticeKind("profile_changed", "profile", "the person",
               "a change was applied, by votes or by somebody else's hand, old and new value", MAIL, "always",
               must=True),
    NoticeKind("contact_changed", "profile", "the person, at old and new address",
               "mail address, phone, payment method or tax data changed", SMS, "always", must=True),
    NoticeKind("contact_revealed", "profile", "the person", "somebody revealed mail or phone", INBOX, "none"),
    NoticeKind("team_step", "team", "the person or the company",
               "invited, registered, verified, removed, agreement to sign, responsible for an order or no longer", MAIL, "none"),
    NoticeKind("account_security", "account", "the person",
               "sign-in locked, second factor, key regenerated, own payment method added or removed", SMS, "always",
               must=True, own=True),
    NoticeKind("webhook_failing", "account", "company",
               "a webhook has taken no event for an hour, events were given up, or it works again", MAIL, "none",
               act=("set_webhook", "update_webhook_endpoint", "replay_webhook_deliveries")),
    NoticeKind("agent_status", "agent", "the agent, its admins", "registered, activated, suspended, banned", BOTH,
               "always", must=True),
    NoticeKind("operator_decision", "account", "the party concerned",
               "operator answered a report, settled money by hand or changed terms", BOTH, "none", must=True),
)  # fmt: skip

KINDS: Mapping[str, NoticeKind] = {kind.name: kind for kind in _ROWS}
# Those also told to the one who did it, and those with tools that answer them.
TOLD_OWN = tuple(kind.name for kind in _ROWS if kind.own)
ACTING = frozenset(kind.name for kind in _ROWS if kind.act)


def group_of(kind: str) -> str:
    """The group a kind belongs to; of notices written before there were kinds, the nearest."""
    known = KINDS.get(kind)
    return known.group if known else kind if kind in GROUPS else "account"


def kinds_named(name: str) -> tuple[str, ...]:
    """The kinds that a kind, a group or 'all' stands for; empty when it names nothing."""
    if name in KINDS:
        return (name,)
    if name in GROUPS:
        return tuple(kind.name for kind in _ROWS if kind.group == name)
    return tuple(KINDS) if name == "all" else ()
