"""The database says the most important rules a second time, to whoever goes round the actions."""

from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.db.models import CheckConstraint, F, UniqueConstraint

from conditions.actions.assessments import assess, record_interpretation
from conditions.actions.calendars import make_calendar_key
from conditions.actions.contributions import record_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.payment_schedules import schedule_payments
from conditions.actions.payments import record_payment
from conditions.actions.reviews import accept
from conditions.models import (
    Assessment,
    CalendarKey,
    Condition,
    Contribution,
    Evidence,
    MatchRequirement,
    Obligation,
    Payment,
    PaymentDue,
    Share,
    StandardCondition,
)
from grants.actions.decisions import revise
from grants.actions.other_names import add_other_name
from grants.models import (
    Allocation,
    Award,
    Decision,
    DecisionMaker,
    Event,
    FundingStream,
    Membership,
    Organisation,
    OtherName,
    Partnership,
    Plan,
    Post,
    Priority,
    Role,
    User,
    VariationLine,
)
from register.actions.publishing import publish
from register.models import ListedVariationLine, Notice
from tests import stories
from tests.constraints import ENOUGH, NOW, TOO_MUCH, change_each, double_each, refused, twin
from tests.stories import contribution, match_obligation, variation


@pytest.fixture
def scene(published, olu, ada, mo):
    """A register with something in every table."""
    Allocation.objects.create(stream=FundingStream.objects.first(), year=2023, amount=ENOUGH)
    change = variation(by=olu, award=published.awards.get(), new_amount=Decimal("7695.00"))
    stories.published(stories.approved(stories.sent(change, by=olu), by=ada), by=ada)
    offered = record_contribution(match_obligation(published), by=mo, values=contribution())
    add_evidence(match_obligation(published), by=mo, statement="We paid all of it.")
    make_calendar_key(mo.partnerships.get(), by=mo)
    record_payment(published.awards.get(), by=olu, amount=ENOUGH, paid_on=date(2024, 3, 1))
    schedule_payments(published.awards.get(), by=olu, rows=[(date(2024, 3, 1), ENOUGH)])
    add_other_name(published.awards.get().recipient, "The Town Hall", by=olu)
    assess(published.conditions.get(number=3).obligations.get(), by=olu, finding="met", reasons="Seen.")
    return {"decision": published, "variation": change, "contribution": offered}


