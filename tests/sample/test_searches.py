"""Questions as people type them, asked of the sample; what is right was read from its files."""

import json
import re

import pytest

from public.browse.cases import judge_searches
from public.browse.search import Search
from register.models import Listing

# Words of one title each.
SHARES, FRAUD, YOUTH, SCHEMES = (
    "share of the Community Safety Fund",
    "victims of fraud",
    "Youth Aspiration",
    "Three schemes",
)
NEIGHBOURS, WOMEN, CITIZENS, ELEVEN = "Neighbourhood Fund", "women leaving custody", "Active Citizens", "£1.1 million"
HATE, SAFETY_22, VIOLENCE_22, RING = "Hate Crime Awareness", "for 2022/23", "Community-led work", "boxing ring"
SURVEY, POTS, ACCEPTED, ESTATES = (
    "survey of what victims",
    "three pots",
    "Acceptance of £379,000",
    "two Salford estates",
)
BURY, HOTSPOT, THREE_GRANTS, SECOND = "Safer streets in Bury", "Targeted hotspot", "Three grants to each", "second year"
KNIVES, LOCKS, STEWARDS, SPORT = "Knife crime", "Better locks", "Volunteer stewards", "sport for young people"
THIRD, RAISED, HALF, TRAFFORD = "third year", "raised by 2.6%", "half of each project", "walking route in Trafford"
ABUSIVE, CONFERENCE, UPLIFT, SAFETY_NOW = (
    "have been abusive",
    "national conference",
    "raised by 5%",
    "for the current year",
)
THREE_DISTRICTS, BUSES, PROPERTY = "in three districts", "night buses", "Police Property Act Fund, first release"

CASES = (
    # Misspelled.
    ("kinfe crime", KNIVES), ("knife crme", KNIVES), ("orgnaised criem", HOTSPOT, SECOND, THIRD, THREE_DISTRICTS),
    ("perpetrater", ABUSIVE, ACCEPTED), ("domestc abuse", POTS, ACCEPTED, LOCKS), ("burglery", SAFETY_22, SAFETY_NOW),
    ("voilence reduction", HALF, VIOLENCE_22), ("Manchster", HOTSPOT, SECOND, THIRD), ("Stockprot", ABUSIVE, SHARES),
    ("neigbourhood fund", NEIGHBOURS), ("alotment", NEIGHBOURS, PROPERTY), ("confrence", CONFERENCE),
    ("volunters", CITIZENS), ("boxxing ring", RING), ("traford lights", TRAFFORD), ("Wigna buses", BUSES),
    # Hyphens, apostrophes, accents, joined and parted.
    ("hate-crime", HATE, POTS), ("nightbuses", BUSES), ("alleygates", NEIGHBOURS, BURY), ("foot ball", NEIGHBOURS),
    ("streetlights trafford", TRAFFORD), ("victim’s fraud", FRAUD), ("Active Citizens Fund", CITIZENS),
    ("Commissioners neighbourhood fund", NEIGHBOURS), ("knífe", KNIVES), ("one-to-one mentoring", HOTSPOT),
    ("antisocial behavior", SHARES, SAFETY_22, SPORT), ("pound-for-pound", THREE_DISTRICTS),
    # Numbers of a word, American spelling.
    ("child mentor", HOTSPOT, THIRD), ("woman in custody", WOMEN), ("organized crime", HOTSPOT, SECOND, THIRD),
    ("neighborhood", NEIGHBOURS), ("counseling", POTS), ("perpetrators", ABUSIVE, ACCEPTED), ("marshal", BUSES),
    ("lives changed", KNIVES), ("school workshop", KNIVES, VIOLENCE_22), ("program abusive", ABUSIVE),
    # Abbreviations and other words.
    ("A.S.B.", SHARES, SAFETY_22), ("DA", POTS, ACCEPTED, LOCKS), ("kids at risk", HOTSPOT, THIRD), ("prison", WOMEN),
    ("jail", WOMEN), ("youths violence", VIOLENCE_22),
    ("PPA", SPORT, PROPERTY), ("MoJ victims grant", POTS, LOCKS, ABUSIVE),
    ("VRU Bolton", THREE_GRANTS, HALF, BUSES), ("cctv", LOCKS), ("gangs", HOTSPOT, SECOND), ("refused", RING),
    ("rejected application", RING), ("not approved", RING), ("section 143", FRAUD, SURVEY, POTS, LOCKS, ABUSIVE),
    # Names.
    ("Rochdale MBC", SHARES, SCHEMES, HATE), ("Oldham Borough Council", ABUSIVE, SHARES), ("Bury Council", BURY, HALF),
    ("Trafford CSP", TRAFFORD, SHARES), ("Manchester CC", HOTSPOT, SECOND, THIRD), ("Stockport council", ABUSIVE),
    ("GB-LAE-TRF", TRAFFORD, HALF), ("gb-lae-man", HOTSPOT, THIRD), ("E08000002", BURY, HATE), ("sports club", RING),
    ("Director for Police", HOTSPOT, KNIVES, RING), ("the treasurer", LOCKS, RAISED, ACCEPTED, THREE_GRANTS),
    ("protecting vulnerable people", YOUTH, WOMEN), ("Challenger", HOTSPOT, SECOND, THIRD, ESTATES),
    # Sums.
    ("£10k", SECOND, THIRD, UPLIFT), ("10,000", SECOND, THIRD), ("£10,500", THIRD, UPLIFT), ("£2500", HATE),
    ("£148,500", BURY), ("196500", BURY), ("£54,000.00", KNIVES), ("1500 pounds", CONFERENCE), ("£5.95m", THREE_GRANTS),
    ("£2.6 million", SHARES), ("£0.379m", ACCEPTED), ("£189,412.35", THREE_GRANTS, RAISED), ("£500", UPLIFT),
    ("£189412", THREE_GRANTS), ("2.6%", RAISED), ("5 per cent", UPLIFT), ("£24k Trafford", TRAFFORD),
    # Years and dates.
    ("2016/17", SHARES, FRAUD, CITIZENS), ("FY 2016-17", SHARES), ("16-17", SHARES), ("2016-2017", SHARES),
    ("Salford 2024/25", THREE_GRANTS, SECOND), ("Nov 2018", HATE), ("6.11.18", HATE), ("6th November 2018", HATE),
    ("2018-11-06", HATE), ("June 2023", ACCEPTED), ("13/6/2023",
    ACCEPTED), ("11/2018", HATE), ("hate crime 2018", HATE),
    # References.
    ("GM-2016-5", NEIGHBOURS), ("gm20160005", NEIGHBOURS),
    ("2016/5", NEIGHBOURS), ("reference GM 2016 0005", NEIGHBOURS),
    ("GM-2016-0005-3", NEIGHBOURS), ("#2548", HOTSPOT), ("DN 2548", HOTSPOT), ("decision 2548", HOTSPOT),
    ("https://democracy.example.gov.uk/ieDecisionDetails.aspx?ID=2548&Opt=0", HOTSPOT),
    # Whole questions, phrases, without, or.
    ("who got money for boxing", RING), ("how much was spent on hate crime in Rochdale?", HATE),
    ("show me grants to Wigan 2024/25", THREE_GRANTS), ("decisions about knife crime", KNIVES),
    ('"second year" -Bury', SECOND), ("“third year”", THIRD), ("boxing or archery or buses", RING, BUSES),
    ("hotspot -salford", THIRD, UPLIFT), ("knife/crime", KNIVES), ("knife & crime", KNIVES), ("(KNIFE) crime!", KNIVES),
)  # fmt: skip
FIRST = (
    ("hotspot", UPLIFT), ("mentoring manchester", UPLIFT), ("victims survey", SURVEY), ("walking route", TRAFFORD),
    ("buses", BUSES), ("volunteers", CITIZENS), ("boxing", RING), ("locks", LOCKS), ("streets Bury", BURY),
    ("youth aspiration", YOUTH), ("three pots", POTS), ("perpetrator",
    ACCEPTED), ("2.6%", RAISED), ("gm 2024 3", SECOND),
    ("community safety fund", SHARES), ("active citizens", CITIZENS),
    ("small grants", HATE), ("conference", CONFERENCE),
)  # fmt: skip
NOTHING = (
    "archery", "archery sessions", "taxi", "taxi ranks", "festivals", "derelict", "fly-tipping", "wardens jackets",
    "knife archery", "£8,400", "asdfgh", "xqzv crime",
    "GM-2031-0001", "£123,456,789", "1 May 1999", "2031/32", "GB-LAE-XXX",
    "SW1A 1AA", "Illustrative recovery locks",
)  # fmt: skip


