"""Mo records what the partnership gives in match."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from conditions.actions.assessments import assess
from conditions.actions.conditions import remove_condition
from conditions.models import Contribution
from tests import stories
from tests.stories import match_obligation

KEY = "0b0e5b0e-7e0a-4c38-9f6e-5a3c9b1d2f10"
TYPED = {
    "description": "Mentoring sessions, September to December",
    "source": "partnership",
    "is_in_kind": "cash",
    "amount": "£5,000",
    "stage": "spent",
    "spent_on": "1/12/2023",
    "proof": "Invoices of the mentoring provider",
    "counted_elsewhere": "no",
    "is_own_money": "no",
    "form_key": KEY,
}


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def send(signed_in, mo, obligation):
    """Mo sends the form, with what is different this time; the page that answers, redirects followed."""
    address = reverse("partners:contribution_new", args=["manchester", obligation.pk])
    return lambda **changes: signed_in(mo).post(address, TYPED | changes, follow=True)


def errors(page):
    return {name: list(sentences) for name, sentences in page.context["form"].errors.items()}


def test_mo_records_5000_pounds_and_the_page_says_so(send, obligation, mo):
    page = send()
    assert page.redirect_chain[0][0] == reverse("partners:obligation_detail", args=["manchester", obligation.pk])
    assert "Your contribution of £5,000.00 is recorded." in page.text
    recorded = Contribution.objects.get()
    assert (recorded.amount, recorded.spent_on, recorded.stage) == (Decimal(5000), date(2023, 12, 1), "confirmed")
    assert (recorded.sent_by, recorded.awaits_review) == (mo, True)
    assert recorded.shares.get().obligation == obligation


def test_the_same_form_sent_twice_records_once(send):
    send()
    send()
    assert Contribution.objects.count() == 1


def test_two_forms_record_two(signed_in, mo, obligation, send):
    address = reverse("partners:contribution_new", args=["manchester", obligation.pk])
    keys = {signed_in(mo).get(address).context["form"]["form_key"].value() for _ in range(2)}
    for key in keys:
        send(form_key=key)
    assert Contribution.objects.count() == 2


def test_a_pledge_has_no_date_yet(send):
    send(stage="pledged", spent_on="")
    assert Contribution.objects.get().stage == "pledged"


def test_in_kind_says_how_it_was_valued(send):
    page = send(is_in_kind="in_kind")
    assert errors(page) == {"valuation": ["Choose how it was valued"]}
    send(is_in_kind="in_kind", valuation="hours", valuation_note="40 hours at £18.50")
    assert Contribution.objects.get().valuation_note == "40 hours at £18.50"


def test_cash_drops_a_valuation_that_was_chosen_by_mistake(send):
    send(valuation="quotation", valuation_note="left over")
    recorded = Contribution.objects.get()
    assert (recorded.valuation, recorded.valuation_note) == ("", "")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"description": ""}, "description", "Say what the contribution is"),
        ({"description": "a\u202e" * 150 + "b" * 80}, "description", "Use 200 characters or fewer: this is 230"),
        ({"is_in_kind": ""}, "is_in_kind", "Choose cash or in kind"),
        ({"stage": ""}, "stage", "Choose how certain it is"),
        ({"amount": "7.5k"}, "amount", "Write the amount in full, in pounds and pence, like 7,500.00"),
        ({"amount": "-5"}, "amount", "Enter the amount without a minus sign"),
        ({"amount": "0"}, "amount", "Enter an amount above zero"),
        ({"amount": "1.234"}, "amount", "Give at most two digits of pence, like 7,500.00"),
        ({"amount": "9" * 20}, "amount", "Enter an amount of £1,000,000,000 or less"),
        ({"spent_on": ""}, "spent_on", "Enter the date on which it was spent or given"),
        ({"stage": "pledged"}, "spent_on", "Leave the date empty, or choose “Spent”"),
        (
            {"spent_on": "31/02/2024"},
            "spent_on",
            "31/02/2024 is not a real date: write the day first, like 31/3/2024",
        ),
        ({"spent_on": "1/1/2099"}, "spent_on", "The date must be today or earlier"),
        (
            {"spent_on": "1/4/2024"},
            "spent_on",
            "It was spent on 1 April 2024; only 1 April 2023 to 31 March 2024 counts.",
        ),
        ({"is_own_money": ""}, "is_own_money", "Say whether it comes from another grant of this office"),
    ],
)
def test_what_cannot_be_is_refused_beside_the_field_and_the_rest_is_kept(send, changes, field, sentence):
    page = send(**changes)
    assert errors(page) == {field: [sentence]}
    kept = {"description", "proof"} - changes.keys()
    assert all(TYPED[name] in page.text for name in kept)
    assert not Contribution.objects.exists()


def fields(signed_in, mo, obligation, **match):
    """The questions that Mo is asked where the condition says so of match."""
    obligation.terms_data["match"] |= match
    obligation.save()
    page = signed_in(mo).get(reverse("partners:contribution_new", args=["manchester", obligation.pk]))
    return page.context["form"]


def test_no_answer_is_chosen_in_advance(signed_in, mo, obligation):
    form = fields(signed_in, mo, obligation, sources=["partnership", "council"])
    assert [name for name in form.fields if form[name].value()] == ["form_key"]


def test_only_sources_that_the_condition_allows_are_offered_and_a_single_one_is_not_asked(
    signed_in, mo, obligation, send
):
    form = fields(signed_in, mo, obligation, sources=["partnership", "council"])
    assert [value for value, _ in form.fields["source"].choices] == ["", "partnership", "council"]
    assert errors(send(source="the_moon")) == {"source": ["Choose who contributes it"]}
    assert "source" not in fields(signed_in, mo, obligation, sources=["council"]).fields
    send()
    assert Contribution.objects.get().source == "council"


def test_in_kind_is_asked_only_where_it_may_count(signed_in, mo, obligation, send):
    assert "is_in_kind" in fields(signed_in, mo, obligation, in_kind="allowed").fields
    assert "is_in_kind" not in fields(signed_in, mo, obligation, in_kind="not_allowed").fields
    send(is_in_kind="in_kind", valuation="hours")
    recorded = Contribution.objects.get()
    assert (recorded.is_in_kind, recorded.valuation) == (False, "")


def test_a_condition_that_has_lapsed_takes_nothing(send, obligation, published, olu, ada):
    remove_condition(obligation.condition, by=olu)
    corrected = stories.approved(stories.sent(published, by=olu), by=ada)
    stories.published(corrected, by=ada, note="The match condition belonged to another grant.")
    assert send().status_code == 404
    assert not Contribution.objects.exists()


def test_after_a_finding_nothing_is_said_to_be_evidenced_that_is_not(signed_in, mo, olu, obligation):
    assess(obligation, by=olu, finding="not_met", reasons="Nothing had come by the due date.")
    page = signed_in(mo).get(reverse("partners:contribution_new", args=["manchester", obligation.pk]))
    assert "The office has made its finding on the match. Only what is spent" in page.text
