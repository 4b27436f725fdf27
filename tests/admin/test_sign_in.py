"""Who gets into /admin/, and through which door."""

from django.urls import reverse


def test_a_stranger_signs_in_on_the_site_s_own_page_and_comes_back(client, db):
    answer = client.get("/admin/grants/plan/", follow=True)
    assert answer.redirect_chain[-1][0] == f"{reverse('account_login')}?next=/admin/grants/plan/"


def test_a_password_posted_to_the_admin_signs_nobody_in(client, ann):
    client.post("/admin/login/", {"username": ann.email, "password": "correct horse battery staple"})
    assert "_auth_user_id" not in client.session


def test_the_office_is_let_in(signed_in, ann):
    answer = signed_in(ann).get("/admin/")
    assert answer.status_code == 200
    assert "Funding streams" in answer.content.decode()


def test_a_partnership_lead_is_not(signed_in, mo):
    assert signed_in(mo).get("/admin/", follow=True).status_code == 403
    assert signed_in(mo).get("/admin/grants/decision/", follow=True).status_code == 403


def test_whoever_has_left_is_not(signed_in, olu):
    client = signed_in(olu)
    olu.is_active = False
    olu.save()
    assert "sign-in" in client.get("/admin/", follow=True).redirect_chain[-1][0]


def test_passwords_are_changed_on_the_site_s_own_page(signed_in, ann):
    assert signed_in(ann).get("/admin/password_change/").url == reverse("account_change_password")
