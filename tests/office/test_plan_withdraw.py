"""Olu withdraws an entry of the forward plan, with a reason."""

from django.urls import reverse

from register.actions.forward_plan import change_plan
from tests.office.test_plan_list import LIST
from tests.public.test_forward_plan import WHY, planned, values

__all__ = ["planned"]


def test_it_leaves_the_list_and_a_second_time_is_not_found(signed_in, olu, planned):
    page = reverse("office:plan_withdraw", args=[planned.pk])
    typed = {"reason": WHY, "revision": signed_in(olu).get(page).context["form"]["revision"].value()}
    after = signed_in(olu).post(page, typed, follow=True)
    assert after.redirect_chain[0][0] == LIST
    assert planned.title not in after.text
    assert signed_in(olu).post(page, typed).status_code == 404


def test_what_has_changed_since_it_was_read_is_shown_first(signed_in, olu, oma, planned):
    page = reverse("office:plan_withdraw", args=[planned.pk])
    read = {"reason": WHY, "revision": signed_in(olu).get(page).context["form"]["revision"].value()}
    change_plan(planned, by=oma, values=values(title="Money for another thing"), reason=WHY)
    late = signed_in(olu).post(page, read)
    assert late.status_code == 200
    assert "Money for another thing" in late.text
    assert "Nothing you typed is lost" in late.text
    again = read | {"revision": late.context["form"]["revision"].value()}
    assert signed_in(olu).post(page, again).status_code == 302
