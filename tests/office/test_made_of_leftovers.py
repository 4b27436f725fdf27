"""Words of a notice that were not understood become awards and conditions on the page beside it, and stand where they
stood in the next notice."""

from decimal import Decimal

from grants.models import Post
from intake.models import TaughtLabel
from intake.notices.findings import awards_said

QUAY = """NOTE OF THE QUAY

Matter
{title}
Settled
The clubs are helped as listed.
Held by
Head of Quays
On
{day}

{purse}

{strings}

The quay is closed on Mondays.
"""
MEANINGS = {"Matter": "title", "Settled": "decision_text", "Held by": "decision_makers", "On": "decided_on"}
OARS = {"title": "Crime by the quay: oars", "day": "4 May 2026", "purse": "For the oars at Bolton £410 was put by"} | {
    "strings": "Receipts go to the clerk by 1 June 2027; the club keeps a log of oars"
}
BELLS = {"title": "Crime by the quay: bells", "day": "5 June 2026", "purse": "Bury CSP – £95 – Quay Pot – 2026/27"} | {
    "strings": "The bell is rung at six; nobody lends it to others"
}


def test_a_sum_becomes_an_award_and_a_line_conditions_and_the_next_notice_has_them_there(beside):
    Post.objects.create(title="Head of Quays", slug="quays")
    page = beside(QUAY.format(**OARS))
    page.send(**{page.label(name): field for name, field in MEANINGS.items()}, publisher="Office of the quay")
    page.get()
    left = {each["text"]: each["digest"] for each in page.form.asking(None)}
    purse, strings = left[OARS["purse"]], left[OARS["strings"]]
    said = {f"left_{key}": "nothing" for key in left.values()}
    said |= {f"left_{purse}": "award", f"left_{strings}": "condition"}
    page.send(**said, **{f"whom_{purse}": "Bolton CSP"}, publisher="Office of the quay")
    assert "has been added" in page.get()
    award = page.decision.awards.get()
    assert (award.amount, award.partnership.district) == (410, "Bolton")
    wordings = [each.wording for each in page.decision.conditions.all()]
    assert wordings == ["Receipts go to the clerk by 1 June 2027", "the club keeps a log of oars"]
    assert page.decision.imported_notice.to_look_at == []
    second = beside(QUAY.format(**BELLS))
    assert (second.decision.title, second.decision.awards.get().amount) == (BELLS["title"], 95)
    wordings = [each.wording for each in second.decision.conditions.all()]
    assert wordings == ["The bell is rung at six", "nobody lends it to others"]
    assert [each.get("name") for each in second.decision.imported_notice.to_look_at] == ["Quay Pot"]


def test_what_was_ticked_off_is_not_asked_again_when_the_text_is_read_again(beside):
    page = beside(QUAY.format(**OARS))
    meanings = {name: field for name, field in MEANINGS.items() if name != "Held by"}
    page.send(**{page.label(name): field for name, field in meanings.items()}, publisher="Office of the quay")
    page.send(**{page.field("left", "The quay is closed on Mondays."): "nothing"}, publisher="Office of the quay")
    page.send(**{page.label("Held by"): "decision_makers"}, publisher="Office of the quay")
    assert "The quay is closed on Mondays." not in [each["text"] for each in page.decision.imported_notice.to_look_at]


def test_what_looks_like_a_label_can_be_said_to_be_text(beside):
    page = beside(QUAY.format(**OARS).replace("Settled", "Settled:\nCrime by night: none. It is dark."))
    page.send(**{page.label(name): field for name, field in MEANINGS.items()}, publisher="Office of the quay")
    page.send(**{page.maybe("Crime by night"): "words"}, publisher="Office of the quay")
    taught = TaughtLabel.objects.get(label="Crime by night")
    assert (taught.field, taught.how) == ("", "words")
    page.get()
    assert page.form[page.maybe("Crime by night")].value() == "words"
    assert page.decision.decision_text.startswith("Crime by night: none.")


def test_of_two_sums_in_a_sentence_the_one_that_is_an_award_already_is_not_added_again():
    words = "For the oars £410 was put by as agreed, and £95 to Bury CSP for bells."
    added = awards_said(words, "Bolton CSP", {Decimal(95)})
    assert [(each.recipient_text, each.amount) for each in added] == [("Bolton CSP", 410)]
    assert [each.amount for each in awards_said("£95 to Bury CSP for bells.", "", {Decimal(95)})] == [95]
