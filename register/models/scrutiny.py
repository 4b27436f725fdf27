"""Bodies that consider what was decided, their meetings, the items of these, and what they recommended (domain §13).

A row stands here once a second person has published it; what waits for that is a `ScrutinyEntry`.
"""

from datetime import date
from typing import Any, ClassVar, Self, cast

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from conditions.models import Condition
from grants.formatting import changes_in_words, day
from grants.models import Decision, Partnership, Plan
from grants.years import london_today


class RecordedQuerySet(models.QuerySet[Any]):
    """Rows of one sort."""

    def standing(self) -> Self:
        """Those that are not withdrawn, nor what they belong to."""
        rows = self.filter(withdrawn_on=None)
        return rows.filter(**{f"{each}__withdrawn_on": None for each in self.model.all_above()})

    def as_shown(self) -> Self:
        """With all that they belong to."""
        above = self.model.all_above()
        return self.select_related(*above) if above else self


class Recorded(models.Model):
    """Withdrawn, a row keeps its place; its words are not shown any more, and the public reads why."""

    # The field that says what a row belongs to, where it belongs to anything.
    parent: ClassVar[str] = ""
    withdrawn_on = models.DateField(null=True, editable=False)
    withdrawn_reason = models.TextField("why it is withdrawn", blank=True, editable=False)

    objects: ClassVar[Any] = RecordedQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def is_out_of_sight(self) -> bool:
        """It is withdrawn, or what it belongs to is."""
        return self.withdrawn_on is not None or (self.belongs_to is not None and self.belongs_to.is_out_of_sight)

    @property
    def belongs_to(self) -> "Recorded | None":
        return getattr(self, self.parent) if self.parent else None

    @classmethod
    def all_above(cls) -> list[str]:
        """The ways to all that a row belongs to: of an item, meeting and meeting__body."""
        if not cls.parent:
            return []
        nearest: Any = cls._meta.get_field(cls.parent).related_model
        return [cls.parent, *(f"{cls.parent}__{each}" for each in nearest.all_above())]

    @property
    def anchor(self) -> str:
        """Where it stands on its page."""
        return ""


class Body(Recorded):
    """A body that considers decisions. It takes none: who decides is a post."""

    class Kind(models.TextChoices):
        PANEL = "panel", "Police, fire and crime panel"
        COMMITTEE = "committee", "Council’s scrutiny committee"
        PARTNERSHIP = "partnership", "Board or core group of a partnership"
        EXECUTIVE = "executive", "Executive board"
        OTHER = "other", "Another body"

    name = models.CharField(max_length=160, unique=True)
    slug = models.SlugField(max_length=80, unique=True, editable=False)
    kind = models.CharField("kind of body", max_length=12, choices=Kind)
    partnership = models.ForeignKey(Partnership, models.PROTECT, null=True, blank=True, related_name="+")
    website = models.URLField("address of its own page", blank=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "bodies"

    def __str__(self) -> str:
        return self.name


class Meeting(Recorded):
    class State(models.TextChoices):
        PLANNED = "planned", "Planned"
        HELD = "held", "Held"
        CANCELLED = "cancelled", "Cancelled"

    parent = "body"
    body = models.ForeignKey(Body, models.PROTECT, related_name="meetings")
    held_on = models.DateField("date")
    # Of a planned meeting: the day for which it had been planned before.
    moved_from = models.DateField(null=True, editable=False)
    state = models.CharField(max_length=12, choices=State)
    website = models.URLField("address of its agenda or minutes", blank=True)

    class Meta:
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=("body", "-held_on")), models.Index(fields=("held_on",)))

    def __str__(self) -> str:
        return f"{self.body}, {day(self.held_on)}"

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD

    @property
    def when(self) -> str:
        """What became of it, and plainly where that is not known."""
        on = day(self.held_on)
        if self.withdrawn_on:
            return f"Withdrawn from this register on {day(self.withdrawn_on)}."
        if self.state == self.State.CANCELLED:
            return f"Cancelled. It was planned for {on}."
        if self.is_held:
            return f"Held on {on}."
        moved = f" It was moved from {day(self.moved_from)}." if self.moved_from else ""
        if self.held_on < london_today():
            return f"Planned for {on}; whether it was held is not recorded here.{moved}"
        return f"Planned for {on}.{moved}"


