"""Pictures of signatures: a PNG or an SVG that draws something and does nothing else. Bytes are kept as they came."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import dataclass
from typing import Literal
from xml.parsers import expat

from tools.rules.sentences import worded

Format = Literal["png", "svg"]
FORMATS: tuple[Format, ...] = ("png", "svg")

COLLECT_SIGNATURE = 11
MOST_BYTES = 500_000
# In base64, with what stands before it in a data address, and blanks.
MOST_CHARACTERS = 700_000
MOST_PIXELS = 10_000_000
MOST_ELEMENTS = 20_000
DEEPEST = 50

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_DRAWING = frozenset({"path", "line", "polyline", "polygon", "rect", "circle", "ellipse", "text", "tspan"})
# Nothing that runs, moves, asks another place, or multiplies: no script, style, image, use, a, animate, foreignObject.
_ELEMENTS = _DRAWING | {"svg", "g", "title", "desc", "defs", "clipPath", "linearGradient", "radialGradient", "stop"}
_DATA_ADDRESS = re.compile(r"data:image/(?:png|svg\+xml)(?:;charset=[\w-]+)?;base64,", re.IGNORECASE)
# A function in a value may only point into the picture or name a colour or a movement.
_CALL = re.compile(r"([\w-]*)\s*\(\s*(['\"]?)\s*(.?)")
_HARMLESS = frozenset({
    "rgb", "rgba", "hsl", "hsla", "translate", "scale", "rotate", "skewx", "skewy", "matrix",
})  # fmt: skip
# Attributes that hold words, which nothing is loaded or run for.
_WORDS = frozenset({"id", "class", "lang", "role", "version"})
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:/|//|javascript:|vbscript:|data:|@import|\\", re.IGNORECASE)


class NoSignature(Exception):
    """The text is no picture of a signature that may be kept; the message says why, without its subject."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture as it is kept: its bytes exactly as given."""

    format: Format
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def stored(self) -> str:
        """As a column holds it: SVG as its text, PNG in base64."""
        return self.content.decode() if self.format == "svg" else base64.b64encode(self.content).decode()


def stored_content(format: str, stored: str) -> bytes:
    """The bytes behind what a column holds."""
    return stored.encode() if format == "svg" else base64.b64decode(stored)


def drawing(text: str, wanted: str | None) -> Drawing:
    """The picture in a text: SVG as it is, or a PNG or SVG in base64, with or without the beginning of a data address.

    wanted: the format the caller says it has. NoSignature when it is none, too large, or not safe."""
    content = _content(text)
    if len(content) > MOST_BYTES:
        raise NoSignature(
            worded("has {count} bytes; at most {most_bytes} are allowed", count=len(content), most_bytes=MOST_BYTES)
        )
    found: Format = "png" if content.startswith(b"\x89PNG\r\n\x1a\n") else "svg"
    if found == "svg" and not content.startswith(b"<"):
        raise NoSignature(worded("is neither a PNG in base64 nor the text of an SVG"))
    if wanted is not None and wanted != found:
        raise NoSignature(
            worded("is {found}, not {wanted}; leave format out to have it detected", found=found, wanted=wanted)
        )
    if found == "png":
        _check_png(content)
    else:
        _check_svg(content)
    return Drawing(found, content)


def _content(text: str) -> bytes:
    text = text.strip().removeprefix("\ufeff").lstrip()
    try:
        if text.startswith("<"):
            return text.encode()
        bare = "".join(_DATA_ADDRESS.sub("", text, count=1).split())
        return base64.b64decode(bare, validate=True).removeprefix(b"\xef\xbb\xbf")
    except ValueError:
        raise NoSignature(worded("is neither base64 nor the text of an SVG")) from None


def _check_png(content: bytes) -> None:
    """NoSignature unless it is one picture that can be decoded, of a size that a pad has."""
    # Imported here: a start should not pay for a library that only some calls need.
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                most = MOST_PIXELS // 1_000_000
                raise NoSignature(
                    worded(
                        "has {width} x {height} pixels; at most {most} million are allowed",
                        width=opened.width,
                        height=opened.height,
                        most=most,
                    )
                )
            if getattr(opened, "n_frames", 1) > 1:
                raise NoSignature(worded("is a moving picture; one still picture is wanted"))
            opened.load()
    except NoSignature:
        raise
    except Exception as error:
        # What a decoder raises over foreign bytes has no end: KeyError, struct.error, SyntaxError, MemoryError.
        raise NoSignature(worded("cannot be decoded as a PNG")) from error


def _check_svg(content: bytes) -> None:
    """NoSignature unless it is a proper SVG of drawing alone: what it holds is on the list, and points nowhere outside."""
    parser = expat.ParserCreate("utf-8", " ")
    reading = _Reading()
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.StartDoctypeDeclHandler = reading.declared
    parser.EntityDeclHandler = reading.declared
    parser.ProcessingInstructionHandler = reading.instructed
    try:
        parser.Parse(content.decode(), True)
    except UnicodeDecodeError:
        raise NoSignature(worded("is an SVG that is not in UTF-8")) from None
    except expat.ExpatError as fault:
        raise NoSignature(
            worded(
                "is no proper XML: {errorstring} in line {lineno}",
                errorstring=expat.ErrorString(fault.code),
                lineno=fault.lineno,
            )
        ) from None
    if not reading.draws:
        raise NoSignature(worded("is an SVG that draws nothing"))


class _Reading:
    """What was read of an SVG so far."""

    def __init__(self) -> None:
        self.depth = 0
        self.elements = 0
        self.draws = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, element = name.rpartition(" ")
        if self.elements == 0 and (space, element) != (_SVG, "svg"):
            raise NoSignature(worded("is no SVG: its outermost element must be svg with xmlns={svg}", svg=_SVG))
        self.elements += 1
        self.depth += 1
        if self.elements > MOST_ELEMENTS or self.depth > DEEPEST:
            raise NoSignature(
                worded(
                    "has more than {most_elements} elements, or more than {deepest} inside each other",
                    most_elements=MOST_ELEMENTS,
                    deepest=DEEPEST,
                )
            )
        if space != _SVG or element not in _ELEMENTS:
            raise NoSignature(
                worded(
                    "holds the element {element}, which a signature has no use for; keep to plain lines",
                    element=element[:40],
                )
            )
        self.draws = self.draws or element in _DRAWING
        for attribute, value in attributes.items():
            _check_attribute(attribute, value)

    def end(self, name: str) -> None:
        self.depth -= 1

    def declared(self, *declaration: object) -> None:
        raise NoSignature(worded("declares a document type or entities; leave the DOCTYPE out"))

    def instructed(self, target: str, data: str) -> None:
        raise NoSignature(worded("holds the processing instruction {target}; leave it out", target=target[:40]))


def _check_attribute(name: str, value: str) -> None:
    space, _, attribute = name.rpartition(" ")
    lowered = attribute.lower()
    if lowered.startswith("on"):
        raise NoSignature(worded("has the event handler {attribute}", attribute=attribute[:40]))
    if lowered == "base" or (lowered == "href" and not value.strip().startswith("#")):
        raise NoSignature(worded("points outside itself with {attribute}", attribute=attribute[:40]))
    if space not in ("", _XLINK) or attribute in _WORDS or attribute.startswith(("aria-", "data-")):
        return
    if _ADDRESS.search(value) or not all(_is_harmless(*found) for found in _CALL.findall(value)):
        raise NoSignature(worded("points outside itself with {attribute}", attribute=attribute[:40]))


def _is_harmless(function: str, quote: str, first: str) -> bool:
    return first == "#" if function.lower() == "url" else function.lower() in _HARMLESS
