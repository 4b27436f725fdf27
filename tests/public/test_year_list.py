"""The financial years that the register tells of."""

from tests import stories


def test_each_year_has_its_sum_and_its_bar(small, read):
    page = read("/years/")
    assert page.all(".//tbody/tr") == ["2024/25 £400,000.00", "2023/24 £7,695.00"]
    assert page.links["2023/24"] == "/years/2023-24/"
    assert 'class="bars__bar" width="100.0"' in page.markup


def test_years_without_awards_are_gaps_that_are_seen_long_ones_in_one_line(reference, olu, ada, read):
    for year in ("2015/16", "2021/22", "2023/24"):
        stories.whole(officer=olu, approver=ada, year=year, conditions=())
    assert read("/years/").all(".//tbody/tr") == [
        "2023/24 £7,500.00",
        "2022/23 Nothing awarded",
        "2021/22 £7,500.00",
        "2016/17 to 2020/21 Nothing awarded",
        "2015/16 £7,500.00",
    ]


def test_before_anything_is_published_the_page_says_so(reference, read):
    assert "Nothing has been published yet." in read("/years/")
