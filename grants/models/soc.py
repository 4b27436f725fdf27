"""Work against serious and organised crime (SOC): the 4Ps, the themes, and who oversees it (domain §3, §10)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.text import slugify

from grants.record import words


class FourPs(models.TextChoices):
    PREPARE = "prepare", "Prepare"
    PREVENT = "prevent", "Prevent"
    PURSUE = "pursue", "Pursue"
    PROTECT = "protect", "Protect"


class SocTheme(models.Model):
    """A theme of serious and organised crime."""

    name = models.CharField(max_length=120, unique=True)

    class Meta:
        ordering = ("name",)
        verbose_name = "SOC theme"

    def __str__(self) -> str:
        return self.name


class SocWork(models.Model):
    """What a decision, a funding stream or a partnership says of its work against serious and organised crime."""

    four_ps = ArrayField(models.CharField(max_length=10, choices=FourPs), default=list, blank=True, **words("four_ps"))
    soc_themes = models.ManyToManyField(SocTheme, blank=True, related_name="%(class)ss", **words("soc_themes"))
    soc_governance = models.TextField(blank=True, **words("soc_governance"))

    class Meta:
        abstract = True

    @property
    def strands(self) -> list[tuple[str, str]]:
        """The short name and the name of each of the 4Ps, then of each theme."""
        return [(FourPs(each).value, str(FourPs(each).label)) for each in self.four_ps] + [
            (slugify(each.name), each.name) for each in self.soc_themes.all()
        ]
