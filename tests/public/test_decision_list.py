"""The register: searching it, narrowing it, and mistyping its address."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client

from grants.actions.decisions import revise
from grants.models import Ground
from register.actions.withholding import withhold
from tests import stories

WITHHELD = {"ground": Ground.SAFETY, "viewed_on": date(2024, 1, 30), "viewed_by": "Chief Constable"}
HOUSE = {
    "decision_text": "£7,500 is granted for better locks.",
    "reasons": "Victims who feel safe stay, and give evidence, so that offenders are brought to justice.",
}
TITLE = "Hotspot work against organised crime"


def test_each_row_says_what_when_how_much_and_for_whom(published, read):
    row = read("/decisions/").all(".//ol/li")[0]
    assert row.startswith(f"{TITLE} {published.reference} Decided 6 February 2024 Approved")
    assert row.endswith("£7,500.00 to Manchester City Council")


def test_several_recipients_are_counted_and_a_variation_says_what_it_changes(small, read):
    page = read("/decisions/")
    assert "£400,000.00 to 4 recipients" in page
    assert "+£195.00 to 1 award" in page


def test_a_refused_and_a_withdrawn_decision_award_nothing(small, read):
    rows = read("/decisions/").all(".//ol/li")
    (refused,) = [row for row in rows if "No money awarded" in row]
    assert refused.startswith("A scheme that was refused")
    (gone,) = [row for row in rows if "Nothing stands: it was withdrawn" in row]
    assert gone.startswith("A grant that was withdrawn")


def test_a_recipient_who_is_withheld_is_not_called_by_that_word(draft, olu, ada, read):
    revise(draft, by=olu, values={"summary": "", **HOUSE})
    withhold(draft, by=olu, what="award-1", values=WITHHELD)
    stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=ada)
    assert "£7,500.00 to a recipient whose name is withheld" in read("/decisions/")


@pytest.mark.parametrize("words", ["mentoring", '"serious violence"', "hotspot -bolton", "MENTOR", "zebra or mentored"])
def test_a_search_finds_what_was_published(published, read, words):
    page = read(f"/decisions/?{urlencode({'q': words})}")
    assert "1 decision with" in page
    assert TITLE in page


def test_typing_a_reference_goes_to_the_decision(published):
    response = Client().get("/decisions/", {"q": f" {published.reference.lower()} "})
    assert response.url == f"/decisions/{published.reference}/"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("partnership=salford", 1),
        ("partnership=wigan", 0),
        ("stream=community-safety-grant", 1),
        ("year=2024-25", 1),
        ("year=2023-24", 4),
        ("q=mentoring&partnership=manchester&year=2023-24", 2),
        ("partnership=&stream=&year=&q=", 5),
    ],
)
def test_filters_narrow_the_register(small, read, query, found):
    assert len(read(f"/decisions/?{query}").all(".//ol/li")) == found


def test_nothing_found_says_what_to_try(published, read):
    page = read("/decisions/?q=zebra")
    assert "0 decisions with “zebra”" in page
    assert page.links["see all decisions"] == "/decisions/"


def test_an_empty_register_says_that_it_is_empty(reference, read):
    assert "Nothing has been published yet" in read("/decisions/")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("partnership=atlantis", "Choose a partnership from the list"),
        ("stream=atlantis", "Choose a funding stream from the list"),
        ("stream=%00", "Choose a funding stream from the list"),
        ("min=-5", "Enter the amount without a minus sign"),
        ("max=1e309", "Write the amount in full"),
        ("from=2024-05-01&to=2024-04-01", "The first date is after the last: swap them"),
        ("min=5&max=4", "The lowest total is above the highest: swap them"),
        ("to=31/2/2024", "31/2/2024 is not a real date"),
        ("sort=price", "Choose an order from the list"),
        ("year=1e309", "Choose a financial year from the list"),
        ("year=2023-24&year=9999-00", "Choose a financial year from the list"),
        ("q=" + "a" * 10_000, "Use 200 characters or fewer: this is 10,000"),
        ("page=1000000", "There is no page “1000000”"),
        ("page=1e309", "There is no page “1e309”"),
        ("page=" + "9" * 5_000, "There is no page"),
        ("q=%00hotspot", "1 decision with “hotspot”"),
        ("q=%FF%FE", "0 decisions"),
        ("q[]=a&q%5B%5D=b", "1 decision"),
        ("q=((:*&|!'\\", "0 decisions"),
    ],
)
def test_a_mistyped_address_gets_a_sentence(published, read, query, sentence):
    assert sentence in read(f"/decisions/?{query}")


def test_what_cannot_be_understood_is_left_out_and_the_rest_is_found(small, read):
    page = read("/decisions/?partnership=salford&year=2023/24x")
    assert len(page.all(".//ol/li")) == 1
    assert "Parts of the address that are not valid were ignored" in page


def test_the_words_found_are_marked_in_their_context(published, read):
    assert "mentoring" in read("/decisions/?q=mentor").all(".//ol/li//mark")


def test_published_text_never_becomes_markup(reference, olu, ada, read):
    stories.whole(officer=olu, approver=ada, purpose="Mentoring <script>alert(1)</script> \x02 for children at risk.")
    page = read("/decisions/?q=mentoring")
    assert "<script>alert" not in page.markup


def test_each_filter_says_what_it_would_leave_and_offers_no_dead_end(small, read):
    choices = read("/decisions/?stream=community-safety-grant").all(".//select[@name='partnership']/option")
    assert choices[:2] == ["All partnerships", "Bolton Community Safety Partnership (1 decision, £100,000.00)"]
    assert len(choices) == 5


def test_a_filter_in_force_can_be_removed_by_itself(small, read):
    page = read("/decisions/?partnership=salford&year=2024-25&page=1")
    address = next(href for text, href in page.links.items() if "Financial year: 2024/25" in text)
    assert address == "/decisions/?partnership=salford"


def test_a_reference_that_is_typed_with_other_filters_still_leads_to_it(published):
    response = Client().get("/decisions/", {"q": published.reference, "partnership": "wigan"})
    assert response.url == f"/decisions/{published.reference}/"


def test_the_list_leads_to_itself_as_data_and_feed(small, read):
    links = read("/decisions/?partnership=salford&page=1").links
    assert links["CSV"] == "/decisions.csv?partnership=salford"
    assert links["Atom feed"] == "/feeds/decisions.atom?partnership=salford"


def test_a_long_register_has_pages_that_keep_the_search(reference, olu, ada, read):
    for number in range(21):
        stories.whole(officer=olu, approver=ada, title=f"Scheme {number}", conditions=())
    page = read("/decisions/?q=scheme&partnership=manchester")
    assert "21 decisions" in page
    assert page.links["Next page"] == "?q=scheme&partnership=manchester&page=2"
    assert len(read("/decisions/?q=scheme&page=2").all(".//ol/li")) == 1
