"""Names and texts as banks take them: Latin letters without marks, digits and some signs, as many as fit."""

from __future__ import annotations

import unicodedata

from tools.rules.sentences import worded

# What a bank keeps of a name, what is still cut to it, and how much fits into a payment's text.
NAME_LENGTH = 70
LONGEST_NAME = 140
TEXT_LENGTH = 140

_KEPT = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-?:().,'+ ")
_SIGNS = {
    **dict.fromkeys("!#$%*<=>@^", "."),
    **dict.fromkeys('"‘’‚‛“”„«»‹›`´ʼʻ′', "'"),
    **dict.fromkeys("‐‑‒–—―−_~", "-"),
    **dict.fromkeys("[{", "("),
    **dict.fromkeys("]}", ")"),
    **dict.fromkeys("\\|", "/"),
    "&": "+",
    ";": ",",
    "€": "EUR",
}
_LATIN = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŋ": "n", "ŧ": "t",
    "ə": "e", "ĸ": "k",
}  # fmt: skip
# As passports write them (ICAO 9303), which is what a bank compares with.
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z", "и": "i", "й": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts",
    "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ы": "y", "ь": "", "э": "e", "ю": "iu", "я": "ia", "ґ": "g", "є": "ie",
    "і": "i", "ї": "i", "ў": "u", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ђ": "dj", "џ": "dz", "ѓ": "g", "ќ": "k", "ѕ": "dz",
    "қ": "q", "ғ": "g", "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "ә": "a", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u",
}  # fmt: skip
_GREEK = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m",
    "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps",
    "ω": "o",
}  # fmt: skip
_GEORGIAN = {
    "ა": "a", "ბ": "b", "გ": "g", "დ": "d", "ე": "e", "ვ": "v", "ზ": "z", "თ": "t", "ი": "i", "კ": "k", "ლ": "l", "მ": "m",
    "ნ": "n", "ო": "o", "პ": "p", "ჟ": "zh", "რ": "r", "ს": "s", "ტ": "t", "უ": "u", "ფ": "p", "ქ": "k", "ღ": "gh", "ყ": "q",
    "შ": "sh", "ჩ": "ch", "ც": "ts", "ძ": "dz", "წ": "ts", "ჭ": "ch", "ხ": "kh", "ჯ": "j", "ჰ": "h",
}  # fmt: skip
_ARMENIAN = {
    "ա": "a", "բ": "b", "գ": "g", "դ": "d", "ե": "e", "զ": "z", "է": "e", "ը": "y", "թ": "t", "ժ": "zh", "ի": "i", "լ": "l",
    "խ": "kh", "ծ": "ts", "կ": "k", "հ": "h", "ձ": "dz", "ղ": "gh", "ճ": "ch", "մ": "m", "յ": "y", "ն": "n", "շ": "sh", "ո": "o",
    "չ": "ch", "պ": "p", "ջ": "j", "ռ": "r", "ս": "s", "վ": "v", "տ": "t", "ր": "r", "ց": "ts", "ւ": "v", "փ": "p", "ք": "k",
    "օ": "o", "ֆ": "f", "և": "ev",
}  # fmt: skip
# Two letters that are one sound.
_PAIRS = {"ου": "ou", "ու": "u"}
_LETTERS = _LATIN | _CYRILLIC | _GREEK | _GEORGIAN | _ARMENIAN


def payee_name(name: str) -> str:
    """A name as it is sent, at most NAME_LENGTH characters. ValueError says why it cannot be sent at all."""
    latin, lost = in_bank_letters(name)
    if lost:
        raise ValueError(
            worded("has letters that no bank takes and nobody can write in Latin ones for sure: {lost}", lost=lost[:10])
        )
    if not any(character.isalpha() for character in latin):
        raise ValueError(worded("has no letters"))
    if len(latin) > LONGEST_NAME:
        raise ValueError(
            worded(
                "has {count} letters as banks take them, more than {longest_name}",
                count=len(latin),
                longest_name=LONGEST_NAME,
            )
        )
    return latin[:NAME_LENGTH].rstrip(" /")


def payment_text(text: str) -> str:
    """A payment's text as it is sent, at most TEXT_LENGTH characters; a question mark for what no bank takes."""
    return in_bank_letters(text)[0][:TEXT_LENGTH].rstrip(" /")


def in_bank_letters(text: str) -> tuple[str, str]:
    """A text in the letters and signs that banks take, and the letters of it that there is nothing for ('?' in the text)."""
    composed = unicodedata.normalize("NFC", text)
    written: list[str] = []
    lost: list[str] = []
    place = 0
    while place < len(composed):
        taken, latin = _next(composed, place)
        if latin is None:
            lost.append(composed[place])
        written.append("?" if latin is None else latin)
        place += taken
    tidy = " ".join("".join(written).split())
    while "//" in tidy:
        tidy = tidy.replace("//", "/")
    return tidy.strip(" /"), "".join(dict.fromkeys(lost))


def _next(text: str, place: int) -> tuple[int, str | None]:
    """How many characters are written together from a place on, and how; None when there is nothing for it."""
    pair = _without_marks(text[place : place + 2].lower())
    if pair in _PAIRS:
        return 2, _in_case(_PAIRS[pair], text, place)
    return 1, _one(text, place)


def _one(text: str, place: int) -> str | None:
    character = text[place]
    if character in _KEPT:
        return character
    if character in _SIGNS:
        return _SIGNS[character]
    if character.lower() in _LETTERS:
        return _in_case(_LETTERS[character.lower()], text, place)
    category = unicodedata.category(character)
    if character.isspace():
        return " "
    if category in ("Mn", "Me", "Cc", "Cf"):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return _taken_apart(text, place)


def _taken_apart(text: str, place: int) -> str | None:
    """A letter with marks without them, a ligature as its letters; None when there is nothing for one of the parts."""
    parts = unicodedata.normalize("NFKD", text[place])
    if parts == text[place]:
        return None
    written = [_one(parts, part) for part in range(len(parts))]
    return None if None in written else "".join(one for one in written if one is not None)


def _in_case(latin: str, text: str, place: int) -> str:
    """Small or capital as the letter is: 'Sh' at the beginning of a word, 'SH' among capitals."""
    if not text[place].isupper():
        return latin
    beside = text[place + 1 : place + 2] or text[max(place - 1, 0) : place]
    return latin.upper() if beside.isupper() else latin.capitalize()


def _without_marks(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if unicodedata.category(one) != "Mn")
