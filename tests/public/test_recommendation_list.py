"""All recommendations: open, past their date, answered; as a page, a file and a list of the API."""

from tests import scrutiny_stories

PAGE = "/scrutiny/recommendations/"
WORDS = "Publish how many young people finish."


def test_nothing_yet(read):
    assert "No recommendation is open." in read(PAGE)
    assert "No response is recorded here yet." in read(f"{PAGE}?show=answered")


def test_open_and_past_its_date(read, small):
    for address in (PAGE, f"{PAGE}?show=past"):
        assert WORDS in read(address)
    assert "No response by its date" in read(PAGE)
    assert WORDS not in read(f"{PAGE}?show=answered")


def test_answered_with_what_was_answered(read, small):
    told = {"writer": small.office.olu, "publisher": small.office.oma, "deed": "answered", "reason": ""}
    scrutiny_stories.changed(small.recommended, values=scrutiny_stories.answer(), **told)
    assert WORDS not in read(PAGE)
    said = read(f"{PAGE}?show=answered")
    assert "Accepted on 1 August 2024." in said
    assert "The next return will say how many finish." in said


def test_the_file_and_the_api_have_what_the_page_has(client, small):
    [line] = b"".join(client.get("/data/recommendations.csv")).decode("utf-8-sig").splitlines()[1:]
    [row] = client.get("/api/v1/recommendations").json()["recommendations"]
    assert WORDS in line
    assert (row["recommendation"], row["due_on"], row["response"]) == (WORDS, "2024-09-02", "")
    assert client.get(f"/api/v1/recommendations/{row['id']}").json() == row
