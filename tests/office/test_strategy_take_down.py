"""Ada takes a version of a plan out of public sight, and puts it back."""

from django.urls import reverse

from grants.models import PlanTakeDown
from tests.grants.test_publish_plan import published_plan


def test_she_takes_it_down_and_restores_it_and_it_waits_on_the_front_page(signed_in, olu, ada, reference):
    version = published_plan(olu)
    page = reverse("office:strategy_take_down", args=[version.plan.slug, 1])
    client = signed_in(ada)
    assert page in client.get(reverse("office:strategy_list")).text
    assert "Say in a sentence what has to be checked" in client.post(page, {"reason": ""}).text
    client.post(page, {"reason": "It may name somebody."})
    assert "Out of public sight, to be settled by" in client.get("/office/").text
    assert "It may name somebody." in client.get(page).text
    assert "Open the page again" in client.post(page, {"reason": "Again."}).text
    answer = client.post(page, {"row": PlanTakeDown.objects.get().pk}, follow=True)
    assert "It is public again." in answer.text
    assert signed_in(olu).get(page).status_code == 403
