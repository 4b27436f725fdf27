"""Decision notices as Modern.gov prints them, pasted or saved (domain §9). Knows no model and no request.

Of a saved page the visible words are taken (`html`); a list is parted into its decisions (`fortnight`).
Text is cleaned (`text`), parted at its labels (`layout`), and each block read by what it may hold (`fields`,
`conditions`, `awards`); `reading` puts the notice together.
"""

from .awards import ReadAward
from .conditions import ReadCondition
from .fields import Leftover
from .html import decode_page, looks_like_html, words_of_page
from .layout import Block, Page
from .posts import split_posts
from .reading import FoundNotice, ReadNotice, read_notice, read_notices, read_page
from .text import LIMIT, NotANotice

__all__ = [
    "LIMIT",
    "Block",
    "FoundNotice",
    "Leftover",
    "NotANotice",
    "Page",
    "ReadAward",
    "ReadCondition",
    "ReadNotice",
    "decode_page",
    "looks_like_html",
    "read_notice",
    "read_notices",
    "read_page",
    "split_posts",
    "words_of_page",
]
