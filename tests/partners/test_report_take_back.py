"""Mo takes back a report, and there is room for another."""

from decimal import Decimal

from django.urls import reverse

from conditions.actions.reports import AwardFigures, submit_report
from conditions.models import Obligation, Report
from tests.stories import whole


def test_another_one_can_be_submitted(signed_in, mo, reference, olu, ada):
    award = whole(officer=olu, approver=ada, conditions=("GM4",)).awards.get()
    obligation = Obligation.objects.get(terms_data__code="GM4")
    figures = {award: AwardFigures(Decimal(1), Decimal(1), Decimal(0))}
    sent = submit_report(obligation, by=mo, statement="Wrong one.", figures=figures)
    client = signed_in(mo)
    assert "Submit report" not in client.get(there(obligation)).text
    after = client.post(reverse("partners:report_take_back", args=["manchester", sent.pk]), follow=True)
    assert "Taken back on" in after.text
    assert "Submit report" in after.text
    assert Report.objects.get().taken_back_by == mo


def there(obligation):
    return reverse("partners:obligation_detail", args=["manchester", obligation.pk])
