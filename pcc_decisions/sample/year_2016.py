"""2016/17: illustrative awards from the streams of the commissioning framework, whose figures are real."""

from datetime import date

from conditions.models import Kind
from grants.models import Decision
from pcc_decisions.sample.cast import ALLOTMENTS, MENTORING, RECOVERY, RESIDENTS, SOMEBODY, SPORTS
from pcc_decisions.sample.deeds import Finding, found, kept, offered
from pcc_decisions.sample.stories import COMMISSIONER, Line, Story, Term, shares

YEAR = "2016/17"
CSF, CCF, YAF = "Community Safety Fund", "Community Crime Fund", "Youth Aspiration Fund"
NEIGHBOURS, CITIZENS = "Commissioner's Neighbourhood Fund", "Active Citizens' Fund"
REPORT = Term(
    kind=Kind.REPORTING,
    title="Report at the end of the year",
    wording="The recipient reports by 30 April 2017 how the grant was spent and what it achieved.",
    due_on=date(2017, 4, 30),
)
A_FIFTH = Term(
    kind=Kind.MATCH,
    title="A fifth of the scheme from local partners",
    wording="Local partners pay at least 20% of the whole cost of each scheme, in money or in kind.",
    due_on=date(2017, 3, 31),
    match={
        "basis": "total_percent",
        "figure": "20.00",
        "sources": ["partnership", "council"],
        "in_kind": "allowed",
        "in_kind_cap": "50.00",
    },
)

SAFETY = Story(
    key="2016-community-safety",
    title="Community safety partnerships' share of the Community Safety Fund for 2016/17",
    summary="All ten community safety partnerships get a share of the year's Community Safety Fund.",
    purpose="Local work on the priorities that each partnership has set out in its own plan for the year.",
    decision_text="The sums listed are paid to the ten councils for their community safety partnerships. What is left "
    "of the fund is held back for needs that arise during the year.",
    reasons="The partnerships know their streets. Money that follows a local plan, for whose results the partnership "
    "answers, reduces crime and anti-social behaviour where residents feel it most.",
    decided_on=date(2016, 5, 24),
    makers=(COMMISSIONER,),
    serves=("Tackling crime and anti-social behaviour", "Building and strengthening partnerships"),
    awards=shares(
        {
            "bolton": "262500.00",
            "bury": "171000.00",
            "manchester": "498750.00",
            "oldham": "243600.00",
            "rochdale": "239400.00",
            "salford": "281400.00",
            "stockport": "226800.00",
            "tameside": "231000.00",
            "trafford": "193200.00",
            "wigan": "268350.00",
        },
        title="Community safety in {}",
        stream=CSF,
        year=YEAR,
    ),
    conditions=(REPORT,),
    more={
        "is_key": True,
        "key_notice_on": date(2016, 4, 18),
        "is_significant": True,
        "significance": "It is the largest sum that goes to the districts in the year.",
        "alternatives": "Equal shares for all ten were considered. They would have ignored how much crime differs.",
    },
    later=(kept(date(2017, 5, 12), "The report arrived in time and accounts for the whole grant."),),
)

YOUTH = Story(
    key="2016-youth-aspiration",
    title="Youth Aspiration Fund 2016/17: one project in every district",
    summary="One project for young people at risk in each of the ten districts, £487,250 altogether.",
    purpose="Activities, mentoring and support for children and young people who are at risk of offending or of being "
    "exploited, or who have complex needs.",
    decision_text="Each council receives the sum listed for the project that its partnership has put forward.",
    reasons="Young people who are reached early are less likely to offend or to be exploited. A project in each "
    "district puts help within reach of those who would not travel for it.",
    decided_on=date(2016, 7, 12),
    makers=(COMMISSIONER,),
    serves=("Protecting vulnerable people",),
    awards=shares(
        {
            "bolton": "49500.00",
            "bury": "42750.00",
            "manchester": "62000.00",
            "oldham": "50500.00",
            "rochdale": "50500.00",
            "salford": "52000.00",
            "stockport": "43500.00",
            "tameside": "47000.00",
            "trafford": "40500.00",
            "wigan": "49000.00",
        },
        title="Project for young people in {}",
        stream=YAF,
        year=YEAR,
    ),
    conditions=(REPORT,),
    officer="oma",
    approver="abe",
    later=(
        found(
            date(2017, 5, 9),
            Finding.WAIVED,
            "The project was handed over in February; its new host reports to another body, which has shared the "
            "report with this office.",
            condition=1,
            by="ada",
            award__number=9,
        ),
        kept(date(2017, 5, 16), "The report shows how many young people took part, and what became of them."),
    ),
)

