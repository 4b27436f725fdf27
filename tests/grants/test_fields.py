"""What olu types into a form: understood where it is clear, refused with a sentence where it is not, and never lost."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from grants.fields import NOT_OFFERED, BaseForm, DayField, OneLineField, PercentField, PoundsField, ProseField
from grants.models import FundingStream


class GrantForm(BaseForm):
    """A little of each, nothing of it required."""

    amount = PoundsField(required=False)
    balance = PoundsField(required=False, allow_zero=True)
    share = PercentField(required=False)
    day = DayField(required=False)
    decided_on = DayField(required=False, not_after_today=True)
    title = OneLineField(required=False, max_length=40)
    reasons = ProseField(required=False, label="Reasons for the decision", max_length=1_200)


def read(name, typed):
    form = GrantForm({name: typed})
    assert form.is_valid(), form.errors
    return form.cleaned_data[name]


def refusal(name, typed):
    form = GrantForm({name: typed})
    assert not form.is_valid()
    return form.errors[name][0]


@pytest.mark.parametrize(
    "typed",
    ["7500", "7,500", "£7,500", "£7500.00", "£7,500.00", " £ 7,500.0 ", "7,500.00\xa0"],
)
def test_an_amount_is_understood_however_it_is_written(typed):
    amount = read("amount", typed)
    assert amount == Decimal(7500)
    assert str(amount) == "7500.00"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("7.5k", "Write the amount in full, in pounds and pence, like 7,500.00"),
        ("£7.5m", "Write the amount in full, in pounds and pence, like 7,500.00"),
        ("7 500", "Write the amount in full, in pounds and pence, like 7,500.00"),
        ("1e5", "Write the amount in full, in pounds and pence, like 7,500.00"),
        ("NaN", "Write the amount in full, in pounds and pence, like 7,500.00"),
        ("Infinity", "Write the amount in full, in pounds and pence, like 7,500.00"),
        ("£", "Write the amount in full, in pounds and pence, like 7,500.00"),
        ("７５００", "Write the amount in full, in pounds and pence, like 7,500.00"),
        ("7,50", "Check the commas, or leave them out: write the amount like 7,500.00"),
        ("75,00.00", "Check the commas, or leave them out: write the amount like 7,500.00"),
        ("0,500", "Check the commas, or leave them out: write the amount like 7,500.00"),
        ("1,0000", "Check the commas, or leave them out: write the amount like 7,500.00"),
        ("7500.001", "Give at most two digits of pence, like 7,500.00"),
        ("-7500", "Enter the amount without a minus sign"),
        ("£−7,500", "Enter the amount without a minus sign"),
        ("0", "Enter an amount above zero"),
        ("£0.00", "Enter an amount above zero"),
        ("1,000,000,000.01", "Enter an amount of £1,000,000,000 or less"),
        ("9" * 20, "Enter an amount of £1,000,000,000 or less"),
        ("9" * 40, "Enter an amount of £1,000,000,000 or less"),
        ("1\u202e005", "This has hidden characters in it: delete it and type it again"),
    ],
)
def test_what_is_no_amount_is_refused_with_what_to_do(typed, sentence):
    assert refusal("amount", typed) == sentence


def test_zero_is_taken_where_it_may_be():
    assert read("balance", "£0") == Decimal("0.00")


def test_the_highest_amount_is_taken():
    assert read("amount", "£1,000,000,000.00") == Decimal("1000000000.00")


@given(st.decimals("0.01", "1000000000", places=2))
def test_an_amount_that_the_form_shows_is_the_amount_that_it_reads(amount):
    shown = GrantForm(initial={"amount": amount})["amount"].value()
    form = GrantForm({"amount": shown}, initial={"amount": amount})
    assert read("amount", shown) == amount
    assert "amount" not in form.changed_data


def test_an_amount_is_shown_with_its_thousands_and_its_pence():
    assert 'value="7,500.00"' in str(GrantForm(initial={"amount": Decimal(7500)})["amount"])
    assert 'inputmode="decimal"' in str(GrantForm()["amount"])


@pytest.mark.parametrize(("name", "typed"), [("amount", "7.5k"), ("day", "31/02/2024"), ("share", "lots")])
def test_what_was_typed_is_shown_again_beside_its_error(name, typed):
    assert f'value="{typed}"' in str(GrantForm({name: typed})[name])


@pytest.mark.parametrize(
    "typed",
    ["6/2/2024", "06/02/2024", "6.2.2024", "06-02-2024", "2024-02-06", "6 February 2024", "6th feb 2024", " 6/2/2024 "],
)
def test_a_date_is_understood_however_it_is_written(typed):
    assert read("day", typed) == date(2024, 2, 6)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "31/02/2024",
            "31/02/2024 is not a real date: write the day first, like 31/3/2024",
        ),
        ("29/2/2023", "29/2/2023 is not a real date: write the day first, like 31/3/2024"),
        ("3/31/2024", "3/31/2024 is not a real date: write the day first, like 31/3/2024"),
        ("1/1/0000", "1/1/0000 is not a real date: write the day first, like 31/3/2024"),
        ("6/2/24", "Write the year with four digits, like 31/3/2024"),
        ("6 Feb 24", "Write the year with four digits, like 31/3/2024"),
        ("6 Febtober 2024", "Write the date, like 31/3/2024"),
        ("6/2-2024", "Write the date, like 31/3/2024"),
        ("６/2/2024", "Write the date, like 31/3/2024"),
        ("yesterday", "Write the date, like 31/3/2024"),
        ("31/12/1989", "Enter a date in a year from 1990 to 2100"),
        ("1/1/2101", "Enter a date in a year from 1990 to 2100"),
        ("6/2/\x002024", "This has hidden characters in it: delete it and type it again"),
    ],
)
def test_what_is_no_date_is_refused_with_what_to_do(typed, sentence):
    assert refusal("day", typed) == sentence


def test_a_decision_cannot_have_been_taken_tomorrow_in_london(time_machine):
    time_machine.move_to(datetime(2024, 3, 31, 23, 30, tzinfo=UTC))
    assert read("decided_on", "1/4/2024") == date(2024, 4, 1)
    assert refusal("decided_on", "2/4/2024") == "The date must be today or earlier"
    assert read("day", "2/4/2024") == date(2024, 4, 2)


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_date_that_the_form_shows_is_the_date_that_it_reads(day):
    shown = GrantForm(initial={"day": day})["day"].value()
    assert read("day", shown) == day
    assert not GrantForm({"day": f"{day:%d/%m/%Y}"}, initial={"day": day}).has_changed()
    assert GrantForm({"day": ""}, initial={"day": day}).has_changed()


@pytest.mark.parametrize(
    ("typed", "share"), [("20", "20"), ("20%", "20"), ("33.33 %", "33.33"), ("999", "999"), ("0.01", "0.01")]
)
def test_a_percentage_is_understood_with_and_without_its_sign(typed, share):
    assert read("share", typed) == Decimal(share)


@pytest.mark.parametrize("typed", ["0", "0.00", "-20", "1000", "33.333", "20%%", "1e2", "NaN", "２０", "a third"])
def test_what_is_no_percentage_is_refused_with_what_to_do(typed):
    assert refusal("share", typed) == "Enter a percentage above 0 and up to 999, like 20 or 33.5"


@pytest.mark.parametrize(("share", "shown"), [("20.00", "20"), ("33.50", "33.5"), ("100", "100")])
def test_a_percentage_is_shown_without_idle_zeros(share, shown):
    assert GrantForm(initial={"share": Decimal(share)})["share"].value() == shown


def test_hidden_characters_are_taken_out_of_prose_and_olu_is_told():
    form = GrantForm({"title": "Hot\u200b spots", "reasons": "One\x00\r\n\r\nTwo\u202e"})
    assert form.is_valid()
    assert form.cleaned_data["title"] == "Hot spots"
    assert form.cleaned_data["reasons"] == "One\n\nTwo"
    assert form.removed == {
        "Title": ("zero width space",),
        "Reasons for the decision": ("null character", "right-to-left override"),
    }


def test_a_form_with_nothing_hidden_has_nothing_to_tell():
    assert GrantForm({"reasons": "Plain."}).removed == {}
    assert GrantForm().removed == {}


def test_forms_side_by_side_tell_of_their_own_text_only():
    typed = {"first-title": "Hot\u200b spots", "second-title": "Hot spots"}
    assert GrantForm(typed, prefix="first").removed == {"Title": ("zero width space",)}
    assert GrantForm(typed, prefix="second").removed == {}


def test_prose_with_an_error_comes_back_without_what_a_page_cannot_carry():
    form = GrantForm({"reasons": "One\x00 two", "amount": "7.5k"})
    assert not form.is_valid()
    assert form["reasons"].value() == "One two"


def test_a_title_broken_over_lines_becomes_one_line():
    assert read("title", "  Targeted\r\n  hotspot \u00a0 activity ") == "Targeted hotspot activity"


def test_prose_too_long_is_refused_with_both_counts_after_cleaning():
    assert refusal("reasons", "x" * 1_214) == "Use 1,200 characters or fewer: this is 1,214"
    assert len(read("reasons", "x" * 1_200 + "\x00" * 14)) == 1_200
    assert "maxlength" not in str(GrantForm()["reasons"])


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (PoundsField(), "Enter an amount in pounds, like 7,500.00"),
        (DayField(), "Enter a date, like 31/3/2024"),
        (PercentField(), "Enter a percentage, like 20 or 33.5"),
        (ProseField(), "Enter some text"),
        (OneLineField(), "Enter some text"),
    ],
)
@pytest.mark.parametrize("typed", ["", "  ", None])
def test_a_required_field_left_empty_says_what_to_enter(field, sentence, typed):
    with pytest.raises(forms.ValidationError, match=sentence):
        field.clean(typed)


def test_the_browser_leaves_it_to_the_house_to_say_what_is_missing():
    class RequiredForm(BaseForm):
        title = OneLineField()

    form = RequiredForm({})
    assert form.errors == {"title": ["Enter some text"]}
    assert " required" not in str(form["title"])


def test_a_choice_that_is_not_offered_is_refused_in_our_words(db):
    class Form(BaseForm):
        one = forms.ChoiceField(choices=[("a", "A")])
        own = forms.ChoiceField(choices=[("a", "A")], error_messages={"invalid_choice": "Choose A"})
        stream = forms.ModelChoiceField(FundingStream.objects.all(), to_field_name="slug")

    errors = Form({"one": "zzz", "own": "zzz", "stream": "zzz"}).errors
    assert errors == {"one": [NOT_OFFERED], "own": ["Choose A"], "stream": [NOT_OFFERED]}
