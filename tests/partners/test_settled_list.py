"""What the office has found on a partnership's conditions."""

from django.urls import reverse

from conditions.actions.assessments import assess, assess_many
from conditions.actions.evidence import add_evidence
from conditions.models import Obligation
from conditions.views import shared

PAGE = reverse("partners:settled_list", args=["manchester"])


def test_it_lists_what_is_settled_with_its_finding_and_nothing_that_is_open(signed_in, published, mo, olu):
    plan = Obligation.objects.get(condition__standard__code="SC3")
    add_evidence(plan, by=mo, statement="We have a plan.")
    assess(plan, by=olu, finding="met", reasons="The plan is clear.")
    page = signed_in(mo).get(PAGE)
    assert [task.obligation for task in page.context["tasks"]] == [plan]
    assert "Clear spending plan" in page.text
    assert "Match funding" not in page.text


def test_before_any_finding_it_says_so(signed_in, published, mo):
    assert "The office has not assessed any of your conditions yet." in signed_in(mo).get(PAGE).text


def test_a_long_list_is_read_page_by_page(signed_in, published, mo, ada, monkeypatch):
    monkeypatch.setattr(shared, "PAGE_SIZE", 3)
    assess_many(Obligation.objects.all(), by=ada, finding="waived", reasons="The scheme ended before it began.")
    first, second = (signed_in(mo).get(PAGE, {"page": number}) for number in (1, 2))
    assert [len(page.context["tasks"]) for page in (first, second)] == [3, 2]
    assert "2023/24: 3 conditions on this page" in first.text
    assert "?page=2" in first.text
