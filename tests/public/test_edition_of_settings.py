"""What a page shows of the settings is a part of its edition."""

from dataclasses import replace

import pytest
from django.test import Client

from grants.models import sample as models
from grants.models.sample import SampleMark, is_set_in


@pytest.fixture(autouse=True)
def the_sample_mark_is_asked_once_a_minute(monkeypatch, pages_ask_for_the_sample_mark_each_time):
    is_set_in.cache_clear()
    monkeypatch.setattr(models, "is_set_in", is_set_in)


def test_a_changed_setting_of_the_office_makes_a_new_edition(published, settings):
    before = Client().get("/about/")["ETag"]
    settings.OFFICE = replace(settings.OFFICE, contact_email="new-address@example.org")
    answer = Client().get("/about/", headers={"If-None-Match": before})
    assert "new-address@example.org" in answer.text


def test_so_does_another_address_of_the_site(published, settings):
    before = Client().get("/data/awards.csv")["ETag"]
    settings.SITE_ADDRESS = "https://decisions.example"
    assert Client().get("/data/awards.csv", headers={"If-None-Match": before}).status_code == 200


@pytest.mark.parametrize(
    "file", ["awards.csv", "awards.xlsx", "awards.json", "decisions.csv", "conditions.csv", "360giving.json"]
)
def test_a_file_that_has_not_changed_is_not_made_again(published, file, django_assert_num_queries):
    first = Client().get(f"/data/{file}")
    Client().get("/about/")
    with django_assert_num_queries(1):  # which edition it is
        again = Client().get(f"/data/{file}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_the_sample_mark_is_not_asked_on_every_page(published, django_assert_num_queries):
    Client().get("/about/")
    with django_assert_num_queries(1):
        Client().get("/about/")


def test_a_sample_loaded_meanwhile_shows_within_a_minute(db, time_machine):
    time_machine.move_to("2026-06-30T12:00:10Z")
    before = Client().get("/about/")
    SampleMark.objects.create()
    time_machine.move_to("2026-06-30T12:01:10Z")
    after = Client().get("/about/", headers={"If-None-Match": before["ETag"]})
    assert "Sample data" in after.text
