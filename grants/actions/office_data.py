"""People with accounts and office data: kept by administrators, each change a line of the diary."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import chain, count
from smtplib import SMTPException
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.mail import EmailMessage
from django.db import models, transaction
from django.utils import timezone
from django.utils.text import slugify

from grants.actions.diary import record, set_fields
from grants.letters_of_accounts import to_old_address
from grants.models import FundingStream, Membership, Partnership, Post, Role, User
from grants.names import AmbiguousName, NameResolver, fold
from grants.refused import Refused

LAST_ADMINISTRATOR = "This is the last administrator. Make somebody else an administrator first."
LONGEST_SLUG = 70  # of the 80 of an organisation, to leave room for a number


@transaction.atomic
def add_person(
    *, email: str, name: str, by: User | None, password: str | None = None, at: datetime | None = None
) -> User:
    """A person who may sign in; `by` is None only from the command line. Refused when the e-mail is taken."""
    require_administrator(by)
    return _add_person(email=email, name=name, by=by, password=password, at=at)


def _add_person(
    *, email: str, name: str, by: User | None, password: str | None = None, at: datetime | None = None
) -> User:
    if User.objects.filter(email=email.strip().lower()).exists():
        raise Refused(f"There is already a person with the e-mail address {email}.")
    person = User.objects.create_user(email=email, name=name, password=password)
    record("added a person", person, by=by, at=at, changes={"Name": ["", name]})
    return person


@transaction.atomic
def add_lead(partnership: Partnership, *, email: str, name: str, by: User, at: datetime | None = None) -> User:
    """Somebody new who leads a partnership; anybody of the office may add one. Refused when the e-mail is taken."""
    if not by.works_in_office:
        raise Refused("Only the office may add a lead.")
    person = _add_person(email=email, name=name, by=by, at=at)
    _add_membership(person, Role.LEAD, by=by, partnership=partnership, at=at)
    return person


@transaction.atomic
def change_password(person: User, password: str, *, by: User | None, at: datetime | None = None) -> User:
    """Give somebody a new password; `by` is None only from the command line. The diary says that, not which."""
    person = User.objects.select_for_update().get(pk=person.pk)
    person.set_password(password)
    person.save()
    record("changed a password", person, by=by, at=at)
    return person


def note_second_factor(person: User, *, is_added: bool, is_passkey: bool = False, by: User | None = None) -> None:
    """The diary says that a person has one, or a passkey more, from now on, or not any more."""
    factor = f"turned a second factor {'on' if is_added else 'off'}"
    passkey = f"{'added' if is_added else 'removed'} a passkey"
    record(passkey if is_passkey else factor, person, by=by or person)


@transaction.atomic
def remove_second_factor(person: User, *, by: User) -> None:
    """For somebody who has lost both the telephone and the codes. They are told, and sign in with the password alone
    until they turn it on again. Refused where there is none."""
    require_administrator(by)
    if not Authenticator.objects.filter(user=person).delete()[0]:
        raise Refused("There is no second factor to remove.")
    note_second_factor(person, is_added=False, by=by)
    end_sessions(person)


@transaction.atomic
def change_person(person: User, values: Mapping[str, Any], *, by: User, at: datetime | None = None) -> None:
    """Change a person's details, and whether they can sign in. Another address is told to the old one, and what takes
    two administrators has to be confirmed for it once more. Refused for the last administrator, and where that letter
    cannot be sent."""
    require_administrator(by)
    old = person.email
    is_lost = values.get("is_active") is False or values.get("email", old) != old
    if is_lost and {each.person for each in lock_administrators()} == {person}:
        raise Refused(LAST_ADMINISTRATOR)
    save_office_data(person, values, by=by, at=at)
    if person.email != old:
        given = person.memberships.current().filter(role__in=Membership.TAKES_TWO)
        given.update(asked_by=by, confirmed_by=None)
        end_sessions(person)
        send_now(to_old_address(person, old, by=by))


def send_now(message: EmailMessage) -> None:
    """Refused where the mail server does not take it."""
    try:
        message.send()
    except (SMTPException, OSError) as failure:
        raise Refused(f"The mail server did not take the letter to {message.to[0]}. Try again later.") from failure


@transaction.atomic
def add_membership(
    person: User, role: str, *, by: User | None, partnership: Partnership | None = None, at: datetime | None = None
) -> Membership:
    """Give a person a role; a lead's is for one partnership. That of an approver or an administrator is only asked for:
    another administrator has to confirm it, but for the command line. Refused if they have it already, and for an
    administrator who would enter or approve decisions too."""
    require_administrator(by)
    return _add_membership(person, role, by=by, partnership=partnership, at=at)


def _add_membership(
    person: User, role: str, *, by: User | None, partnership: Partnership | None, at: datetime | None
) -> Membership:
    if (role == Role.LEAD) != (partnership is not None):
        raise Refused("Choose a partnership for a lead, and none for anybody else.")
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.memberships.open().filter(role=role, partnership=partnership).exists():
        raise Refused(f"{person} has this role already.")
    refuse_both([*person.memberships.open().values_list("role", flat=True), role])
    asked_by = by if role in Membership.TAKES_TWO else None
    membership = Membership.objects.create(person=person, role=role, partnership=partnership, asked_by=asked_by)
    verb = "asked for a role" if asked_by else "gave a role"
    record(verb, membership, by=by, at=at, changes={"Role": ["", str(membership)]})
    end_sessions(person)
    return membership


def refuse_both(roles: Iterable[str]) -> None:
    """Who gives roles enters and approves no decisions: so nobody publishes anything alone."""
    if Role.ADMINISTRATOR in roles and {Role.OFFICER, Role.APPROVER} & set(roles):
        raise Refused("An administrator is no officer and no approver: end the other role first.")


@transaction.atomic
def confirm_membership(membership: Membership, *, by: User, at: datetime | None = None) -> Membership:
    """Give a role that another administrator has asked for. Refused to whoever asked, and to whoever gets it."""
    require_administrator(by)
    membership = Membership.objects.select_for_update(of=("self",)).select_related("person").get(pk=membership.pk)
    if not membership.waits:
        raise Refused("This role is not waiting to be confirmed.")
    if by.pk in (membership.asked_by_id, membership.person_id):
        raise Refused("Another administrator has to confirm this: not the one who asked, and not who gets the role.")
    membership.confirmed_by = by
    membership.save()
    record("confirmed a role", membership, by=by, at=at, changes={"Role": ["", str(membership)]})
    end_sessions(membership.person)
    return membership


def end_sessions(person: User) -> None:
    """Sign somebody out everywhere."""
    User.objects.filter(pk=person.pk).update(sessions_ended=models.F("sessions_ended") + 1)
    person.refresh_from_db(fields=["sessions_ended"])


@transaction.atomic
def end_membership(membership: Membership, *, by: User | None, at: datetime | None = None) -> Membership:
    """End a role. Its rights end with it, at the person's next click. Refused for the last administrator."""
    require_administrator(by)
    administrators = lock_administrators()
    membership = Membership.objects.select_for_update().get(pk=membership.pk)
    if membership.ended_at:
        raise Refused("This role has ended already.")
    if administrators == {membership}:
        raise Refused(LAST_ADMINISTRATOR)
    membership.ended_at = at or timezone.now()
    membership.save()
    record("ended a role", membership, by=by, at=at, changes={"Role": [str(membership), "ended"]})
    end_sessions(membership.person)
    return membership


