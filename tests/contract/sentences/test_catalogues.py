"""Each catalogue is whole and well made, whatever it was written with, and what is read is made of it."""

from __future__ import annotations

import re
from gettext import GNUTranslations
from io import BytesIO
from itertools import groupby
from string import Formatter

from babel.messages.plurals import get_plural

from server.catalogues import compiled, written
from tests.contract.sentences.catalogues import Catalogue, read_catalogue
from tools.rules.sentences import DOMAIN, FINNISH, LANGUAGES, LOCALE, RUSSIAN, SEPARATOR, TITLE, WORD

# Which form follows a number, by numbers that tell apart the rules of our languages.
FORMS = {
    FINNISH: {0: 1, 1: 0, 2: 1, 5: 1, 11: 1, 21: 1, 101: 1},
    RUSSIAN: {0: 2, 1: 0, 2: 1, 4: 1, 5: 2, 11: 2, 12: 2, 14: 2, 20: 2, 21: 0, 22: 1, 111: 2, 112: 2, 121: 0, 1002: 1},
}
BRACES = "python-brace-format"


def source(language: str) -> str:
    return written(language).read_text(encoding="utf-8")


def head(language: str) -> dict[str, str]:
    """What the head of a catalogue says, as it stands in the file."""
    # A program may have broken its lines anywhere.
    text = "".join(re.findall(r'^"(.*)"$', source(language).partition("\n\n")[0], re.MULTILINE))
    return {name: value for name, _, value in (line.partition(": ") for line in text.split("\\n"))}


def places(text: str) -> set[tuple[str, str | None, str | None]]:
    """The places of a text, and how each is filled."""
    return {(name, spec, made) for _, name, spec, made in Formatter().parse(text) if name is not None}


def test_each_language_has_its_catalogue_and_what_is_made_of_it() -> None:
    files = {path.relative_to(LOCALE).as_posix() for path in LOCALE.rglob("*") if path.is_file()}
    assert files == {f"{language}/LC_MESSAGES/{DOMAIN}.{kind}" for language in LANGUAGES for kind in ("po", "mo")}


def test_what_is_read_is_made_of_what_is_written() -> None:
    old = [path.as_posix() for path, content in compiled().items() if path.read_bytes() != content]
    assert not old, "run make snapshots"


def test_a_compiled_catalogue_holds_nothing_that_changes_by_itself() -> None:
    for path in compiled():
        with path.open("rb") as file:
            about = GNUTranslations(file).info()
        assert about.keys() == {
            "language",
            "plural-forms",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
        }


def test_the_head_says_what_a_catalogue_is(catalogue: Catalogue) -> None:
    said = head(catalogue.language)
    assert said["Language"] == catalogue.language
    assert said["Content-Type"].lower() == "text/plain; charset=utf-8"
    assert said["Content-Transfer-Encoding"] == "8bit"
    assert said["Plural-Forms"].startswith(f"nplurals={get_plural(catalogue.language)[0]}; plural=")


def test_every_entry_stands_once_is_whole_and_nobody_doubts_it(catalogue: Catalogue) -> None:
    text = source(catalogue.language)
    assert len(re.findall(r"^msgid ", text, re.MULTILINE)) - 1 == len(catalogue.messages), "an English stands twice"
    assert "\n#~" not in text, "take out what nobody says any more"
    assert not [message.id for message in catalogue.messages if message.fuzzy], (
        "make sure of it, and take the mark away"
    )
    assert {message.context for message in catalogue.messages} == {None, WORD, TITLE}
    for message in catalogue.messages:
        strings = [message.string] if isinstance(message.string, str) else [*message.string]
        assert all(strings), f"not written in {catalogue.language}: {message.id}"
        assert not any(SEPARATOR in each or "\0" in each for each in (*strings, *message.id)), message.id


def test_every_form_of_what_is_counted_is_there_and_tells_the_number(catalogue: Catalogue) -> None:
    read = GNUTranslations(BytesIO(compiled()[written(catalogue.language).with_suffix(".mo")]))
    numbers = FORMS[catalogue.language]
    for (one, more), forms in catalogue.counted.items():
        assert len(forms) == len(set(numbers.values()))
        assert all(places(form) == {("number", "", None)} for form in forms), one
        for number, form in numbers.items():
            assert read.ngettext(one, more, number) == forms[form], (one, number)


def test_what_has_places_is_marked_so_that_programs_for_translators_check_them(catalogue: Catalogue) -> None:
    for entry in source(catalogue.language).split("\n\n")[1:]:
        about, _, texts = entry.partition("msgid ")
        marks = {mark.strip() for line in about.splitlines() if line.startswith("#,") for mark in line[2:].split(",")}
        assert (BRACES in marks) == ("{" in texts), f"with places in braces goes #, {BRACES}: {entry}"


def test_a_sentence_has_the_places_of_its_english(catalogue: Catalogue) -> None:
    sentences = catalogue.sentences
    assert not [english for english in sentences if places(sentences[english]) != places(english)]


def test_entries_stand_with_those_of_their_part_of_the_product(catalogue: Catalogue) -> None:
    parts = [message.auto_comments[0] if message.auto_comments else "" for message in catalogue.messages]
    assert all(parts), "say to which part an entry belongs, as the others do: #. scheduling"
    together = [part for part, _ in groupby(parts)]
    assert len(together) == len(set(together)), "put entries to the others of their part"


def test_an_entry_belongs_to_the_same_part_in_each_language() -> None:
    first, *others = (
        {(message.context, message.id): message.auto_comments for message in read_catalogue(language).messages}
        for language in LANGUAGES
    )
    for other in others:
        assert other == first
