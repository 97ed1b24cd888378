"""What a message over HTTP is made of, as far as a load and the least server look at it."""

from __future__ import annotations


def body_in(read: bytearray) -> bytes | None:
    """The body of the one message that was read so far; None while something of it is still to come."""
    head = read.find(b"\r\n\r\n")
    if head < 0:
        return None
    start = read.lower().find(b"content-length: ", 0, head)
    length = int(read[start + 16 : read.find(b"\r\n", start)])
    return bytes(read[head + 4 :]) if len(read) >= head + 4 + length else None
