"""The office reads which pages readers find useful."""

from datetime import UTC, datetime

from public.actions import count_answer


def test_the_page_with_most_noes_comes_first_and_old_answers_are_left_out(signed_in, olu, time_machine):
    time_machine.move_to("2026-06-17T12:00:00Z")
    count_answer(page="/about/", is_useful=True)
    count_answer(page="/data/", is_useful=False)
    count_answer(page="/panel/", is_useful=False, at=datetime(2025, 3, 1, tzinfo=UTC))
    page = signed_in(olu).get("/office/useful/").content.decode()
    assert page.index(">/data/<") < page.index(">/about/<")
    assert "/panel/" not in page


def test_without_answers_it_says_so(signed_in, olu):
    client = signed_in(olu)
    assert "Nobody has answered yet." in client.get("/office/useful/").content.decode()
    assert "/office/useful/" in client.get("/office/").content.decode()


def test_it_is_for_the_office(signed_in, mo):
    assert signed_in(mo).get("/office/useful/").status_code == 403
