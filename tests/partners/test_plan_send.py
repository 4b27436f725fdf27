"""Mo sends a published plan as the evidence for a condition."""

from django.urls import reverse

from conditions.models import Evidence
from tests.conditions.test_send_plan import required, spending_plan

KEY = "0b0e5b0e-7e0a-4c38-9f6e-5a3c9b1d2f11"


def test_it_is_sent_from_the_page_of_the_condition(signed_in, mo, olu, published, manchester):
    obligation = required(published)
    version, client = spending_plan(olu, manchester), signed_in(mo)
    detail = reverse("partners:obligation_detail", args=[manchester.slug, obligation.pk])
    page = reverse("partners:plan_send", args=[manchester.slug, obligation.pk])
    assert page in client.get(detail).text
    after = client.post(page, {"version": version.pk, "form_key": KEY}, follow=True).text
    assert "The plan is with the office." in after
    assert f'href="/plans/{version.plan.slug}/"' in after
    assert "Spending plan 2023/24" in client.get(reverse("partners:sent_list", args=[manchester.slug])).text


def test_another_lead_finds_no_such_page(signed_in, sal, published, manchester):
    page = reverse("partners:plan_send", args=[manchester.slug, required(published).pk])
    assert signed_in(sal).get(page).status_code == 404
    assert not Evidence.objects.exists()
