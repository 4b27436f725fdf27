"""Olu changes an entry of the forward plan, with a reason."""

from django.urls import reverse

from register.models import PlanChange
from tests.office.test_plan_list import typed
from tests.public.test_forward_plan import WHY, planned
from tests.stories import JUST_OPENED

__all__ = ["planned"]


def test_the_change_has_its_reason(signed_in, olu, planned):
    page = reverse("office:plan_edit", args=[planned.pk])
    assert planned.title in signed_in(olu).get(page).text
    missing = signed_in(olu).post(page, typed(title="Grants of next year", **JUST_OPENED))
    assert "Say why: the public reads it" in missing.text
    after = signed_in(olu).post(page, typed(title="Grants of next year", reason=WHY, **JUST_OPENED), follow=True)
    assert "The change is public, with its reason." in after.text
    assert PlanChange.objects.get().fields == {"Title": [planned.title, "Grants of next year"]}
