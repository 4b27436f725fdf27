"""A small office with something on every page: what is worked on, what is public, what came in, and what was read."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from conditions.actions.assessments import assess
from conditions.actions.conditions import change_condition
from conditions.actions.contributions import record_contribution
from conditions.actions.evidence import add_evidence
from conditions.actions.later_dates import ask_for_later_date
from conditions.actions.payments import record_payment
from conditions.actions.questions import ask
from conditions.models import (
    Agreement,
    AgreementTemplate,
    AwardEnd,
    Contribution,
    Evidence,
    LaterDate,
    MonitoringReturn,
    Obligation,
    Payment,
)
from grants.actions.comments import comment
from grants.actions.decisions import revise
from grants.actions.measures import add_measure
from grants.actions.papers import add_paper
from grants.actions.plan_take_downs import take_down_plan
from grants.actions.plans import draft_plan
from grants.models import Allocation, Decision, FundingStream, PlanDraft, PlanVersion, Post, User
from grants.years import FinancialYear, london_today
from intake.actions.bringing_in import upload_spreadsheet
from intake.actions.notices import draft_from_notices
from intake.models import SpreadsheetImport
from intake.spreadsheets.template import template_csv
from pcc_decisions.urls import office_pages
from register.actions.account_take_downs import take_down_account
from register.actions.accounts import account_of, publish_account, write_account
from register.actions.agreements import write_agreements
from register.actions.forward_plan import plan_decision
from register.actions.redacting import ask_for_redaction
from register.actions.scrutiny import enter
from register.actions.withholding import withhold
from register.models import AccountDraft, PlannedDecision, Recommendation, Redaction, ScrutinyEntry
from register.yearly_account import fingerprint
from tests import scrutiny_stories, stories
from tests.grants.test_publish_plan import published_plan
from tests.grants.test_publish_plan import values as plan_values
from tests.office.test_measure_new import SUPPORTED
from tests.papers import pdf, upload

VIEW = {"ground": "safety", "viewed_on": date(2024, 1, 30), "viewed_by": "Chief Constable", "reason": ""}
HIDING = pdf("BT 3 Tr /F1 12 Tf 40 160 Td (Jo, 07700 900123) Tj ET", info="/Author (Jo Bloggs)")
PERSONAL = "Ring 0161 496 0000 first. Then write to jo@example.org."


@dataclass(frozen=True)
class SmallOffice:
    draft: Decision
    corrected: Decision
    sent: Decision
    variation: Decision
    read: Decision

    def address(self, name: str) -> str:
        """Where a page of the office is opened on something that it can show; KeyError for a page that is not known."""
        asked = next(each for each in office_pages if each.name == name).pattern.converters
        known = DEFAULTS | {"reference": self.draft.reference} | self.own(name)
        return reverse(f"office:{name}", kwargs={argument: known[argument] for argument in asked})

    @property
    def published_plan(self) -> dict[str, Any]:
        return {"slug": PlanVersion.objects.latest("pk").plan.slug}

    def own(self, name: str) -> dict[str, Any]:
        corrected = {"reference": self.corrected.reference}
        of_corrected = (
            "decision_preview",
            "decision_withdraw",
            "payment_new",
            "payment_schedule",
            "paid_back",
            "underspend_settle",
        )
        of_corrected += ("decision_put_back", "decision_correct", "subsidy_entry", "agreement_list")
        of_corrected += ("redaction_new", "redaction_of_reasons")
        plan = Obligation.objects.in_force().get(terms_data__code="SC3", reference=self.corrected.reference)
        matched = stories.match_obligation(self.corrected).pk
        keys = {
            "import_detail": SpreadsheetImport,
            "import_look": SpreadsheetImport,
            "import_match": SpreadsheetImport,
            "import_answers": SpreadsheetImport,
            "import_personal_data": SpreadsheetImport,
            "payment_correct": Payment,
            "evidence_detail": Evidence,
            "contribution_detail": Contribution,
            "contribution_edit": Contribution,
            "contribution_share": Contribution,
            "monitoring_return_detail": MonitoringReturn,
            "plan_edit": PlannedDecision,
            "plan_withdraw": PlannedDecision,
            **dict.fromkeys((f"strategy_{name}" for name in ("edit", "publish", "discard", "file")), PlanDraft),
            "redaction_confirm": Redaction,
            "scrutiny_entry": ScrutinyEntry,
            "scrutiny_entry_edit": ScrutinyEntry,
            "scrutiny_row": Recommendation,
            "scrutiny_edit": Recommendation,
            "scrutiny_withdraw": Recommendation,
            "recommendation_answer": Recommendation,
            "later_date_answer": LaterDate,
        }
        return {
            **dict.fromkeys(of_corrected, corrected),
            "agreement_detail": corrected | {"pk": Agreement.objects.latest("pk").pk},
            **{page: {"pk": model.objects.latest("pk").pk} for page, model in keys.items()},
            "obligation_detail": {"pk": matched},
            "plan_send": {"pk": plan.pk},
            "strategy_version": {"slug": "standing-together-2022-25"},
            **dict.fromkeys(("strategy_take_down", "strategy_withdraw", "strategy_redact"), self.published_plan),
            "later_date_new": {"pk": matched},
            "waiting_list": {"name": "questions"},
            "interpretation_record": {"pk": matched},
            "finding_carry": {"pk": plan.pk},
            "question_answer": {"pk": matched},
            "scrutiny_new": {"kind": "body"},
            "comment_new": {"kind": "decision", "pk": self.corrected.pk},
            "monitoring_return_new": {
                "pk": MonitoringReturn.objects.get().award_id,
                "ends_on": MonitoringReturn.objects.get().period_ends_on,
            },
            "decision_vary": {"reference": self.variation.reference},
            "decision_notice": {"reference": self.read.reference},
        }.get(name, {})


NOTICE = settings.BASE_DIR / "tests" / "notices" / "hotspot-activity.txt"
ENDED = {"lessons": "Mentors are found a term ahead.", "continues": "The schools pay for two of the groups."}
DEFAULTS = {
    "kind": "recommendation",
    "slug": "manchester-city-council",
    "number": 1,
    "version": 1,
    "section": "about",
    "name": "conditions",
    "year": "2023-24",
}


def build(*, olu: User, ada: User, mo: User, published: Decision) -> SmallOffice:
    plan = Obligation.objects.get(condition__decision=published, terms_data__code="SC3")
    assess(plan, by=olu, finding="met", reasons="The plan has been read.")
    change_condition(plan.condition, by=olu, values={"wording": "A clear spending plan, with its outcomes."})
    corrected = stories.corrected(
        published, officer=olu, approver=ada, summary="Nothing about anybody.", subsidy=Decision.Subsidy.SUBSIDY
    )
    ask_for_redaction(corrected.notices.get(version=1), by=ada, reason="It named a person.")
    revise(corrected, by=olu, values={"summary": "A summary that is not published yet."})
    matched = stories.match_obligation(corrected)
    record_contribution(matched, by=mo, values=stories.contribution(stage="pledged", spent_on=None))
    record_contribution(matched, by=mo, values=stories.contribution(is_own_money=True))
    comment(corrected, by=olu, text="@Ada, is the plan of 2024 the right one?", decision=corrected)
    comment(matched, by=olu, text="They have asked twice.", decision=corrected)
    ask(matched, by=mo, text="Does staff time count?")
    paper = SimpleUploadedFile("ledger.csv", b"paid,5000\n")
    add_evidence(matched, by=mo, papers=[paper], statement="All paid.")
    record_payment(corrected.awards.get(), by=olu, amount=Decimal("5000.00"), paid_on=date(2024, 3, 1))
    AwardEnd.objects.create(
        award=corrected.awards.get(), accepted_at=now(), amount=7500, spent=7000, underspend=500, **ENDED
    )
    reported = stories.whole(officer=olu, approver=ada, conditions=("GM1", "GM4"))
    asked = Obligation.objects.get(terms_data__code="GM1")
    stories.sends_return(asked, by=mo, left=100, went_well="The mentors are in place.")
    plan_decision(by=olu, values=planned_values())
    take_down_plan(published_plan(olu, name="A plan being checked"), by=ada, reason="It may name somebody.")
    scrutiny_stories.told(writer=olu, publisher=ada, decisions=[corrected])
    enter("body", by=ada, values=scrutiny_stories.body(name="Executive Board", kind="executive"))
    paper = SimpleUploadedFile("plan.csv", b"objective\nTrust\n")
    draft_plan(by=olu, values=plan_values(), upload=paper)
    words = {"foreword": "What the year brought.", "commentary": {}, "note": ""}
    write_account(FinancialYear(2023), by=olu, revision=0, **words)
    year = FinancialYear(2023)
    account = publish_account(
        year, by=ada, revision=1, seen=fingerprint(account_of(AccountDraft.objects.get(year=year)))
    )
    write_account(year, by=olu, revision=2, **words)
    take_down_account(account, by=ada, reason="It may name a child.")
    in_a_month = london_today() + timedelta(days=30)
    ask_for_later_date(asked, by=mo, wanted_on=in_a_month, reason="The accounts are not closed.")
    stream = FundingStream.objects.get(slug="challenger-soc-hotspot-fund")
    Allocation.objects.create(stream=stream, year=2023, amount=Decimal("20000.00"))
    write_agreements(corrected, [corrected.awards.get().recipient], AgreementTemplate.objects.all()[0], by=olu)
    sent = stories.sent(stories.draft(by=olu, district="salford", amount=Decimal("9000.00")), by=olu)
    variation = stories.variation(by=olu, award=reported.awards.get(), new_amount=Decimal("7000.00"))
    return SmallOffice(working_draft(olu), corrected, sent, variation, read(olu))


def planned_values() -> dict[str, Any]:
    return {
        "title": "Community safety grants of next year",
        "about": "",
        "post": Post.objects.order_by("pk")[0],
        "expected_on": london_today() + timedelta(days=10),
        "is_key": True,
        "why_key": "It spends more than £500,000.",
        "notice_on": london_today(),
    }


def working_draft(olu: User) -> Decision:
    """With something of everything, and a good deal that blocks."""
    title = "A grant with a rather long title, for mentoring, outreach and diversion, in several districts at once"
    draft = stories.draft(by=olu, district="bury", title=title, consultation=PERSONAL, purpose="")
    add_measure(draft, by=olu, values=SUPPORTED)
    stories.award(draft, by=olu, amount=Decimal("100.00"), district="wigan", stream="violence-reduction-unit")
    add_paper(draft, by=olu, title="Risks", upload=upload("Risks.pdf", HIDING))
    withhold(draft, by=olu, what="alternatives", values=VIEW)
    return stories.fresh(draft)


def read(olu: User) -> Decision:
    """A notice, and a spreadsheet with errors."""
    heading, line = template_csv().decode("utf-8-sig").splitlines()[:2]
    wrong = line.replace("Section 143", "Section 9000")
    upload_spreadsheet(SimpleUploadedFile("past.csv", f"{heading}\n{line}\n{wrong}".encode()), by=olu)
    return draft_from_notices(NOTICE.read_text(), by=olu, why_another="It is another one.")[0].decision
