"""Decision notices as Modern.gov prints them, read from pasted text (domain §9). Knows no model and no request.

Text is cleaned (`text`), parted at its labels (`layout`), and each block read by what it may hold (`fields`,
`conditions`, `awards`); `reading` puts the notice together.
"""

from .awards import ReadAward
from .conditions import ReadCondition
from .fields import Leftover
from .layout import Block, Page
from .posts import split_posts
from .reading import ReadNotice, read_notice, read_page
from .text import LIMIT, NotANotice

__all__ = [
    "LIMIT",
    "Block",
    "Leftover",
    "NotANotice",
    "Page",
    "ReadAward",
    "ReadCondition",
    "ReadNotice",
    "read_notice",
    "read_page",
    "split_posts",
]
