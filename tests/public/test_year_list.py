"""The financial years that the register tells of."""


def test_each_year_has_its_sum_and_its_bar(small, read):
    page = read("/years/")
    assert page.all(".//tbody/tr") == ["2024/25 £400,000.00", "2023/24 £7,695.00"]
    assert page.links["2023/24"] == "/years/2023-24/"
    assert 'class="bars__bar" width="100.0"' in page.markup


def test_before_anything_is_published_the_page_says_so(reference, read):
    assert "Nothing has been published yet." in read("/years/")
