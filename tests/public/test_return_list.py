"""The months in which grants were decided."""


def test_each_month_has_its_decisions_and_its_sum_newest_first(small, read):
    page = read("/returns/")
    assert page.all(".//tbody/tr") == ["May 2024 2 £400,195.00 £400,195.00", "February 2024 2 £7,500.00 £7,695.00"]
    assert page.links["February 2024"] == "/returns/2024-02/"
