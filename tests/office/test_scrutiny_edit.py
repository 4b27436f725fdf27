"""A correction waits with its reason, and an answer with its own."""

from register.models import ScrutinyEntry
from tests import scrutiny_stories
from tests.office.scrutinising import KEY, page, recommended
from tests.stories import JUST_OPENED

__all__ = ["recommended"]


def test_a_correction_waits_beside_what_is_public(signed_in, olu, recommended):
    asked = {"words": "Publish the number.", "to_whom": "Deputy Mayor", "due_on": "2/9/2024", **KEY}
    client, here = signed_in(olu), page("scrutiny_edit", recommended)
    assert "reason" in client.post(here, asked | JUST_OPENED).context["form"].errors
    client.post(here, {**asked, "reason": scrutiny_stories.REASON, **JUST_OPENED})
    entry = ScrutinyEntry.objects.waiting().get()
    assert entry.changes == {"What is recommended": ["Publish how many young people finish.", "Publish the number."]}


def test_an_answer_waits_and_a_second_one_is_refused_with_all_that_was_typed(signed_in, olu, oma, recommended):
    asked = {"response": "accepted", "response_reason": "The next return will say it.", "responded_on": "1/8/2024"}
    here = page("recommendation_answer", recommended)
    assert "It waits until" in signed_in(olu).post(here, {**asked, **KEY, **JUST_OPENED}, follow=True).text
    second = signed_in(oma).post(here, {**asked, "response": "not_accepted", **KEY, **JUST_OPENED})
    assert "Olu has answered this already" in second.text
    assert "The next return will say it." in second.text
