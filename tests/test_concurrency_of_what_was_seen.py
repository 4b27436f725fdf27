"""Somebody reads, and somebody else changes it at the very moment of the button, on a real PostgreSQL: what is done is
what was read, or nothing is done."""

from decimal import Decimal
from functools import partial

import pytest

from conditions.actions.contributions import change_contribution, record_contribution
from conditions.actions.reviews import accept
from conditions.models import Contribution
from grants.actions.decisions import revise
from grants.actions.organisations import change_organisation
from grants.actions.papers import add_paper, change_paper
from grants.models import Decision, Paper
from grants.refused import Stale
from grants.revisions import revision_of, with_revision
from register.actions.approval import approve
from register.actions.publishing import publish
from register.models import Notice
from tests.stories import as_shown, contribution, fresh, match_obligation
from tests.test_concurrency import at_once, refusals, slowly

pytestmark = pytest.mark.django_db(transaction=True)
OTHERS = "Salford City Council gets the money."


def both(first, second):
    """Each falls into the other's transaction; whichever comes first counts."""
    return at_once(partial(slowly, first), partial(slowly, second))


def test_what_is_approved_is_what_the_approver_opened(sent, olu, ada):
    opened = as_shown(sent)
    both(partial(revise, sent, by=olu, values={"summary": OTHERS}), partial(approve, sent, by=ada, **opened))
    now = fresh(sent)
    assert (now.state, now.summary) == (Decision.State.DRAFT, OTHERS)
    approved = now.events.filter(verb="approved").first()
    assert approved is None or approved.revision == opened["revision"]


def test_an_older_button_publishes_nothing_newer(approved, olu, ada):
    shown = fresh(approved).revision
    both(
        partial(revise, approved, by=olu, values={"summary": OTHERS}),
        partial(publish, approved, by=ada, revision=shown),
    )
    assert all(OTHERS not in str(notice.document) for notice in Notice.objects.all())
    assert fresh(approved).summary == OTHERS


def test_five_thousand_pounds_are_not_accepted_as_nine(published, olu, mo):
    offered = record_contribution(match_obligation(published), by=mo, values=contribution())
    seen, more = offered.as_seen, {"amount": Decimal("9999.00")}
    outcomes = both(
        partial(change_contribution, offered, by=mo, values=more), partial(accept, offered, by=olu, seen=seen)
    )
    assert len(refusals(outcomes)) == 1
    now = Contribution.objects.get()
    assert (now.amount, bool(now.accepted_at)) in ((Decimal("5000.00"), True), (Decimal("9999.00"), False))


def test_of_two_who_save_one_paper_the_later_reads_the_other_s_text(draft, olu, oma):
    add_paper(draft, by=olu, title="Risks", url="https://www.example.org/risks.pdf")
    paper = with_revision(Paper.objects.all()).get()
    save = partial(change_paper, paper, revision=revision_of(paper))
    [refusal] = refusals(both(partial(save, by=olu, title="Olu’s title"), partial(save, by=oma, title="Oma’s title")))
    assert isinstance(refusal, Stale)
    assert refusal.events[-1].changes["Title"] == ["Risks", Paper.objects.get().title]


def test_nor_is_an_organisation_saved_over(manchester, olu, oma):
    council = with_revision(type(manchester.accountable_body).objects).get(pk=manchester.accountable_body_id)
    values = {"kind": council.kind, "identifier": council.identifier, "registration_number": ""}
    save = partial(change_organisation, council, other_names=(), revision=revision_of(council))
    outcomes = both(*(partial(save, values | {"name": f"{each}’s name"}, by=each) for each in (olu, oma)))
    [refusal] = refusals(outcomes)
    assert isinstance(refusal, Stale)