SCHEMES = Story(
    key="2016-community-crime",
    title="Three schemes to lower demand on the police, designed together with residents",
    summary="Rochdale, Tameside and Wigan run schemes that could later be copied across the whole area.",
    purpose="Three schemes that lower the demand on the police and make neighbourhoods more resilient.",
    decision_text="£180,000 for Rochdale, £150,000 for Tameside and £120,000 for Wigan from the Community Crime Fund.",
    reasons="Each scheme was designed with the people who call the police most often. Early results suggest fewer "
    "repeat calls, and that each could grow to cover Greater Manchester.",
    decided_on=date(2016, 9, 20),
    makers=(COMMISSIONER,),
    serves=("Tackling crime and anti-social behaviour", "Investing in and delivering high quality policing services"),
    awards=shares(
        {"rochdale": "180000.00", "tameside": "150000.00", "wigan": "120000.00"},
        title="Community crime scheme in {}",
        stream=CCF,
        year=YEAR,
    ),
    conditions=(A_FIFTH, REPORT),
    later=(
        *offered(
            date(2017, 1, 16),
            "Two wardens, paid by the council",
            "45000.00",
            by="olu",
            award=1,
            source="council",
            spent_on=date(2016, 12, 30),
            evidence_note="Payroll extract",
            accepted_on=date(2017, 1, 24),
        ),
        *offered(
            date(2017, 2, 6),
            "Premises for the scheme",
            "20000.00",
            by="olu",
            award=2,
            source="council",
            spent_on=date(2017, 1, 31),
            is_in_kind=True,
            valuation="quotation",
            valuation_note="Ten months at £2,000, as a letting agent quotes",
            accepted_on=date(2017, 2, 20),
        ),
        *offered(
            date(2017, 2, 7),
            "Street lighting around the station",
            "31500.00",
            by="olu",
            award=3,
            source="council",
            spent_on=date(2017, 1, 20),
            accepted_on=date(2017, 2, 20),
        ),
        found(
            date(2017, 4, 18),
            Finding.NOT_MET,
            "Half of the required share may be in kind. Only £18,750 of the premises counts, and no money was shown.",
            condition=1,
            award__number=2,
        ),
        kept(date(2017, 5, 17), "Proof of the whole local share, and a full report, were received."),
    ),
)

NEIGHBOURHOODS = Story(
    key="2016-neighbourhoods",
    title="Neighbourhood Fund, first release: six small grants for stronger and safer neighbourhoods",
    summary="Six neighbourhood groups get small grants, from a garden watch to a street library.",
    purpose="Small things that bring neighbours together and make streets safer.",
    decision_text="Six grants from the first release of the fund. One exceeds the usual £1,000.",
    reasons="Neighbours who know each other look out for each other. The cost is small, the applicants give their own "
    "time, and several streets report fewer incidents after similar projects.",
    decided_on=date(2016, 10, 4),
    makers=(COMMISSIONER,),
    serves=("Building and strengthening partnerships",),
    awards=tuple(
        Line(title=title, amount=amount, stream=NEIGHBOURS, year=YEAR, recipient=recipient)
        for title, amount, recipient in (
            ("Garden watch", "850.00", RESIDENTS),
            ("Street library", "420.50", RESIDENTS),
            ("Alley gates and planters", "1400.00", RESIDENTS),
            ("Allotment open days", "600.00", ALLOTMENTS),
            ("Tool marking weekends", "375.25", ALLOTMENTS),
            ("Friday football", "1000.00", SPORTS),
        )
    ),
    officer="oma",
    exceeding_reason="The gates cost £1,400 from the cheapest of three suppliers, and half a gate protects nobody.",
)

