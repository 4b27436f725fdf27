"""Names that the office does not know, and cells that could not be read: answered once, then drafted."""

from decimal import Decimal

import pytest

from grants.models import Decision, Organisation, OtherName, Partnership, Post
from intake.models import SavedMatching
from tests.office.bringing_in import bring_in, fresh, look, match


@pytest.fixture
def office(reference, olu, signed_in):
    return signed_in(olu)


def test_a_register_goes_from_the_file_to_drafts(office):
    address = bring_in(office)
    page = office.get(address + "look/")
    assert "Headings in row 2" in page.text
    assert "Totals in row 6" in page.text
    look(office, address)
    page = office.get(address + "match/")
    assert "£500.00" in page.text
    said = {"same-reasons": "Young people are safer where there is something to do.", "save_as": "Small grants"}
    assert match(office, address, **said) == address + "answers/"
    page = office.get(address + "answers/")
    assert "“Ashdale Cadets”, “ASHDALE CADETS”" in page.text
    questions = {form.question.name + form.question.best: form.question for form in page.context["forms"]}
    bolton, cadets = questions["recipientBolton Concil"], questions["recipientAshdale Cadets"]
    body = Partnership.objects.get(district="Bolton").accountable_body
    assert (body.pk, str(body)) in bolton.near
    answers = {
        f"{bolton.key}-choice": f"known:{body.pk}",
        f"{bolton.key}-remember": "on",
        f"{cadets.key}-choice": "new",
        f"{cadets.key}-kind": "charity",
        f"{questions['decided_onJune 2022'].key}-choice": "read",
        f"{questions['decided_onJune 2022'].key}-read": "30 June 2022",
        "save": "yes",
    }
    assert office.post(address + "answers/", answers).url == address
    page = office.get(address)
    assert "3 awards of £875.00 in all. 1 total that the file states is the sum of what is read." in " ".join(
        page.text.split()
    )
    assert "Legal power: left open in 3 decisions" in page.text
    assert not Organisation.objects.filter(name="Ashdale Cadets").exists()
    assert "Send for approval" in office.post(address + "draft/", follow=True).text
    drafted = Decision.objects.order_by("pk")
    assert [(each.title, str(each.decided_on), each.total) for each in drafted] == [
        ("Evening club: Ashdale Cadets", "2022-05-04", Decimal(500)),
        ("Camp: ASHDALE CADETS", "2022-06-30", Decimal(250)),
        ("Lights: Bolton Concil", "2022-05-05", Decimal(125)),
    ]
    assert {each.awards.get().recipient.name for each in drafted} == {"Ashdale Cadets", body.name}
    assert OtherName.objects.get(organisation=body).name == "Bolton Concil"
    assert SavedMatching.objects.get().name == "Small grants"


def test_all_new_names_are_added_with_one_button(office):
    address = bring_in(office)
    look(office, address)
    match(office, address)
    page = office.post(address + "answers/", {"add_all": "yes"})
    assert "Choose what they are" in page.text
    office.post(address + "answers/", {"add_all": "yes", "rest_kind": "charity"})
    assert fresh().answers["recipient"]["ASHDALE CADETS"]["new"]["name"] == "Ashdale Cadets"
    taken_back = {"take_back": "yes", "taken_back": ["recipient:ASHDALE CADETS", "recipient:Ashdale Cadets"]}
    taken_back["revision"] = office.get(address + "answers/").context["form"]["revision"].value()
    office.post(address + "answers/", taken_back)
    assert not fresh().answers["recipient"]


def test_a_sum_that_is_answered_counts_in_the_totals_and_a_row_of_two_years_is_one_row(office):
    lines = ["Group,2022/23,2023/24,When", "Ashdale Cadets,£500,£200,4 May 2022", "Oak Club,£40,£3.3k,4 May 2022"]
    address = bring_in(office, [*lines, 'Total,£540,"£3,500",'])
    look(office, address)
    match(office, address)
    page = office.get(address + "answers/")
    questions = {form.question.name: form.question for form in page.context["forms"]}
    cadets = next(each.question for each in page.context["forms"] if each.question.best == "Ashdale Cadets")
    assert (cadets.where, cadets.count, cadets.total) == (["Row 2"], 1, Decimal(700))
    office.post(address + "answers/", {"add_all": "yes", "rest_kind": "charity"})
    sum_in_full = {f"{questions['amount'].key}-choice": "read", f"{questions['amount'].key}-read": "3,300"}
    office.post(address + "answers/", sum_in_full | {"save": "yes"})
    page = " ".join(office.get(address).text.split())
    assert "4 awards of £4,040.00 in all. 2 totals" in page
    assert "apart" not in page


