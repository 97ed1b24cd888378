"""What clients were told held against what is stored: after every death, and once more when all has come to its end."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from store.filestore import FileStore
from store.wallet.audit import differences
from store.wallet.log_audit import LogProof
from tests.crash.book import Lost, Made
from tests.crash.clients import document
from tests.crash.desk_proofs import check_desk, check_open_calls, happened
from tests.crash.places import Store

# Where the record of a call stands, its column with the call's key in it, and its id in the answer.
RECORDS: dict[str, tuple[str, str, str, Callable[[dict[str, Any]], Any]]] = {
    "create_inquiry": ("inquiries", "title", "public_id", lambda answer: answer["inquiry_id"]),
    "create_task": (
        "(SELECT id, title FROM tasks WHERE open_call_id IS NULL)",
        "title",
        "id",
        lambda answer: answer["task"]["id"],
    ),
    "create_open_call": ("open_calls", "title", "public_id", lambda answer: answer["open_call"]["public_id"]),
    "apply_to_open_call": ("open_call_applications", "letter", "id", lambda answer: answer["application"]["id"]),
    "create_work_order": ("work_orders", "title", "id", lambda answer: answer["id"]),
    "create_work_order_contact": ("work_order_contacts", "name", "id", lambda answer: answer["id"]),
    "create_work_order_time_log": ("work_order_time_logs", "note", "id", lambda answer: answer["time_log"]["id"]),
    "create_work_order_message": ("work_order_messages", "message", "id", lambda answer: answer["message"]["id"]),
    "create_work_order_expense": ("work_order_expenses", "description", "id", lambda answer: answer["expense"]["id"]),
    "create_participant_charge": (
        "(SELECT id, label FROM events WHERE type_id = 3)",
        "label",
        "id",
        lambda answer: answer["transaction"]["id"],
    ),
    "create_contract_bill": ("contract_bills", "label", "id", lambda answer: answer["bill"]["id"]),
}
JOB = "publish_work_order"
_VISITS_PAID = "SELECT record_id FROM ledger_transfers WHERE kind = 'work_order_payout'"


@dataclass(frozen=True, slots=True)
class Known:
    """What was known outside before the store was looked at, and what had been sent and received when it was.

    The two are one moment where nothing serves at it."""

    made: tuple[Made, ...]
    received: frozenset[str]
    # How often reads without a key were sent, by operation.
    sent: Counter[str]
    received_by_then: frozenset[str]

    def told(self, tool: str | None = None) -> list[Made]:
        return [made for made in self.made if made.answer is not None and tool in (None, made.tool)]


def hold_against(
    store: Store, known: Known, *, reads: bool = True, mail: bool = True, files: FileStore | None = None
) -> None:
    """Lost, when the store is damaged, the books are wrong, or anything told is missing or anything is there twice.

    reads, mail, files: whether charges of reads, messages, and the bytes of uploads are looked at too."""
    _check_store(store)
    _check_answers(store, known, reads)
    _check_records(store, known)
    check_open_calls(store, known.told())
    check_desk(store, known.told())
    _check_jobs(store, known)
    if files is not None:
        _check_uploads(store, known, files)
    if mail:
        _check_outbox(store, known)


def hold_against_at_the_end(store: Store, known: Known) -> None:
    """Also that nothing is left over: all calls are answered, all jobs and mails are done."""
    _check_counts(store, known)
    _check_money(store, known)
    _check_payouts(store, known)
    jobs = dict(store.execute("SELECT state, count(*) FROM jobs GROUP BY state").fetchall())
    _same("jobs that succeeded", jobs, {"succeeded": len(known.told(JOB))} if known.told(JOB) else {})
    states = {row[0] for row in store.execute("SELECT DISTINCT state FROM outbox")}
    _same("states of the outbox", states - {"done"}, set())
    sent = {row[0] for row in store.execute("SELECT event_id FROM outbox")}
    _same("mails and messages", sent, set(known.received))


def _check_store(store: Store) -> None:
    """It is whole, the books follow from the log, and each line of the log from the one before."""
    _same("the store itself", store.damage(), [])
    _same("the books", differences(store.tx), [])
    _same("the chain of the log", list(LogProof(store.tx).faults()), [])


def _check_answers(store: Store, known: Known, reads: bool) -> None:
    """Each answer is kept as it was given, its call is in the log with its charge, and no effect is without an answer."""
    kept = {row[0]: row[1:] for row in store.execute("SELECT key, tool, call_id, answer FROM idempotency")}
    calls = {row[0]: row[1:] for row in store.execute("SELECT id, tool, transfer_id, access FROM calls")}
    for made in known.told():
        if made.waits or (made.reads and (made.may_be_lost or not reads)):
            continue
        if made.keyed:
            if made.key not in kept:
                raise Lost(f"{made.tool} {made.key} was answered and is not stored")
            tool, call_id, answer = kept[made.key]
            _same(f"the call of {made.key}", (tool, call_id), (made.tool, made.call_id))
            _same(f"the answer of {made.key}", json.loads(answer), made.first_answer)
        if made.tool != JOB:
            charged = made.first_answer.get("charge", {}).get("transaction_id")
            _same(f"the line and charge of {made.key}", calls.get(made.call_id, ())[:2], (made.tool, charged))
    refused = [made.key for made in known.made if made.refused is not None and made.key in kept]
    _same("calls refused that happened", refused, [])
    answered = {call_id for _, call_id, _ in kept.values()}
    loose = {call_id: row for call_id, row in calls.items() if call_id not in answered and row[0] != JOB}
    _same("effects nobody can be told of", [row for row in loose.values() if row[2] != "read"], [])
    if not reads:
        return
    charged = Counter(row[0] for row in loose.values())
    _same("reads charged more often than sent", charged - known.sent, Counter())


def _check_records(store: Store, known: Known) -> None:
    """Each told record exists; none exists twice."""
    for tool, (table, column, id, wanted) in RECORDS.items():
        rows = store.execute(f"SELECT {column}, {id} FROM {table} AS records").fetchall()
        _no_repeat(f"{tool}: twice", [row[0] for row in rows])
        stored = dict(rows)
        for made in known.told(tool):
            _same(f"{tool} {made.key}", str(stored.get(made.key)), str(wanted(made.first_answer)))
    _no_repeat("bookings", _column(store, "SELECT note FROM event_attendees WHERE status_id IS NOT NULL"))
    _no_repeat("payments", _column(store, "SELECT record_id FROM ledger_transfers WHERE kind = 'task_payment'"))
    _no_repeat("visits paid", _column(store, _VISITS_PAID))
    bills = set(_column(store, "SELECT id FROM contract_bills WHERE status_id = 777"))
    paid = set(_column(store, "SELECT id FROM tasks WHERE state = 5"))
    booked = set(_column(store, "SELECT note FROM event_attendees WHERE status_id = 200 AND escrow = 100"))
    team = set(_column(store, "SELECT person_id FROM team_memberships"))
    settled = set(_column(store, "SELECT id FROM events WHERE type_id = 3 AND status_id = 777"))
    sent = dict(store.execute("SELECT id, task_id FROM payouts").fetchall())
    ended = dict(store.execute("SELECT id, status FROM payouts").fetchall())
    for made in (one for one in known.told() if not one.waits):
        there = {
            "pay_new_task": lambda made: made.arguments["task_id"] in paid,
            "pay_contract_bill": lambda made: made.arguments["bill_id"] in bills,
            "book_schedule": lambda made: made.key in booked,
            "create_task_payout": lambda made: sent.get(made.first_answer["payout"]["id"]) == made.arguments["task_id"],
            "record_payout_result": lambda made: ended[made.arguments["payout_id"]] == made.arguments["status"],
            "invite_freelancer": lambda made: made.first_answer["id"] in team,
            "pay_contract_transactions": lambda made: made.arguments["transactions"][0] in settled,
        }.get(made.tool, lambda made: True)(made)
        if not there:
            raise Lost(f"{made.tool} {made.key} was answered and left nothing")


def _check_jobs(store: Store, known: Known) -> None:
    """A job told is there; its work is done once when it ended and not at all before; its price is held until then."""
    rows = store.execute("SELECT id, state, hold_id, arguments FROM jobs").fetchall()
    _same(
        "jobs told and missing",
        {made.first_answer["job"]["id"] for made in known.told(JOB)} - {r[0] for r in rows},
        set(),
    )
    acts = _column(store, "SELECT work_order_id FROM work_order_history WHERE act = 'published'")
    _no_repeat("orders published twice", acts)
    orders = {row[0]: json.loads(row[3])["arguments"]["work_order_id"] for row in rows}
    _no_repeat("orders with two jobs", list(orders.values()))
    done = {orders[row[0]] for row in rows if row[1] == "succeeded"}
    _same("jobs done and orders published", done, set(acts))
    _same("jobs that failed", [row for row in rows if row[1] not in ("succeeded", "queued")], [])
    ended = set(_column(store, "SELECT hold_id FROM ledger_hold_ends"))
    held = {row[2] for row in rows if row[2] is not None and row[1] == "queued"}
    _same("prices of waiting jobs that were let go", held & ended, set())
    runs = store.execute(f"SELECT count(*) FROM calls WHERE tool = '{JOB}'").fetchone()[0]
    _same("runs of jobs", runs, len(done))


def _check_uploads(store: Store, known: Known, files: FileStore) -> None:
    """The bytes of every record are there, and those of an upload that was answered are those that were sent."""
    stored = dict(store.execute("SELECT id, sha256 FROM files WHERE deleted_at IS NULL").fetchall())
    _no_repeat("uploads", list(stored.values()))
    for made in known.told("upload_files"):
        (id,) = (each["id"] for each in made.first_answer["files"])
        if id not in stored or files.get(stored[id]) != document(made.key):
            raise Lost(f"the upload {made.key} was answered and is not there")
    for sha256 in stored.values():
        _same("bytes of an upload", hashlib.sha256(files.get(sha256)).hexdigest(), sha256)


def _check_outbox(store: Store, known: Known) -> None:
    rows = store.execute("SELECT event_id, state FROM outbox").fetchall()
    _same("messages from nowhere", set(known.received) - {row[0] for row in rows}, set())
    done = {row[0] for row in rows if row[1] == "done"}
    _same("messages noted as sent that nobody got", done - known.received_by_then, set())
    _same("messages given up", [row for row in rows if row[1] == "dead"], [])


def _check_counts(store: Store, known: Known) -> None:
    told = happened([made for made in known.told() if not made.reads])
    logged = dict(store.execute("SELECT tool, count(*) FROM calls WHERE access <> 'read' GROUP BY tool").fetchall())
    _same("calls told and logged", dict(told), logged)
    for tool, (table, _, _, _) in RECORDS.items():
        _same(table, store.execute(f"SELECT count(*) FROM {table} AS records").fetchone()[0], told[tool])
    # Whoever is accepted for an open call joins the team.
    applied = "person_id NOT IN (SELECT person_id FROM open_call_applications)"
    invited = store.execute(f"SELECT count(*) FROM team_memberships WHERE state <> 3 AND {applied}").fetchone()[0]
    _same("people invited", invited, told["invite_freelancer"])


def _check_payouts(store: Store, known: Known) -> None:
    """One payout for each that was told, each through its states once, and as many ends as were recorded; the money of each
    is proved with the books."""
    made = store.execute("SELECT count(*) FROM payouts").fetchone()[0]
    _same("payouts", made, len(known.told("create_task_payout")))
    over = store.execute("SELECT count(*) FROM payouts WHERE status IN (2, 3, 5)").fetchone()[0]
    _same("payouts that ended", over, len(known.told("record_payout_result")))
    steps = store.execute("SELECT count(*) FROM payout_steps").fetchone()[0]
    waiting = store.execute("SELECT count(*) FROM payouts WHERE status = 10").fetchone()[0]
    _same("steps of payouts", steps, 2 * made + over)
    _same("payouts never handed over", waiting, 0)
    _no_repeat("tasks with two payouts", _column(store, "SELECT task_id FROM payouts WHERE status IN (10, 1, 2)"))
    begun = store.execute("SELECT count(*) FROM settings WHERE name LIKE 'begun %'").fetchone()[0]
    _same("what was begun and taken back", begun, 0)


def _check_money(store: Store, known: Known) -> None:
    booked = len(known.told("book_schedule"))
    sums = "SELECT count(*), coalesce(sum(escrow), 0) FROM event_attendees WHERE status_id = 200"
    _same("bookings and their escrow", store.execute(sums).fetchone(), (booked, booked * 100))
    paid = "SELECT count(*) FROM ledger_transfers WHERE kind = 'task_payment'"
    _same("payments", store.execute(paid).fetchone()[0], happened(known.told())["pay_new_task"])
    hours = "SELECT coalesce(sum(amount), 0) FROM ledger_transfers WHERE kind = 'contract_payout'"
    paid_for = len(known.told("pay_contract_transactions")) + len(known.told("pay_contract_bill"))
    _same("paid for hours", store.execute(hours).fetchone()[0], 100 * paid_for)
    open_prices = """SELECT count(*) FROM ledger_holds h LEFT JOIN ledger_hold_ends e ON e.hold_id = h.id
                     WHERE h.kind = 'job_price' AND e.hold_id IS NULL"""
    _same("prices of jobs still held", store.execute(open_prices).fetchone()[0], 0)


def _column(store: Store, sql: str) -> list[Any]:
    return [row[0] for row in store.execute(sql)]


def _no_repeat(what: str, values: list[Any]) -> None:
    _same(what, [value for value, times in Counter(values).items() if times > 1][:10], [])


def _same(what: str, found: Any, wanted: Any) -> None:
    if found != wanted:
        raise Lost(f"{what}: found {str(found)[:600]}, not {str(wanted)[:600]}")
