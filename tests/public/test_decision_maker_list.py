"""Who took the published decisions."""


def test_each_post_stands_under_its_title_with_the_number_of_its_decisions(small, read):
    page = read("/decision-makers/")
    assert page.all(".//li") == ["Director for Police, Crime, Criminal Justice and Fire: 5 decisions"]


def test_before_anything_is_published_the_page_says_so(draft, read):
    assert "Nothing has been published yet." in read("/decision-makers/")
