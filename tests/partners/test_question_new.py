"""A lead asks the office about a condition."""

from conditions.actions.questions import answer
from grants.actions.comments import comment
from grants.models import Comment
from tests.stories import match_obligation


def test_mo_asks_from_the_page_of_the_condition(published, mo, olu, signed_in):
    obligation = match_obligation(published)
    client, own = signed_in(mo), f"/partners/manchester/conditions/{obligation.pk}/"
    assert f'action="{own}ask/"' in client.get(own).text
    page = client.post(f"{own}ask/", {"text": "Does staff time count?"}, follow=True).text
    assert "Your question is with the office. You get a letter when it is answered." in page
    assert "Does staff time count?" in page
    answer(obligation, by=olu, text="Up to half of it.")
    page = client.get(own).text
    assert "<strong>The office</strong> answered" in page
    assert "Olu" not in page.split('id="questions"')[1].split("</section>")[0]


def test_without_a_word_it_says_so(published, mo, signed_in):
    obligation = match_obligation(published)
    page = signed_in(mo).post(f"/partners/manchester/conditions/{obligation.pk}/ask/", {"text": ""}).text
    assert "Write your question" in page
    assert not Comment.objects.exists()


def test_what_the_office_says_among_itself_is_not_there(published, mo, olu, signed_in):
    obligation = match_obligation(published)
    comment(obligation, by=olu, text="They are late again.", decision=published)
    for address in ("", "ask/"):
        assert "late again" not in signed_in(mo).get(f"/partners/manchester/conditions/{obligation.pk}/{address}").text


def test_another_partnership_reads_and_asks_nothing(published, sal, signed_in):
    obligation = match_obligation(published)
    for slug in ("manchester", "salford"):
        assert signed_in(sal).get(f"/partners/{slug}/conditions/{obligation.pk}/ask/").status_code == 404
