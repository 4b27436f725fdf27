"""Decisions that say what they serve."""

from grants.actions.decisions import revise
from grants.actions.office_data import save_office_data
from grants.models import Decision, FourPs, FundingStream, Partnership, Priority, SocTheme, User
from tests import stories


def serving(decision: Decision, officer: User, approver: User) -> Priority:
    """Correct a published decision so that it names a priority of the current plan."""
    priority = Priority.objects.get(name="Strengthening communities and places")
    revise(decision, by=officer, values={"priorities": [priority]})
    sent = stories.sent(stories.fresh(decision), by=officer)
    stories.published(stories.approved(sent, by=approver), by=approver, note="The priority had been left out.")
    return priority


BOARD = "The serious and organised crime board of the city looks at the spending each quarter."


def against_organised_crime(decision: Decision, officer: User, approver: User, administrator: User) -> Decision:
    """Correct a published decision so that it is work against county lines; the stream and the partnership are too."""
    lines = SocTheme.objects.filter(name="county lines")
    work = {"four_ps": [FourPs.PREVENT], "soc_themes": lines, "soc_governance": "The Challenger board."}
    save_office_data(FundingStream.objects.get(slug="challenger-soc-hotspot-fund"), work, by=administrator)
    own = {"four_ps": [FourPs.PREVENT], "soc_governance": "Its own SOC group."}
    save_office_data(Partnership.objects.get(slug="manchester"), own, by=administrator)
    values = {"four_ps": [FourPs.PREVENT, FourPs.PURSUE], "soc_themes": lines, "soc_governance": BOARD}
    return stories.corrected(decision, officer=officer, approver=approver, **values)
