"""Olu says what awards are to bring about, once for many, and the public reads it with the decision."""

from decimal import Decimal

import pytest
from django.urls import reverse

from grants.actions.awards import remove_award
from grants.actions.measures import add_measure, change_measure, remove_measure
from grants.actions.putting_back import put_back
from grants.measures import MeasureTerms
from grants.refused import Refused, Stale
from register.actions.copying import copy
from register.checks.scanned_texts import open_hits
from register.masking import masked
from register.notices.comparison import changed_fields
from register.notices.pdf import sections
from tests import stories
from tests.stories import award, fresh

SUPPORTED = {
    "standard": "children-and-young-people-supported",
    "name": "Children and young people supported",
    "kind": "output",
    "unit": "young people",
    "direction": "more",
    "target": Decimal(40),
    "period": "quarter",
    "awards": (1,),
}


def address(decision, name="measure_new", *more):
    return reverse(f"office:{name}", args=[decision.reference, *more])


def document_of(decision):
    return decision.notices.latest("version").document


def test_a_common_measure_is_begun_with_a_click_and_is_of_every_award(draft, olu, ada, signed_in, client):
    award(draft, by=olu, amount=Decimal(500), district="salford", stream="violence-reduction-unit")
    form = signed_in(olu).get(address(draft) + "?of=children-and-young-people-supported").context["form"]
    typed = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    answer = signed_in(olu).post(
        address(draft), {name: value for name, value in typed.items() if value} | {"target": "40"}
    )
    assert answer.url.endswith("#measures")
    terms = draft.measures.get().terms
    assert (terms.standard, terms.awards, terms.target) == ("children-and-young-people-supported", (1, 2), 40)
    decision = stories.published(stories.approved(stories.sent(fresh(draft), by=olu), by=ada), by=ada)
    page = client.get(f"/decisions/{decision.reference}/").content.decode()
    assert "target: 40 young people" in page
    assert "target: 40 young people" in dict(sections(document_of(decision)))["What is measured"]


def test_a_wrong_figure_loses_nothing(draft, olu, signed_in):
    typed = SUPPORTED | {"target": "forty", "awards": [1], "revision": draft.revision}
    page = signed_in(olu).post(address(draft), typed).content.decode()
    assert "Enter a figure from 0" in page
    assert 'value="forty"' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"target": Decimal(0)}, "A target of zero says nothing"),
        ({"unit": "%", "target": Decimal(101)}, "at most 100%"),
        ({"awards": (7,)}, "at least one award"),
        ({"awards": ()}, "at least one award"),
    ],
)
def test_what_is_refused(draft, olu, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        add_measure(draft, by=olu, values=SUPPORTED | wrong)


def test_none_at_all_is_a_target_where_less_is_better(draft, olu):
    added = add_measure(draft, by=olu, values=SUPPORTED | {"direction": "less", "target": Decimal(0)})
    assert added.terms.target_words == "At most 0 young people"


def test_one_that_counts_something_else_than_the_librarys_is_the_decisions_own(draft, olu):
    assert add_measure(draft, by=olu, values=SUPPORTED).terms.standard
    assert not add_measure(draft, by=olu, values=SUPPORTED | {"unit": "families"}).terms.standard


def test_a_correction_changes_one_and_says_so_and_numbers_are_not_used_again(published, olu, ada):
    first = add_measure(published, by=olu, values=SUPPORTED)
    published = corrected_again(published, olu, ada)
    change_measure(first, by=olu, values=SUPPORTED | {"target": Decimal(30)})
    published = corrected_again(published, olu, ada)
    earlier, later = (published.notices.get(version=version).document for version in (2, 3))
    assert [each.label for each in changed_fields(earlier, later)] == ["Measure 1"]
    remove_measure(first, by=olu)
    assert add_measure(fresh(published), by=olu, values=SUPPORTED).number == 2


def corrected_again(decision, olu, ada):
    decision = stories.approved(stories.sent(fresh(decision), by=olu), by=ada)
    return stories.published(decision, by=ada, note="What is measured is put right in this version.")


def test_of_two_who_change_measures_the_second_is_told(draft, olu, oma):
    before = draft.revision
    added = add_measure(draft, by=olu, values=SUPPORTED)
    with pytest.raises(Stale):
        change_measure(added, by=oma, values=SUPPORTED | {"target": Decimal(1)}, revision=before)


def test_it_goes_with_its_awards_into_a_copy(draft, olu):
    second = award(draft, by=olu, amount=Decimal(500), district="salford", stream="violence-reduction-unit")
    add_measure(fresh(draft), by=olu, values=SUPPORTED | {"awards": (1, 2)})
    assert copy(fresh(draft), by=olu).measures.get().terms.awards == (1, 2)
    remove_award(second, by=olu)
    assert copy(fresh(draft), by=olu).measures.get().terms.awards == (1,)


def test_it_goes_with_changes_that_are_discarded(published, olu):
    add_measure(published, by=olu, values=SUPPORTED)
    put_back(published, by=olu, revision=fresh(published).revision)
    assert not published.measures.exists()


def test_its_texts_are_scanned_and_go_out_of_sight(draft, olu, ada):
    added = add_measure(draft, by=olu, values=SUPPORTED | {"how_counted": "Ask jo@example.org."})
    assert [hit.label for hit in open_hits(fresh(draft))] == ["Measure 1"]
    change_measure(added, by=olu, values=SUPPORTED | {"how_counted": "Each once."})
    decision = stories.published(stories.approved(stories.sent(fresh(draft), by=olu), by=ada), by=ada)
    hidden = masked(document_of(decision)).measures[0]
    assert (hidden.name, hidden.target) == ("Measure 1", 40)
    assert "Each once" not in " ".join(hidden.texts)


def test_a_masked_share_stays_a_share():
    share = MeasureTerms(
        number=1, name="Felt safer", kind="outcome", unit="%", direction="more", period="end", awards=(1,)
    )
    assert share.masked("…").unit == "%"
