"""What bytes may come where a calendar is expected, and what is said of them."""

from __future__ import annotations

import gzip

import pytest

from tests.rules.scheduling.ical_files import calendar, read, vevent
from tools.scheduling.links.rules import ical_text
from tools.scheduling.links.rules.ical_reading import Unreadable

FILE = calendar(vevent("DTSTART:20270301T090000Z", "DTEND:20270301T100000Z").replace("Standup", "Müller"))


@pytest.mark.parametrize(
    "data",
    [
        FILE.encode(),
        b"\xef\xbb\xbf" + FILE.encode(),
        FILE.replace("\n", "\r\n").encode(),
        FILE.replace("\n", "\r").encode(),
        FILE.replace("\n", "\r\r\n").encode(),
        FILE.replace("\n", "\n\n").encode(),
        FILE.encode("utf-16"),
        FILE.encode("utf-16-le"),
        FILE.encode("utf-16-be"),
        FILE.encode("utf-32"),
        FILE.replace("SUMMARY:Müller", "SUMMARY:Mü\n ll\n\ter").encode(),
        # Folded between the two bytes of a letter.
        FILE.encode().replace(b"M\xc3\xbcller", b"M\xc3\r\n \xbcller"),
        FILE.lower().replace("müller", "Müller").encode(),
        b"a line of a log\n" + FILE.encode() + b"and one more\n",
        FILE.encode().replace(b"UID", b"\0UID"),
    ],
    ids=["LF", "BOM", "CRLF", "CR", "CRCRLF", "blank lines", "UTF-16", "UTF-16-LE", "UTF-16-BE", "UTF-32", "folds",
         "fold in a letter", "small letters", "text around", "NUL"],
)  # fmt: skip
def test_every_encoding_and_line_end_reads_the_same(data):
    reading = read(data)
    assert [event.summary for event in reading.events] == ["Müller"]
    assert reading.warnings == ()


def test_a_file_in_latin_1_is_read_with_a_warning_that_letters_may_be_wrong():
    reading = read(FILE.encode("latin-1"))
    assert [event.summary for event in reading.events] == ["Müller"]
    assert "does not say its encoding" in reading.warnings[0]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf \r\n", "the file is empty"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "perhaps a login page"),
        (b"\n<!-- x --><HTML>BEGIN:VCALENDAR", "perhaps a login page"),
        (b'<?xml version="1.0"?><multistatus/>', "An XML document came"),
        (b'{"error": "not found"}', "JSON came"),
        (b'["vcalendar", [], []]', "jCal"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "Contacts came"),
        (b"%PDF-1.7", "A PDF document came"),
        (b"PK\x03\x04....", "A ZIP archive came"),
        (gzip.compress(FILE.encode()), "compressed with gzip"),
        (b"\xff\xfeB\0E\0G\0I", "encoding that could not be read"),
        (b"404 not found", "BEGIN:VCALENDAR stands nowhere"),
        (b"\x00\x01\x02\xfe\xfd", "BEGIN:VCALENDAR stands nowhere"),
        (FILE.encode()[:-30], "breaks off before its end"),
        (FILE.replace("END:VCALENDAR", "").encode() + FILE.encode(), "breaks off before its end"),
    ],
)
def test_what_is_no_whole_calendar_is_said_in_words(data, said):
    with pytest.raises(Unreadable, match=said):
        read(data)


def test_a_calendar_without_appointments_is_no_fault():
    assert read(calendar()).events == ()


def test_a_file_that_is_too_large_is_not_looked_at(monkeypatch):
    monkeypatch.setattr(ical_text, "MOST_BYTES", 2**20)
    with pytest.raises(Unreadable, match="larger than 1 MB"):
        read(FILE.encode() + b" " * 2**20)


def test_parts_in_parts_and_too_many_of_them_are_not_followed(monkeypatch):
    with pytest.raises(Unreadable, match="parts within parts"):
        read("BEGIN:VCALENDAR\n" + "BEGIN:X\nBEGIN:Y\n" * 1_000)
    monkeypatch.setattr(ical_text, "MOST_LINES", 7)
    with pytest.raises(Unreadable, match="more than 7 lines"):
        read(calendar(vevent("UID:x\n" * 6)))
    monkeypatch.setattr(ical_text, "MOST_COMPONENTS", 3)
    with pytest.raises(Unreadable, match="more than 3 parts"):
        read(calendar(*[vevent("DTSTART:20270301T090000Z", uid=str(uid)) for uid in range(4)]))


@pytest.mark.parametrize("end", ["", "END:VALARM\n"])
def test_what_stands_in_an_alarm_is_not_the_appointments(end):
    file = FILE.replace("END:VEVENT", f"BEGIN:VALARM\nDTSTART:20270302T090000Z\nSUMMARY:alarm\n{end}END:VEVENT")
    reading = read(file)
    assert [(event.summary, event.start.day) for event in reading.events] == [("Müller", 1)]


def test_an_appointment_without_its_end_is_left_out_with_a_warning_and_the_next_is_read():
    reading = read(FILE.replace("END:VEVENT\n", "").replace("END:VCAL", vevent("DTSTART:20270401T09Z") + "\nEND:VCAL"))
    assert reading.events == ()
    assert reading.met["unreadable"] == 2
    reading = read(FILE.replace("END:VEVENT\n", vevent("DTSTART:20270401T090000Z", "DURATION:PT1H", uid="b") + "\n"))
    assert [event.uid for event in reading.events] == ["b"]
    assert reading.warnings == ("“Müller” was left out, so its time counts as free: its lines are not whole.",)


def test_a_line_of_an_appointment_that_has_no_form_leaves_it_out_rather_than_half_read():
    reading = read(FILE.replace("DTEND", 'RRULE;X="daily:FREQ=DAILY\nDTEND'))
    assert reading.events == ()
    assert reading.met["unreadable"] == 1


def test_a_value_may_stand_behind_quoted_parameters():
    line = 'DTSTART;X-WHY="a: b; c";TZID="Europe/Berlin":20270301T090000'
    reading = read(calendar(vevent(line, "DURATION:PT1H")))
    assert [event.start.hour for event in reading.events] == [8]


def test_several_calendars_in_one_file_are_all_read():
    other = FILE.replace("a@example.com", "b@example.com")
    assert [event.uid for event in read(FILE + other).events] == ["a@example.com", "b@example.com"]


def test_the_name_of_a_calendar_is_the_one_it_bears():
    assert read(calendar("X-WR-CALNAME:My\\, own\x07 one")).name == "My, own one"
    assert read(calendar("NAME:Team")).name == "Team"
    assert read(calendar()).name is None


@pytest.mark.parametrize("byte", [b"\r", b"\n", b'"', b";", b":", b"\\", b" ", b"\t", b"\0", b"A=", b';A="'])
def test_a_megabyte_of_one_character_takes_no_time(byte):
    """No assertion on the clock: what goes with the square of the length would take minutes here."""
    line = b"DTSTART" + byte * (2**20 // len(byte))
    assert read(FILE.encode().replace(b"DTSTART:20270301T090000Z", line + b":20270301T090000Z")) is not None