# Each constraint: the model, the change that breaks it, and to which row.
CHECKS = [
    ("a_cap_is_positive", FundingStream, {"cap_per_award": 0}),
    ("a_population_has_a_source_and_a_day", Partnership, {"population": 5, "population_source": ""}),
    ("a_population_has_a_source_and_a_day", Partnership, {"population": 0}),
    ("a_population_has_a_source_and_a_day", Partnership, {"population": None}),
    ("an_allocation_is_positive", Allocation, {"amount": 0}),
    ("an_allocation_is_positive", Allocation, {"amount": TOO_MUCH}),
    ("a_plan_ends_after_it_starts", Plan, {"ends_on": date(1999, 1, 1)}),
    ("a_post_ends_after_it_starts", Post, {"starts_on": date(2024, 1, 2), "ends_on": date(2024, 1, 1)}),
    ("an_email_is_kept_in_lower_case", User, {"email": "Olu@example.org"}),
    ("a_lead_leads_a_partnership", Membership, {"role": Role.LEAD, "partnership": None}),
    ("sent_who_and_when", Decision, {"sent_by": None}),
    ("approved_who_and_when", Decision, {"approved_by": None}),
    ("approved_who_and_when", Decision, {"approved_at": None, "state": "draft"}),
    ("sent_states_were_sent", Decision, {"sent_by": None, "sent_at": None}),
    ("an_approval_stands_behind_approved_and_published", Decision, {"approved_by": None, "approved_at": None}),
    ("published_states_were_published", Decision, {"published_at": None}),
    ("not_merged_into_itself", Organisation, {"merged_into": F("pk")}),
    ("another_name_is_of_one_thing", OtherName, {"organisation": None}),
    ("no_decision_supersedes_itself", Decision, {"supersedes": F("pk")}),
    ("a_stated_total_is_not_negative", Decision, {"stated_total": Decimal("-0.01")}),
    ("an_award_is_positive_or_ended_with_a_reason", Award, {"amount": Decimal("-0.01")}),
    ("an_award_is_positive_or_ended_with_a_reason", Award, {"amount": 0}),
    ("an_award_is_positive_or_ended_with_a_reason", Award, {"amount": TOO_MUCH}),
    ("only_a_published_award_is_ended", Award, {"amount": 0, "ended_reason": "It stopped.", "published_at": None}),
    ("a_limit_is_positive", Post, {"limit": 0}),
    ("an_award_ends_after_it_starts", Award, {"starts_on": date(2024, 4, 2), "ends_on": date(2024, 4, 1)}),
    ("varied_amounts_are_in_range", VariationLine, {"base_amount": 0}),
    ("varied_amounts_are_in_range", VariationLine, {"new_amount": Decimal("-0.01")}),
    ("varied_amounts_are_in_range", VariationLine, {"new_amount": TOO_MUCH}),
    ("a_match_figure_is_positive", MatchRequirement, {"figure": 0}),
    ("a_share_of_the_total_is_below_100", MatchRequirement, {"basis": "total_percent", "figure": 100}),
    (
        "a_match_period_ends_after_it_starts",
        MatchRequirement,
        {"starts_on": date(2024, 4, 2), "ends_on": date(2024, 4, 1)},
    ),
    ("an_obligation_is_for_an_award_or_a_partnership", Obligation, {"award": None, "partnership": None}),
    ("a_payment_is_due_on_a_day_or_on_a_condition", PaymentDue, {"due_on": None}),
    ("a_payment_due_is_positive", PaymentDue, {"amount": 0}),
    ("a_payment_due_is_positive", PaymentDue, {"amount": TOO_MUCH}),
    ("a_contribution_is_positive", Contribution, {"amount": TOO_MUCH}),
    ("an_in_kind_contribution_is_valued", Contribution, {"is_in_kind": True}),
    ("contribution_accepted_who_and_when", Contribution, {"accepted_at": NOW}),
    ("contribution_accepted_by_no_author", Contribution, {"accepted_by": F("sent_by"), "accepted_at": NOW}),
    ("contribution_returned_who_when_and_why", Contribution, {"returned_at": NOW}),
    ("a_share_is_positive", Share, {"amount": 0}),
    ("evidence_accepted_who_and_when", Evidence, {"accepted_at": NOW}),
    ("evidence_accepted_by_no_author", Evidence, {"accepted_by": F("sent_by"), "accepted_at": NOW}),
    ("evidence_returned_who_when_and_why", Evidence, {"returned_at": NOW}),
    ("evidence_is_a_file_a_plan_or_a_statement", Evidence, {"statement": ""}),
]


def test_what_must_never_be_false(scene, subtests):
    change_each(CHECKS, subtests)


@pytest.mark.parametrize(
    ("missing", "name"),
    [("accepted_by", "contribution_accepted_who_and_when"), ("spent_on", "what_is_accepted_was_spent")],
)
def test_what_is_accepted_has_who_when_and_spent_when(scene, olu, missing, name):
    accepted = accept(scene["contribution"], by=olu)
    with refused(name):
        Contribution.objects.filter(pk=accepted.pk).update(**{missing: None})


def test_a_contribution_is_accepted_or_returned(scene, olu):
    accepted = accept(scene["contribution"], by=olu)
    with refused("contribution_accepted_or_returned"):
        Contribution.objects.filter(pk=accepted.pk).update(returned_by=olu, returned_at=NOW, returned_comment="No.")


