"""After a redaction the text is found nowhere in public, and in no obligation."""

import pytest
from django.core.management import call_command

from conditions.actions.assessments import assess
from conditions.actions.conditions import remove_condition
from conditions.models import Condition, Obligation
from grants.actions.decisions import revise
from grants.models import Decision
from grants.refused import Refused
from register.actions.publishing import publish, withdraw
from register.actions.redacting import ask_for_redaction, redact
from register.models import Listing, Notice
from register.notices.pdf import folder, pdf
from tests import stories
from tests.register.test_withhold import every_address, said_in_public

SECRET = "Unmistakable"
WHY = "It named a person."


@pytest.fixture
def naming(draft, olu, ada) -> Decision:
    """Published with a name in its title, its reasons, an award, and a condition that the office has assessed."""
    long = f"It names Jo {SECRET}, who lives nearby, among those whom the money is meant to help."
    revise(
        draft,
        by=olu,
        values={"title": f"Work with {SECRET}", "summary": long, "reasons": long, "purpose": f"{long} So."},
    )
    draft.awards.update(title=f"{SECRET} house")
    Condition.objects.filter(decision=draft, number=2).update(title=f"{SECRET} title", wording=f"{SECRET} wording")
    decision = stories.published(stories.approved(stories.sent(draft, by=olu), by=ada), by=ada)
    for obligation in Obligation.objects.filter(condition__decision=decision):
        assess(obligation, by=olu, finding="not_met", reasons="Nothing was sent.")
    return decision


@pytest.fixture
def corrected(naming, olu, ada) -> Decision:
    values = {name: stories.RECORD[name] for name in ("title", "summary", "reasons", "purpose")}
    revise(naming, by=olu, values=values)
    naming.awards.update(title="Mentoring")
    remove_condition(naming.conditions.get(number=2), by=olu)
    publish(stories.approved(stories.sent(naming, by=olu), by=ada), by=ada, note="What named a person is out.")
    return stories.fresh(naming)


@pytest.fixture
def withdrawn(naming, ada) -> Decision:
    withdraw(naming, by=ada, reason="It was published by mistake.")
    return stories.fresh(naming)


def taken_out(decision, *versions, by, administrator):
    for version in versions:
        notice = decision.notices.get(version=version)
        pdf(notice)
        redact(ask_for_redaction(notice, by=by, reason=WHY), by=administrator)
    return decision.notices.order_by("version")


def assert_gone(decision):
    for address in every_address(decision.reference):
        assert SECRET not in said_in_public(address), address
    assert "0 decisions" in said_in_public(f"/decisions/?q={SECRET}")
    stored = [*Obligation.objects.values_list("terms_data"), *Listing.objects.values_list("title", "words", "search")]
    assert SECRET not in str(stored)
    kept = {path.stem for path in folder().glob("*.pdf")}
    assert not kept & set(Notice.objects.filter(document_data=None).values_list("chain_digest", flat=True))
    call_command("verify_register")


def test_of_a_version_that_was_corrected(corrected, ada, ann):
    assert SECRET in said_in_public(f"/decisions/{corrected.reference}/")  # under "No longer asked"
    taken_out(corrected, 1, by=ada, administrator=ann)
    assert_gone(corrected)
    assert "Condition 2" in said_in_public(f"/decisions/{corrected.reference}/")


def test_of_a_decision_that_was_withdrawn_with_its_text(withdrawn, ada, ann):
    first, second, third = taken_out(withdrawn, 1, 2, by=ada, administrator=ann)
    assert first.is_redacted
    assert second.is_redacted
    assert (third.kind, third.note, third.document.title) == ("withdrawal", WHY, "Withdrawn decision")
    assert_gone(withdrawn)
    page = said_in_public(f"/decisions/{withdrawn.reference}/")
    assert "It was published by mistake." in page


def test_what_another_version_still_tells_keeps_its_words(withdrawn, ada, ann):
    taken_out(withdrawn, 1, by=ada, administrator=ann)
    assert SECRET in str(Obligation.objects.values_list("terms_data"))
    assert withdrawn.notices.count() == 2


def test_the_correction_that_stands_is_not_redacted(corrected, ada):
    with pytest.raises(Refused, match="First publish a correction"):
        ask_for_redaction(corrected.notices.get(version=2), by=ada, reason=WHY)
