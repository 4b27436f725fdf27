"""The accessibility statement."""


def test_the_statement_says_what_was_tested_and_who_enforces_it(db, read):
    page = read("/accessibility/")
    assert "axe-core" in page
    assert "has not yet been tested by disabled people" in page
    assert "Equality and Human Rights Commission" in page
