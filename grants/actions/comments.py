"""Comments between the people of the office, and who is named in one."""

import re
from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction
from django.utils import timezone

from grants.actions.decisions import require_editor
from grants.actions.diary import record
from grants.models import Comment, Decision, KeptText, Partnership, Role, User
from grants.refused import Refused

NAMED = re.compile(r"(?<![\w.@])@(?=\w)")
FIRST_WORD = re.compile(r"[\w'’-]+")


@transaction.atomic
def comment(
    thing: models.Model, *, by: User, text: str, decision: Decision | None = None, at: datetime | None = None
) -> Comment:
    """Say something to colleagues beside a decision, an obligation or a contribution. Never public.

    `@name` tells that person of the office. Refused: without a word; for an @ behind which nobody is known, or several.
    """
    require_editor(by)
    return save_comment(thing, by=by, text=text, decision=decision, named=named_in(text), at=at)


def save_comment(
    thing: models.Model,
    *,
    by: User,
    text: str,
    decision: Decision | None,
    partnership: Partnership | None = None,
    is_question: bool = False,
    named: Sequence[User] = (),
    at: datetime | None = None,
) -> Comment:
    if not text.strip():
        raise Refused("Write something.")
    kept = KeptText.of(decision, {"text": text.strip()})
    kept.save()
    saved = Comment.objects.create(
        thing=thing,
        decision=decision,
        partnership=partnership,
        by=by,
        at=at or timezone.now(),
        kept=kept,
        named_ids=sorted(person.pk for person in named),
        is_question=is_question,
    )
    record("asked the office" if is_question else "commented", saved, by=by, at=at)
    return saved


def named_in(text: str) -> list[User]:
    """The people of the office who are named with an @: by their whole name, or by a first name that only one of
    them has."""
    places = [text[match.end() :] for match in NAMED.finditer(text)]
    if not places:
        return []
    people = list(User.objects.with_role(Role.OFFICER, Role.APPROVER, Role.ADMINISTRATOR))
    return list({person.pk: person for person in (person_at(place, people) for place in places)}.values())


def person_at(text: str, people: Sequence[User]) -> User:
    """The one person with whose name the text begins."""
    whole = [each for each in people if re.match(re.escape(each.name) + r"\b", text, re.IGNORECASE)]
    if whole:
        return max(whole, key=lambda each: len(each.name))
    word = FIRST_WORD.match(text)
    first = word[0].casefold() if word else ""
    alike = [each for each in people if each.name.split()[0].casefold() == first]
    if len(alike) > 1:
        names = " or ".join(f"@{each.name}" for each in alike)
        raise Refused(f"Several people here are called {alike[0].name.split()[0]}: write {names}.")
    if not alike:
        raise Refused(f"Nobody in the office is called {word[0] if word else text[:20]}. Write the name without the @.")
    return alike[0]
