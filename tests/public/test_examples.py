"""The examples of the open data page do what they say: what can be run is run. R is run where it is
installed, and its files and columns are checked everywhere."""

import io
import re
import shutil
import subprocess
import sys
from html import unescape

import openpyxl
import pytest
from django.test import Client
from openpyxl.utils import column_index_from_string

from public.open_data.sources import SOURCES


@pytest.fixture
def examples(small, live_server, settings) -> dict[str, str]:
    """By what they are called, as somebody copies them from the page."""
    settings.SITE_ADDRESS = live_server.url
    page = Client().get("/data/").content.decode()
    found = re.findall(
        r'<pre tabindex="0" role="region" aria-label="([^"]+)"><code>(.*?)</code></pre>', page, re.DOTALL
    )
    return {name: unescape(text) for name, text in found}


def test_the_program_in_python_prints_what_each_stream_gave(examples):
    ran = subprocess.run(
        [sys.executable, "-I", "-c", examples["Program in Python"]], capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines() == [
        "2023/24 Challenger SOC hotspot fund: £7,695.00",
        "2024/25 Community Safety Grant: £400,000.00",
    ]


def test_the_formula_adds_the_amounts_of_the_year(examples):
    awards = openpyxl.load_workbook(io.BytesIO(Client().get("/data/awards.xlsx").getvalue())).active
    amount, year = re.findall(r"Awards!([A-Z]+):", examples["Formula for a spreadsheet"])
    assert awards.title == "Awards"
    column = {name: column_index_from_string(name) - 1 for name in (amount, year)}
    rows = list(awards.iter_rows(min_row=2, values_only=True))
    assert sum(row[column[amount]] for row in rows if row[column[year]] == "2023/24") == 7695


def test_the_program_in_r_prints_the_same_where_r_is_installed(examples):
    if not (r := shutil.which("Rscript")):
        pytest.skip("No R was found: `apt install r-base-core` brings it.")
    ran = subprocess.run([r, "--vanilla", "-e", examples["Program in R"]], capture_output=True, text=True, check=True)
    assert [line.split() for line in ran.stdout.splitlines()] == [
        ["financial_year", "name", "amount"],
        ["1", "2023/24", "Challenger", "SOC", "hotspot", "fund", "7695"],
        ["2", "2024/25", "Community", "Safety", "Grant", "400000"],
    ]


def test_the_formula_for_google_and_the_program_in_r_name_files_and_columns_that_there_are(examples):
    [address] = re.findall(r'"(http[^"]+)"', examples["Formula for Google Sheets"])
    assert Client().get("/" + address.split("/", 3)[3]).status_code == 200
    program = examples["Program in R"]
    assert set(re.findall(r'rows\("(\w+)"\)', program)) == {"awards", "streams"}
    used = {"awards": ("stream_slug", "amount", "financial_year"), "streams": ("slug", "name")}
    for table, columns in used.items():
        assert all(name in program and name in SOURCES[table].table.names for name in columns)
    assert "name" not in SOURCES["awards"].table.names  # so that it needs no suffix once they are merged
