"""What is withheld leaves its name, ground and view in public, and nothing of itself anywhere."""

from datetime import date
from itertools import chain

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from conditions.actions.conditions import attach_standard, remove_condition
from conditions.models import Condition, Obligation, StandardCondition
from conditions.standing import of_decision, public_obligations
from grants.actions.awards import add_award, change_award, remove_award
from grants.actions.decisions import revise
from grants.actions.papers import add_paper
from grants.models import FundingStream, Ground, Organisation, Partnership, Withholding
from grants.refused import Refused
from grants.years import FinancialYear, london_today
from pcc_decisions.public_pages import public_pages
from public.browse.award_table import GROUPINGS
from public.open_data.sources import SOURCES
from register.actions.listing import rebuild_listing
from register.actions.publishing import publish
from register.actions.withholding import stop_withholding, withhold
from register.checks.checklist import checklist
from register.models import ListedAward, Listing, Notice, PublicList
from register.preview import preview_of
from tests import stories
from tests.papers import pdf
from tests.stories import withdrawn

SECRET = "Unmistakable"
VIEW = {
    "ground": Ground.SAFETY,
    "viewed_on": date(2024, 1, 30),
    "viewed_by": "Chief Constable",
    "reason": f"{SECRET}: kept in the office",
}
PDF = pdf()


def ready(decision, *, by, approver):
    return stories.approved(stories.sent(stories.fresh(decision), by=by), by=approver)


@pytest.fixture
def secretive(draft, olu, ada):
    """£7,500 for Manchester and £4,000 for a recipient in Salford; whatever may be withheld is, but for the summary."""
    shelter = Organisation.objects.create(name=f"{SECRET} Shelter", slug="unmistakable-shelter", kind="charity")
    values = {
        "title": f"{SECRET} refuge",
        "recipient": shelter,
        "partnership": Partnership.objects.get(slug="salford"),
        "stream": FundingStream.objects.get(slug="challenger-soc-hotspot-fund"),
        "year": FinancialYear.parse("2023/24"),
        "amount": 4000,
    }
    add_award(draft, by=olu, values=values)
    long = f"{SECRET}, and long enough to be a text of its own, as the gate asks of reasons and purpose."
    revise(draft, by=olu, values={"reasons": long, "purpose": f"{long} Twice.", "risk_implications": long})
    add_paper(draft, by=olu, title=f"{SECRET} risk paper", upload=SimpleUploadedFile(f"{SECRET}.pdf", PDF))
    Condition.objects.filter(decision=draft, number=2).update(wording=f"{SECRET} condition")
    for what in ("reasons", "purpose", "risk_implications", "award-2", "condition-2", "paper-1"):
        withhold(draft, by=olu, what=what, values=VIEW)
    return ready(draft, by=olu, approver=ada)


def every_address(reference):
    """Every public page, at every value that could show the decision."""
    values = {
        "reference": [reference],
        "version": [1],
        "earlier": [1],
        "later": [2],
        "number": [1, 2],
        "pk": [1],
        "name": PublicList.values,
        "kind": ["pages", "decisions"],
        "slug": ["salford", "challenger-soc-hotspot-fund", "unmistakable-shelter", "withheld"],
        "year": ["2023-24"],
        "month": [london_today().strftime("%Y-%m"), "2024-02"],
        "token": ["no-such-token"],
        "key": [reference, f"{reference}-1", "1", "salford", "challenger-soc-hotspot-fund", "unmistakable-shelter"],
        "rest": ["nothing"],
        "ending": ["csv", "json", "xlsx"],
        "file": [f"{name}.{ending}" for name in SOURCES for ending in ("csv", "json")],
    }
    for pattern in public_pages:
        if pattern.name == "decision_pdf":  # made of the same document
            continue
        names = list(pattern.pattern.converters)
        for each in [{}] if not names else combinations(names, values):
            yield reverse(f"public:{pattern.name}", kwargs=each)
    yield from ("/decisions/?partnership=salford", "/conditions/?partnership=salford")
    for by in GROUPINGS:
        yield from (f"/awards/?by={by}", f"/awards/sums.csv?by={by}")
    for page in ("/compare/", "/compare.csv"):
        yield f"{page}?partnership=manchester&partnership=salford"


def combinations(names, values):
    longest = max(len(values[name]) for name in names)
    for position in range(longest):
        yield {name: values[name][min(position, len(values[name]) - 1)] for name in names}


