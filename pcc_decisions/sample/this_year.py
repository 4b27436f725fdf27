"""The current financial year: illustrative decisions told by how long ago they were taken, so that something is always
due soon, and something always waits on the office's desk."""

from datetime import date, timedelta

from conditions.models import Kind
from grants.models import Decision
from grants.years import FinancialYear
from pcc_decisions.sample.cast import ALLOTMENTS, RESIDENTS, SPORTS
from pcc_decisions.sample.deeds import kept, offered, revised, sent_in
from pcc_decisions.sample.stories import DIRECTOR, TEN, Ago, Deed, Line, Story, Term, shares, working_day
from pcc_decisions.sample.three_grants import CSG, VOLUNTARY, VRU, three_grants
from pcc_decisions.sample.year_2023 import CHALLENGER

PROPERTY_ACT = "Police Property Act Fund"
PAYROLL = {"Payroll extract.csv": "Month,Hours,Pay\nFirst,80,1500.00\nSecond,80,1500.00\n"}
INVOICES = {"Invoices.csv": "Invoice,Amount\n117,1450.00\n121,1300.00\n"}
AGREED = "The board approved the spending at its last meeting; its chair has confirmed the minutes."


def stories(today: date) -> tuple[Story, ...]:
    """The stories as they stand on a day. `ago(n)` is the working day n days before it, or after it where n < 0."""

    def ago(days: int) -> date:
        return working_day(today - timedelta(days=days))

    year = str(FinancialYear.of(today))
    return (
        three_grants(ago),
        safety(ago, year),
        hotspots(ago, year),
        night_buses(ago, year),
        first_release(ago, year),
        second_release(ago, year),
        taxi_ranks(ago, year),
        archery(ago, year),
        from_a_notice(ago, year),
    )


def safety(ago: Ago, year: str) -> Story:
    amounts = ("221", "153", "434", "212", "207", "244", "195", "199", "167", "231")
    return Story(
        key="now-community-safety",
        title="Community Safety Grant to the ten partnerships for the current year",
        summary="The yearly community safety grant for all ten districts, on the usual terms.",
        purpose="Work on the priorities of each community safety partnership's strategy.",
        decision_text="The sums listed, on the four yearly conditions of the grant agreement.",
        reasons="Partnerships that can plan a whole year ahead keep experienced staff, and what they do against "
        "violence, burglary and anti-social behaviour is better for it.",
        decided_on=ago(150),
        awards=shares(
            {slug: f"{thousands}000.00" for slug, thousands in zip(TEN, amounts, strict=True)},
            title="Community safety in {}",
            stream=CSG,
            year=year,
        ),
        conditions=("GM1", "GM2", "GM3", "GM4"),
        later=(
            kept(ago(9), "Received and in order.", partnership__slug__in=[slug for slug in TEN if slug != "tameside"]),
        ),
    )


def hotspots(ago: Ago, year: str) -> Story:
    return Story(
        key="now-hotspots",
        title="Targeted work against organised crime in three districts",
        summary="Manchester, Salford and Bolton get £7,500 each, to be matched pound for pound.",
        purpose="Mentoring for children at risk, and joint action where dealers have taken over homes.",
        decision_text="£7,500 each to three councils, with dates by which each condition falls due.",
        reasons="Organised crime is concentrated in a few places. Money aimed at them, and doubled by local partners, "
        "prevents more serious violence than the same sum spread thinly.",
        decided_on=ago(120),
        makers=(DIRECTOR,),
        awards=shares(
            dict.fromkeys(("manchester", "salford", "bolton"), "7500.00"),
            title="Hotspot work in {}",
            stream=CHALLENGER,
            year=year,
        ),
        conditions=hotspot_terms(ago),
        officer="oma",
        later=hotspot_deeds(ago),
    )


def hotspot_terms(ago: Ago) -> tuple[Term, ...]:
    """Match that falls due soon, minutes that were due three weeks ago, and outcomes that are due months from now."""
    return (
        Term(
            kind=Kind.MATCH,
            title="Match funding from the partnership",
            wording="The partnership contributes at least £1 for every £1 of the grant.",
            due_on=ago(-14),
            match={
                "figure": "100.00",
                "sources": ["partnership"],
                "starts_on": ago(200),
                "ends_on": ago(-14),
            },
        ),
        Term(
            kind=Kind.GOVERNANCE,
            title="Minutes of the organised crime board",
            wording="The board that oversees work against organised crime approves the spending.",
            due_on=ago(21),
        ),
        Term(
            kind=Kind.SPENDING_PLAN,
            title="Outcomes at the end of the work",
            wording="Each council reports the outcomes for the children and households that were helped.",
            due_on=ago(-150),
        ),
    )


def hotspot_deeds(ago: Ago) -> tuple[Deed, ...]:
    """Manchester's match is partly shown, Salford's lies with the office, and Bolton has sent nothing at all."""
    return (
        *offered(
            ago(60),
            "Mentor, first two months",
            "3000.00",
            spent_on=ago(65),
            accepted_on=ago(51),
            evidence_note="Payroll extract",
        ),
        *offered(
            ago(40),
            "Room hire",
            "450.00",
            spent_on=ago(45),
            returned_on=ago(33),
            missing="The invoice names another partnership. Please send the right one.",
        ),
        *offered(
            ago(20),
            "Locks and cameras",
            "2750.00",
            by="sal",
            award=2,
            spent_on=ago(24),
            evidence_note="Two invoices",
        ),
        *offered(
            ago(12),
            "Joint visits, promised by the housing team",
            "2000.00",
            by="sal",
            award=2,
            stage="pledged",
        ),
        *sent_in(ago(59), by="mo", condition=1, statement="", papers=PAYROLL, accepted_on=ago(51)),
        *sent_in(ago(18), by="sal", condition=2, statement=AGREED, papers={}, accepted_on=ago(16)),
        *sent_in(ago(5), by="sal", condition=1, statement="Both invoices, on one sheet.", papers=INVOICES),
        kept(ago(16), "The minutes were received.", condition__number=2, award__number__lte=2),
    )


