"""One resolver for every way in: names as people write them lead to what the office knows, and two that could be meant
are asked."""

import pytest

from grants.actions.other_names import add_other_name, remove_other_name
from grants.models import FundingStream, Organisation, OtherName, Partnership, Post
from grants.names import AmbiguousName, NameResolver
from grants.refused import Refused

pytestmark = pytest.mark.usefixtures("reference")


@pytest.mark.parametrize(
    "name",
    ["Oldham Council", "OLDHAM  MBC", "Oldham Metropolitan Borough Council", "Oldham Borough Council", "GB-LAE-OLD"],
)
def test_a_council_is_known_by_every_form_of_its_name_and_stands_for_its_partnership(name):
    payee = NameResolver().payee(name)
    assert payee.recipient.identifier == "GB-LAE-OLD"
    assert payee.partnership.district == "Oldham"


@pytest.mark.parametrize("name", ["Bolton", "Bolton CSP", "bolton", "The Bolton Community Safety Partnership"])
def test_a_partnership_is_known_by_its_district_and_by_every_form_of_its_name(name):
    bolton = Partnership.objects.get(district="Bolton")
    assert NameResolver().partnership(name) == NameResolver().payee(name).partnership == bolton


def organisation(name: str, slug: str) -> Organisation:
    return Organisation.objects.create(name=name, slug=slug, kind="charity")


@pytest.mark.parametrize(
    "name",
    [
        "Saint Cuthbert's & All Saints’ Trust Limited",
        "St. Cuthberts and All Saints Trust Ltd.",
        "the ST CUTHBERT’S & ALL SAINTS' TRUST LTD",
    ],
)
def test_apostrophes_dots_and_and_ltd_fold_alike(name):
    trust = organisation("St Cuthbert's and All Saints' Trust Ltd", "cuthbert")
    assert NameResolver().payee(name).recipient == trust


def test_letters_of_other_languages_are_letters():
    trust = organisation("Cymorth Ynys Môn C.I.C.", "mon")
    assert NameResolver().payee("cymorth ynys mon cic").recipient == trust


def test_of_two_names_alike_each_is_known_as_it_is_written_and_any_other_form_is_asked():
    plain, dotted = organisation("St Marys Trust", "marys"), organisation("St. Mary's Trust", "mary-s")
    names = NameResolver()
    assert [names.payee(each.name.upper()).recipient for each in (plain, dotted)] == [plain, dotted]
    with pytest.raises(AmbiguousName, match=r"“St Mary’s Trust” could be St Marys Trust or St\. Mary's Trust"):
        names.payee("St Mary’s Trust")


def test_an_organisation_called_like_a_district_is_meant_by_its_own_name_only():
    bolton = organisation("Bolton!", "bolton-the-charity")
    with pytest.raises(AmbiguousName, match="could be Bolton! or Bolton Community Safety Partnership"):
        NameResolver().payee("Bolton")
    assert NameResolver().payee("Bolton!").recipient == bolton


def test_a_council_of_two_partnerships_stands_for_neither():
    bury, bolton = (Partnership.objects.get(district=district) for district in ("Bury", "Bolton"))
    Partnership.objects.filter(pk=bury.pk).update(accountable_body=bolton.accountable_body)
    assert NameResolver().payee("Bolton Metropolitan Borough Council").partnership is None
    assert NameResolver().payee("Bury CSP").partnership == bury


def test_streams_and_posts_are_known_in_the_same_way(olu):
    stream = FundingStream.objects.get(name="Community Safety Grant")
    post = Post.objects.create(title="Director for Police & Crime", slug="director-for-police")
    names = NameResolver()
    assert (names.stream("community safety  grant"), names.stream(stream.slug)) == (stream, stream)
    assert names.post("Director for Police and Crime") == post


@pytest.mark.parametrize("name", ["", "!!!", "Nobody we know"])
def test_what_nobody_knows_is_nothing(name):
    names = NameResolver()
    assert (names.payee(name), names.partnership(name), names.stream(name), names.post(name)) == (None,) * 4


def test_what_is_also_known_under_another_name_is_found_by_it_until_that_is_removed(olu):
    trust, stream = organisation("Example Trust", "example"), FundingStream.objects.get(name="Community Safety Grant")
    post, bolton = Post.objects.order_by("pk").first(), Partnership.objects.get(district="Bolton")
    for thing, name in ((trust, "GB-COH-01234567"), (stream, "the CSF pot"), (post, "PCC"), (bolton, "Be Safe")):
        assert add_other_name(thing, name, by=olu) == add_other_name(thing, name.upper(), by=olu)
    names = NameResolver()
    assert (names.payee("gb-coh-01234567").recipient, names.stream("The CSF Pot"), names.post("PCC")) == (
        trust,
        stream,
        post,
    )
    assert names.partnership("Be safe") == names.payee("BE SAFE").partnership == bolton
    remove_other_name(OtherName.objects.get(stream=stream), by=olu)
    assert NameResolver().stream("the CSF pot") is None


def test_a_name_that_two_things_share_is_asked(olu):
    for slug in ("one", "two"):
        add_other_name(organisation(f"Trust {slug}", slug), "The Trust", by=olu)
    with pytest.raises(AmbiguousName, match="could be Trust one or Trust two"):
        NameResolver().payee("The Trust")


def test_only_the_office_says_what_is_also_known_as_what(mo):
    with pytest.raises(Refused, match="work in the office"):
        add_other_name(organisation("Example Trust", "example"), "ET", by=mo)


def test_what_was_merged_into_another_leads_there_by_its_name_and_its_identifier():
    kept = organisation("Example Trust", "example")
    Organisation.objects.create(
        name="Sample Trust", slug="sample", kind="charity", identifier="GB-CHC-1234567", merged_into=kept
    )
    names = NameResolver()
    assert names.payee("Sample Trust").recipient == names.payee("GB-CHC-1234567").recipient == kept


def test_near_matches_come_the_nearest_first_and_nothing_far_is_among_them():
    nearest, near = organisation("Young Mentors Bury", "mentors"), organisation("Young Mentors of Burnley", "burnley")
    organisation("Bury Bowls", "bowls")
    assert [each.recipient for each in NameResolver().near_payees("Youth Mentors Bury")] == [nearest, near]
    assert NameResolver().near_streams("Comunity Safety Grant")[0].name == "Community Safety Grant"
