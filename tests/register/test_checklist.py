"""The publish gate: each rule says what is missing, leads to the field, and names what it rests on."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import resolve

from conditions.actions.conditions import attach, change_condition
from conditions.models import ConditionKind
from grants.actions.awards import add_award, change_award
from grants.actions.decisions import revise, set_decision_makers
from grants.actions.measures import add_measure
from grants.models import Award, Decision, FundingStream, Organisation
from grants.years import london_today
from register.checks.checklist import checklist
from register.checks.checklist_items import HOUSE_RULE, ORDER
from tests.office.test_measure_new import SUPPORTED
from tests.stories import award, bare_draft, draft, fresh, variation

MENTORS = {"title": "Mentors", "amount": Decimal("100.00")}
REPORT = {"kind": ConditionKind.OTHER, "title": "A report", "wording": "Tell us.", "schedule": "end_of_year"}


def no_award(decision, by):
    decision.awards.all().delete()


def award_to_nobody(decision, by):
    change_award(decision.awards.get(), by=by, values={"recipient": None})


def award_not_confirmed(decision, by):
    add_award(decision, by=by, values=MENTORS | same(decision, "recipient", "stream", "year"), proposed=True)


def lines_in_a_grant(decision, by):
    earlier = Award.objects.create(decision=draft(by=by), number=9, title="Earlier", amount=1)
    decision.variation_lines.create(award=earlier, base_amount=1, new_amount=2)


def no_conditions_left(decision, by):
    decision.conditions.all().delete()


def conditions_and_none(decision, by):
    revise(decision, by=by, values={"no_conditions": True})


def condition_without_an_award(decision, by):
    attach(decision, by=by, values=REPORT | {"binds_all": False})


def condition_of_a_partnership_that_is_not_there(decision, by):
    change_award(decision.awards.get(), by=by, values={"partnership": None})
    attach(decision, by=by, values=REPORT | {"per": "partnership_year"})


def scheduled(**values):
    def edit(decision, by):
        change_condition(decision.conditions.get(number=3), by=by, values=values)

    return edit


def nobody_decided(decision, by):
    set_decision_makers(decision, by=by, posts=[])


def no_stream(decision, by):
    change_award(decision.awards.get(), by=by, values={"stream": None})


def no_year(decision, by):
    change_award(decision.awards.get(), by=by, values={"year": None})


def no_match(decision, by):
    change_condition(decision.conditions.get(number=1), by=by, values={})


def no_source_of_match(decision, by):
    change_condition(decision.conditions.get(number=1), by=by, values={}, match={"sources": [], "figure": 100})


def revised(**values):
    def edit(decision, by):
        revise(decision, by=by, values=values)

    return edit


def same(decision, *names):
    return {name: getattr(decision.awards.get(number=1), name) for name in names}


SECTION, AWARD, CONDITION = "office:decision_section", "office:award_edit", "office:condition_edit"
TITLE = "Hotspot work against organised crime"
PURPOSE = "One-to-one mentoring for children at risk of serious violence and exploitation."
WAYS = [
    ("P1", no_award, "Add at least one award", ORDER, "office:award_new"),
    ("P1", award_to_nobody, "Award 1 has no recipient", ORDER, AWARD),
    ("P1", award_not_confirmed, "Confirm award 2", HOUSE_RULE, AWARD),
    ("P1", lines_in_a_grant, "its kind must be variation", HOUSE_RULE, SECTION),
    ("P2", revised(purpose=" "), "Say what the money is for.", ORDER, SECTION),
    ("P2", revised(purpose="x" * 19), "shorter than 20", ORDER, SECTION),
    ("P2", revised(purpose=TITLE.upper()), "repeats the title", ORDER, SECTION),
    ("P3", revised(reasons=""), "at least 50 characters", ORDER, SECTION),
    ("P3", revised(reasons="x" * 49), "at least 50 characters", ORDER, SECTION),
    ("P3", revised(reasons=PURPOSE), "repeat the purpose", ORDER, SECTION),
    ("P4", no_conditions_left, "List the conditions", ORDER, SECTION),
    ("P4", conditions_and_none, "also says that none", ORDER, SECTION),
    ("P4", condition_without_an_award, "condition 6 applies", HOUSE_RULE, CONDITION),
    ("P4", condition_of_a_partnership_that_is_not_there, "6 would bind nobody: it falls due", HOUSE_RULE, CONDITION),
    ("P4", scheduled(schedule="once", due_on=None), "when condition 3 falls due", HOUSE_RULE, CONDITION),
    ("P4", scheduled(schedule="yearly", due_month=3), "when condition 3 falls due", HOUSE_RULE, CONDITION),
    ("P4", scheduled(schedule="days_after"), "when condition 3 falls due", HOUSE_RULE, CONDITION),
    ("P5", revised(stated_total=Decimal("7500.01")), "£7,500.01, is not the sum", HOUSE_RULE, SECTION),
    ("P5", revised(stated_total=Decimal("7499.99")), "£7,499.99, is not the sum", HOUSE_RULE, SECTION),
    ("P6", nobody_decided, "who took the decision", HOUSE_RULE, SECTION),
    ("P7", revised(decided_on=None), "Give the date", HOUSE_RULE, SECTION),
    ("P7", revised(published_elsewhere_on=date(2024, 2, 5)), "before it was decided", HOUSE_RULE, SECTION),
    ("P8", revised(outcome=""), "whether it was approved", HOUSE_RULE, SECTION),
    ("P8", revised(outcome="deferred"), "not final yet", HOUSE_RULE, SECTION),
    ("P9", revised(legal_power=""), "Choose the legal power", HOUSE_RULE, SECTION),
    ("P9", revised(legal_power="other"), "which legal power", HOUSE_RULE, SECTION),
    ("P10", no_stream, "funding stream of award 1", HOUSE_RULE, AWARD),
    ("P10", no_year, "financial year of award 1", HOUSE_RULE, AWARD),
    ("P11", no_match, "Condition 1 asks for match", HOUSE_RULE, CONDITION),
    ("P11", no_source_of_match, "Condition 1 asks for match", HOUSE_RULE, CONDITION),
]  # fmt: skip


def test_a_complete_draft_has_nothing_that_blocks(draft):
    assert checklist(draft).blocks == ()


@pytest.mark.parametrize(("rule", "spoil", "sentence", "basis", "page"), WAYS)
def test_each_rule_says_what_is_missing_where_and_why(draft, olu, rule, spoil, sentence, basis, page):
    spoil(draft, olu)
    [found] = checklist(fresh(draft)).blocks
    assert found.rule == rule
    assert sentence in found.sentence
    assert found.basis == basis
    assert resolve(found.address.partition("#")[0]).view_name == page


def test_the_order_is_named_for_section_9_grants_alone(draft, olu):
    revise(draft, by=olu, values={"legal_power": "asbcpa_143", "purpose": ""})
    assert [found.basis for found in checklist(fresh(draft)).blocks] == [HOUSE_RULE]


def test_the_date_of_a_decision_is_today_at_the_latest(draft, olu):
    revise(draft, by=olu, values={"decided_on": london_today()})
    assert checklist(fresh(draft)).blocks == ()
    revise(draft, by=olu, values={"decided_on": london_today() + timedelta(days=1)})
    [found] = checklist(fresh(draft)).blocks
    assert "in the future" in found.sentence


def test_a_correction_cannot_date_a_decision_after_its_publication(published, olu):
    Decision.objects.filter(pk=published.pk).update(published_at=datetime(2024, 3, 7, tzinfo=UTC))
    revise(published, by=olu, values={"decided_on": date(2024, 3, 8)})
    [found] = checklist(fresh(published)).blocks
    assert "later than its first publication" in found.sentence


def test_a_purpose_that_is_missing_is_offered_the_sentence_of_the_decision(draft, olu):
    revise(draft, by=olu, values={"purpose": ""})
    assert checklist(fresh(draft)).blocks[0].suggestion == draft.decision_text


@pytest.mark.parametrize("values", [{"outcome": "not_approved"}, {"kind": "other"}])
def test_only_approved_grants_and_variations_need_awards_and_a_power(reference, olu, values):
    decision = bare_draft(by=olu, no_conditions=True, legal_power="", **values)
    assert [found.rule for found in checklist(decision).blocks] == ["P6"]


@pytest.mark.parametrize("values", [{"outcome": "not_approved"}])
def test_an_award_names_who_is_paid_whatever_the_decision(draft, olu, values):
    revise(draft, by=olu, values=values)
    award_to_nobody(draft, olu)
    assert [found.rule for found in checklist(fresh(draft)).blocks] == ["P1"]


def test_a_contract_makes_no_award_and_says_with_whom_and_for_how_much(draft, olu):
    revise(draft, by=olu, values={"kind": "contract"})
    found = [found.sentence for found in checklist(fresh(draft)).blocks if found.rule == "P1"]
    assert found == [
        "“Contract” is no grant: remove its awards, and record its money by itself.",
        "Fill in: supplier.",
        "Fill in: value of the contract.",
    ]


def test_a_condition_of_a_contract_without_an_award_would_bind_nobody(draft, olu):
    revise(draft, by=olu, values={"kind": "contract"})
    draft.awards.all().delete()
    assert {found.sentence for found in checklist(fresh(draft)).blocks if found.rule == "P4"} == {
        f"Condition {number} would bind nobody: the decision makes no award." for number in range(1, 6)
    }


def test_a_variation_needs_no_award_of_its_own(published, olu):
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    assert checklist(change).blocks == ()


def warnings(decision):
    return " ".join(found.sentence for found in checklist(fresh(decision)).warnings)


def test_warnings_lead_to_a_page_too(draft):
    found = checklist(draft).warnings
    assert len(found) == 7
    assert {resolve(each.address.partition("#")[0]).namespace for each in found} == {"office"}


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("summary", "no plain-English summary"),
        ("alternatives", "Alternatives considered"),
        ("interests", "Interests declared"),
        ("financial_implications", "financial implications"),
    ],
)
def test_what_is_blank_is_warned_of(draft, olu, field, sentence):
    revise(draft, by=olu, values={field: ""})
    assert sentence in warnings(draft)
    revise(draft, by=olu, values={field: "None."})
    assert sentence not in warnings(draft)


@pytest.mark.parametrize(
    ("noticed", "is_short"),
    [(None, True), (date(2024, 1, 9), True), (date(2024, 1, 8), False), (date(2023, 1, 8), False)],
)
def test_a_key_decision_needs_28_clear_days(draft, olu, noticed, is_short):
    revise(draft, by=olu, values={"is_key": True, "key_notice_on": noticed})
    assert ("28 clear days" in warnings(draft)) is is_short


def test_a_recipient_without_an_identifier_is_warned_of_unless_a_person(draft, olu):
    charity = Organisation.objects.create(name="A new charity", slug="a-new-charity", kind="charity")
    change_award(draft.awards.get(), by=olu, values={"recipient": charity})
    assert "A new charity has no organisation identifier" in warnings(draft)
    Organisation.objects.update(kind="individual")
    assert "organisation identifier" not in warnings(draft)


def test_money_that_cannot_be_checked_is_warned_of(draft, olu):
    assert "No allocation is recorded for Challenger SOC hotspot fund in 2023/24" in warnings(draft)
    FundingStream.objects.get(slug="challenger-soc-hotspot-fund").allocations.create(year=2023, amount=7000)
    assert "£500.00 past its allocation" in warnings(draft)
    assert "No allocation" not in warnings(draft)


def test_a_condition_that_falls_due_before_the_decision_would_never_be_asked(draft, olu):
    assert "never be asked" not in warnings(draft)
    revise(draft, by=olu, values={"decided_on": date(2024, 5, 1)})
    assert "Condition 1 would never be asked: it falls due on 31 March 2024, before the decision." in warnings(draft)


def test_a_measure_of_an_award_that_no_condition_asks_to_report_on_is_warned_of(draft, olu):
    award(draft, by=olu, amount=Decimal(500), district="salford", stream="violence-reduction-unit")
    add_measure(draft, by=olu, values=SUPPORTED | {"awards": (1, 2)})
    first, second = (f"Award {number} has a measure, and no condition asks for reports on it." for number in (1, 2))
    assert first in warnings(draft)
    report = attach(
        draft, by=olu, values=REPORT | {"kind": "reporting", "binds_all": False}, awards=[draft.awards.get(number=1)]
    )
    assert first not in warnings(draft)
    assert second in warnings(draft)
    change_condition(report, by=olu, values={"binds_all": True})
    assert "asks for reports" not in warnings(draft)
    change_condition(report, by=olu, values={"per": "partnership_year"})
    change_award(draft.awards.get(number=2), by=olu, values={"partnership": None})
    assert first not in warnings(draft)
    assert second in warnings(draft)
