"""Many awards from a table that was copied from a spreadsheet."""

import re

import pytest

from grants.models import Allocation, FundingStream
from tests.stories import bare_draft, fresh

DISTRICTS = (
    "Bolton",
    "Bury",
    "Manchester",
    "Oldham",
    "Rochdale",
    "Salford",
    "Stockport",
    "Tameside",
    "Trafford",
    "Wigan",
)
STREAMS = ("Community Safety Grant", "Voluntary and Community Sector Grant", "Hate Crime Grant")
NINETY = "\n".join(
    f"{district}\t{stream}\t{year}\t£1,000.50"
    for district in DISTRICTS
    for stream in STREAMS
    for year in ("2023/24", "2024/25", "2025/26")
)


@pytest.fixture
def decision(reference, olu):
    return bare_draft(by=olu)


@pytest.fixture
def paste(decision, olu, signed_in):
    client = signed_in(olu)

    def send(table, **more):
        form = {"table": table, "title": "Community safety", "revision": fresh(decision).revision}
        return client.post(f"/office/decisions/{decision.reference}/awards/paste/", form | more)

    return send


def shown(response):
    return " ".join(response.content.decode().split())


def button(response):
    return re.search(r'name="add" value="([0-9a-f]+)"', response.content.decode())[1]


def test_ninety_awards_are_looked_over_and_added_in_one_step(decision, paste):
    Allocation.objects.create(stream=FundingStream.objects.get(name="Hate Crime Grant"), year=2023, amount=10_000)
    preview = paste(NINETY)
    assert "Add 90 awards" in shown(preview)
    assert "£90,045.00" in shown(preview)
    assert "−£5.00" in shown(preview)  # £10,005.00 from £10,000.00
    assert "Hate Crime Grant for 2023/24 would be £5.00 past its allocation of £10,000.00." in shown(preview)
    assert not decision.awards.exists()
    assert paste(NINETY, add=button(preview)).status_code == 302
    assert decision.awards.count() == 90
    assert fresh(decision).money == 90045
    assert decision.awards.get(number=90).recipient.name == "Wigan Metropolitan Borough Council"
    assert decision.events.first().verb == "added awards"


def test_awards_over_the_cap_of_their_stream_are_counted(paste):
    FundingStream.objects.filter(name="Hate Crime Grant").update(cap_per_award=1000)
    sentence = "30 awards of the table are over the cap of £1,000.00 per award of Hate Crime Grant."
    assert sentence in shown(paste(NINETY))


def test_a_line_that_cannot_be_read_is_named_and_nothing_is_added(decision, paste):
    table = "Bolton\t2023/24\t100\nAtlantis\t2023/24\t100"
    preview = paste(table)
    assert "Line 2, “Atlantis | 2023/24 | 100”: “Atlantis” is not a recipient" in shown(preview)
    assert 'name="add"' not in shown(preview)
    assert paste(table, add="0" * 16).status_code == 200
    assert not decision.awards.exists()


def test_what_was_not_shown_is_not_added(decision, paste):
    checked = button(paste("Bolton\t2023/24\t100"))
    page = shown(paste("Bolton\t2023/24\t999", add=checked))
    assert "You have changed the table since it was checked" in page
    assert not decision.awards.exists()


def test_the_same_form_sent_twice_adds_its_awards_once(decision, paste):
    table, before = "Bolton\t2023/24\t100\nBury\t2023/24\t100", decision.revision
    checked = button(paste(table))
    paste(table, add=checked, revision=before)
    again = shown(paste(table, add=checked, revision=before))
    assert "Olu added awards" in again
    assert "Bolton Community Safety Partnership has 2 awards for 2023/24" in again
    assert decision.awards.count() == 2


def test_stream_and_year_may_be_chosen_for_the_whole_table(decision, paste):
    stream = FundingStream.objects.get(name="Hate Crime Grant")
    options = {"stream": stream.pk, "year": "2023/24"}
    paste("Bury\t100", add=button(paste("Bury\t100", **options)), **options)
    added = decision.awards.get()
    assert (added.stream, str(added.year), added.title) == (stream, "2023/24", "Community safety")


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ("", "Paste the table"),
        ("\t\n\t", "No award was found in this table"),
        ("x" * 100_001, "Use 100,000 characters or fewer"),
    ],
)
def test_what_is_no_table_gets_a_sentence(table, sentence, paste):
    assert sentence in shown(paste(table))
