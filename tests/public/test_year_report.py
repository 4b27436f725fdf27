"""The yearly account as the public reads it: page, PDF and data, the same figures to the penny."""

import csv
from datetime import date
from io import StringIO

import pypdfium2
from django.db.models import Value
from django.db.models.functions import Concat
from django.test import Client
from django.urls import reverse

from grants.models import Priority
from public.browse.money import money_of
from public.scrutiny.panel import panel_pack
from public.scrutiny.returns import months
from register.actions.accounts import account_of, publish_account, write_account
from register.actions.scrutiny import withdraw_row
from register.actions.taking_down import take_down
from register.models import AccountDraft, Listing, YearAccount
from register.notices.chain import chain_digest, document_digest
from register.yearly_account import decided_in, fingerprint
from tests import scrutiny_stories, stories

PAGE = "/years/2024-25/report/"


def text_of(content: bytes) -> str:
    return " ".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(content))


def again(small, **words) -> YearAccount:
    """The next version, of 2024/25."""
    draft = AccountDraft.objects.get()
    said = {"foreword": "Said better.", "commentary": {}, "note": "The foreword was unclear to its readers."} | words
    draft = write_account(draft.year, by=small.office.olu, revision=draft.revision, **said)
    seen = fingerprint(account_of(draft))
    return publish_account(draft.year, by=small.office.ada, revision=draft.revision, seen=seen)


def test_it_says_of_which_day_its_figures_are_and_leads_to_those_of_today(small, read):
    page = read(PAGE)
    assert "Figures as they were on" in page
    assert page.links["The same year as it stands today"] == "/panel/?from=2024-04-01&to=2025-03-31"
    assert read("/years/2024-25/").links["Yearly account 2024/25"] == PAGE
    assert read("/years/").links["Yearly account 2024/25"] == PAGE


def test_its_figures_are_those_of_panel_pack_and_returns(small):
    account = YearAccount.objects.get()
    figures, pack = account.document.together, panel_pack(date(2024, 4, 1), date(2025, 3, 31))
    assert (figures.decisions, figures.decided, figures.stands) == (
        pack.decision_count,
        pack.money.decided,
        pack.money.stands,
    )
    of_year = [
        money.decided
        for month, _, money in months()
        if account.year.first_day <= month.first_day <= account.year.last_day
    ]
    assert sum(of_year) == figures.decided
    assert [each.reference for each in account.document.late] == sorted(
        (each.listing.reference for each in pack.published_late.rows),
        key=lambda reference: (-Listing.objects.get(reference=reference).lag_days, reference),
    )
    for each in account.document.objectives:
        money = money_of(decided_in(account.year).filter(priorities__slug=each.slug))
        assert (each.figures.decided, each.figures.stands) == (money.decided, money.stands)


def test_page_csv_and_pdf_give_the_same_figures(small, read):
    figures = YearAccount.objects.get().document.together
    *_, together = csv.DictReader(StringIO(Client().get(reverse("public:year_report_csv", args=["2024-25"])).text))
    assert (together["decided"], together["stands"]) == (str(figures.decided), str(figures.stands))
    assert together["conditions_past_due"] == str(figures.conditions.past_due)
    for shown in (text_of(Client().get(reverse("public:year_report_pdf", args=["2024-25"])).content), read(PAGE).text):
        assert f"£{figures.decided:,}" in shown
        assert f"£{figures.stands:,}" in shown
        assert "What the year brought." in shown


def test_it_says_what_was_recommended_and_how_that_stood_on_the_day(small, read):
    assert "Publish how many young people finish." in read(PAGE)
    assert "No response was recorded." in read(PAGE)
    told = {"writer": small.office.olu, "publisher": small.office.oma}
    scrutiny_stories.changed(small.recommended, deed="answered", values=scrutiny_stories.answer(), **told)
    assert "No response was recorded." in read(PAGE), "figures are those of the day"
    again(small)
    assert "Accepted on 1 August 2024." in read(PAGE)
    withdraw = withdraw_row(small.recommended, by=small.office.olu, reason="It names a child of the family.")
    scrutiny_stories.made_public(withdraw, by=small.office.oma)
    assert "Publish how many young people finish." not in read(PAGE)
    assert "Publish how many young people finish." not in text_of(
        Client().get(reverse("public:year_report_pdf", args=["2024-25"])).content
    )


def test_the_newest_accounts_are_a_table_of_open_data(small):
    again(small)
    of_year = Client().get(reverse("public:year_report_csv", args=["2024-25"])).text
    [*_, together] = rows = list(csv.DictReader(StringIO(of_year)))
    assert (together["version"], together["recommended"], together["unanswered"]) == ("2", "1", "1")
    assert Client().get("/data/yearly-accounts.csv").getvalue().decode() == of_year
    assert together["objective"] == "All decisions, each counted once"
    measures = {table.name: measure.rows for table, measure in Client().get("/data/").context["tables"]}
    assert measures["yearly-accounts"] == len(rows)


def test_no_objective_acts_as_a_formula(small):
    Priority.objects.update(name=Concat(Value("="), "name"))
    again(small)
    first, *_ = csv.DictReader(StringIO(Client().get("/years/2024-25/report.csv").text))
    assert first["objective"].startswith("'=")


def test_anybody_can_check_its_digests(small):
    told = Client().get(reverse("public:year_report_json", args=["2024-25"])).json()
    assert told["document_digest"] == document_digest(told["document"], bytes.fromhex(told["salt"]))
    assert told["chain_digest"] == chain_digest(told["previous_digest"], told["document_digest"], told["metadata"])
    assert told["metadata"]["kind"] == "account"
    assert told["chain_digest"] in Client().get("/data/register.jsonl").getvalue().decode()


def test_a_new_version_says_what_changed_and_the_old_one_stays(small, read):
    again(small)
    assert "What changed: The foreword was unclear to its readers." in read(PAGE)
    old = read(reverse("public:year_report_version", args=["2024-25", 1]))
    assert "What the year brought." in old
    assert old.links["read version 2"] == PAGE


def test_what_is_taken_down_is_not_read_in_the_account_either(small, read):
    late = stories.whole(
        officer=small.office.olu,
        approver=small.office.ada,
        district="wigan",
        title="A late grant",
        decided_on=date(2024, 5, 2),
    )
    again(small)
    assert "A late grant" in read(PAGE)
    take_down(late, by=small.office.ada, reason="It may name a child, and is being checked.")
    assert late.reference in read(PAGE)
    assert "A late grant" not in read(PAGE)
    assert b"A late grant" not in Client().get("/years/2024-25/report.json").content


def test_a_year_without_an_account_has_no_page(small, read):
    for place in ("/years/2023-24/report/", "/years/never/report/", "/years/2024-25/report/versions/9/"):
        read(place, status=404)
