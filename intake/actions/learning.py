"""How the notices of a publisher are laid out: learned from one that an officer has confirmed."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from grants.actions.diary import record
from grants.actions.other_names import require_office
from grants.formatting import pounds
from grants.models import Award, Decision, User
from intake.actions.teaching import known_for
from intake.models import RECORD_NAMES, ImportedNotice, LearnedLine, digest_of
from intake.notice_values import record_of
from intake.notices.gaps import likeness
from intake.notices.layouts import HOWS
from intake.notices.learned import AS_DECIDED, NO_CONDITION, Example, Item
from intake.notices.learning import merged
from intake.notices.locating import Said
from intake.notices.notice import Known, ParsedNotice, fits_text, learn_from, read_one
from intake.notices.text import clean

NEARLY_THE_SAME = 0.5
"""Of the words of two conditions, as much as one has that was only reworded."""
Values = dict[str, list[str | date]]


@transaction.atomic
def learn_layout(imported: ImportedNotice, *, by: User, at: datetime | None = None) -> bool:
    """Remember what became of the lines of a confirmed notice, for its publisher; gives back whether anything was. What
    was learned from notices laid out alike is replaced, and kept where this one says nothing of it. Nothing is learned
    where the reader had read all that the record says."""
    require_office(by)
    text, decision = imported.text, Decision.objects.get(pk=imported.decision_id)
    known = known_for(text, imported.publisher, besides=decision.reference)[1]
    read = read_one(text, known)
    removed = _removed(decision, read) if imported.sources else []
    if imported.sources and not (removed or _was_settled(imported)) and _was_read(decision, read):
        return False
    is_open = {line for left in imported.to_look_at for line in clean(left["text"] or "-")[0]}
    example = learn_from(text, known, said_by(decision), is_open.__contains__)
    if sum(bool(item.target.field) for item in example) < 2:
        return False
    example = (*example, *(Item(wording, NO_CONDITION) for wording in removed))
    replaced = [decision.reference]
    for reference, earlier in LearnedLine.examples(imported.publisher).items():
        if reference != decision.reference and fits_text(text, Known(examples=(earlier,))):
            example = merged(earlier, example)
            replaced.append(reference)
    LearnedLine.objects.filter(publisher__iexact=imported.publisher, learned_from__in=replaced).delete()
    keep_example(example, imported.publisher, decision.reference, by=by, at=at)
    return True


def learn_what_was_changed(*, by: User, at: datetime | None = None) -> None:
    """Learn again from each notice whose draft was changed since its layout was learned; once it is published, for the
    last time."""
    changed = ImportedNotice.objects.filter(learned_revision__lt=F("decision__revision"))
    for imported in changed.select_related("decision", "texts").select_for_update(of=("self",)):
        learn_layout(imported, by=by, at=at)
        imported.learned_revision = None if imported.decision.published_at else imported.decision.revision
        imported.save(update_fields=["learned_revision"])


def keep_example(example: Example, publisher: str, reference: str, *, by: User, at: datetime | None = None) -> None:
    """Keep what was learned of a publisher from the decision of this reference, a row for each line."""
    kept = LearnedLine.objects.bulk_create(_rows(example, publisher, reference))
    said = f"{len(kept)} lines{f' of {publisher}' if publisher else ''}, from {reference}"
    record("learned a layout", kept[0], by=by, at=at, changes={"Layout": ["", said]})


@transaction.atomic
def forget_line(line: LearnedLine, *, by: User, at: datetime | None = None) -> None:
    """From now on this line is read as if it had not been learned."""
    require_office(by)
    record("forgot a learned line", line, by=by, at=at, changes={"Line": [str(line), ""]})
    line.delete()


def _rows(example: Example, publisher: str, reference: str) -> Iterator[LearnedLine]:
    for number, (words, target, says) in enumerate(example, start=1):
        yield LearnedLine(
            publisher=publisher,
            learned_from=reference,
            number=number,
            words=words,
            field=target.field,
            how=target.how,
            says=says,
        )


def _was_settled(imported: ImportedNotice) -> bool:
    """Whether words that had no place were put into a field or ticked off; an answered name is no layout."""
    left = [left for left in imported.texts.get("leftovers", []) if not left.get("asks")]
    return any(digest_of(each) in imported.settled for each in left)


def _was_read(decision: Decision, read: ParsedNotice) -> bool:
    values = record_of(read)
    return all(decision.value_of(name) == value for name, value in values.items())


def _removed(decision: Decision, read: ParsedNotice) -> list[str]:
    """The conditions that were read and that the decision does not have any more, in those or in nearly those words."""
    kept = [each.wording for each in decision.conditions.all()]
    return [
        each.wording
        for each in read.conditions
        if not any(likeness(each.wording, wording) > NEARLY_THE_SAME or wording in each.wording for wording in kept)
    ]


def _names_of(award: Award) -> list[str]:
    """What a notice may call who gets an award."""
    names = [award.recipient.name] if award.recipient else []
    return [*names, award.partnership.district] if award.partnership else names or [""]


def said_by(decision: Decision) -> Said:
    """What a record says, by the reader's names of its fields. Awards only where no text says them."""
    of_reader = {name: each for each, name in RECORD_NAMES.items() if name != "outcome_text"}
    of_record = {name: of_reader.get(name, name) for name in HOWS if name}
    said = {name: decision.value_of(field) for name, field in of_record.items() if hasattr(decision, field)}
    values: Values = {name: [value] for name, value in said.items() if isinstance(value, str | date) and value}
    makers = list(decision.decision_makers.select_related("post"))
    values["decision_makers"] = [
        title
        for maker in makers
        for title in (maker.title, *(maker.post.other_names.values_list("name", flat=True) if maker.post else ()))
    ]
    values["conditions"] = [each.wording for each in decision.conditions.all()]
    texts = f"{decision.decision_text}\n{decision.purpose}"
    awards = [
        (amount, name)
        for award in decision.awards.select_related("recipient", "partnership")
        for name in _names_of(award)
        if (amount := pounds(award.amount).removesuffix(".00")) not in texts
    ]
    if decision.legal_power_other:
        values["legal_power"] = [decision.legal_power_other]
    is_as_decided = decision.purpose and decision.purpose == decision.decision_text
    values.pop("purpose" if is_as_decided else "", None)
    always = {
        "purpose": [AS_DECIDED] if is_as_decided else [],
        "decision_makers": [maker.title for maker in makers],
        "outcome_text": list(filter(None, [decision.outcome])),
    }
    return Said(values, awards, always)
