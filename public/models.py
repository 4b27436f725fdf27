"""What the search knows of the words that people use, and what readers say of pages."""

from django.db import models
from django.db.models.functions import Lower

from grants.models.organisations import Partnership


class SearchTerm(models.Model):
    """Two ways to say a thing: who searches for one of them finds the other too."""

    class Kind(models.TextChoices):
        ABBREVIATION = "abbreviation", "Is short for it"
        SAME = "same", "Means much the same"

    term = models.CharField(max_length=60, help_text="For example ASB.")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SAME)
    means = models.CharField(max_length=120, help_text="For example anti-social behaviour.")
    is_used = models.BooleanField("in use", default=True)

    class Meta:
        ordering = ("term", "means")
        constraints = (
            models.UniqueConstraint(
                Lower("term"),
                Lower("means"),
                name="one_search_term_per_meaning",
                violation_error_message="The search knows this already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.term}: {self.means}"


class Place(models.Model):
    """A town, ward or postcode, for those who search by it: the register knows districts only."""

    name = models.CharField(max_length=60)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="places")

    class Meta:
        ordering = ("name", "partnership")
        constraints = (
            models.UniqueConstraint(
                Lower("name"),
                "partnership",
                name="one_place_per_district",
                violation_error_message="The search knows this place already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}: {self.partnership.district}"


class PageAnswer(models.Model):
    """How many readers found a public page useful in a month, and how many did not. Nothing says who."""

    page = models.CharField(max_length=200)
    month = models.DateField()  # its first day
    useful = models.PositiveIntegerField(default=0)
    not_useful = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-month", "page")
        constraints = (models.UniqueConstraint("page", "month", name="one_count_per_page_and_month"),)

    def __str__(self) -> str:
        return f"{self.page}, {self.month:%B %Y}"
