"""Following a list of decisions by e-mail: request, confirmation, letters about what is new, and the end; and counting
who finds a page useful."""

from datetime import datetime, timedelta
from smtplib import SMTPException

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from conditions.findings import FindingsOfDay, findings_made, newest_assessment
from grants.actions.letters import write_letters
from grants.letters import confirmation
from grants.models.subscriptions import Subscription
from grants.refused import Refused
from grants.years import london_today
from public.browse.search import Search
from public.letters import MAX_FINDINGS, letters
from public.models import PageAnswer
from register.models import Notice

UNCONFIRMED_FOR = timedelta(days=7)
ON_ITS_WAY = timedelta(minutes=10)
MAX_QUERY = Subscription._meta.get_field("query").max_length or 0


def ask_to_follow(*, email: str, query: str, frequency: str) -> Subscription:
    """Save a request and send an e-mail with the link that confirms it; for the same request again, the same e-mail.

    Refused for a search that is too long to be saved, and if the mail server does not take the e-mail.
    """
    if len(query) > MAX_QUERY:
        raise Refused("This search is too long to be followed. Use fewer words.")
    subscription, _ = Subscription.objects.get_or_create(
        email=email.lower(), query=query, defaults={"frequency": frequency}
    )
    if not subscription.confirmed_at:
        subscription.frequency = frequency
        subscription.save(update_fields=["frequency"])
    try:
        confirmation(subscription).send()
    except (SMTPException, OSError) as error:
        raise Refused("The e-mail could not be sent just now. Try again in a few minutes.") from error
    return subscription


@transaction.atomic
def confirm(subscription: Subscription, *, at: datetime | None = None) -> Subscription:
    """From now on it is e-mailed about what is new; confirmed twice, nothing changes."""
    subscription = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if subscription.confirmed_at is None:
        subscription.confirmed_at = at or timezone.now()
        subscription.last_sequence = newest_sequence()
        subscription.last_finding = newest_assessment(before=timezone.now())
        subscription.save()
    return subscription


def stop_following(token: str) -> None:
    """Delete the subscription, and the address with it; one that is gone already stays gone."""
    Subscription.objects.filter(token=token).delete()


def write_updates(*, at: datetime | None = None) -> None:
    """Write letters to those who follow, at most once a day or once a week, about the notices that are new to them.
    Subscriptions that nobody has confirmed are deleted."""
    moment = at or timezone.now()
    Subscription.objects.filter(confirmed_at=None, asked_at__lt=moment - UNCONFIRMED_FOR).delete()
    for pk in list(Subscription.objects.due(london_today(moment)).values_list("pk", flat=True)):
        write_update(pk, at=moment)


@transaction.atomic
def write_update(pk: int, *, at: datetime) -> None:
    """The letters of one subscription; none if another process is writing them, or nothing is new. Findings of the last
    minutes wait for the next letters: an earlier one may still be on its way into the database."""
    day = london_today(at)
    free = Subscription.objects.select_for_update(skip_locked=True, of=("self",))
    subscription = free.due(day).filter(pk=pk).first()
    if subscription is None:
        return
    settled = at - ON_ITS_WAY
    notices, findings = new_notices(subscription), new_findings(subscription, before=settled)
    if not (notices or findings):
        return
    write_letters(letters(subscription, notices, findings))
    subscription.last_sequence = notices[-1].sequence if notices else subscription.last_sequence
    subscription.last_finding = max(subscription.last_finding, newest_assessment(before=settled))
    subscription.last_written_on = day
    subscription.save()


def new_findings(subscription: Subscription, *, before: datetime) -> list[FindingsOfDay]:
    """The findings that no letter was written about yet, on conditions of decisions that are on the list now, oldest
    first; of very many the newest."""
    listed = Search.read(subscription.query).narrowed().order_by().values("reference")
    made = findings_made(listed, most=MAX_FINDINGS, after=subscription.last_finding, before=before)
    return list(made)[::-1]


def new_notices(subscription: Subscription) -> list[Notice]:
    """The notices that no letter was written about yet, of decisions that are on the list now, oldest first."""
    listed = Search.read(subscription.query).narrowed()
    later = Notice.objects.filter(sequence__gt=subscription.last_sequence, decision__listing__in=listed)
    rows = later.select_related("decision__listing").defer("document_data", "decision__listing__words")
    return list(rows.order_by("sequence"))


def newest_sequence() -> int:
    return Notice.objects.aggregate(newest=Max("sequence"))["newest"] or 0


def count_answer(*, page: str, is_useful: bool, at: datetime | None = None) -> None:
    """One more reader found the page useful, or not, this month."""
    month = london_today(at).replace(day=1)
    counted, _ = PageAnswer.objects.get_or_create(page=page, month=month)
    name = "useful" if is_useful else "not_useful"
    PageAnswer.objects.filter(pk=counted.pk).update(**{name: F(name) + 1})
