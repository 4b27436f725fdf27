"""The one screen on which an officer confirms what was read from a notice, and answers what was not."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from grants import record
from grants.forms.changes import ChangeForm
from grants.forms.decisions import form_field
from grants.look_alikes import look_alikes, marks, say_why
from grants.models import Award, FundingStream, Post
from grants.names import AmbiguousName, NameResolver
from grants.years import london_today
from intake.actions.confirming import Answers, NameAnswer
from intake.actions.teaching import is_another, taught_publishers
from intake.forms.notice_fields import (
    NEW,
    NO,
    NOTHING_SAID,
    TO_NO_FIELD,
    VARY,
    Fields,
    Question,
    add_posts_field,
    award_fields,
    chosen_of,
    decision_called,
    is_shown,
    is_titled,
    is_typed,
    labels_of,
    left_fields,
    made,
    makers_field,
    meaning_field,
    name_fields,
    offered,
    places,
    record_field,
    set_back,
    take_title,
    teaching_fields,
    without_label,
)
from intake.models import RECORD_NAMES, ImportedNotice
from intake.notice_values import UNTITLED, lines_of
from intake.notices.notice import ParsedNotice
from intake.notices.publishers import PossibleLabel
from register.models import Listing

TO_PLACE = (None, "varied")  # leftovers that ask for nothing in particular


class NoticeAnswersForm(ChangeForm):
    """The record as it was read, each award, and an answer for everything that was left over."""

    def __init__(
        self, imported: ImportedNotice, read: ParsedNotice, possible: Sequence[PossibleLabel], *args: Any
    ) -> None:
        super().__init__(*args)
        self.imported, self.decision, self.read, self.taught = imported, imported.decision, read, taught_publishers()
        title = self.decision.title if is_titled(imported.typed, read.sources) else ""
        asked = {left.get("name") for left in imported.leftovers}
        self.possible = list(offered(possible, asked, title))
        self.names = NameResolver()
        self.awards = list(self.decision.awards.select_related("recipient", "partnership", "stream"))
        self.streams = {str(each.pk): each for each in FundingStream.objects.all()}
        self.left = [self._of_an_award(left) for left in imported.leftovers]
        self.near = {left["digest"]: self._near(left) for left in self.asking("post", "recipient", "stream")}
        self.varied = next((decision_called(left["text"]) for left in self.asking("varied")), None)
        self.fields["revision"].initial = self.decision.revision
        self.record_names = [each.name for each in record.fields() if is_shown(each, self.decision)]
        self.unstated = [name for name in places(self.decision) if name not in self.record_names]
        self.fields |= {name: self._of_record(name) for name in (*self.record_names, *self.unstated)}
        if not self.decision.purpose and self.decision.decision_text:
            self.fields["purpose_is_decision"] = forms.BooleanField(
                label="The purpose is what was decided, in the same words", required=False
            )
        for award in self.awards:
            self.fields |= award_fields(award, self.streams)
        for left in self.left:
            self.fields |= self._answering(left)
        self.fields |= {f"maybe_{n}": meaning_field(*each) for n, each in enumerate(self.possible)}
        self.fields |= teaching_fields(imported.publisher)
        if "why_another" in self.data:
            self.fields["why_another"] = deepcopy(form_field(record.field("why_another")))
        self.fields["add_posts"] = add_posts_field()

    # The fields

    def _of_an_award(self, left: dict[str, Any]) -> dict[str, Any]:
        """A name in an award that has been taken out asks nothing any more."""
        there = [None, *(award.number for award in self.awards)]
        return left if left.get("award") in there else left | {"asks": None}

    def _of_record(self, name: str) -> forms.Field:
        if name == "decision_makers":
            return makers_field(self._maker_lines())
        return record_field(name, self.decision.value_of(name))

    def _answering(self, left: dict[str, Any]) -> Fields:
        asks, key = left.get("asks"), left["digest"]
        if key in self.near:
            return name_fields(left, self.near[key])
        if asks == "nothing":
            return {}
        if asks == "label":
            return {f"label_{key}": meaning_field(left["name"])}
        varied = self.varied if asks == "varied" else None
        return left_fields(left, self.decision, varied)

    def _maker_lines(self) -> list[str]:
        """The titles of who decided, in the order of the notice, those among them that are no post yet."""
        makers = self.decision.decision_makers.select_related("post")
        titled: dict[Post | None, str] = {maker.post: maker.title for maker in makers}
        asked = [left["name"] for left in self.asking("post")]
        read = [name if name in asked else titled.get(self._post(name)) for name in self.read.makers]
        return list(dict.fromkeys(filter(None, (*read, *titled.values(), *asked))))

    def _post(self, title: str) -> Post | None:
        try:
            return self.names.post(title)
        except AmbiguousName:
            return None

    def _near(self, left: dict[str, Any]) -> list[Any]:
        near: dict[str, Any] = {"post": self.names.near_posts, "stream": self.names.near_streams}
        return list(near.get(left["asks"], self.names.near_payees)(left["name"]))

    def asking(self, *kinds: str | None) -> list[dict[str, Any]]:
        return [left for left in self.left if left.get("asks") in kinds]

    # As the page shows them

    @property
    def of_record(self) -> list[tuple[BoundField, str, str]]:
        """Each field of the record, with the place of the notice that it was read from, and its name there."""
        names = [(name, RECORD_NAMES.get(name, name)) for name in self.record_names]
        sources = self.read.sources if self.imported.sources else {}
        return [(self[name], sources.get(read, ""), read) for name, read in names]

    @property
    def of_unstated(self) -> list[BoundField]:
        """Texts of the record that the notice does not seem to state."""
        return [self[name] for name in self.unstated]

    @property
    def of_awards(self) -> list[tuple[Award, list[BoundField]]]:
        """Each award with what its names mean and its fields."""
        return [(award, self._of_award(award)) for award in self.awards]

    def _of_award(self, award: Award) -> list[BoundField]:
        asked = [left["digest"] for left in self.asking("recipient", "stream") if left["award"] == award.number]
        return [self[name] for name in self.fields if name.endswith(tuple(asked) or ("\0",))] + [
            self[f"{name}_{award.number}"] for name in ("amount", "stream", "year", "drop")
        ]

    @property
    def of_possible(self) -> list[BoundField]:
        return [self[f"maybe_{number}"] for number in range(len(self.possible))]

    @property
    def questions(self) -> dict[str, list[Question]]:
        return {
            "labels": self._questions("label"),
            "posts": self._questions("post"),
            "others": self._questions(*TO_PLACE),
            "nothing": self._questions("nothing"),
        }

    def _questions(self, *kinds: str | None) -> list[Question]:
        asked = self.asking(*kinds)
        return [Question(left, [self[name] for name in self.fields if name.endswith(left["digest"])]) for left in asked]

    # What was answered

    def clean_decided_on(self) -> Any:
        day = self.cleaned_data["decided_on"]
        if day and day > london_today():
            raise ValidationError("The date of the decision must be today or earlier")
        return day

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        take_title(given, self.imported.text, self.possible)
        if not given.get("title") and not self._labels(given):
            self.add_error("title", record.field("title").required if self.imported.sources else NOTHING_SAID)
        if given.get("purpose_is_decision") and not given.get("purpose"):
            given["purpose"] = given.get("decision_text", "")
        for left in self.asking("recipient"):
            key = left["digest"]
            if given.get(f"name_{key}") == NEW and not given.get(f"kind_{key}"):
                self.add_error(f"kind_{key}", f"Choose what “{left['name']}” is")
        for left in self.asking(*TO_PLACE):
            place = given.get(f"left_{left['digest']}")
            if place and place not in TO_NO_FIELD:
                self._move(left, place, given)
        self.posts = list(self._posts(given))
        self._hold_against_others(given)
        return given

    def _hold_against_others(self, given: dict[str, Any]) -> None:
        """What makes it look like another decision needs the reason why it is not that one."""
        paid = [(award.recipient_id, given.get(f"amount_{award.number}")) for award in self.awards]
        of_record = {name: given.get(name) or "" for name in ("external_reference", "title")}
        entered = marks(**of_record, decided_on=given.get("decided_on"), paid=paid)
        others = look_alikes(entered, of=self.decision)
        if others and not (given.get("why_another") or self.decision.why_another):
            self.fields["why_another"] = deepcopy(form_field(record.field("why_another")))
            self.add_error("why_another", say_why(others))

    def _move(self, left: dict[str, Any], place: str, given: dict[str, Any]) -> None:
        """Put a leftover into a field: after the text that is there, or where nothing is."""
        declared = record.field(place)
        earlier = given.get(place) if place in self.fields else self.decision.value_of(place)
        try:
            if earlier and not declared.rows:
                raise ValidationError(f"“{declared.label}” says something already: change it there")
            value = form_field(declared).clean(without_label(left))
        except ValidationError as error:
            self.add_error(f"left_{left['digest']}", error)
            return
        given[place] = f"{earlier}\n\n{value}" if earlier else value

    def _posts(self, given: dict[str, Any]) -> Iterator[Post | str]:
        """The post of each line of decision makers, by any name that the office knows it by; the title of a new one."""
        titled = {maker.title.casefold(): maker.post for maker in self.decision.decision_makers.select_related("post")}
        asked = {left["name"]: left["digest"] for left in self.asking("post")}
        for line in lines_of(given.get("decision_makers", "")):
            chosen = given.get(f"name_{asked[line]}") if line in asked else None
            post = (
                (chosen and chosen_of(self.near[asked[line]], chosen))
                or titled.get(line.casefold())
                or self._post(line)
            )
            if post or chosen == NEW or (line not in asked and given.get("add_posts")):
                yield post or line
            elif line not in asked:
                self.add_error("decision_makers", f"The office has no post called “{line}”")

    @property
    def to_vary(self) -> Listing | None:
        """The decision whose awards are varied next."""
        chosen = [self.cleaned_data.get(f"left_{left['digest']}") for left in self.asking("varied")]
        return self.varied if VARY in chosen else None

    @property
    def answers(self) -> Answers:
        given = self.cleaned_data
        names = [each.name for each in record.fields() if each.name in given and each.name != "decision_makers"]
        return Answers(
            values={name: given[name] for name in names} | {"title": given["title"] or UNTITLED},
            posts=self.posts,
            awards={award.number: self._award_values(award.number) for award in self.awards},
            names=list(self._names()),
            labels=self._labels(given),
            set_back=list(set_back(given, self.possible)),
            publisher=given["publisher"],
            remember_labels=given["remember_labels"],
            is_of_another="read_as" in self.data or is_another(given["publisher"], self.imported.publisher),
            made=list(made(self.asking(*TO_PLACE), given)),
            settled=[left["digest"] for left in self.left if self._needs_no_more(left)],
        )

    def _labels(self, given: dict[str, Any]) -> dict[str, str]:
        return labels_of(given, self.asking("label"), self.possible)

    def _needs_no_more(self, left: dict[str, Any]) -> bool:
        given, key, award = self.cleaned_data, left["digest"], left.get("award")
        if left.get("asks") in ("recipient", "stream"):
            return bool(given[f"drop_{award}"] or (left["asks"] == "stream" and given[f"stream_{award}"]))
        if given.get(f"left_{key}") == VARY:
            return not self._labels(given)  # else it is asked again, once the notice has been read again
        is_answered = bool(given.get(f"left_{key}")) or given.get(f"name_{key}") == NO
        return is_answered or (left.get("asks") is None and is_typed(without_label(left), self))

    def _award_values(self, number: int) -> dict[str, Any] | None:
        given = self.cleaned_data
        if given[f"drop_{number}"]:
            return None
        stream = self.streams.get(given[f"stream_{number}"])
        return {"amount": given[f"amount_{number}"], "year": given[f"year_{number}"], "stream": stream}

    def _names(self) -> Iterator[NameAnswer]:
        for left in self.asking("post", "recipient", "stream"):
            key, award = left["digest"], left.get("award")
            chosen = self.cleaned_data.get(f"name_{key}")
            if chosen and chosen != NO and not self.cleaned_data.get(f"drop_{award}"):
                kind, remember = (self.cleaned_data.get(f"{name}_{key}") for name in ("kind", "remember"))
                answer = NameAnswer(key, left["name"], left["asks"], chosen_of(self.near[key], chosen), kind or "")
                yield replace(answer, remember=bool(remember), award=award)
