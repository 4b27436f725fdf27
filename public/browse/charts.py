"""The geometry of pictures: what is drawn where. Templates draw it as SVG; every picture has its figures in a table.

Amounts are pounds. Shades and lengths say the same as the figures beside them, so that nothing depends on colour.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

# Column and row of each district on the tile map, by its GSS code. An area that is not here is shown as bars.
POSITIONS = {
    "E08000001": (1, 0),  # Bolton
    "E08000002": (2, 0),  # Bury
    "E08000005": (3, 0),  # Rochdale
    "E08000010": (0, 1),  # Wigan
    "E08000006": (1, 1),  # Salford
    "E08000003": (2, 1),  # Manchester
    "E08000004": (3, 1),  # Oldham
    "E08000009": (1, 2),  # Trafford
    "E08000007": (2, 2),  # Stockport
    "E08000008": (3, 2),  # Tameside
}
SIDE, GAP = 100, 4
SHADES = 4  # beside the blank one, for nothing
ROUND = tuple(map(Decimal, ("1", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10")))
THOUSAND, MILLION = Decimal(1000), Decimal(1000000)
NEARLY_ONE = Decimal("0.9995")  # so that £999,999 reads £1m and not £1000k


@dataclass(frozen=True)
class DistrictAmount:
    """A district, its page, and what it got, or what that is per head."""

    name: str
    gss_code: str
    amount: Decimal
    url: str = ""


@dataclass(frozen=True)
class Tile:
    name: str
    url: str
    figure: str
    x: int
    y: int
    shade: int

    @property
    def middle(self) -> int:
        return self.x + SIDE // 2

    @property
    def first_line(self) -> int:
        return self.y + 44

    @property
    def second_line(self) -> int:
        return self.y + 68


@dataclass(frozen=True)
class Band:
    """What a shade stands for: "over £50k, up to £100k"."""

    shade: int
    label: str


@dataclass(frozen=True)
class TileMap:
    tiles: tuple[Tile, ...]
    key: tuple[Band, ...]
    width: int
    height: int
    side: int = SIDE


def tile_map(places: Sequence[DistrictAmount], written: Callable[[Decimal], str] | None = None) -> TileMap | None:
    """The districts as tiles, the darker the more, in bands of one width; None where one of them has no place on the
    map. `written`: how an amount is written."""
    if not places or any(place.gss_code not in POSITIONS for place in places):
        return None
    write = written or brief
    step = band_width(max(place.amount for place in places))
    tiles = tuple(tile(place, step, write) for place in places)
    key = bands(step, max(each.shade for each in tiles), write)
    return TileMap(tiles, key, max(each.x for each in tiles) + SIDE, max(each.y for each in tiles) + SIDE)


def tile(place: DistrictAmount, step: Decimal, write: Callable[[Decimal], str]) -> Tile:
    column, row = POSITIONS[place.gss_code]
    shade = ceil(place.amount / step) if step else 0
    return Tile(place.name, place.url, write(place.amount), column * (SIDE + GAP), row * (SIDE + GAP), shade)


def band_width(greatest: Decimal) -> Decimal:
    """The least round number of pounds of which four reach the greatest amount; 0 where there is none."""
    if not greatest:
        return Decimal(0)
    least = greatest / SHADES
    power = Decimal(1).scaleb(least.adjusted())
    return next(each * power for each in ROUND if each * power >= least)


def bands(step: Decimal, darkest: int, write: Callable[[Decimal], str]) -> tuple[Band, ...]:
    """The key of a map, from nothing to the darkest shade on it."""
    ranges = [Band(1, f"up to {write(step)}")]
    ranges += [Band(n, f"over {write(step * (n - 1))}, up to {write(step * n)}") for n in range(2, darkest + 1)]
    return (Band(0, "nothing"), *ranges[:darkest])


@dataclass(frozen=True)
class Bar:
    """One line of a bar chart; `length` is in per cent of the `longest`. A gap is a line with no amount."""

    label: str
    url: str
    amount: Decimal | None
    length: Decimal
    longest: Decimal


def bars(rows: Iterable[tuple[str, str, Decimal | None]]) -> list[Bar]:
    """From label, address and amount of each line."""
    rows = list(rows)
    greatest = max((amount for _, _, amount in rows if amount), default=Decimal(0))
    return [Bar(label, url, amount, share(amount or Decimal(0), greatest), greatest) for label, url, amount in rows]


def share(amount: Decimal, greatest: Decimal) -> Decimal:
    return (amount / greatest * 100).quantize(Decimal("0.1")) if greatest else Decimal(0)


def brief(amount: Decimal) -> str:
    """An amount short enough for a tile: £950, £7.5k, £103k, £1.2m. The table beside it has the pennies."""
    for unit, letter in ((MILLION, "m"), (THOUSAND, "k")):
        if amount >= unit * NEARLY_ONE:
            return f"£{rounded(amount / unit):f}{letter}"
    return f"£{amount.quantize(Decimal(1), ROUND_HALF_UP):f}"


def rounded(number: Decimal) -> Decimal:
    """To one decimal below 100, and none from there on; never with a nought behind the point."""
    short = number.quantize(Decimal("0.1") if number < 100 else Decimal(1), ROUND_HALF_UP)
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
