"""2025/26: illustrative decisions, with two variations of earlier ones and several kinds of match."""

from datetime import date

from conditions.models import Kind
from grants.models import Decision
from pcc_decisions.sample.deeds import Finding, found, kept, offered
from pcc_decisions.sample.stories import DEPUTY_MAYOR, DIRECTOR, TEN, TREASURER, Raise, Story, Term, shares
from pcc_decisions.sample.three_grants import VRU
from pcc_decisions.sample.year_2023 import CHALLENGER, SOC

YEAR = "2025/26"
VARIATION = {"kind": Decision.Kind.VARIATION}

UPLIFT = Story(
    key="2025-uplift",
    title="The 2025/26 grants to the ten partnerships are raised by 2.6%",
    summary="Each of the thirty grants agreed for 2025/26 goes up by 2.6%, rounded to the nearest penny.",
    purpose="To keep the value of the grants agreed in March 2024, now that wages and prices have risen.",
    decision_text="Each award for 2025/26 is raised by 2.6% and rounded to the nearest penny, half a penny upwards. "
    "The conditions of the earlier decision still stand.",
    reasons="Pay awards have raised the cost of the same work. Without more money each partnership would have to end a "
    "post in the middle of the year, and prevention work would suffer first.",
    decided_on=date(2025, 5, 6),
    makers=(DEPUTY_MAYOR, TREASURER),
    varies=Raise(of="2024-three-grants", year=YEAR, percent="2.6"),
    more=VARIATION,
    approver="abe",
    lag=6,
)

HOTSPOTS = Story(
    key="2025-hotspots",
    title="Targeted work against organised crime in Manchester, third year",
    summary="Manchester City Council gets £10,000 to carry on with mentoring for children at risk.",
    purpose="Mentoring for children whom organised crime puts at risk, and training for those who work with them.",
    decision_text="£10,000 to Manchester City Council for the financial year 2025/26.",
    reasons="Of the children mentored last year nearly all stayed in school. The groups that would exploit them are "
    "still at work, so stopping now would undo what has been achieved.",
    decided_on=date(2025, 4, 8),
    makers=(DIRECTOR,),
    awards=shares({"manchester": "10000.00"}, title="Hotspot work in {}", stream=CHALLENGER, year=YEAR),
    conditions=SOC,
    officer="oma",
    later=(
        *offered(
            date(2025, 9, 1),
            "Mentors, April to August",
            "10000.00",
            spent_on=date(2025, 8, 29),
            evidence_note="Payroll extract",
            accepted_on=date(2025, 9, 9),
        ),
        found(date(2025, 9, 16), Finding.MET, "The whole match has been shown, in money.", condition=1),
        *offered(
            date(2026, 4, 7),
            "Mentors in the further month",
            "500.00",
            spent_on=date(2026, 3, 27),
            evidence_note="Payroll extract",
        ),
        kept(date(2026, 4, 14), "Evidence was received and is complete.", condition__number__gt=1),
    ),
)

MORE_HOTSPOTS = Story(
    key="2025-hotspots-uplift",
    title="The 2025/26 hotspot grant to Manchester is raised by 5%",
    summary="Manchester's hotspot grant for 2025/26 rises from £10,000 to £10,500, and the match with it.",
    purpose="A further month of mentoring, until the end of March 2026.",
    decision_text="The award is raised by 5%. The match required rises with it.",
    reasons="The waiting list is longer than expected. A further month lets the mentors finish with the children whom "
    "they have begun to work with, and keeps those children out of crime.",
    decided_on=date(2025, 11, 18),
    makers=(DIRECTOR,),
    varies=Raise(of="2025-hotspots", year=YEAR, percent="5"),
    more=VARIATION,
)

HALF = Story(
    key="2025-half-the-project",
    title="Violence reduction in the ten districts: grants for half of each project",
    summary="The ten districts get up to half of what their projects against violence cost; they find the rest.",
    purpose="One project against serious violence in each district, chosen and half paid for locally.",
    decision_text="The sums listed, on condition that local partners bear at least half of the cost of each project.",
    reasons="Districts choose more carefully, and stay longer with a project, when they pay for half of it. That "
    "doubles what the grant can do to reduce violence.",
    decided_on=date(2025, 6, 10),
    awards=shares(dict.fromkeys(TEN, "12500.00"), title="Project against violence in {}", stream=VRU, year=YEAR),
    conditions=(
        Term(
            kind=Kind.MATCH,
            title="Half of the project from local partners",
            wording="Local partners pay at least half of the whole cost of each project, in money.",
            due_on=date(2026, 3, 31),
            match={
                "basis": "total_percent",
                "figure": "50.00",
                "sources": ["partnership", "council", "voluntary"],
                "in_kind": "not_allowed",
            },
        ),
        "SC4",
    ),
    later=(
        *(
            deed
            for number, (slug, amount) in enumerate(
                zip(TEN, ("12500", "12500", "9000", "13750", "0", "12500", "7250", "12500", "0", "12600"), strict=True),
                start=1,
            )
            if amount != "0"
            for deed in offered(
                date(2026, 2, 9),
                f"Local share of the project in {slug.title()}",
                f"{amount}.00",
                by="olu",
                award=number,
                source="council",
                spent_on=date(2026, 1, 30),
                accepted_on=date(2026, 2, 17),
            )
        ),
        found(
            date(2026, 4, 21),
            Finding.MET,
            "The whole local share has been shown.",
            condition=1,
            award__number__in=(1, 2, 4, 6, 8, 10),
        ),
        found(
            date(2026, 4, 22),
            Finding.NOT_MET,
            "£7,250.00 of £12,500.00 has been shown, and the project has ended.",
            condition=1,
            award__number=7,
        ),
        found(
            date(2026, 4, 23),
            Finding.WAIVED,
            "A flood closed the building in November, and the insurance does not pay for lost months.",
            condition=1,
            by="abe",
            award__number=9,
        ),
        kept(date(2026, 4, 24), "The board's minutes were received.", condition__number=2),
    ),
)

