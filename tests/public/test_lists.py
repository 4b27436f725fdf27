"""The page that leads to every list."""

from django.test import Client


def test_each_list_stands_with_its_rule_and_how_many_are_on_it(small, read):
    page = read("/lists/")
    for name, count in (("Corrected", 1), ("Withdrawn", 1), ("Published late", 2), ("Key decisions", 0)):
        assert f"{name} ({count})" in page, name
    assert "is a rule of this register, not law" in page


def test_every_list_that_it_names_is_there(small, read):
    leads = [place for place in read("/lists/").links.values() if place.startswith("/")]
    assert {Client().get(place).status_code for place in leads} == {200}


def test_home_leads_to_it(read):
    assert "/lists/" in read("/").links.values()
