"""Who is paid, and the partnerships that the money is for."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from grants.identifiers import fault_of, normal

from .soc import SocWork

if TYPE_CHECKING:
    from .people import User


NO_INDIVIDUAL = "The accountable body of a partnership is an organisation, whose name is public: no individual."


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def current(self) -> "OrganisationQuerySet":
        """Those to choose from: not those that were merged into another."""
        return self.filter(merged_into=None)


class Organisation(models.Model):
    """A recipient: whoever is paid. An individual's name is never published (domain §2, UK GDPR). One that was merged
    into another keeps its row, so that its name and the address of its page lead there."""

    class Kind(models.TextChoices):
        COUNCIL = "council", "Council"
        CHARITY = "charity", "Charity"
        COMPANY = "company", "Company"
        POLICE = "police", "Police force"
        PUBLIC_BODY = "public_body", "Other public body"
        INDIVIDUAL = "individual", "Individual"

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=Kind)
    identifier = models.CharField(
        "organisation identifier",
        max_length=60,
        blank=True,
        help_text="From org-id.guide, for example GB-LAE-MAN or GB-CHC-1234567.",
    )
    registration_number = models.CharField(max_length=40, blank=True, help_text="Charity or company number.")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="merged")

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ("name",)
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                name="one_organisation_per_name",
                violation_error_message="There is already an organisation of this name.",
            ),
            models.UniqueConstraint(
                "identifier",
                condition=~Q(identifier=""),
                name="one_organisation_per_identifier",
                violation_error_message="Another organisation has this identifier.",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("pk")),
                name="not_merged_into_itself",
                violation_error_message="An organisation is merged into another one.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuses an identifier that its scheme does not know, one that another organisation has, and an individual
        that is the accountable body of a partnership, which the public reads by name."""
        self.identifier = normal(self.identifier)
        if fault := fault_of(self.identifier, self.kind):
            raise ValidationError({"identifier": fault})
        if self.kind == self.Kind.INDIVIDUAL and self.pk and self.partnerships.exists():
            raise ValidationError({"kind": NO_INDIVIDUAL})

    @property
    def public_name(self) -> str:
        return "Individual" if self.kind == self.Kind.INDIVIDUAL else self.name


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def led_by(self, person: "User") -> "PartnershipQuerySet":
        return self.filter(memberships__person=person, memberships__ended_at=None)


class Partnership(SocWork):
    """A Community Safety Partnership (Crime and Disorder Act 1998 s.6). It has no bank account: its accountable
    body, the district's council, is the recipient that is paid."""

    name = models.CharField(max_length=120, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    district = models.CharField(max_length=60, unique=True)
    gss_code = models.CharField("GSS code of the district", max_length=9, unique=True)
    csp_code = models.CharField("GSS code of the partnership", max_length=9, blank=True)
    accountable_body = models.ForeignKey(Organisation, models.PROTECT, related_name="partnerships")
    population = models.PositiveIntegerField(
        "population of the district", null=True, blank=True, help_text="For amounts per head. Leave empty if not known."
    )
    population_source = models.CharField(
        "source of the population", max_length=120, blank=True, help_text="Who counted or estimated it, and where."
    )
    population_on = models.DateField(
        "day of the population", null=True, blank=True, help_text="The day that the figure is about."
    )

    objects = PartnershipQuerySet.as_manager()

    class Meta:
        ordering = ("district",)
        verbose_name = "community safety partnership"
        verbose_name_plural = "community safety partnerships"
        constraints = (
            models.CheckConstraint(
                condition=Q(population=None, population_source="", population_on=None)
                | (
                    Q(population__isnull=False, population__gt=0, population_on__isnull=False)
                    & ~Q(population_source="")
                ),
                name="a_population_has_a_source_and_a_day",
                violation_error_message="A population is above 0 and has a source and a day: give all three or none.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if self.accountable_body_id and self.accountable_body.kind == Organisation.Kind.INDIVIDUAL:
            raise ValidationError({"accountable_body": NO_INDIVIDUAL})
