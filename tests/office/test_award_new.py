"""Adding an award, and every amount that people type."""

import pytest

from grants.models import FundingStream
from tests.stories import fresh


@pytest.fixture
def add(draft, olu, signed_in):
    def send(**changes):
        stream = FundingStream.objects.get(slug="challenger-soc-hotspot-fund")
        partnership = draft.awards.first().partnership
        form = {"title": "More mentoring", "partnership": partnership.pk, "stream": stream.pk, "year": "2023/24"}
        address = f"/office/decisions/{draft.reference}/awards/new/"
        form |= {"amount": "7,500", "revision": fresh(draft).revision}
        return signed_in(olu).post(address, form | changes)

    return send


@pytest.mark.parametrize("amount", ["7500", "7,500", "£7500.00", "£7,500.00"])
def test_amounts_as_people_write_them(amount, add, draft):
    assert add(amount=amount).status_code == 302
    added = draft.awards.get(number=2)
    assert (added.amount, added.recipient.name) == (7500, "Manchester City Council")


@pytest.mark.parametrize(
    ("amount", "sentence"),
    [
        ("7.5k", "Write the amount in full"),
        ("-7500", "without a minus sign"),
        ("0", "Enter an amount above zero"),
        ("7500.005", "at most two digits of pence"),
        ("9" * 20, "£1,000,000,000 or less"),
        ("", "Enter the amount"),
    ],
)
def test_other_amounts_get_a_sentence_and_keep_what_was_typed(amount, sentence, add, draft):
    page = add(amount=amount, title="Keep this title").content.decode()
    assert sentence in page
    assert "Keep this title" in page
    assert draft.awards.count() == 1


def test_a_year_that_is_none_gets_a_sentence(add):
    assert "is not a financial year" in add(year="2023/25").content.decode()


def test_the_last_day_is_not_before_the_first(add):
    assert "The last day is before the first one" in add(starts_on="1/4/2023", ends_on="31/3/2023").content.decode()


def test_a_draft_may_lack_the_stream(add, draft):
    assert add(stream="").status_code == 302
    assert draft.awards.get(number=2).stream is None


def test_every_field_of_its_form_finds_its_place(draft, olu, signed_in, caplog):
    assert (
        "Why it was ended"
        not in signed_in(olu).get(f"/office/decisions/{draft.reference}/awards/new/").content.decode()
    )
    assert not caplog.records


def test_going_back_and_saving_again_tells_what_is_there_and_doubles_nothing(add, draft):
    """As the browser's back button does, or the same form in two windows."""
    before = fresh(draft).revision
    assert add(revision=before).status_code == 302
    page = add(revision=before, title="Keep this title").content.decode()
    assert "This has been saved since you opened it" in page
    assert "Olu awarded" in page
    assert "Keep this title" in page
    assert draft.awards.count() == 2
    assert f'name="revision" value="{fresh(draft).revision}"' in page


def test_nobody_can_be_paid_as_the_accountable_body_of_no_partnership(add, draft):
    page = add(partnership="").content.decode()
    assert "Choose who is paid, or the partnership whose accountable body is paid" in page
    assert draft.awards.count() == 1
