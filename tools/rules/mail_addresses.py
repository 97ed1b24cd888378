"""E-mail addresses as they are stored, and as mail servers take them."""

from __future__ import annotations

from tools.rules.sentences import worded

MOST_CHARACTERS = 255
# What mail servers take before the @; in UTF-8, as they count bytes.
MOST_BYTES_OF_NAME = 64


def mail_address(text: str) -> str:
    """The address in its stored form, its domain lower-cased; ValueError says what is wrong with it."""
    if len(text) > MOST_CHARACTERS:
        raise ValueError(
            worded("must be an e-mail address of at most {most_characters} characters", most_characters=MOST_CHARACTERS)
        )
    # Imported here: a start should not pay for a library that only some calls need.
    from email_validator import EmailNotValidError, validate_email

    try:
        known = validate_email(text.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise ValueError(worded("must be an e-mail address such as ann@example.com")) from None
    # The library counts characters, and these only when it is strict.
    if len(known.local_part.encode()) > MOST_BYTES_OF_NAME:
        raise ValueError(
            worded(
                "has more than {most_bytes_of_name} bytes before the @, which no mail server takes",
                most_bytes_of_name=MOST_BYTES_OF_NAME,
            )
        )
    return known.normalized


def deliverable(address: str) -> str:
    """A stored address with its domain in ASCII, which every mail server takes."""
    from email_validator import EmailNotValidError, validate_email

    try:
        known = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return address
    return f"{known.local_part}@{known.ascii_domain}"
