"""2023/24: the real decision behind notice 2548, and illustrative ones around it."""

from datetime import date

from conditions.models import Kind
from grants.models import Decision
from pcc_decisions.sample.cast import MENTORING, RECOVERY
from pcc_decisions.sample.deeds import kept, offered, paid
from pcc_decisions.sample.stories import DEPUTY_MAYOR, DIRECTOR, TREASURER, Line, Story, Term, shares
from pcc_decisions.sample.year_2022 import HARM, PLACES, SAFE

YEAR = "2023/24"
CHALLENGER = "Challenger SOC hotspot fund"
SOC = ("SC1", "SC2", "SC3", "SC4", "SC5")

HOTSPOT = Story(
    key="2548",
    is_real=True,
    title="Targeted hotspot activity to tackle organised crime",
    summary="Manchester City Council gets £7,500 towards one-to-one mentoring for children at risk.",
    purpose="One-to-one mentoring, commissioned in Manchester, for children at risk of serious violence or of being "
    "exploited criminally or sexually, which organised crime often lies behind.",
    decision_text="Manchester City Council is allocated £7,500 in 2023/24 towards targeted work against serious and "
    "organised crime, on five conditions agreed with the council.",
    reasons="Manchester and Salford together hold 26% of the threats from serious and organised crime that have been "
    "mapped in Greater Manchester. Many of the groups in Manchester are long established, deal in drugs, weapons, "
    "extortion and exploitation, and are capable of extreme violence.\n\n"
    "Manchester's multi-agency Challenger team is well governed and works to a full 4P plan within the local safety "
    "partnership. Money aimed at hotspots does more against organised crime and serious violence than the same sum "
    "spread over ten districts, and the local leadership gives confidence that results will be measured and reported.",
    decided_on=date(2024, 2, 6),
    makers=(DIRECTOR,),
    serves=(HARM, "Keeping children and young people safe", "Tackling serious harm and violence"),
    awards=shares(
        {"manchester": "7500.00"}, title="Mentoring for children at risk in {}", stream=CHALLENGER, year=YEAR
    ),
    conditions=SOC,
    more={
        "external_reference": "2548",
        "published_elsewhere_on": date(2024, 3, 7),
        "four_ps": [each.value for each in Decision.FourPs],
        "is_key": False,
        "call_in": False,
    },
    lag=34,
    later=(
        paid(date(2024, 3, 14), "7500.00"),
        *offered(
            date(2024, 3, 18),
            "Mentoring sessions paid by the partnership",
            "5000.00",
            spent_on=date(2024, 1, 15),
            evidence_note="Invoices from the mentoring provider, October to January",
            accepted_on=date(2024, 3, 26),
        ),
        *offered(
            date(2024, 3, 28),
            "Mentoring sessions in February and March",
            "2500.00",
            spent_on=date(2024, 3, 22),
            evidence_note="Invoice to follow from the provider",
        ),
        *(
            kept(date(2024, 4, 8), reasons, condition__number=number)
            for number, reasons in (
                (2, "The mentoring is new: no service of the council was reduced to make room for it."),
                (3, "The plan sets out the number of children, the sessions and the outcomes sought."),
                (4, "The organised crime board reviewed the spending in February."),
                (5, "The provider was chosen after three quotations."),
            )
        ),
    ),
)

SALFORD = Story(
    key="2023-salford-hotspot",
    title="Disruption of drug supply around two Salford estates",
    summary="Salford City Council gets £7,500 for joint visits and support on two estates taken over by dealers.",
    purpose="Joint visits by the council, landlords and the police, and help for tenants whose homes dealers used.",
    decision_text="£7,500 to Salford City Council for the financial year 2023/24.",
    reasons="Dealers who take over the homes of vulnerable people do lasting harm to a whole estate. Visits by several "
    "agencies together have ended this elsewhere, and support keeps it from starting again.",
    decided_on=date(2023, 9, 5),
    makers=(DIRECTOR,),
    serves=(HARM, PLACES),
    awards=shares({"salford": "7500.00"}, title="Safer estates in {}", stream=CHALLENGER, year=YEAR),
    conditions=SOC,
    more={"four_ps": ["pursue", "protect"]},
    officer="oma",
    later=(
        *offered(
            date(2023, 12, 4),
            "Overtime of the housing team",
            "4250.00",
            by="sal",
            spent_on=date(2023, 11, 30),
            evidence_note="Payroll extract",
            accepted_on=date(2023, 12, 12),
        ),
        *offered(
            date(2024, 2, 5),
            "New locks and cameras",
            "3250.00",
            by="sal",
            spent_on=date(2024, 1, 26),
            evidence_note="Two invoices",
            accepted_on=date(2024, 2, 13),
        ),
        *offered(
            date(2024, 2, 6),
            "Meeting rooms in the community centre",
            "600.00",
            by="sal",
            is_in_kind=True,
            valuation="hours",
            valuation_note="40 hours at £15",
            spent_on=date(2024, 1, 31),
            accepted_on=date(2024, 2, 13),
        ),
        kept(date(2024, 4, 9), "Evidence was received and is complete."),
    ),
)

