"""One organisation that is paid."""

from grants.models import Organisation
from tests import stories

SALFORD = "/recipients/salford-city-council/"


def test_a_recipient_has_its_total_its_awards_its_conditions_and_the_match_they_drew(small, read):
    page = read("/recipients/manchester-city-council/")
    assert page.all(".//dl[@class='tiles']/div/dd")[:3] == ["£107,695.00", "3", "2"]
    assert "£1 of grant drew £0.64" in page
    assert "Organisation identifier GB-LAE-MAN" in page
    assert page.links["Hotspot work against organised crime"] == f"/decisions/{small.hotspot.reference}/"


def test_nobody_has_a_page_before_an_award_to_them_is_published(draft, olu, read):
    stories.draft(by=olu, district="salford")
    read(SALFORD, status=404)
    read("/recipients/nobody/", status=404)


def test_an_individual_has_no_page(small, read):
    Organisation.objects.filter(slug="salford-city-council").update(kind="individual")
    read(SALFORD, status=404)
