"""What an officer has taught of a notice is taken back, or said more finely, on the same page."""

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