THREE_POTS = Story(
    key="2023-three-pots",
    title="Services for victims of domestic abuse and serious violence, paid from three pots",
    summary="£212,850 keeps three services for victims open for the year; each pot pays for what it may pay for.",
    purpose="Advisers in courts, a refuge worker for families, and counselling after serious violence.",
    decision_text="£160,000 from the Ministry of Justice's grant for victims, £41,250 from the Violence Reduction Unit "
    "and £11,600 from the hate crime money: £212,850 in all.",
    reasons="Victims who are supported are more likely to see a case through to its end, and recover sooner. All three "
    "services were full last year, and would have had to close their waiting lists.",
    decided_on=date(2023, 5, 16),
    makers=(DEPUTY_MAYOR, DIRECTOR),
    serves=(SAFE,),
    awards=(
        Line(title="Court advisers", amount="160000.00", stream="MoJ Victims Grant", year=YEAR, recipient=RECOVERY),
        Line(title="Refuge worker", amount="41250.00", stream="Violence Reduction Unit", year=YEAR, recipient=RECOVERY),
        Line(title="Counselling", amount="11600.00", stream="Hate Crime Grant", year=YEAR, recipient=MENTORING),
    ),
    conditions=(
        Term(
            kind=Kind.REPORTING,
            title="Half-yearly figures",
            wording="Each service reports how many victims it helped from April to September, and how soon.",
            due_on=date(2023, 10, 31),
        ),
        Term(
            kind=Kind.GOVERNANCE,
            title="Safeguarding policy",
            wording="The refuge worker's employer shows its safeguarding policy before the money is used.",
            due_on=date(2023, 6, 30),
            awards=(2,),
        ),
    ),
    more={"legal_power": Decision.LegalPower.ASBCPA_143, "stated_total": "212850.00"},
    later=(
        kept(date(2023, 7, 4), "The policy was received and is up to date.", condition__number=2),
        kept(date(2023, 11, 7), "The figures were received.", condition__number=1),
    ),
)

STREETS = Story(
    key="2023-safer-streets",
    title="Safer streets in Bury: lighting, gates and guardians over two financial years",
    summary="Bury Council gets £345,000 over two years to make the town centre and two parks safer after dark.",
    purpose="Better lighting, alley gates and trained guardians in the town centre and two parks in Bury.",
    decision_text="£148,500 in 2023/24 and £196,500 in 2024/25 to Bury Metropolitan Borough Council.",
    reasons="Residents said where they feel unsafe, and reported crime agrees with them. Light and the presence of "
    "people are among the measures with the best evidence against violence and theft in public places.",
    decided_on=date(2023, 10, 17),
    serves=(SAFE, PLACES),
    awards=(
        *shares(
            {"bury": "148500.00"}, title="Safer streets in {}, first year", stream="Safer Streets Round 5", year=YEAR
        ),
        *shares(
            {"bury": "196500.00"},
            title="Safer streets in {}, second year",
            stream="Safer Streets Round 5",
            year="2024/25",
        ),
    ),
    conditions=("SC3", "SC5"),
    officer="oma",
    approver="abe",
    later=(
        kept(date(2024, 4, 10), "The plan and the tender papers for the first year are in order."),
        kept(date(2025, 4, 9), "The plan and the tender papers for the second year are in order."),
    ),
)

ACCEPTED = Story(
    key="2023-funding-accepted",
    title="Acceptance of £379,000 from a national fund for work with perpetrators of domestic abuse",
    summary="The office accepts £379,000 from a national fund. Who is to receive it will be decided later.",
    purpose="Programmes that help people who have been abusive towards a partner to change what they do.",
    decision_text="The offer of £379,000 for 2023/24 is accepted, with the conditions of the fund.",
    reasons="Without the national money no such programme could start this year. Work with perpetrators reduces the "
    "number of victims, and the conditions of the fund can be met.",
    decided_on=date(2023, 6, 13),
    makers=(DEPUTY_MAYOR, TREASURER),
    serves=(SAFE,),
    more={"kind": Decision.Kind.EXTERNAL, "legal_power": ""},
    lag=6,
)

STORIES = (THREE_POTS, ACCEPTED, SALFORD, STREETS, HOTSPOT)
