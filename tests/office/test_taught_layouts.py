"""A layout that the reader does not know is taught beside one notice; the next one of it is then read whole."""

import re

import pytest

from grants.actions.decisions import revise
from grants.models import Post
from intake.forms.notice_fields import without_label
from intake.models import ImportedNotice, LearnedLine, TaughtLabel
from intake.notices.values import whole_date
from tests.office.taught_layouts import FIELD_OF, FIRST, LAYOUTS, SECOND


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_taught_once_and_then_read_whole(layout, beside):
    text, meanings, publisher = LAYOUTS[layout]
    Post.objects.create(title="Police and Crime Commissioner", slug="pcc")
    page = beside(text.format(**FIRST))
    answers = {page.label(name): field for name, field in meanings.items()}
    assert page.form["publisher"].value() == publisher
    page.send(**answers)
    assert said(page, text, FIRST) == {}
    assert set(TaughtLabel.objects.values_list("field", flat=True)) == {*meanings.values()}
    second = beside(text.format(**SECOND))
    assert ImportedNotice.objects.get(decision=second.decision).sources
    assert said(second, text, SECOND) == {}


ON_THE_FORM = ("title", "purpose", "decision_text", "reasons", "decision_makers", "decided_on")


@pytest.mark.parametrize("layout", list(LAYOUTS)[:-1])  # the signature of the last one ends its conditions
def test_a_layout_is_learned_from_the_fields_that_were_filled(layout, beside):
    text = LAYOUTS[layout].text
    Post.objects.create(title="Police and Crime Commissioner", slug="pcc")
    page = beside(text.format(**FIRST))
    page.send(**typed(text, FIRST))
    others = {name: field for name, field in LAYOUTS[layout].meanings.items() if field not in ON_THE_FORM}
    page.send(**{page.label(name): field for name, field in others.items()})
    page.send()  # what was read anew is confirmed
    second = beside(text.format(**SECOND))
    assert ImportedNotice.objects.get(decision=second.decision).sources
    assert said(second, text, SECOND) == {}


def test_nothing_is_learned_of_a_notice_that_was_read_whole(beside):
    text, meanings, _ = LAYOUTS["questions"]
    page = beside(text.format(**FIRST))
    page.send(**{page.label(name): field for name, field in meanings.items()})
    page.send()  # and adds the post
    assert not LearnedLine.objects.exists()


MARSH = """BOATS FOR THE MARSH

Matter to settle

To settle whether boats are bought.

Settled

That £310 be granted to Marsh Watch.
"""


def test_a_heading_that_is_the_title_is_taken_itself(beside):
    page = beside(MARSH)
    labels = {"BOATS FOR THE MARSH": "title", "Matter to settle": "purpose", "Settled": "decision_text"}
    page.send(**{page.maybe(label): field for label, field in labels.items()}, publisher="Marsh Board")
    decision = page.decision
    assert (decision.title, decision.purpose) == ("BOATS FOR THE MARSH", "To settle whether boats are bought.")
    assert decision.decision_text == "That £310 be granted to Marsh Watch."
    assert not TaughtLabel.objects.filter(field="title").exists()


LETTER = """Ruling {number}

Agreed {day}

{title}

I have read of {what}, which no longer float.

So I have agreed to award {amount} to {name} for new ones, on condition that the old ones are mended.

I do so because the marsh is wide.

It serves the plan called "A safer marsh".

Police and Crime Commissioner for Marshland
"""


def test_a_letter_that_was_filled_by_hand_is_read_by_itself_the_next_time_whatever_its_publisher_is_called(beside, olu):
    facts = {"number": "2026-R-14", "title": "Boats for wardens", "what": "the boats", "name": "the Marsh Watch"}
    first = LETTER.format(day="27/01/2026", amount="£5,300", **facts)
    parts = first.split("\n\n")
    page = beside(first)
    filled = {"title": parts[2], "purpose": parts[3], "decision_text": parts[4], "reasons": parts[5]}
    filled |= {"decided_on": "2026-01-27", "decision_makers": parts[-1].strip()}
    filled |= {page.field("left", first.strip()): "nothing"}
    page.send(**filled, add_posts="on", publisher="People of the reeds")
    revise(page.decision, by=olu, values={"own_number": "2026-R-14"})  # is learned too
    assert (page.decision.kind, page.decision.awards.get().amount) == ("grant", 5300)
    facts = {"number": "2026-R-31", "title": "A punt", "what": "the punts", "name": "the Fen Watch"}
    page = beside(LETTER.format(day="05/06/2026", amount="£4,950", **facts))
    decision = page.decision
    assert (decision.title, decision.own_number, decision.kind) == ("A punt", "2026-R-31", "grant")
    assert (decision.decided_on.isoformat(), decision.awards.get().amount) == ("2026-06-05", 4950)
    assert [each.title for each in decision.decision_makers.all()] == ["Police and Crime Commissioner for Marshland"]
    assert decision.conditions.get().wording == "the old ones are mended"


