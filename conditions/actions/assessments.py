"""Assessments of obligations, and the office's interpretation of in-kind."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from conditions.actions.standings import lock_obligations, update_standings
from conditions.ledger import Ledger, ledger_of
from conditions.match import InKind
from conditions.models import Assessment, Condition, ConditionKind, Interpretation, MonitoringReturn, Obligation
from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.actions.public_text import public_reason, refuse_personal_data
from grants.formatting import day, pounds
from grants.models import Award, User
from grants.refused import Refused
from grants.years import london_today


@transaction.atomic
def assess(
    obligation: Obligation,
    *,
    by: User,
    finding: str,
    reasons: str,
    known: int | None = None,
    acknowledged: bool = False,
    carried_from: Assessment | None = None,
    at: datetime | None = None,
) -> Assessment:
    """An officer's finding, with the figures of the day; public at once, and never changed.

    `known` is the id of the newest assessment that the officer has seen (0: none); without it nothing is compared.
    Refused: where another has come since; without reasons; "met" while match is still missing, or while more is left
    unallocated than the condition allows; "not met" before the day after the due date; a waiver by anybody but an
    approver; reasons with personal data in them, unless that is `acknowledged` (domain §8).
    """
    require_editor(by)
    [obligation] = locked([obligation])
    if known is not None:
        refuse_stale_assessment(obligation, known)
    found = finding_on(obligation, by=by, finding=finding, reasons=reasons, acknowledged=acknowledged, at=at)
    found.carried_from = carried_from
    if carried_from:
        found.reasons = public_reason(reasons, called="the reasons", acknowledged=acknowledged)
    save_findings([found])
    return found


@transaction.atomic
def assess_many(
    obligations: Iterable[Obligation],
    *,
    by: User,
    finding: str,
    reasons: str,
    acknowledged: bool = False,
    at: datetime | None = None,
) -> dict[Obligation, Refused | None]:
    """One finding with the same reasons on several obligations that are not settled; gives for each why it is refused,
    if it is. What `assess` refuses it refuses here, for that one alone; so it does what somebody has settled since."""
    require_editor(by)
    results: dict[Obligation, Refused | None] = {}
    made: list[Assessment] = []
    for obligation in locked(obligations):
        try:
            refuse_settled(obligation)
            made.append(
                finding_on(obligation, by=by, finding=finding, reasons=reasons, acknowledged=acknowledged, at=at)
            )
            results[obligation] = None
        except Refused as refusal:
            results[obligation] = refusal
    save_findings(made)
    return results


def locked(obligations: Iterable[Obligation]) -> list[Obligation]:
    """As they are now, with their ledgers, in the order of their ids; nobody else changes them until the transaction
    ends."""
    ids = lock_obligations(each.pk for each in obligations)
    return list(
        Obligation.objects.filter(pk__in=ids).with_ledger().select_related("condition__decision").order_by("pk")
    )


def finding_on(
    obligation: Obligation, *, by: User, finding: str, reasons: str, acknowledged: bool, at: datetime | None
) -> Assessment:
    """The finding, not saved yet, with the figures of the day; refused as `assess` says."""
    if obligation.lapsed_at:
        raise Refused("This condition has lapsed, so there is nothing to assess.")
    ledger = ledger_of(obligation)
    refuse_finding(finding, reasons, by=by)
    if finding == Assessment.Finding.MET:
        refuse_personal_data(reasons, called="the reasons", acknowledged=acknowledged)
        refuse_unmet(obligation, ledger)
    else:
        reasons = public_reason(reasons, called="the reasons", acknowledged=acknowledged)
    if finding == Assessment.Finding.NOT_MET:
        refuse_early(obligation, today=london_today(at))
    return Assessment(
        obligation=obligation,
        finding=finding,
        reasons=reasons,
        required=ledger.match.required if ledger else None,
        evidenced=ledger.match.evidenced if ledger else None,
        made_by=by,
        made_at=at or timezone.now(),
    )


def save_findings(made: Sequence[Assessment]) -> None:
    """Save findings, with a line of the diary for each, and where their obligations stand now."""
    Assessment.objects.bulk_create(made)
    update_standings(each.obligation_id for each in made)
    for each in made:
        record(
            "assessed a condition", each.obligation, by=each.made_by, at=each.made_at,
            decision=each.obligation.condition.decision, comment=each.reasons,
            changes={"Finding": ["", str(each.get_finding_display())]},
        )  # fmt: skip


@transaction.atomic
def carry_over(
    obligation: Obligation,
    *,
    by: User,
    earlier: Assessment,
    reasons: str,
    acknowledged: bool = False,
    at: datetime | None = None,
) -> Assessment:
    """Find on an occurrence that has no finding what was found on an earlier one of the same condition; the reasons say
    why that still holds (domain §6). Refused: a finding on anything else; and all that `assess` refuses."""
    [obligation] = locked([obligation])
    refuse_settled(obligation)
    if not earlier_findings(obligation).filter(pk=earlier.pk).exists():
        raise Refused("That is not the finding that stood on an earlier occurrence of this condition.")
    return assess(
        obligation,
        by=by,
        finding=earlier.finding,
        reasons=reasons,
        acknowledged=acknowledged,
        carried_from=earlier,
        at=at,
    )


def earlier_findings(obligation: Obligation) -> QuerySet[Assessment]:
    """The findings that stood on lapsed occurrences of the same condition, for the same award or partnership, when they
    lapsed: the newest first."""
    earlier = Obligation.objects.filter(
        condition=obligation.condition_id,
        award=obligation.award_id,
        partnership=obligation.partnership_id,
        lapsed_at__isnull=False,
    )
    of_each = Assessment.objects.filter(obligation__in=earlier).order_by("obligation_id", "-made_at", "-pk")
    newest = of_each.distinct("obligation_id").values("pk")
    return Assessment.objects.filter(pk__in=newest).select_related("obligation")


def refuse_settled(obligation: Obligation) -> None:
    if obligation.settled:
        raise Refused("It has been assessed since you opened this page.")


def refuse_finding(finding: str, reasons: str, *, by: User) -> None:
    if not reasons.strip():
        raise Refused("Give the reasons for your finding. The public reads them.")
    if finding not in Assessment.Finding.values:
        raise Refused("Choose a finding: met, not met or waived.")
    if finding == Assessment.Finding.WAIVED and not by.is_approver:
        raise Refused("Only an approver may waive a condition.")


def refuse_early(obligation: Obligation, *, today: date) -> None:
    if today <= obligation.due_on:
        raise Refused(f"It is due on {day(obligation.due_on)}: it cannot be found not met before the day after.")


def refuse_unmet(obligation: Obligation, ledger: Ledger | None) -> None:
    if ledger and not ledger.match.is_met:
        raise Refused(f"{pounds(ledger.match.missing)} of match is still to be evidenced, so this cannot be met yet.")
    threshold = obligation.terms.threshold
    if obligation.terms.kind != ConditionKind.UNDERSPEND or threshold is None:
        return
    if not any(each.accepted_at for each in obligation.all_returns):
        raise Refused("No monitoring return has been accepted yet, so it is not known how much is left unallocated.")
    underspend = MonitoringReturn.objects.underspend(awards_of_year(obligation))
    if underspend > threshold:
        raise Refused(
            f"{pounds(underspend)} is left unallocated over all grants of the year; at most {pounds(threshold)} may be."
        )


def awards_of_year(obligation: Obligation) -> QuerySet[Award]:
    """All grants of the obligation's partnership and year, of whatever decision (domain §6, GM1)."""
    if obligation.partnership is None:
        return obligation.bound_awards.all()
    return Award.objects.filter(in_force__partnership=obligation.partnership, in_force__year=obligation.year)


