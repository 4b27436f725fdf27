"""What each further choice would leave: exactly as many decisions as it says, and never none."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from grants.models import Decision, FundingStream, Organisation, Partnership
from grants.years import FinancialYear
from public.browse.filter_counts import Choice, choices
from public.browse.money import Narrowing, money_of
from public.browse.search import OF_ONE_AWARD, Search
from register.models import ListedAward, ListedMaker, ListedPriority, Listing
from tests.public.small_register import SmallRegister

STEPS = 2
# What does not offer choices, and narrows the list beside those that do.
TYPED = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["mentoring", "grants -refused", "zebra"]),
        "min": st.sampled_from([Decimal("0.00"), Decimal("7500.00")]),
        "max": st.sampled_from([Decimal("8000.00"), Decimal("400000.00")]),
        "from": st.dates(date(2023, 1, 1), date(2024, 6, 1)),
        "to": st.dates(date(2024, 1, 1), date(2025, 6, 1)),
    },
)


@settings(max_examples=settings.default.max_examples // 4)
@given(asked=TYPED, data=st.data())
def test_every_choice_leaves_what_it_says(small: SmallRegister, asked, data):
    with transaction.atomic():
        muddle(data)
        search = Search(asked)
        for _ in range(STEPS):
            offered = choices(search)
            told = [(name, choice) for name, each in offered.items() for choice in each]
            for name, choice in told:
                left = followed(search, name, choice)
                assert choice.count > 0
                assert left.narrowed().count() == choice.count, (search.query, name, choice)
                assert money_of(left.narrowed(), narrowing(left)).stands == choice.stands, (search.query, name)
            hides_nothing(search, offered)
            if told:
                search = followed(search, *data.draw(st.sampled_from(told)))
        transaction.set_rollback(True)


def muddle(data: st.DataObject) -> None:
    """The same few decisions, with other money, dates, kinds, posts and priorities."""
    streams, places = list(FundingStream.objects.all()[:3]), list(Partnership.objects.all()[:3])
    paid, years = list(Organisation.objects.all()[:3]), [FinancialYear(2023), FinancialYear(2024)]
    for award in ListedAward.objects.all():
        award.stream, award.partnership = data.draw(st.sampled_from(streams)), data.draw(any_or_none(places))
        award.recipient, award.year = data.draw(any_or_none(paid)), data.draw(any_or_none(years))
        award.save()
    ListedMaker.objects.all().delete()
    for listing in Listing.objects.all():
        listing.kind = data.draw(st.sampled_from(Decision.Kind.values))
        listing.decided_on = data.draw(st.dates(date(2023, 3, 25), date(2024, 4, 5)))
        listing.save()
        for number in data.draw(st.sets(st.integers(1, 2))):
            listing.makers.create(position=number, slug=f"post-{number}", title=f"Post {number}")
            ListedPriority.objects.create(listing=listing, position=number, slug=f"aim-{number}", name=f"Aim {number}")


def any_or_none(values: list) -> st.SearchStrategy:
    return st.sampled_from([None, *values])


def narrowing(search: Search) -> Narrowing:
    return Narrowing({OF_ONE_AWARD[name]: search.asked[name] for name in OF_ONE_AWARD if name in search.asked})


def followed(search: Search, name: str, choice: Choice) -> Search:
    return Search.read(Search(search.asked | {name: choice.value}).query)


def hides_nothing(search: Search, offered: Mapping[str, list[Choice]]) -> None:
    """What is not offered would leave nothing."""
    for name, values in {
        "partnership": Partnership.objects.all()[:4],
        "stream": FundingStream.objects.all()[:4],
    }.items():
        assert name in OF_ONE_AWARD
        for slug in {each.slug for each in values} - {choice.value for choice in offered[name]}:
            assert not Search(search.asked | {name: slug}).narrowed().exists(), (search.query, name, slug)


def test_all_of_it_is_counted_in_a_few_queries(small, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert choices(Search({}))["condition"]
