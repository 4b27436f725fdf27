"""Office data: what an administrator keeps, and decisions refer to."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest

from grants.admin.base import OfficeDataAdmin, OfficeDataForm, OfficeDataInline, OtherNameLines
from grants.identifiers import normal
from grants.models import (
    Allocation,
    FundingStream,
    Organisation,
    Partnership,
    Plan,
    Post,
    Principle,
    Priority,
    SocTheme,
    StandardMeasure,
)

FROM_NAME: dict[str, Sequence[str]] = {"slug": ("name",)}


class OrganisationDataForm(OfficeDataForm):
    def clean_identifier(self) -> str:
        return normal(self.cleaned_data["identifier"])


@admin.register(Organisation)
class OrganisationPage(OfficeDataAdmin):
    about = "Everybody who can be paid. The name of an individual is for the office only and is never published."
    form = OrganisationDataForm
    prepopulated_fields = FROM_NAME
    inlines = (OtherNameLines,)
    list_display = ("name", "kind", "identifier", "registration_number", "merged_into")
    list_filter = ("kind",)
    list_select_related = ("merged_into",)
    search_fields = ("name", "identifier", "registration_number", "other_names__name")


@admin.register(Partnership)
class PartnershipPage(OfficeDataAdmin):
    about = "The community safety partnerships, each with the council that holds its money."
    prepopulated_fields = FROM_NAME
    inlines = (OtherNameLines,)
    list_display = ("name", "district", "gss_code", "accountable_body")
    list_select_related = ("accountable_body",)
    search_fields = ("name", "district", "gss_code", "csp_code", "accountable_body__name")


class AllocationLines(OfficeDataInline):
    model = Allocation
    fields = (("year", "release", "amount", "note"),)  # beside each other where there is room


@admin.register(FundingStream)
class FundingStreamPage(OfficeDataAdmin):
    about = "The pots that awards are paid from, with the money put into each for a financial year."
    prepopulated_fields = FROM_NAME
    inlines = (AllocationLines, OtherNameLines)
    list_display = ("name", "source", "as_stated", "cap_per_award", "is_current")
    list_filter = ("is_current", "spend_by")
    search_fields = ("name", "source", "restrictions")


class BeforeFirstVersion:
    """What a published version says of a plan, only the next version changes (domain §13)."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not is_published(obj)  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not is_published(obj)  # type: ignore[misc]


def is_published(plan: Plan | None) -> bool:
    return plan is not None and plan.versions.exists()


class PriorityLines(BeforeFirstVersion, OfficeDataInline):
    model = Priority
    prepopulated_fields = FROM_NAME


@admin.register(Plan)
class PlanPage(BeforeFirstVersion, OfficeDataAdmin):
    about = (
        "Plans and partnerships' own strategies, with their priorities. "
        "Old plans stay, because old decisions serve them. Officers publish new versions on the office's pages."
    )
    prepopulated_fields = FROM_NAME
    inlines = (PriorityLines,)
    list_display = ("name", "kind", "partnership", "starts_on", "ends_on")
    list_select_related = ("partnership",)
    list_filter = ("partnership",)
    search_fields = ("name", "priorities__name")


@admin.register(Principle)
class PrinciplePage(OfficeDataAdmin):
    about = "The commissioning principles that a decision can say it follows."
    list_display = ("name", "position")
    search_fields = ("name",)


@admin.register(SocTheme)
class SocThemePage(OfficeDataAdmin):
    about = "The themes of work against serious and organised crime (SOC)."
    list_display = ("name",)
    search_fields = ("name",)


@admin.register(Post)
class PostPage(OfficeDataAdmin):
    about = "The posts whose holders take decisions. Renaming a post changes no decision that it took before."
    prepopulated_fields: ClassVar = {"slug": ("title",)}
    inlines = (OtherNameLines,)
    list_display = ("title", "limit", "is_current")
    list_filter = ("is_current",)
    search_fields = ("title",)


@admin.register(StandardMeasure)
class StandardMeasurePage(OfficeDataAdmin):
    about = (
        "Common measures, offered when it is said what an award is to bring about. Results of one measure in one unit "
        "are added up over grants. A change here changes no decision that used the measure before."
    )
    prepopulated_fields = FROM_NAME
    list_display = ("name", "kind", "unit", "direction", "is_current")
    list_filter = ("kind", "is_current")
    search_fields = ("name", "unit")
