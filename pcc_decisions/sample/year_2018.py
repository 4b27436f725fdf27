"""2018/19: the £1.1m announced in May 2018, whose amounts are real, and an illustrative round of small grants."""

from datetime import date

from conditions.models import Kind
from pcc_decisions.sample.deeds import kept
from pcc_decisions.sample.stories import DEPUTY_MAYOR, TEN, Story, Term, shares

YEAR = "2018/19"
CSF = "Community Safety Fund"

ELEVEN = Story(
    key="2018-eleven-grants",
    is_real=True,
    title="£1.1 million for community safety in the ten districts in 2018/19",
    summary="Each of the ten councils gets £100,000, and Manchester £100,000 more, as announced in May 2018. The date "
    "of the decision, the stream and the reasons are illustrative.",
    purpose="Community safety work in every district of Greater Manchester in the financial year 2018/19.",
    decision_text="£100,000 to each of the ten councils, and a further £100,000 to Manchester City Council: £1.1 "
    "million in all. The amounts and the recipients are those announced in May 2018. Illustrative here are the "
    "date of the decision, who took it, the funding stream, the legal power and the reasons. Conditions are not known, "
    "so none are listed.",
    reasons="Illustrative reasons, since the published ones are not known here: a grant for every district lets each "
    "partnership act on what troubles its residents most, and Manchester, as the centre of the region, bears a greater "
    "share of its crime.",
    decided_on=date(2018, 5, 1),
    makers=(DEPUTY_MAYOR,),
    awards=(
        *shares(dict.fromkeys(TEN, "100000.00"), title="Community safety in {}", stream=CSF, year=YEAR),
        *shares({"manchester": "100000.00"}, title="Further community safety work in {}", stream=CSF, year=YEAR),
    ),
    more={"stated_total": "1100000.00"},
    lag=20,
)

HATE_CRIME = Story(
    key="2018-hate-crime-week",
    title="Small grants for Hate Crime Awareness Week",
    summary="£2,500 for each district, for events that help people to recognise and to report hate crime.",
    purpose="Local events, in schools, mosques, churches, clubs and libraries, in the week against hate crime.",
    decision_text="£2,500 to each of the ten councils, which pass it on to local groups.",
    reasons="Much hate crime is never reported. Events run by people whom the community trusts encourage victims to "
    "come forward, and show offenders that their neighbours disapprove.",
    decided_on=date(2018, 11, 6),
    awards=shares(
        dict.fromkeys(TEN, "2500.00"), title="Hate crime awareness in {}", stream="Hate Crime Grant", year=YEAR
    ),
    conditions=(
        Term(
            kind=Kind.REPORTING,
            title="List of events",
            wording="Each council sends a list of the events, with the number of people who came.",
            due_on=date(2019, 3, 31),
        ),
    ),
    officer="oma",
    approver="abe",
    later=(kept(date(2019, 4, 9), "The list was received. Every event took place as planned."),),
)

STORIES = (ELEVEN, HATE_CRIME)
