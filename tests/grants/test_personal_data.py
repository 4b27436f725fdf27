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
    "Dotted 0161.496.0000 here.": ("a phone number", "0161.496.0000"),
    "Slashed 0161/496/0000 here.": ("a phone number", "0161/496/0000"),
    "Dashed 0161–496–0000 here.": ("a phone number", "0161–496–0000"),
    "From abroad 0044 161 496 0000 too.": ("a phone number", "0044 161 496 0000"),
    "Call +44 7700 900123 100 times.": ("a phone number", "+44 7700 900123"),
    "Jo,07700 900123,Bury": ("a phone number", "07700 900123"),
    "Mail jo [at] example.org now.": ("an e-mail address", "jo [at] example.org"),
    "Mail jo.o (at) example dot org now.": ("an e-mail address", "jo.o (at) example dot org"),
    "Her number AB-12-34-56-C is known.": ("a National Insurance number", "AB-12-34-56-C"),
    "He lives at M14\n5TQ.": ("a full postcode", "M14\n5TQ"),
    "Ring 0161 496\n0000 first.": ("a phone number", "0161 496\n0000"),
    "Date of birth: 12/03/1985.": ("a date of birth", "Date of birth: 12/03/1985"),
    "She was born on 3 March 1990 in Bury.": ("a date of birth", "born on 3 March 1990"),
    "D.O.B. 1.2.85, Wigan": ("a date of birth", "D.O.B. 1.2.85"),
    "Pay into 12-34-56, 12345678 please.": ("bank details", "12-34-56, 12345678"),
    "Sort code 12 34 56, account number 12345678.": ("bank details", "Sort code 12 34 56, account number 12345678"),
    "Into GB82 WEST 1234 5698 7654 32 then.": ("bank details", "GB82 WEST 1234 5698 7654 32"),
    "NHS number 943 476 5919 was given.": ("an NHS number", "943 476 5919"),
    "NHS no. 9434765919 was given.": ("an NHS number", "9434765919"),
    "Jo dot Field at example dot org dot uk": ("an e-mail address", "Jo dot Field at example dot org dot uk"),
    "Mail jo.field AT example.org now.": ("an e-mail address", "jo.field AT example.org"),
    "Mail jo @ example.org now.": ("an e-mail address", "jo @ example.org"),
    "Mail jo.field@\nexample.org now.": ("an e-mail address", "jo.field@\nexample.org"),
    "Mail jo@exämple.org now.": ("an e-mail address", "jo@exämple.org"),
    "Mail jo＠example.org now.": ("an e-mail address", "jo＠example.org"),
    "Ring ０１６１ ４９６ ００００ first.": ("a phone number", "０１６１ ４９６ ００００"),
    "In order to ring 0161 496 0000, wait.": ("a phone number", "0161 496 0000"),
    "Ask the company on 0161 496 0000.": ("a phone number", "0161 496 0000"),
    "NINO: AB123456 is hers.": ("a National Insurance number", ": AB123456"),
    "She lives at M14-5TQ.": ("a full postcode", "M14-5TQ"),
    "He was born on the 3rd of March 1990.": ("a date of birth", "born on the 3rd of March 1990"),
    "Jo Field (b. 3 March 1990)": ("a date of birth", "b. 3 March 1990"),
    "Her birthdate is the 12th March 1985.": ("a date of birth", "birthdate is the 12th March 1985"),
    "Paid to bank account 12345678.": ("bank details", "bank account 12345678"),
    "Card 4111 1111 1111 1111 was used.": ("a card number", "4111 1111 1111 1111"),
    "Passport number 123456789 was seen.": ("the number of a passport or licence", " number 123456789"),
    "Licence FIELD803125J99AB was seen.": ("the number of a passport or licence", "FIELD803125J99AB"),
}
INNOCENT = [
    "Decided on 06/02/2024, published 07-03-2024, for 2023/24 and 2024-25.",
    "£1,234,567,890.00 in 2016, and 0.1234567890 of it.",
    "Reference GM-2024-0031, GB-COH-01234567, notice 2548, section 143(2), SI 2011/3050.",
    "The M1 and M60 in the district of Bury; postcode area M1.",
    "Meet @ noon; @handle; a@b",
    "Paid in the H1 2nd half, the W1 3rd week and the S1 1st term.",
    "References 0012345678901234, GM/2024/0161496000 and 01234567890123; ref. 01234567890.",
    "From 01/04/2024 - 31/03/2025, then 06.02.2024 10.",
    "1\n01\n02\n03\n04\n05\n06\n07\n",
    "A charity, 1098765, on 12-03-24 in 2024; its report 943 476 5918.",
    "Steps 05/06/07/08/09/10 and 01 02 03 04 05 06 07 08; 05.06.07.08.09.",
    "Cost centre 0161 496000, budget code 01614960000, contract no 01614960000, case number: 01234567890.",
    "Look at example.org or www.example.org for more; @gmpolice; (at example.org); 4111 1111 1111 1112.",
    "Section 17 of 1998; UPRN 010023456789; crime reference 06AB/12345/24; ISBN 978-0-12-345678-9.",
    "Born of a need seen on 1 March 2024; the 50th birthday of the charity is 12 May 2024; account 2024/25.",
    "They were born to lead; the birth of the scheme was in May 2019.",
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


def test_each_number_of_a_list_is_found():
    assert [hit.text for hit in hits("07700 900123\n07700 900124\n0161 496 0000")] == [
        "07700 900123",
        "07700 900124",
        "0161 496 0000",
    ]


@given(
    st.lists(st.sampled_from([" ", ".", "-", "–", "/", "\n", ""]), min_size=2, max_size=2),
    st.sampled_from(["0", "+44 ", "0044 "]),
)
def test_a_number_is_found_however_it_is_separated(gaps, start):
    written = f"{start}161{gaps[0]}496{gaps[1]}0000"
    found = [hit.text for hit in hits(f"Ring {written} first.")]
    assert found == ([] if written.count("\n") > 1 and start == "0" else [written])


@given(st.integers(0, 999_999_999))
def test_an_nhs_number_has_a_check_digit_and_nine_in_ten_numbers_have_not(number):
    digits = f"{number:09}"
    check = (11 - sum((10 - place) * int(digit) for place, digit in enumerate(digits)) % 11) % 11
    for last in range(10):
        written = f"{digits[:3]} {digits[3:6]} {digits[6:]}{last}"
        kinds = {hit.looks_like for hit in hits(f"It is {written}.")}
        assert ("an NHS number" in kinds) == (last == check)


@given(st.text(), st.text())
def test_an_address_is_found_whatever_stands_around_it(before, after):
    assert "jo@example.org" in {hit.text[:14] for hit in hits(f"{before} jo@example.org {after}")}


@given(st.text(alphabet="aA1@. +0-()\n£"))
def test_every_hit_stands_in_the_text_as_shown(text):
    assert all(hit.text in text and hit.sentence in text for hit in hits(text))


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "0",
        "a@",
        "a.",
        "@a.a",
        "+4",
        "0 ",
        "AB1",
        "M1 ",
        "(0",
        "01\n",
        "12-34-56 ",
        "a[at]a",
        "a at a ",
        "a @ a.",
        "a dot ",
        "4111 ",
        "\n",
        "born ",
    ],
)
def test_long_text_takes_no_longer_than_its_length_asks(piece):
    started = time.perf_counter()
    hits(piece * (60_000 // len(piece)))
    assert time.perf_counter() - started < 2
