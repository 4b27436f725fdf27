"""Ann redacts a version of a plan that stands no more."""

from datetime import date

from django.urls import reverse

from grants.actions.plan_take_downs import take_down_plan
from tests.grants.test_publish_plan import WHY, published_plan


def test_she_finds_it_among_the_redactions_and_asks_once(signed_in, olu, ada, ann, reference):
    version = published_plan(olu)
    take_down_plan(version, by=ada, reason="It names somebody.")
    page = reverse("office:strategy_redact", args=[version.plan.slug, 1])
    client = signed_in(ann)
    assert page not in client.get(reverse("office:redaction_list")).text
    published_plan(olu, version.plan, note=WHY, dated_on=date(2024, 6, 20))
    assert page in client.get(reverse("office:redaction_list")).text
    assert "This cannot be undone" in client.get(page).text
    assert "Its text is redacted." in client.post(page, follow=True).text
    assert page not in client.get(reverse("office:redaction_list")).text
    assert signed_in(ada).get(page).status_code == 403
