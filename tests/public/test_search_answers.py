"""What the register says about the words that somebody searched for."""

from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from public.models import Place, SearchTerm
from tests import snapshots, stories


@pytest.fixture
def search(read):
    return lambda words, **filters: read(f"/decisions/?{urlencode({'q': words, **filters})}")


@pytest.fixture
@snapshots.remembered
def of_two_years(reference, olu, ada) -> None:
    """A decision of 2023/24 and one of 2024/25."""
    for year in (2023, 2024):
        stories.whole(officer=olu, approver=ada, year=f"{year}/{year - 1999}", decided_on=date(year, 5, 2))


@pytest.fixture
@snapshots.remembered
def near_words(reference, olu, ada) -> None:
    """A decision whose words are near those that are asked for, and no others."""
    stories.whole(officer=olu, approver=ada, purpose="Starting to prevent that somebody leaves; payments follow.")


def test_a_misspelled_word_is_corrected_and_the_page_says_so(published, search):
    page = search("mentorong")
    assert "1 decision with “mentoring”" in page
    assert "Showing results for mentoring. No published decision has “mentorong”" in page
    exactly = page.links["search for exactly that"]
    assert exactly == "/decisions/?q=%22mentorong%22"


def test_what_is_asked_for_exactly_is_not_corrected(published, search):
    assert "0 decisions" in search('"mentorong"')


def test_other_words_that_may_have_been_meant_are_offered(reference, olu, ada, search):
    stories.whole(officer=olu, approver=ada, purpose="Boats and boots for children.", title="Kit")
    page = search("bosts for children", partnership="manchester")
    assert "Showing results for boats for children" in page or "Showing results for boots for children" in page
    other = "boots" if "results for boats" in page else "boats"
    assert "Did you mean" in page
    assert page.links[f"{other} for children"].startswith("/decisions/?partnership=manchester&q=")


def test_an_abbreviation_is_explained_and_finds_what_it_is_short_for(published, search):
    page = search("SOC")
    assert "SOC stands for serious and organised crime" in page
    assert "1 decision" in page


def test_pages_that_are_called_so_are_offered_first(published, search):
    assert search("Manchester").links["Manchester City Council"] == "/recipients/manchester-city-council/"
    assert search("VRU").links["Violence Reduction Unit"] == "/funding-streams/violence-reduction-unit/"
    assert search("gb-lae-man").links["Manchester City Council"]
    assert search("E08000003").links["Manchester Community Safety Partnership"]
    assert search("2023/24").links["2023/24"] == "/years/2023-24/"
    assert "Pages of this name" not in search("mentoring -bolton")


@pytest.mark.parametrize("words", ["M1 1AA", "OL16", "m14 children"])
def test_a_postcode_leads_to_the_districts(published, search, words):
    page = search(words)
    assert "decisions are listed by district, not by town, ward or postcode" in page
    assert page.links["Rochdale"] == "/partnerships/rochdale/"


def test_a_place_that_the_office_knows_leads_to_its_district(published, search):
    page = search("youth wythenshawe")
    assert "Wythenshawe is in Manchester" in page
    assert "the register does not know" not in page
    assert "knows districts, not towns" not in page
    assert page.links["see what was decided for Manchester"] == "/partnerships/manchester/"


def test_a_place_that_it_does_not_know_leads_to_all_of_them(published, search):
    Place.objects.all().delete()
    assert search("Wythenshawe").links["Bolton"] == "/partnerships/bolton/"


@pytest.mark.parametrize("words", ["the", "what is it for", '"the"'])
def test_words_that_are_too_common_are_said_to_be(published, search, words):
    page = search(words)
    assert f"“{words}”: words like these are too common to search for" in page
    assert "0 decisions" not in page
    assert "search for what the money is for, who gets it" in page


@pytest.mark.parametrize("words", ["zzqqxx", "qwxk vrrt 99x", "((( ' \" --"])
def test_nonsense_finds_nothing_and_the_page_says_what_to_try(published, search, words):
    page = search(words)
    assert "Nothing published matches. You could:" in page
    assert "an amount like £7,500" in page


def test_where_nothing_has_all_words_each_alone_is_offered(published, search):
    page = search("mentoring zzqqxx")
    assert "No decision has all of “mentoring zzqqxx”. One part of it alone finds: mentoring: 1 decision" in page
    assert page.links["mentoring"] == "/decisions/?q=mentoring"


def test_what_an_administrator_adds_is_understood(published, signed_in, ann, search):
    assert "0 decisions" in search("buddying")
    typed = {"term": "buddying", "kind": "same", "means": "mentoring", "is_used": "on"}
    assert signed_in(ann).post("/admin/public/searchterm/add/", typed).status_code == 302
    page = search("buddying")
    assert "1 decision" in page
    assert "Also searched for: mentoring." in page


def test_a_term_that_is_not_in_use_is_not_understood(published, search):
    SearchTerm.objects.update(is_used=False)
    assert "0 decisions" in search("kids")


def test_a_page_asks_the_database_no_more_for_a_difficult_question(published, search):
    search("warm up")
    with CaptureQueriesContext(
        connection,
    ) as easy:
        search("children")
    with CaptureQueriesContext(connection) as hard:
        search("childrn risk mentorong manchster hotspt 2023/24 £7,500 -bolton")
    assert len(hard) <= len(easy) + 3


