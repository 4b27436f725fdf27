"""Editing the record, section by section; two officers at once; and everything people type wrongly."""

import re
from datetime import date

import pytest

from grants.actions.decisions import revise
from grants.models import Decision, Post
from register.checks.checklist import checklist
from tests.stories import fresh


def address(decision, section="what-and-why"):
    return f"/office/decisions/{decision.reference}/record/{section}/"


def typed(decision, **changes):
    """The form of "What was decided, and why" as it stands, with changes."""
    names = ("decision_text", "purpose", "reasons", "legal_power", "legal_power_other")
    return {name: getattr(decision, name) for name in names} | {"revision": decision.revision} | changes


def when(decision, **changes):
    fields = {"other_makers": "Director", "decided_on": "6/2/2024", "outcome": "approved", "is_key": "False"}
    fields["makers_are_right"] = "on"
    return fields | {"revision": decision.revision} | changes


def test_a_section_is_saved_and_the_diary_says_what_changed(draft, olu, signed_in):
    signed_in(olu).post(address(draft), typed(draft, purpose="Mentoring for children at risk in Manchester."))
    assert fresh(draft).purpose == "Mentoring for children at risk in Manchester."
    assert draft.events.first().changes["Purpose"][1] == "Mentoring for children at risk in Manchester."


def test_every_section_opens(draft, olu, signed_in):
    client = signed_in(olu)
    page = client.get(f"/office/decisions/{draft.reference}/").content.decode()
    for section in (
        "about",
        "what-and-why",
        "who-and-when",
        "weighed",
        "outcomes",
        "questions",
        "serves",
        "money",
        "elsewhere",
    ):
        assert address(draft, section) in page
        assert client.get(address(draft, section)).status_code == 200
    assert client.get(address(draft, "nothing")).status_code == 404


def test_an_edit_clears_the_approval(approved, olu, signed_in):
    signed_in(olu).post(address(approved), typed(approved, purpose="Another purpose, long enough to stand."))
    assert fresh(approved).state == Decision.State.DRAFT


def test_saving_without_a_change_leaves_the_approval(approved, olu, signed_in):
    signed_in(olu).post(address(approved), typed(approved))
    assert fresh(approved).state == Decision.State.APPROVED


def test_the_second_of_two_officers_is_told_and_loses_nothing(draft, olu, oma, signed_in):
    before = typed(draft, reasons="What Oma typed, which is quite long and took her the whole afternoon.")
    revise(draft, by=olu, values={"reasons": "What Olu typed first, also long enough to be a reason for a grant."})
    page = signed_in(oma).post(address(draft), before).content.decode()
    assert "Olu saved this" in page
    assert "What Olu typed first" in page
    assert "What Oma typed, which is quite long" in page
    assert fresh(draft).reasons.startswith("What Olu typed first")
    again = before | {"revision": fresh(draft).revision}
    assert f'value="{again["revision"]}"' in page
    signed_in(oma).post(address(draft), again)
    assert fresh(draft).reasons.startswith("What Oma typed")


def test_the_older_of_her_two_windows_is_told_and_loses_nothing(draft, olu, signed_in):
    client, before = signed_in(olu), typed(draft, purpose="What the older window says, about mentoring.")
    client.post(address(draft), typed(draft, purpose="What the newer window said, about mentoring."))
    page = client.post(address(draft), before).content.decode()
    assert "in another window or by somebody else" in page
    assert "What the older window says" in page
    assert fresh(draft).purpose == "What the newer window said, about mentoring."


def test_a_save_whose_answer_was_lost_may_be_sent_again(draft, olu, signed_in):
    """The connection broke after the save: the same form once more doubles nothing, and nothing is lost."""
    client, form = signed_in(olu), typed(draft, purpose="Saved, though the answer never came: mentoring.")
    client.post(address(draft), form)
    told = draft.events.count()
    assert "Saved, though the answer never came" in client.post(address(draft), form).content.decode()
    again = form | {"revision": fresh(draft).revision}
    assert client.post(address(draft), again).status_code == 302
    assert draft.events.count() == told


def test_two_officers_in_different_sections_do_not_meet(draft, olu, oma, signed_in):
    before = typed(draft, purpose="A new purpose from Oma, about mentoring.")
    revise(draft, by=olu, values={"title": "Another title"})
    assert signed_in(oma).post(address(draft), before).status_code == 302
    assert fresh(draft).title == "Another title"


DIRECTOR = "Director for Police, Crime, Criminal Justice and Fire"


def makers(decision):
    return list(decision.decision_makers.values_list("title", flat=True))


@pytest.fixture
def mayor(db):
    return Post.objects.create(title="Deputy Mayor", slug="deputy-mayor", limit=50_000, starts_on=date(2017, 5, 8))


def test_decision_makers_are_chosen_in_order_from_the_posts_of_the_day(draft, mayor, olu, signed_in):
    client, page = signed_in(olu), address(draft, "who-and-when")
    asked = client.get(page).content.decode()
    assert re.search("Held on 6 February 2024.*Deputy Mayor .from 8 May 2017, up to £50,000.00", asked, re.DOTALL)
    chosen = {"maker_1": "Deputy Mayor", "maker_2": DIRECTOR, "maker_3": "Deputy Mayor", "other_makers": ""}
    assert client.post(page, when(draft, **chosen)).status_code == 302
    assert makers(draft) == ["Deputy Mayor", DIRECTOR]