def lock_administrators() -> set[Membership]:
    """The roles of all administrators who can sign in, locked with their holders, so that the last two cannot shut each
    other out at the same moment."""
    current = Membership.objects.current().filter(role=Role.ADMINISTRATOR, person__is_active=True)
    return set(current.select_related("person").order_by("pk").select_for_update(of=("self", "person")))


@transaction.atomic
def save_office_data(thing: models.Model, values: Mapping[str, Any], *, by: User, at: datetime | None = None) -> None:
    """Save a row of office data with new values: an organisation, a stream, an allocation, a plan…

    Refused for anybody but administrators, and where it would change an address that people and notices rely on.
    """
    require_administrator(by)
    slug = getattr(thing, "slug", None)
    if thing.pk and values.get("slug", slug) != slug:
        raise Refused("The address of its page cannot change, because people and published notices use it.")
    verb = "added" if thing.pk is None else "changed"
    if changes := set_fields(thing, values):
        record(verb, thing, by=by, at=at, changes=changes)


@transaction.atomic
def get_or_add_posts(titles: Iterable[str], *, by: User, at: datetime | None = None) -> list[Post]:
    """The posts that the office knows by these names, in order; one that it does not know yet is added, with its limit
    not known. Refused for a name that could be several."""
    names, added = NameResolver(), dict[str, Post]()
    posts = []
    for title in titles:
        try:
            post = names.post(title) or added.get(fold(title))
        except AmbiguousName as ambiguous:
            raise Refused(f"{ambiguous}.") from ambiguous
        posts.append(post or added.setdefault(fold(title), add_post(title, by=by, at=at)))
    return posts


def get_or_add_post(title: str, *, by: User, at: datetime | None = None) -> Post:
    return get_or_add_posts([title], by=by, at=at)[0]


def add_post(title: str, *, by: User, at: datetime | None) -> Post:
    post = Post.objects.create(title=title, slug=free_slug(Post, title, "post"), is_limit_known=False)
    record("added", post, by=by, at=at, changes={"Title": ["", title]})
    return post


@transaction.atomic
def get_or_add_stream(name: str, *, by: User, at: datetime | None = None) -> FundingStream:
    """The funding stream of this name, added where the office did not have it yet: an administrator says the rest."""
    if stream := FundingStream.objects.filter(name__iexact=name).first():
        return stream
    stream = FundingStream.objects.create(name=name, slug=free_slug(FundingStream, name, "stream"))
    record("added", stream, by=by, at=at, changes={"Name": ["", name]})
    return stream


def free_slug(model: Any, name: str, otherwise: str) -> str:
    """An address for a new row, with a number where another name comes to the same one, or to that of a page."""
    plain = slugify(name)[:LONGEST_SLUG] or otherwise
    taken = {"new"} | set(model.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    numbered = (f"{plain}-{number}" for number in count(2))
    return next(slug for slug in chain([plain], numbered) if slug not in taken)


def require_administrator(by: User | None) -> None:
    """Nobody (None) stands for the command line."""
    if by is not None and not by.is_administrator:
        raise Refused("Only an administrator may change this.")
