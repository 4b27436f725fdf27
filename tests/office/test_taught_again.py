"""What an officer has taught of a notice is taken back, or said more finely, on the same page."""

from conditions.actions.conditions import remove_condition
from intake.models import TaughtLabel
from tests.office.test_taught_layouts import MARSH


def test_a_taught_label_is_set_back_and_a_title_is_no_label(beside):
    page = beside(MARSH)
    labels = {page.maybe("Matter to settle"): "reasons", page.maybe("Settled"): "decision_text"}
    page.send(**labels, title="BOATS FOR THE MARSH", publisher="Marsh Board")
    assert page.decision.reasons == "To settle whether boats are bought."
    page.get()
    assert "BOATS FOR THE MARSH" not in [each.label for each in page.form.possible]
    page.send(**{page.maybe("Matter to settle"): ""})
    assert [each.label for each in TaughtLabel.objects.all()] == ["Settled"]
    assert page.decision.reasons == ""


SLIP = """Slip of the tarn

Headed: {title}

Settled: I award £{sum} to Tarn Club for 2026/27. The clerk is to be told of it. The club must keep its nets dry. The
money is from my Tarn Fund.

Term: The fund must be named on the nets.

Held on: {day}

The tarn is closed on Mondays.

Ask the warden for the key.
"""
MEANINGS = {"Headed": "title", "Settled": "decision_text", "Term": "conditions", "Held on": "decided_on"}


def test_what_was_taken_out_of_the_conditions_does_not_come_back_and_each_line_left_has_its_own_answer(beside, olu):
    page = beside(SLIP.format(title="Nets", sum="410", day="4 May 2026"))
    page.send(**{page.label(name): field for name, field in MEANINGS.items()}, publisher="Tarn office")
    page.get()
    left = {each["text"]: f"left_{each['digest']}" for each in page.form.asking(None)}
    assert {"The tarn is closed on Mondays.", "Ask the warden for the key."} <= left.keys()
    assert {each["name"] for each in page.form.asking("stream")} == {"Tarn Fund"}
    page.send(**dict.fromkeys(left.values(), "nothing"), publisher="Tarn office")
    dry, named = page.decision.conditions.all()
    remove_condition(dry, by=olu)
    second = beside(SLIP.format(title="Oars", sum="95", day="5 June 2026"))
    assert [each.wording for each in second.decision.conditions.all()] == [named.wording]
    assert "must keep its nets dry" in second.decision.decision_text
    assert [each.get("asks") for each in second.decision.imported_notice.to_look_at if not each.get("name")] == []
