"""Every plan and strategy that is published, the office's own first."""

from grants.actions.plans import draft_plan
from tests.grants.test_publish_plan import values


def test_drafts_are_not_read(olu, reference, read):
    draft_plan(by=olu, values=values(name="A zebra plan"))
    assert "zebra" not in read("/plans/")


def test_the_plans_of_the_office_come_first(manchester, read):
    page = read("/plans/")
    assert page.text.index("Standing Together") < page.text.index("Manchester Community Safety Strategy")
    assert page.links["Manchester Community Safety Strategy 2022–25"].startswith("/plans/manchester-")
