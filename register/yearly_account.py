"""Drawing up the account of a financial year (domain §13): of the decisions taken in it, as the panel pack and the
monthly returns count them."""

from collections.abc import Mapping
from datetime import date

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum

from conditions.ends import public_ends
from conditions.models import Obligation
from conditions.models.ends import AwardEndQuerySet
from conditions.models.results import AwardResultQuerySet
from conditions.results import ResultSum, public_results, results_together
from conditions.standing_states import StandingState
from conditions.tallies import counts, match_total
from grants.measures import ResultState
from grants.models import Plan, Priority
from grants.models.money import ZERO
from grants.models.plans import PlanKind
from grants.years import FinancialYear
from register.account_document import (
    AccountDocument,
    AccountFigures,
    ConditionFigures,
    EndFigures,
    LateEntry,
    NamedNotice,
    ObjectiveEntry,
    RecommendationEntry,
    RecommendationFigures,
    ResultEntry,
    ResultFigures,
)
from register.models import (
    ListedPriority,
    ListedVariationLine,
    Listing,
    ListingQuerySet,
    PublicList,
    Recommendation,
    RecommendationQuerySet,
)
from register.notices.chain import text_digest

MOST_NAMED = 200
NOT_YET = (StandingState.NOT_YET_DUE, StandingState.DUE_SOON)


def draw_up(year: FinancialYear, *, foreword: str, commentary: Mapping[str, str], today: date) -> AccountDocument:
    """The account as it would be published on a day."""
    decided = decided_in(year)
    late = decided.on_list(PublicList.LATE).order_by("-lag_days", "reference")
    exceeding = past_a_limit(decided).order_by("decided_on", "reference")
    recommended = Recommendation.objects.made_between(year.first_day, year.last_day)
    return AccountDocument(
        body=settings.OFFICE.body,
        year=str(year),
        drawn_up_on=today,
        foreword=foreword,
        together=figures_of(decided, recommended, today),
        objectives=tuple(
            objective_entry(each, year, commentary.get(each.slug, ""), today) for each in objectives(year)
        ),
        without_objective=figures_of(
            decided.filter(priorities=None),
            recommended.filter(item__decisions__listing__isnull=False, item__decisions__listing__priorities=None),
            today,
        ),
        late=tuple(late_entry(each) for each in first_of(late)),
        exceeding=tuple(named_notice(each) for each in first_of(exceeding)),
        recommended=tuple(recommendation_entry(each) for each in recommended[:MOST_NAMED]),
    )


def decided_in(year: FinancialYear) -> ListingQuerySet:
    return Listing.objects.filter(decided_on__range=(year.first_day, year.last_day))


def objectives(year: FinancialYear) -> QuerySet[Priority]:
    """Those of police and crime plans in force in the year, and others that a decision of the year names."""
    plans = Plan.objects.filter(
        kind=PlanKind.POLICE_AND_CRIME, partnership=None, starts_on__lte=year.last_day, ends_on__gte=year.first_day
    )
    named_by_decisions = ListedPriority.objects.filter(listing__in=decided_in(year)).values("slug")
    found = Priority.objects.filter(Q(plan__in=plans) | Q(slug__in=named_by_decisions))
    return found.select_related("plan").order_by("plan__partnership__name", "plan__starts_on", "plan__name", "position")


def objective_entry(priority: Priority, year: FinancialYear, commentary: str, today: date) -> ObjectiveEntry:
    """Under the name that it had at the end of the year."""
    serving = ListedPriority.objects.filter(slug=priority.slug).values("listing")
    recommended = Recommendation.objects.made_between(year.first_day, year.last_day)
    return ObjectiveEntry(
        slug=priority.slug,
        name=priority.name_on(year.last_day),
        plan=priority.plan.name,
        figures=figures_of(
            decided_in(year).filter(pk__in=serving), recommended.filter(item__decisions__listing__in=serving), today
        ),
        commentary=commentary,
    )


