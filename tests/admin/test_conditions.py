"""Accepting and assessing from /admin/, and the library of standard conditions."""

from conditions.models import Assessment, Contribution, StandardCondition
from grants.models import Event
from tests.stories import JUST_OPENED


def accept(client, contribution):
    chosen = {"action": "accept", "_selected_action": [contribution.pk]}
    return client.post("/admin/conditions/contribution/", chosen, follow=True).content.decode()


def assess(client, obligation, **said):
    chosen = {"action": "assess", "_selected_action": [obligation.pk], **said}
    return client.post("/admin/conditions/obligation/", chosen, follow=True).content.decode()


def test_an_officer_accepts_a_contribution(offered, signed_in, olu):
    assert "accepted." in accept(signed_in(olu), offered)
    assert Contribution.objects.get().accepted_by == olu


def test_nobody_accepts_twice(offered, signed_in, olu):
    accept(signed_in(olu), offered)
    assert "This has already been accepted." in accept(signed_in(olu), offered)


def test_an_administrator_who_is_no_officer_accepts_nothing(offered, signed_in, ann):
    assert "Only an officer of the office may do this." in accept(signed_in(ann), offered)
    assert not Contribution.objects.get().is_evidenced


def test_assessing_asks_for_a_finding_and_reasons_first(obligation, signed_in, olu):
    asked = assess(signed_in(olu), obligation)
    assert 'name="finding"' in asked
    assert str(obligation) in asked
    assert not Assessment.objects.exists()


def test_without_reasons_the_question_stays(obligation, signed_in, olu):
    assert "This field is required." in assess(signed_in(olu), obligation, finding="not_met", reasons="")
    assert not Assessment.objects.exists()


def test_an_officer_assesses(obligation, signed_in, olu):
    said = assess(signed_in(olu), obligation, finding="not_met", reasons="Nothing has been evidenced.")
    assert "assessed." in said
    made = Assessment.objects.get()
    assert (made.obligation, made.made_by, made.reasons) == (obligation, olu, "Nothing has been evidenced.")


def test_met_is_refused_while_match_is_missing(obligation, signed_in, olu):
    said = assess(signed_in(olu), obligation, finding="met", reasons="All is well.")
    assert "£7,500.00 of match is still to be evidenced" in said
    assert not Assessment.objects.exists()


def test_a_new_wording_is_a_new_version_and_the_old_one_stays(reference, signed_in, ann):
    first = StandardCondition.objects.get(code="SC2")
    client = signed_in(ann)
    form = client.get("/admin/conditions/standardcondition/add/", {"of": first.pk}).context["adminform"].form
    assert form["wording"].value() == first.wording
    typed = {name: value for name in form.fields if (value := form[name].value()) not in (None, False)}
    client.post("/admin/conditions/standardcondition/add/", typed | {"wording": "Additional to what is there."})
    second = StandardCondition.objects.get(code="SC2", version=2)
    assert (second.wording, second.is_current) == ("Additional to what is there.", True)
    first.refresh_from_db()
    assert not first.is_current
    assert Event.objects.filter(by=ann).count() == 2


def test_a_wording_is_never_rewritten(reference, signed_in, ann):
    first = StandardCondition.objects.get(code="SC2")
    typed = {"wording": "Something else"} | JUST_OPENED
    signed_in(ann).post(f"/admin/conditions/standardcondition/{first.pk}/change/", typed)
    kept = StandardCondition.objects.get(pk=first.pk)
    assert (kept.wording, kept.is_current) == (first.wording, False)
