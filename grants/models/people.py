"""People with accounts, and what they may do: rights come from a membership and end with it."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import make_password
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils.crypto import salted_hmac

from .organisations import Partnership


class Role(models.TextChoices):
    OFFICER = "officer", "Officer"
    APPROVER = "approver", "Approver"
    LEAD = "lead", "Partnership lead"
    ADMINISTRATOR = "administrator", "Administrator"


ADDRESS = "E-mail address"  # as the diary calls it
OFFICE_ROLES = (Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR)


class PeopleManager(BaseUserManager["User"]):
    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email__iexact=email)

    def create_user(self, email: str, name: str, password: str | None = None) -> "User":
        """A person who can sign in; without a password, only after resetting one."""
        return self.create(email=email.strip().lower(), name=name, password=make_password(password))

    def with_role(self, *roles: str) -> models.QuerySet["User"]:
        """Everybody who has one of these roles today and can sign in."""
        current = Membership.objects.current().filter(role__in=roles)
        return self.filter(is_active=True, pk__in=current.values("person"))


class User(AbstractBaseUser):
    """A person who signs in by e-mail. What they may do is asked of their memberships, nowhere else."""

    email = models.EmailField("e-mail address", max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(
        "can sign in", default=True, help_text="Untick this when somebody leaves; people are never deleted."
    )
    gets_letters = models.BooleanField("gets letters by e-mail", default=True, editable=False)
    # Kinds of letters that they want none of, of those that they get.
    declined_letters = ArrayField(models.CharField(max_length=10), default=list, editable=False)
    comments_at_once = models.BooleanField("comments and answers at once", default=False, editable=False)
    # How often all their sessions were ended at once: with another number, none of the earlier ones is theirs.
    sessions_ended = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = PeopleManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(email=Lower("email")),
                name="an_email_is_kept_in_lower_case",
                violation_error_message="Write the e-mail address in lower case.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        said = f"{self.password}{self.email}{self.sessions_ended}"
        return salted_hmac("sessions", said, secret=secret, algorithm="sha256").hexdigest()

    def has_role(self, *roles: str) -> bool:
        return self.is_active and any(membership.role in roles for membership in self._current_memberships)

    @property
    def _current_memberships(self) -> list["Membership"]:
        """Asked of the database once per person object, that is once per request."""
        if not hasattr(self, "_memberships"):
            self._memberships = list(self.memberships.current())
        return self._memberships

    @property
    def is_officer(self) -> bool:
        return self.has_role(Role.OFFICER)

    @property
    def is_approver(self) -> bool:
        return self.has_role(Role.APPROVER)

    @property
    def is_administrator(self) -> bool:
        return self.has_role(Role.ADMINISTRATOR)

    @property
    def works_in_office(self) -> bool:
        return self.has_role(*OFFICE_ROLES)

    @property
    def partnerships(self) -> models.QuerySet[Partnership]:
        """The partnerships this person leads today."""
        return Partnership.objects.led_by(self)

    # What the admin site asks of a person; its pages decide the rest by role (grants/admin).
    @property
    def is_staff(self) -> bool:
        return self.works_in_office

    @property
    def is_superuser(self) -> bool:
        return False

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        return False

    def has_module_perms(self, app_label: str) -> bool:
        return self.works_in_office


GIVEN = Q(asked_by=None) | Q(confirmed_by__isnull=False)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        return self.filter(GIVEN, ended_at=None)

    def waiting(self) -> "MembershipQuerySet":
        """Asked for by one administrator, for another one to confirm."""
        return self.filter(asked_by__isnull=False, confirmed_by=None, ended_at=None)

    def open(self) -> "MembershipQuerySet":
        return self.filter(ended_at=None)


class Membership(models.Model):
    """One role of one person; a lead's role is for one partnership. Ended, never deleted."""

    person = models.ForeignKey(User, models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    partnership = models.ForeignKey(
        Partnership, models.PROTECT, null=True, blank=True, related_name="memberships", help_text="For leads only."
    )
    started_at = models.DateTimeField(db_default=Now(), editable=False)
    ended_at = models.DateTimeField(null=True, blank=True)
    # Of what takes two administrators: nothing is given until the second has confirmed it.
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, editable=False, related_name="+")

    objects = MembershipQuerySet.as_manager()
    # What no administrator gives alone.
    TAKES_TWO: ClassVar = (Role.APPROVER, Role.ADMINISTRATOR)

    class Meta:
        ordering = ("person__name", "role")
        constraints = (
            models.CheckConstraint(
                name="a_lead_leads_a_partnership",
                condition=Q(role=Role.LEAD, partnership__isnull=False)
                | (~Q(role=Role.LEAD) & Q(partnership__isnull=True)),
                violation_error_message="Choose a partnership for a lead, and none for anybody else.",
            ),
            models.CheckConstraint(
                name="another_administrator_confirms",
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("asked_by")),
                violation_error_message="A role is confirmed by another administrator than the one who gave it.",
            ),
            models.UniqueConstraint(
                "person",
                "role",
                condition=Q(ended_at=None, partnership=None),
                name="one_current_membership_per_office_role",
                violation_error_message="This person has this role already.",
            ),
            models.UniqueConstraint(
                "person",
                "partnership",
                condition=Q(ended_at=None),
                name="one_current_membership_per_partnership",
                violation_error_message="This person leads this partnership already.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}" + (f", {self.partnership}" if self.partnership else "")

    @property
    def waits(self) -> bool:
        return bool(self.asked_by_id and not self.confirmed_by_id and not self.ended_at)
