"""What stands below labels that an office has taught: approval with a condition, funds, years, and names."""

from intake.notices.notice import Known, read_one
from intake.notices.standards import is_before_payment

RECORD = """TITLE: Lamps on the mole

EXECUTIVE SUMMARY

The mole is dark.

RECOMMENDATION

That the Commissioner awards {award}.

WORD OF THE COMMISSIONER

{word}

PENCE

{pence}

Date: 9 June 2026
"""


def read(field, word, *, award="£900 to The Lamp Trust", pence="None.", pence_field="financial_implications:text"):
    known = Known((), (("WORD OF THE COMMISSIONER", field), ("PENCE", pence_field)))
    return read_one(RECORD.format(award=award, word=word, pence=pence), known)


WORD = "I approve the recommendation above, on condition that the trust agrees a plan before the first payment."


def test_approval_with_a_condition_stays_in_the_text_and_asks():
    notice = read("decision_text:text", WORD)
    assert notice.outcome == "approved"
    assert WORD in notice.decision_text
    assert [each.wording for each in notice.conditions] == ["the trust agrees a plan before the first payment"]
    assert not notice.leftovers


def test_below_a_label_of_conditions_the_approval_is_no_condition():
    notice = read("conditions:conditions", WORD)
    assert notice.outcome == "approved"
    assert [each.wording for each in notice.conditions] == ["the trust agrees a plan before the first payment"]


def test_my_approval_is_the_outcome_wherever_it_stands():
    assert read("interests:text", "The above request has my approval.").outcome == "approved"


def test_the_fund_below_a_label_is_that_of_every_award_and_asks_nothing_else():
    notice = read("reasons:text", "Dark.", pence="Quay Fund 2026/27.", pence_field="award_stream:line")
    assert [(each.stream_text, each.year_text) for each in notice.awards] == [("Quay Fund", "2026/27")]
    assert not notice.leftovers


def test_the_year_of_the_budget_that_pays_is_that_of_the_award():
    notice = read("reasons:text", "Dark.", pence="The sum will be met from the quay budget for 2026/27.")
    assert [(each.recipient_text, each.year_text) for each in notice.awards] == [("The Lamp Trust", "2026/27")]


def test_before_payment_is_seen():
    said = ("agreed before they are paid", "agrees a plan before the first payment", "a plan before the summer")
    assert [is_before_payment(each) for each in said] == [True, True, False]
