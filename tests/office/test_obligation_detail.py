"""The office assesses whether a condition was met."""

import pytest
from django.urls import reverse

from conditions.actions.assessments import assess
from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept
from conditions.models import Assessment
from conditions.standing import of_decision
from tests.stories import contribution, match_obligation

NOT_MET = {"finding": "not_met", "reasons": "No match has been evidenced.", "known": "0"}


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def address(obligation):
    return reverse("office:obligation_detail", args=[obligation.pk])


@pytest.fixture
def evidenced(obligation, mo, olu):
    return accept(record_contribution(obligation, by=mo, values=contribution(amount=7500)), by=olu)


def errors(page):
    return {name: list(sentences) for name, sentences in page.context["form"].errors.items()}


def test_olu_reads_the_figures_and_who_did_what(signed_in, olu, address, evidenced, obligation):
    assess(obligation, by=olu, finding="met", reasons="Invoices of £7,500 seen.")
    page = " ".join(signed_in(olu).get(address).text.split())
    assert "£7,500.00 (100.0%)" in page
    assert "£7,500.00 of £7,500.00 was evidenced" in page
    assert ", Olu:" in page
    assert reverse("office:contribution_detail", args=[evidenced.pk]) in page


def test_olu_assesses_and_the_public_reads_it(signed_in, olu, address, evidenced, published):
    page = signed_in(olu).post(address, NOT_MET | {"finding": "met", "reasons": "Invoices seen."}, follow=True)
    assert "Your finding is recorded, and public." in page.text
    assert of_decision(published.reference)[0].finding.reasons == "Invoices seen."


def test_met_is_refused_while_match_is_missing(signed_in, olu, address):
    page = signed_in(olu).post(address, NOT_MET | {"finding": "met", "reasons": "A generous view was taken here."})
    assert errors(page) == {"__all__": ["£7,500.00 of match is still to be evidenced, so this cannot be met yet."]}
    assert "A generous view was taken here." in page.text


def test_only_an_approver_waives(signed_in, olu, ada, address):
    waiver = NOT_MET | {"finding": "waived", "reasons": "The scheme ended early."}
    assert errors(signed_in(olu).post(address, waiver)) == {"__all__": ["Only an approver may waive a condition."]}
    signed_in(ada).post(address, waiver)
    assert Assessment.objects.get().made_by == ada


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"finding": ""}, "finding", "Choose a finding"),
        ({"finding": "perhaps"}, "finding", "Choose a finding"),
        ({"reasons": " "}, "reasons", "Give the reasons for your finding: the public reads them"),
    ],
)
def test_what_is_missing_is_said_beside_the_field(signed_in, olu, address, changes, field, sentence):
    assert errors(signed_in(olu).post(address, NOT_MET | changes)) == {field: [sentence]}
    assert not Assessment.objects.exists()


def test_when_oma_has_assessed_meanwhile_olu_is_told_and_keeps_her_reasons(signed_in, olu, oma, address, obligation):
    assess(obligation, by=oma, finding="not_met", reasons="Nothing has come in by the due date.")
    page = signed_in(olu).post(address, NOT_MET)
    assert "Oma has assessed this since you opened it: not met." in page.text
    assert "No match has been evidenced." in page.text
    assert Assessment.objects.count() == 1

    signed_in(olu).post(address, NOT_MET | {"known": page.context["form"]["known"].value()})
    assert Assessment.objects.count() == 2


def test_the_same_finding_sent_twice_is_made_once(signed_in, olu, address):
    for _ in range(2):
        signed_in(olu).post(address, NOT_MET)
    assert Assessment.objects.count() == 1


def test_a_lapsed_obligation_keeps_its_history_and_takes_no_finding(signed_in, olu, address, obligation, evidenced):
    obligation.lapsed_at = evidenced.accepted_at
    obligation.save()
    page = signed_in(olu).get(address)
    assert "This has lapsed" in page.text
    assert evidenced.description in page.text
    assert ">Assess</button>" not in page.text
