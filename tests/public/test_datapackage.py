"""The data package: it describes the files as they are, and its keys join (Frictionless)."""

import json

import pytest
from django.test import Client
from frictionless import Package, system

from public.open_data.sources import SOURCES
from tests import stories


@pytest.fixture
def downloaded(small, tmp_path):
    """The package with all its files, as somebody downloads it."""
    stories.whole(officer=small.office.olu, approver=small.office.ada, district="bury", title="=1+1 is a title")
    for name in ("datapackage.json", *(f"{name}.csv" for name in SOURCES)):
        (tmp_path / name).write_bytes(Client().get(f"/data/{name}").getvalue())
    return tmp_path


def faults(folder) -> list[str]:
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return [error.message for task in report.tasks for error in task.errors] + [each.message for each in report.errors]


def test_the_package_is_valid_and_its_keys_join(downloaded):
    assert faults(downloaded) == []


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        ("awards.csv", ",manchester-city-council,", ",no-such-council,"),
        ("awards.csv", ",7500.00,", ",much,"),
        ("decisions.csv", "\r\nGM-2024-0001,", "\r\nGM-2024-0002,"),
        ("conditions.csv", ",manchester,", ",atlantis,"),
    ],
)
def test_what_does_not_join_or_is_of_another_kind_is_noticed(downloaded, file, right, wrong):
    text = (downloaded / file).read_bytes().decode()
    assert right in text
    (downloaded / file).write_bytes(text.replace(right, wrong, 1).encode())
    assert faults(downloaded)


def test_it_names_every_column_of_every_file_with_its_meaning(small):
    told = json.loads(Client().get("/data/datapackage.json").content)
    for resource in told["resources"]:
        columns = SOURCES[resource["name"]].table.columns
        fields = resource["schema"]["fields"]
        assert [(each["name"], each["description"]) for each in fields] == [
            (each.name, each.meaning) for each in columns
        ]
    assert [resource["name"] for resource in told["resources"]] == list(SOURCES)
