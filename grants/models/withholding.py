"""What of a decision is not published, and what somebody has looked at before it is (domain §8, P12 and P14)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from .decisions import Decision


class Ground(models.TextChoices):
    """The only four grounds of the Specified Information Order 2011 (domain §2). There is none for business secrets."""

    NATIONAL_SECURITY = "national_security", "It would be against the interests of national security"
    SAFETY = "safety", "It might put somebody’s safety at risk"
    JUSTICE = "justice", "It might prejudice the prevention or detection of crime, or the course of justice"
    ENACTMENT = "enactment", "An enactment forbids it"


# Grounds that rest on the view of the chief constable.
ON_A_VIEW = (Ground.NATIONAL_SECURITY, Ground.SAFETY, Ground.JUSTICE)


class Withholding(models.Model):
    """One part of a decision that is not published: its heading stays, with the ground. `what` names the part: a field
    of the record ("reasons"), or "award-3", "condition-2", "paper-1" (register/withholding.py)."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="withholdings")
    what = models.CharField("what is withheld", max_length=40)
    ground = models.CharField(max_length=20, choices=Ground, blank=True)
    viewed_on = models.DateField("date of the view", null=True, blank=True)
    viewed_by = models.CharField("whose view it is", max_length=200, blank=True)
    reason = models.TextField("why, for the office only", blank=True)

    class Meta:
        ordering = ("decision", "pk")
        constraints = (models.UniqueConstraint("decision", "what", name="a_part_is_withheld_once"),)

    def __str__(self) -> str:
        return f"{self.decision.reference}: {self.what} withheld"

    @property
    def rests_on_a_view(self) -> bool:
        return self.ground in ON_A_VIEW

    @property
    def lacks_a_view(self) -> bool:
        return self.rests_on_a_view and not (self.viewed_on and self.viewed_by)


class Acknowledgement(models.Model):
    """Somebody has read a hit of the personal-data scan and lets it be published. It holds for these characters in
    this sentence of this text, and for nothing else."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="acknowledgements")
    field = models.CharField("the text that it is in", max_length=60)
    hit = models.CharField("what was found", max_length=400)
    sentence = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("decision", "pk")
        constraints = (
            models.UniqueConstraint("decision", "field", "hit", "sentence", name="a_hit_is_acknowledged_once"),
            models.CheckConstraint(name="an_acknowledgement_is_of_something", condition=~Q(hit="")),
        )

    def __str__(self) -> str:
        return f"{self.hit} in {self.field}"


class WarningAnswer(models.Model):
    """Somebody has looked at a warning of the checklist and says why it is right as it is. It holds until the warning,
    or the text that it is about, changes: `digest` is that of both."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="warning_answers")
    digest = models.CharField(max_length=64)
    why = models.CharField("why it is right as it is", max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ("decision", "pk")
        constraints = (
            models.UniqueConstraint("decision", "digest", name="a_warning_is_answered_once"),
            models.CheckConstraint(name="an_answer_says_why", condition=~Q(why="")),
        )

    def __str__(self) -> str:
        return f"{self.decision.reference}: {self.why}"