def test_the_same_question_finds_the_same_as_a_page_and_as_data(published, client, search):
    for words in ("mentorong", "£7.5k", "SOC", "manchester council", "gm/2024/1"):
        assert "1 decision " in search(words)
        for address in ("/decisions.csv", "/decisions.json", "/feeds/decisions.atom"):
            answer = client.get(address, {"q": words})
            content = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert published.reference.encode() in content, (words, address)


@pytest.mark.parametrize(
    ("words", "count", "said"),
    [
        ("over £7,695", 1, "more than £7,695.00"),
        ("at least 7,695 pounds", 2, "at least £7,695.00"),
        ("mentoring under £50k", 1, "less than £50,000.00"),
        ("£50k or more", 1, "at least £50,000.00"),
        ("between £7,000 and £8,000", 1, "at least £7,000.00 and at most £8,000.00"),
        ("mentoring more than £400k", 0, "more than £400,000.00"),
        ("decisions > 100000", 1, "more than £100,000.00"),
    ],
)
def test_a_sum_may_be_above_or_below(small, search, words, count, said):
    page = search(words)
    assert f"{count} decision{'' if count == 1 else 's'} with" in page
    assert f"Only decisions of {said} in all, as it stands." in page


@pytest.mark.parametrize("words", ["children under 18", "before or over 2020", "over mentoring"])
def test_an_age_or_a_year_is_no_sum(small, search, words):
    assert "Only decisions of" not in search(words)


DAYS = ("Tuesday 6 February 2024", "tue, 6/2/2024", "Tues 6th of February 2024", "on tuesday 2024-02-06")


@pytest.mark.parametrize("day", DAYS)
def test_the_day_of_the_week_before_a_date_is_understood(published, search, day):
    assert "1 decision with" in search(day)
    assert "No published decision has" not in search(day)


@pytest.mark.parametrize(
    ("words", "label", "address"),
    [
        ("late decisions", "Decisions published late", "/lists/late/"),
        (
            "which grants did not meet their conditions?",
            "Conditions found not met, and what followed",
            "standing=not_met",
        ),
        ("Overdue conditions", "Conditions past due", "/conditions/?standing=past_due"),
        ("how do I apply for funding", "Grants made after an open call for applications", "/lists/open-call/"),
        ("bolton vs bury", "Partnerships, funding streams or years side by side", "/compare/"),
        ("scrutiny", "Scrutiny: who considered decisions, when, and what they recommended", "/scrutiny/"),
        ("upcoming grants", "Forward plan: decisions that are intended", "/forward-plan/"),
        ("police and crime plan", "Plans and strategies, with the decisions that serve them", "/plans/"),
        ("repayment of grants", "Conditions found not met, and what followed", "standing=not_met"),
        ("match funding missing", "Conditions on match funding", "/conditions/?kind=match"),
        (
            "1 Jan 2024 - 31 March 2024",
            "Decisions between two dates, for the panel",
            "/panel/?from=2024-01-01&to=2024-03-31",
        ),
        ("the biggest grants", "Awards, the largest first", "/awards/?sort=amount#results"),
        ("who got money in Salford", "Awards added up by recipient", "/awards/?by=recipient"),
    ],
)
def test_a_question_about_the_register_itself_leads_to_the_page_that_answers_it(
    published, search, words, label, address
):
    page = search(words)
    assert address in page.links[label]
    assert "Showing results for" not in page


def test_what_is_in_quotation_marks_is_looked_for_and_leads_nowhere(published, search):
    assert "See also" not in search('"late decisions"')


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("2023 and 2024", 2),
        ("2022 to 2025", 2),
        ("2023-24 2024-25", 2),
        ("2024/25", 1),
        ("2021", 0),
        ("2022 to present", 2),
        ("FY24", 2),
        ("fy 2031", 0),
    ],
)
def test_two_years_ask_for_either(of_two_years, search, words, count):
    assert f"{count} decision" in search(words).all(".//h2[@id='results']")[0]


def test_a_silent_letter_may_be_left_out(reference, olu, ada, search):
    stories.whole(officer=olu, approver=ada, title="Talks about knife crime")
    assert "Showing results for knife crime" in search("nife crime")


@pytest.mark.parametrize("word", ["stalking", "present", "repayments", "leavers"])
def test_a_word_of_plain_english_is_not_taken_for_another_one(near_words, search, word):
    page = search(word)
    assert f"0 decisions with “{word}”" in page
    assert "Showing results for" not in page


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("What did the grants achieve?", "/years/"),
        ("What did the panel say, and what was answered?", "/scrutiny/recommendations/?show=answered"),
        ("Which objective gets most?", "/priorities/"),
        ("Which grants missed their targets, and why?", "/results/?target=missed"),
        ("What is still unanswered?", "/scrutiny/recommendations/?show=past"),
        ("How were the shares set?", "/lists/shares/"),
        ("Which decisions has no body looked at?", "/scrutiny/not-considered/"),
        ("What did the partnership's strategy promise?", "/plans/"),
        ("When does the panel meet next?", "/scrutiny/"),
    ],
)
def test_a_question_about_what_became_of_it_leads_to_the_page_that_answers(published, search, question, page):
    assert any(place.startswith(page) for place in search(question).links.values())
