"""Olu types for so long that she is signed out meanwhile: what she typed is not lost."""

from html import unescape

TEXT = "The partnerships know best what their residents need.\n" * 20


def test_who_was_signed_out_while_typing_is_shown_what_she_typed(client, draft):
    section = f"/office/decisions/{draft.reference}/record/decision/"
    answer = client.post(
        section, {"reasons": TEXT, "revision": "1"}, headers={"Referer": f"http://testserver{section}"}
    )
    assert answer.status_code == 403
    assert "nothing was saved" in answer.text
    assert TEXT in unescape(answer.text)
    assert f'href="/sign-in/?next={section.replace("/", "%2F")}"' in answer.text


def test_a_button_pressed_too_late_leads_back_by_way_of_the_sign_in_page(client, draft, olu):
    page = f"/office/decisions/{draft.reference}/"
    answer = client.post(page + "send/", headers={"Referer": f"http://testserver{page}"})
    assert "Copy it" not in answer.text
    back = client.post(
        f"/sign-in/?next={page}", {"login": olu.email, "password": "correct horse battery staple"}, follow=True
    )
    assert back.status_code == 200
    assert draft.title in back.text


def test_without_a_page_to_go_back_to_work_begins_afresh(client, db):
    assert 'href="/sign-in/?next=%2Farrive%2F"' in client.post("/office/decisions/new/").text
