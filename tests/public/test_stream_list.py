"""The funding streams."""


def test_streams_in_use_stand_before_the_historical_ones(small, read):
    page = read("/funding-streams/")
    assert page.all(".//caption") == ["In use", "Historical"]
    assert page.links["Hate Crime Grant"] == "/funding-streams/hate-crime-grant/"


def test_stated_amounts_are_text_beside_what_was_awarded(small, read):
    rows = read("/funding-streams/").all(".//tbody/tr")
    assert "Challenger SOC hotspot fund Not stated 1 £7,695.00" in rows
    assert "Youth Aspiration Fund £0.5m 2016/17 0 £0.00" in rows
