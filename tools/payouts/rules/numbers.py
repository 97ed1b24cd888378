"""Numbers of cards, bank accounts and wallets as their owners type them: which are right, and what they tell.

No text here repeats a number: what is refused may be a right number of somebody else."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from tools.payouts.rules.methods import MAESTRO, MASTERCARD, MIR, UNDEFINED_CARD, VISA
from tools.rules.sentences import worded

# Leading digits from and to, of as many digits as stand here.
_PREFIXES = (
    ("2200", "2204", MIR),
    ("4", "4", VISA),
    ("51", "55", MASTERCARD),
    ("2221", "2720", MASTERCARD),
    ("50", "50", MAESTRO),
    ("56", "58", MAESTRO),
    ("6", "6", MAESTRO),
)
_BLANKS = re.compile(r"[\s\-\u2010-\u2013]")
_CARD = re.compile(r"[0-9]{13,19}")
_EXPIRY = re.compile(r"(0[1-9]|1[0-2])/([0-9]{2})")
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_IBAN_START = re.compile(r"[A-Z]{2}[0-9]{2}")
_ACCOUNT = re.compile(r"(?=.*[0-9])[A-Z0-9]{4,34}")
_RUSSIAN_ACCOUNT = re.compile(r"[0-9]{20}")
_RUSSIAN_BIC = re.compile(r"[0-9]{9}")
_WALLET = re.compile(r"[A-Z0-9]{8,20}")
# Cards run for some years; what lies further ahead is a year of the last century.
MOST_YEARS = 20
# Members of SEPA since 2024 that the library does not know as such.
_NEW_IN_SEPA = frozenset({"AL", "MD", "ME", "MK", "RS"})
# No ISO country, but with IBANs and BICs of its own.
_KOSOVO = "XK"
_KEY_WEIGHTS = (7, 1, 3)
_CENTRAL_BANK = frozenset({"000", "001", "002"})


def tidy_number(number: str) -> str:
    """A number without the blanks and hyphens it is written with, in capitals."""
    return _BLANKS.sub("", number).upper()


def card_number(number: str) -> str:
    """The digits of a card. ValueError unless 13 to 19 with a fitting check digit."""
    digits = tidy_number(number)
    if not _CARD.fullmatch(digits):
        raise ValueError(worded("must be the 13 to 19 digits of a card"))
    if not has_check_digit(digits):
        raise ValueError(worded("is no card number: its check digit does not fit; compare it with the card"))
    return digits


def has_check_digit(digits: str) -> bool:
    """Whether the last digit is the one the others ask for (Luhn)."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def card_type(digits: str) -> int:
    """The kind of a card by its leading digits."""
    for first, last, type in _PREFIXES:
        if first <= digits[: len(first)] <= last:
            return type
    return UNDEFINED_CARD


def last_day(expire: str, today: date) -> date:
    """The last day of a card that says MM/YY: the end of that month. ValueError when it has passed."""
    found = _EXPIRY.fullmatch(re.sub(r"\s", "", expire))
    if found is None:
        raise ValueError(worded("must be MM/YY as on the card, such as 03/29"))
    year, month = 2000 + int(found[2]), int(found[1])
    end = date(year, month, monthrange(year, month)[1])
    if end < today:
        raise ValueError(worded("has passed: the card is not valid any more"))
    if year > today.year + MOST_YEARS:
        raise ValueError(
            worded("lies more than {most_years} years ahead; compare it with the card", most_years=MOST_YEARS)
        )
    return end


def expiry_text(last: date) -> str:
    """As it stands on the card: '03/29'."""
    return f"{last.month:02d}/{last.year % 100:02d}"


def sepa_iban(number: str) -> str:
    """An IBAN of an account that euros are paid to within SEPA. ValueError says what is wrong."""
    from schwifty import IBAN

    compact = _iban(number)
    iban = IBAN(compact)
    if iban.country_code not in _NEW_IN_SEPA and (iban.is_aspirational or not iban.in_sepa_zone):
        raise ValueError(
            worded(
                "is an account in {country_code}, outside SEPA; add it as a SWIFT account (2)",
                country_code=iban.country_code,
            )
        )
    return compact


