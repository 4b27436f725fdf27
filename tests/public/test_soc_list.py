"""The 4Ps and the themes of work against serious and organised crime, with the money for each."""

import csv
import io


def test_all_of_them_are_listed_with_their_money(soc, read, client):
    row = next(row for row in read("/organised-crime/").all(".//tbody/tr") if "County lines" in row)
    assert "£7,500.00" in row
    assert "£7,695.00" in row
    rows = list(csv.DictReader(io.StringIO(b"".join(client.get("/data/soc.csv")).decode("utf-8-sig"))))
    names = ("kind", "decisions", "awarded_as_decided", "awarded")
    found = {each["slug"]: tuple(each[name] for name in names) for each in rows}
    assert found["prevent"] == ("4Ps", "1", "7500.00", "7695.00")
    assert found["county-lines"] == ("Theme", "1", "7500.00", "7695.00")
    assert "Drugs" in read("/organised-crime/")
    assert "drugs" not in found
