"""Does each page of rehearsing work for its person, refuse what is wrong, and stay shut for everybody else?"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from golive.career.bank import built_in
from golive.career.portfolio.models import OwnStory
from golive.career.rehearsal import notebook
from golive.career.rehearsal.models import Answer, Conversation, Rehearsal
from golive.career.roleplays.scenario import built_in as plays
from golive.foundation.audit.models import Entry
from golive.foundation.register_kit.contract import signed_in
from golive.plain.practices import PRACTICES
from golive.plain.verdict import Refused
from tests.world import World

HERE = "/me/desk/interview/"
STRONG = (
    "In May at a bank with 340 users the sales director asked for a report five weeks before go-live. My task was to "
    "hold the date. I priced it with the change control form: 18 working days, six weeks on the critical path, "
    "$40,000. I asked him why, took two options to the steering committee, and coached his team on a stopgap. As a "
    "result go-live stayed on 23 May, adoption rose from 41% to 87% in 60 days, and the process owner reviews every "
    "request each month after go-live."
)
VAGUE = (
    "We looked at the request together with everybody, you know, and then basically the whole thing was moved to "
    "later because there was no time for it before the go-live date came."
)


@pytest.fixture(autouse=True)
def _forgotten() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def me(world: World) -> Client:
    return signed_in(world.manager)


def begun(me: Client, **chosen: object) -> Rehearsal:
    answer = me.post(HERE, {"mode": "study", "count": "3", **chosen})
    assert answer.status_code == 302
    return Rehearsal.objects.latest("pk")


def text(me: Client, address: str) -> str:
    answer = me.get(address)
    assert answer.status_code == 200, address
    # As it is read: one space between words, quotes as they are written.
    return re.sub(r"\s+", " ", answer.content.decode()).replace("&#39;", "'")


def test_a_study_rehearsal_from_the_first_question_to_how_it_went(me: Client) -> None:
    row = begun(me, practices="3", count="1")
    address = row.get_absolute_url()
    assert "How do you prevent and manage scope creep?" in text(me, address)
    coached = me.post(address, {"text": STRONG})["Location"]
    assert coached == f"{address}1/"
    page = text(me, coached)
    assert "Strong:" in page
    assert "<q>" in page and "from 41% to 87%" in page
    row.refresh_from_db()
    assert row.ended_at is not None
    assert "of 12 on average" in text(me, address)
    after = text(me, HERE)
    assert "Is it getting better?" in after and 'class="dot now"' in after


def test_a_vague_answer_is_told_what_is_missing_and_the_follow_up_mends_it(me: Client) -> None:
    row = begun(me, practices="3")
    place = me.post(row.get_absolute_url(), {"text": VAGUE})["Location"]
    page = text(me, place)
    assert "Weak:" in page and "“you know”" in page
    answer = Answer.objects.get(rehearsal=row, place=1)
    assert answer.follow_up["text"] in page
    more = "I priced it at 18 days and $40,000; I asked the sponsor, and I took it to the steering committee."
    assert me.post(place, {"text": more})["Location"] == place
    answer.refresh_from_db()
    assert sum(answer.with_reply["criteria"].values()) > sum(answer.found["criteria"].values())
    assert "Mended by the follow-up" in text(me, place)
    assert me.post(place, {"text": more}).status_code == 409


def test_a_real_rehearsal_asks_on_and_says_nothing_before_its_end(me: Client) -> None:
    row = begun(me, mode="real", count="2", practices=["3", "2"])
    address = row.get_absolute_url()
    assert "I am stuck" not in text(me, address)
    assert me.post(address, {"text": VAGUE})["Location"] == address
    page = text(me, address)
    assert "Follow-up" in page and "Weak" not in page
    assert me.get(f"{address}1/").status_code == 302
    assert "At the end" in text(me, HERE) and "Is it getting better?" not in text(me, HERE)
    me.post(address, {"text": "I priced it at 18 days."})
    me.post(address, {"text": STRONG})
    me.post(f"{address}2/skip/")
    row.refresh_from_db()
    assert row.ended_at is not None
    page = text(me, address)
    assert "of 12 on average" in page and VAGUE in page


def test_an_empty_an_endless_and_a_second_answer_are_refused_and_what_was_typed_stays(me: Client) -> None:
    row = begun(me)
    address = row.get_absolute_url()
    empty = me.post(address, {"text": "   "})
    assert empty.status_code == 422 and "Nothing was said." in empty.content.decode()
    endless = me.post(address, {"text": "word " * 4000})
    assert endless.status_code == 422 and "word word" in endless.content.decode()
    hurried = me.post(address, {"text": STRONG, "seconds": "-4"})
    assert hurried.status_code == 422
    assert not Answer.objects.exclude(answered_at=None).exists()
    me.post(f"{address}end/")
    late = me.post(address, {"text": STRONG})
    assert late.status_code == 409 and "Begin another." in late.content.decode()


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ({"mode": "dream", "count": "3"}, "dream"),
        ({"mode": "study", "count": "99"}, "less than or equal to 10"),
        ({"mode": "study", "count": "3", "practices": "26"}, "26"),
        ({"mode": "study", "own": "why " * 200}, "at most 600"),
    ],
)
def test_a_rehearsal_that_cannot_be_is_refused(me: Client, chosen: dict[str, str], says: str) -> None:
    refused = me.post(HERE, chosen)
    assert refused.status_code == 422
    assert says in refused.content.decode()
    assert not Rehearsal.objects.exists()


def test_a_question_of_ones_own_is_matched_to_the_bank(me: Client) -> None:
    row = begun(me, own="What do you do when the client keeps asking for extra features?")
    answer = row.answers.get()
    assert (answer.practice, row.answers.count()) == (3, 1)
    assert begun(me, own="Which is your favourite colour, my friend?").answers.get().practice == 0


def test_practices_that_were_rehearsed_least_come_first(me: Client) -> None:
    first = begun(me, practices=["3", "4", "5"], count="2")
    for _row in first.answers.all():
        me.post(first.get_absolute_url(), {"text": STRONG})
    done = {row.practice for row in first.answers.all()}
    second = begun(me, practices=["3", "4", "5"], count="1")
    assert second.answers.get().practice not in done


def test_a_spoken_answer_shows_its_pace_and_a_typed_one_does_not(me: Client) -> None:
    row = begun(me)
    spoken = me.post(row.get_absolute_url(), {"text": STRONG, "seconds": "30"})["Location"]
    assert f"{round(len(STRONG.split()) * 2)} words a minute" in text(me, spoken)
    typed = me.post(row.get_absolute_url(), {"text": STRONG})["Location"]
    assert "not spoken" in text(me, typed)


def test_a_skipped_question_is_listed_and_a_removed_rehearsal_is_gone(me: Client) -> None:
    row = begun(me, count="1")
    me.post(f"{row.get_absolute_url()}1/skip/")
    assert "Nothing was answered" in text(me, row.get_absolute_url())
    assert me.post(f"{row.get_absolute_url()}deletion/")["Location"] == HERE
    assert me.get(row.get_absolute_url()).status_code == 404
    assert not Answer.objects.exists()


def test_a_form_that_is_sent_twice_answers_only_once(me: Client) -> None:
    row = begun(me)
    address = row.get_absolute_url()
    assert f'action="{address}?at=1"' in text(me, address)
    assert me.post(f"{address}?at=1", {"text": STRONG}).status_code == 302
    again = me.post(f"{address}?at=1", {"text": STRONG})
    assert again.status_code == 409 and "This was answered already." in again.content.decode()
    assert row.answers.exclude(answered_at=None).count() == 1
    talk = me.post("/me/desk/role-play/scope-creep/begin/")["Location"]
    assert me.post(f"{talk}?turn=0", {"text": "Hm."}).status_code == 302
    assert me.post(f"{talk}?turn=0", {"text": "Hm."}).status_code == 409
    assert Conversation.objects.get().said == ["Hm."]


def test_more_rehearsals_ask_no_more_questions(me: Client) -> None:
    def asked() -> list[int]:
        counts = []
        for address in (HERE, "/me/desk/", "/me/desk/role-play/", Rehearsal.objects.latest("pk").get_absolute_url()):
            with CaptureQueriesContext(connection) as found:
                text(me, address)
            counts.append(len(found))
        return counts

    def more(count: int) -> None:
        for _ in range(count):
            row = begun(me, count="2")
            me.post(row.get_absolute_url(), {"text": VAGUE})
            me.post(f"{row.get_absolute_url()}end/")
            talk = me.post("/me/desk/role-play/scope-creep/begin/")["Location"]
            me.post(f"{talk}end/")

    more(2)
    few = asked()
    more(8)
    assert asked() == few and max(few) < 20


def test_a_conversation_reacts_ends_and_quotes_what_was_found(me: Client) -> None:
    address = me.post("/me/desk/role-play/scope-creep/begin/")["Location"]
    assert "pipeline by region" in text(me, address)
    assert me.post(address, {"text": " "}).status_code == 422
    me.post(address, {"text": "I understand. What is behind this, what worries you most?"})
    assert "I promised the board" in text(me, address)
    assert "He promised the board" not in text(me, address)
    for said in (
        "That costs 18 working days.",
        "I suggest a stopgap for May.",
        "The steering committee decides on Thursday.",
    ):
        me.post(address, {"text": said})
    page = text(me, address)
    assert "Won: the best ending" in page
    assert "He promised the board" in page and "<q>18 working days</q>" in page
    over = me.post(address, {"text": "And another thing."})
    assert over.status_code == 409
    assert "Won: the best ending" in text(me, "/me/desk/role-play/")


def test_a_conversation_is_broken_off_and_removed(me: Client) -> None:
    address = me.post("/me/desk/role-play/low-adoption/begin/")["Location"]
    me.post(address, {"text": "Sure, we'll do it, no problem."})
    me.post(f"{address}end/")
    page = text(me, address)
    assert "Broken off" in page and "agreed before anybody knew the price" in page
    me.post(f"{address}deletion/")
    assert not Conversation.objects.exists()
    assert me.post("/me/desk/role-play/tea-party/begin/").status_code == 404


def test_the_desk_says_what_to_do_next(me: Client) -> None:
    assert "Rehearse three questions" in text(me, "/me/desk/")
    row = begun(me, count="1")
    assert "Go on with the rehearsal" in text(me, "/me/desk/")
    me.post(row.get_absolute_url(), {"text": VAGUE})
    assert "Hold one hard conversation" in text(me, "/me/desk/")
    address = me.post("/me/desk/role-play/scope-creep/begin/")["Location"]
    assert "Just one small report" in text(me, "/me/desk/")
    me.post(f"{address}end/")
    assert "Rehearse again, with one thing in mind" in text(me, "/me/desk/")


def test_the_bank_is_read_and_searched(me: Client) -> None:
    assert "How do you prevent and manage scope creep?" in text(me, "/me/desk/questions/")
    assert "scope creep" not in text(me, "/me/desk/questions/?q=sponsor+zebra").split("<main")[1]
    assert "Nothing fits" in text(me, "/me/desk/questions/?q=zebra")
    assert 'value="3" id="id_practices_2" checked' in text(me, f"{HERE}?practice=3")


def test_nothing_of_it_belongs_to_anybody_else_and_no_log_tells_of_it(world: World, me: Client) -> None:
    row = begun(me)
    me.post(row.get_absolute_url(), {"text": STRONG})
    talk = me.post("/me/desk/role-play/scope-creep/begin/")["Location"]
    me.post(talk, {"text": "Why does it matter so much to you?"})
    address = row.get_absolute_url()
    assert not Entry.objects.filter(verb__contains="rehears").exists()
    assert STRONG[:40] not in str(list(Entry.objects.values()))
    for other in (world.sponsor, world.lead, world.stranger):
        client = signed_in(other)
        for each in (address, f"{address}1/", talk):
            assert client.get(each).status_code == 404, each
            assert client.post(each, {"text": STRONG}).status_code == 404, each
        for each in (f"{address}end/", f"{address}deletion/", f"{address}1/skip/", f"{talk}end/", f"{talk}deletion/"):
            assert client.post(each).status_code == 404, each
        assert "Just one small report" not in text(client, "/me/desk/")
    assert Rehearsal.objects.count() == 1


def test_who_is_not_signed_in_is_asked_to(world: World, me: Client) -> None:
    row = begun(me)
    for each in (HERE, row.get_absolute_url(), "/me/desk/role-play/", "/me/desk/copilot/", "/me/desk/questions/"):
        assert Client().get(each)["Location"].startswith("/sign-in/"), each
    assert Client().post("/me/desk/copilot/card/", {"question": "Why?"})["Location"].startswith("/sign-in/")


def test_what_was_said_cannot_be_read_in_the_database(me: Client) -> None:
    row = begun(me, count="1")
    me.post(row.get_absolute_url(), {"text": STRONG})
    stored = str(Answer.objects.extra(select={"raw": "said", "rawfound": "found"}).values("raw", "rawfound"))
    assert "sales director" not in stored


def test_with_another_key_the_pages_stand_and_say_so(me: Client, settings: object) -> None:
    row = begun(me, count="1")
    me.post(row.get_absolute_url(), {"text": STRONG})
    settings.DESK_KEY = b"another"  # type: ignore[attr-defined]
    assert "cannot be opened" in text(me, row.get_absolute_url())
    assert "cannot be opened" in text(me, f"{row.get_absolute_url()}1/")
    assert text(me, HERE)


def ask(me: Client, question: str, typing: bool = True, **more: str) -> str:
    headers = {"HX-Request": "true"} | ({"HX-Trigger-Name": "question"} if typing else {})
    return me.post("/me/desk/copilot/card/", {"question": question, **more}, headers=headers).content.decode()


def test_the_card_comes_while_the_question_is_typed(me: Client) -> None:
    assert "Listening" in ask(me, "How do you")
    card = ask(me, "How do you prevent and manage scope")
    assert "Scope creep" in card and "<html" not in card
    assert "None of the 25 practices" in ask(me, "What is the capital of France?")
    assert "Executives need status" in ask(me, "How do you prevent and manage scope", practice="15", typing=False)
    assert "The card appears here" in ask(me, "  ")


def test_without_scripts_the_card_is_a_page(me: Client) -> None:
    page = me.post("/me/desk/copilot/card/", {"question": "How do you prevent scope creep?"}).content.decode()
    assert "<html" in page and "Scope creep" in page
    assert "Build it so" in text(me, "/me/desk/copilot/?drawn=7")
    assert text(me, "/me/desk/copilot/?drawn=x")


def test_live_needs_the_notice_confirmed_and_ends_with_one_click(me: Client) -> None:
    assert "Rehearsal" in text(me, "/me/desk/copilot/")
    refused = me.post("/me/desk/copilot/live/", {})
    assert refused.status_code == 422 and "You have not confirmed" in refused.content.decode()
    assert "Live: the interviewer knows" not in text(me, "/me/desk/copilot/")
    assert me.post("/me/desk/copilot/live/", {"told": "on"})["Location"] == "/me/desk/copilot/"
    assert "Live: the interviewer knows" in text(me, "/me/desk/copilot/")
    me.post("/me/desk/copilot/rehearsal/")
    assert "Live: the interviewer knows" not in text(me, "/me/desk/copilot/")


def test_a_conversation_that_this_key_does_not_open_is_never_written_over(me: Client, settings: object) -> None:
    me.post(f"/me/desk/role-play/{plays()[0].name}/begin/")
    row = Conversation.objects.get()
    notebook.say(row, "Why do you hesitate?")
    kept, settings.DESK_KEY = settings.DESK_KEY, b"another"  # type: ignore[attr-defined]
    with pytest.raises(Refused, match=r"cannot be opened"):
        notebook.say(row, "Let us look at the figures.")
    settings.DESK_KEY = kept  # type: ignore[attr-defined]
    row.refresh_from_db()
    assert row.said == ["Why do you hesitate?"]


OWN = {
    "practice": 6, "situation": "At Borealis Bank the branches worked from 3 sheets.",
    "task": "My task was to bring 120 tellers along.",
    "action": "I asked the 12 branch heads why they hesitated, by ADKAR, and trained two champions in every branch.",
    "result": "Usage rose from 20 to 85 percent in 8 weeks, and the operations board owns it today.",
    "client": "Borealis Bank",
}  # fmt: skip


def test_a_story_in_ones_own_words_is_on_the_card_at_once_masked_and_marked_as_a_claim(me: Client) -> None:
    assert "No story of yours yet" in ask(me, "Which change framework do you use?", practice="6")
    me.post("/me/desk/stories/new/", {**OWN, "kinds": []})
    card = ask(me, "Which change framework do you use?", practice="6")
    assert "85 percent" in card and "your claim" in card and "Borealis" not in card
    kept = OwnStory.objects.get()
    me.post(f"{kept.get_absolute_url()}words/", {**OWN, "result": "Usage rose to 91 percent.", "version": kept.version})
    assert "91 percent" in ask(me, "Which change framework do you use?", practice="6")


def test_one_persons_own_words_are_on_nobody_elses_card(me: Client, world: object) -> None:
    me.post("/me/desk/stories/new/", {**OWN, "kinds": []})
    other = signed_in(world.sponsor)  # type: ignore[attr-defined]
    assert "85 percent" not in ask(other, "Which change framework do you use?", practice="6")


def test_the_bank_page_shows_all_25_practices_and_the_general_questions(me: Client) -> None:
    page = me.get("/me/desk/questions/").content.decode()
    assert page.count('<details class="card answer-card">') == len(built_in().questions) >= 40
    assert all(f'href="/me/desk/interview/?practice={number}"' in page for number in PRACTICES)
