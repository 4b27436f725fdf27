"""What the money serves: plans and strategies with their priorities (kept with their dates, so that an old decision
keeps its plan) and their published versions, and the commissioning principles. Drafts of plans are in
`plan_drafts.py`."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Cast

from grants.years import london_today

from .files import StoredFile
from .guards import append_only
from .organisations import Partnership

DUE_SOON = timedelta(days=28)


class PlanKind(models.TextChoices):
    POLICE_AND_CRIME = "police_crime", "Police and crime plan"
    STRATEGY = "strategy", "Community safety strategy"
    SPENDING = "spending", "Spending plan of a year"
    SOC = "soc", "Serious and organised crime plan, under the 4Ps"
    NEEDS = "needs", "Needs assessment"


class PlanQuerySet(models.QuerySet["Plan"]):
    def next_due_by(self, until: date) -> "PlanQuerySet":
        """Those that nothing has replaced, and whose next version or review is due by a day."""
        return self.filter(next_due_on__lte=until, replaced_by=None, withdrawn_at=None)

    def with_due_since(self) -> "PlanQuerySet":
        """`due_since`: from when the office is reminded of the next version."""
        return self.annotate(due_since=Cast(F("next_due_on") - DUE_SOON, models.DateTimeField()))

    def late_first(self) -> "PlanQuerySet":
        """Those whose next version or review is past due, and that nothing has replaced, first; then the newest."""
        is_late = Q(next_due_on__lt=london_today(), replaced_by=None, withdrawn_at=None)
        return self.alias(is_late=Case(When(is_late, then=0), default=1)).order_by(
            "is_late", "-starts_on", "name", "pk"
        )


class Plan(models.Model):
    """A document in force between two dates, as its newest version says (domain §13). One that was replaced early ends
    the day before the other begins, and keeps until when it was to run."""

    kind = models.CharField(max_length=12, choices=PlanKind, default=PlanKind.POLICE_AND_CRIME)
    name = models.CharField(max_length=160, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    partnership = models.ForeignKey(
        Partnership,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plans",
        help_text="Only for a partnership's own strategy.",
    )
    starts_on = models.DateField()
    ends_on = models.DateField()
    next_due_on = models.DateField("next version or review due", null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by", editable=False, verbose_name="replaces"
    )
    was_to_end_on = models.DateField("was to run until", null=True, editable=False)
    # Published by mistake: it stays listed, with the reason for the public.
    withdrawn_at = models.DateTimeField(null=True, editable=False)
    withdrawn_reason = models.TextField(blank=True, editable=False)

    objects = PlanQuerySet.as_manager()

    class Meta:
        ordering = ("starts_on", "name")
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")),
                name="a_plan_ends_after_it_starts",
                violation_error_message="A plan ends after it starts: check both dates.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def was_in_force_on(self, on: date) -> bool:
        return self.withdrawn_at is None and self.starts_on <= on <= self.ends_on

    @property
    def withdrawn_on(self) -> date | None:
        return london_today(self.withdrawn_at) if self.withdrawn_at else None

    @property
    def is_in_force(self) -> bool:
        return self.was_in_force_on(london_today())

    @property
    def last_review(self) -> "PlanVersion | None":
        """The newest version that is the outcome of a review."""
        versions = self.versions.all() if self.withdrawn_at is None else ()
        return next((each for each in versions if each.is_review), None)

    @property
    def is_next_past_due(self) -> bool:
        return self.next_due_on is not None and self.next_due_on < london_today() and self.is_last

    @property
    def is_last(self) -> bool:
        """Nothing has replaced it, and it was not withdrawn."""
        return self.withdrawn_at is None and not hasattr(self, "replaced_by")

    @property
    def owner(self) -> str:
        """The partnership; empty for the office's own."""
        return self.partnership.name if self.partnership else ""


