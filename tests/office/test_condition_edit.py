"""Olu changes a condition, also while Oma is at it."""

import pytest
from django.urls import reverse

from conditions.actions.conditions import change_condition, remove_condition
from conditions.ledger import ledger_of
from conditions.models import Obligation
from grants.actions.decisions import revise
from tests.stories import fresh


@pytest.fixture
def address(draft):
    return reverse("office:condition_edit", args=[draft.reference, 1])


@pytest.fixture
def opened(signed_in, olu, address):
    """What the form holds when Olu opens it: as a browser would send it back."""
    return filled(signed_in(olu).get(address).context["form"])


def filled(form):
    values = {field.name: field.value() for field in form}
    return {name: value for name, value in values.items() if value not in (None, False, "")}


def first(decision):
    return decision.conditions.get(number=1)


def test_saving_what_was_opened_changes_nothing(signed_in, olu, draft, address, opened):
    signed_in(olu).post(address, opened)
    assert fresh(draft).revision == draft.revision


def test_olu_changes_the_wording_and_the_figure(signed_in, olu, draft, address, opened):
    changes = {"wording": "The partnership gives half as much again.", "match_percent": "50"}
    answer = signed_in(olu).post(address, opened | changes)
    assert answer["Location"].endswith("#conditions")
    assert first(draft).wording == changes["wording"]
    assert first(draft).match.figure == 50


def test_another_kind_asks_for_no_match_any_more(signed_in, olu, draft, address, opened):
    signed_in(olu).post(address, opened | {"kind": "other"})
    assert not hasattr(first(draft), "match")


def test_when_oma_saved_first_olu_is_told_what_changed_and_keeps_her_text(signed_in, olu, oma, draft, address, opened):
    change_condition(first(draft), by=oma, values={"title": "Oma's title"}, match={})
    page = signed_in(olu).post(address, opened | {"title": "Olu's title"})
    assert "This has been saved since you opened it" in page.text
    assert "Oma&#x27;s title" in page.text
    assert page.context["form"]["title"].value() == "Olu's title"
    assert first(draft).title == "Oma's title"

    signed_in(olu).post(
        address, opened | {"title": "Olu's title", "revision": page.context["form"]["revision"].value()}
    )
    assert first(draft).title == "Olu's title"


def test_what_oma_saved_elsewhere_in_the_decision_stands_in_nobodys_way(signed_in, olu, oma, draft, address, opened):
    revise(draft, by=oma, values={"title": "Another title"})
    signed_in(olu).post(address, opened | {"title": "Olu's title"})
    assert first(draft).title == "Olu's title"


def test_what_she_saved_in_another_window_is_not_replaced_unseen_either(signed_in, olu, draft, address, opened):
    signed_in(olu).post(address, opened | {"title": "In the first window"})
    page = signed_in(olu).post(address, opened | {"title": "In the second window"})
    assert "in another window" in page.text
    assert "In the first window" in page.text
    assert page.context["form"]["title"].value() == "In the second window"
    assert first(draft).title == "In the first window"


def test_a_removed_condition_has_no_page(signed_in, olu, published):
    remove_condition(first(published), by=olu)
    address = reverse("office:condition_edit", args=[published.reference, 1])
    assert signed_in(olu).get(address).status_code == 404


def test_a_published_condition_changes_for_the_partnership_only_on_publication(signed_in, olu, published):
    address = reverse("office:condition_edit", args=[published.reference, 1])
    page = signed_in(olu).get(address)
    signed_in(olu).post(address, filled(page.context["form"]) | {"match_percent": "50"})
    assert first(published).match.figure == 50
    assert Obligation.objects.get(condition=first(published)).terms.match.figure == 100


def test_until_then_the_ledger_of_what_was_published_stands(signed_in, olu, published):
    address = reverse("office:condition_edit", args=[published.reference, 1])
    page = signed_in(olu).get(address)
    signed_in(olu).post(address, filled(page.context["form"]) | {"kind": "other"})
    obligation = Obligation.objects.with_ledger().get(condition=first(published))
    assert ledger_of(obligation).match.required == 7500