def test_evidence_is_accepted_or_returned(scene, olu):
    accept(Evidence.objects.get(), by=olu)
    with refused("evidence_accepted_or_returned"):
        Evidence.objects.update(returned_by=olu, returned_at=NOW, returned_comment="No.")


def test_an_approver_is_not_an_author(scene, olu, ada):
    with refused("an_approver_is_not_an_author"):
        Decision.objects.filter(pk=scene["decision"].pk).update(approved_by=olu)
    with refused("an_approver_is_not_an_author"):
        Decision.objects.filter(pk=scene["decision"].pk).update(author_ids=[olu.pk, ada.pk])


def test_an_assessment_has_reasons(scene):
    with refused("an_assessment_has_reasons"):
        twin(Assessment.objects.get(), reasons="").save()


def test_an_interpretation_has_reasons(scene, olu):
    made = record_interpretation(match_obligation(scene["decision"]), by=olu, counts=True, reasons="As every year.")
    with refused("an_interpretation_has_reasons"):
        twin(made, reasons="").save()


TWINS = [
    ("one_allocation_per_release", Allocation, {}),
    ("one_organisation_per_name", Organisation, {"name": "BOLTON METROPOLITAN BOROUGH COUNCIL", "identifier": ""}),
    ("one_organisation_per_identifier", Organisation, {"name": "Another"}),
    ("one_other_name_per_organisation", OtherName, {"name": "THE TOWN HALL"}),
    ("one_current_membership_per_office_role", Membership, {}),
    ("one_priority_per_name", Priority, {"position": 99}),
    ("one_priority_per_position", Priority, {"name": "Another"}),
    ("one_seat_per_post", DecisionMaker, {"position": 9}),
    ("one_award_per_number", Award, {}),
    ("one_line_per_varied_award", VariationLine, {}),
    ("one_wording_per_version", StandardCondition, {}),
    ("one_condition_per_number", Condition, {}),
    ("one_payment_due_per_award_and_day", PaymentDue, {"amount": ENOUGH}),
    ("one_obligation_per_award", Obligation, {}),
    ("one_share_per_obligation", Share, {"amount": ENOUGH}),
    ("one_live_calendar_per_lead", CalendarKey, {"token": "another"}),
    ("one_notice_per_version", Notice, {"sequence": 99, "chain_digest": "x"}),
    ("one_listed_line_per_award", ListedVariationLine, {}),
]  # fmt: skip


def test_what_there_is_only_one_of(scene, subtests):
    Share.objects.update(amount=ENOUGH)
    double_each(TWINS, subtests)


@pytest.mark.parametrize(
    ("model", "name"),
    [
        (Partnership, "one_other_name_per_partnership"),
        (FundingStream, "one_other_name_per_stream"),
        (Post, "one_other_name_per_post"),
    ],
)
def test_a_thing_has_another_name_once(reference, olu, model, name):
    other = add_other_name(model.objects.first(), "the pot", by=olu)
    with refused(name):
        twin(other, name="The Pot").save(force_insert=True)


def test_one_current_membership_per_partnership(mo):
    with refused("one_current_membership_per_partnership"):
        twin(mo.memberships.get()).save(force_insert=True)
    mo.memberships.update(ended_at=NOW)
    Membership.objects.create(person=mo, role=Role.LEAD, partnership=Membership.objects.get().partnership)


def test_another_administrator_confirms_a_role(mo, ann):
    with refused("another_administrator_confirms"):
        mo.memberships.update(asked_by=ann, confirmed_by=ann)


def test_two_decision_makers_do_not_share_a_position(published):
    seat = published.decision_makers.get()
    other = type(seat.post).objects.create(title="Treasurer", slug="treasurer")
    with refused("one_decision_maker_per_position"):
        twin(seat, post=other).save(force_insert=True)


def test_one_obligation_per_partnership_and_year(published):
    shared = twin(Obligation.objects.first(), award=None, occurrence_number=7)
    shared.save(force_insert=True)
    with refused("one_obligation_per_partnership_and_year"):
        twin(shared).save(force_insert=True)