class MeetingItem(Recorded):
    """What a meeting considered, in short; the minutes stay where they are published."""

    parent = "meeting"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    number = models.PositiveSmallIntegerField(editable=False)
    title = models.CharField(max_length=300)
    reported = models.TextField("what was reported", blank=True)
    discussed = models.TextField("what was discussed, in short", blank=True)
    resolved = models.TextField("what was resolved", blank=True)
    interests = models.TextField("interests declared", blank=True)
    decisions = models.ManyToManyField(Decision, blank=True, related_name="+")
    conditions = models.ManyToManyField(Condition, blank=True, related_name="+")
    partnerships = models.ManyToManyField(Partnership, blank=True, related_name="+")
    plans = models.ManyToManyField(Plan, blank=True, related_name="+")

    class Meta:
        ordering = ("meeting", "number")
        constraints = (models.UniqueConstraint("meeting", "number", name="one_item_per_number"),)

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def anchor(self) -> str:
        return f"item-{self.number}"

    @property
    def considered(self) -> str:
        """ "Considered by … on …", or what else became of the meeting."""
        body, on = self.meeting.body, day(self.meeting.held_on)
        match self.meeting.state:
            case Meeting.State.HELD:
                return f"Considered by {body} on {on}"
            case Meeting.State.CANCELLED:
                return f"It was to be considered by {body} on {on}; that meeting was cancelled"
        if self.meeting.held_on < london_today():
            return f"On the agenda of {body} for {on}; whether it was considered is not recorded here"
        return f"To be considered by {body} on {on}"


class RecommendationQuerySet(RecordedQuerySet):
    def open(self) -> "RecommendationQuerySet":
        """Without a response: those whose date has passed longest first, those without a date last."""
        return self.standing().filter(response="").order_by(F("due_on").asc(nulls_last=True), "pk")

    def past_date(self) -> "RecommendationQuerySet":
        return self.open().filter(due_on__lt=london_today())

    def made_between(self, first: date, last: date) -> "RecommendationQuerySet":
        """What meetings between two days recommended, both included: the earliest first."""
        made = self.standing().filter(item__meeting__held_on__range=(first, last))
        return made.order_by("item__meeting__held_on", "pk")

    def answered(self) -> "RecommendationQuerySet":
        return self.standing().exclude(response="").order_by("-responded_on", "-pk")


class Recommendation(Recorded):
    class Response(models.TextChoices):
        ACCEPTED = "accepted", "Accepted"
        IN_PART = "in_part", "Accepted in part"
        NOT_ACCEPTED = "not_accepted", "Not accepted"

    parent = "item"
    item = models.ForeignKey(MeetingItem, models.PROTECT, related_name="recommendations")
    number = models.PositiveSmallIntegerField(editable=False)
    words = models.TextField("what is recommended")
    to_whom = models.CharField("to whom", max_length=200)
    due_on = models.DateField("response due by", null=True, blank=True)
    response = models.CharField(max_length=12, choices=Response, blank=True)
    response_reason = models.TextField("what was answered", blank=True)
    responded_on = models.DateField("answered on", null=True, blank=True)
    follow_up_on = models.DateField("to be followed up on", null=True, blank=True)

    objects: ClassVar[Any] = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ("item", "number")
        indexes = (
            models.Index(
                fields=("due_on",), condition=Q(response="", withdrawn_on=None), name="open_recommendations_by_date"
            ),
            models.Index(fields=("-responded_on",), name="recommendations_by_response"),
        )
        constraints = (
            models.UniqueConstraint("item", "number", name="one_recommendation_per_number"),
            models.CheckConstraint(
                name="a_response_has_its_day_and_reason",
                condition=Q(response="", responded_on=None, response_reason="")
                | (~Q(response="") & Q(responded_on__isnull=False) & ~Q(response_reason="")),
            ),
        )

    def __str__(self) -> str:
        return f"Recommendation {self.label}"

    @property
    def anchor(self) -> str:
        return f"recommendation-{self.item.number}-{self.number}"

    @property
    def label(self) -> str:
        """ "3.1": the first recommendation of the third item."""
        return f"{self.item.number}.{self.number}"

    @property
    def is_past_date(self) -> bool:
        return not self.response and self.due_on is not None and self.due_on < london_today()

    @property
    def stands(self) -> str:
        """Whether it was answered, and plainly if that is past its date."""
        if self.response:
            return f"{self.get_response_display()} on {day(cast(date, self.responded_on))}."
        if self.due_on is None:
            return "Open: no date was set for a response."
        due = day(self.due_on)
        if self.is_past_date:
            return f"Past its date: a response was due by {due}, and none is recorded here."
        return f"Open: a response is due by {due}."


