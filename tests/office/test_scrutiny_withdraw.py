"""A withdrawal waits with its reason."""

from register.models import ScrutinyEntry
from tests import scrutiny_stories
from tests.office.scrutinising import page, recommended

__all__ = ["recommended"]


def test_it_waits_for_somebody_else(signed_in, olu, recommended):
    here = page("scrutiny_withdraw", recommended)
    assert "reason" in signed_in(olu).post(here, {"reason": ""}).context["form"].errors
    typed = {"reason": "It was made at another meeting."}
    typed |= {"revision": signed_in(olu).get(here).context["form"]["revision"].value()}
    signed_in(olu).post(here, typed)
    assert ScrutinyEntry.objects.waiting().get().deed == "withdrawn"
    recommended.refresh_from_db()
    assert recommended.withdrawn_on is None


def test_what_has_changed_since_it_was_read_is_shown_first(signed_in, olu, oma, recommended):
    here = page("scrutiny_withdraw", recommended)
    typed = {"reason": "It was made at another meeting."}
    read = typed | {"revision": signed_in(olu).get(here).context["form"]["revision"].value()}
    scrutiny_stories.changed(recommended, writer=olu, publisher=oma, values={"words": "Something else is recommended."})
    late = signed_in(olu).post(here, read)
    assert "Something else is recommended." in late.text
    assert not ScrutinyEntry.objects.waiting().exists()
    signed_in(olu).post(here, typed | {"revision": late.context["form"]["revision"].value()})
    assert ScrutinyEntry.objects.waiting().get().deed == "withdrawn"
