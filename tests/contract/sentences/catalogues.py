"""What stands in the catalogues that people write, as the guards look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from babel.messages.catalog import Message

from server.catalogues import catalogue, written
from tools.rules.sentences import TITLE, WORD


@dataclass(frozen=True)
class Catalogue:
    """A language's. sentences, words, titles: by the English. counted: the forms, by the English for one and for more."""

    language: str
    messages: tuple[Message, ...]
    sentences: dict[str, str]
    words: dict[str, str]
    titles: dict[str, str]
    counted: dict[tuple[str, ...], tuple[str, ...]]

    @property
    def file(self) -> str:
        return written(self.language).as_posix()


@cache
def read_catalogue(language: str) -> Catalogue:
    messages = tuple(message for message in catalogue(language) if message.id)
    single = [message for message in messages if isinstance(message.id, str)]
    sentences, words, titles = (
        {str(message.id): str(message.string) for message in single if message.context == context}
        for context in (None, WORD, TITLE)
    )
    counted = {tuple(message.id): tuple(message.string) for message in messages if not isinstance(message.id, str)}
    return Catalogue(language, messages, sentences, words, titles, counted)
