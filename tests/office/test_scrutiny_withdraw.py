"""A withdrawal waits with its reason."""

from register.models import ScrutinyEntry
from tests.office.scrutinising import page, recommended

__all__ = ["recommended"]


def test_it_waits_for_somebody_else(signed_in, olu, recommended):
    here = page("scrutiny_withdraw", recommended)
    assert "reason" in signed_in(olu).post(here, {"reason": ""}).context["form"].errors
    signed_in(olu).post(here, {"reason": "It was made at another meeting."})
    assert ScrutinyEntry.objects.waiting().get().deed == "withdrawn"
    recommended.refresh_from_db()
    assert recommended.withdrawn_on is None
