"""Can a sealed text be read by nobody without the key, and is a changed one noticed?"""

from __future__ import annotations

from base64 import b64decode, b64encode

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from golive.career.own.sealed import Unreadable, open_, seal

JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda each: st.lists(each, max_size=3))


@given(JSON)
def test_what_was_sealed_is_opened_again(value: object) -> None:
    assert open_(seal(value, "answer.said"), "answer.said") == value


def test_the_words_do_not_stand_in_it_and_the_same_words_look_different_each_time() -> None:
    first, second = seal("I resigned in May", "answer.said"), seal("I resigned in May", "answer.said")
    assert first != second
    assert b"resigned" not in b64decode(first)


def test_another_key_another_column_and_a_changed_byte_open_nothing() -> None:
    sealed = seal("mine", "answer.said")
    with override_settings(DESK_KEY=b"another"), pytest.raises(Unreadable, match=r"Put back the desk\.key"):
        open_(sealed, "answer.said")
    with pytest.raises(Unreadable):
        open_(sealed, "answer.reply")
    changed = bytearray(b64decode(sealed))
    changed[-1] ^= 1
    with pytest.raises(Unreadable):
        open_(b64encode(bytes(changed)).decode(), "answer.said")
    with pytest.raises(Unreadable):
        open_("not base64!", "answer.said")
