"""Olu records that a partnership has asked by telephone; Oma answers."""

from datetime import timedelta

from django.urls import reverse

from conditions.models import LaterDate, Obligation
from grants.years import london_today


def test_another_officer_has_to_answer(signed_in, olu, published):
    plan = Obligation.objects.get(terms_data__code="SC3")
    until = (london_today() + timedelta(days=30)).isoformat()
    page = reverse("office:later_date_new", args=[plan.pk])
    after = signed_in(olu).post(page, {"wanted_on": until, "reason": "They rang about it."}, follow=True)
    assert "Another officer has to answer it." in after.text
    answer = reverse("office:later_date_answer", args=[LaterDate.objects.get().pk])
    assert answer in after.text
    refused = signed_in(olu).post(answer, {"reason": "Long enough to be a reason.", "refuse": "yes"})
    assert "You asked for this yourself" in refused.text
