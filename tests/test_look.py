"""The look: every control says what it is, and no template breaks the strict Content-Security-Policy."""

import re
from decimal import Decimal
from xml.etree.ElementTree import Element

import html5lib
import pytest
from crispy_forms.bootstrap import PrependedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from crispy_forms.utils import render_crispy_form
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template.loader import render_to_string

from conditions.match import Match

CHOICES = [("one", "One"), ("two", "Two")]
TEMPLATES = sorted((settings.BASE_DIR / "templates").rglob("*.html"))
INLINE = re.compile(
    r"""\sstyle\s*=|<style\b|<script\b(?![^>]*(?:\bsrc=|ld\+json"))|\son[a-z]+\s*=\s*["']|javascript:""", re.IGNORECASE
)
PUBLIC = [path for path in TEMPLATES if path.name == "base.html" and path.parent.name == "templates"]
PUBLIC += [path for path in TEMPLATES if path.parent.name == "public"]
TAG = re.compile(r"\{[{%](?!\s*(?:end)?block\b).*?[}%]\}", re.DOTALL)
READER = re.compile(r"\b(request|user|messages|csrf_token|perms)\b")


class EveryControl(forms.Form):
    text = forms.CharField(help_text="Hint")
    email = forms.EmailField(help_text="Hint", widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    password = forms.CharField(help_text="Hint", widget=forms.PasswordInput)
    number = forms.IntegerField(help_text="Hint")
    day = forms.DateField(help_text="Hint")
    amount = forms.CharField(help_text="Hint")
    reasons = forms.CharField(help_text="Hint", widget=forms.Textarea)
    stream = forms.ChoiceField(help_text="Hint", choices=CHOICES)
    paper = forms.FileField(help_text="Hint")
    checked = forms.BooleanField(help_text="Hint")
    power = forms.ChoiceField(help_text="Hint", choices=CHOICES, widget=forms.RadioSelect)
    priorities = forms.MultipleChoiceField(help_text="Hint", choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        names = [PrependedText(name, "£") if name == "amount" else name for name in self.fields]
        helper.layout = Layout(*names, Submit("withdraw", "Withdraw", css_class="govuk-button--warning"))
        return helper


GROUPS = ["power", "priorities"]
CONTROLS = [name for name in EveryControl.base_fields if name not in [*GROUPS, "token"]]


@pytest.fixture
def page() -> Element:
    """Every control, sent empty, so that each shows an error."""
    return parse(render_crispy_form(EveryControl({})))


@pytest.mark.parametrize("name", CONTROLS)
def test_a_control_is_tied_to_its_label_hint_and_error(page, name):
    control = by_id(page, f"id_{name}")
    assert page.find(f".//label[@for='id_{name}']") is not None
    assert described(page, control) == ["Hint", "Error: This field is required."]
    assert any(word.startswith("govuk-") for word in control.get("class").split())


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_of_choices_has_a_legend_and_is_tied_to_its_hint_and_error(page, name):
    group = next(
        fieldset for fieldset in page.iter("fieldset") if fieldset.find(f".//input[@name='{name}']") is not None
    )
    assert text(group.find("legend")) == name.capitalize()
    assert described(page, group) == ["Hint", "Error: This field is required."]
    for choice in group.iter("input"):
        assert group.find(f".//label[@for='{choice.get('id')}']") is not None


def test_what_was_chosen_stays_chosen():
    page = parse(render_crispy_form(EveryControl({"power": "two", "priorities": ["one", "two"]})))
    assert [field.get("value") for field in page.iter("input") if "checked" in field.attrib] == ["two", "one", "two"]


def test_a_width_does_not_take_the_place_of_the_control_s_own_class():
    form = EveryControl()
    form.fields["text"].widget.attrs["class"] = "govuk-input--width-10"
    assert "govuk-input" in by_id(parse(render_crispy_form(form)), "id_text").get("class").split()


def test_a_control_without_errors_does_not_look_wrong():
    assert "error" not in render_crispy_form(EveryControl())


def test_a_button_wears_our_class_and_not_bootstrap_s(page):
    button = page.find(".//button")
    assert button.get("class").split() == ["govuk-button", "govuk-button--warning"]
    assert text(button) == "Withdraw"


def test_each_line_of_the_error_summary_leads_to_a_control():
    form = EveryControl({})
    page = parse(render_to_string("includes/error_summary.html", {"form": form}) + render_crispy_form(form))
    targets = [link.get("href").removeprefix("#") for link in page.iter("a")]
    assert len(targets) == len(CONTROLS) + len(GROUPS)
    assert all(by_id(page, target).tag in ("input", "select", "textarea") for target in targets)


def test_no_errors_no_summary():
    assert render_to_string("includes/error_summary.html", {"form": EveryControl()}).strip() == ""


def test_pagination_keeps_the_search_and_names_the_neighbours():
    numbers = Paginator(range(100), 10).page(5)
    page = parse(render_to_string("includes/pagination.html", {"page": numbers, "query": "q=a%26b"}))
    links = [link for link in page.iter("a") if link.get("aria-label")]
    assert [text(link) for link in links] == ["1", "4", "5", "6", "10"]
    assert links[0].get("href") == "?q=a%26b&page=1"
    assert [text(link) for link in links if link.get("aria-current")] == ["5"]


def test_the_match_bar_says_its_figures_in_words():
    match = Match(Decimal(7500), Decimal(7500), Decimal(5000))
    page = parse(render_to_string("includes/match_bar.html", {"match": match, "evidenced": match.covered}))
    assert [text(figure) for figure in page.iter("dd")] == ["£7,500.00", "£5,000.00 (66.6%)", "£2,500.00"]


# No page: mail programs know no style sheet of ours.
EMAIL = settings.BASE_DIR / "templates" / "letters" / "email.html"


@pytest.mark.parametrize(
    "template", [each for each in TEMPLATES if each != EMAIL], ids=lambda path: str(path.relative_to(settings.BASE_DIR))
)
def test_no_template_has_style_or_script_in_it(template):
    assert INLINE.findall(template.read_text()) == []


@pytest.mark.parametrize("template", PUBLIC, ids=lambda path: path.name)
def test_public_pages_never_ask_who_is_reading(template):
    assert [tag for tag in TAG.findall(template.read_text()) if READER.search(tag)] == []


def parse(markup: str) -> Element:
    return html5lib.parse(markup, namespaceHTMLElements=False)


def by_id(page: Element, identifier: str) -> Element:
    found = page.findall(f".//*[@id='{identifier}']")
    assert len(found) == 1, identifier
    return found[0]


def described(page: Element, element: Element) -> list[str]:
    return [text(by_id(page, identifier)) for identifier in element.get("aria-describedby").split()]


def text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())
