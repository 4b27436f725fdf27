"""Olu withdraws an entry of the forward plan, with a reason."""

from django.urls import reverse

from tests.office.test_plan_list import LIST
from tests.public.test_forward_plan import WHY, planned

__all__ = ["planned"]


def test_it_leaves_the_list_and_a_second_time_is_not_found(signed_in, olu, planned):
    page = reverse("office:plan_withdraw", args=[planned.pk])
    after = signed_in(olu).post(page, {"reason": WHY}, follow=True)
    assert after.redirect_chain[0][0] == LIST
    assert planned.title not in after.text
    assert signed_in(olu).post(page, {"reason": WHY}).status_code == 404
