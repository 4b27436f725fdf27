"""Grant agreements and award letters, written from a published decision for each recipient."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import docx
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.actions.agreements import send_agreement, sign_agreement
from conditions.actions.payment_schedules import schedule_payments
from conditions.models import Agreement, AgreementTemplate, Obligation
from grants.actions.decisions import revise
from grants.years import london_today
from register.actions.agreements import write_agreements
from register.actions.redacting import ask_for_redaction, redact
from register.actions.withholding import withhold
from register.models import Notice
from tests import stories

SIGNED = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def template(name="Grant agreement") -> AgreementTemplate:
    return AgreementTemplate.objects.get(name=name)


def page_of(decision) -> str:
    return reverse("office:agreement_list", args=[decision.reference])


def write(client, decision, **form):
    recipients = [award.recipient_id for award in decision.awards.all()]
    return client.post(page_of(decision), {"template": template().pk, "recipients": recipients} | form, follow=True)


def written(decision, by) -> Agreement:
    [agreement] = write_agreements(decision, [decision.awards.get().recipient], template(), by=by)
    return agreement


def words(client, agreement, ending) -> str:
    reference = agreement.decision.reference
    content = client.get(reverse("office:agreement_file", args=[reference, agreement.pk, ending])).content
    if ending == "pdf":
        pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content)]
        return " ".join(" ".join(pages).split())
    document = docx.Document(BytesIO(content))
    assert [each.style.name for each in document.paragraphs if "SC1" in each.text] in ([], ["Heading 3"])
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join(" ".join([*(each.text for each in document.paragraphs), *cells]).split())


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_it_says_who_gets_what_on_which_conditions(ending, published, olu, signed_in):
    client = signed_in(olu)
    assert "Written. Look at each before you send it." in write(client, published).content.decode()
    said = words(client, Agreement.objects.get(), ending)
    for expected in (
        "Manchester City Council (“the recipient”)".replace("“", '"').replace("”", '"'),
        "£7,500.00",
        "Challenger SOC hotspot fund",
        "6 February 2024",
        "One-to-one mentoring for children",
        "1, SC1: Match funding from the partnership",
        "Due: 31 March 2024.",
        "No days of payment have been set.",
        "For Manchester City Council",
        "Signature:",
    ):
        assert expected in said, expected
    assert "{{" not in said


def test_each_recipient_has_one_with_its_own_awards_at_their_current_amounts(published, olu, ada, signed_in):
    variation = stories.variation(by=olu, award=published.awards.get(), new_amount=Decimal("9000.00"))
    stories.published(stories.approved(stories.sent(variation, by=olu), by=ada), by=ada)
    client = signed_in(olu)
    write(client, published, template=template("Award letter").pk, year="2023/24")
    agreement = Agreement.objects.get()
    assert (agreement.name, str(agreement.year)) == ("Award letter", "2023/24")
    said = words(client, agreement, "pdf")
    assert "award you £9,000.00" in said
    assert "as it stands on the day of this letter" in said
    assert "£7,500.00" not in said


def test_a_variation_has_its_own_letter_with_what_was_and_what_is(published, olu, ada, signed_in):
    award = published.awards.get()
    schedule_payments(award, by=olu, rows=[(date(2024, 5, 1), Decimal("7500.00"))])
    variation = stories.variation(by=olu, award=award, new_amount=Decimal("4000.00"))
    stories.published(stories.approved(stories.sent(variation, by=olu), by=ada), by=ada)
    client, letter = signed_in(olu), template("Letter of variation")
    assert client.get(page_of(variation)).context["form"]["template"].value() == letter.pk
    assert client.get(page_of(published)).context["form"]["template"].value() != letter.pk
    write(client, variation, template=letter.pk, recipients=[award.recipient_id])
    said = words(client, Agreement.objects.get(), "docx")
    number = f"{published.reference}, award 1"
    assert f"Before From now on {number} Challenger SOC hotspot fund 2023/24 £7,500.00 £4,000.00" in said
    assert f"The conditions of decision {published.reference} still apply" in said
    assert f"{number} On 1 May 2024 £7,500.00" in said
    assert "Nothing is due beyond the amount that an award stands at." in said


def test_a_variation_that_ends_an_award_says_so(published, olu, ada, signed_in):
    award = published.awards.get()
    variation = stories.variation(by=olu, award=award, new_amount=Decimal(0))
    stories.published(stories.approved(stories.sent(variation, by=olu), by=ada), by=ada)
    [agreement] = write_agreements(variation, [award.recipient], template("Letter of variation"), by=olu)
    said = words(signed_in(olu), agreement, "docx")
    assert f"{published.reference}, award 1 has ended." in said
    assert "still apply" not in said
    stories.withdrawn(variation, by=ada)
    assert "from a published decision that awards money" in signed_in(olu).get(page_of(variation)).text


def test_a_later_version_and_another_template_change_nothing_of_it(published, olu, ada, signed_in):
    agreement = written(published, olu)
    before = agreement.contents
    AgreementTemplate.objects.update(text="{{recipient}}")
    stories.corrected(published, officer=olu, approver=ada, purpose="Another purpose, in other words than before.")
    agreement.refresh_from_db()
    assert agreement.contents == before
    address = reverse("office:agreement_detail", args=[published.reference, agreement.pk])
    assert "It was written from version 1." in signed_in(olu).get(address).content.decode()


def test_the_recipient_reads_what_is_withheld_from_the_public(draft, olu, ada, signed_in):
    for what in ("condition-1", "purpose"):
        withhold(draft, by=olu, what=what, values={"ground": "enactment"})
    decision = stories.published(stories.approved(stories.sent(stories.fresh(draft), by=olu), by=ada), by=ada)
    said = words(signed_in(olu), written(decision, olu), "docx")
    assert "at least £1 of match funding for every £1" in said
    assert "One-to-one mentoring" in said


def test_nothing_is_written_from_a_draft_or_a_withdrawn_decision(draft, olu, signed_in):
    assert "from a published decision that awards money" in signed_in(olu).get(page_of(draft)).content.decode()
    assert not Agreement.objects.exists()


def test_a_withdrawn_decision_offers_none(published, olu, ada, signed_in):
    stories.withdrawn(published, by=ada)
    assert "from a published decision that awards money" in write(signed_in(olu), published).content.decode()


def test_somebody_has_to_be_chosen(published, olu, signed_in):
    assert "Choose at least one recipient" in write(signed_in(olu), published, recipients=[]).content.decode()


def test_a_redaction_takes_away_what_it_quotes(published, olu, ada, ann, signed_in):
    agreement = written(published, olu)
    stories.corrected(published, officer=olu, approver=ada, purpose="Another purpose, in other words than before.")
    asked = ask_for_redaction(Notice.objects.get(version=1), by=ada, reason="It named a person.")
    redact(asked, by=ann)
    agreement.refresh_from_db()
    assert agreement.contents is None
    client = signed_in(olu)
    address = reverse("office:agreement_file", args=[published.reference, agreement.pk, "pdf"])
    assert "has been redacted" in client.get(address, follow=True).content.decode()


def test_what_the_office_alone_works_on_is_in_no_agreement(published, olu, signed_in):
    revise(published, by=olu, values={"purpose": "A purpose that nobody has approved or published."})
    assert "nobody has approved" not in words(signed_in(olu), written(published, olu), "docx")


def test_nobody_else_reaches_it(published, olu, mo, client, signed_in):
    agreement = sign_agreement(
        send_agreement(written(published, olu), by=olu, sent_on=london_today()),
        by=olu,
        signed_on=london_today(),
        upload=SimpleUploadedFile("signed.pdf", SIGNED, "application/pdf"),
    )
    own = [published.reference, agreement.pk]
    for address in (
        page_of(published),
        reverse("office:agreement_detail", args=own),
        reverse("office:agreement_file", args=[*own, "pdf"]),
        reverse("office:agreement_copy", args=own),
    ):
        assert client.get(address).status_code == 302, address
        assert signed_in(mo).get(address).status_code == 403, address
        response = signed_in(olu).get(address)
        assert response.status_code == 200, address
        list(response)  # to the end, so that the file is closed


def test_a_signed_agreement_stands_beside_the_condition_that_asks_for_it(reference, olu, ada, mo, signed_in):
    decision = stories.whole(officer=olu, approver=ada, conditions=("GM2",))
    obligation = Obligation.objects.get(terms_data__code="GM2")
    address, client = reverse("office:obligation_detail", args=[obligation.pk]), signed_in(olu)
    assert "No agreement with the recipient is on record as signed." in client.get(address).content.decode()
    agreement = send_agreement(written(decision, olu), by=olu, sent_on=london_today())
    sign_agreement(agreement, by=olu, signed_on=london_today())
    page = client.get(address).content.decode()
    assert "Grant agreement with Manchester City Council</a>, signed on" in page
    assert not obligation.assessments.exists()
