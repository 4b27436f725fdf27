"""The ten partnerships."""


def test_every_partnership_leads_to_its_page(reference, read):
    page = read("/partnerships/")
    assert len(page.all(".//tbody/tr")) == 10
    assert page.links["Salford"] == "/partnerships/salford/"


def test_an_award_is_counted_once_at_its_current_amount(small, read):
    assert "Manchester £100,000.00 £0.18 £107,695.00" in read("/partnerships/").all(".//tbody/tr")


def test_the_map_has_a_key_leads_to_each_partnership_and_shows_pounds_per_head_on_request(small, read):
    page = read("/partnerships/")
    assert page.all(".//li[@class='key__band']") == [
        "nothing",
        "up to £25k",
        "over £25k, up to £50k",
        "over £50k, up to £75k",
        "over £75k, up to £100k",
    ]
    assert 'href="/partnerships/salford/" aria-label="Salford: £100k"' in page.markup
    by_head = read("/partnerships/" + page.links["Show pounds per head"])
    assert 'href="/partnerships/salford/" aria-label="Salford: £0.37"' in by_head.markup
    assert "Census 2021: usual residents, 21 March 2021." in by_head


def test_without_the_population_of_each_district_there_is_nothing_per_head(small, manchester, read):
    type(manchester).objects.filter(pk=manchester.pk).update(population=None, population_source="", population_on=None)
    page = read("/partnerships/?per=head")
    assert "Show pounds per head" not in page.links
    assert [each for each in page.all(".//th") if "per head" in each] == []
    assert 'href="/partnerships/salford/" aria-label="Salford: £100k"' in page.markup