def refuse_stale_assessment(obligation: Obligation, known: int) -> None:
    newest = obligation.all_assessments[0] if obligation.all_assessments else None
    if newest and newest.pk != known:
        raise Refused(
            f"{newest.made_by} has assessed this since you opened it: {newest.get_finding_display().lower()}.",
            "Nothing you typed is lost. Read that finding first. To record yours anyway, press Assess again.",
        )


@transaction.atomic
def record_interpretation(
    obligation: Obligation,
    *,
    by: User,
    counts: bool,
    reasons: str,
    acknowledged: bool = False,
    at: datetime | None = None,
) -> Interpretation:
    """Put on record whether in-kind contributions count, where the published condition does not say (domain §6, SC1).
    It holds for every obligation of that condition.

    Refused: without reasons; with personal data in them, since the public reads them, unless that is `acknowledged`.
    """
    require_editor(by)
    condition = Condition.objects.select_for_update(of=("self",), no_key=True).get(pk=obligation.condition_id)
    obligation = Obligation.objects.get(pk=obligation.pk)
    if not obligation.is_silent_on_in_kind:
        raise Refused("The decision itself says whether in-kind contributions count.")
    if not reasons.strip():
        raise Refused("Say whether in-kind contributions count, and why.")
    refuse_personal_data(reasons, called="the reasons", acknowledged=acknowledged)
    before = obligation.interpretation.in_kind if obligation.interpretation else InKind.NOT_STATED
    made = Interpretation.objects.create(
        condition=condition, counts=counts, reasons=reasons, made_by=by, made_at=at or timezone.now()
    )
    update_standings(condition.obligations.values_list("pk", flat=True))
    changes = {"Contributions in kind": [str(before.label), str(made.in_kind.label)]}
    record(
        "recorded an interpretation", condition, by=by, at=at, decision=condition.decision, comment=reasons,
        changes=changes,
    )  # fmt: skip
    return made
