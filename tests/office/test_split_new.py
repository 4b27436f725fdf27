"""Olu divides a sum among the awards of a decision, and the public reads how."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from grants.actions.awards import change_award
from register.actions.withholding import withhold
from register.document import read_document
from register.notices.comparison import changed_fields
from register.notices.pdf import contents
from tests.stories import approved, award, draft, fresh, published, sent, whole

FORMULA = {
    "pot": "violence-reduction-unit/2023-24",
    "method": "formula",
    "total": "1,000.01",
    "table": "District\tPopulation\tRecorded crime\nBury\t300\t10\nSalford\t100\t30\nTotal\t400\t40",
    "weights": "75, 25",
    "source": "ONS and the force",
    "figures_on": "30/6/2023",
}
EQUAL = {"pot": "violence-reduction-unit/2023-24", "method": "equal"}


@pytest.fixture
def shared(reference, olu):
    """Two awards from one stream, and one from another."""
    decision = draft(by=olu)
    for district in ("bury", "salford"):
        award(decision, by=olu, amount=100, district=district, stream="violence-reduction-unit")
    return fresh(decision)


@pytest.fixture
def send(shared, olu, signed_in):
    address = reverse("office:split_new", args=[shared.reference])

    def typed(values, **more):
        return signed_in(olu).post(address, {"revision": fresh(shared).revision} | values | more, follow=True)

    return typed


def saved(send, values):
    return send(values, save=re.search(r'name="save" value="(\w+)"', send(values).text)[1])


def amounts(decision):
    return [str(each.amount) for each in decision.awards.all()]


def test_what_comes_of_a_formula_is_shown_and_then_saved(send, shared):
    page = send(FORMULA)
    assert "£625.01" in page.text
    assert amounts(shared) == ["7500.00", "100.00", "100.00"]
    page = saved(send, FORMULA)
    assert amounts(shared) == ["7500.00", "625.01", "375.00"]
    assert "How shares were set" in page.text
    told = shared.events.first()
    assert told.verb == "set shares"
    assert told.changes["How shares were set"] == ["", "By a formula, £1,000.01 among 2 awards"]


def test_what_was_not_shown_is_not_saved(send, shared):
    page = send(EQUAL, save="0123456789abcdef")
    assert "Work them out again" in page.text
    assert amounts(shared) == ["7500.00", "100.00", "100.00"]


def test_the_public_reads_the_working_on_page_pdf_and_in_data(send, shared, client, olu, ada):
    saved(send, FORMULA | {"table": FORMULA["table"].replace("Salford", "Salford"), "explanation": "As agreed."})
    change_award(shared.awards.get(number=3), by=olu, values={"amount": Decimal("400.00")})
    decision = published(approved(sent(fresh(shared), by=olu), by=ada), by=ada)
    text = client.get(f"/decisions/{decision.reference}/").text.partition('id="shares"')[2]
    for words in (
        "by a formula: Population 75%, Recorded crime 25%",
        "ONS and the force, as of 30 June 2023",
        "As agreed.",
    ):
        assert words in text
    assert "£375.00" in text
    assert "As decided, set by hand" in text
    notice = decision.notices.get()
    [section] = [each for each in contents(notice)["sections"] if each["title"].startswith("How shares were set")]
    assert "Award 3, Salford Community Safety Partnership: Population (75%): 100; Recorded" in str(section)
    assert "£375.00 (37.50%); £400.00 as decided, set by hand" in str(section)
    data = client.get(f"/decisions/{decision.reference}.json").json()["document"]["splits"][0]
    assert (data["total"], data["rows"][0]["figures"]) == ("1000.01", ["300", "10"])


def test_a_withheld_recipient_is_not_given_away_by_its_figures(send, shared, olu, ada, client):
    saved(send, FORMULA)
    withhold(fresh(shared), by=olu, what="award-2", values={"ground": "enactment"})
    decision = published(approved(sent(fresh(shared), by=olu), by=ada), by=ada)
    data = client.get(f"/decisions/{decision.reference}.json").json()["document"]
    assert data["splits"][0]["rows"][0] == {"award": 2, "figures": [], "amount": "625.01"}
    text = client.get(f"/decisions/{decision.reference}/").text.partition('id="shares"')[2].partition("</table>")[0]
    assert "Bury" not in text
    assert text.count("Withheld") == 3  # its name, and two figures


def test_a_correction_says_that_the_method_changed(send, shared, olu, ada):
    saved(send, EQUAL)
    decision = published(approved(sent(fresh(shared), by=olu), by=ada), by=ada)
    first = read_document(decision.notices.get().document_data)
    saved(send, EQUAL | {"method": "need", "explanation": "Bury has more to do.", "table": "Bury\t150\nSalford\t50"})
    later = published(approved(sent(fresh(shared), by=olu), by=ada), by=ada, note="The shares follow need.")
    changed = changed_fields(first, read_document(later.notices.order_by("version").last().document_data))
    assert "How shares were set: Violence Reduction Unit, 2023/24" in [each.label for each in changed]


def test_an_uplift_begins_with_what_the_register_has_of_the_year_before(send, shared, olu, ada):
    for district, amount in (("bury", 1000), ("salford", 500)):
        whole(
            officer=olu,
            approver=ada,
            district=district,
            amount=amount,
            stream="violence-reduction-unit",
            year="2022/23",
            conditions=(),
        )
    page = saved(send, EQUAL | {"method": "uplift", "percent": "2.6"})
    assert amounts(shared) == ["7500.00", "1026.00", "513.00"]
    assert "This register, as it stands" in page.text
    saved(send, EQUAL | {"method": "uplift", "added": "10"})
    assert amounts(shared) == ["7500.00", "1010.00", "510.00"]
    assert fresh(shared).splits.count() == 1


def test_all_streams_and_years_at_once_keep_their_sums(send, shared, olu):
    award(shared, by=olu, amount=Decimal("0.05"), district="wigan", stream="violence-reduction-unit")
    saved(send, EQUAL | {"pot": "all"})
    assert amounts(shared) == ["7500.00", "66.69", "66.68", "66.68"]
    assert fresh(shared).splits.count() == 2


WRONG = [
    ({"method": ""}, "Choose how the sum is divided"),
    ({"table": ""}, "Paste the figures"),
    ({"source": ""}, "Say where the figures come from"),
    ({"figures_on": ""}, "Enter the day that they are about"),
    ({"table": "Bury\t1\t1\nSalford\t2\tmany"}, "“many” is not a figure"),
    ({"table": "Bury\t1\t1\nSalford\t2"}, "The line of Salford has 1 figures in the place of 2."),
    ({"table": "Bury\t1\t1\nAtlantis\t2\t2"}, "“Atlantis” is nobody whom the office knows."),
    ({"table": "Bury\t1\t1\nBury\t2\t2\nSalford\t2\t1"}, "“Bury” comes twice."),
    ({"table": "Bury\t1\t1"}, "Award 3, Salford Community Safety Partnership, has no figures."),
    ({"table": "Bury\t1\t1\nSalford\t2\t1\nWigan\t3\t3"}, "has figures and no award here"),
    ({"table": "Bury\t1\t0\nSalford\t2\t0"}, "The figures of a column are all zero."),
    ({"weights": "75, 20"}, "100 per cent in all"),
    ({"weights": "NaN, 20"}, "The weights are above zero"),
    ({"weights": "75"}, "There are 2 columns of figures and 1 weights."),
    ({"weights": "much, little"}, "are no weights"),
    ({"method": "need"}, "Say what the need of each was"),
    ({"method": "need", "explanation": "As agreed."}, "Paste one column of pounds"),
    ({"method": "uplift"}, "one of the two"),
    (
        {"method": "uplift", "percent": "2", "table": ""},
        "has no award of 2022/23 from the Violence Reduction Unit to Bury",
    ),
    ({"pot": "all"}, "each stream and year keeps its own sum"),
]


@pytest.mark.parametrize(("typed", "sentence"), WRONG, ids=[sentence for _, sentence in WRONG])
def test_what_does_not_fit_is_said_and_nothing_is_lost(send, shared, typed, sentence):
    given = FORMULA | typed
    page = send(given, save="x")
    assert sentence in page.text.replace("&#x27;", "'")
    assert given["source"] in page.text
    assert amounts(shared) == ["7500.00", "100.00", "100.00"]


def test_awards_that_changed_meanwhile_are_shown_first(send, shared, oma):
    before = fresh(shared).revision
    change_award(shared.awards.get(number=2), by=oma, values={"amount": 100})
    change_award(shared.awards.get(number=2), by=oma, values={"title": "Another title"})
    page = saved(send, EQUAL | {"revision": before})
    assert "Oma changed an award" in page.text


def test_only_officers_divide(signed_in, mo, shared):
    assert signed_in(mo).get(reverse("office:split_new", args=[shared.reference])).status_code == 403
