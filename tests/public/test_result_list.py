"""What awards have brought about, in one list, added up, and as data: the same figures everywhere."""

import csv
import io
from decimal import Decimal
from random import Random

import pytest
from django.urls import reverse

from conditions.actions.ends import Settled, settle_underspend
from conditions.actions.reviews import accept, return_sent
from conditions.models import AwardEnd, ReturnFigure
from grants.fields import PENNY
from grants.years import FinancialYear, london_today
from register.actions.taking_down import take_down
from register.yearly_account import draw_up
from tests import snapshots
from tests.conditions.test_results import SAID, mentoring, report
from tests.office.test_underspend_settle import GOES_ON, LEARNED

QUARTERS = range(4)


@pytest.fixture
@snapshots.remembered
def decisions(reference, olu, ada, mo):
    """Of 2024/25: one reached its target of 40, one missed it by one, and of one a figure is missing."""
    several = [mentoring(olu, ada) for _ in range(3)]
    for decision, figures in zip(several, ((10, 10, 10, 10), (10, 10, 10, 9), (10, 10, 10)), strict=True):
        for quarter, value in enumerate(figures):
            accept(report(decision, quarter, value, by=mo), by=olu)
    return several


def rows_of(client, query=""):
    text = client.get(f"/data/results.csv?{query}").getvalue().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_grants_that_missed_their_targets_are_listed_with_what_their_partnership_says(decisions, read):
    page = read("/results/?target=missed")
    [row] = page.all(".//tbody/tr")[-1:]
    assert "39 of 40 young people, 97.5% of target Target missed" in row
    assert SAID in row
    assert "1 result: target missed" in page.text
    assert "109 of 120 young people, 90.8% of target" in page.text  # whatever came of it


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 3),
        *((f"target={state}", 1) for state in ("reached", "missed", "incomplete")),
        ("target=under_way", 0),
        ("partnership=manchester&year=2024-25&measure=children-and-young-people-supported", 3),
        ("stream=challenger-soc-hotspot-fund", 3),
        ("from=2024-02-06&to=2024-02-06", 3),
        ("from=2024-02-07", 0),
        *((query, 0) for query in ("partnership=bury", "stream=hate-crime-grant")),
    ],
)
def test_it_is_narrowed_alike_on_the_page_in_its_files_and_in_the_api(decisions, client, query, number):
    page = client.get(f"/results/?{query}")
    listed = [row.key for row in page.context["rows"]]
    assert len(listed) == number
    assert sorted(listed) == [row["result"] for row in rows_of(client, query)]
    assert sorted(listed) == [row["result"] for row in client.get(f"/api/v1/results?{query}").json()["results"]]


@pytest.mark.parametrize("seed", range(3))
def test_totals_agree_with_returns_and_files_to_the_unit(reference, olu, ada, mo, client, seed):
    random = Random(seed)  # noqa: S311 - a story, no secret
    for _ in range(2):
        decision = mentoring(olu, ada)
        for quarter in random.sample(range(3), 2):
            sent = report(decision, quarter, Decimal(random.randint(0, 99_999)) / 100, by=mo)
            random.choice((accept, accept, return_sent))(sent, by=olu, comment="Seen.")
        spent = Decimal(random.randint(0, 900_000)) / 100
        told = {"spent": spent, "forecast": spent, "is_final": True, "lessons": LEARNED, "continues": GOES_ON}
        accept(report(decision, 3, random.randint(0, 50), by=mo, **told), by=olu)
        end = AwardEnd.objects.get(award__decision=decision)
        settle_underspend(end.award, by=olu, settled=Settled(returned=(end.underspend / 3).quantize(PENNY)))
    accepted = ReturnFigure.objects.filter(monitoring_return__accepted_at__isnull=False)
    by_hand = sum((each.value for each in accepted), Decimal(0))
    page = client.get("/results/")
    in_file = sum((Decimal(row["total"] or 0) for row in rows_of(client)), Decimal(0))
    [together] = page.context["together"]
    assert by_hand == (together.total or 0) == in_file
    assert by_hand == sum((row.result.total or 0 for row in page.context["rows"]), Decimal(0))
    assert by_hand == sum(Decimal(row["total"] or 0) for row in client.get("/api/v1/results").json()["results"])
    [in_pack] = client.get("/panel/?from=2024-02-06&to=2024-02-06").context["pack"].results
    account = draw_up(FinancialYear(2023), foreword="", commentary={}, today=london_today()).together
    assert by_hand == in_pack.total == account.added_up[0].total
    money = list(csv.DictReader(io.StringIO(client.get("/data/payments.csv").getvalue().decode("utf-8-sig"))))
    left = sum((max(Decimal(0), each.amount - each.spent) for each in AwardEnd.objects.all()), Decimal(0))
    assert left == account.ends.underspend == sum(Decimal(row["underspend"]) for row in money)
    settled = sum(each.returned for each in AwardEnd.objects.all())
    assert settled == account.ends.returned == sum(Decimal(row["underspend_settled"]) for row in money)
    for each in AwardEnd.objects.select_related("award__decision"):
        assert f"{each.underspend:,.2f}" in client.get(f"/decisions/{each.award.decision.reference}/").text


def test_the_pages_of_partnership_stream_and_year_add_them_up_and_lead_here(decisions, client):
    for page, query in (
        ("/partnerships/manchester/", "partnership=manchester"),
        ("/funding-streams/challenger-soc-hotspot-fund/", "stream=challenger-soc-hotspot-fund"),
        (f"/years/{FinancialYear(2024).slug}/", "year=2024-25"),
    ):
        text = client.get(page).text
        assert "109 of 120 young people, 90.8% of target" in text
        assert f'href="/results/?{query}"' in text


def test_what_is_out_of_sight_has_its_figures_and_none_of_its_words(decisions, ada, client):
    take_down(decisions[1], by=ada, reason="It may name a person.")
    page = client.get("/results/?target=missed").text
    assert SAID not in page
    assert "39 of 40 units" in page
    [row] = rows_of(client, "target=missed")
    assert (row["said"], row["measure"]) == ("", "Measure 1")


def test_an_empty_register_says_so(small, read):
    assert "No published award has a measure yet." in read("/results/").text


def test_the_api_reads_on_part_by_part_and_gives_one_row(decisions, client):
    first = client.get(f"{reverse('public:api_results')}?limit=2").json()
    second = client.get(first["next"]).json()
    assert [row["result"] for row in first["results"] + second["results"]] == [row["result"] for row in rows_of(client)]
    reference = decisions[0].reference
    one, none = (reverse("public:api_results_one", args=[key]) for key in (f"{reference}-1-1", reference))
    assert client.get(one).json() == first["results"][0]
    assert client.get(none).status_code == 404
