"""Mo takes back a monitoring return, and there is room for another."""

from django.urls import reverse

from conditions.models import MonitoringReturn, Obligation
from tests.stories import sends_return, whole

FILL_IN = "Fill in the return"


def test_another_one_can_be_submitted(signed_in, mo, reference, olu, ada):
    whole(officer=olu, approver=ada, conditions=("GM4",))
    obligation = Obligation.objects.get(terms_data__code="GM4")
    sent = sends_return(obligation, by=mo)
    client, there = signed_in(mo), reverse("partners:obligation_detail", args=["manchester", obligation.pk])
    assert FILL_IN not in client.get(there).text
    client.post(reverse("partners:monitoring_return_take_back", args=["manchester", sent.pk]))
    after = client.get(there).text
    assert "Taken back on" in after
    assert FILL_IN in after
    assert MonitoringReturn.objects.get().taken_back_by == mo