FIXED = Story(
    key="2025-trafford-lights",
    title="Lights and shelters on a walking route in Trafford",
    summary="Trafford gets £24,000 for lights along a path to the tram, if it adds £9,000 of its own.",
    purpose="Lights, shelters and clear sight lines along the path between the college and the tram stop.",
    decision_text="£24,000 to Trafford Metropolitan Borough Council; the council or others add at least £9,000.",
    reasons="Women and students said in a survey that they avoid the path after dark. Light on such routes has "
    "reduced robbery elsewhere, and made more people use them.",
    decided_on=date(2025, 7, 8),
    makers=(DIRECTOR,),
    awards=shares({"trafford": "24000.00"}, title="Walking route in {}", stream="Community Safety Grant", year=YEAR),
    conditions=(
        Term(
            kind=Kind.MATCH,
            title="£9,000 from the council or others",
            wording="The council, or others through it, add at least £9,000; at most a quarter of that in kind.",
            due_on=date(2026, 3, 31),
            match={
                "basis": "fixed",
                "figure": "9000.00",
                "sources": ["council", "private"],
                "in_kind": "allowed",
                "in_kind_cap": "25.00",
            },
        ),
        "SC5",
    ),
    officer="oma",
    approver="abe",
    later=(
        *offered(
            date(2025, 12, 1),
            "Lamp posts",
            "6750.00",
            by="olu",
            source="council",
            spent_on=date(2025, 11, 14),
            accepted_on=date(2025, 12, 9),
        ),
        *offered(
            date(2025, 12, 2),
            "Electricians lent by a building firm",
            "3000.00",
            by="olu",
            source="private",
            is_in_kind=True,
            valuation="hours",
            valuation_note="75 hours at £40",
            spent_on=date(2025, 11, 21),
            accepted_on=date(2025, 12, 9),
        ),
        kept(date(2026, 4, 14), "£6,750 in money and £2,250 in kind count, and the tender was open to all."),
    ),
)

PERPETRATORS = Story(
    key="2025-perpetrators",
    title="Programme for people who have been abusive towards a partner",
    summary="Stockport and Oldham run a programme that helps people who have been abusive to stop.",
    purpose="Weekly groups and individual work for people who have been abusive, and contact with their partners.",
    decision_text="£62,000 to Stockport and £58,000 to Oldham for the financial year 2025/26.",
    reasons="Support for victims alone leaves the cause of the harm untouched. Programmes in touch with partners have "
    "reduced repeat incidents, and make those who live with the person safer.",
    decided_on=date(2025, 9, 23),
    awards=shares(
        {"stockport": "62000.00", "oldham": "58000.00"},
        title="Perpetrator programme in {}",
        stream="MoJ Victims Grant",
        year=YEAR,
    ),
    conditions=("SC2", "SC3"),
    more={"legal_power": Decision.LegalPower.ASBCPA_143},
    officer="oma",
    later=(
        kept(date(2026, 4, 14), "The plan was received, with targets for each quarter.", condition__number=2),
        kept(date(2026, 4, 14), "The service is new in the district.", award__number=1),
    ),
)

CONFERENCE = Story(
    key="2025-conference",
    title="Places at a national conference on preventing violence",
    summary="Up to £1,500 for two officers to attend a conference. No grant is made.",
    purpose="Two places at a conference, so that the office hears early what has worked elsewhere.",
    decision_text="Up to £1,500 may be spent on tickets and travel.",
    reasons="The yearly conference is where results from other areas are first reported. Going there costs less than "
    "repeating somebody else's mistakes.",
    decided_on=date(2025, 10, 14),
    makers=(DIRECTOR,),
    more={"kind": Decision.Kind.OTHER, "legal_power": "", "subsidy": ""},
    approver="abe",
    lag=7,
)

STORIES = (HOTSPOTS, UPLIFT, HALF, FIXED, PERPETRATORS, CONFERENCE, MORE_HOTSPOTS)
