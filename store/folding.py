"""One fold of letters, for what is stored and for what is asked: the same whatever database keeps it.

`folded` is for finding: without case, marks and doubled blanks, and with plain letters for those that no mark tells from
them (ł, ø, ß, қ). `address_key` is for what names somebody: without case only, because ü@ and u@ are two mailboxes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not take apart into a plain one and a mark, each with what stands for it, all small. Of Cyrillic:
# what is typed on a Russian keyboard; ё and й are taken apart by themselves, so ё is е. Of Arabic, Greek and Hebrew: the
# forms that one letter has by its place. Then apostrophes, quotes and hyphens.
_FORMS = """
    æae ǽae œoe øo łl đd ðd þth ßss ħh ıi ŋn ŧt ĸk əe ɛe ɔo ƀb ɓb ƈc ɖd ɗd ƒf ɠg ǥg ƙk ƚl ɫl ɲn ƞn ɵo ƥp ɽr ʂs
    ƭt ʈt ɨi ʉu ʋv ⱳw ƴy ƶz ȥz ĳij ǆdz ȷj ⱥa ȼc ɇe ɉj ɍr
    қк ҟк ҡк ӄк ғг ґг ҕг ңн ҥн ӈн үу ұу һх ҳх өо әа іи єе ҷч ҹч җж ҙз ҫс ҭт ѡо ѣе ђдж ћч џдж љль њнь ји ѕдз ӏ
    ςσ
    ىي یي ېي ےي ۍي ةه ۀه ھه ہه ەه کك ڪك ٱا ء ـ
    ךכ םמ ןנ ףפ ץצ
    ’' ‘' ʼ' ʻ' ʹ' `' ´' ׳' ״" “" ”" „" «" »" ‐- ‑- ‒- –- —- ―- −- ־-
"""
_TRADE_ENDING = re.compile(r"(?<=[a-z]{4})(?:ers?|ings?)+$")
_DOUBLED = re.compile(r"([bdfgmnprt])\1$")
_PLAIN = {ord(form[0]): form[1:] for form in _FORMS.split()}


def folded(text: str) -> str:
    """A text as it is searched: its letters plain and small, one blank between words and none around them."""
    return " ".join((text.lower() if text.isascii() else plain_letters(text)).split())


def plain_letters(text: str) -> str:
    """Small letters without marks and with one form each; blanks and other signs stay where they are."""
    # Twice: a letter may come out of its parts only then, such as the small form of a capital with a mark.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()).casefold()
    kept = "".join(character for character in apart if not _goes(character))
    return unicodedata.normalize("NFC", kept.translate(_PLAIN))


def folded_lines(*texts: str | None) -> str:
    """Several texts as they are searched, a line each: what is asked never reaches over two of them."""
    return "\n".join(folded(text) for text in texts if text)


def name_lines(name: str | None, middle_name: str | None, last_name: str | None) -> str:
    """A person's name as it is searched: in full, and without the middle one."""
    full, short = (" ".join(filter(None, parts)) for parts in ((name, middle_name, last_name), (name, last_name)))
    return folded_lines(full, short if middle_name else None)


def short_name(name: str | None, last_name: str | None) -> str:
    """A name as it is searched by somebody who is not shown the middle one."""
    return name_lines(name, None, last_name)


@lru_cache(maxsize=16384)
def trade_root(word: str) -> str:
    """A folded word without the ending that tells the trade from the tradesman: plumb of plumber and plumbing."""
    cut = _TRADE_ENDING.sub("", word)
    return word if cut == word else _DOUBLED.sub(r"\1", cut)


def refolded_tokens(tokens: str) -> str:
    """Tokens of people search that an older version folded, as they are folded now. What says more than a word begins
    with a sign of the private use area, which stays."""
    renewed: dict[str, None] = {}
    for token in tokens.split(" "):
        sign = token[:1] if "\ue000" <= token[:1] <= "\uf8ff" else ""
        word = token[len(sign) :]
        renewed[token if word.isascii() else sign + trade_root(plain_letters(word))] = None
    return " ".join(renewed)


def address_key(address: str) -> str:
    """An e-mail address or user name as two are compared: without case, whatever the letters.

    Nothing else may go: what are two mailboxes or two domains to the world (ü and u, ς and σ) has to be two here, or the
    owner of the one signs in as the other. Nothing is mailed to a key; mail goes to the address as it was given."""
    return address.lower() if address.isascii() else unicodedata.normalize("NFC", address).lower()


def address_key_or_none(address: str | None) -> str | None:
    """The same where there may be no address; an empty one is none."""
    return address_key(address) if address else None


def same_address(one: str | None, other: str | None) -> bool:
    """Whether two e-mail addresses are the same one; none is the same as nothing."""
    return bool(one and other) and address_key(one or "") == address_key(other or "")


def like_text(text: str) -> str:
    """Text in which the signs of LIKE stand for themselves, with ! as the escape."""
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_")


def found_in(asked: str) -> str:
    """The pattern of LIKE for what is asked, anywhere in a folded text; with ! as the escape."""
    return f"%{like_text(folded(asked))}%"


@lru_cache(maxsize=4096)
def _goes(character: str) -> bool:
    """Marks on and around letters, of every script in which a word without them is the same word, and what nobody sees.

    Vowels of Indic scripts and the strokes of kana are letters."""
    if unicodedata.category(character) == "Cf":
        return True
    place = unicodedata.combining(character)
    return place == 7 or 10 <= place <= 36 or place >= 200