@pytest.fixture
def found(loaded, db):
    return lambda words: [listing.title for listing in Search({"q": words}).found()]


@pytest.mark.parametrize(("words", "right"), [(words, right) for words, *right in CASES])
def test_what_is_right_is_found(found, words, right):
    titles = found(words)
    assert titles
    assert [each for each in right if not any(each in title for title in titles)] == []


def test_a_table_says_how_many_of_each_kind_are_right_and_what_is_wrong_with_the_others(loaded, db, tmp_path):
    cases = {
        "decisions": {"GM-1999-0001": Listing.objects.get(title__contains=BUSES).title},
        "queries": [
            {"n": 1, "kind": "plural", "q": "night buses", "must": ["GM-1999-0001"], "first": "GM-1999-0001"},
            {"n": 2, "kind": "plural", "q": "qwxk vrrt", "none": True},
            {"n": 3, "kind": "sum", "q": "night buses", "not": ["GM-1999-0001"]},
        ],
    }
    (tmp_path / "searches.json").write_text(json.dumps(cases))
    wrong, *table = judge_searches(tmp_path / "searches.json")
    assert re.fullmatch(r" +3 'night buses': GM-\d{4}-\d{4} found", wrong)
    assert [line.split() for line in table] == [
        ["plural", "2", "of", "2"],
        ["sum", "0", "of", "1"],
        ["searches", "2", "of", "3"],
    ]


@pytest.mark.parametrize(("words", "first"), FIRST)
def test_the_best_comes_first(found, words, first):
    assert first in found(words)[0]


@pytest.mark.parametrize("words", NOTHING)
def test_nothing_is_found_where_nothing_is_published(found, words):
    assert found(words) == []
