"""The notice behind a draft, beside its fields: what was read is confirmed, what was not is answered."""

from pathlib import Path

import pytest

from grants.models import Decision, FundingStream, Organisation, OtherName, Post
from intake.actions.notices import draft_from_notice
from intake.models import ImportedNotice, TaughtLabel

NOTICES = Path(__file__).parent.parent / "notices"
LOG = """Decision record

Ref: EC 4/2031

Heading of the matter: Youth boxing at the Old Mill

What the Commissioner will do:
The Commissioner has approved a grant of £4,000 to Old Mill Boxing Club for 2030/31, subject to a report each quarter.

Why we chose this: Young people told the office that evenings are when they need somewhere safe to be.

Taken by: Chief of Youth

When it was taken: 4 May 2030
"""


def hotspot() -> str:
    return (NOTICES / "hotspot-activity.txt").read_text()


def test_the_notice_stands_beside_its_fields_with_each_read_part_marked(beside):
    page = beside(hotspot()).get()
    assert 'id="read-decision_text"' in page
    assert 'href="#read-decision_text"' in page
    assert 'mark class="notice__sum">£7,500' in page


def test_saving_confirms_the_awards_and_leads_on(beside):
    page = beside(hotspot())
    answer = page.send(legal_power="prsra_9", purpose_is_decision="on")
    assert answer.url == f"/office/decisions/{page.decision.reference}/"
    assert not page.decision.awards.get().is_proposed
    assert page.decision.purpose == page.decision.decision_text != ""


def test_a_new_recipient_is_added_a_near_one_is_remembered_and_an_ambiguous_one_asked(beside):
    trust = Organisation.objects.create(name="Ancoats Lads and Girls Club", slug="algc", kind="charity")
    page = beside(hotspot().replace("Manchester City Council", "Ancoats Lads Club"))
    name = page.field("name", "Ancoats Lads Club")
    assert "Ancoats Lads and Girls Club" in page.answer.content.decode()
    page.send(**{name: f"organisation-{trust.pk}"})
    assert page.decision.awards.get().recipient == trust
    assert OtherName.objects.get().name == "Ancoats Lads Club"
    again = draft_from_notice(
        hotspot().replace("Manchester City Council", "Ancoats Lads Club") + "\n", by=page.decision.created_by
    )
    assert again.awards.get().recipient == trust


def test_a_recipient_that_nobody_knows_is_added_with_its_kind_alone(beside):
    page = beside(hotspot().replace("Manchester City Council", "Hulme Chess Trust"))
    name = page.field("name", "Hulme Chess Trust")
    answer = page.send(**{name: "new"})
    assert "Choose what “Hulme Chess Trust” is" in answer.content.decode()
    page.send(**{name: "new", name.replace("name", "kind"): "charity"})
    assert page.decision.awards.get().recipient == Organisation.objects.get(name="Hulme Chess Trust", kind="charity")


def test_a_funding_stream_is_chosen_added_or_remembered(beside):
    stated = "\nRecipient: Bolton Council\nAmount awarded: £4,000\nFunding stream: Lanterns Fund\n"
    page = beside(hotspot().replace("£7,500", "the money") + stated)
    page.send(**{page.field("name", "Lanterns Fund"): "new"})
    award = page.decision.awards.get()
    assert award.stream.name == "Lanterns Fund"
    assert not [left for left in ImportedNotice.objects.get().leftovers if left.get("asks") == "stream"]


def test_a_post_that_the_office_lacks_is_added_in_its_place_or_left_out(beside):
    makers = "Decision Maker: Chief of Youth, Director for Police, Crime, Criminal Justice and Fire"
    text = hotspot().replace("Decision Maker: Director for Police, Crime, Criminal Justice and Fire", makers)
    page = beside(text)
    assert [maker.title for maker in page.decision.decision_makers.all()] == [makers.partition(", ")[2]]
    page.send(**{page.field("name", "Chief of Youth"): "new"})
    assert page.decision.decision_makers.first().title == "Chief of Youth"
    assert not Post.objects.get(title="Chief of Youth").is_limit_known


def test_a_leftover_is_put_into_a_field_or_ticked_off(beside):
    page = beside(
        hotspot()
        + "\nAccompanying Documents:\n\nThe application form\n\nDecided at meeting: 6 February 2024 - Gold group\n"
    )
    page.send(
        **{
            page.field("left", "The application form"): "reasons",
            page.field("left", "6 February 2024 - Gold group"): "nothing",
        }
    )
    assert page.decision.reasons.endswith("\n\nThe application form")
    assert not ImportedNotice.objects.get().to_look_at


