"""Whatever partnerships send, and whatever the office notes, reaches no public page (domain §1): words are said where
people say them, others planted in every column that is private (tests/planted.py), and every public address is read."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory

from conditions.actions.agreements import send_agreement, sign_agreement
from conditions.actions.assessments import assess
from conditions.actions.evidence import add_evidence, offer
from conditions.actions.payments import correct_payment, record_payment
from conditions.actions.questions import answer, ask
from conditions.actions.reviews import accept, return_sent
from conditions.models import AgreementTemplate, Contribution, Evidence, MonitoringReturn
from grants.actions.comments import comment
from grants.actions.decisions import revise
from grants.actions.internal_papers import keep_internal_paper
from grants.actions.plan_take_downs import take_down_plan
from grants.actions.plans import draft_plan
from grants.models import Decision, Subscription, User
from grants.years import FinancialYear, london_today
from pcc_decisions.edition import edition
from pcc_decisions.export.writing import Copy
from pcc_decisions.middleware import tag_of
from public.actions import confirm
from public.letters import letters
from register.actions.account_take_downs import take_down_account
from register.actions.accounts import write_account
from register.actions.agreements import write_agreements
from register.actions.listing import rebuild_listing
from register.actions.scrutiny import enter
from register.actions.subsidies import record_subsidy_entry
from register.models import ListedWord, YearAccount
from register.notices.pdf import pdf
from tests import scrutiny_stories, stories
from tests.grants.test_publish_plan import published_plan
from tests.grants.test_publish_plan import values as plan_values
from tests.planted import plant
from tests.public.small_register import Office, account_published
from tests.register.test_withhold import every_address, said_in_public
from tests.stories import contribution, match_obligation, sends_return, whole

SECRET = "Zanzibar"
PLANTED = re.compile(r"zq\d{3}qz", re.IGNORECASE)


@pytest.fixture
def decision(reference, olu, oma, ada, mo):
    """Contributions, papers and returns in every state, payments corrected, and a finding in words for the public."""
    for person in (olu, oma, mo):
        User.objects.filter(pk=person.pk).update(name=f"{SECRET} {person.name}")
    inside = {"subsidy": Decision.Subsidy.SUBSIDY, "lead_officer": f"{SECRET} Officer"}
    decision = whole(officer=olu, approver=ada, conditions=("SC1", "GM1"), **inside)
    record_subsidy_entry(decision, by=olu, none_because=f"{SECRET} scheme")
    send_contributions(match_obligation(decision), lead=mo, officer=olu)
    report(decision, lead=mo, officer=olu)
    pay(decision.awards.get(), officer=olu)
    talk(decision, lead=mo, officer=olu)
    paper = SimpleUploadedFile(f"{SECRET} signed.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n", "application/pdf")
    keep_internal_paper(decision, by=olu, title=f"{SECRET} submission", upload=paper)
    agree(decision, officer=olu)
    draft_plan(by=olu, values=plan_values(name=f"{SECRET} plan", partnership=decision.awards.get().partnership))
    planned = {"foreword": f"{SECRET} foreword", "commentary": {}, "note": f"{SECRET} note"}
    write_account(FinancialYear(2023), by=olu, revision=0, **planned)
    enter("body", by=olu, values=scrutiny_stories.body(name=f"{SECRET} board"))
    take_down_plan(published_plan(olu, name="A plan being checked"), by=ada, reason=f"{SECRET} is named in it.")
    account_published(Office(olu, oma, ada))
    take_down_account(YearAccount.objects.get(), by=ada, reason=f"{SECRET} may be named in it.")
    assess(match_obligation(decision), by=olu, finding="not_met", reasons="Too little has been evidenced.")
    return decision


def send_contributions(obligation, *, lead, officer):
    for number, settle in enumerate((None, accept, return_sent), start=1):
        values = contribution(
            description=f"{SECRET} mentors {number}",
            proof=f"{SECRET} invoice",
            amount=Decimal("1234.56") + number,
            is_in_kind=True,
            valuation="hours",
            valuation_note=f"{SECRET} hours",
        )
        paper = SimpleUploadedFile(f"{SECRET}.csv", f"{SECRET},1\n".encode())
        sent = offer(obligation, by=lead, values=values, papers=[paper])
        if settle:
            settle(sent, by=officer, comment=f"{SECRET} comment")
        [declared] = add_evidence(obligation, by=lead, statement=f"{SECRET} declaration")
        if settle:
            settle(declared, by=officer, comment=f"{SECRET} comment")


def report(decision, *, lead, officer):
    obligation = decision.conditions.get(standard__code="GM1").obligations.get()
    for settle in (return_sent, accept):
        words = dict.fromkeys(("went_well", "went_badly", "change_wanted"), f"{SECRET} spend")
        money = {"spent": Decimal("6543.21"), "forecast": Decimal("6543.22")}
        sent = sends_return(obligation, by=lead, **money, **words)
        settle(sent, by=officer, comment=f"{SECRET} comment")


def agree(decision, *, officer):
    template = AgreementTemplate.objects.create(name=f"{SECRET} letter", text=f"{SECRET} terms for {{{{recipient}}}}.")
    [made] = write_agreements(decision, [decision.awards.get().recipient], template, by=officer)
    copy = SimpleUploadedFile(f"{SECRET} copy.pdf", b"%PDF-1.7\n1 0 obj\n%%EOF\n", "application/pdf")
    sent = send_agreement(made, by=officer, sent_on=london_today())
    sign_agreement(sent, by=officer, signed_on=london_today(), upload=copy)


def pay(award, *, officer):
    at = datetime(2024, 3, 2, 9, tzinfo=UTC)
    wrong = record_payment(
        award,
        by=officer,
        amount=Decimal("4321.09"),
        paid_on=date(2024, 3, 1),
        reason=f"{SECRET} haste of ours",
        at=at,
    )
    told = {"amount": Decimal("4321.08"), "paid_on": date(2024, 3, 1), "reason": f"{SECRET} mistake"}
    correct_payment(wrong, by=officer, at=at, **told)


def talk(decision, *, lead, officer):
    """Comments on everything that has any, and a thread with the partnership."""
    obligation = match_obligation(decision)
    for thing in (decision, obligation, Contribution.objects.latest("pk")):
        comment(thing, by=officer, text=f"{SECRET} among ourselves", decision=decision)
    ask(obligation, by=lead, text=f"{SECRET} may we?")
    answer(obligation, by=officer, text=f"{SECRET} you may")


def test_no_private_word_or_figure_reaches_the_public(decision):
    assert (Contribution.objects.count(), Evidence.objects.count(), MonitoringReturn.objects.count()) == (3, 6, 2)
    follower = confirm(Subscription.objects.create(email="reader@example.org"))
    Subscription.objects.update(last_sequence=0)
    planted = plant()
    rebuild_listing()
    private = (SECRET, "1,235.56", "1235.56", "1,237.56", "1237.56", "6,543.2", "6543.2", "4,321.09", "4321.09")
    assert len(planted) > 100
    for address in every_address(decision.reference):
        said = said_in_public(address)
        assert [word for word in private if word in said] == [], address
        assert [planted[word] for word in PLANTED.findall(said)] == [], address
    [notice] = decision.notices.all()
    [letter] = letters(follower, [notice])
    elsewhere = [letter.subject, letter.body, words_of_pdf(pdf(notice)), what_searches_look_in()]
    assert [planted.get(word, word) for word in PLANTED.findall(" ".join(elsewhere))] == []
    assert "GM-2024-0001" in elsewhere[1]
    assert "GM-2024-0001" in elsewhere[2]


def test_no_private_word_is_in_what_an_exported_copy_has_of_its_own(decision, tmp_path):
    """Its pages and files are those that strangers read, asked for by their addresses; and its search."""
    planted = plant()
    rebuild_listing()
    copy = Copy(tmp_path / "copy")
    for address in ("/", f"/decisions/{decision.reference}/", "/conditions/", "/data/conditions.csv"):
        copy.take(address)
    copy.write_search()
    said = {file: file.read_bytes().decode(errors="replace") for file in copy.folder.rglob("*") if file.is_file()}
    assert len(said) > 4
    assert {planted[word]: str(file) for file, text in said.items() for word in PLANTED.findall(text)} == {}
    assert [str(file) for file, text in said.items() if SECRET in text] == []


def words_of_pdf(made: bytes) -> str:
    """Its pages, and what it says of itself."""
    document = pypdfium2.PdfDocument(made)
    return " ".join([str(document.get_metadata_dict()), *(page.get_textpage().get_text_bounded() for page in document)])


def what_searches_look_in() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT search::text, own_words::text FROM register_listing")
        return f"{cursor.fetchall()} {list(ListedWord.objects.values_list('word', flat=True))}"


def test_half_typed_work_shows_nobody_that_somebody_is_at_work(decision, draft, olu, oma, mo):
    """A reader who has a page still has it (304), whatever people have begun inside: no ETag tells that they have."""
    asked = {address: RequestFactory().get(address) for address in every_address(decision.reference)}
    had = {address: tag_of(request, edition()) for address, request in asked.items()}
    revise(draft, by=olu, values={"purpose": "Half a sentence about the men"})
    correction = revise(stories.fresh(decision), by=oma, values={"summary": "Half a correction"})
    comment(correction, by=olu, text="Is this the right one?", decision=correction)
    ask(match_obligation(decision), by=mo, text="May we?")
    write_account(FinancialYear(2023), by=olu, revision=1, foreword="Half a", commentary={}, note="")
    enter("body", by=olu, values=scrutiny_stories.body(name="Half a board"))
    stories.draft(by=oma, district="bury")
    for address, tag in had.items():
        assert Client().get(address, headers={"if-none-match": tag}).status_code == 304, address


def test_what_is_public_is_there_all_the_same(decision, read):
    page = read(f"/decisions/{decision.reference}/")
    assert "£4,321.08 on 1 March 2024" in page
    assert "Too little has been evidenced." in page
    assert "Shown apart: £1,236.56 in staff time, goods or premises" in page
    assert "Not met" in read("/conditions/")