def figures_of(decisions: ListingQuerySet, recommended: RecommendationQuerySet, today: date) -> AccountFigures:
    """Conditions and match are of the decisions themselves: what an earlier decision asks for stays with it."""
    ids = decisions.order_by().values("pk")
    own = decisions.aggregate(decided=Sum("decided_total", default=ZERO), stands=Sum("total", default=ZERO))
    lines = ListedVariationLine.objects.standing().filter(listing__in=ids).exclude(award__listed__listing__in=ids)
    added = lines.aggregate(sum=Sum("current_difference", default=ZERO))["sum"]
    references = decisions.order_by().values("reference")
    asked = Obligation.objects.in_force().filter(reference__in=references)
    match, stand = match_total(asked), counts(asked, today=today)
    measured = public_results(references=references)
    return AccountFigures(
        decisions=decisions.count(),
        decided=own["decided"],
        stands=own["stands"] + added,
        match_required=match.required,
        match_evidenced=match.evidenced,
        match_gap=match.gap,
        conditions=ConditionFigures(
            met=stand[StandingState.MET],
            waived=stand[StandingState.WAIVED],
            not_met=stand[StandingState.NOT_MET],
            past_due=stand[StandingState.PAST_DUE],
            not_yet_due=sum(stand[each] for each in NOT_YET),
        ),
        late=decisions.on_list(PublicList.LATE).count(),
        exceeding=past_a_limit(decisions).count(),
        results=result_figures(measured, today),
        added_up=tuple(result_entry(each) for each in results_together(measured, today=today)),
        ends=end_figures(public_ends().filter(award__in_force__reference__in=references)),
        recommendations=recommendation_figures(recommended),
    )


def result_figures(measured: AwardResultQuerySet, today: date) -> ResultFigures:
    stand = {each.value: measured.in_state(each, today).count() for each in ResultState}
    others = measured.filter(in_force__amount__gt=0).count() - sum(stand.values())
    return ResultFigures(without_target=others, **stand)


def end_figures(ends: AwardEndQuerySet) -> EndFigures:
    sums = ends.sums()
    return EndFigures(
        ended=sums["count"],
        **{name: sums[name] for name in ("spent", "underspend", "returned")},
        **{name: sums[f"{name}_stands"] for name in ("carried_over", "repurposed")},
    )


def result_entry(each: ResultSum) -> ResultEntry:
    names = ("standard", "name", "kind", "unit", "direction", "awards", "reported", "target", "total")
    return ResultEntry(year=str(each.year or ""), **{name: getattr(each, name) for name in names})


def recommendation_figures(recommended: RecommendationQuerySet) -> RecommendationFigures:
    answers = {each.value: Count("pk", distinct=True, filter=Q(response=each)) for each in Recommendation.Response}
    unanswered = Count("pk", distinct=True, filter=Q(response=""))
    counted = recommended.order_by().aggregate(made=Count("pk", distinct=True), unanswered=unanswered, **answers)
    return RecommendationFigures(**counted)


def past_a_limit(decided: ListingQuerySet) -> ListingQuerySet:
    """Those that give a reason for going past an allocation, a cap or a limit, when approved or when withdrawn."""
    approved = Q(notice__document_data__record__has_key="exceeding_reason")
    withdrawn = ~Q(notice__document_data__withdrawal_exceeding_reason="")
    return decided.filter(approved | withdrawn)


def first_of(decisions: ListingQuerySet) -> ListingQuerySet:
    return decisions.without_words().select_related("notice").defer("notice__document_data")[:MOST_NAMED]


def named_notice(listing: Listing) -> NamedNotice:
    return NamedNotice(reference=listing.reference, version=listing.notice.version)


def late_entry(listing: Listing) -> LateEntry:
    return LateEntry(reference=listing.reference, version=listing.notice.version, lag_days=listing.lag_days)


def recommendation_entry(row: Recommendation) -> RecommendationEntry:
    return RecommendationEntry(number=row.pk, response=row.get_response_display(), responded_on=row.responded_on)


def fingerprint(document: AccountDocument) -> str:
    """By which a page says which account was read on it; the day itself does not count."""
    return text_digest(document.model_dump_json(exclude={"drawn_up_on"}))
