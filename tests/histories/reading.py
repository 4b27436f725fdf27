"""What a page or a file says, read as plain text, cells and tiles."""

import csv
import json
import re
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO
from typing import Any

import pypdfium2
from django.test import Client
from openpyxl import load_workbook


class Reader:
    """Somebody at a browser."""

    def __init__(self, person: Any = None) -> None:
        self.client = Client()
        if person:
            self.client.force_login(person)

    def get(self, address: str, *, status: int = 200) -> Any:
        answer = self.client.get(address)
        assert answer.status_code == status, f"{address} answers {answer.status_code}"
        return answer

    def html(self, address: str) -> str:
        return self.get(address).content.decode()

    def text(self, address: str) -> str:
        return plain(self.html(address))

    def table(self, address: str) -> list[dict[str, str]]:
        return list(csv.DictReader(StringIO(self.get(address).getvalue().decode("utf-8-sig"))))

    def data(self, address: str) -> Any:
        return json.loads(self.get(address).getvalue())

    def sheet(self, address: str) -> list[tuple[Any, ...]]:
        book = load_workbook(BytesIO(self.get(address).getvalue()), read_only=True)
        return [row for row in book.worksheets[0].iter_rows(values_only=True) if any(row)]

    def pdf(self, address: str) -> str:
        document = pypdfium2.PdfDocument(self.get(address).getvalue())
        words = " ".join(page.get_textpage().get_text_bounded() for page in document)
        document.close()
        return " ".join(words.split())


def plain(html: str) -> str:
    spaced = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()
    return re.sub(r" ([,.;])", r"\1", spaced)


def tiles(html: str) -> dict[str, str]:
    found = re.findall(r'<div class="tile"><dt>(.*?)</dt><dd[^>]*>(.*?)</dd>', html, re.DOTALL)
    named = [(plain(name), plain(value)) for name, value in found]
    return {name if " " in name else name.removesuffix("s"): value for name, value in named}


def rows(html: str) -> list[list[str]]:
    """The cells of every row of every table."""
    found = re.findall(r"<tr[^>]*>(.*?)</tr>", html, re.DOTALL)
    return [[plain(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in found]


def captioned(html: str) -> dict[tuple[str, str], list[str]]:
    """The cells of every row, by the caption of its table and its first cell."""
    found = {}
    for table in re.findall(r"<table[^>]*>(.*?)</table>", html, re.DOTALL):
        caption = re.search(r"<caption[^>]*>(.*?)</caption>", table, re.DOTALL)
        for cells in rows(table):
            if caption and cells:
                found[plain(caption[1]), cells[0]] = cells[1:]
    return found


def pounds(amount: Decimal) -> str:
    return f"£{amount:,.2f}" if amount >= 0 else f"−£{-amount:,.2f}"


def in_words(year: int) -> str:
    return f"{year}/{(year + 1) % 100:02}"


def in_address(year: int) -> str:
    return in_words(year).replace("/", "-")