def test_text_that_is_no_notice_stands_beside_an_empty_draft_and_no_word_is_lost(beside):
    page = beside("Dear colleague, the money for the boxing club is agreed.")
    shown = page.get()
    assert "the money for the boxing club is agreed" in shown
    assert page.decision.title == "Untitled decision"
    assert "Everything" not in shown
    assert "None of this text was read: say what its labels mean, or fill the fields from it" in shown
    assert "opy the whole" not in shown


def test_labels_that_are_taught_are_read_by_themselves_the_next_time(beside, olu):
    page = beside(LOG)
    taught = {
        "Heading of the matter": "title",
        "What the Commissioner will do": "decision_text",
        "Why we chose this": "reasons",
        "Taken by": "decision_makers",
        "When it was taken": "decided_on",
    }
    labels = {}
    for label, field in taught.items():
        try:
            labels[page.maybe(label)] = field
        except ValueError:
            labels[page.field("label", label)] = field
    answer = page.send(**labels, publisher="Eastmoor")
    assert answer.url == page.address
    assert page.decision.title == "Youth boxing at the Old Mill"
    assert page.decision.own_number == "EC 4/2031"
    assert str(page.decision.decided_on) == "2030-05-04"
    assert (page.decision.awards.get().amount, page.decision.conditions.count()) == (4000, 1)
    assert "at the end of the financial year as proposed: it states no one day" in page.get()
    assert {each.label for each in TaughtLabel.objects.filter(publisher="Eastmoor")} == set(taught)
    second = draft_from_notice(LOG.replace("EC 4/2031", "EC 5/2031").replace("boxing", "judo"), by=olu)
    assert (second.title, second.awards.get().amount) == ("Youth judo at the Old Mill", 4000)
    assert second.reasons.startswith("Young people told")


def test_what_is_refused_loses_nothing_that_was_typed(beside):
    page = beside(hotspot())
    answer = page.send(decided_on="31/2/2024", reasons="Typed with care.")
    assert "31/2/2024 is not a real date" in answer.content.decode()
    assert "Typed with care." in answer.content.decode()


def test_nobody_else_sees_it(beside, signed_in, mo):
    page = beside(hotspot())
    assert signed_in(mo).get(page.address).status_code == 403


def test_correcting_what_a_label_means_replaces_what_earlier_readings_had_said(beside):
    page = beside(hotspot().replace("PCC DN - ", "A banner\n\nHeading of the matter: "))
    assert page.decision.title == "A banner"
    wrong = {page.maybe("A banner"): "nothing", page.maybe("Heading of the matter"): "reasons"}
    page.send(**wrong, publisher="Eastmoor")
    assert page.decision.title == "Untitled decision"
    page.send(**{page.maybe("Heading of the matter"): "title"}, publisher="Eastmoor")
    assert page.decision.title.startswith("Targeted hotspot")


def test_reading_again_takes_no_award_for_another_and_names_its_stream(beside):
    stream = FundingStream.objects.create(name="Weir Fund", slug="weir-fund")
    text = "Decision details\n\nMats\n\nDecision Maker: Police and Crime Commissioner\n\nDecision:\n"
    text += "To grant £4,000 to Manchester City Council for 2024/25.\n\nDate of decision: 01/03/2024\n\n"
    page = beside(f"{text}Money: The grant is met from the Weir Fund.")
    page.send(**{page.field("label", "Money"): "financial_implications"})
    assert [(award.amount, award.stream) for award in page.decision.awards.all()] == [(4000, stream)]


@pytest.mark.parametrize("number", ["DN 12/2030", "12/2030", "2548"])
def test_the_decision_that_a_variation_varies_is_found_and_varied_next(beside, published, number):
    Decision.objects.filter(pk=published.pk).update(own_number="12/2030", external_reference="2548")
    words = f"The grant awarded by decision {number} is increased.\n\nReasons:\n"
    page = beside("Decision notice\n\nTitle: A rise\n\nDecision:\n" + words + "Pay has risen.\n\nDate: 4 May 2026\n")
    assert f"Vary the awards of {published.reference}" in page.get()
    assert page.send().url == f"/office/decisions/{page.decision.reference}/varied-awards/?of={published.reference}"
    assert page.decision.kind == "variation"
    assert not [left for left in page.decision.imported_notice.leftovers if left.get("asks") == "varied"]


def test_an_earlier_decision_that_is_not_here_stays_open(beside):
    words = "The grant awarded by decision DN 12/2030 is increased.\n\nReasons:\n"
    page = beside("Decision notice\n\nTitle: A rise\n\nDecision:\n" + words + "Pay has risen.\n\nDate: 4 May 2026\n")
    assert "Find it, and vary its awards" in page.get()
    assert page.send().url == f"/office/decisions/{page.decision.reference}/"
