"""One funding stream."""


def test_the_page_says_what_is_stated_and_that_the_stream_is_historical(reference, read):
    page = read("/funding-streams/commissioners-neighbourhood-fund/")
    assert "A historical stream" in page
    assert "Announced as £0.4m 2016/17, in two releases" in page
    assert "Most that one award may be £1,000.00" in page
    assert page.all(".//tbody/tr") == ["2016/17 £400,000.00 £0.00 £400,000.00 0"]
    assert "How it was split between them is not stated." in page


def test_what_is_committed_counts_published_awards_at_their_current_amount(small, read):
    page = read("/funding-streams/challenger-soc-hotspot-fund/")
    assert page.all(".//tbody/tr")[0] == "2023/24 Not recorded £7,695.00 Not known 1"
    assert page.all(".//ul/li/h3") == ["A change to the hotspot money", "Hotspot work against organised crime"]


def test_a_stream_without_money_says_so(reference, read):
    page = read("/funding-streams/hate-crime-grant/")
    assert "No allocation is recorded, and no award from it has been published." in page


def test_no_such_stream(reference, read):
    read("/funding-streams/atlantis/", status=404)


def test_its_conditions_lead_to_all_that_stand_alike(small, read):
    page = read("/funding-streams/challenger-soc-hotspot-fund/")
    assert any(link.endswith("?stream=challenger-soc-hotspot-fund&standing=met") for link in page.links.values())
    assert any(
        name.startswith("See all ") and link.endswith("?stream=challenger-soc-hotspot-fund")
        for name, link in page.links.items()
    )
