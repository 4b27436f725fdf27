"""Olu publishes plans and strategies, version by version."""

from datetime import date

import pytest

from grants.actions.plans import change_plan_draft, discard_plan_draft, draft_plan, publish_plan
from grants.models import Event, Plan, PlanDraft, PlanVersion, Priority
from grants.refused import Refused
from tests import stories

WHY = "The objectives of the new mayor, after a consultation."


def values(**others):
    return {
        "kind": "police_crime",
        "name": "Police and Crime Plan 2026–29",
        "partnership": None,
        "replaces": None,
        "starts_on": date(2024, 6, 1),
        "ends_on": date(2029, 3, 31),
        "next_due_on": date(2028, 10, 1),
        "dated_on": date(2024, 5, 20),
        "address": "https://www.example.org/plan",
        "summary": "What the police and their partners are to bring about.",
        "is_review": False,
        "note": "",
        "objectives": [objective(1, "Fewer victims", "Victims down by a tenth"), objective(2, "Safer streets")],
    } | others


def objective(position, name, target=""):
    return {"position": position, "name": name, "target": target, "is_theme": False}


def published_plan(by, plan=None, **others) -> PlanVersion:
    draft = draft_plan(plan, by=by, values=values(**others))
    return publish_plan(draft, by=by, revision=draft.revision)


def test_a_draft_becomes_a_plan_with_its_objectives(reference, olu):
    draft = draft_plan(by=olu, values=values())
    assert not Plan.objects.filter(name=draft.name).exists()
    version = publish_plan(draft, by=olu, revision=1)
    plan = version.plan
    assert (plan.slug, plan.next_due_on, version.number) == ("police-and-crime-plan-202629", date(2028, 10, 1), 1)
    assert [(each.name, each.target) for each in plan.priorities.all()] == [
        ("Fewer victims", "Victims down by a tenth"),
        ("Safer streets", ""),
    ]
    assert not PlanDraft.objects.exists()
    assert Event.objects.latest("pk").verb == "published a plan"


def test_an_objective_renamed_keeps_its_address_and_its_earlier_name(reference, olu):
    plan = published_plan(olu).plan
    renamed = [objective(1, "Fewer victims of violence"), objective(3, "Trust")]
    published_plan(olu, plan, objectives=renamed, dated_on=date(2024, 6, 20), note=WHY)
    first, left, new = Plan.objects.get(pk=plan.pk).priorities.all()
    assert (first.slug, first.name) == ("fewer-victims", "Fewer victims of violence")
    assert first.name_on(date(2024, 6, 19)) == "Fewer victims"
    assert first.name_on(date(2024, 6, 20)) == "Fewer victims of violence"
    assert (left.name, left.left_on, new.name) == ("Safer streets", date(2024, 6, 20), "Trust")
    assert [each["name"] for each in plan.versions.last().objectives] == ["Fewer victims", "Safer streets"]


def test_two_objectives_may_change_places(reference, olu):
    plan = published_plan(olu).plan
    swapped = [objective(1, "Safer streets"), objective(2, "Fewer victims")]
    with pytest.raises(Refused, match="was objective"):
        published_plan(olu, plan, objectives=swapped[:1], dated_on=date(2024, 6, 20), note=WHY)
    PlanDraft.objects.all().delete()
    published_plan(olu, plan, objectives=swapped, dated_on=date(2024, 6, 20), note=WHY)
    assert [each.name for each in plan.priorities.all()] == ["Safer streets", "Fewer victims"]


def test_a_decision_keeps_the_words_of_its_day(published, olu, ada):
    plan = published_plan(olu, starts_on=date(2023, 4, 1), dated_on=date(2023, 4, 1)).plan
    priority = Priority.objects.get(slug="fewer-victims")
    decided = published.decided_on
    stories.fresh(published)
    published_plan(olu, plan, dated_on=date(2024, 6, 20), starts_on=date(2023, 4, 1), note=WHY,
                   objectives=[objective(1, "No victims"), objective(2, "Safer streets")])  # fmt: skip
    priority.refresh_from_db()
    assert decided < date(2024, 6, 20)
    assert (priority.name, priority.name_on(decided)) == ("No victims", "Fewer victims")


def test_a_plan_replaced_early_ends_the_day_before_and_says_until_when_it_was_to_run(reference, olu):
    old = Plan.objects.get(slug="standing-together-2022-25")
    new = published_plan(olu, replaces=old).plan
    old.refresh_from_db()
    assert (old.ends_on, old.was_to_end_on) == (date(2024, 5, 31), date(2025, 3, 31))
    published_plan(olu, new, replaces=old, starts_on=date(2024, 9, 1), dated_on=date(2024, 6, 20), note=WHY)
    old.refresh_from_db()
    assert (old.ends_on, old.was_to_end_on) == (date(2024, 8, 31), date(2025, 3, 31))
    assert old.was_in_force_on(date(2024, 8, 31))
    with pytest.raises(Refused, match="has been replaced already"):
        published_plan(olu, name="Another plan", replaces=old)


def test_two_who_publish_one_draft_publish_it_once(reference, olu, oma):
    draft = draft_plan(by=olu, values=values())
    publish_plan(draft, by=olu, revision=1)
    with pytest.raises(Refused, match="A colleague has published this draft"):
        publish_plan(draft, by=oma, revision=1)
    plan = PlanVersion.objects.get().plan
    draft_plan(plan, by=olu, values=values(note=WHY))
    with pytest.raises(Refused, match="being drafted already"):
        draft_plan(plan, by=oma, values=values(note=WHY))


def test_nobody_publishes_what_they_have_not_seen(reference, olu, oma):
    draft = draft_plan(by=olu, values=values())
    change_plan_draft(draft, by=oma, values=values(name="Another name"), revision=1)
    for action in (publish_plan, discard_plan_draft):
        with pytest.raises(Refused, match="changed this draft since you opened it"):
            action(draft, by=olu, revision=1)
    discard_plan_draft(draft, by=olu, revision=2)
    assert not PlanDraft.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"address": ""}, "Give the address of the plan, or its file"),
        ({"ends_on": date(2024, 6, 1)}, "A plan ends after it starts"),
        ({"name": "Manchester Community Safety Strategy 2022–25"}, "There is a plan called"),
        ({"objectives": [objective(1, "Trust"), objective(2, "trust")]}, "Two objectives have the same name"),
        ({"summary": "Write to jo@example.org about it."}, "What looks like an e-mail address"),
    ],
)
def test_what_cannot_be_published_is_refused_and_stays_a_draft(reference, olu, wrong, sentence):
    with pytest.raises(Refused, match=sentence):
        published_plan(olu, **wrong)
    assert PlanDraft.objects.count() == 1
    assert not PlanVersion.objects.exists()


def test_a_second_version_says_what_has_changed(reference, olu):
    plan = published_plan(olu).plan
    with pytest.raises(Refused, match="what has changed and why"):
        published_plan(olu, plan)
    PlanDraft.objects.all().delete()
    with pytest.raises(Refused, match="Date this one later"):
        published_plan(olu, plan, note=WHY, dated_on=date(2024, 5, 1))


def test_only_officers_draft(reference, mo):
    with pytest.raises(Refused):
        draft_plan(by=mo, values=values())
