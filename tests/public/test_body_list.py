"""Anybody reads which bodies consider decisions."""

from django.urls import reverse

PAGE = reverse("public:body_list")


def test_none_yet(read):
    assert "No body is recorded here yet." in read(PAGE)


def test_each_with_its_meetings(read, small):
    page = read(PAGE)
    assert "Police, Fire and Crime Panel" in page
    assert "1 meeting recorded" in page