def test_a_title_that_is_no_post_is_asked_with_what_is_near_it_and_then_added(draft, mayor, olu, signed_in):
    client, page = signed_in(olu), address(draft, "who-and-when")
    typed_in = when(draft, other_makers="deputy  MAYOR\nDeputy Mayer", makers_are_right="")
    asked = client.post(page, typed_in).content.decode()
    assert "no post called “Deputy Mayer” (there is “Deputy Mayor”)" in asked
    assert "deputy  MAYOR\nDeputy Mayer" in asked
    assert not Post.objects.filter(title="Deputy Mayer").exists()
    assert client.post(page, typed_in | {"makers_are_right": "on"}).status_code == 302
    assert makers(draft) == ["Deputy Mayor", "Deputy Mayer"]
    assert not Post.objects.get(title="Deputy Mayer").is_limit_known


def test_a_post_that_was_not_held_on_that_day_is_asked_once(draft, mayor, olu, signed_in):
    client, page = signed_in(olu), address(draft, "who-and-when")
    early = when(draft, decided_on="6/2/2016", maker_1="Deputy Mayor", other_makers="", makers_are_right="")
    asked = client.post(page, early).content.decode()
    assert "“Deputy Mayor” was not held on 6 February 2016, but from 8 May 2017" in asked
    assert 'name="makers_are_right"' in asked
    assert client.post(page, early | {"makers_are_right": "on"}).status_code == 302
    assert client.post(page, early | {"revision": fresh(draft).revision}).status_code == 302
    assert makers(draft) == ["Deputy Mayor"]
    assert any("Deputy Mayor” was not held on" in each.sentence for each in checklist(fresh(draft)).warnings)


def test_a_renamed_post_keeps_its_title_of_the_day(draft, olu, signed_in):
    Post.objects.filter(title=DIRECTOR).update(title="Chief of Everything")
    client, page = signed_in(olu), address(draft, "who-and-when")
    assert f'<option value="{DIRECTOR}" selected>' in client.get(page).content.decode()
    assert client.post(page, when(draft, maker_1=DIRECTOR, other_makers="")).status_code == 302
    assert makers(draft) == [DIRECTOR]


def test_a_name_that_could_be_two_posts_is_asked(draft, olu, signed_in):
    for number, title in enumerate(("Head of Crime & Policing", "Head of Crime and Policing")):
        Post.objects.create(title=title, slug=f"head-{number}")
    form = when(draft, other_makers="HEAD OF CRIME, and Policing")
    page = signed_in(olu).post(address(draft, "who-and-when"), form).content.decode()
    assert "could be Head of Crime &amp; Policing or Head of Crime and Policing" in page


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("31/02/2024", "31/02/2024 is not a real date"),
        ("1/1/2099", "must be today or earlier"),
        ("6/2/24", "Write the year with four digits"),
        ("soon", "Write the date, like 31/3/2024"),
    ],
)
def test_odd_dates_get_a_sentence_and_keep_the_rest(day, sentence, draft, olu, signed_in):
    form = when(draft, decided_on=day, other_makers="A post that must not be lost")
    page = signed_in(olu).post(address(draft, "who-and-when"), form).content.decode()
    assert sentence in page
    assert "A post that must not be lost" in page
    assert f'value="{day}"' in page


def test_a_reference_that_is_taken_is_refused(draft, olu, signed_in):
    taken = signed_in(olu).post(
        "/office/decisions/new/",
        {"title": "Other", "kind": "other", "form_key": "6f9619ff-8b86-d011-b42d-00c04fc964ff"},
    )
    form = {
        "reference": taken.url.split("/")[-2].lower(),
        "kind": "grant",
        "title": "Kept title",
        "revision": draft.revision,
    }
    page = signed_in(olu).post(address(draft, "about"), form).content.decode()
    assert "is already taken" in page
    assert "Kept title" in page


@pytest.mark.parametrize("odd", ["GM 2024", "GM/2024", "-GM", "", "x" * 41])
def test_odd_references_get_a_sentence(odd, draft, olu, signed_in):
    form = {"reference": odd, "kind": "grant", "title": "Title", "revision": draft.revision}
    page = signed_in(olu).post(address(draft, "about"), form).content.decode()
    assert "govuk-error-summary" in page
    assert fresh(draft).reference == draft.reference


def test_hidden_characters_are_taken_out_and_told(draft, olu, signed_in):
    form = typed(draft, purpose="Mentoring\u202e for children\0 at risk.")
    page = signed_in(olu).post(address(draft), form, follow=True).content.decode()
    assert fresh(draft).purpose == "Mentoring for children at risk."
    assert "Hidden characters were taken out of Purpose" in page


def test_a_lead_is_shut_out(draft, mo, signed_in):
    assert signed_in(mo).get(address(draft)).status_code == 403


def test_a_decision_cannot_supersede_itself(published, olu, signed_in):
    typed_in = {"supersedes": str(published.pk), "revision": published.revision}
    page = signed_in(olu).post(address(published, "elsewhere"), typed_in).content.decode()
    assert "Choose one of those that are offered" in page
    assert fresh(published).supersedes is None