def test_the_shares_of_a_contribution_stay_within_it(scene, published):
    share = scene["contribution"].shares.get()
    other = published.conditions.get(number=2).obligations.get()
    with refused("shares_within_the_contribution"):
        Share.objects.create(contribution=scene["contribution"], obligation=other, amount=Decimal("0.01"))
    with refused("shares_within_the_contribution"):
        Share.objects.filter(pk=share.pk).update(amount=Decimal("5000.01"))
    with refused("shares_within_the_contribution"):
        Contribution.objects.filter(pk=scene["contribution"].pk).update(amount=Decimal("4999.99"))
    Contribution.objects.filter(pk=scene["contribution"].pk).update(amount=Decimal("5000.01"))


def test_a_correction_says_what_changed(scene):
    with refused("a_correction_says_what_changed"):
        twin(Notice.objects.first(), version=9, sequence=9, chain_digest="x", kind="correction").save(force_insert=True)


def test_document_and_salt_go_together(scene):
    with refused("document_and_salt_go_together"):
        twin(Notice.objects.first(), version=9, sequence=9, chain_digest="x", salt=None).save(force_insert=True)


@contextmanager
def append_only(table, deed):
    with pytest.raises(IntegrityError, match=f"{table} is append-only: {deed} is refused"), transaction.atomic():
        yield


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Event, {"verb": "x"}),
        (Assessment, {"reasons": "x"}),
        (Notice, {"note": "x"}),
        (Payment, {"amount": ENOUGH}),
    ],
)
def test_what_is_written_once_is_neither_changed_nor_deleted_nor_emptied(scene, model, change):
    table = model._meta.db_table
    with append_only(table, "UPDATE"):
        model.objects.update(**change)
    with append_only(table, "DELETE"):
        model.objects.filter(pk=model.objects.first().pk)._raw_delete("default")
    with append_only(table, "TRUNCATE"), connection.cursor() as cursor:
        cursor.execute(f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table} CASCADE")


@pytest.fixture
def corrected(published, olu, abe):
    """Version 1, and the version 2 that took its place."""
    revise(published, by=olu, values={"summary": "Better said."})
    publish(stories.approved(stories.sent(published, by=olu), by=abe), by=abe, note="The summary was unclear.")
    return Notice.objects.order_by("version")


def redact(notice, **beside):
    Notice.objects.filter(pk=notice.pk).update(**{"document_data": None, "salt": None} | beside)


def test_a_superseded_version_can_be_redacted_and_keeps_its_digests(corrected):
    digest = corrected[0].document_digest
    redact(corrected[0])
    assert corrected[0].is_redacted
    assert corrected[0].document_digest == digest


def test_the_version_in_force_cannot_be_redacted(corrected):
    with append_only("register_notice", "UPDATE"):
        redact(corrected[1])


@pytest.mark.parametrize("beside", [{"note": "x"}, {"document_digest": "x"}, {"published_at": NOW}, {"salt": b"x"}])
def test_redaction_takes_out_document_and_salt_and_nothing_else(corrected, beside):
    with append_only("register_notice", "UPDATE"):
        redact(corrected[0], **beside)


def test_a_redacted_document_does_not_come_back(corrected):
    document, salt = corrected[0].document_data, corrected[0].salt
    redact(corrected[0])
    with append_only("register_notice", "UPDATE"):
        redact(corrected[0], document_data=document, salt=salt)


def test_every_constraint_of_the_house_is_tried():
    """By name, in one of the files that are called after constraints."""
    source = "".join(file.read_text() for file in Path(__file__).parent.glob("test_constraints*.py"))
    named = {
        constraint.name
        for model in apps.get_models()
        if model._meta.app_label in ("grants", "conditions", "register")
        for constraint in model._meta.constraints
        if isinstance(constraint, CheckConstraint | UniqueConstraint)
    }
    assert {name for name in named if f'"{name}"' not in source} == set()
