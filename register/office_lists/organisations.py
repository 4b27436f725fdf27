"""The list of everybody who can be paid."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from conditions.models import AwardInForce
from grants.models import Award, Organisation
from register.office_lists.decisions import named
from register.office_lists.declared import ListColumn, ListFilter, OfficeList, at, field_is
from register.office_lists.sums import sum_of


def organisations() -> QuerySet[Organisation]:
    counted = Award.objects.filter(recipient=OuterRef("pk")).order_by().values("recipient")
    count = Coalesce(Subquery(counted.annotate(count=Count("pk")).values("count")), 0)
    in_force = sum_of(AwardInForce.objects.all(), "amount", by="award__recipient")
    return Organisation.objects.current().annotate(award_count=count, in_force=in_force)


def organisation_words(words: str) -> Q:
    return Q(pk__in=Organisation.objects.filter(named("", words)).values("pk"))


ORGANISATIONS = OfficeList(
    name="organisations",
    title="Organisations",
    row_name="organisation",
    about="Everybody who can be paid. Awards of drafts are counted too; the sum is of published ones, as they stand.",
    find="Find by name or identifier",
    rows=organisations,
    words=organisation_words,
    address=lambda organisation: reverse("office:organisation_detail", args=[organisation.slug]),
    columns=(
        ListColumn("Name", at("name"), "name", is_prose=True),
        ListColumn("Kind", at("get_kind_display"), "kind"),
        ListColumn("Identifier", at("identifier"), "identifier"),
        ListColumn("Charity or company number", at("registration_number"), "registration_number"),
        ListColumn("Awards", at("award_count"), "award_count"),
        ListColumn("Awarded, as it stands", at("in_force"), "in_force"),
    ),
    filters=(ListFilter("kind", "Kind", "All kinds", lambda: Organisation.Kind.choices, field_is("kind")),),
    order=("name",),
    page="organisation_list",
)
