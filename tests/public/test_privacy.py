"""The privacy page."""


def test_the_page_says_that_public_pages_set_no_cookies(db, read):
    assert "The public pages set no cookies" in read("/privacy/")
