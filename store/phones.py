"""Phone numbers: one stored form of a number, E.164, however it was typed."""

from __future__ import annotations

import re
import unicodedata

from store.types import Unfit

EXAMPLE = "+358401234567"
# What stands between the digits of one number, besides blanks; other signs part two numbers or add something to one.
_BETWEEN = frozenset("-.()\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00b7\u2022")
_OUTSIDE = re.compile(r"^(00|\+)")


def e164(text: str, region: str | None = None) -> str:
    """The number as +358401234567. region: the country (FI) a number without its country code is of.

    ValueError says why it is none: two numbers in one, letters, an extension, no country code, not in use."""
    digits = _digits(text)
    for international in _readings(digits, region):
        found = _valid(international)
        if found:
            return found
    if _OUTSIDE.match(digits):
        raise _fault(f"+{_OUTSIDE.sub('', digits)}")
    raise Unfit("is no number in use; write it with + and the country code, such as {example}", example=EXAMPLE)


def typed_digits(text: str) -> str:
    """The digits as they were typed, for looking up what was stored before numbers had one form.

    ValueError when it is not one number."""
    return _digits(text).removeprefix("+")


def e164_or_same(text: str | None) -> str | None:
    """A stored number in its one form; what cannot be read as one stays as it is."""
    try:
        return None if text is None else e164(text)
    except ValueError:
        return text


def e164_digits_or_same(text: str | None) -> str | None:
    """The same for numbers that are kept by their digits alone."""
    found = e164_or_same(text)
    return found if found is None or found == text else found.removeprefix("+")


def _digits(text: str) -> str:
    """ASCII digits, with a leading + when there is one. ValueError names what does not belong in a number."""
    kept = ""
    for character in unicodedata.normalize("NFKC", text).strip():
        if character.isdecimal():
            kept += str(unicodedata.decimal(character))
        elif character == "+" and not kept:
            kept = "+"
        elif character.isspace() or character in _BETWEEN or unicodedata.category(character) == "Cf":
            continue
        else:
            if character.isalpha():
                raise Unfit("has letters: give one number and nothing else, such as {example}", example=EXAMPLE)
            raise Unfit(
                "has the sign {sign}: give one number and nothing else, such as {example}",
                sign=repr(character),
                example=EXAMPLE,
            )
    if len(kept.removeprefix("+")) < 7:
        raise Unfit("must be a phone number with its country code, such as {example}", example=EXAMPLE)
    return kept


def _readings(digits: str, region: str | None) -> list[str]:
    """What the digits may stand for, the likeliest first: all but the last kind as +..."""
    if _OUTSIDE.match(digits):
        return [f"+{_OUTSIDE.sub('', digits)}"]
    abroad, at_home = f"+{digits}", _at_home(digits, region)
    if at_home is None or region is None:
        return [] if digits.startswith("0") else [abroad]
    import phonenumbers

    code = str(phonenumbers.country_code_for_region(region))
    return [abroad, at_home] if digits.startswith(code) else [at_home, abroad]


def _at_home(digits: str, region: str | None) -> str | None:
    import phonenumbers

    if region is None or region not in phonenumbers.SUPPORTED_REGIONS:
        return None
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _valid(international: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(international, None)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _fault(international: str) -> Unfit:
    import phonenumbers

    try:
        number = phonenumbers.parse(international, None)
    except phonenumbers.NumberParseException:
        return Unfit("has no country code that exists; a number is written such as {example}", example=EXAMPLE)
    results, reason = phonenumbers.ValidationResult, phonenumbers.is_possible_number_with_reason(number)
    if reason == results.TOO_SHORT:
        return Unfit("is too short for its country")
    if reason == results.TOO_LONG:
        return Unfit("is too long for its country")
    if reason == results.INVALID_COUNTRY_CODE:
        return Unfit("has no country code that exists")
    return Unfit("is no number in use in the country of +{code}", code=number.country_code)
