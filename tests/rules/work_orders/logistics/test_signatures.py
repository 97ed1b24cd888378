"""Pictures of signatures: what is kept byte for byte, and what is turned away with the reason."""

import base64
import hashlib
import io

import pytest
from PIL import Image

from tools.work_orders.logistics.rules.signatures import NoSignature, drawing, stored_content

OPEN = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 90 30">'
LINE = '<path d="M5 25L20 5" fill="none" stroke="black"/>'
SVG = f"{OPEN}{LINE}</svg>"


def png(width=40, height=20, **more):
    target = io.BytesIO()
    Image.new("RGBA", (width, height)).save(target, "PNG", **more)
    return target.getvalue()


def in_base64(content):
    return base64.b64encode(content).decode()


def svg(inside, attributes=""):
    return f"{OPEN.replace('viewBox', attributes + ' viewBox')}{LINE}{inside}</svg>"


@pytest.mark.parametrize(
    ("text", "format", "content"),
    [
        (SVG, "svg", SVG.encode()),
        (f"\ufeff\n <?xml version='1.0' encoding='UTF-8'?>{SVG}\n", "svg", f"<?xml version='1.0' encoding='UTF-8'?>{SVG}".encode()),
        (in_base64(SVG.encode()), "svg", SVG.encode()),
        (f"data:image/svg+xml;base64,{in_base64(SVG.encode())}", "svg", SVG.encode()),
        (in_base64(png()), "png", png()),
        (f"data:image/png;base64,{in_base64(png())}", "png", png()),
        ("\n".join([in_base64(png())[:40], in_base64(png())[40:]]), "png", png()),
        (svg('<text x="1" y="2" font-family="Arial">Кay</text>'), "svg", None),
        (svg('<g transform="translate(1 2) rotate(3)" style="stroke:rgb(0,0,0);fill:none"><circle r="1"/></g>'), "svg", None),
        (svg('<defs><linearGradient id="a"/></defs><rect fill="url(#a)"/>'), "svg", None),
        (svg('<defs><linearGradient id="b" xlink:href="#a"/></defs>'), "svg", None),
        (svg("<title>Kay (manager) http://shop.test</title>", 'aria-label="Kay (manager)"'), "svg", None),
        (svg("<!-- drawn on a pad -->"), "svg", None),
    ],
)  # fmt: skip
def test_a_picture_is_kept_as_it_came(text, format, content):
    found = drawing(text, None)
    assert found.format == format
    assert content is None or found.content == content
    assert found.sha256 == hashlib.sha256(found.content).hexdigest()
    assert stored_content(found.format, found.stored) == found.content
    assert drawing(text, format) == found


ENTITIES = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + svg("<text>&b;</text>")
LINKED = '<!DOCTYPE svg SYSTEM "http://evil.test/svg.dtd">' + SVG
FILE = '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg("<text>&x;</text>")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("hello there", "neither base64"),
        (in_base64(b"%PDF-1.7"), "neither a PNG"),
        (in_base64(b"GIF89a" + bytes(20)), "neither a PNG"),
        (in_base64(png()[:60]), "cannot be decoded"),
        (in_base64(png(4000, 3000)), "pixels; at most 10 million"),
        (in_base64(png(save_all=True, append_images=[Image.new("RGBA", (40, 20), "red")])), "moving"),
        (f"{OPEN}{LINE}<!--{'x' * 500_000}--></svg>", "at most 500000"),
        (in_base64(bytes(500_001)), "at most 500000"),
        (OPEN + LINE, "no proper XML"),
        ("<html><body>signed</body></html>", "outermost element"),
        (f"<svg>{LINE}</svg>", "outermost element"),
        (f"{OPEN}<g/></svg>", "draws nothing"),
        (svg("<script>alert(1)</script>"), "element script"),
        (svg('<x:script xmlns:x="http://www.w3.org/2000/svg">1</x:script>'), "element script"),
        (svg('<script xmlns="http://www.w3.org/1999/xhtml"/>'), "element script"),
        (svg("<foreignObject><p>hi</p></foreignObject>"), "element foreignObject"),
        (svg("<style>@import 'http://evil.test'</style>"), "element style"),
        (svg('<image href="data:image/png;base64,AAAA"/>'), "element image"),
        (svg('<use href="#a"/>'), "element use"),
        (svg('<a href="#a"><path/></a>'), "element a"),
        (svg('<animate attributeName="href" to="x"/>'), "element animate"),
        (svg('<set attributeName="onload" to="x"/>'), "element set"),
        (svg("", 'onload="alert(1)"'), "event handler onload"),
        (svg('<path ONCLICK="alert(1)" d="M0 0"/>'), "event handler ONCLICK"),
        (svg('<rect fill="url(http://evil.test/x)"/>'), "points outside itself with fill"),
        (svg('<rect fill="url( &#34;//evil.test/x&#34; )"/>'), "points outside itself with fill"),
        (svg('<rect fill="url(x.svg#a)"/>'), "points outside itself with fill"),
        (svg('<rect style="background: image-set(\'evil.png\' 1x)"/>'), "points outside itself with style"),
        (svg('<rect style="fill: u\\72l(x)"/>'), "points outside itself with style"),
        (svg('<linearGradient id="b" xlink:href="http://evil.test/#a"/>'), "points outside itself with href"),
        (svg('<linearGradient id="b" href="javascript:alert(1)"/>'), "points outside itself with href"),
        (svg("", 'xml:base="http://evil.test/"'), "points outside itself with base"),
        ('<?xml-stylesheet href="http://evil.test/x.css"?>' + SVG, "processing instruction"),
        (ENTITIES, "document type"),
        (LINKED, "document type"),
        (FILE, "document type"),
        (svg("<g>" * 60 + "</g>" * 60), "inside each other"),
        (svg("<g/>" * 20_001), "20000 elements"),
        (svg("<text>\x00</text>"), "no proper XML"),
        ("<svg \ud800", "neither base64"),
        (in_base64(b"<svg \xff\xfe"), "not in UTF-8"),
    ],
)  # fmt: skip
def test_what_is_no_picture_of_a_signature_is_turned_away(text, fault):
    with pytest.raises(NoSignature, match=fault):
        drawing(text, None)


def test_the_format_that_was_said_has_to_be_the_one_it_has():
    with pytest.raises(NoSignature, match="is svg, not png"):
        drawing(SVG, "png")
    with pytest.raises(NoSignature, match="is png, not svg"):
        drawing(in_base64(png()), "svg")
