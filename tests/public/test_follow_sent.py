"""After asking to follow a list."""


def test_it_says_what_to_do_next(db, read):
    page = read("/follow/sent/")
    assert "Check your e-mail" in page
    assert page.links["ask again"] == "/follow/"
