"""Who took a decision: posts chosen in order, and others by their titles."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from crispy_forms.layout import HTML, Fieldset, LayoutObject
from django import forms

from grants import record
from grants.fields import BaseForm, ProseField
from grants.formatting import day
from grants.models import Decision, Post
from grants.names import AmbiguousName, NameResolver
from grants.years import london_today

LONGEST_POST, MOST_TEXT = 200, 2_000
FEWEST_ROWS, SPARE_ROWS = 3, 2
NO_POST = "The office has no post called “{title}”{near}. Correct the title, or tick below to add it"
NOT_HELD = "“{title}” was not held on {on}, but {held}. Choose another post, or tick below that it is right"


class PostsInOrder(LayoutObject):  # type: ignore[misc]
    """The rows of a form, and what goes with them, together under their heading."""

    def __init__(self) -> None:
        self.fields: list[str] = []

    def render(self, form: "MakersForm", context: Any, *args: Any, **kwargs: Any) -> Any:
        declared = record.field("decision_makers")
        hint = HTML(f'<p class="govuk-hint">{declared.hint}</p>')
        names = (*form.rows, "other_makers", "makers_are_right")
        group = Fieldset(declared.label, hint, *names, css_id="id_decision_makers")
        return group.render(form, context, *args, **kwargs)


class MakersForm(BaseForm):
    """Rows of posts to choose from, those held on the day first; titles of posts that are not among them; and a box to
    tick where something about them is asked. It gives `decision_makers`: titles, in order."""

    other_makers = ProseField(
        label="Somebody else",
        required=False,
        max_length=MOST_TEXT,
        help_text="A post that is not in the lists: its title on the day, one to a line. It is added to the posts, and "
        "up to what sum it decides is then not known.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    makers_are_right = forms.BooleanField(
        label="It is right: these posts took the decision", required=False, widget=forms.HiddenInput
    )

    def offer_posts(self, decision: Decision) -> None:
        """A row for each post that took the decision, and some to spare."""
        makers = list(decision.decision_makers.select_related("post"))
        self.posts = {post.title: post for post in Post.objects.all()} | {each.title: each.post for each in makers}
        self.saved = {(each.title, decision.decided_on) for each in makers}
        titles = [each.title for each in makers]
        choices = self.choices(titles, decision.decided_on or london_today())
        self.rows = [f"maker_{number}" for number in range(1, max(FEWEST_ROWS, len(titles) + SPARE_ROWS) + 1)]
        for number, name in enumerate(self.rows):
            initial = titles[number] if number < len(titles) else ""
            label = f"Decision maker {number + 1}"
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)

    def choices(self, titles: list[str], on: date) -> list[Any]:
        """All posts: those of the decision and those held on its day first, each with what it may decide."""
        of_decision = {self.posts[title].pk for title in titles}
        others = {title: post for title, post in self.posts.items() if post.pk not in of_decision}
        held = [title for title, post in others.items() if post.is_current and post.was_held_on(on)]
        groups = (
            ("On this decision", titles),
            (f"Held on {day(on)}", held),
            ("Other posts", [title for title in others if title not in held]),
        )
        return [
            ("", "Nobody"),
            *((name, [(title, self.in_words(title)) for title in group]) for name, group in groups if group),
        ]

    def in_words(self, title: str) -> str:
        post = self.posts[title]
        return f"{title} ({', '.join(filter(None, (post.held_in_words, post.limit_in_words)))})"

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        rows = {given[name]: name for name in reversed(self.rows) if given.get(name)}
        chosen = [given[name] for name in self.rows if given.get(name)]
        makers = list(dict.fromkeys([*chosen, *self.typed(given.get("other_makers", ""))]))
        is_right = given.pop("makers_are_right", False)
        for name, sentence in () if is_right else self.questions(makers, rows, given.get("decided_on")):
            self.fields["makers_are_right"].widget = forms.CheckboxInput()
            self.add_error(name, sentence)
        for name in (*self.rows, "other_makers"):
            given.pop(name, None)
        return given | {"decision_makers": makers}

    def typed(self, text: str) -> Iterator[str]:
        """The titles that were typed, those that the office knows as it writes them."""
        self.names = NameResolver()
        for title in filter(None, (" ".join(line.split()) for line in text.splitlines())):
            try:
                post = self.names.post(title)
            except AmbiguousName as ambiguous:
                self.add_error("other_makers", str(ambiguous))
                continue
            if len(title) > LONGEST_POST:
                self.add_error("other_makers", f"Use {LONGEST_POST} characters or fewer for the title of a post")
            yield next((name for name, known in self.posts.items() if known == post), title)

    def questions(self, makers: Iterable[str], rows: dict[str, str], on: date | None) -> Iterator[tuple[str, str]]:
        """Of each title that is no post yet, and each post not held on the day: where it was given, and a sentence.
        What was saved before for that day is not asked again."""
        for title in makers:
            post = self.posts.get(title)
            if post is None:
                near = " or ".join(f"“{each}”" for each in self.names.near_posts(title)[:2])
                yield "other_makers", NO_POST.format(title=title, near=f" (there is {near})" if near else "")
            elif on and not post.was_held_on(on) and (title, on) not in self.saved:
                sentence = NOT_HELD.format(title=title, on=day(on), held=post.held_in_words)
                yield rows.get(title, "other_makers"), sentence