def test_none_under_own_conditions_is_no_condition(office):
    lines = [
        "When,Group,Sum given,Special terms",
        "4 May 2022,Oak Club,£500,none",
        "4 May 2022,Choir,£40,Report each May",
    ]
    address = bring_in(office, lines)
    look(office, address)
    match(office, address)
    office.post(address + "answers/", {"add_all": "yes", "rest_kind": "charity"})
    assert "Nothing is wrong in the rows that are read." in office.get(address).text
    office.post(address + "draft/")
    oak, choir = Decision.objects.order_by("pk")
    assert (oak.no_conditions, oak.conditions.exists()) == (True, False)
    assert (choir.no_conditions, choir.conditions.get().wording) == (False, "Report each May")


def test_a_post_that_is_not_known_is_asked_with_the_other_names(office, olu):
    chief = Post.objects.create(title="Chief Executive", slug="chief-executive")
    lines = ["When,Group,Sum given,Decision maker", "4 May 2022,Bolton,£500,Cheif Executive"]
    address = bring_in(office, [*lines, "5 May 2022,Bolton,£40,Head of Grants; Cheif Executive"])
    look(office, address)
    assert match(office, address) == address + "answers/"
    asked = {form.question.best: form.question for form in office.get(address + "answers/").context["forms"]}
    assert asked["Cheif Executive"].near == [(chief.pk, "Chief Executive")]
    assert asked["Cheif Executive"].where == ["Row 2", "Row 3"]
    said = {f"{asked['Cheif Executive'].key}-choice": f"known:{chief.pk}"}
    said[f"{asked['Cheif Executive'].key}-remember"] = "on"
    said |= {f"{asked['Head of Grants'].key}-choice": "new", f"{asked['Head of Grants'].key}-name": "Grants Lead"}
    assert office.post(address + "answers/", said | {"save": "yes"}).url == address
    assert not Post.objects.filter(title="Grants Lead").exists()
    office.post(address + "draft/")
    first, second = Decision.objects.order_by("pk")
    assert [maker.title for maker in first.decision_makers.all()] == ["Chief Executive"]
    assert [maker.title for maker in second.decision_makers.all()] == ["Grants Lead", "Chief Executive"]
    assert OtherName.objects.get(post=chief).name == "Cheif Executive"


def test_a_post_of_which_nothing_is_said_is_added(office):
    address = bring_in(office, ["When,Group,Sum given,Decision maker", "4 May 2022,Bolton,£500,Head of Grants"])
    look(office, address)
    match(office, address)
    office.post(address + "draft/")
    assert Decision.objects.get().decision_makers.get().title == "Head of Grants"


def test_of_two_who_answer_at_once_the_later_reads_both(office, oma, signed_in):
    address = bring_in(office)
    look(office, address)
    match(office, address)
    page = office.get(address + "answers/")
    key = next(form.question.key for form in page.context["forms"] if form.question.best == "Ashdale Cadets")
    revision = page.context["form"]["revision"].value()

    def sent(name, shown=revision):
        said = {"choice": "new", "name": name, "kind": "charity"}
        return {f"{key}-{field}": value for field, value in said.items()} | {"save": "yes", "revision": shown}

    signed_in(oma).post(address + "answers/", sent("Oma’s Cadets"))
    late = office.post(address + "answers/", sent("Olu’s Cadets"))
    assert "in another window or by somebody else" in late.text
    assert "“added as Oma’s Cadets”. Here you say “added as Olu’s Cadets”" in late.text
    assert {each["new"]["name"] for each in fresh().answers["recipient"].values()} == {"Oma’s Cadets"}
    again = sent("Olu’s Cadets", late.context["form"]["revision"].value())
    assert office.post(address + "answers/", again).status_code == 302
    assert {each["new"]["name"] for each in fresh().answers["recipient"].values()} == {"Olu’s Cadets"}
    back = {"take_back": "yes", "taken_back": "recipient:Ashdale Cadets", "revision": revision}
    assert "in another window or by somebody else" in signed_in(oma).post(address + "answers/", back).text
