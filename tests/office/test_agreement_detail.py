"""What becomes of an agreement: sent, signed, its signed copy kept in the office."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.actions.agreements import send_agreement, sign_agreement
from conditions.models import Agreement
from grants.formatting import day
from grants.refused import Refused
from grants.years import london_today
from tests.office.test_agreement_list import SIGNED, written


@pytest.fixture
def agreement(published, olu) -> Agreement:
    return written(published, olu)


def save(client, agreement, **form):
    address = reverse("office:agreement_detail", args=[agreement.decision.reference, agreement.pk])
    return client.post(address, form, follow=True).content.decode()


def test_sent_then_signed_then_the_copy(agreement, olu, signed_in):
    client, today = signed_in(olu), day(london_today())
    assert "It has been signed" in save(client, agreement, sent_on=today)
    assert "Keep the signed copy" in save(client, agreement, signed_on=today)
    upload = SimpleUploadedFile("signed.pdf", SIGNED, "application/pdf")
    assert "The signed copy" in save(client, agreement, signed_on=today, upload=upload)
    agreement.refresh_from_db()
    assert (agreement.state_label, agreement.signed_copy.name) == ("Signed", "signed.pdf")
    events = agreement.decision.events.values_list("verb", flat=True)
    assert {"wrote an agreement", "sent an agreement", "had an agreement signed"} <= set(events)


def test_what_cannot_be_is_refused_with_a_sentence(agreement, olu, signed_in):
    client, today = signed_in(olu), london_today()
    assert "Say first when it was sent." in save(client, agreement, signed_on=day(today))
    assert "when it was written, to today" in save(client, agreement, sent_on=day(today - timedelta(days=9)))
    send_agreement(agreement, by=olu, sent_on=today)
    with pytest.raises(Refused, match="when it was sent, to today"):
        sign_agreement(agreement, by=olu, signed_on=today - timedelta(days=1))
    sign_agreement(agreement, by=olu, signed_on=today)
    with pytest.raises(Refused, match="It is signed already"):
        send_agreement(agreement, by=olu, sent_on=today)


def test_only_the_office_may(agreement, mo):
    with pytest.raises(Refused):
        send_agreement(agreement, by=mo, sent_on=london_today())
