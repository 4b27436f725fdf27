"""The public lists of decisions: what each is for, and what it says of a decision on it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Value

from grants.formatting import day
from grants.record import KEY_NOTICE_DAYS
from grants.years import clear_days, london_today
from public.scrutiny.panel import PanelDecision
from register.models import Listing, ListingQuerySet, Notice, PublicList
from register.models.public_lists import in_time
from register.splits import workings

GROUNDS = (
    "The law knows four grounds on which a part of a grant decision may be withheld: national security, the safety of "
    "a person, harm to the prevention of crime or to justice, and another law that forbids publication. The first "
    "three depend on the view of the chief constable. The reference, the dates, the amount, the funding stream and the "
    "year are never withheld."
)
ABOUT = {
    PublicList.CORRECTED: "What has been published is never edited: a correction is a new version, which says what "
    "changed. Earlier versions stay readable.",
    PublicList.WITHDRAWN: "A decision that was withdrawn stays listed and readable, and awards nothing.",
    PublicList.LATE: "First published, here or elsewhere, after the end of the month that follows the decision. That "
    "is a rule of this register, not law: the law says as soon as practicable after the end of the month.",
    PublicList.KEY: f"Notice of a key decision has to be given {KEY_NOTICE_DAYS} clear days before it (SI 2017/68, "
    "article 11). Decisions that are not recorded as key decisions are not here.",
    PublicList.WITHHELD: GROUNDS,
    PublicList.OPEN_CALL: "The money was given after an open call for applications. Decisions that record no call are "
    "not here, whether there was one or not.",
    PublicList.SHARES: "One sum was divided among several awards, by a method that the decision states. Decisions that "
    "record no method are not here, whether there was one or not.",
}


@dataclass(frozen=True)
class ListRow(PanelDecision):
    """A decision on a list, and in sentences why it is there."""

    sentences: list[str]


@dataclass(frozen=True)
class ListOfDecisions:
    """A public list, with how many decisions are on it."""

    name: PublicList
    count: int

    @property
    def about(self) -> str:
        return ABOUT[self.name]


def lists_of_decisions() -> list[ListOfDecisions]:
    """All of them, counted at once, each by an index of its own."""
    first, *rest = (
        Listing.objects.on_list(name).order_by().values_list(Value(name.value)).annotate(Count("pk"))
        for name in PublicList
    )
    counts = dict(first.union(*rest, all=True))
    return [ListOfDecisions(name, counts.get(name.value, 0)) for name in PublicList]


def on_list(name: PublicList) -> ListingQuerySet:
    """The decisions on it, the newest first, each with its notice and the corrections before it."""
    corrections = Notice.objects.filter(kind=Notice.Kind.CORRECTION).defer("document_data").order_by("-version")
    rows = Listing.objects.on_list(name).without_words().newest_first().select_related("notice__decision")
    return rows.prefetch_related(Prefetch("decision__notices", corrections, to_attr="corrections"))


def list_rows(name: PublicList, found: Iterable[Listing]) -> list[ListRow]:
    rows = [(listing, listing.notice.document) for listing in found]
    return [ListRow(*row, list(SENTENCES[name](PanelDecision(*row)))) for row in rows]


def corrected(row: PanelDecision) -> Iterator[str]:
    for notice in row.listing.decision.corrections:  # type: ignore[attr-defined]
        yield f"Version {notice.version}, {day(london_today(notice.published_at))}: {notice.public_note}"


def withdrawn(row: PanelDecision) -> Iterator[str]:
    notice = row.listing.notice
    yield f"Withdrawn on {day(london_today(notice.published_at))}: {notice.public_note}"


def late(row: PanelDecision) -> Iterator[str]:
    listing = row.listing
    yield (
        f"Published on {day(listing.first_published_on)}, {listing.lag_days} days after the decision. "
        f"In time would have been by {day(in_time(listing.decided_on))}."
    )


def key(row: PanelDecision) -> Iterator[str]:
    given = row.key_notice_on
    if given is None:
        yield "No notice is recorded."
        return
    days = clear_days(given, row.listing.decided_on)
    short = f", fewer than {KEY_NOTICE_DAYS}" if row.lacks_key_notice else ""
    yield f"Notice was given on {day(given)}, {max(days, 0)} clear days before the decision{short}."


def withheld(row: PanelDecision) -> Iterator[str]:
    for entry in row.document.withheld:
        more = " With it the title of the award, and its partnership if it has one." if entry.kind == "award" else ""
        yield f"{entry}.{more}"


def open_call(row: PanelDecision) -> Iterator[str]:
    if row.document.summary:
        yield row.document.summary


def shares(row: PanelDecision) -> Iterator[str]:
    for working in workings(row.document):
        yield f"{working.title}. {' '.join(working.sentences)}"


SENTENCES: dict[PublicList, Callable[[PanelDecision], Iterator[str]]] = {
    PublicList.CORRECTED: corrected,
    PublicList.WITHDRAWN: withdrawn,
    PublicList.LATE: late,
    PublicList.KEY: key,
    PublicList.WITHHELD: withheld,
    PublicList.OPEN_CALL: open_call,
    PublicList.SHARES: shares,
}