def said_in_public(address):
    response = Client().get(address)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return str(response.headers) + body.decode(errors="replace")


def test_what_is_withheld_reaches_no_public_page(secretive, ada):
    publish(secretive, by=ada)
    for address in every_address(secretive.reference):
        assert SECRET not in said_in_public(address), address
    assert "0 decisions" in said_in_public(f"/decisions/?q={SECRET}")


def test_nothing_of_it_is_stored_where_the_public_reads(secretive, ada):
    notice = publish(secretive, by=ada)
    stored = [
        notice.document_data,
        *Listing.objects.values_list("title", "summary", "words", "search"),
        *ListedAward.objects.values_list("title", "recipient_name"),
        *Obligation.objects.values_list("terms_data"),
    ]
    assert SECRET not in str(stored)
    rebuild_listing()
    assert SECRET not in str(list(chain.from_iterable(Listing.objects.values_list("words", "title"))))


def test_the_heading_stays_with_ground_date_and_view(secretive, ada):
    publish(secretive, by=ada)
    page = said_in_public(f"/decisions/{secretive.reference}/")
    assert page.count("It might put somebody’s safety at risk".lower()) == 6
    assert page.count("the view of the Chief Constable, 30 January 2024") == 6
    for heading in ("Purpose", "Reasons", "Risk implications", "Recipient of award 2", "Background paper 1"):
        assert heading in page
    assert "£4,000" in page


def test_a_withheld_recipient_counts_for_stream_and_year_only(secretive, ada):
    publish(secretive, by=ada)
    row = ListedAward.objects.get(number=2)
    assert (row.recipient, row.recipient_name, row.partnership, row.amount) == (None, "Withheld", None, 4000)
    assert Listing.objects.get().total == 11500
    assert not ListedAward.objects.filter(partnership__slug="salford").exists()
    assert not public_obligations(partnership=Partnership.objects.get(slug="salford")).exists()
    assert {each.partnership_name for each in of_decision(secretive.reference) if each.award_number == 2} == {""}


def test_its_own_lead_still_sees_the_award_and_what_is_asked(secretive, ada, sal, mo, signed_in):
    publish(secretive, by=ada)
    page = signed_in(sal).get("/partners/salford/").content.decode()
    assert f"{SECRET} refuge" in page
    assert "£4,000" in page
    asked = Obligation.objects.get(award__number=2, condition__number=2)
    assert f"{SECRET} condition" in signed_in(sal).get(f"/partners/salford/conditions/{asked.pk}/").content.decode()
    assert SECRET not in signed_in(mo).get("/partners/manchester/").content.decode()


def test_a_variation_does_not_give_the_recipient_away(secretive, ada, olu):
    publish(secretive, by=ada)
    line = stories.variation(by=olu, award=secretive.awards.get(number=2), base_amount=4000, new_amount=5000)
    publish(ready(line, by=olu, approver=ada), by=ada)
    assert SECRET not in str(Notice.objects.latest("sequence").document_data)


def test_the_lead_of_a_withheld_recipient_reports_on_its_grant_all_the_same(secretive, olu, ada, sal):
    attach_standard(secretive, StandardCondition.objects.get(code="GM4"), by=olu)
    publish(ready(secretive, by=olu, approver=ada), by=ada)
    asked = Obligation.objects.get(partnership__slug="salford", terms_data__code="GM4")
    assert stories.sends_return(asked, by=sal).awaits_review


def test_after_a_withdrawal_it_is_withheld_still(secretive, ada):
    publish(secretive, by=ada)
    notice = withdrawn(stories.fresh(secretive), by=ada, reason="It was published too early.")
    assert SECRET not in str(notice.document_data)


def test_what_has_been_published_can_only_be_redacted(published, olu):
    for what in ("reasons", "award-1", "condition-1"):
        with pytest.raises(Refused, match="only be redacted"):
            withhold(published, by=olu, what=what, values=VIEW)
    withhold(published, by=olu, what="risk_implications", values=VIEW)  # never said yet
    assert stories.fresh(published).state == "draft"


@pytest.mark.parametrize("what", ["reference", "decided_on", "title", "stated_total", "award-9", "lead_officer", ""])
def test_some_things_are_never_withheld(draft, olu, what):
    with pytest.raises(Refused, match="cannot be withheld"):
        withhold(draft, by=olu, what=what, values=VIEW)