def night_buses(ago: Ago, year: str) -> Story:
    purpose = "Trained marshals at bus stops and on night buses on Friday and Saturday nights"
    return Story(
        key="now-night-buses",
        title="Marshals on night buses",
        summary="Marshals keep passengers safe on night buses in Wigan and Bolton.",
        purpose=f"{purpose}.",
        decision_text="£31,000 to Wigan and £29,500 to Bolton, until the end of the financial year.",
        reasons="Drivers and passengers reported more assaults at night. A trial with marshals on two routes ended "
        "nearly all of them, and more people have used the buses since.",
        decided_on=ago(75),
        awards=shares({"wigan": "31000.00", "bolton": "29500.00"}, title="Bus marshals in {}", stream=VRU, year=year),
        conditions=("SC3",),
        later=(revised(ago(4), {"purpose": f"{purpose}, and on Sundays before a bank holiday."}),),
    )


def first_release(ago: Ago, year: str) -> Story:
    return Story(
        key="now-property-act",
        title="Police Property Act Fund, first release",
        summary="Three community groups get small grants from the sale of lost and seized property.",
        purpose="Kit, tools and pitch hire for groups that bring neighbours together.",
        decision_text="£9,800, £7,500 and £2,200 from the first release of the year.",
        reasons="Places where people meet and look after something together see less vandalism. The groups give their "
        "own time, so that a small sum goes a long way.",
        decided_on=ago(60),
        makers=(DIRECTOR,),
        awards=tuple(
            Line(title=title, amount=amount, stream=PROPERTY_ACT, year=year, recipient=recipient)
            for title, amount, recipient in (
                ("Floodlights for the pitch", "9800.00", SPORTS),
                ("Tools and a lockable shed", "7500.00", ALLOTMENTS),
                ("Noticeboards", "2200.00", RESIDENTS),
            )
        ),
        approver="abe",
    )


def second_release(ago: Ago, year: str) -> Story:
    return Story(
        key="now-property-act-second",
        title="Police Property Act Fund, second release: a community garden",
        summary="A residents' group gets £9,000 to turn a derelict plot into a garden.",
        purpose="Clearing, fencing and planting a plot that has been used for fly-tipping and drug dealing.",
        decision_text="£9,000 from the second release of the year.",
        reasons="The plot draws anti-social behaviour to four streets. Residents have promised to tend the garden, and "
        "similar gardens have kept such places quiet for years.",
        decided_on=ago(12),
        makers=(DIRECTOR,),
        awards=(Line(title="Community garden", amount="9000.00", stream=PROPERTY_ACT, year=year, recipient=RESIDENTS),),
        reaches=Decision.State.APPROVED,
    )


def taxi_ranks(ago: Ago, year: str) -> Story:
    return Story(
        key="now-taxi-ranks",
        title="Marshals at taxi ranks in the weeks of the festivals",
        summary="Oldham and Rochdale get £8,400 each for marshals at taxi ranks.",
        purpose="Marshals at taxi ranks on the busiest nights of the year.",
        decision_text="£8,400 each to Oldham and Rochdale.",
        reasons="Long queues at closing time end in fights. With marshals there, queues are shorter, drivers come "
        "back, and the police are called less often.",
        decided_on=ago(8),
        awards=shares(
            {"oldham": "8400.00", "rochdale": "8400.00"}, title="Taxi marshals in {}", stream=VOLUNTARY, year=year
        ),
        conditions=("SC2", "SC5"),
        officer="oma",
        reaches=Decision.State.SENT,
    )


def archery(ago: Ago, year: str) -> Story:
    return Story(
        key="now-archery",
        title="Archery sessions for young people",
        purpose="Archery sessions in the school holidays.",
        decided_on=ago(5),
        awards=(Line(title="Archery", amount="1800.00", stream=PROPERTY_ACT, year=year, recipient=SPORTS),),
        more={"outcome": ""},
        reaches=Decision.State.DRAFT,
    )


def from_a_notice(ago: Ago, year: str) -> Story:
    """A draft that an officer has begun by pasting a notice; its awards still have to be confirmed."""
    return Story(
        key="now-from-a-notice",
        decided_on=ago(6),
        notice=NOTICE.format(decided=f"{ago(6):%d/%m/%Y}", year=year),
        officer="oma",
        reaches=Decision.State.DRAFT,
    )


NOTICE = """Decision details

PCC DN - Illustrative: Safer walks to school

Decision Maker: Director for Police, Crime, Criminal Justice and Fire

Decision status: Recommendations Approved

Is Key decision?: No

Is subject to call in?: No

Purpose:

To pay for wardens and crossings on the way to six primary schools. This is an illustrative notice.

The reasons for the decision are:

Parents told the partnership that cars, and groups of older pupils, frighten children on their way to school. Wardens
have made a difference at other schools. The grant is made on the following conditions:
- It is at least match funded by a contribution from the community safety partnership.
- There is a clear spending plan with a focus on outputs and outcomes.
- The wardens wear the jackets of the council.

Decision:

£6,400 will be allocated to Stockport Metropolitan Borough Council for safer walks to school in {year}.

Decided at meeting: Weekly meeting on grants

Date of decision: {decided}
"""
