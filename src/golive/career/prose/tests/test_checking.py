"""Does any number, name or product that nobody said get through?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.career.prose import checked

SAID = (
    "At a bank with 340 users I cut the backlog from 60 to 40 days. Dana asked for SAP, and I took two options to her."
)
FAITHFUL = "At a bank with 340 users, I took two options to Dana. I cut the backlog from 60 to 40 days."
NAMES = ["Contoso", "Workday", "Maria", "Hamburg", "GlobalCorp", "eBay", "O'Neill", "IBM", "March"]
PRODUCTS = ["salesforce", "jira", "servicenow", "Microsoft Project", "ADKAR", "prosci"]
SPELLED = ["three", "forty-five", "ninety", "Seven", "a hundred", "two million", "a dozen", "half", "twice"]


def test_what_was_said_may_be_said_in_other_words() -> None:
    assert checked(FAITHFUL, SAID).text == FAITHFUL
    assert checked(FAITHFUL, SAID).left_out == ()


@given(st.integers(0, 10**9).filter(lambda n: n not in (340, 60, 40, 2)), st.sampled_from(["{}", "{:,}", "{}%", "${}"]))
def test_no_other_number_gets_through(number: int, written: str) -> None:
    found = checked(f"It took {written.format(number)} in the end. I took two options.", SAID)
    assert found.text == "I took two options."


@given(st.decimals("0.01", "999.99", places=2).filter(lambda d: d not in (340, 60, 40, 2)))
def test_no_other_fraction_gets_through(number: object) -> None:
    assert checked(f"We saved {number} days.", SAID).text == ""


@pytest.mark.parametrize("written", ["40%", "40 percent", "$340", "€60", "340k", "40 %"])
def test_a_number_does_not_change_its_unit(written: str) -> None:
    assert checked(f"I made it {written} better.", SAID).text == ""


@pytest.mark.parametrize("written", SPELLED)
def test_no_number_in_words_gets_through(written: str) -> None:
    assert checked(f"I took {written} options to her.", SAID).text == ""


@pytest.mark.parametrize("written", ["４５", "٤٥", "4５", "45\u200b", "①", "½"])
def test_digits_of_every_script_are_digits(written: str) -> None:
    assert checked(f"It took {written} days.", SAID).text == ""


@given(
    st.sampled_from([*NAMES, *PRODUCTS]),
    st.sampled_from(["I asked {} about it.", "{} was against it.", "I, with {}, did it."]),
)
def test_no_other_name_or_product_gets_through(name: str, sentence: str) -> None:
    assert checked(sentence.format(name), SAID).text == ""


@given(st.text(st.characters(categories=["Lu"]), min_size=1, max_size=1), st.text("abcdefghij", min_size=2, max_size=9))
def test_no_invented_name_gets_through(first: str, rest: str) -> None:
    assert checked(f"I asked {first}{rest} about it.", SAID).text == "" or f"{first}{rest}".lower() in SAID.lower()


@pytest.mark.parametrize(
    "written", ["See https://example.com now.", "Write to a@b.c now.", "<b>I did it</b>.", "I did [it](x)."]
)
def test_no_address_and_no_markup_gets_through(written: str) -> None:
    assert checked(written, SAID).text == ""


@given(st.text(max_size=300))
def test_whatever_is_written_only_whole_sentences_without_foreign_digits_are_left(written: str) -> None:
    found = checked(written, "I did it.")
    assert not any(letter.isdigit() for letter in found.text)


def test_numbers_are_the_same_however_they_are_written() -> None:
    assert checked("It cost 40,000 dollars for twelve sites.", "it cost 40 000 dollars for 12 sites").text
    assert checked("It rose from 41% to 87 %.", "it rose from 41 % to 87 percent").text
