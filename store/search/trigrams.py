"""The index of texts of tasks by the pieces of three letters they are made of, for finding what stands anywhere in a text.

SQLite keeps it in task_text_index, written here in the transaction of the change; PostgreSQL keeps one of its own in step with
the column and needs nothing told. What the index finds has the pieces, in whatever order: it is still to be compared."""

from __future__ import annotations

from store.database import Transaction

PIECE = 3
AT_ONCE = 1000
# Signs of the private use area: a company is written with three of them, which makes one piece.
_FIRST_SIGN, _SIGNS = 0xE000, 6400


def learn(tx: Transaction, task_id: int, company_id: int, text: str) -> None:
    """Take in a folded text."""
    if tx.dialect == "sqlite":
        tx.run(
            "INSERT INTO task_text_index (rowid, pieces) VALUES (:id, :pieces)",
            id=task_id,
            pieces=_of_company(company_id, text),
        )


def forget(tx: Transaction, task_id: int, company_id: int, text: str) -> None:
    """Let go of a text, which must be the one that was learned."""
    if tx.dialect == "sqlite":
        tx.run(
            "INSERT INTO task_text_index (task_text_index, rowid, pieces) VALUES ('delete', :id, :pieces)",
            id=task_id,
            pieces=_of_company(company_id, text),
        )


def learn_anew(tx: Transaction) -> None:
    """Take in the texts of all tasks, where those were brought from another database."""
    if tx.dialect != "sqlite":
        return
    tx.run("INSERT INTO task_text_index (task_text_index) VALUES ('delete-all')")
    after = 0
    while rows := tx.all(
        f"""SELECT t.id, t.company_id, x.folded FROM task_texts x JOIN tasks t ON t.id = x.task_id
            WHERE t.id > :after ORDER BY t.id LIMIT {AT_ONCE}""",
        after=after,
    ):
        for row in rows:
            learn(tx, row["id"], row["company_id"], row["folded"])
        after = rows[-1]["id"]


def asked(tx: Transaction, company_id: int | None, text: str) -> str | None:
    """What to ask the index for a folded text; None when it has no piece, or the store finds texts without being asked."""
    if tx.dialect != "sqlite" or company_id is None or len(text) < PIECE:
        return None
    pieces = dict.fromkeys(text[start : start + PIECE] for start in range(len(text) - PIECE + 1))
    return " AND ".join(_quoted(piece) for piece in (company_piece(company_id), *pieces))


def _of_company(company_id: int, text: str) -> str:
    return f"{company_piece(company_id)}\n{text}"


def company_piece(company_id: int) -> str:
    """The piece by which the texts of a company are found."""
    places = (company_id // _SIGNS**2, company_id // _SIGNS % _SIGNS, company_id % _SIGNS)
    return "".join(chr(_FIRST_SIGN + place) for place in places)


def _quoted(piece: str) -> str:
    return '"' + piece.replace('"', '""') + '"'
