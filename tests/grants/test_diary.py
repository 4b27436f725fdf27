"""The diary: who did what, when, and what changed."""

from datetime import UTC, datetime

from conditions.actions.contributions import record_contribution
from conditions.actions.reviews import accept
from grants.actions.decisions import revise
from grants.models import Event
from tests.stories import contribution, match_obligation


def test_a_decision_leaves_its_whole_story(published):
    verbs = list(published.events.order_by("pk").values_list("verb", flat=True))
    assert verbs == [
        "drafted", "revised", "awarded", *["attached a condition"] * 5, "sent for approval", "approved", "published",
    ]  # fmt: skip


def test_every_line_says_who_and_to_which_revision_it_led(published, olu, ada):
    lines = published.events.order_by("pk").values_list("by", "revision")
    assert list(lines) == [(olu.pk, n) for n in range(1, 9)] + [(olu.pk, 8), (ada.pk, 8), (ada.pk, 8)]


def test_a_deed_of_another_day_is_told_under_that_day(draft, olu):
    day = datetime(2024, 2, 6, 12, tzinfo=UTC)
    revise(draft, by=olu, values={"title": "Told later"}, at=day)
    assert draft.events.latest("pk").at == day


def test_what_happens_to_match_is_told_of_its_decision(published, mo, olu):
    offered = record_contribution(match_obligation(published), by=mo, values=contribution())
    accept(offered, by=olu)
    verbs = published.events.order_by("-pk").values_list("verb", "by")[:2]
    assert list(verbs) == [("accepted a contribution", olu.pk), ("recorded a contribution", mo.pk)]


def test_a_refused_deed_leaves_no_line(published, olu):
    before = Event.objects.count()
    revise(published, by=olu, values={})
    assert Event.objects.count() == before
