"""Two counters for each subject and author, and the same for each subject, kept in the transaction of what changes them."""

from __future__ import annotations

from store.database import Row, Transaction
from store.types import Owner


def recount(tx: Transaction, about: Owner, author: Owner, per_author: int) -> None:
    """Count anew the newest reviews one author side wrote about somebody, and with that all that are about them."""
    pair = {
        "about_type": about.kind,
        "about_id": about.id,
        "author_type": author.kind,
        "author_id": author.id,
    }
    tx.run(
        """DELETE FROM review_counters WHERE about_type = :about_type AND about_id = :about_id
             AND author_type = :author_type AND author_id = :author_id""",
        **pair,
    )
    tx.run(
        """INSERT INTO review_counters (about_type, about_id, author_type, author_id, count, sum)
           SELECT CAST(:about_type AS TEXT), CAST(:about_id AS BIGINT), CAST(:author_type AS TEXT), CAST(:author_id AS BIGINT),
                  count(*), sum(overall)
           FROM (SELECT overall FROM reviews
                 WHERE about_type = :about_type AND about_id = :about_id AND author_type = :author_type
                   AND author_id = :author_id AND status = 'revealed'
                 ORDER BY revealed_at DESC, id DESC LIMIT :most) AS newest
           HAVING count(*) > 0""",
        **pair,
        most=per_author,
    )
    _sum_up(tx, about)


def set_rank(tx: Transaction, about: Owner, rank: int | None) -> None:
    tx.run(
        "UPDATE review_subjects SET rank = :rank WHERE about_type = :type AND about_id = :id",
        rank=rank,
        type=about.kind,
        id=about.id,
    )


def subjects(tx: Transaction, after: Row | None, most: int) -> list[Row]:
    """Everybody who was reviewed, with their authors, in order: about_type, about_id, author_type, author_id."""
    begin = "WHERE (about_type, about_id, author_type, author_id) > (:a, :b, :c, :d)" if after is not None else ""
    params = dict(zip("abcd", tuple(after), strict=True)) if after is not None else {}
    return tx.all(
        f"""SELECT DISTINCT about_type, about_id, author_type, author_id FROM reviews {begin}
            ORDER BY about_type, about_id, author_type, author_id LIMIT :most""",
        **params,
        most=most,
    )


def _sum_up(tx: Transaction, about: Owner) -> None:
    whose = {"type": about.kind, "id": about.id}
    tx.run(
        """INSERT INTO review_subjects (about_type, about_id, count, sum)
           SELECT CAST(:type AS TEXT), CAST(:id AS BIGINT), coalesce(sum(count), 0), coalesce(sum(sum), 0)
           FROM review_counters WHERE about_type = :type AND about_id = :id
           ON CONFLICT (about_type, about_id) DO UPDATE SET count = excluded.count, sum = excluded.sum""",
        **whose,
    )
