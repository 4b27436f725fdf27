"""Ada takes a plan out of public sight: a version while it is checked, its text for ever, or the whole plan."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from grants.actions.plan_take_downs import redact_plan, restore_plan, take_down_plan, withdraw_strategy
from grants.actions.plans import draft_plan, publish_plan
from grants.models import Event, Plan, PlanVersion, Priority, StoredFile
from grants.refused import Refused
from register.actions.publishing import publish
from register.letters import taken_down_letters
from tests import stories
from tests.grants.test_publish_plan import WHY, objective, published_plan, values

ZEBRA = "zebra"  # in every text of the version
WITHDRAWN = "It was a draft that nobody had agreed to."


@pytest.fixture
def version(reference, olu) -> PlanVersion:
    """With a file, and with a word of its own in its summary and its target."""
    upload = SimpleUploadedFile("plan.csv", b"objective,target\nFewer victims,zebra\n")
    said = values(address="", summary=f"About a {ZEBRA}.", objectives=[objective(1, "Fewer victims", f"One {ZEBRA}")])
    return publish_plan(draft_plan(by=olu, values=said, upload=upload), by=olu, revision=1)


def pages(client):
    addresses = ("/plans/police-and-crime-plan-202629/", "/priorities/fewer-victims/")
    files = ("/data/objectives.csv", "/plans/police-and-crime-plan-202629/versions/1/")
    answers = [client.get(each) for each in (*addresses, *files)]
    return "".join((b"".join(each) if each.streaming else each.content).decode() for each in answers)


def test_a_version_is_out_of_sight_at_once_everywhere_and_comes_back_whole(version, ada, client):
    before = pages(client)
    assert before.count(ZEBRA) > 3
    row = take_down_plan(version, by=ada, reason="It may name somebody.")
    down = pages(client)
    assert ZEBRA not in down
    assert "was taken out of public sight on" in down
    assert "Out of public sight" in down
    assert "Fewer victims" in down  # decisions quote it
    assert Event.objects.latest("pk").verb == "took down a version of a plan"
    with pytest.raises(Refused, match="out of public sight already"):
        take_down_plan(version, by=ada, reason="Again.")
    restore_plan(row, by=ada)
    assert pages(client).count(ZEBRA) == before.count(ZEBRA)
    with pytest.raises(Refused, match="restored or redacted already"):
        restore_plan(row, by=ada)


def test_only_an_approver_takes_down_and_says_why(version, olu, ada):
    with pytest.raises(Refused, match="Only an approver"):
        take_down_plan(version, by=olu, reason="It may name somebody.")
    with pytest.raises(Refused, match="Say in a sentence"):
        take_down_plan(version, by=ada, reason=" ")


def test_what_stands_no_more_is_redacted_by_another_person_with_what_repeats_it(version, olu, ada, ann, client):
    row = take_down_plan(version, by=ada, reason="It names somebody.")
    with pytest.raises(Refused, match="Only an administrator"):
        redact_plan(row, by=ada)
    with pytest.raises(Refused, match="This is the version that stands"):
        redact_plan(row, by=ann)
    published_plan(olu, version.plan, note=WHY, dated_on=date(2024, 6, 20))
    redact_plan(row, by=ann)
    kept = PlanVersion.objects.get(pk=version.pk)
    assert (kept.summary, kept.objectives, kept.file, kept.is_redacted) == ("", [], None, True)
    assert not StoredFile.objects.exists()
    assert ZEBRA not in "".join(f"{each.comment}{each.changes}" for each in Event.objects.all())
    assert "The text of this version was redacted on" in client.get(f"/plans/{version.plan.slug}/").text
    assert Priority.objects.get(slug="fewer-victims").target == "Victims down by a tenth"
    with pytest.raises(Refused, match="restored or redacted already"):
        redact_plan(row, by=ann)


def test_a_withdrawn_plan_stays_listed_and_what_it_replaced_is_in_force_again(reference, olu, ada, client):
    old = Plan.objects.get(slug="standing-together-2022-25")
    plan = published_plan(olu, replaces=old).plan
    withdraw_strategy(plan, by=ada, reason=WITHDRAWN)
    old.refresh_from_db()
    assert (old.ends_on, old.was_to_end_on, old.is_last) == (date(2025, 3, 31), None, True)
    page = client.get(f"/plans/{plan.slug}/").text
    assert WITHDRAWN in page
    assert "Victims down by a tenth" not in page
    assert "a plan that was withdrawn on" in client.get("/priorities/fewer-victims/").text
    assert not Plan.objects.get(pk=plan.pk).was_in_force_on(date(2026, 1, 1))
    for again in (lambda: withdraw_strategy(plan, by=ada, reason=WITHDRAWN),
                  lambda: published_plan(olu, plan, note=WHY, dated_on=date(2024, 6, 20))):  # fmt: skip
        with pytest.raises(Refused, match="has been withdrawn"):
            again()


def test_who_published_a_plan_does_not_withdraw_it(reference, ada):
    plan = published_plan(ada).plan
    with pytest.raises(Refused, match="another approver has to withdraw it"):
        withdraw_strategy(plan, by=ada, reason=WITHDRAWN)


def test_a_decision_keeps_a_plan_that_was_replaced_early_and_one_that_was_withdrawn(draft, olu, ada, client):
    """Both stay as the decision has them, and a correction of it may keep them."""
    plan = published_plan(olu, starts_on=date(2023, 4, 1), dated_on=date(2023, 4, 1)).plan
    draft.priorities.add(plan.priorities.first())
    decision = stories.approved(stories.sent(draft, by=olu), by=ada)
    publish(decision, by=ada)
    published_plan(olu, replaces=plan, name="The next plan", starts_on=date(2024, 2, 20))
    withdraw_strategy(plan, by=ada, reason=WITHDRAWN)
    page = client.get(f"/decisions/{decision.reference}/").text
    assert "Fewer victims" in page
    assert "Police and Crime Plan 2026–29" in page
    assert decision.title in client.get("/priorities/fewer-victims/").text
    stories.corrected(stories.fresh(decision), officer=olu, approver=ada, summary="Better said.")
    assert "Fewer victims" in client.get(f"/decisions/{decision.reference}/").text


def test_other_approvers_are_told_by_letter_which_leads_to_the_page_that_settles_it(version, ada, abe):
    row = take_down_plan(version, by=ada, reason="It may name somebody.")
    [told] = taken_down_letters(since=row.taken_down_at)
    assert told.person == abe
    assert "/take-down/" in told.body