def swift_account(number: str) -> str:
    """An account anywhere: an IBAN where there are such, whose check digits have to fit, else what the bank calls it."""
    compact = tidy_number(number)
    if not _ACCOUNT.fullmatch(compact):
        raise ValueError(worded("must be an IBAN, or an account number of 4 to 34 letters and digits"))
    return _iban(compact) if _has_official_iban(compact) else compact


def is_iban(number: str) -> bool:
    """Whether a tidy number is an IBAN, and no bank's own number that looks like one."""
    try:
        return _has_official_iban(number) and _iban(number) == number
    except ValueError:
        return False


def is_in_sepa(number: str) -> bool:
    """Whether a tidy number is an IBAN of an account that euros are paid to within SEPA."""
    try:
        return sepa_iban(number) == number
    except ValueError:
        return False


def bank_of(iban: str) -> tuple[str | None, str | None]:
    """BIC and name of an IBAN's bank, as far as they are known: of many countries no banks are."""
    from schwifty import IBAN

    known = IBAN(iban, allow_invalid=True)
    return (str(known.bic) if known.bic else None), known.bank_name


def swift_bic(bic: str) -> str:
    """A BIC of 8 or 11 characters. ValueError says what is wrong."""
    from schwifty import BIC
    from schwifty.exceptions import SchwiftyException

    compact = tidy_number(bic)
    if not _BIC.fullmatch(compact):
        raise ValueError(worded("must be a BIC of 8 or 11 characters, such as DEUTDEFF or DEUTDEFF500"))
    if compact[4:6] != _KOSOVO:
        try:
            BIC(compact)
        except SchwiftyException:
            raise ValueError(
                worded("names {compact}, which is no country; compare it with the bank's papers", compact=compact[4:6])
            ) from None
    return compact


def russian_account(number: str) -> str:
    """The 20 digits of an account in Russia."""
    digits = tidy_number(number)
    if not _RUSSIAN_ACCOUNT.fullmatch(digits):
        raise ValueError(worded("must be the 20 digits of an account in Russia"))
    return digits


def russian_bic(bic: str) -> str:
    """The 9 digits of a bank in Russia."""
    digits = tidy_number(bic)
    if not _RUSSIAN_BIC.fullmatch(digits):
        raise ValueError(worded("must be the 9 digits of a bank in Russia (BIK)"))
    return digits


def has_russian_key(account: str, bic: str) -> bool:
    """Whether the key in an account's number fits the bank's BIC, as the Bank of Russia works it out."""
    bank = f"0{bic[4:6]}" if bic[-3:] in _CENTRAL_BANK else bic[-3:]
    return sum(int(digit) * _KEY_WEIGHTS[place % 3] for place, digit in enumerate(bank + account)) % 10 == 0


def wallet_number(number: str) -> str:
    """The 8 to 20 letters and digits of a wallet."""
    compact = tidy_number(number)
    if not _WALLET.fullmatch(compact):
        raise ValueError(worded("must be the 8 to 20 letters and digits of an e-wallet"))
    return compact


def _iban(number: str) -> str:
    """A right IBAN of any country. ValueError says what is wrong."""
    from schwifty import IBAN
    from schwifty.exceptions import InvalidChecksumDigits, InvalidCountryCode, SchwiftyException

    compact = tidy_number(number)
    try:
        return str(IBAN(compact))
    except InvalidChecksumDigits:
        raise ValueError(worded("is no IBAN: its check digits do not fit; compare it with the bank's papers")) from None
    except InvalidCountryCode:
        raise ValueError(worded("must be an IBAN; there is none in the country it begins with")) from None
    except SchwiftyException:
        raise ValueError(worded("must be an IBAN as long and in such a form as its country's are")) from None


def _has_official_iban(compact: str) -> bool:
    """Whether a number begins like one of a country whose IBANs are registered. Elsewhere it is a bank's own number."""
    from schwifty import IBAN
    from schwifty.exceptions import SchwiftyException

    if not _IBAN_START.match(compact):
        return False
    try:
        return not IBAN(compact, allow_invalid=True).is_aspirational
    except SchwiftyException:
        return False
