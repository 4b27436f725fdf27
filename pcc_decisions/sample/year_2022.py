"""2022/23: illustrative decisions of the first year of a new plan."""

from datetime import date

from grants.models import Decision
from pcc_decisions.sample.cast import MENTORING, SPORTS
from pcc_decisions.sample.deeds import kept
from pcc_decisions.sample.stories import DIRECTOR, Line, Story, shares

YEAR = "2022/23"
SAFE, HARM, PLACES = (
    "Keeping people safe and supporting victims",
    "Reducing harm and offending",
    "Strengthening communities and places",
)

SAFETY = Story(
    key="2022-community-safety",
    title="Community Safety Grant to the ten partnerships for 2022/23",
    summary="The yearly community safety grant for all ten districts, on the usual terms.",
    purpose="Work on the priorities of each community safety partnership's strategy.",
    decision_text="The sums listed, on the two yearly conditions of the grant agreement.",
    reasons="Partnerships that can plan a whole year ahead keep experienced staff, and what they do against violence, "
    "burglary and anti-social behaviour is better for it.",
    decided_on=date(2022, 4, 12),
    serves=(SAFE, PLACES),
    awards=shares(
        {
            "bolton": "214300.00",
            "bury": "148900.00",
            "manchester": "421600.00",
            "oldham": "205750.00",
            "rochdale": "201400.00",
            "salford": "236850.00",
            "stockport": "189200.00",
            "tameside": "193650.00",
            "trafford": "162100.00",
            "wigan": "224250.00",
        },
        title="Community safety in {}",
        stream="Community Safety Grant",
        year=YEAR,
    ),
    conditions=("GM2", "GM4"),
    later=(kept(date(2023, 4, 20), "Received and in order."),),
)

VIOLENCE = Story(
    key="2022-violence-reduction",
    title="Community-led work to prevent violence among young people",
    summary="A mentoring charity runs evening sessions and school workshops in the districts that asked for them.",
    purpose="Evening sessions, school workshops and one-to-one help for young people who are drawn towards violence.",
    decision_text="£85,000 from the money of the Violence Reduction Unit for the year.",
    reasons="Violence spreads through groups of friends. Mentors from the same streets can interrupt it in a way that "
    "uniformed services cannot, and the unit's review of the evidence supports this.",
    decided_on=date(2022, 6, 21),
    makers=(DIRECTOR,),
    serves=(HARM,),
    awards=(
        Line(
            title="Evening mentoring",
            amount="85000.00",
            stream="Violence Reduction Unit",
            year=YEAR,
            recipient=MENTORING,
        ),
    ),
    conditions=("SC2", "SC3"),
    officer="oma",
    later=(kept(date(2023, 4, 4), "The plan and the year's figures show new work, done as agreed."),),
)

REFUSED = Story(
    key="2022-boxing-ring",
    title="Application for a second boxing ring",
    summary="A sports club asked for £12,000 to buy a second ring. It was not approved.",
    purpose="A second boxing ring, so that more young people could train in the evenings.",
    decision_text="The application is not approved.",
    reasons="The first ring stands unused on three evenings a week, so a second one would not bring more young people "
    "in. The club was invited to apply again for coaching hours.",
    decided_on=date(2022, 9, 13),
    makers=(DIRECTOR,),
    serves=(PLACES,),
    awards=(
        Line(
            title="Second boxing ring",
            amount="12000.00",
            stream="Police Property Act Fund",
            year=YEAR,
            recipient=SPORTS,
        ),
    ),
    more={"outcome": Decision.Outcome.NOT_APPROVED, "alternatives": "A smaller grant for coaching was considered."},
    approver="abe",
)

SURVEY = Story(
    key="2022-needs-survey",
    title="Contract for a survey of what victims of crime need",
    summary="A survey asks victims across the area which help they found, and which they looked for in vain.",
    purpose="An independent survey of victims, to plan the services of the next three years.",
    decision_text="A contract is let after competition, for less than was budgeted, without the optional second wave.",
    reasons="Services for victims are to be bought again next year. What victims say they need should decide what is "
    "bought, and no survey since 2019 has asked them.",
    decided_on=date(2022, 12, 6),
    serves=(SAFE,),
    more={
        "kind": Decision.Kind.CONTRACT,
        "outcome": Decision.Outcome.APPROVED_WITH_CHANGES,
        "legal_power": Decision.LegalPower.ASBCPA_143,
    },
    officer="oma",
)

STORIES = (SAFETY, VIOLENCE, REFUSED, SURVEY)
