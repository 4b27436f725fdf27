"""What strangers send to see what gives way: null characters, addresses that lead elsewhere, fields that no
form shows, and guesses at what there is."""

import json
from urllib.parse import quote, urlencode, urlsplit

from django.test import Client

from grants.models import Decision, User
from tests import stories
from tests.office.test_decision_section import address as section
from tests.office.test_decision_section import typed

EVIL = "evil.example"
LEADS_AWAY = (
    f"//{EVIL}",
    f"https://{EVIL}/",
    f"/\\{EVIL}",
    f"\\\\{EVIL}",
    f"https:///{EVIL}",
    f"http:{EVIL}",
    f"/\t/{EVIL}",
    f"///{EVIL}",
    f"/%09/{EVIL}",
    f"@{EVIL}",
    f"https://testserver@{EVIL}/",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
)


def whole(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(answer.headers) + body.decode(errors="replace")


def test_a_null_character_is_refused_wherever_it_stands(published, ann, signed_in):
    stranger, administrator = Client(), signed_in(ann)
    body = b'--B\r\nContent-Disposition: form-data; name="email"\r\n\r\na\0b@example.org\r\n--B--\r\n'
    form = "multipart/form-data; boundary=B"
    answers = [
        stranger.get("/decisions/%00/"),
        stranger.get("/decisions/?q=%00&year=%00"),
        stranger.get("/", headers={"cookie": "sessionid=a\0b; __Host-session=\0"}),
        stranger.get("/", headers={"x-request-id": "\0", "accept": "\0", "if-none-match": "\0"}),
        stranger.post("/follow/", body, form),
        stranger.post("/follow/", body.replace(b'"email"', b'"e\0mail"'), form),
        stranger.post("/sign-in/", {"login": "\0", "password": "\0"}),
        administrator.get("/admin/intake/taughtlabel/?source__exact=%00"),
        administrator.get("/admin/grants/user/?q=%00&memberships__role=%00"),
        administrator.post("/admin/grants/user/", {"action": "\0", "_selected_action": "\0"}),
    ]
    assert [each.status_code for each in answers if each.status_code >= 500] == []


def test_no_answer_leads_to_another_site(olu):
    for target in LEADS_AWAY:
        visitor = Client()
        somewhere = f"?next={quote(target)}"
        signing_in = {"login": olu.email, "password": stories.PASSWORD, "next": target}
        answers = [
            visitor.get(f"/admin/login/{somewhere}"),
            visitor.post("/office/decisions/new/", {"title": "a"}, headers={"referer": f"http://testserver{target}"}),
            visitor.get(f"/{target}"),
            visitor.get(f"//{EVIL}/decisions"),
            visitor.post(f"/sign-in/{somewhere}", signing_in),
            visitor.post(f"/account/reauthenticate/{somewhere}", {"password": stories.PASSWORD, "next": target}),
            visitor.get(f"/arrive/{somewhere}"),
            visitor.post(f"/sign-out/{somewhere}", {"next": target}),
        ]
        for answer in answers:
            to = urlsplit(answer.get("Location", ""))
            assert (to.scheme in ("", "http"), to.netloc in ("", "testserver")) == (True, True), (target, answer)
            assert "\\" not in answer.get("Location", ""), target
            assert f'href="{target}' not in whole(answer), target


def test_a_field_that_a_form_does_not_show_changes_nothing(draft, olu, mo, signed_in):
    own = {"state": "published", "approved_by": olu.pk, "approved_at": "2024-01-01", "published_at": "2024-01-01"}
    own |= {"author_ids": "", "sent_by": olu.pk, "created_by": mo.pk, "exceeding_reason": "x", "id": 1, "pk": 1}
    own |= {"reference": "GM-1999-0001", "is_past": "on", "published_elsewhere_on": "2001-01-01", "by": mo.pk}
    before = Decision.objects.values().get(pk=draft.pk)
    signed_in(olu).post(section(draft), typed(draft, purpose="What the form does show: mentoring for all.") | own)
    after = Decision.objects.values().get(pk=draft.pk)
    changed = {name for name in before if before[name] != after[name]}
    assert changed - {"revision", "changed_at", "search", "author_ids"} == {"purpose"}
    assert olu.pk in after["author_ids"]


def test_what_is_said_twice_counts_once(draft, olu, mo, sal, signed_in):
    """The last one, wherever it stands: nothing is checked by one of them and done by the other."""
    form = [(name, value) for name, value in typed(draft, purpose="Once.").items() if name != "revision"]
    for first, last, purpose in ((draft.revision, 0, draft.purpose), (0, draft.revision, "Once.")):
        both = urlencode([*form, ("revision", first), ("revision", last)])
        signed_in(olu).post(section(draft), both, "application/x-www-form-urlencoded")
        assert stories.fresh(draft).purpose == purpose
    for asked in ("partnership=salford&partnership=manchester", "partnership=manchester&partnership=salford"):
        assert signed_in(sal).get(f"/partners/manchester/?{asked}").status_code == 404
        page = signed_in(sal).get(f"/partners/salford/?{asked}")
        assert (page.status_code, b"/partners/manchester/" in page.content) == (200, False)
    target = f"next=/office/&next=//{EVIL}"
    answer = Client().post(f"/sign-in/?{target}", {"login": olu.email, "password": stories.PASSWORD})
    assert urlsplit(answer["Location"]).netloc == ""


def test_nobody_gives_herself_a_role(mo, signed_in):
    before = User.objects.values().get(pk=mo.pk)
    extra = {"is_superuser": "on", "is_staff": "on", "role": "approver", "memberships-0-role": "approver", "name": "x"}
    new = {"oldpassword": stories.PASSWORD, "password1": "a new long one 12", "password2": "a new long one 12"}
    signed_in(mo).post("/account/password/change/", new | extra | {"email": "other@example.org"})
    after = User.objects.get(pk=mo.pk)
    assert {name for name in before if before[name] != getattr(after, name)} <= {
        "password",
        "sessions_ended",
        "last_login",
    }
    assert (after.works_in_office, after.is_superuser) == (False, False)


def test_a_draft_answers_like_what_there_is_not(draft, published, mo, signed_in):
    """Guessing references tells nobody what the office is at work on."""
    other = stories.draft(by=draft.created_by, title="A secret scheme")
    for person in (Client(), signed_in(mo)):
        for page in ("/decisions/{}/", "/decisions/{}.json", "/decisions/{}.pdf", "/decisions/{}/versions/",
                     "/decisions/{}/versions/1/", "/decisions/{}/papers/1/", "/decisions/{}/papers/1",
                     "/api/v1/decisions/{}", "/decisions/?q={}", "/office/decisions/{}/",
                     "/office/decisions/{}/preview/"):  # fmt: skip
            there, not_there = (person.get(page.format(each)) for each in (other.reference, "GM-2024-0999"))
            assert there.status_code == not_there.status_code, page
            assert without(there, other.reference) == without(not_there, "GM-2024-0999"), page


def without(answer, reference: str) -> str:
    return answer.content.decode(errors="replace").replace(reference, "").replace(quote(reference), "")


def test_signing_in_tells_nobody_who_has_an_account(olu):
    told = [
        Client().post("/sign-in/", {"login": email, "password": "not this one at all"})
        for email in (olu.email, "nobody@example.org")
    ]
    said = {answer.content.decode().replace(olu.email, "").replace("nobody@example.org", "") for answer in told}
    masked = {each.partition("csrfmiddlewaretoken")[0] for each in said}
    assert len(masked) == 1
    assert {answer.status_code for answer in told} == {200}


def test_what_is_nested_deeply_is_no_fault(published):
    deep = "".join(f"[{number}]" for number in range(2_000))
    for address in ("/decisions/", "/api/v1/decisions", "/data/awards.json"):
        assert Client().get(f"{address}?year{deep}=2023-24&{'&'.join(['a=1'] * 900)}").status_code < 500
    for body in (b"[" * 200_000, b'{"a":' * 100_000, json.dumps({"a": "b" * 100_000}).encode()):
        for address in ("/follow/", "/sign-in/", "/api/v1/decisions", "/useful/"):
            assert Client().post(address, body, content_type="application/json").status_code < 500, address