class PlanContent(models.Model):
    """What a version of a plan says. An objective is `{position, name, target, is_theme}`: it keeps its position from
    version to version, however it is called."""

    kind = models.CharField("kind of plan", max_length=12, choices=PlanKind)
    name = models.CharField(max_length=160)
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, related_name="+", verbose_name="owner")
    replaces = models.ForeignKey(Plan, models.PROTECT, null=True, related_name="+")
    starts_on = models.DateField("in force from")
    ends_on = models.DateField("in force until")
    next_due_on = models.DateField("next version or review due", null=True)
    dated_on = models.DateField("date of this version")
    address = models.URLField("address of its page", max_length=500, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="%(class)ss")
    summary = models.TextField("what it is about", blank=True)
    objectives = models.JSONField(default=list)
    is_review = models.BooleanField("outcome of a review", default=False)
    note = models.TextField("what has changed and why", blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


EMPTIED = ("summary", "note", "address", "objectives", "file_id", "is_redacted")
WITHOUT = "".join(f" - '{column}'" for column in EMPTIED)
REDACTS = f"""
    IF TG_OP = 'UPDATE' AND NEW.is_redacted AND NOT OLD.is_redacted AND NEW.summary = '' AND NEW.note = ''
            AND NEW.address = '' AND NEW.objectives = '[]'::jsonb AND NEW.file_id IS NULL
            AND to_jsonb(NEW){WITHOUT} = to_jsonb(OLD){WITHOUT} THEN
        RETURN NEW;
    END IF;
"""


class PlanVersion(PlanContent):
    """A version of a plan as it was published. It never changes, except that a redaction may empty its texts."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    # The number of the draft that it was, by which a redaction finds what the diary quotes of it.
    drafted_as = models.PositiveBigIntegerField(null=True, editable=False)
    is_redacted = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ("plan", "-number")
        constraints = (models.UniqueConstraint("plan", "number", name="one_plan_version_per_number"),)
        triggers = append_only(unless=REDACTS)

    def __str__(self) -> str:
        return f"{self.name}, version {self.number}"

    @property
    def published_on(self) -> date:
        return london_today(self.published_at)

    @property
    def out_of_sight(self) -> str:
        """What the public reads in its place; empty while it is in sight."""
        down = next((each for each in self.take_downs.all() if each.restored_at is None), None)
        return down.public_sentence if down else ""

    @property
    def is_out_of_sight(self) -> bool:
        return bool(self.out_of_sight)


class Priority(models.Model):
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="priorities")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    position = models.PositiveSmallIntegerField()
    is_theme = models.BooleanField("a theme that runs through all priorities", default=False)
    target = models.CharField(max_length=300, blank=True)
    # What it was called before, the earliest first: `{name, until}`, the day on which a new version renamed it.
    earlier_names = models.JSONField(default=list, blank=True, editable=False)
    # Since when a new version of the plan leaves it out.
    left_on = models.DateField(null=True, editable=False)

    class Meta:
        ordering = ("plan", "position")
        verbose_name_plural = "priorities"
        constraints = (
            models.UniqueConstraint(
                "plan",
                "name",
                name="one_priority_per_name",
                violation_error_message="This plan has a priority of this name already.",
            ),
            models.UniqueConstraint(
                "plan",
                "position",
                name="one_priority_per_position",
                violation_error_message="Another priority of this plan has this position.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def name_on(self, on: date | None) -> str:
        """What it was called on a day, which a decision of that day keeps."""
        day = on.isoformat() if on else "9999"
        return next((str(each["name"]) for each in self.earlier_names if day < each["until"]), self.name)

    @property
    def former_names(self) -> list[tuple[str, date]]:
        """Each earlier name, and the day from which it had another."""
        return [(each["name"], date.fromisoformat(each["until"])) for each in self.earlier_names]

    def is_offered_on(self, on: date) -> bool:
        return self.left_on is None or on < self.left_on


class Principle(models.Model):
    """A commissioning principle."""

    name = models.CharField(max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ("position",)
        verbose_name = "commissioning principle"

    def __str__(self) -> str:
        return self.name
