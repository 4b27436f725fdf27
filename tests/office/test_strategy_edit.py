"""Olu changes the draft of a plan, and opens its file."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from grants.models import PlanDraft
from tests.office.test_strategy_new import typed


def test_a_file_stays_until_another_is_chosen_and_what_a_colleague_changed_is_not_overwritten(
    signed_in, olu, reference
):
    client = signed_in(olu)
    upload = SimpleUploadedFile("plan.csv", b"objective\nTrust\n")
    client.post(reverse("office:strategy_new"), typed(upload=upload))
    draft = PlanDraft.objects.get()
    page = reverse("office:strategy_edit", args=[draft.pk])
    client.post(page, typed(revision=1, name="Another name"))
    assert "<ins>Another name</ins>" in client.post(page, typed(revision=1, name="A third name")).text
    assert str(PlanDraft.objects.get()) == "Another name"
    assert b"".join(client.get(reverse("office:strategy_file", args=[draft.pk]))) == b"objective\nTrust\n"
