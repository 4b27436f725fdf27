"""What is drawn where."""

from decimal import Decimal

import pytest

from public.browse.charts import DistrictAmount, bars, brief, tile_map

GM = ["E08000001", "E08000002", "E08000003"]


@pytest.mark.parametrize(
    ("amount", "short"),
    [
        ("0.00", "£0"),
        ("0.49", "£0"),
        ("949.50", "£950"),
        ("949.99", "£950"),
        ("7500.00", "£7.5k"),
        ("7000.00", "£7k"),
        ("102800.00", "£103k"),
        ("950.00", "£950"),
        ("999999.99", "£1m"),
        ("1250000.00", "£1.3m"),
        ("1000000000.00", "£1000m"),
    ],
)
def test_an_amount_is_short_enough_for_a_tile(amount, short):
    assert brief(Decimal(amount)) == short


def test_the_more_the_darker_and_nothing_is_blank():
    amounts = ["0.00", "0.01", "100.00"]
    drawn = tile_map([DistrictAmount(code, code, Decimal(amount)) for code, amount in zip(GM, amounts, strict=True)])
    assert [tile.shade for tile in drawn.tiles] == [0, 1, 4]


def test_equal_shades_are_bands_of_one_round_width_and_the_key_says_which():
    drawn = tile_map(
        [DistrictAmount(code, code, Decimal(amount)) for code, amount in zip(GM, (52, 98, 33), strict=True)]
    )
    assert [tile.shade for tile in drawn.tiles] == [3, 4, 2]
    assert [band.label for band in drawn.key] == [
        "nothing",
        "up to £25",
        "over £25, up to £50",
        "over £50, up to £75",
        "over £75, up to £100",
    ]


def test_where_nothing_was_awarded_all_tiles_are_blank():
    assert {tile.shade for tile in tile_map([DistrictAmount(code, code, Decimal(0)) for code in GM]).tiles} == {0}


def test_an_area_that_is_not_on_the_map_has_none():
    assert tile_map([DistrictAmount("Elsewhere", "E07000001", Decimal(1))]) is None
    assert tile_map([]) is None


def test_no_two_districts_share_a_place(reference, manchester):
    places = [DistrictAmount(each.district, each.gss_code, Decimal(1)) for each in type(manchester).objects.all()]
    drawn = tile_map(places)
    assert len({(tile.x, tile.y) for tile in drawn.tiles}) == 10


def test_a_bar_is_as_long_as_its_share_of_the_longest():
    drawn = bars([("A", "", Decimal("200.00")), ("B", "", Decimal("50.00")), ("C", "", Decimal("0.00"))])
    assert [bar.length for bar in drawn] == [Decimal("100.0"), Decimal("25.0"), Decimal("0.0")]
    assert bars([]) == []