def test_a_leftover_goes_into_a_field_without_the_label_before_it():
    left = {"text": "Ruling: Boats are bought.", "why": "“Ruling” is on the page more than once"}
    assert without_label(left) == "Boats are bought."


def typed(text: str, facts: dict[str, str]) -> dict[str, str]:
    """The fields of a first notice, filled by hand."""
    filled = {field: facts[name] for name, field in FIELD_OF.items() if f"{{{name}}}" in text}
    return filled | {"decision_makers": "Police and Crime Commissioner", "decided_on": f"{whole_date(facts['day'])}"}


def said(page, text: str, facts: dict[str, str]) -> dict[str, object]:
    """What the draft does not say as its notice does."""
    decision = page.decision
    award = decision.awards.first()
    read = {name: decision.value_of(field) for name, field in FIELD_OF.items()} | {
        "number": decision.own_number,
        "day": f"{decision.decided_on:%-d %B %Y}" if decision.decided_on else None,
        "amount": award and f"{award.amount:,.0f}",
        "name": award and f"{award.partnership.district if award.partnership else '?'} Council",
        "condition": "\n".join(each.wording for each in decision.conditions.all()),
        "maker": "\n".join(each.title for each in decision.decision_makers.all()),
    }
    stated = {name: fact for name, fact in facts.items() if f"{{{name}}}" in text or name in ("amount", "name")}
    stated["maker"] = "Police and Crime Commissioner"
    wrong = {name: (read[name], fact) for name, fact in stated.items() if _unnumbered(read[name] or "") != fact}
    left = decision.imported_notice.to_look_at
    return wrong | ({"left": left} if left else {})


def _unnumbered(text: str) -> str:
    """A text without the number of its one paragraph, which is kept."""
    return re.sub(r"^\d\.\d ", "", text)


FORM_OF_MARL = """REQUEST FOR A DECISION

Received in the office: 3 February 2026
Our book: 2026/17

TITLE: {title}

EXECUTIVE SUMMARY

Six groups asked for money. Two are put forward.

RECOMMENDATION

That the Commissioner awards £14,200 to Quay Club for 2026/27.

ASIDE OF THE CLERK

{aside}

Date: 19 February 2026
"""


def test_what_an_officer_typed_or_confirmed_is_kept_whatever_is_read_again(beside):
    page = beside(FORM_OF_MARL.format(title="Our paper 17: Grants from the pot", aside="No rain was seen."))
    page.send(title="Grants from the pot", own_number="2026/17", outcome="approved", publisher="Office of Marl")
    page.send(title="Our paper 17: Grants from the pot", publisher="Office of Marl")
    page.send(title="Grants from the pot", publisher="Office of Marl")
    page.send(**{page.label("ASIDE OF THE CLERK"): "reasons"}, publisher="Office of Marl")
    page.send()
    decision = page.decision
    said = (decision.title, decision.own_number, decision.outcome)
    assert said == ("Grants from the pot", "2026/17", "approved")
    assert decision.awards.get().title == "Grants from the pot"
    html = page.get()
    assert html.index("Save and continue") < html.index("Read the text again")  # what Enter in a field presses
    assert 'name="add_posts"' in html


FORM_OF_FELL = """FELL DECISION - FD {number}

Title: {title}

Recommendation:
To award £{sum} to {whom} for 2026/27.

HEAD OF LAMPS'S DECISION

The above request has my approval.

Date: {day}

PART {number} - WHAT ANYBODY MAY READ

Papers:
Notice {number} (PDF, {number} KB)
Appendix {number} (PDF)
"""
BESIDE_THE_HILL = {
    "number": "2214",
    "title": "Lamps on the fell",
    "sum": "900",
    "whom": "Fell Lamp Trust",
    "day": "4 May 2026",
}
ON_THE_HILL = {
    "number": "2239",
    "title": "Steps on the fell",
    "sum": "700",
    "whom": "Fell Step Trust",
    "day": "5 June 2026",
}


