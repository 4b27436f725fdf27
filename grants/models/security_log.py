from django.db import models
from django.db.models.functions import Now

from .guards import append_only

# Nobody shortens the log by hand; what is older than this may go (docs/retention.md).
KEPT_FOR_DAYS = 400
OLD = f"""
    IF TG_OP = 'DELETE' AND OLD.at < now() - interval '{KEPT_FOR_DAYS} days' THEN
        RETURN OLD;
    END IF;
"""


class SecurityEntry(models.Model):
    """A line of the security log: who signed in or was refused, took a file out, got or lost a role, took something out
    of public sight; when, and from where. Kept apart from the diary, because it holds addresses and ends."""

    at = models.DateTimeField(db_default=Now())
    by = models.ForeignKey("grants.User", models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=300, blank=True)
    network = models.CharField("network address", max_length=64, blank=True)

    class Meta:
        verbose_name = "line of the security log"
        verbose_name_plural = "security log"
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("at",)),)
        triggers = append_only(unless=OLD)

    def __str__(self) -> str:
        return f"{self.by or 'Somebody'} {self.what} {self.about}".strip()
