"""Whatever is pasted is answered, and no word of it is lost."""

import re
import time
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from intake.notices.layouts import ROWS
from intake.notices.makers import parse_makers
from intake.notices.notice import ParsedNotice, parse_notice, parse_notices
from intake.notices.text import LIMIT, NotANotice

NOTICES = Path(__file__).parent.parent / "notices"


# What cannot be read at all


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t\u00a0\u200b",
        "A letter about nothing in particular.",
        "Decision: one label only",
        "Decision Maker: Mayor\nDecision status: Approved",
        "Decision:\n" * 5,
    ],
)
def test_other_text_is_refused_with_what_to_do(text):
    with pytest.raises(NotANotice, match=r"[Cc]opy the whole (?:decision )?page"):
        parse_notice(text)


def test_text_above_the_limit_is_refused():
    page = "Decision Maker: Mayor\nDecision: "
    assert parse_notice(page + "x" * (LIMIT - len(page))).decision_makers == "Mayor"
    with pytest.raises(NotANotice, match="larger than 1 MB"):
        parse_notice(page + "é" * (LIMIT // 2))


@pytest.mark.parametrize(
    "rubbish",
    [
        "- ",
        "£1 ",
        "£1 to A Council. ",
        "£1,",
        "a ",
        "(i)",
        "Mayor, ",
        "The reasons for the decision are ",
        "not ",
        "\u202e\0",
        "ref: 1 ",
        "ieDecisionDetails.aspx?",
        "2023/24 ",
        "x",
        " ",
        ".",
    ],
)
def test_a_quarter_of_a_megabyte_of_rubbish_is_answered_at_once(rubbish):
    """Time that grew with the square of the length would be a minute, whatever else the machine does."""
    start = time.process_time()
    opening, ending = "Decision Maker: Mayor\nDecision: on conditions:\n", "\nPurpose: "
    half = rubbish * (LIMIT // 8 // len(rubbish.encode()))
    found = parse_notice(opening + half + ending + half)
    assert parse_makers(f"{half}, Mayor", "posts", ["Mayor", "Deputy Mayor"]).posts[-1] == "Mayor"
    assert "Mayor" in found.decision_makers
    assert len(found.awards) + len(found.conditions) <= 700
    assert time.process_time() - start < 5


@pytest.mark.parametrize("line", ["Decision:\n", "- on conditions:\n", "A\n", "Decision\n\n", "Is Key\n"])
def test_a_megabyte_of_short_lines_is_refused(line):
    with pytest.raises(NotANotice, match="more than 30,000 lines"):
        parse_notice("Decision Maker: Mayor\nDecision:\n" + line * ((LIMIT - 200) // len(line)))


# Nothing is dropped


def test_unseen_characters_are_taken_out_and_counted():
    found = parse_notice("A\u200b ti\u202etle\0\0\r\n\rDecision\u00a0Maker:\tMayor\rDecision:\u00a0Agreed.\r\n")
    assert (found.title, found.decision_makers, found.decision_text) == ("A title", "Mayor", "Agreed.")
    assert found.removed_characters == {"ZERO WIDTH SPACE": 1, "RIGHT-TO-LEFT OVERRIDE": 1, "NUL": 2}


FURNITURE = Counter(["pcc", "dn", "ref", "decision", "details"])
LINES = st.one_of(
    st.sampled_from([f"{row.label.capitalize()}:" for row in ROWS if "*" not in row.label]),
    st.sampled_from(
        ["Is Key decision?: No", "Date of decision: 06/02/2024", "Date of", "decision: 31/02/2024", "", ""]
    ),
    st.sampled_from(["The reasons for the decision are:", "on these conditions:", "Wards affected: all", "ref: 77"]),
    st.builds("{}{}".format, st.sampled_from(["", "- ", "1. ", "Other: ", "£7,500 to "]), st.text(max_size=30)),
)


def words(text: str) -> Counter[str]:
    """The words of a text, after taking out what cannot be seen."""
    seen = [c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cf", "Cs")]
    return Counter(re.findall(r"\w+", "".join(seen).casefold()))


def told(found: ParsedNotice) -> Counter[str]:
    """The words that a reading hands on, each as often as it stands there; repeats of a field's text do not count."""
    texts = [found.title, found.decision_makers, found.outcome_text, found.report_author, found.decided_at_meeting]
    texts += [found.legal_power, found.purpose, found.decision_text, found.reasons, found.alternatives, found.interests]
    texts += [found.financial_implications, found.legal_implications, found.equality_implications]
    texts += [found.risk_implications, found.consultation, found.value_for_money, found.intended_outcomes]
    if found.sources.get("awards", "").endswith(" line"):
        texts += [award.sentence for award in found.awards]
    texts += [*found.accompanying_documents, found.reference, found.external_reference, found.supplier, found.giver]
    texts += [condition.wording for condition in found.conditions if "conditions" in found.sources]
    texts += [f"{found.contract_value:,}"] if found.contract_value else []
    texts += ["1"] * len(found.conditions)  # its number is kept as its place in the list
    texts += ["Yes" if flag else "No" for flag in (found.is_key, found.call_in) if flag is not None]
    dates = (found.decided_on, found.published_elsewhere_on, found.effective_from, found.key_notice_on)
    texts += [f"{day:%d/%m}/{day.year:04}" for day in dates if day]
    texts += [leftover.text for leftover in found.leftovers if not leftover.why.startswith(("A sum of", "Only the"))]
    labels = [
        place for place in found.sources.values() if not place.startswith(("the line above", "“ref:”", "the first"))
    ]
    return sum(map(words, [*texts, *labels]), Counter())


def dropped(text: str) -> Counter[str]:
    missing = words(text) - sum((told(each.notice) for each in parse_notices(text)), Counter())
    return Counter({word: count for word, count in missing.items() if word not in FURNITURE})


@pytest.mark.parametrize("path", sorted(NOTICES.glob("*.txt")), ids=lambda path: path.stem)
def test_no_word_of_a_notice_is_dropped(path):
    glued = re.compile(r"(?<=[a-z])(?=ref: \d)")  # two words, which the reader parts
    assert not dropped(glued.sub(" ", path.read_text(encoding="utf-8")))


@given(st.lists(LINES, max_size=25).map("\n".join))
@example("Decision:\nDecision:\nPurpose:\nPurpose: again")
@example("Amount of award:\n1. ")
@example("Amount of award:\n5")
@example("Conditions:\n1. ")
@example("Conditions:\n1. 0")
@example("Contract value:\n1. ")
@example("Contract value:\n£7,500 to the mill")
@example("Recipient:\nDate of\nRecipient:\nThe reasons for the decision are:")
@example("Supplier:\nThe reasons for the decision are:")
def test_no_word_of_any_page_is_dropped(lines):
    assert not dropped(f"Decision details\nPCC DN - A title\nDecision Maker: Mayor\nDecision: Yes\n{lines}")


@given(st.text())
def test_any_text_is_read_or_refused(text):
    try:
        missing = dropped(text)
    except NotANotice:
        return
    assert not missing
