"""Ada withdraws a plan that should not have been published."""

from django.urls import reverse

from tests.grants.test_plan_take_downs import WITHDRAWN
from tests.grants.test_publish_plan import WHY, published_plan


def test_she_says_why_and_the_public_reads_it(signed_in, olu, ada, reference):
    plan = published_plan(olu).plan
    page = reverse("office:strategy_withdraw", args=[plan.slug])
    client = signed_in(ada)
    assert page in client.get(reverse("office:strategy_list")).text
    assert "Open the page again" in client.post(page, {"reason": WITHDRAWN}).text
    typed = {"reason": WITHDRAWN, "revision": client.get(page).context["form"]["revision"].value()}
    assert "in at least 20 characters" in client.post(page, typed | {"reason": "Wrong."}).text
    assert "The plan is withdrawn." in client.post(page, typed, follow=True).text
    assert page not in client.get(reverse("office:strategy_list")).text
    assert WITHDRAWN in client.get("/plans/").text
    assert WITHDRAWN in client.get("/priorities/").text
    assert signed_in(olu).get(page).status_code == 403


def test_a_version_that_was_published_since_it_was_read_is_shown_first(signed_in, olu, oma, ada, reference):
    plan = published_plan(olu).plan
    page = reverse("office:strategy_withdraw", args=[plan.slug])
    read = {"reason": WITHDRAWN, "revision": signed_in(ada).get(page).context["form"]["revision"].value()}
    published_plan(oma, plan, name="Another name", note=WHY)
    late = signed_in(ada).post(page, read)
    assert late.status_code == 200
    assert "Another name" in late.text
    again = read | {"revision": late.context["form"]["revision"].value()}
    assert signed_in(ada).post(page, again).status_code == 302
