"""Which letters comments, questions and answers call for."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from conditions.letters import LETTER_WINDOW, heading, leads_of_partnerships, link_to
from conditions.models import Obligation
from grants.formatting import moment
from grants.letters import MAX_SUBJECT, address
from grants.models import Comment, Decision, Letter, Role, User
from grants.models.comments import CommentQuerySet

Kind = Letter.Kind


def letters(at: datetime) -> Iterator[Letter]:
    """About what was said within a week; what a redaction has emptied is said to nobody any more."""
    said = with_all(Comment.objects.filter(at__gte=at - LETTER_WINDOW, kept__content__isnull=False))
    yield from letters_to_named(said.exclude(named_ids=[]))
    yield from answer_letters(said.filter(is_question=False).exclude(partnership=None))


def with_all(comments: CommentQuerySet) -> CommentQuerySet:
    return comments.select_related("by", "kept", "partnership", "decision").prefetch_related("thing")


def letters_to_named(comments: CommentQuerySet) -> Iterator[Letter]:
    for comment in comments:
        for person in User.objects.filter(pk__in=comment.named_ids).exclude(pk=comment.by_id):
            words = f"{comment.by} on {moment(comment.at)}:\n{comment.text}"
            yield letter(Kind.COMMENT, comment, person, title_of(comment), f"{words}\n{link_of(comment)}")


def waiting_questions() -> Iterator[Letter]:
    """To every officer, what partnerships have asked and nobody has answered."""
    officers = list(User.objects.with_role(Role.OFFICER))
    for comment in with_all(Comment.objects.awaiting_answer().filter(kept__content__isnull=False)):
        words = f"{comment.by} for {comment.partnership} on {moment(comment.at)}:\n{comment.text}"
        for person in officers:
            yield letter(Kind.QUESTION, comment, person, title_of(comment), f"{words}\n{link_of(comment)}")


def answer_letters(comments: CommentQuerySet) -> Iterator[Letter]:
    """To the leads of the partnership, what the office has written to it."""
    leads = leads_of_partnerships()
    for comment in comments:
        obligation = comment.thing
        if isinstance(obligation, Obligation) and comment.partnership:
            said = f"The office wrote on {moment(comment.at)}:\n{comment.text}"
            title, link = heading(obligation, comment.partnership), link_to(obligation, comment.partnership)
            for person in leads.get(comment.partnership.pk, ()):
                yield letter(Kind.ANSWER, comment, person, title, f"{said}\n{link}")


def title_of(comment: Comment) -> str:
    thing = comment.thing
    return f"{thing.reference}: {thing.terms.title}" if isinstance(thing, Obligation) else str(thing)


def link_of(comment: Comment) -> str:
    thing: Any = comment.thing
    key = thing.reference if isinstance(thing, Decision) else thing.pk
    return address(f"office:{thing._meta.model_name}_detail", key)


def letter(kind: Letter.Kind, comment: Comment, person: User, title: str, words: str) -> Letter:
    return Letter(
        key=f"{kind}:{comment.pk}:{person.pk}",
        person=person,
        partnership=comment.partnership if kind == Kind.ANSWER else None,
        reference=comment.decision.reference if comment.decision else "",
        kind=kind,
        subject=f"{kind.label}: {title.splitlines()[0]}"[:MAX_SUBJECT],
        body=f"{title}\n{words}",
    )
