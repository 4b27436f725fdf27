"""An illustrative decision with withheld parts and background papers, by a post that may decide up to £25,000."""

from datetime import date, datetime
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from grants.actions import add_paper, keep_reference
from grants.models import Decision, Ground, Post
from pcc_decisions.sample.cast import RECOVERY, person
from pcc_decisions.sample.stories import TREASURER, Deed, Line, Story, moment
from register.actions import withhold

VIEW = {"ground": Ground.SAFETY, "viewed_on": date(2024, 9, 5), "viewed_by": "Chief Constable"}
COSTS = b"What it buys,Pounds\nDoors and locks,11200.00\nCameras,6800.00\n"


def limit(story: Story, at: datetime) -> None:
    post = Post.objects.get(title=TREASURER)
    keep_reference(post, {"limit": Decimal("25000.00")}, by=person("ann"), at=at)


def hold_back(story: Story, at: datetime) -> None:
    """Who is paid, since that would show where the house is, and what could go wrong."""
    for what in ("award-1", "risk_implications"):
        withhold(story.decision, by=person("olu"), what=what, values=VIEW, at=at)


def add_papers(story: Story, at: datetime) -> None:
    costs = SimpleUploadedFile("costs.csv", COSTS)
    add_paper(story.decision, by=person("olu"), title="What it costs (illustrative)", upload=costs, at=at)
    link = "https://example.org/safe-houses"
    add_paper(story.decision, by=person("olu"), title="Standards for safe houses (illustrative)", url=link, at=at)


SAFE_HOUSE = Story(
    key="2024-safe-house",
    title="Better locks for a house where victims of domestic abuse are safe",
    summary="£18,000 for locks and cameras. Where the house is, and who runs it, is not published.",
    purpose="Doors, locks and cameras for a house in which victims of domestic abuse and their children live.",
    decision_text="£18,000 is granted for the works listed in the background paper.",
    reasons="Victims who feel safe stay, and give evidence. Twice in one year a violent partner found the house, and "
    "the works are those that the police advised after each time.",
    decided_on=date(2024, 9, 10),
    makers=(TREASURER,),
    awards=(
        Line(
            title="Works on the house",
            amount="18000.00",
            stream="MoJ Victims Grant",
            year="2024/25",
            recipient=RECOVERY,
        ),
    ),
    more={
        "legal_power": Decision.LegalPower.ASBCPA_143,
        "risk_implications": "The address could be guessed from the name of the charity that runs the house.",
    },
    lag=10,
    later=(
        Deed(moment(date(2024, 9, 10), 9), limit),
        Deed(moment(date(2024, 9, 12), 11), hold_back),
        Deed(moment(date(2024, 9, 12), 12), add_papers),
    ),
)

STORIES = (SAFE_HOUSE,)
