"""What labels mean in the notices of a publisher: taught once by an officer, then read by itself."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from grants.actions.diary import record, set_fields
from grants.actions.other_names import require_office
from grants.models import Post, User
from intake.models import ImportedNotice, LearnedLine, TaughtLabel
from intake.notices.layouts import HOWS, NO_LABEL, plain
from intake.notices.learned import share_of, tokens
from intake.notices.notice import Known, fits_text
from intake.notices.publishers import body_of, named_in, publisher_of, site_of

CLEARLY, NEARLY = 0.6, 0.1
"""Of the standing words of a layout, as much as a text has that is clearly laid out so; and by how much one layout has
to be nearer than another."""


@transaction.atomic
def teach_label(label: str, field: str, *, by: User, publisher: str = "", at: datetime | None = None) -> TaughtLabel:
    """Let a label mean a field from now on, or that it is none (`NO_LABEL`): in the notices of a publisher or, without
    one, of all. What it meant before is forgotten. Refused for anybody who does not work in the office."""
    require_office(by)
    _unlearn(label, publisher)
    taught = _taught(label, publisher) or TaughtLabel(publisher=publisher, label=" ".join(label.split()))
    changes = set_fields(taught, dict(zip(("field", "how"), usual(field), strict=True)))
    if changes:
        record("taught a label", taught, by=by, at=at, changes={"Label": ["", str(taught)]})
    return taught


@transaction.atomic
def set_back_label(label: str, *, by: User, publisher: str = "", at: datetime | None = None) -> None:
    """From now on a label means what it meant before this publisher's was taught; nothing where it was not."""
    _unlearn(label, publisher)
    if taught := _taught(label, publisher):
        forget_label(taught, by=by, at=at)


def _taught(label: str, publisher: str) -> TaughtLabel | None:
    known = TaughtLabel.objects.filter(publisher__iexact=publisher)
    return next((each for each in known if plain(each.label) == plain(label)), None)


def _unlearn(label: str, publisher: str) -> None:
    """Forget what was learned of this label in confirmed notices: what is taught of it counts."""
    learned = LearnedLine.objects.filter(publisher__iexact=publisher).exclude(words="")
    LearnedLine.objects.filter(pk__in=[each.pk for each in learned if tokens(each.words) == tokens(label)]).delete()


@transaction.atomic
def forget_label(taught: TaughtLabel, *, by: User, at: datetime | None = None) -> None:
    """From now on the label is not known any more."""
    require_office(by)
    record("forgot a label", taught, by=by, at=at, changes={"Label": [str(taught), ""]})
    taught.delete()


def usual(field: str) -> tuple[str, str]:
    """The field that was chosen and how it is usually read; what is no label has none."""
    return ("", field) if field == NO_LABEL.how else (field, next(iter(HOWS[field])))


def known_for(
    text: str, publisher: str = "", answered: Sequence[tuple[str, str]] = (), *, besides: str = ""
) -> tuple[str, Known]:
    """Whose notice a text is, and what the office knows beforehand when it reads it, `besides` what it has learned from
    the decision of this reference. `answered`: labels with their meanings, for this text alone, whatever was learned.

    What was taught without a publisher is first of all for notices that name none. Elsewhere that, and what was taught
    for another publisher, counts where nothing else says what the label means, and no two differ. Elsewhere no label
    means that its text is left out.
    """
    taught = list(TaughtLabel.objects.all())
    publishers = taught_publishers()
    publisher = publisher or publisher_found(text, publishers)
    own = [each.meaning for each in taught if each.publisher.casefold() == publisher.casefold()]
    others: dict[str, set[tuple[str, str]]] = {}
    for each in (each for each in taught if each.field):
        others.setdefault(plain(each.label), set()).add((plain(each.label), each.meaning[1]))
    elsewhere = tuple(meanings.pop() for meanings in others.values() if len(meanings) == 1)
    titles = (*Post.objects.values_list("title", flat=True), *other_titles())
    examples = LearnedLine.examples(publisher)
    examples.pop(besides, None)
    said = [tokens(label) for label, _ in answered]
    learned = (tuple(item for item in each if tokens(item.words) not in said) for each in examples.values())
    return publisher, Known(titles, (*answered, *own), elsewhere, tuple(learned))


def taught_publishers() -> list[str]:
    """The publishers whose labels were taught, or whose layout was learned, by name."""
    names = (model.objects.values_list("publisher", flat=True).distinct() for model in (LearnedLine, TaughtLabel))
    return sorted({name for each in names for name in each} - {""})


def is_another(publisher: str, was: str) -> bool:
    """Whether this publisher was taught, and is not the one that it was so far."""
    return publisher.casefold() in {name.casefold() for name in taught_publishers()} - {was.casefold()}


def publisher_found(text: str, publishers: Sequence[str]) -> str:
    """Whose notice a text is: of the publishers that were taught the one that it names, or as whose notices it is laid
    out whatever it is called; else what the text says itself."""
    site = site_of(text)
    named = site if site in publishers else named_in(text, publishers)
    return named or publisher_by_layout(text) or publisher_of(text)


def publisher_by_layout(text: str) -> str:
    """The one publisher as whose notices a text is clearly laid out, and that names the same body, if any; empty where
    there is none, or several."""
    words, body = f" {' '.join(tokens(text))} ", body_of(text)
    shares: dict[str, float] = {}
    for (publisher, reference), example in LearnedLine.every_example().items():
        share = share_of(words, example)
        is_nearer = share > max(CLEARLY, shares.get(publisher, 0)) and _is_of_body(reference, body)
        if is_nearer and fits_text(text, Known(examples=(example,))):
            shares[publisher] = share
    best = sorted(shares, key=lambda name: shares[name], reverse=True)
    return best[0] if best and (len(best) == 1 or shares[best[0]] - shares[best[1]] > NEARLY) else ""


def _is_of_body(reference: str, body: str) -> bool:
    """Whether the notice behind this decision names this body, or one of them names none."""
    imported = ImportedNotice.objects.select_related("texts").filter(decision__reference=reference).first()
    other = body_of(imported.text) if imported else ""
    return not (body and other) or plain(body) == plain(other)


def other_titles() -> Iterable[str]:
    """What posts are also known as."""
    return Post.objects.exclude(other_names=None).values_list("other_names__name", flat=True)
