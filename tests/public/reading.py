"""A page as somebody reads it."""

import re
from xml.etree.ElementTree import Element

import html5lib


class Page:
    """Its text without markup, its links, and its parts; faulty markup is refused."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.root = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(markup)

    def __repr__(self) -> str:
        return self.text

    def __contains__(self, words: str) -> bool:
        return words in self.text

    @property
    def text(self) -> str:
        return plain(self.root.find(".//main"))

    @property
    def title(self) -> str:
        return plain(self.root.find(".//title"))

    @property
    def description(self) -> str:
        return self.root.find(".//meta[@name='description']").get("content")

    @property
    def links(self) -> dict[str, str]:
        return {plain(link): link.get("href") for link in self.root.find(".//main").iter("a")}

    def all(self, path: str) -> list[str]:
        """The texts of what an ElementTree path finds inside the main part."""
        return [plain(each) for each in self.root.find(".//main").findall(path)]


def plain(element: Element) -> str:
    """The words of an element with one space between them, also where only a line break or a new cell parts them."""
    return re.sub(r" (?=[.,;:)])", "", " ".join(" ".join(element.itertext()).split()))
