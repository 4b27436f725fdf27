"""2024/25: illustrative decisions, among them a correction and a withdrawal."""

from datetime import date

from pcc_decisions.sample.cast import MENTORING, SPORTS
from pcc_decisions.sample.deeds import Finding, corrected, found, kept, offered, withdrawn
from pcc_decisions.sample.stories import DIRECTOR, Line, Story, shares
from pcc_decisions.sample.three_grants import VRU
from pcc_decisions.sample.year_2022 import HARM, PLACES
from pcc_decisions.sample.year_2023 import CHALLENGER, SOC

YEAR = "2024/25"

HOTSPOTS = Story(
    key="2024-hotspots",
    title="Targeted work against organised crime in Manchester and Salford, second year",
    summary="Manchester and Salford get £10,000 each to carry on with mentoring and disruption.",
    purpose="Mentoring for children at risk, and joint action against dealers who exploit them.",
    decision_text="£10,000 each to the two councils, for the financial year 2024/25.",
    reasons="The first year's mentoring reached the children it was meant for. Organised crime is concentrated in the "
    "two districts, so that money spent there prevents more harm than anywhere else.",
    decided_on=date(2024, 6, 4),
    makers=(DIRECTOR,),
    serves=(HARM,),
    awards=shares(
        {"manchester": "10000.00", "salford": "10000.00"}, title="Hotspot work in {}", stream=CHALLENGER, year=YEAR
    ),
    conditions=SOC,
    later=(
        *offered(
            date(2024, 11, 11),
            "Two part-time mentors",
            "10000.00",
            spent_on=date(2024, 10, 31),
            evidence_note="Payroll extract for May to October",
            accepted_on=date(2024, 11, 19),
        ),
        *offered(
            date(2025, 1, 13),
            "Youth worker in the evenings",
            "6400.00",
            by="sal",
            award=2,
            spent_on=date(2024, 12, 20),
            accepted_on=date(2025, 1, 21),
        ),
        *offered(
            date(2025, 3, 3),
            "Leaflets and posters",
            "900.00",
            by="sal",
            award=2,
            spent_on=date(2024, 2, 9),
            returned_on=date(2025, 3, 11),
            missing="The invoice is dated February 2024, which is before the year of the grant.",
        ),
        found(
            date(2025, 4, 29),
            Finding.NOT_MET,
            "£6,400.00 of the £10,000.00 required has been shown. The rest will be settled when the grant is closed.",
            condition=1,
            award__number=2,
        ),
        kept(date(2025, 4, 30), "Evidence was received and is complete."),
    ),
)

KNIVES = Story(
    key="2024-knife-crime",
    title="Knife crime workshops in secondary schools",
    summary="A mentoring charity visits forty secondary schools to talk about knives and their consequences.",
    purpose="Workshops for pupils aged 12 to 15, led by people whose lives knife crime has changed.",
    decision_text="£54,000 for workshops in forty schools during the school year.",
    reasons="Pupils who hear from people with experience of their own carry knives less often, as three earlier rounds "
    "showed. Schools asked for more places than there were.",
    decided_on=date(2024, 9, 10),
    makers=(DIRECTOR,),
    serves=(HARM,),
    awards=(Line(title="Workshops in schools", amount="54000.00", stream=VRU, year=YEAR, recipient=MENTORING),),
    conditions=("SC2", "SC3"),
    officer="olu",
    later=(
        *corrected(
            date(2024, 10, 8),
            {
                "purpose": "Workshops for pupils aged 11 to 16, led by people whose lives knife crime has changed.",
                "intended_outcomes": "Forty schools and about 6,000 pupils reached.",
            },
            note="The ages of the pupils were wrong: 11 to 16 is right. The number of pupils has been added.",
        ),
        kept(date(2025, 4, 8), "The report from the schools was received."),
    ),
)

STADIUM = Story(
    key="2024-wrong-district",
    title="Volunteer stewards at local football matches",
    summary="Volunteers are trained as stewards for matches of amateur clubs.",
    purpose="Training for volunteers who keep order at the matches of amateur football clubs.",
    decision_text="£18,000 to Trafford Metropolitan Borough Council for the training of volunteers.",
    reasons="Small clubs cannot pay for stewards. Trained volunteers calm disputes before the police are needed, and "
    "families come back to matches that feel safe.",
    decided_on=date(2024, 11, 12),
    makers=(DIRECTOR,),
    serves=(PLACES,),
    awards=shares({"trafford": "18000.00"}, title="Stewards in {}", stream="Police Property Act Fund", year=YEAR),
    conditions=("SC3",),
    officer="oma",
    later=(
        withdrawn(
            date(2024, 12, 3),
            reason="The clubs found a sponsor before the grant was paid, and the council asked not to receive it.",
        ),
    ),
)

CLUBS = Story(
    key="2024-property-act",
    title="Police Property Act Fund 2024/25: sport for young people",
    summary="A sports club gets £6,500 from the sale of lost and seized property.",
    purpose="Coaching, kit and pitch hire for free sessions on Friday and Saturday nights.",
    decision_text="£6,500 to the club, from the proceeds of property that nobody claimed.",
    reasons="Anti-social behaviour around the park falls by half on nights when the sessions take place, according to "
    "the neighbourhood team's own figures.",
    decided_on=date(2025, 1, 14),
    makers=(DIRECTOR,),
    serves=(PLACES,),
    awards=(
        Line(
            title="Weekend sessions",
            amount="6500.00",
            stream="Police Property Act Fund",
            year=YEAR,
            recipient=SPORTS,
        ),
    ),
)

STORIES = (HOTSPOTS, KNIVES, STADIUM, CLUBS)
