"""The signature of callbacks, by the values that the standard's libraries make."""

from __future__ import annotations

from tools.rules.callback_secrets import new_secret, signatures


def test_a_body_is_signed_as_the_standard_says() -> None:
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    made = signatures([secret], "notice_7", 1700000000, b'{"type":"test"}')
    assert made == "v1,kyF+hFEQprHR1+XECCWu7rFcMQixBMNITg45HukB4j4="


def test_two_secrets_make_two_signatures() -> None:
    old, new = new_secret(b"o" * 32), new_secret(b"n" * 32)
    both = signatures([new, old], "notice_7", 1, b"{}")
    assert both == f"{signatures([new], 'notice_7', 1, b'{}')} {signatures([old], 'notice_7', 1, b'{}')}"
