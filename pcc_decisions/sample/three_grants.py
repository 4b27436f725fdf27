"""Three grants to each of ten partnerships for 2024/25 and 2025/26, with their conditions lived through: the first year
as it went, the second with what is still late today."""

from datetime import date
from typing import Any

from pcc_decisions.sample.deeds import Finding, found, kept, report_sent, sent_in
from pcc_decisions.sample.stories import DEPUTY_MAYOR, DIRECTOR, TREASURER, Ago, Deed, Story, shares
from pcc_decisions.sample.year_2022 import HARM, PLACES, SAFE

YEARS = ("2024/25", "2025/26")
CSG, VRU = "Community Safety Grant", "Violence Reduction Unit"
VOLUNTARY = "Voluntary and Community Sector Grant"
UNDERSPEND, AGREEMENT, UPDATES, FEBRUARY = 1, 2, 3, 4  # the numbers of its conditions
APPROVAL, JUNE, SEPTEMBER, DECEMBER, MARCH = range(1, 6)  # the occurrences of the third

# What each partnership gets a year, grant by grant. Odd pence, so that a percentage has to be rounded.
SAFETY = {
    "bolton": "189412.35",
    "bury": "141205.75",
    "manchester": "402118.90",
    "oldham": "198330.60",
    "rochdale": "183077.45",
    "salford": "219903.15",
    "stockport": "181044.20",
    "tameside": "186290.85",
    "trafford": "154618.40",
    "wigan": "206254.55",
}
VIOLENCE = {
    "bolton": "61250.75",
    "bury": "44105.30",
    "manchester": "118400.20",
    "oldham": "62310.15",
    "rochdale": "59875.65",
    "salford": "66130.85",
    "stockport": "52480.90",
    "tameside": "55905.60",
    "trafford": "46870.45",
    "wigan": "60420.30",
}
GROUPS = {
    "bolton": "24315.40",
    "bury": "19870.55",
    "manchester": "38790.60",
    "oldham": "24630.40",
    "rochdale": "23980.15",
    "salford": "27145.95",
    "stockport": "21415.65",
    "tameside": "22980.35",
    "trafford": "20145.90",
    "wigan": "25660.25",
}
THREE_GRANTS = tuple(
    line
    for year in YEARS
    for amounts, title, stream in (
        (SAFETY, "Community safety in {}", CSG),
        (VIOLENCE, "Preventing violence in {}", VRU),
        (GROUPS, "Voluntary and community groups in {}", VOLUNTARY),
    )
    for line in shares(amounts, title=title, stream=stream, year=year)
)


def three_grants(ago: Ago) -> Story:
    return Story(
        key="2024-three-grants",
        title="Three grants to each of ten community safety partnerships for 2024/25 and 2025/26: community safety, "
        "the prevention of violence, and voluntary and community groups, paid in advance each year once the yearly "
        "conditions of the agreement have been met",
        summary="The ten partnerships get three grants a year for two years, if they meet four conditions each year.",
        purpose="Two years of community safety work, of work to prevent violence, and of support for local groups, in "
        "all ten districts.",
        decision_text="The sixty awards listed, thirty in each year, are paid in advance, year by year.",
        reasons="Certainty over two years lets partnerships commission better and keep trained people. The yearly "
        "conditions make sure that money is not left idle, and that local boards know and agree what it is spent on, "
        "so that crime and disorder are reduced where that is needed most.",
        decided_on=date(2024, 3, 19),
        makers=(DEPUTY_MAYOR, DIRECTOR, TREASURER),
        serves=(SAFE, HARM, PLACES),
        awards=THREE_GRANTS,
        conditions=("GM1", "GM2", "GM3", "GM4"),
        more={
            "is_key": True,
            "key_notice_on": date(2024, 2, 12),
            "call_in": True,
            "is_significant": True,
            "significance": "It commits more than five million pounds over two years.",
            "alternatives": "Grants for a single year, as before, were considered and rejected.",
            "value_for_money": "One agreement instead of three saves each partnership about ten days of work a year.",
            "intended_outcomes": "Fewer repeat victims, and fewer young people arrested for violence.",
        },
        officer="oma",
        approver="abe",
        lag=8,
        later=(*manchester(), *first_year(), *second_year(ago)),
    )


