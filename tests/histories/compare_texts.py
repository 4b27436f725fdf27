"""What may be read of texts and papers, and where: pages, versions, search, feed, JSON and PDF; and nowhere what is out
of public sight."""

from functools import partial

from grants.years import LONDON
from tests.histories import oracle_money
from tests.histories.comparing import Checks, Comparison
from tests.histories.facts import Made, Version
from tests.histories.reading import pounds


def checks(comparison: Comparison) -> Checks:
    for made in comparison.facts.published():
        for check in (page_and_search, versions, pdf, paper):
            yield partial(check, comparison, made)
    yield partial(feed, comparison)


def is_readable(version: Version) -> bool:
    return bool(version.word) and not version.down_since and not version.is_redacted


def page_and_search(c: Comparison, made: Made) -> None:
    newest, address = made.versions[-1], f"/decisions/{made.reference}/"
    word, text = oracle_money.contents(made).word, c.public.text(address)
    c.same(f"{address} shows its text", word in text, is_readable(newest))
    if not any(each.reference == made.reference and each.is_paper for each in c.facts.taken_down):
        said = readable(c, f"{address[:-1]}.json", newest)
        c.same(f"{address} as JSON shows its text", word in said, is_readable(newest))
    found = address in c.public.html(f"/decisions/?q={word}")
    c.same(f"a search for a word of {made.reference} finds it", found, is_readable(newest))
    if newest.down_since:
        since = newest.down_since
        when = f"{since.day} {since:%B %Y} at {since.astimezone(LONDON):%H:%M}"
        c.says(address, f"was taken out of public sight on {when}", text)


def readable(c: Comparison, address: str, version: Version) -> str:
    """A file of a version; of one that is out of public sight there is none, and the answer says so."""
    answer = c.public.client.get(address)
    text = answer.content.decode()
    if version.down_since:
        c.same(f"{address} answers", answer.status_code, 404)
        c.says(address, "out of public sight", text)
    return text


def versions(c: Comparison, made: Made) -> None:
    for number, version in enumerate(made.versions, start=1):
        address = f"/decisions/{made.reference}/versions/{number}/"
        status = 410 if version.is_redacted else 200
        text = c.public.get(address, status=status).content.decode() + readable(c, f"{address[:-1]}.json", version)
        if word := version.word:
            c.same(f"{address} shows its text", word in text, is_readable(version))
        elif made.published:
            c.same(f"{address} shows the text that is down", made.published.word in text, right=False)
    c.public.get(f"/decisions/{made.reference}/versions/")


def pdf(c: Comparison, made: Made) -> None:
    """The PDF is the notice: what its page says of awards and text."""
    where, newest, contents = f"the PDF of {made.reference}", made.versions[-1], oracle_money.contents(made)
    if newest.down_since:
        readable(c, f"/decisions/{made.reference}.pdf", newest)
        return
    text = c.public.pdf(f"/decisions/{made.reference}.pdf")
    c.same(f"{where} shows its text", contents.word in text, is_readable(newest))
    if not newest.word:
        return
    for grant in contents.grants.values():
        c.says(where, pounds(grant.amount) if grant.amount else "Ended", text)
    for _, new_amount in contents.lines.values():
        c.says(where, pounds(new_amount), text)
    conditions(c, made, where, text)


def conditions(c: Comparison, made: Made, where: str, text: str) -> None:
    """What a file says of conditions, as the page says it: where nothing stands, they may be left out of both."""
    page = c.public.text(f"/decisions/{made.reference}/")
    for term in oracle_money.contents(made).terms:
        if made.stands:
            c.says(f"the page of {made.reference}", term.wording, page)
        if term.wording in page:
            c.says(where, term.wording, text)
        if made.stands and term.match and term.match.basis != "fixed":
            c.says(where, f"{term.match.figure.normalize():f}%", text)


def paper(c: Comparison, made: Made) -> None:
    content = oracle_money.contents(made).paper
    if not content:
        return
    is_handed_out = not made.is_withdrawn and not any(
        c.facts.is_down(made, is_paper=is_paper) for is_paper in (True, False)
    )
    address = f"/decisions/{made.reference}/papers/1/"
    answer = c.public.client.get(address)
    c.same(f"{address} is handed out", answer.status_code == 200, is_handed_out)
    if answer.status_code == 200:
        c.same(f"{address} is what it was", answer.getvalue().decode(), content)


def feed(c: Comparison) -> None:
    text = c.public.html("/feeds/decisions.atom")
    for made in c.facts.published():
        if not is_readable(made.versions[-1]):
            c.same(
                f"the feed shows the text of {made.reference}", oracle_money.contents(made).word in text, right=False
            )