SCRUTINY_KINDS: dict[str, type[Recorded]] = {
    "body": Body,
    "meeting": Meeting,
    "item": MeetingItem,
    "recommendation": Recommendation,
}
BELONGS_TO = {kind: model.parent for kind, model in SCRUTINY_KINDS.items() if model.parent}


class ScrutinyEntryQuerySet(models.QuerySet["ScrutinyEntry"]):
    def waiting(self) -> "ScrutinyEntryQuerySet":
        return self.filter(published_at=None, discarded_at=None).order_by("entered_at", "pk")

    def published(self) -> "ScrutinyEntryQuerySet":
        return self.filter(published_at__isnull=False).order_by("-published_at", "-pk")

    def about(self, kind: str, pk: int) -> "ScrutinyEntryQuerySet":
        return self.filter(kind=kind, thing_id=pk)


class ScrutinyEntry(models.Model):
    """What one person has entered, corrected, answered or withdrawn, and another publishes. Published, it keeps what
    was said before (`changes`), and why."""

    class Deed(models.TextChoices):
        ENTERED = "entered", "Entered"
        CORRECTED = "corrected", "Corrected"
        ANSWERED = "answered", "Answered"
        WITHDRAWN = "withdrawn", "Withdrawn"

    kind = models.CharField(max_length=16, choices=[(name, name) for name in SCRUTINY_KINDS])
    deed = models.CharField(max_length=12, choices=Deed)
    # The row that it changes, or that it became; a new one has none before it is published.
    thing_id = models.BigIntegerField(null=True)
    # What it belongs to: an entry that waits as well, or the row.
    under = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    under_id_of_row = models.BigIntegerField(null=True)
    # {field: value, of relations the numbers of their rows}, and {label: [before, after]} in words.
    values = models.JSONField()
    changes = models.JSONField()
    reason = models.TextField(blank=True)
    form_key = models.UUIDField(null=True, unique=True)
    author_ids = ArrayField(models.BigIntegerField())
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    objects = ScrutinyEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "entry about scrutiny"
        verbose_name_plural = "entries about scrutiny"
        ordering = ("entered_at", "pk")
        indexes = (
            models.Index(fields=("kind", "thing_id")),
            models.Index(fields=("-published_at",), name="scrutiny_as_published"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("kind", "thing_id"),
                condition=Q(published_at=None, discarded_at=None),
                name="one_change_waits_at_a_time",
            ),
            models.CheckConstraint(
                name="two_people_publish_scrutiny",
                condition=Q(published_by=None) | ~Q(author_ids__contains=[F("published_by")]),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_deed_display()}: {self.name}"

    @property
    def is_waiting(self) -> bool:
        return self.published_at is None and self.discarded_at is None

    @property
    def name(self) -> str:
        """What it is about, in a line."""
        said = (self.values.get(each) for each in ("name", "title", "words", "held_on"))
        own = next(filter(None, said), "")
        if self.kind == "meeting" and own:
            own = day(date.fromisoformat(own))
        return f"{self.kind} {own[:80]}".strip()

    @property
    def model(self) -> type[Recorded]:
        return SCRUTINY_KINDS[self.kind]

    @property
    def in_words(self) -> str:
        """ "Corrected on 3 May 2026: Title was “A”, is “B”." Of what is new, what it says."""
        on = day(london_today(self.published_at)) if self.published_at else ""
        if self.deed == self.Deed.ENTERED:
            said = "; ".join(f"{label} “{after}”" for label, (_, after) in self.changes.items())
        else:
            said = changes_in_words(self.changes)
        return f"{self.get_deed_display()} on {on}: {said}."
