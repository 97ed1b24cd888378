"""How large archives of documents get, and that the same files are the same bytes."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from io import BytesIO

import pytest

from tools.errors import Invalid
from tools.payouts.rules.archives import archive_of, check_size

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("documents", "new", "fault"),
    [
        (1000, 250, None),
        (1001, 0, "more than 1000 documents match; ask for a shorter period"),
        (300, 251, "251 of these have never been made PDFs"),
    ],
)
def test_an_archive_has_its_bounds(documents: int, new: int, fault: str | None) -> None:
    if fault is None:
        check_size(documents, new)
        return
    with pytest.raises(Invalid) as no:
        check_size(documents, new)
    assert fault in no.value.fields["date_from"]


def test_the_same_files_make_the_same_bytes() -> None:
    entries = [("invoice-1.pdf", b"%PDF-1.7 a", NOW), ("certificate-2.pdf", b"%PDF-1.7 b", NOW)]
    assert archive_of(entries) == archive_of(entries)
    with zipfile.ZipFile(BytesIO(archive_of(entries))) as archive:
        assert archive.testzip() is None
        assert [(info.filename, info.date_time) for info in archive.infolist()] == [
            ("invoice-1.pdf", (2026, 3, 2, 9, 0, 0)),
            ("certificate-2.pdf", (2026, 3, 2, 9, 0, 0)),
        ]
