"""The scan finds what identifies a person, shows it in its sentence, and is never slow."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.personal_data import hits

FOUND = {
    "Write to jo.o'neil+grants@gm-csp.example.org.uk today.": (
        "an e-mail address",
        "jo.o'neil+grants@gm-csp.example.org.uk",
    ),
    "Ring 0161 496 0000 first.": ("a phone number", "0161 496 0000"),
    "Ring (0161) 496-0000 first.": ("a phone number", "(0161) 496-0000"),
    "Text 07700900123.": ("a phone number", "07700900123"),
    "From abroad +44 (0)7700 900 123 or e-mail.": ("a phone number", "+44 (0)7700 900 123"),
    "Her number QQ no, AB 12 34 56 C yes.": ("a National Insurance number", "AB 12 34 56 C"),
    "lower case ab123456c too": ("a National Insurance number", "ab123456c"),
    "He lives at M1 1AE, Manchester.": ("a full postcode", "M1 1AE"),
    "or ol161ab": ("a full postcode", "ol161ab"),
}
INNOCENT = [
    "Decided on 06/02/2024, published 07-03-2024, for 2023/24 and 2024-25.",
    "£1,234,567,890.00 in 2016, and 0.1234567890 of it.",
    "Reference GM-2024-0031, GB-COH-01234567, notice 2548, section 143(2), SI 2011/3050.",
    "The M1 and M60 in the district of Bury; postcode area M1.",
    "Meet @ noon; @handle; a@b",
    "",
]


@pytest.mark.parametrize(("text", "expected"), FOUND.items())
def test_what_identifies_a_person_is_found(text, expected):
    assert [(hit.looks_like, hit.text) for hit in hits(text)] == [expected]


@pytest.mark.parametrize("text", INNOCENT)
def test_dates_sums_and_references_are_left_alone(text):
    assert hits(text) == []


def test_a_hit_is_shown_in_its_own_sentence():
    [hit] = hits("It is for mentoring. Ask jo@example.org about it. Nobody else knows.")
    assert (hit.before, hit.text, hit.after) == ("Ask ", "jo@example.org", " about it.")
    assert hit.sentence == "Ask jo@example.org about it."


@given(st.text(), st.text())
def test_an_address_is_found_whatever_stands_around_it(before, after):
    assert "jo@example.org" in {hit.text[:14] for hit in hits(f"{before} jo@example.org {after}")}


@given(st.text(alphabet="aA1@. +0-()\n£"))
def test_every_hit_stands_in_the_text_as_shown(text):
    assert all(hit.text in text and hit.sentence in text for hit in hits(text))


@pytest.mark.parametrize("piece", ["a", "0", "a@", "a.", "@a.a", "+4", "0 ", "AB1", "M1 ", "(0"])
def test_long_text_takes_no_longer_than_its_length_asks(piece):
    started = time.perf_counter()
    hits(piece * (60_000 // len(piece)))
    assert time.perf_counter() - started < 2
