"""The admin pages of conditions: the library is kept here; everything else is read, accepted and assessed."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from conditions.actions.assessments import assess
from conditions.actions.reviews import accept
from conditions.actions.standards import write_version
from conditions.agreement_fields import FIELDS, PARTS
from conditions.models import (
    Agreement,
    AgreementTemplate,
    Assessment,
    AwardInForce,
    Condition,
    ConditionFields,
    Contribution,
    Evidence,
    Interpretation,
    MatchRequirement,
    MonitoringReturn,
    Obligation,
    Payment,
    ReturnFigure,
    Share,
    StandardCondition,
)
from conditions.models.reviews import Reviewed
from grants.admin.base import (
    OfficeDataAdmin,
    RecordLines,
    RecordPage,
    as_html_lines,
    do_to_each,
    pounds,
    save_row,
    values_of,
)

WRITTEN = ("code", *(field.name for field in ConditionFields._meta.local_fields), "match_percent")


@admin.register(StandardCondition)
class StandardConditionAdmin(OfficeDataAdmin):
    about = (
        "The wordings that are offered when a condition is attached. A wording is never changed: "
        "write a new version of it, and the one before stays as decisions have used it."
    )
    list_display = ("code", "version", "title", "kind", "schedule", "is_current")
    list_filter = ("is_current", "kind", "schedule")
    search_fields = ("code", "title", "wording")

    def get_fields(self, request: HttpRequest, obj: StandardCondition | None = None) -> tuple[str, ...]:
        return (*WRITTEN, "version", "is_current") if obj else WRITTEN

    def get_readonly_fields(self, request: HttpRequest, obj: StandardCondition | None = None) -> tuple[str, ...]:
        return (*WRITTEN, "version") if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """`?of=` names the version that a new one begins with."""
        version = request.GET.get("of", "")
        before = self.model.objects.filter(pk=version).first() if version.isdecimal() else None
        return {name: getattr(before, name) for name in WRITTEN} if before else {}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: Any) -> None:
        if change:
            save_row(form, by=request.user)
        else:
            obj.pk = write_version(obj.code, by=request.user, values=values_of(form)).pk  # type: ignore[arg-type]


@admin.register(AgreementTemplate)
class AgreementTemplateAdmin(OfficeDataAdmin):
    about = (
        "The texts of grant agreements and award letters. What was written from one stays as it is. Fields: "
        + "; ".join(f"{{{{{name}}}}} {meaning}" for name, meaning in (FIELDS | PARTS).items())
        + "."
    )
    list_display = ("name", "is_current")
    search_fields = ("name", "text")


@admin.register(Agreement)
class AgreementAdmin(RecordPage):
    about = "Agreements with recipients. They are written, sent and signed on the decision's own pages."
    unshown = ("contents", "signed_copy")
    list_display = ("__str__", "decision", "year", "made_at", "sent_on", "signed_on")
    list_select_related = ("decision", "recipient")
    search_fields = ("decision__reference", "recipient__name")


class MatchInline(RecordLines):
    model = MatchRequirement
    fields = ("basis", "figure", "in_kind", "in_kind_cap", "starts_on", "ends_on")
    readonly_fields = fields


@admin.register(Condition)
class ConditionAdmin(RecordPage):
    about = (
        "What each decision asks, in its own wording, drafts too. Conditions are changed on the decision's own pages."
    )
    inlines = (MatchInline,)
    list_display = ("__str__", "kind", "title", "standard", "is_dependency", "is_removed")
    list_select_related = ("decision", "standard")
    list_filter = ("kind", "is_dependency", "is_removed", "standard")
    search_fields = ("decision__reference", "title", "wording", "standard__code")


class AssessmentForm(forms.ModelForm):
    class Meta:
        model = Assessment
        fields = ("finding", "reasons")


@admin.register(Obligation)
class ObligationAdmin(RecordPage):
    about = (
        "Each occurrence of a published condition, for an award or for a partnership and year. "
        "Choose some and assess them: the finding and its reasons are public at once."
    )
    unshown = ("terms_data",)
    beside = ("terms_asked",)
    actions = ("assess",)
    list_display = ("__str__", "condition_title", "partnership", "year", "due_on", "lapsed_at")
    list_select_related = ("condition", "partnership")
    list_filter = ("partnership", "year", "condition__kind", ("lapsed_at", admin.EmptyFieldListFilter))
    search_fields = ("reference", "condition__title", "partnership__name")

    @admin.display(description="condition")
    def condition_title(self, obligation: Obligation) -> str:
        return obligation.condition.title

    def terms_asked(self, obligation: Obligation) -> SafeString:
        return as_html_lines(obligation.terms_data)

    def view_on_site(self, obligation: Obligation) -> str:
        return reverse("office:obligation_detail", args=[obligation.pk])

    @admin.action(description="Assess")
    def assess(self, request: HttpRequest, chosen: QuerySet[Obligation]) -> HttpResponse | None:
        """First asks for the finding and its reasons, then gives them to each of the chosen."""
        form = AssessmentForm(request.POST if "reasons" in request.POST else None)
        if form.is_valid():
            do_to_each(request, chosen, assess, done="assessed", **form.cleaned_data)
            return None
        context = self.admin_site.each_context(request)
        context |= {"title": "Assess", "opts": self.opts, "chosen": chosen, "form": form}
        return TemplateResponse(request, "admin/conditions/obligation/assess.html", context)


class SentAdmin(RecordPage):
    """What partnerships send, which the office reviews on pages of its own."""

    unshown: ClassVar[tuple[str, ...]] = ("form_key", "author_ids")
    list_filter: ClassVar[tuple[Any, ...]] = (
        ("accepted_at", admin.EmptyFieldListFilter),
        ("returned_at", admin.EmptyFieldListFilter),
        "obligation__partnership",
    )

    def view_on_site(self, sent: Reviewed) -> str:
        return reverse(f"office:{sent.short_name}_detail", args=[sent.pk])


class ShareInline(RecordLines):
    model = Share
    fields = ("obligation", "amount")
    readonly_fields = fields


@admin.register(Contribution)
class ContributionAdmin(SentAdmin):
    about = "What partnerships have offered as match funding. It counts once an officer has seen proof and accepted it."
    inlines = (ShareInline,)
    actions = ("accept",)
    list_display = ("description", "partnership", "source", pounds, "spent_on", "accepted_at", "returned_at")
    list_select_related = ("partnership", "sent_by")
    list_filter = (*SentAdmin.list_filter[:2], "stage", "source", "is_in_kind", "partnership")
    search_fields = ("description", "partnership__name", "sent_by__name", "proof")

    @admin.action(description="Accept")
    def accept(self, request: HttpRequest, chosen: QuerySet[Contribution]) -> None:
        do_to_each(request, chosen, accept, done="accepted")


@admin.register(Evidence)
class EvidenceAdmin(SentAdmin):
    about = (
        "Papers and declarations that partnerships have sent in. They are read and reviewed on the office's own pages."
    )
    unshown = ("file", "form_key", "author_ids")
    list_display = ("__str__", "obligation", "sent_by", "sent_at", "accepted_at", "returned_at")
    list_select_related = ("file", "obligation", "sent_by")
    search_fields = ("statement", "file__name", "obligation__reference")


class FigureInline(RecordLines):
    model = ReturnFigure
    fields = ("number", "value", "sentence")
    readonly_fields = fields


@admin.register(MonitoringReturn)
class MonitoringReturnAdmin(SentAdmin):
    about = "Monitoring returns of partnerships. They are read, accepted and returned on the office's own pages."
    inlines = (FigureInline,)
    unshown = ("form_key", "author_ids", "obligations")
    list_display = ("__str__", "version", "sent_by", "sent_at", "accepted_at", "returned_at")
    list_filter = ("partnership",)
    list_select_related = ("award__decision", "sent_by")
    search_fields = ("award__decision__reference", "sent_by__name")


@admin.register(Payment)
class PaymentAdmin(RecordPage):
    about = (
        "Payments on awards, with the reason if one was made before a condition was met. "
        "Payments are recorded on the decision's own pages."
    )
    unshown = ("form_key",)
    list_display = ("award", pounds, "paid_on", "recorded_by", "reason")
    list_select_related = ("award__decision", "recorded_by")
    list_filter = (("reason", admin.EmptyFieldListFilter), "award__stream")
    date_hierarchy = "paid_on"
    search_fields = ("award__decision__reference", "award__title", "reason")


@admin.register(Assessment)
class AssessmentAdmin(RecordPage):
    about = "Every assessment, with its finding, reasons and the figures of the day. The newest one applies."
    list_display = ("obligation", "finding", "required", "evidenced", "made_by", "made_at")
    list_select_related = ("obligation", "made_by")
    list_filter = ("finding", "made_by")
    date_hierarchy = "made_at"
    search_fields = ("obligation__reference", "reasons", "made_by__name")


@admin.register(Interpretation)
class InterpretationAdmin(RecordPage):
    about = "Whether contributions in kind count where a decision does not say. The newest one of a condition applies."
    list_display = ("condition", "counts", "reasons", "made_by", "made_at")
    list_select_related = ("condition__decision", "made_by")
    list_filter = ("counts", "made_by")
    search_fields = ("condition__decision__reference", "reasons", "made_by__name")


@admin.register(AwardInForce)
class AwardInForceAdmin(RecordPage):
    about = "The awards of published decisions, each at its current amount. Written again by each publication."
    list_display = ("__str__", "recipient_name", "partnership", "stream", "year", pounds)
    list_select_related = ("partnership", "stream")
    list_filter = ("year", "stream", "partnership", "is_withheld")
    search_fields = ("reference", "title", "recipient_name")
