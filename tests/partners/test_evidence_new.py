"""A lead sends papers, several at once, or a declaration."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conditions.actions.conditions import remove_condition
from conditions.actions.evidence import add_evidence, offer
from conditions.actions.reviews import accept, return_sent
from conditions.models import Evidence
from conditions.standing import public_obligations, standings
from conditions.standing_states import Turn
from grants.models import StoredFile
from grants.refused import Refused
from tests import stories
from tests.stories import contribution, match_obligation

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


def paper(name="invoice.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


@pytest.fixture
def obligation(published):
    return match_obligation(published)


@pytest.fixture
def address(obligation):
    return reverse("partners:evidence_new", args=["manchester", obligation.pk])


@pytest.fixture
def send(signed_in, mo, address):
    client = signed_in(mo)
    key = str(client.get(address).context["form"]["form_key"].value())
    return lambda **typed: client.post(address, {"form_key": key} | typed, follow=True)


def test_several_papers_are_sent_at_once(send, obligation, mo):
    page = send(papers=[paper(), paper("minutes.csv", b"who,when\n")], statement="Paid and minuted.")
    assert "What you sent is with the office." in page.text
    assert {str(each) for each in page.context["evidence"]} == {"invoice.pdf", "minutes.csv"}
    assert {each.statement for each in Evidence.objects.all()} == {"Paid and minuted."}
    [standing] = [each for each in standings(public_obligations()) if each.obligation_id == obligation.pk]
    # A paper without a sum is no match: it is said that something was sent, and no more.
    assert (standing.turn, "Last sent on" in standing.sentences) == (Turn.PARTNERSHIP, True)


def test_without_a_file_the_statement_is_a_declaration(send):
    assert "Declaration" in send(statement="The board agreed the plan on 3 May.").text
    assert Evidence.objects.get().file is None


def test_the_same_form_sent_twice_is_sent_once_and_another_text_is_refused(send):
    for _ in range(2):
        assert "What you sent is with the office." in send(statement="The board agreed the plan.").text
    assert "This form was sent already." in send(statement="The board has not agreed it.").text
    assert Evidence.objects.get().statement == "The board agreed the plan."


def test_nothing_at_all_is_refused(send):
    assert "Choose a file, or write a declaration below" in send().text
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        paper("invoice.exe", b"MZ"),
        paper("invoice.exe.pdf"),
        paper("invoice.pdf", b"MZ a program"),
        paper("empty.pdf", b""),
        paper("budget.xlsm", PDF),
        paper("letter.docm", PDF),
        paper("invoice\u202efdp.exe", PDF),
        paper("page.html", b"<script></script>"),
        paper("letter.odt", PDF),
    ],
    ids=lambda file: file.name,
)
def test_a_paper_that_is_not_what_it_should_be_stops_all_of_them(send, wrong):
    page = send(papers=[paper(), wrong])
    assert page.context["form"].errors["papers"]
    assert not Evidence.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_name_that_reads_backwards_is_read_forwards(send):
    send(papers=[paper("invoice\u202ecod.pdf")])
    assert str(Evidence.objects.get()) == "invoicecod.pdf"


def test_the_same_form_sent_twice_sends_its_papers_once(send):
    send(papers=[paper()])
    send(papers=[paper()])
    assert Evidence.objects.count() == 1


def test_papers_go_with_a_contribution(signed_in, mo, obligation):
    client = signed_in(mo)
    new = reverse("partners:contribution_new", args=["manchester", obligation.pk])
    typed = {"form_key": client.get(new).context["form"]["form_key"].value(), "description": "Mentoring"}
    typed |= {
        "source": "partnership",
        "is_in_kind": "cash",
        "amount": "5000",
        "stage": "spent",
        "spent_on": "1/12/2023",
    }
    typed |= {
        "counted_elsewhere": "no",
        "is_own_money": "no",
        "papers": [paper(), paper("photo.png", b"\x89PNG\r\n\x1a\n")],
    }
    client.post(new, typed)
    assert {each.contribution.description for each in Evidence.objects.all()} == {"Mentoring"}
    assert Evidence.objects.count() == 2


def test_a_paper_is_sent_for_one_contribution_of_this_condition(send, obligation, mo, olu, ada):
    given = offer(obligation, by=mo, values=contribution())
    send(papers=[paper()], contribution=given.pk)
    assert Evidence.objects.get().contribution == given
    other = stories.whole(officer=olu, approver=ada)
    with pytest.raises(Refused, match="does not count towards this condition"):
        add_evidence(match_obligation(other), by=mo, statement="Paid.", contribution=given)


def test_what_the_office_says_is_read_here_without_names(signed_in, mo, olu, obligation):
    [first], [second] = (add_evidence(obligation, by=mo, papers=[paper(name)]) for name in ("a.pdf", "b.pdf"))
    accept(first, by=olu)
    return_sent(second, by=olu, comment="The second page is missing.")
    page = signed_in(mo).get(reverse("partners:obligation_detail", args=["manchester", obligation.pk]))
    assert "The second page is missing." in page.text
    assert "Accepted" in page.text
    assert "Olu" not in page.text


def test_sal_sends_nothing_for_manchester(obligation, sal):
    with pytest.raises(Refused):
        add_evidence(obligation, by=sal, statement="Ours.")


def test_a_condition_that_was_taken_away_needs_no_evidence(obligation, published, mo, olu, ada):
    remove_condition(obligation.condition, by=olu)
    corrected = stories.approved(stories.sent(published, by=olu), by=ada)
    stories.published(corrected, by=ada, note="The condition belonged to another grant.")
    with pytest.raises(Refused, match="This condition has lapsed"):
        add_evidence(obligation, by=mo, statement="Done.")
