"""Two organisations are one: everything follows, the old name stays findable, published notices keep theirs."""

import pytest

from grants.actions.other_names import add_other_name
from grants.models import Event, Organisation, Partnership
from grants.names import NameResolver
from register.actions.listing import list_decision
from register.models import ListedAward
from tests import stories

OLD, NEW = "manchester-city-council", "council-of-manchester"


@pytest.fixture
def kept(reference) -> Organisation:
    return Organisation.objects.create(name="Council of Manchester", slug=NEW, kind="council")


@pytest.fixture
def merge(kept, olu, signed_in):
    def send(into: str = "Council of Manchester", slug: str = OLD) -> str:
        address = f"/office/organisations/{slug}/merge/?into={into}"
        client = signed_in(olu)
        assert client.get(address).status_code == 200
        return client.post(address, follow=True).content.decode()

    return send


def test_the_page_says_what_follows(published, kept, olu, signed_in):
    page = signed_in(olu).get(f"/office/organisations/{OLD}/merge/?into=Council of Manchester").content.decode()
    assert "1 award in 1 decision moves to Council of Manchester, and so does the money of 1 partnership" in page


def test_everything_follows(published, olu, kept, merge):
    draft = stories.draft(by=olu)
    add_other_name(draft.awards.get().recipient, "The Town Hall", by=olu)
    assert "has been merged into Council of Manchester" in merge()
    kept.refresh_from_db()
    assert {each.awards.get().recipient for each in (draft, published)} == {kept}
    assert Partnership.objects.get(district="Manchester").accountable_body == kept
    assert kept.identifier == "GB-LAE-MAN"
    names = NameResolver()
    for name in ("Manchester City Council", "the town hall", "GB-LAE-MAN"):
        assert names.payee(name).recipient == kept
    assert Event.objects.filter(verb="took over").get().thing == kept
    assert draft.events.latest("pk").labels == ["Recipient"]


def test_what_was_published_keeps_the_old_name_which_leads_to_the_new_page(published, kept, merge, client):
    merge()
    assert "Manchester City Council" in client.get(f"/decisions/{published.reference}/").content.decode()
    answer = client.get(f"/recipients/{OLD}/")
    assert (answer.status_code, answer.url) == (301, f"/recipients/{NEW}/")
    assert published.reference in client.get(answer.url).content.decode()
    assert "Council of Manchester" in client.get("/decisions/?q=Manchester City Council").content.decode()
    list_decision(published.listing.notice)
    assert ListedAward.objects.get().recipient == kept


def test_it_is_refused_while_a_decision_waits(sent, merge):
    assert f"{sent.reference} pays it and waits for approval" in merge()
    assert Organisation.objects.get(slug=OLD).merged_into is None


@pytest.mark.parametrize(
    ("into", "sentence"),
    [
        ("Manchester City Council", "this is the same one"),
        ("Nobody we know", "The office knows no “Nobody we know”"),
        ("Sam Sample", "An individual and an organisation are never one"),
    ],
)
def test_what_cannot_be_merged_gets_a_sentence(merge, into, sentence):
    Organisation.objects.create(name="Sam Sample", slug="individual", kind="individual")
    assert sentence in merge(into)


def test_what_was_merged_is_offered_no_more(draft, merge, olu, signed_in):
    merge()
    page = signed_in(olu).get(f"/office/decisions/{draft.reference}/awards/new/").content.decode()
    assert ">Manchester City Council<" not in page
    assert ">Council of Manchester<" in page