def test_once_lifted_it_is_published(secretive, ada, olu):
    publish(secretive, by=ada)
    stop_withholding(Withholding.objects.get(what="reasons"), by=olu)
    notice = publish(ready(secretive, by=olu, approver=ada), by=ada, note="The reasons can be told now.")
    assert notice.document.text("reasons").startswith(SECRET)
    assert "reasons" not in notice.document.withheld_parts


def p12(decision):
    return [found.sentence for found in checklist(stories.fresh(decision)).blocks if found.rule == "P12"]


@pytest.mark.parametrize(
    ("values", "missing"),
    [
        ({"ground": ""}, "Give the ground"),
        ({"viewed_on": None}, "date of the chief constable’s view"),
        ({"viewed_by": ""}, "whose view it was"),
        ({"ground": Ground.ENACTMENT, "viewed_on": None, "viewed_by": ""}, None),
    ],
)
def test_every_withholding_needs_its_ground_and_three_a_view(draft, olu, values, missing):
    withhold(draft, by=olu, what="alternatives", values=VIEW | values)
    assert [missing in sentence for sentence in p12(draft)] == ([True] if missing else [])


def test_a_recipient_withheld_here_is_not_named_there(draft, olu):
    withhold(draft, by=olu, what="award-1", values=VIEW)
    assert any("gives away a recipient that is withheld" in sentence for sentence in p12(draft))


@pytest.mark.parametrize(
    "words",
    [
        "Money for the Manchester Community Safety Partnership.",
        "Money for work in Manchester’s north.",
        "Money for GB-LAE-MAN.",
        "Money for Manchester  City\nCouncil.",
        "Money for https://www.manchester.gov.uk/.",
    ],
)
def test_a_withheld_recipient_is_not_given_away(draft, olu, words):
    harmless = dict.fromkeys(
        ("summary", "purpose", "decision_text", "reasons"), "Money for somewhere in Greater Manchester."
    )
    revise(draft, by=olu, values=harmless)
    withhold(draft, by=olu, what="award-1", values=VIEW)
    assert p12(draft) == []
    revise(draft, by=olu, values={"consultation": words})
    assert p12(draft) == ["“Consultation” gives away a recipient that is withheld."]


def test_what_an_open_award_names_gives_nothing_away(draft, olu):
    stories.award(draft, by=olu, amount=1000, district="manchester", stream="challenger-soc-hotspot-fund")
    withhold(draft, by=olu, what="award-1", values=VIEW)
    assert p12(draft) == []


def test_what_is_gone_is_no_longer_withheld(draft, olu):
    withhold(draft, by=olu, what="award-1", values=VIEW)
    remove_award(draft.awards.get(), by=olu)
    assert p12(draft) == ["Something is withheld that is no longer part of the decision. Stop withholding it."]


def test_a_statutory_part_is_warned_of_and_not_refused(draft, olu):
    withhold(draft, by=olu, what="reasons", values=VIEW)
    assert p12(draft) == []
    assert "the Order requires it" in " ".join(found.sentence for found in checklist(draft).warnings)


def test_an_award_that_is_changed_stays_withheld(secretive, olu):
    change_award(secretive.awards.get(number=2), by=olu, values={"amount": 4500})
    assert Withholding.objects.filter(what="award-2").exists()


def test_the_number_of_a_removed_condition_is_not_used_again_nor_what_was_withheld_of_it(draft, olu):
    withhold(draft, by=olu, what="condition-5", values=VIEW)
    remove_condition(draft.conditions.get(number=5), by=olu)
    attached = attach_standard(draft, StandardCondition.objects.get(code="GM1"), by=olu)
    assert attached.number == 6
    assert preview_of(draft).document.conditions[-1].wording == attached.wording


def required_of_salford(decision, *, by, approver):
    attach_standard(decision, StandardCondition.objects.get(code="GM4"), by=by)
    publish(ready(decision, by=by, approver=approver), by=approver)
    return Obligation.objects.get(partnership__slug="salford", terms_data__code="GM4")


def test_a_partnership_with_one_award_in_the_open_is_named_although_another_is_withheld(secretive, olu, ada):
    stories.award(secretive, by=olu, amount=1000, district="salford", stream="challenger-soc-hotspot-fund")
    required = required_of_salford(secretive, by=olu, approver=ada)
    assert required.bound_awards.count() == 2
    assert not required.is_withheld


def test_a_partnership_whose_awards_are_all_withheld_is_not_named(secretive, olu, ada):
    assert required_of_salford(secretive, by=olu, approver=ada).is_withheld
