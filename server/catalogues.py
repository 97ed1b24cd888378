"""The catalogues of our sentences as programs read them: each .mo, made of the .po beside it.

For whoever works on the hall: it needs Babel, which a hall does without."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools.rules.sentences import DOMAIN, LANGUAGES, LOCALE

# What a program needs of the head. Dates, names and versions would make other bytes of the same sentences.
NEEDED = ("Language:", "Plural-Forms:", "MIME-Version:", "Content-Type:", "Content-Transfer-Encoding:")


class Compiled(Catalog):
    """A catalogue with a short head, and nothing in it that is only guessed."""

    def __init__(self, written: Catalog) -> None:
        super().__init__()
        self.mime_headers = written.mime_headers
        for message in written:
            if message.id and not message.fuzzy:
                self.add(message.id, message.string, context=message.context)

    def __iter__(self) -> Iterator[Message]:
        head, *messages = super().__iter__()
        yield Message("", "".join(f"{line}\n" for line in str(head.string).splitlines() if line.startswith(NEEDED)))
        yield from messages


def written(language: str) -> Path:
    """The catalogue of a language as people write it."""
    return LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def catalogue(language: str) -> Catalog:
    with written(language).open("rb") as file:
        return read_po(file, ignore_obsolete=True, abort_invalid=True)


def compiled() -> dict[Path, bytes]:
    """Path and content of every catalogue as it is read."""
    return {written(language).with_suffix(".mo"): _compiled(language) for language in LANGUAGES}


def _compiled(language: str) -> bytes:
    made = BytesIO()
    write_mo(made, Compiled(catalogue(language)))
    return made.getvalue()
