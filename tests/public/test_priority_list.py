"""What the plans want the money to bring about."""

from tests.public.serving import serving


def test_each_priority_says_how_many_decisions_serve_it(published, olu, ada, read):
    name = serving(published, olu, ada).name
    page = read("/priorities/")
    assert f"{name}: 1 decision" in page
    assert page.text.count("no published decision names it") == len(page.all(".//li")) - 1
