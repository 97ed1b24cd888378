"""What languages are called, to know them in the labels of people who filled in none."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from store.search.words import folded

# ISO 639-1 code: the names by which schedules and skills are labelled, in English and in the language itself.
NAMES = {
    "ar": "arabic العربية", "az": "azerbaijani", "be": "belarusian беларуская", "bg": "bulgarian български",
    "bn": "bengali", "bs": "bosnian bosanski", "ca": "catalan català", "cs": "czech čeština", "cy": "welsh cymraeg",
    "da": "danish dansk", "de": "german deutsch", "el": "greek ελληνικά", "en": "english", "eo": "esperanto",
    "es": "spanish español castellano", "et": "estonian eesti", "eu": "basque euskara", "fa": "persian farsi فارسی",
    "fi": "finnish suomi suomeksi", "fr": "french français", "ga": "irish gaeilge", "gl": "galician galego",
    "he": "hebrew עברית", "hi": "hindi हिन्दी", "hr": "croatian hrvatski", "hu": "hungarian magyar",
    "hy": "armenian հայերեն", "id": "indonesian", "is": "icelandic íslenska", "it": "italian italiano",
    "ja": "japanese 日本語", "ka": "georgian ქართული", "kk": "kazakh қазақ", "ko": "korean 한국어",
    "lt": "lithuanian lietuvių", "lv": "latvian latviešu", "mk": "macedonian македонски", "ms": "malay",
    "mt": "maltese malti", "nb": "norwegian norsk bokmål", "nl": "dutch nederlands", "no": "norwegian norsk",
    "pl": "polish polski", "pt": "portuguese português", "ro": "romanian română", "ru": "russian русский",
    "sk": "slovak slovenčina", "sl": "slovenian slovenščina", "sq": "albanian shqip", "sr": "serbian српски srpski",
    "sv": "swedish svenska", "sw": "swahili kiswahili", "th": "thai", "tl": "tagalog filipino", "tr": "turkish türkçe",
    "uk": "ukrainian українська", "ur": "urdu اردو", "uz": "uzbek", "vi": "vietnamese",
    "zh": "chinese mandarin cantonese 中文",
}  # fmt: skip


def named_in(texts: Iterable[str]) -> set[str]:
    """The codes of the languages that texts name."""
    words = {word for text in texts for word in folded(text)}
    return {code for word in words & _codes().keys() for code in _codes()[word]}


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """The codes by folded name; Norwegian has two."""
    found: dict[str, tuple[str, ...]] = {}
    for code, names in NAMES.items():
        for word in folded(names):
            found[word] = (*found.get(word, ()), code)
    return found
