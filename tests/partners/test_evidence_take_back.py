"""Mo takes back a declaration."""

from django.urls import reverse

from conditions.actions.evidence import add_evidence
from conditions.models import Evidence, Obligation


def test_it_stays_on_the_page_of_its_condition_as_taken_back(signed_in, mo, published):
    plan = Obligation.objects.get(terms_data__code="SC3")
    [said] = add_evidence(plan, by=mo, statement="The plan is ready.")
    client = signed_in(mo)
    there = reverse("partners:obligation_detail", args=["manchester", plan.pk])
    page = reverse("partners:evidence_take_back", args=["manchester", said.pk])
    assert page in client.get(there).text
    after = client.post(page, follow=True)
    assert after.redirect_chain[0][0] == there
    assert "Taken back" in after.text
    assert page not in after.text
    assert Evidence.objects.get().taken_back_by == mo