def manchester() -> tuple[Deed, ...]:
    """A year as its lead lived it: proposals, four updates of which one came back, February, the agreement, the end."""
    own: dict[str, Any] = {"partnership__slug": "manchester", "year": 2024}
    update: dict[str, Any] = {"by": "mo", "condition": UPDATES, **own}
    return (
        *sent_in(
            date(2024, 3, 28),
            by="mo",
            condition=UPDATES,
            statement="The partnership's board approved the spending proposals at its meeting in March.",
            papers={},
            accepted_on=date(2024, 4, 4),
            year=2024,
            occurrence=APPROVAL,
        ),
        *report_sent(date(2024, 6, 27), accepted_on=date(2024, 7, 4), occurrence=JUNE, **update),
        *report_sent(
            date(2024, 9, 25),
            returned_on=date(2024, 10, 3),
            missing="The figures of the second grant are those of June. Please send the ones of September.",
            occurrence=SEPTEMBER,
            **update,
        ),
        *report_sent(date(2024, 10, 8), accepted_on=date(2024, 10, 14), occurrence=SEPTEMBER, **update),
        *report_sent(date(2024, 12, 19), accepted_on=date(2025, 1, 7), occurrence=DECEMBER, **update),
        *report_sent(date(2025, 2, 25), by="mo", condition=FEBRUARY, accepted_on=date(2025, 3, 4), **own),
        *sent_in(
            date(2025, 3, 13),
            by="mo",
            condition=AGREEMENT,
            statement="The partnership approved the agreement; the minutes are attached.",
            papers={"Minutes of March.csv": "Item,Decision\n7,The grant agreement is approved\n"},
            accepted_on=date(2025, 3, 20),
            year=2024,
        ),
        *report_sent(date(2025, 3, 27), accepted_on=date(2025, 4, 8), occurrence=MARCH, **update),
        *report_sent(
            date(2025, 3, 28),
            by="mo",
            condition=UNDERSPEND,
            underspend="8400.00",
            accepted_on=date(2025, 4, 8),
            **own,
        ),
    )


def in_the_first_year(slug: str) -> dict[str, Any]:
    return {"partnership__slug": slug, "year": 2024}


def underspends() -> tuple[Deed, ...]:
    """One partnership has exactly as much left over as it may have, and another more."""
    of = in_the_first_year
    salford, oldham = (
        report_sent(on, by=by, condition=UNDERSPEND, underspend=left, accepted_on=date(2025, 4, 10), **of(slug))
        for on, by, left, slug in (
            (date(2025, 3, 26), "sal", "15000.00", "salford"),
            (date(2025, 4, 3), "olu", "21300.00", "oldham"),
        )
    )
    return (
        *salford,
        *oldham,
        found(
            date(2025, 4, 15),
            Finding.NOT_MET,
            "The report shows £21,300.00 of unallocated underspend over the three grants, more than £15,000.00.",
            condition=UNDERSPEND,
            **of("oldham"),
        ),
        found(
            date(2025, 4, 16),
            Finding.MET,
            "Exactly £15,000.00 is left unallocated over the three grants, which is not above what is allowed.",
            condition=UNDERSPEND,
            **of("salford"),
        ),
    )


def first_year() -> tuple[Deed, ...]:
    """What was not simply in order in 2024/25, and then all the rest, which was."""
    of = in_the_first_year
    return (
        *underspends(),
        found(
            date(2025, 4, 15),
            Finding.WAIVED,
            "The partnership's finance system was being replaced. Its auditor confirmed the figures instead.",
            condition=FEBRUARY,
            by="ada",
            **of("rochdale"),
        ),
        found(
            date(2025, 4, 15),
            Finding.WAIVED,
            "The board could not meet in December. Its chair confirmed the update, and the board did so in January.",
            condition=UPDATES,
            by="abe",
            occurrence=DECEMBER,
            **of("bury"),
        ),
        found(
            date(2025, 4, 15),
            Finding.NOT_MET,
            "No update arrived for the third quarter, although the office asked for it twice.",
            condition=UPDATES,
            occurrence=DECEMBER,
            **of("wigan"),
        ),
        kept(date(2025, 4, 22), "Received in time and in order."),
    )


def second_year(ago: Ago) -> tuple[Deed, ...]:
    """2025/26: all in order, but for four reports of February. Two never came, one came late and lies with the office,
    and one was sent back."""

    def late(slug: str) -> dict[str, Any]:
        return {"by": "olu", "condition": FEBRUARY, "partnership__slug": slug, "year": 2025}

    return (
        kept(date(2026, 4, 21), "Received in time and in order.", condition__number__lte=UPDATES),
        kept(
            date(2026, 4, 21),
            "Received in time and in order.",
            partnership__slug__in=("bury", "manchester", "oldham", "salford", "tameside", "wigan"),
        ),
        *report_sent(ago(6), **late("stockport")),
        *report_sent(
            ago(34),
            returned_on=ago(27),
            missing="The projected spend to the end of March is missing for the third grant.",
            **late("trafford"),
        ),
    )