def test_a_form_that_names_no_publisher_is_read_as_the_one_it_is_laid_out_as(beside):
    Post.objects.create(title="Head of Lamps", slug="lamps")
    first = beside(FORM_OF_FELL.format(**BESIDE_THE_HILL))
    label = {first.label("HEAD OF LAMPS'S DECISION"): "decision_text", first.label("Papers"): "nothing"}
    first.send(**label, publisher="Fell office")
    first.get()
    ticked = {f"left_{left['digest']}": "nothing" for left in first.form.asking(None)}
    first.send(**ticked, own_number="FD 2214", decision_makers="Head of Lamps", publisher="Fell office")
    second = beside(FORM_OF_FELL.format(**ON_THE_HILL))
    assert "read as one of Fell office, as it is laid out like theirs" in second.get()
    decision = second.decision
    assert (decision.own_number, decision.title, decision.outcome) == ("FD 2239", "Steps on the fell", "approved")
    assert [maker.title for maker in decision.decision_makers.all()] == ["Head of Lamps"]
    left = [(left.get("asks"), left["text"]) for left in decision.imported_notice.to_look_at]
    assert [asks for asks, _ in left] == ["recipient"], left


def test_the_text_is_read_again_as_of_the_publisher_that_is_chosen(beside):
    page = beside("Sheet of the mole\n\nHeading: Ropes\n\nBecause: It was dark.\n\nDate: 4 May 2026")
    page.send(**{page.label("Because"): "reasons", page.label("Heading"): "title"}, publisher="Office of the mole")
    TaughtLabel.objects.create(publisher="Office of the mole", label="Since", field="reasons", how="text")
    other = beside("Sheet of the quay\n\nHeading: Nets\n\nSince: It rained.\n\nDate: 5 May 2026")
    TaughtLabel.objects.create(publisher="Another", label="Since", field="purpose", how="text")
    other.send(publisher="Office of the mole", read_as="on")
    assert (other.decision.title, other.decision.reasons) == ("Nets", "It rained.")


FORM_OF_MOOR = """NOTICE OF THE MOOR

HEADED - Nets for the tarn
HELD BY - Head of Nets
HELD ON - 4 May 2026
GRANTED
That £410 be awarded to Tarn Club for 2026/27 from the Tarn Fund.
ASKED
The club reports by 30 November 2026 and sends its accounts by 31 May 2027.
"""


def test_labels_before_a_dash_are_taught_and_what_is_typed_needs_no_ticking_off(beside):
    Post.objects.create(title="Head of Nets", slug="nets")
    page = beside(FORM_OF_MOOR)
    meanings = {"HEADED": "title", "HELD BY": "decision_makers", "HELD ON": "decided_on", "GRANTED": "decision_text"}
    page.send(**{page.label(name): field for name, field in meanings.items()}, publisher="Office of the moor")
    page.send(**{page.label("ASKED"): "conditions"}, publisher="Office of the moor")
    decision = page.decision
    assert (decision.title, decision.decided_on.isoformat()) == ("Nets for the tarn", "2026-05-04")
    assert decision.awards.get().title == "Nets for the tarn"
    assert "Tarn Fund" in [left.get("name") for left in decision.imported_notice.to_look_at]
    html = page.get()
    assert "on 30 November 2026, the first day that it states; then it states 31 May 2027" in html
    open_left = [left["text"] for left in page.form.asking(None)]
    assert open_left == ["NOTICE OF THE MOOR"]
    page.send(title="Nets", reasons="It is a NOTICE OF THE MOOR.")
    decision.refresh_from_db()
    left = [left["text"] for left in ImportedNotice.objects.get(decision=decision).to_look_at]
    assert "NOTICE OF THE MOOR" not in left
    assert decision.awards.get().title == "Nets"


def test_labels_are_open_where_most_of_them_have_no_meaning_and_their_button_is_beside_them(beside):
    text = (
        "Record of decision\n\nTitle: Oars\nAsked of us: Oars\nWeighed: Long\nTold: All\nDecision: That oars be bought."
    )
    above, _, labels = beside(text).get().partition("What the labels of this notice mean")
    assert above[above.rindex("<details") :].startswith('<details class="govuk-details" open>')
    assert "Read it with these labels</button>" in labels