CITIZENS_2016 = Story(
    key="2016-active-citizens",
    title="Active Citizens' Fund, second release: volunteers against crime",
    summary="Two charities and one volunteer get help with work that they do unpaid for their communities.",
    purpose="Training, kit and insurance for people who volunteer in their own neighbourhoods.",
    decision_text="£5,000, £4,200 and £750 from the second release of the Active Citizens' Fund.",
    reasons="Volunteers reach people whom services do not. A little money for training and insurance keeps many hours "
    "of unpaid work going, and that work helps to prevent crime.",
    decided_on=date(2017, 1, 17),
    makers=(COMMISSIONER,),
    serves=("Building and strengthening partnerships",),
    awards=(
        Line(title="Training for mentors", amount="5000.00", stream=CITIZENS, year=YEAR, recipient=MENTORING),
        Line(title="Coaching for teenagers", amount="4200.00", stream=CITIZENS, year=YEAR, recipient=SPORTS),
        Line(title="First aid course and kit", amount="750.00", stream=CITIZENS, year=YEAR, recipient=SOMEBODY),
    ),
    approver="abe",
    lag=14,
)

REHABILITATION = Story(
    key="2016-rehabilitation",
    title="Two years of support for women leaving custody",
    summary="A recovery charity meets women at the prison gate and stays beside them for as long as it takes.",
    purpose="Practical support for women from the day of their release: housing, health, debt and family.",
    decision_text="£318,000 over two years, agreed through the Justice and Rehabilitation Executive Board.",
    reasons="Women who have somewhere to live and somebody to turn to reoffend less often. The money is one-off and "
    "has no time limit, which suits a service that needs two years to show results.",
    decided_on=date(2016, 11, 15),
    makers=(COMMISSIONER,),
    serves=("Protecting vulnerable people",),
    awards=(
        Line(
            title="Through the gate",
            amount="318000.00",
            stream="Justice and Rehabilitation",
            year=YEAR,
            recipient=RECOVERY,
            starts_on=date(2017, 1, 1),
            ends_on=date(2018, 12, 31),
        ),
    ),
    conditions=("SC3", REPORT),
    officer="oma",
    approver="abe",
    lag=21,
    later=(kept(date(2017, 5, 18), "The plan was sent with the first claim; the report followed in April."),),
)

VICTIMS = Story(
    key="2016-victims",
    title="Support line for victims of fraud",
    summary="A telephone line gives victims of fraud somebody to talk to and help with getting their money back.",
    purpose="A support line for victims of fraud, open on seven days a week until the end of March 2017.",
    decision_text="£96,000 for the support line, to be spent by 31 March 2017.",
    reasons="Fraud is common, and its victims often tell nobody. A line of their own helps them to cope and to avoid "
    "being deceived a second time.",
    decided_on=date(2016, 6, 7),
    makers=(COMMISSIONER,),
    serves=("Putting victims at the centre",),
    awards=(
        Line(
            title="Fraud support line",
            amount="96000.00",
            stream="Victim Services Commissioning",
            year=YEAR,
            recipient=RECOVERY,
        ),
    ),
    conditions=(REPORT,),
    more={"legal_power": Decision.LegalPower.ASBCPA_143},
    later=(kept(date(2017, 5, 18), "The report was received on 28 April and shows the grant fully spent."),),
)

STORIES = (SAFETY, VICTIMS, YOUTH, SCHEMES, NEIGHBOURHOODS, REHABILITATION, CITIZENS_2016)
