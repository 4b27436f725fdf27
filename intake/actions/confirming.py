"""What an officer answers beside a notice: fields, names, labels, and what to do with what was left over."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from conditions.actions.conditions import remove_condition
from grants.actions.awards import change_award, refuse_stale_awards, remove_award
from grants.actions.decisions import revise, set_decision_makers
from grants.actions.office_data import get_or_add_posts, get_or_add_stream
from grants.actions.organisations import add_organisation
from grants.actions.other_names import add_other_name
from grants.models import Award, Decision, FundingStream, KeptText, Organisation, Post, User
from grants.names import NameResolver, Payee
from intake.actions.learning import learn_layout
from intake.actions.notices import NO_STREAM, add_parsed_award, attach_parsed
from intake.actions.teaching import known_for, set_back_label, teach_label, usual
from intake.models import ImportedNotice
from intake.notice_values import UNTITLED, Leftover, found_by, leftovers, posts_of, record_of
from intake.notices.conditions import all_of_block
from intake.notices.findings import awards_said
from intake.notices.money import ParsedAward
from intake.notices.notice import Known, ParsedNotice, read_one
from intake.notices.paragraphs import parse_pieces

EMPTY = ParsedNotice(kind=Decision.Kind.GRANT)
NOTHING_SAID = (None, "", UNTITLED)


@dataclass(frozen=True)
class NameAnswer:
    """What a name of the notice means, which `asks` for a post, a recipient or a stream: something that the office
    knows, or a new one, an organisation of this `kind`.
    `remember`: it is also known by that name from now on."""

    digest: str
    name: str
    asks: str
    means: Post | Payee | FundingStream | None = None
    kind: str = ""
    remember: bool = False
    award: int | None = None


@dataclass(frozen=True)
class Made:
    """Words of the notice that were not understood, and are a condition, or of an award to `whom`, unless they name who
    gets it."""

    words: str
    is_award: bool = False
    whom: str = ""


@dataclass(frozen=True)
class Answers:
    """`values` are fields of the record; `posts` who decided, in order, new ones by their titles; `awards` fields of
    each award by its number, None takes it out; `labels` the field of each label, for the `publisher`,
    and `set_back` those that are not known any more; `settled` the digests of leftovers that need nothing more, and
    what is `made` of some.
    `is_of_another`: it is to be read as a notice of that publisher."""

    values: Mapping[str, Any]
    posts: Sequence[Post | str]
    awards: Mapping[int, Mapping[str, Any] | None]
    names: Sequence[NameAnswer] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    set_back: Sequence[str] = ()
    publisher: str = ""
    remember_labels: bool = False
    is_of_another: bool = False
    settled: Sequence[str] = ()
    made: Sequence[Made] = ()


@transaction.atomic
def confirm_notice(
    decision: Decision, answers: Answers, *, by: User, revision: int | None = None, at: datetime | None = None
) -> ImportedNotice:
    """Save what was answered beside the notice of a draft. Its awards are thereby confirmed. Where labels were given a
    meaning it is read again, and what that reads is put where nothing else stands, and nobody has typed; else its
    layout is learned, and what is read again by that only fills what says nothing.

    Refused as `revise` and `change_award` refuse.
    """
    typed = [name for name, value in answers.values.items() if _words(value) != _words(decision.value_of(name))]
    decision = revise(decision, by=by, values=answers.values, revision=revision, at=at)
    refuse_stale_awards(decision, since=revision)
    named: dict[int | None, dict[str, Any]] = {}
    for answer in answers.names:
        named[answer.award] = named.get(answer.award, {}) | save_name(answer, by=by, at=at)
    new = [post for post in answers.posts if isinstance(post, str)]
    added = dict(zip(new, get_or_add_posts(new, by=by, at=at), strict=True))
    posts = [added[post] if isinstance(post, str) else post for post in answers.posts]
    set_decision_makers(decision, by=by, posts=posts, at=at)
    for award in decision.awards.filter(number__in=answers.awards):
        given = answers.awards[award.number]
        save_award(award, given, named.get(award.number, {}), by=by, at=at)
    imported = ImportedNotice.objects.select_for_update(of=("self",)).select_related("texts").get(decision=decision)
    asked = make(decision, answers.made, by=by, at=at)
    if asked:
        add_leftovers(imported, asked)
    was, imported.publisher = imported.publisher, answers.publisher
    imported.typed = sorted({*imported.typed, *typed})
    imported.settled = [*imported.settled, *answers.settled, *(answer.digest for answer in answers.names)]
    is_read = bool(answers.labels or answers.set_back) or answers.is_of_another
    is_learned = answers.remember_labels and not is_read and learn_layout(imported, by=by, at=at)
    if is_read or is_learned:
        read_again(imported, answers, was, only_fills=is_learned, by=by, at=at)
    imported.is_confirmed = imported.is_confirmed or not is_read
    imported.learned_revision = _learned_revision(decision, is_learned=not is_read) if answers.remember_labels else None
    imported.save()
    return imported


def make(decision: Decision, made: Sequence[Made], *, by: User, at: datetime | None) -> list[Leftover]:
    """Add the awards and the conditions that words of the notice were said to be; gives back the names in them that the
    office does not know."""
    names = NameResolver()
    for each in made:
        if not each.is_award:
            for condition in all_of_block(parse_pieces(each.words.split("\n"))):
                attach_parsed(decision, condition, by=by, at=at)
    there = set(decision.awards.values_list("amount", flat=True))
    awards = [award for each in made if each.is_award for award in awards_said(each.words, each.whom, there)]
    return [
        asked
        for award in awards
        for asked in add_parsed_award(decision, award, names, title=decision.title, by=by, at=at)
    ]


def add_leftovers(imported: ImportedNotice, asked: Sequence[Leftover]) -> None:
    left = [*imported.texts.get("leftovers", []), *asked]
    imported.texts = KeptText.of(imported.decision, {"text": imported.text, "leftovers": left})
    imported.texts.save()


def _learned_revision(decision: Decision, *, is_learned: bool) -> int:
    """As which revision the layout was learned; 0 where that is still to come."""
    return Decision.objects.values_list("revision", flat=True).get(pk=decision.pk) if is_learned else 0


def _words(value: Any) -> list[str]:
    """A value as it is compared with what a browser sends of it."""
    return str("" if value is None else value).split()


def save_award(
    award: Award, values: Mapping[str, Any] | None, named: Mapping[str, Any], *, by: User, at: datetime | None
) -> None:
    if values is None:
        remove_award(award, by=by, at=at)
    else:
        change_award(award, by=by, values={**values, **named}, at=at)


def save_name(answer: NameAnswer, *, by: User, at: datetime | None) -> dict[str, Any]:
    """What a name means, as fields of its award; added, or remembered, as answered."""
    means = answer.means
    if means is None and answer.award is None:
        return {}
    if means is None and answer.asks == "stream":
        return {"stream": get_or_add_stream(answer.name, by=by, at=at)}
    if means is None:
        known = Organisation.objects.filter(name__iexact=answer.name).first()
        values = {"name": answer.name, "kind": answer.kind}
        return {"recipient": known or add_organisation(by=by, values=values, at=at)}
    if answer.remember:
        thing = means.partnership or means.recipient if isinstance(means, Payee) else means
        add_other_name(thing, answer.name, by=by, at=at)
    if isinstance(means, Payee):
        return {"recipient": means.recipient, "partnership": means.partnership}
    return {"stream": means} if isinstance(means, FundingStream) else {}


def read_again(
    imported: ImportedNotice, answers: Answers, was: str, *, only_fills: bool, by: User, at: datetime | None
) -> None:
    """Read the text with what its labels mean, as of its publisher; `was` the one as whose it was read. Only what the
    earlier reading had said is replaced, and nothing where the reading `only_fills`."""
    text, decision = imported.text, Decision.objects.get(pk=imported.decision_id)
    is_first = not imported.sources  # an empty draft beside a text that was refused
    known = known_for(text, was, besides=decision.reference if only_fills else "")[1]
    before = EMPTY if is_first else read_one(text, known)
    untaught = EMPTY if is_first else read_one(text, Known(known.posts))
    for label, name in answers.labels.items() if answers.remember_labels else ():
        teach_label(label, name, by=by, publisher=answers.publisher, at=at)
    for label in answers.set_back if answers.remember_labels else ():
        set_back_label(label, by=by, publisher=answers.publisher, at=at)
    meanings = [(label, ":".join(usual(name))) for label, name in answers.labels.items()]
    after = read_one(text, known_for(text, answers.publisher, meanings)[1])
    names = NameResolver()
    values = newly_read(decision, before, untaught, after)
    theirs = {
        name
        for name, value in values.items()
        if decision.value_of(name) not in NOTHING_SAID
        and (name in imported.typed or only_fills or (imported.is_confirmed and value in NOTHING_SAID))
    }
    decision = revise(decision, by=by, values={name: values[name] for name in values.keys() - theirs}, at=at)
    read, asked = posts_of(after.makers, names)
    posts = [maker.post for maker in decision.decision_makers.select_related("post")]
    set_decision_makers(decision, by=by, posts=posts or read, at=at)
    if not (only_fills or imported.is_confirmed):
        take_out_misread(decision, before, after, by=by, at=at)
    wordings = {each.wording for each in (*before.conditions, *decision.conditions.all())}
    for condition in after.conditions:
        if condition.wording not in wordings:
            attach_parsed(decision, condition, by=by, at=at)
    read_before = Counter(each.amount for each in before.awards)
    known_awards = read_before | Counter(decision.awards.values_list("amount", flat=True))
    for parsed in after.awards:
        if known_awards[parsed.amount]:
            known_awards[parsed.amount] -= 1
            asked += name_stream(decision, parsed, names, imported.leftovers, by=by, at=at)
        else:
            asked += add_parsed_award(decision, parsed, names, title=decision.title, by=by, at=at)
    still = [left for left in imported.leftovers if left.get("asks") in ("recipient", "stream")]
    kept = [{name: said for name, said in left.items() if name != "digest"} for left in still]
    left = settled_before(leftovers(after), imported, is_whole=only_fills or is_first)
    imported.texts = KeptText.of(decision, {"text": text, "leftovers": [*left, *kept, *asked]})
    imported.texts.save()
    imported.sources = after.sources


def take_out_misread(
    decision: Decision, before: ParsedNotice, after: ParsedNotice, *, by: User, at: datetime | None
) -> None:
    """Take out the conditions that the earlier reading found, and nobody has changed, where the new one finds none."""
    misread = {each.wording for each in before.conditions} - {each.wording for each in after.conditions}
    for condition in decision.conditions.filter(wording__in=misread):
        remove_condition(condition, by=by, at=at)


def settled_before(left: Sequence[Leftover], imported: ImportedNotice, *, is_whole: bool) -> list[Leftover]:
    """What is left over of a text; it asks nothing where an officer had settled all of it, whatever it was asked for:
    each line that was left over, or of a text that they have just confirmed as a `whole` any that was not."""
    still_open = {line for each in imported.to_look_at for line in each["text"].splitlines()}
    seen = {line for each in imported.texts.get("leftovers", []) for line in each["text"].splitlines()}

    def is_settled(each: Leftover) -> bool:
        lines = set(filter(None, each["text"].splitlines()))
        return not (each.get("asks") or still_open & lines) and (is_whole or lines <= seen)

    return [each | {"asks": "nothing"} if is_settled(each) else each for each in left]


def name_stream(
    decision: Decision,
    parsed: ParsedAward,
    names: NameResolver,
    before: Sequence[Leftover],
    *,
    by: User,
    at: datetime | None,
) -> list[Leftover]:
    """Give an award that was read before the stream that is read now, where it has none; gives back what to ask of a
    stream that the office does not know, unless it was asked `before`."""
    stream, why = found_by(names.stream, parsed.stream_text, NO_STREAM)
    award = decision.awards.filter(amount=parsed.amount, stream=None).first()
    if stream and award:
        change_award(award, by=by, values={"stream": stream}, at=at)
    was_asked = {each.get("award") for each in before if each.get("asks") == "stream"}
    if stream or not (why and award) or award.number in was_asked:
        return []
    asks = {"asks": "stream", "name": parsed.stream_text, "award": award.number}
    return [{"text": parsed.sentence, "why": why, **asks}]


def newly_read(decision: Decision, before: ParsedNotice, untaught: ParsedNotice, after: ParsedNotice) -> dict[str, Any]:
    """What another reading says, also where that is nothing, for the fields that say what an earlier one had said, the
    last or the one without any taught label; and what it says anew, for fields that are empty."""
    old, first, new = record_of(before), record_of(untaught), record_of(after)
    kept = {name: decision.value_of(name) for name in new}
    return {
        name: value
        for name, value in new.items()
        if (value != old[name] if kept[name] in NOTHING_SAID else kept[name] in (old[name], first[name]))
    }
