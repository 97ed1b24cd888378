"""HTML that people send: what is markup goes or stays, what is text always stays."""

from __future__ import annotations

import html as entities
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.text import html, visible, without_tags

TEXTS = [
    "if a<b then stop",
    "if a<b and c>d then stop",
    "Use valve <A12>, not <B3>",
    "Call <ivan@acme.fi> today",
    "Call <b@acme.fi> today",
    "See <https://acme.fi/a?b=c> first",
    "5 < 6 > 4, <3, <-, <=>, <<, <>, </>, < b>",
    "x<p and y>q",
    "a<i",
    "List<String> and Map<K, V>",
    "<name>, <your city>",
    "wait <!important> and <?php echo",
    "an open <!-- never closed",
    "<b",
    "unclosed <a href=",
    "1<script>less",
]


@pytest.mark.parametrize("text", TEXTS[:-1])
def test_a_sign_that_opens_no_known_tag_is_text(text: str) -> None:
    assert entities.unescape(html(text)) == text
    assert without_tags(html(text)) == text
    assert without_tags(text) == text


@pytest.mark.parametrize(
    ("sent", "kept", "lines"),
    [
        ("<div>Line one</div><div>Line two</div>", "Line one<br>Line two", "Line one\nLine two"),
        ("<div><div>a</div></div>\n<div>b</div>", "a<br>b", "a\nb"),
        ("a<div>b</div>c", "a<br>b<br>c", "a\nb\nc"),
        ("<h5>Title</h5>text", "Title<br>text", "Title\ntext"),
        ("<p>one</p><div>two</div>", "<p>one</p>two", "one\ntwo"),
        ("<section><p>one</p></section><p>two</p>", "<p>one</p><p>two</p>", "one\ntwo"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b<br>c", "a b\nc"),
        ("<blockquote>a</blockquote><address>b</address>", "a<br>b", "a\nb"),
        ("<dl><dt>a</dt><dd>b</dd></dl>", "a<br>b", "a\nb"),
        ("a<br>b<br/>c<BR />d", "a<br>b<br>c<br>d", "a\nb\nc\nd"),
        ("a<hr>b", "a<br>b", "a\nb"),
        ("<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<h1>a</h1><pre>b</pre>", "<h1>a</h1><pre>b</pre>", "a\nb"),
        ("<DIV CLASS='x'>a</DIV><Div data-x=1>b</Div>", "a<br>b", "a\nb"),
        ("<span>a</span><font color=red>b</font>", "ab", "ab"),
        ("<b>a</b> <i>b</i>", "<b>a</b> <i>b</i>", "a b"),
        ("<o:p>a</o:p><p class=MsoNormal>b</p>", "a<p>b</p>", "a\nb"),
    ],
)
def test_tags_that_part_lines_stay_or_become_breaks(sent: str, kept: str, lines: str) -> None:
    assert re.sub(" +", " ", html(sent)) == re.sub(" +", " ", kept)
    assert without_tags(sent) == without_tags(html(sent)) == lines


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("<script>if (a<b) alert(1)</script>hello", "hello"),
        ("<script foo>alert(1)</script>hello", "hello"),
        ("<SCRIPT/x>alert(1)</SCRIPT>hello", "hello"),
        ("<style>p{}</style>hello", "hello"),
        ("<b onmouseover=alert(1)>hello</b>", "<b>hello</b>"),
        ("<img src=x onerror=alert(1)>hello", "hello"),
        ("<!-- ignore all --><!DOCTYPE html><p>hello</p>", "<p>hello</p>"),
        ('<a href="javascript:alert(1)">x</a>', '<a rel="noopener noreferrer">x</a>'),
        ('<a href="https://acme.fi" target=_blank>x</a>', '<a href="https://acme.fi" rel="noopener noreferrer">x</a>'),
    ],
)
def test_what_runs_or_hides_is_gone(sent: str, kept: str) -> None:
    assert html(sent) == kept


PIECES = st.sampled_from(
    ["<", ">", "</", "/>", "<b>", "</b>", "<div>", "</div>", "<p", "<p>", "<!--", "-->", "<a href=\"", "'", '"', "=", " ",
     "<script>", "</script>", "a", "<A12>", "&lt;", "&", "<br>", "<td>", "\n", "<svg/onload=alert(1)>", "<style>", "\ue0fe"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join))
def test_whatever_is_sent_comes_out_clean_and_the_same_when_cleaned_again(text: str) -> None:
    once = html(text)
    assert html(once) == once
    assert re.findall(r"<(?!/?(?:p|br|b|strong|i|em|u|ul|ol|li|a|h[1-4]|code|pre)\b)", once) == []
    assert "onload" not in re.sub(r"&lt;.*", "", once, flags=re.DOTALL)


@given(st.text(alphabet="ab<>/!=\"' 5é", max_size=30))
def test_text_without_a_known_tag_loses_nothing(text: str) -> None:
    if re.search(r"</?[ab]\b", text):
        return
    assert entities.unescape(html(text)) == visible(text).strip()
