"""What olu pastes from a web page or a word processor, and what the register keeps of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grants.plain_text import cleaned


def test_text_that_hides_nothing_stays_as_it_is():
    text = "£7,500 for Manchester’s “hot spots”: café, naïve – 26%\n\n- first\n- second"
    assert cleaned(text) == (text, ())


@pytest.mark.parametrize(
    ("pasted", "kept", "name"),
    [
        ("Match\x00 funding", "Match funding", "null character"),
        ("Match\x07 funding", "Match funding", "control character"),
        ("Match\x9b funding", "Match funding", "control character"),
        ("£\u202e005,7", "£005,7", "right-to-left override"),
        ("Bury\u200f", "Bury", "right-to-left mark"),
        ("\u2066Bury\u2069", "Bury", "left-to-right isolate"),
        ("Man\u200bchester", "Manchester", "zero width space"),
        ("\ufeffDecision details", "Decision details", "byte order mark"),
        ("commis\xadsioning", "commissioning", "soft hyphen"),
        ("Bury\U000e0041", "Bury", "tag character"),
        ("Bury\ud800", "Bury", "broken character"),
        ("Bury\ufffe", "Bury", "broken character"),
        ("Bury" + "\u0335" * 400, "Bury" + "\u0335" * 6, "marks piled on one letter"),
    ],
)
def test_hidden_characters_are_taken_out_and_named(pasted, kept, name):
    text, names = cleaned(pasted)
    assert text == kept
    assert names[0] == name


def test_each_name_is_told_once_in_order_of_appearance():
    assert cleaned("a\u200bb\x00c\u200bd")[1] == ("zero width space", "null character")


@pytest.mark.parametrize("pasted", ["one\r\ntwo", "one\rtwo", "one\vtwo", "one\u2028two", "one\x85two"])
def test_every_sort_of_line_break_becomes_one(pasted):
    assert cleaned(pasted) == ("one\ntwo", ())


@pytest.mark.parametrize("space", ["\t", "\xa0", "\u202f"])
def test_tabs_and_non_breaking_spaces_become_spaces(space):
    assert cleaned(f"£7,500{space}for Bury") == ("£7,500 for Bury", ())


def test_letters_and_their_accents_become_one_character():
    assert cleaned("cafe\u0301") == ("café", ())
    assert cleaned("cafe\u200b\u0301")[0] == "café"


def test_an_emoji_of_several_parts_stays_whole():
    family, rainbow = "👩\u200d👧", "🏳\ufe0f\u200d🌈"
    assert cleaned(family + rainbow) == (family + rainbow, ())


def test_a_joiner_between_letters_goes():
    assert cleaned("Man\u200dchester") == ("Manchester", ("zero width joiner",))


@given(st.text(st.characters() | st.sampled_from("\u200d\u200b\x00\r\n\ufe0f👩🌈\u0301e〈")))
def test_cleaning_twice_changes_nothing_more(pasted):
    text, _ = cleaned(pasted)
    assert cleaned(text) == (text, ())


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_nothing_is_left_that_a_database_or_a_feed_refuses(pasted):
    text, _ = cleaned(pasted)
    assert not [character for character in text if unicodedata.category(character) == "Cc" and character != "\n"]
    assert unicodedata.is_normalized("NFC", text)
    text.encode()
