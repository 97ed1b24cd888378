"""A connection to a PostgreSQL server, asked with as little around each statement as can be.

A call asks some ten short questions one after another, so what stands around each counts: the library's own cursor takes twice
as long for one. Values are turned by the library both ways; statements are kept on the server once they come again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

import psycopg
from psycopg import errors, pq
from psycopg.adapt import PyFormat, Transformer

from store.postgresql.errors import Lost, StatementForgotten
from store.postgresql.values import Row, adapters

ADAPTERS = adapters()
# Statements that are kept on the server for each connection.
MOST_KEPT = 1000
# How often a text is asked before it is kept: most variants of a search come once.
KEPT_FROM = 2
# A server that vanishes without a word is found out in seconds, not hours.
LIVELINESS: dict[str, Any] = {
    "keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3, "tcp_user_timeout": 20_000,
}  # fmt: skip
# What a plan or a kept statement that has become stale is refused with.
_STALE = ("0A000", "26000", "42P05")
# Rows lie in memory or on a disk without a head, and no answer is worth compiling a plan for.
PLANNING = "SET random_page_cost = 1.1; SET jit = off"
_DONE = (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK)
# What the server calls an error after which it ends the connection.
_ENDS = ("FATAL", "PANIC")
_AUTO = PyFormat.AUTO

_Key = tuple[str, tuple[int, ...]]


class _Kept:
    """A statement that is kept on the server, and where its columns stand."""

    __slots__ = ("name", "places")

    def __init__(self, name: bytes) -> None:
        self.name = name
        self.places: dict[str, int] = {}


class Statement(NamedTuple):
    """A statement with its parameters. keep: as Session.ask takes it."""

    text: str
    values: Sequence[Any] = ()
    keep: bool = True


class _Question(NamedTuple):
    """A statement with its parameters as they are sent."""

    text: bytes
    given: Any
    types: tuple[int, ...]
    formats: Any
    kept: _Kept | None


class Result:
    """What a statement gave back."""

    __slots__ = ("count", "fields", "rows")

    def __init__(self, rows: list[Row], count: int, fields: int) -> None:
        self.rows = rows
        # How many rows a statement changed or found.
        self.count = count
        self.fields = fields


class Session:
    """One connection, used by one thread at a time."""

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self.connection = connection
        self._pgconn = connection.pgconn
        self._turns = Transformer(connection)
        self._asked: OrderedDict[_Key, int] = OrderedDict()
        self._kept: OrderedDict[_Key, _Kept] = OrderedDict()
        self._made = 0
        self._lost = False
        # Milliseconds that a statement may take, and whether one was sent of which nobody has heard yet.
        self._limit = 0
        self._unheard = False

    @classmethod
    def open(cls, url: str, seconds: float = 5.0) -> Session:
        """Connect, waiting so long for an answer. psycopg.OperationalError when it cannot be."""
        connection = psycopg.connect(
            url,
            autocommit=True,
            context=ADAPTERS,
            application_name="hiringhall",
            connect_timeout=max(2, int(seconds)),
            **LIVELINESS,
        )
        session = cls(connection)
        try:
            session.command(PLANNING)
        except BaseException:
            session.close()
            raise
        return session

    @property
    def usable(self) -> bool:
        return not self._lost and bool(self._pgconn.status == pq.ConnStatus.OK)

    @property
    def within(self) -> bool:
        """Whether a transaction is open, and nothing in it has failed."""
        return self.usable and bool(self._pgconn.transaction_status == pq.TransactionStatus.INTRANS)

    @property
    def within_failed(self) -> bool:
        """Whether a transaction is open in which something has failed. Of a lost connection nothing is known."""
        return self.usable and bool(self._pgconn.transaction_status == pq.TransactionStatus.INERROR)

    def limit(self, milliseconds: int) -> None:
        """Let each statement take so long at most from now on; of seconds only whole ones, so that it seldom changes."""
        wanted = milliseconds if milliseconds < 1000 else -(-milliseconds // 1000) * 1000
        if wanted != self._limit:
            self.command(f"SET statement_timeout = {wanted}")
            self._limit = wanted

    def command(self, text: str) -> pq.abc.PGresult:
        """Statements without parameters, sent together; what the last of them gave back."""
        self._hear()
        return self._checked(self._pgconn.exec_(text.encode()))

    def ask(self, text: str, values: Sequence[Any], keep: bool = True) -> Result:
        """One statement with its parameters. keep: whether it may be kept on the server, with one plan for all values."""
        self._hear()
        question = self._question(text, values, keep)
        if question.kept is None:
            result = self._pgconn.exec_params(question.text, question.given, question.types, question.formats)
        else:
            result = self._pgconn.exec_prepared(question.kept.name, question.given, question.formats)
        if result.status not in _DONE:
            raise self._refusal(result, question.kept is not None)
        return self._read(result, question.kept)

    def ask_together(self, asked: Sequence[Statement]) -> list[Result]:
        """Statements that are sent in one go. When one is refused, those after it are not carried out."""
        results, refusal = self.go_through(asked)
        if refusal is not None:
            raise refusal
        return results

    def go_through(self, asked: Sequence[Statement]) -> tuple[list[Result], psycopg.Error | None]:
        """The same: what those gave back that were carried out, and how the next was refused. Lost when nobody can say how
        far it went."""
        self._hear()
        questions = [self._question(*each) for each in asked]
        results: list[Result] = []
        for question, answer in zip_longest(questions, self._answers(questions)):
            if answer.status not in _DONE:
                return results, self._refusal(answer, question is not None and question.kept is not None)
            results.append(self._read(answer, question.kept))
        return results, None

    def _answers(self, questions: Sequence[_Question]) -> list[pq.abc.PGresult]:
        """One for each question, up to the first that was refused, which may be the end of all."""
        answers: list[pq.abc.PGresult] = []
        try:
            self._pgconn.enter_pipeline_mode()
            self._send(questions)
            for _ in questions:
                answers.append(self._next_answer())
                # After each comes a mark of its end.
                self._pgconn.get_result()
            end = self._next_answer()
            if end.status != pq.ExecStatus.PIPELINE_SYNC:
                answers.append(end)
            self._pgconn.exit_pipeline_mode()
        except errors.OperationalError as error:
            # The library itself can neither send nor receive. What the server has said before is so all the same.
            self._lost = True
            if not any(answer.error_field(pq.DiagnosticField.SQLSTATE) for answer in answers):
                raise Lost(str(error)) from error
        refused = (place for place, answer in enumerate(answers, 1) if answer.status not in _DONE)
        return answers[: next(refused, None)]

    def _send(self, questions: Sequence[_Question]) -> None:
        for each in questions:
            if each.kept is None:
                self._pgconn.send_query_params(each.text, each.given, each.types, each.formats)
            else:
                self._pgconn.send_query_prepared(each.kept.name, each.given, each.formats)
        self._pgconn.pipeline_sync()

    def _next_answer(self) -> pq.abc.PGresult:
        answer = self._pgconn.get_result()
        if answer is None:
            raise errors.OperationalError("the connection ended within several statements")
        return answer

    def _question(self, text: str, values: Sequence[Any], keep: bool = True) -> _Question:
        turns = self._turns
        given: Any = turns.dump_sequence(values, [_AUTO] * len(values))
        types, formats = turns.types or (), turns.formats
        key = (text, types)
        kept = (self._found(key) or self._keep(key)) if keep else None
        return _Question(text.encode(), given, types, formats, kept)

    def send(self, text: str) -> None:
        """A statement on which nothing hangs. What comes of it is heard before whatever is asked next, which it does not concern
        unless the connection is lost."""
        try:
            self._pgconn.send_query_params(text.encode(), None)
            self._unheard = True
        except errors.OperationalError:
            self._lost = True

    def _hear(self) -> None:
        if self._unheard:
            self._unheard = False
            while (result := self._pgconn.get_result()) is not None:
                if result.status not in _DONE and isinstance(lost := self._refusal(result, False), Lost):
                    raise lost

    def roll_back(self) -> None:
        """End what is open, as far as the connection can."""
        if not self._unheard and self.usable and self._pgconn.transaction_status != pq.TransactionStatus.IDLE:
            self._pgconn.exec_(b"ROLLBACK")

    def forget_statements(self) -> None:
        """Keep all statements anew: the schema has changed, or they were taken away."""
        self._kept.clear()
        if self.usable:
            self._hear()
            self._pgconn.exec_(b"DEALLOCATE ALL")

    def close(self) -> None:
        self.connection.close()

    def _read(self, result: pq.abc.PGresult, kept: _Kept | None) -> Result:
        count = result.command_tuples
        if count is None:
            count = -1
        fields = result.nfields
        if not fields or not result.ntuples:
            return Result([], count, fields)
        places = kept.places if kept is not None and len(kept.places) else _places(result)
        if kept is not None:
            kept.places = places
        self._turns.set_pgresult(result)
        rows = self._turns.load_rows(0, result.ntuples, lambda values: Row(places, values))
        return Result(rows, count, fields)

    def _found(self, key: _Key) -> _Kept | None:
        """A statement that is kept. What was asked last is the last to go, so none goes that is about to be sent."""
        kept = self._kept.get(key)
        if kept is not None:
            self._kept.move_to_end(key)
        return kept

    def _keep(self, key: _Key) -> _Kept | None:
        """A statement that is kept from now on; None for one that is too rare."""
        times = self._asked.pop(key, 0) + 1
        if times < KEPT_FROM:
            self._asked[key] = times
            if len(self._asked) > MOST_KEPT:
                self._asked.popitem(last=False)
            return None
        if len(self._kept) >= MOST_KEPT:
            _, oldest = self._kept.popitem(last=False)
            self._checked(self._pgconn.exec_(b"DEALLOCATE " + oldest.name))
        self._made += 1
        name = f"hall_{self._made}".encode()
        text, types = key
        self._checked(self._pgconn.prepare(name, text.encode(), types))
        self._kept[key] = kept = _Kept(name)
        return kept

    def _checked(self, result: pq.abc.PGresult) -> pq.abc.PGresult:
        if result.status not in _DONE:
            raise self._refusal(result, False)
        return result

    def _refusal(self, result: pq.abc.PGresult, kept: bool) -> psycopg.Error:
        error = errors.error_from_result(result)
        told: psycopg.Error = error
        ended = error.diag.severity_nonlocalized in _ENDS
        # The library itself names no state: it says that the connection has ended, and may see it only later.
        if error.sqlstate is None or ended or not self.usable:
            self._lost = True
            told = Lost(str(error))
        elif kept and error.sqlstate in _STALE:
            told = StatementForgotten(str(error))
        told.__cause__ = error if told is not error else None
        return told


def _places(result: pq.abc.PGresult) -> dict[str, int]:
    """Where each column stands; of two of one name the first is found by it."""
    places: dict[str, int] = {}
    for place in range(result.nfields):
        places.setdefault((result.fname(place) or b"").decode(), place)
    return places
