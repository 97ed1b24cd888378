"""Archives of documents: how long they last, how large they get, and how their bytes are put together."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from datetime import datetime, timedelta
from io import BytesIO

from tools.errors import Invalid
from tools.rules.sentences import worded

LIFETIME = timedelta(hours=24)
MOST_DOCUMENTS = 1000
# Of those that have none yet: each takes a while to be made.
MOST_NEW_PDFS = 250

Entry = tuple[str, bytes, datetime]


def check_size(documents: int, new_pdfs: int) -> None:
    """Invalid when an archive would be too large, or take too long to be made for the first time."""
    if documents > MOST_DOCUMENTS:
        raise Invalid(
            {
                "date_from": worded(
                    "more than {most_documents} documents match; ask for a shorter period",
                    most_documents=MOST_DOCUMENTS,
                )
            }
        )
    if new_pdfs > MOST_NEW_PDFS:
        raise Invalid(
            {
                "date_from": worded(
                    "{new_pdfs} of these have never been made PDFs, and one call makes at most {most_new_pdfs}; "
                    "ask for shorter periods first, what was made once is there",
                    new_pdfs=new_pdfs,
                    most_new_pdfs=MOST_NEW_PDFS,
                )
            }
        )


def archive_of(entries: Sequence[Entry]) -> bytes:
    """A ZIP of files with the moments they were made: the same files are the same bytes."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content, moment in entries:
            info = zipfile.ZipInfo(name, moment.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            # The system that made it, else it says which one that was.
            info.create_system = 3
            archive.writestr(info, content)
    return made.getvalue()
