"""Changes that are not published are discarded: all of it stands as it is published, in one step."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from conditions.actions.conditions import attach_standard, change_condition, remove_condition
from conditions.models import StandardCondition
from grants.actions.awards import add_award, change_award
from grants.actions.decisions import revise
from grants.actions.papers import add_paper, remove_paper
from grants.models import Decision, PublishedRows
from register.actions.publishing import publish
from register.actions.withholding import withhold
from register.loading import with_parts
from register.notices.building import build
from tests.office.small_office import VIEW
from tests.stories import approved, fresh, sent


@pytest.fixture
def with_paper(draft, olu, ada):
    """In public, with a link behind it."""
    add_paper(draft, by=olu, title="The plan", url="https://example.org/plan")
    decision = approved(sent(draft, by=olu), by=ada)
    publish(decision, by=ada)
    return fresh(decision)


def put_back(client, decision):
    address = reverse("office:decision_put_back", args=[decision.reference])
    return client.post(address, {"revision": fresh(decision).revision}, follow=True)


def document(decision):
    return build(with_parts().get(pk=decision.pk))


def change_everything(decision, olu):
    award, conditions = decision.awards.get(), list(decision.conditions.all())
    revise(decision, by=olu, values={"title": "Another title", "reasons": "Others."}, makers=["Chief of Staff"])
    change_award(award, by=olu, values={"title": "Another", "amount": Decimal("1.00"), "ends_on": date(2024, 3, 1)})
    add_award(decision, by=olu, values={"title": "New", "recipient": award.recipient, "amount": Decimal("5.00")})
    change_condition(conditions[0], by=olu, values={"wording": "In other words."})
    remove_condition(conditions[1], by=olu)
    attach_standard(decision, StandardCondition.objects.get(code="GM4"), by=olu)
    remove_paper(decision.papers.get(), by=olu)
    add_paper(decision, by=olu, title="Another", url="https://example.org/another")
    withhold(decision, by=olu, what="alternatives", values=VIEW)


def test_all_of_it_goes_back_and_it_is_published_again(with_paper, olu, signed_in):
    before, was = document(with_paper), fresh(with_paper)
    change_everything(with_paper, olu)
    assert document(with_paper) != before
    client = signed_in(olu)
    page = client.get(reverse("office:decision_put_back", args=[was.reference])).text
    assert page.partition("<main")[2].count("<form") == 1  # or its button would send nothing
    assert "Discard the changes" in client.get(reverse("office:decision_detail", args=[was.reference])).text
    assert "stands as it is published" in put_back(client, with_paper).text
    assert document(with_paper) == before
    now = fresh(with_paper)
    assert (now.state, now.approved_by, now.sent_by) == (Decision.State.PUBLISHED, was.approved_by, was.sent_by)
    assert not PublishedRows.objects.exists()


def test_numbers_are_not_given_again_and_the_diary_says_what_went(with_paper, olu, signed_in):
    change_everything(with_paper, olu)
    put_back(signed_in(olu), with_paper)
    line = with_paper.events.latest("pk")
    assert line.changes["Title"] == ["Another title", with_paper.title]
    assert fresh(with_paper).last_award_number == 2
    assert fresh(with_paper).revision == line.revision


def test_it_can_be_changed_and_put_back_once_more(with_paper, olu, signed_in):
    before = document(with_paper)
    for title in ("First", "Second"):
        revise(fresh(with_paper), by=olu, values={"title": title})
        put_back(signed_in(olu), with_paper)
        assert document(with_paper) == before


def test_what_a_correction_has_published_is_what_it_goes_back_to(with_paper, olu, ada, signed_in):
    revise(with_paper, by=olu, values={"title": "Corrected"})
    publish(approved(sent(fresh(with_paper), by=olu), by=ada), by=ada, note="The title was wrong.")
    revise(fresh(with_paper), by=olu, values={"title": "Not published"})
    put_back(signed_in(olu), with_paper)
    assert fresh(with_paper).title == "Corrected"


def test_where_nothing_waits_there_is_nothing_to_discard(published, olu, signed_in):
    assert put_back(signed_in(olu), published).status_code == 404


def test_somebody_who_had_it_open_sees_that_it_went_back(with_paper, olu, oma, signed_in):
    revise(with_paper, by=olu, values={"title": "Wrong"})
    section = reverse("office:decision_section", args=[with_paper.reference, "about"])
    form = signed_in(oma).get(section).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    put_back(signed_in(olu), with_paper)
    page = signed_in(oma).post(section, typed | {"title": "Mine"})
    assert "This has been saved since you opened it" in page.text
