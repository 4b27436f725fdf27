"""The lists that officers work with: what they show, find, sort and keep."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from conditions.actions.contributions import record_contribution
from conditions.actions.payments import record_payment
from conditions.actions.taking_back import take_back
from conditions.models import Contribution
from grants.fields import NOT_OFFERED
from grants.models import Event
from register.models import SavedView
from register.office_lists import asking
from register.office_lists.lists import LISTS
from tests import snapshots
from tests.stories import contribution, draft, match_obligation, sent, whole


@pytest.fixture
@snapshots.remembered
def scene(reference, olu, ada, oma, mo):
    """Manchester has £7,500 in public, with money paid and a contribution; Oma has sent £9,000 for Salford, Olu drafts
    £100 for Bury."""
    published = whole(officer=olu, approver=ada)
    record_contribution(match_obligation(published), by=mo, values=contribution())
    record_payment(published.awards.get(), by=olu, amount=Decimal("2500.00"), paid_on=date(2024, 3, 1))
    sent(draft(by=oma, district="salford", amount=Decimal("9000.00"), title="Safer Salford"), by=oma)
    draft(by=olu, district="bury", amount=Decimal("100.00"), title="A small thing", external_reference="2548")


def firsts(page):
    """What the first column says, row by row."""
    return [cells[0].text for _, cells in page.context["rows"]]


def titles(page):
    return [cells[1].text for _, cells in page.context["rows"]]


@pytest.mark.parametrize("name", LISTS)
def test_each_list_opens_shows_its_rows_and_is_taken_away(name, scene, olu, signed_in):
    client = signed_in(olu)
    page = client.get(LISTS[name].url)
    assert page.context["rows"], name
    for address, _ in page.context["rows"][:3]:
        assert client.get(address).status_code == 200
    for ending in ("csv", "xlsx"):
        answer = client.get(reverse("office:office_list_file", args=[name, ending]))
        assert f'filename="{name}-' in answer["Content-Disposition"]
        assert b"".join(answer.streaming_content)


@pytest.mark.parametrize("name", LISTS)
def test_each_way_to_sort_and_each_filter_can_be_asked(name, scene, olu, signed_in):
    client, office_list = signed_in(olu), LISTS[name]
    for sort in office_list.sorts:
        assert client.get(office_list.url, {"sort": sort}).context["rows"], sort
    for each in office_list.filters:
        for value, _ in list(each.choices())[:3]:
            assert client.get(office_list.url, {each.name: value}).status_code == 200, (each.name, value)


def test_an_invented_value_of_a_filter_is_said_in_plain_words(scene, olu, signed_in):
    page = signed_in(olu).get(LISTS["decisions"].url, {"state": "zebra", "sort": "zebra"})
    assert page.context["form"].errors == {"state": [NOT_OFFERED], "sort": [NOT_OFFERED]}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"sort": "amount"}, ["A small thing", "Manchester", "Safer Salford"]),
        ({"sort": "-amount"}, ["Safer Salford", "Manchester", "A small thing"]),
        ({"state": "sent"}, ["Safer Salford"]),
        ({"partnership": "bury"}, ["A small thing"]),
        ({"stream": "hate-crime-grant"}, []),
        ({"q": "2548"}, ["A small thing"]),
        ({"q": "Salford City Council"}, ["Safer Salford"]),
    ],
)
def test_decisions_are_sorted_by_amount_narrowed_and_found_by_numbers_elsewhere(asked, found, scene, olu, signed_in):
    page = signed_in(olu).get(LISTS["decisions"].url, asked)
    assert [title if "Sal" in title or "small" in title else "Manchester" for title in titles(page)] == found


def test_a_decision_is_found_by_its_number_in_an_address_elsewhere(draft, olu, signed_in):
    type(draft).objects.update(published_elsewhere_url="https://democracy.example.org/ieDecisionDetails.aspx?ID=2548")
    client = signed_in(olu)
    assert firsts(client.get(LISTS["decisions"].url, {"q": "2548"})) == [draft.reference]
    assert firsts(client.get(LISTS["decisions"].url, {"q": "254"})) == []


def test_whose_it_is_is_a_filter(scene, olu, oma, signed_in):
    assert titles(signed_in(olu).get(LISTS["decisions"].url, {"owner": oma.pk})) == ["Safer Salford"]


def test_days_count_from_when_it_was_sent(sent, olu, signed_in, time_machine):
    time_machine.move_to(sent.sent_at + timedelta(days=12))
    page = signed_in(olu).get(LISTS["decisions"].url)
    (_, cells), *_ = page.context["rows"]
    assert (cells[-1].label, cells[-1].text) == ("Days in this state", "12")


def test_an_award_says_what_it_was_what_it_is_and_what_is_paid(scene, olu, signed_in):
    page = signed_in(olu).get(LISTS["awards"].url, {"partnership": "manchester"})
    [(_, cells)] = page.context["rows"]
    assert [cell.text for cell in cells[5:8]] == ["£7,500.00", "£7,500.00", "£2,500.00"]


def test_a_contribution_that_was_taken_back_waits_for_nobody(scene, mo, olu, signed_in):
    client, url = signed_in(olu), LISTS["contributions"].url
    assert len(firsts(client.get(url, {"state": "waiting"}))) == 1
    take_back(Contribution.objects.get(), by=mo)
    assert not firsts(client.get(url, {"state": "waiting"}))
    [(_, cells)] = client.get(url, {"state": "taken_back"}).context["rows"]
    assert "Taken back" in [cell.text for cell in cells]


def test_a_file_has_the_rows_of_every_page_in_the_same_order(scene, olu, signed_in, monkeypatch):
    monkeypatch.setattr("register.views.office.lists.PER_PAGE", 1)
    client, asked = signed_in(olu), {"sort": "amount"}
    pages = [titles(client.get(LISTS["decisions"].url, asked | {"page": number}))[0] for number in (1, 2, 3)]
    answer = client.get(reverse("office:office_list_file", args=["decisions", "csv"]), asked)
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Reference,Title,")
    assert [title in line for title, line in zip(pages, lines[1:], strict=True)] == [True, True, True]


def test_no_title_acts_as_a_formula(olu, reference, signed_in):
    draft(by=olu, title='=HYPERLINK("https://example.org")')
    answer = signed_in(olu).get(reverse("office:office_list_file", args=["decisions", "csv"]))
    assert "'=HYPERLINK" in b"".join(answer.streaming_content).decode()


def test_too_many_to_sort_says_so_and_pages_end_there(scene, olu, signed_in, monkeypatch):
    monkeypatch.setattr(asking, "MOST", 2)
    monkeypatch.setattr("register.views.office.lists.MOST", 2)
    page = signed_in(olu).get(LISTS["decisions"].url, {"sort": "amount"})
    assert "More than 2 decisions" in page.text
    assert titles(page)[0] == "A small thing"  # the newest, as usual
    assert len(titles(page)) == 2


def test_a_page_costs_the_same_however_many_rows(scene, olu, signed_in, django_assert_max_num_queries):
    client = signed_in(olu)
    for office_list in LISTS.values():
        with django_assert_max_num_queries(14):
            client.get(office_list.url)


@pytest.mark.parametrize("query", [{"page": "-1"}, {"q": "\0"}, {"sort": "sideways"}, {"stream": "none"}])
def test_odd_addresses_are_answered(query, scene, olu, signed_in):
    assert signed_in(olu).get(LISTS["awards"].url, query).status_code == 200


def test_a_list_that_there_is_not(olu, signed_in):
    client = signed_in(olu)
    assert client.get(reverse("office:office_list", args=["secrets"])).status_code == 404
    assert client.get(reverse("office:office_list_file", args=["awards", "exe"])).status_code == 404


def save(client, name, query, **typed):
    return client.post(f"{reverse('office:office_view_save', args=['decisions'])}?{query}", {"name": name, **typed})


def test_a_view_is_private_until_it_is_shared(scene, olu, oma, signed_in):
    client, url = signed_in(olu), LISTS["decisions"].url
    assert save(client, "At the approver", "state=sent&nonsense=1").url == f"{url}?state=sent"
    assert "At the approver" in client.get(url).text
    assert "At the approver" not in signed_in(oma).get(url).text
    save(client, "at the approver", "state=sent&sort=-amount", is_shared="on")
    [view] = SavedView.objects.all()
    assert (view.name, view.query, view.is_shared) == ("at the approver", "state=sent&sort=-amount", True)
    assert f"{url}?state=sent&amp;sort=-amount" in signed_in(oma).get(url).text
    assert Event.objects.filter(verb="saved a view", by=olu).count() == 2


def test_a_view_without_a_name_says_so_and_keeps_what_was_asked(scene, olu, signed_in):
    page = save(signed_in(olu), "", "state=sent")
    assert page.text.count("Give the view a name") == 2  # in the summary, and beside its field
    assert "<title>Error: " in page.text
    assert titles(page) == ["Safer Salford"]


def test_only_its_owner_or_an_approver_removes_a_shared_view(scene, olu, oma, ada, signed_in):
    save(signed_in(olu), "Mine", "", is_shared="on")
    forget = reverse("office:office_view_forget", args=[SavedView.objects.get().pk])
    assert "Only Olu or an approver" in signed_in(oma).post(forget, follow=True).text
    assert SavedView.objects.exists()
    signed_in(ada).post(forget)
    assert not SavedView.objects.exists()


@pytest.mark.parametrize(("person", "status"), [("ada", 200), ("mo", 403), ("ann", 403)])
def test_officers_and_approvers_see_them(person, status, reference, request, signed_in):
    assert signed_in(request.getfixturevalue(person)).get(LISTS["awards"].url).status_code == status
