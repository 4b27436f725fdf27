"""Ada withdraws a plan that should not have been published."""

from django.urls import reverse

from tests.grants.test_plan_take_downs import WITHDRAWN
from tests.grants.test_publish_plan import published_plan


def test_she_says_why_and_the_public_reads_it(signed_in, olu, ada, reference):
    plan = published_plan(olu).plan
    page = reverse("office:strategy_withdraw", args=[plan.slug])
    client = signed_in(ada)
    assert page in client.get(reverse("office:strategy_list")).text
    assert "in at least 20 characters" in client.post(page, {"reason": "Wrong."}).text
    assert "The plan is withdrawn." in client.post(page, {"reason": WITHDRAWN}, follow=True).text
    assert page not in client.get(reverse("office:strategy_list")).text
    assert WITHDRAWN in client.get("/plans/").text
    assert WITHDRAWN in client.get("/priorities/").text
    assert signed_in(olu).get(page).status_code == 403
