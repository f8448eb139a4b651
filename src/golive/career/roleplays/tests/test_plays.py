"""Can each conversation be won and lost, and does it react to what was said?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from golive.career.roleplays import MOVES, begin, built_in, debrief, say, scenario
from golive.career.roleplays.moves import made

WINNING = [
    "I understand. What is behind this, what worries you most?",
    "If we do that, it costs 18 working days and go-live moves by six weeks.",
    "I suggest two options: a pilot with your team now, or the full version in phase two.",
    "The steering committee decides on Thursday; let us take both to them together.",
]
LOSING = ["That is your problem.", "Calm down, you are wrong.", "You should have read the contract."]


def through(name, sentences):
    play, reply = begin(scenario(name))
    replies = [reply]
    for sentence in sentences:
        if play.over:
            break
        play, reply = say(play, sentence)
        replies.append(reply)
    return play, replies


@pytest.mark.parametrize("name", [each.name for each in built_in()])
def test_every_conversation_reaches_its_best_and_its_worst_ending(name):
    won, replies = through(name, WINNING)
    assert won.ending == "best" and replies[-1].text == won.scenario.endings["best"]
    assert replies[1].text == won.scenario.revealed
    lost, replies = through(name, LOSING)
    assert lost.ending == "worst" and replies[-1].text == lost.scenario.endings["worst"]


@pytest.mark.parametrize("name", [each.name for each in built_in()])
def test_every_ending_between_is_reached_too(name):
    assert through(name, [*WINNING[:3], *["Hm."] * 3])[0].ending == "good"
    assert through(name, [WINNING[0], "Hm.", WINNING[0], WINNING[0], "Hm.", "Hm."])[0].ending in {"poor", "worst"}
    assert through(name, [WINNING[0], "We will look at it.", WINNING[1], "Hm.", "Hm.", "Hm."])[0].ending == "poor"


def test_the_cause_stays_hidden_until_somebody_asks():
    play, replies = through("scope-creep", [WINNING[1], "It is a lot of work."])
    assert play.scenario.revealed not in [reply.text for reply in replies]
    assert not debrief(play).found_cause and MOVES["asked_why"] in debrief(play).missing


def test_pushes_get_harder_while_nothing_is_said():
    play, replies = through("scope-creep", ["Hm.", "Well."])
    assert [reply.text for reply in replies[1:]] == list(play.scenario.pushes[:2])
    assert play.heat == 3


def test_giving_in_is_a_slip_and_keeps_from_the_best_ending():
    play, _ = through("scope-creep", ["Sure, we'll do it, no problem.", *WINNING])
    assert play.ending == "good" and "gave_in" in debrief(play).slips
    assert "price" in debrief(play).next_time


def test_the_debrief_quotes_the_words_behind_each_move():
    play, _ = through("absent-client", WINNING)
    told = debrief(play)
    assert told.missing == () and all(quote.lower() in " ".join(WINNING).lower() for quote in told.done.values())
    assert "deputy" in told.cause


@pytest.mark.parametrize(
    ("text", "good", "bad"),
    [
        ("What makes this so important for you?", {"asked_why"}, set()),
        ("I don't understand you.", set(), set()),
        ("No. The contract says otherwise.", set(), {"refused"}),
        ("We cannot do that. How about a workaround with a file until June?", {"offered"}, set()),
        ("It would cost us three weeks and $40k.", {"quantified"}, set()),
        ("That goes to the change control board on Monday.", {"named_decider"}, set()),
        ("Thank you for saying that openly.", {"acknowledged"}, set()),
        ("It’s your own fault.", set(), {"blamed"}),
    ],
)
def test_moves_are_recognised(text, good, bad):
    found = made(text)
    assert (set(found[0]), set(found[1])) == (good, bad)


@given(st.lists(st.text(max_size=80), max_size=10), st.sampled_from(built_in()))
def test_whatever_is_said_it_ends_and_the_same_words_end_it_the_same_way(sentences, one):
    first, replies = through(one.name, [*sentences, *["…"] * 8])
    assert first.over and first == through(one.name, [*sentences, *["…"] * 8])[0]
    assert all(reply.text for reply in replies)


def test_a_conversation_that_is_over_takes_no_more():
    play, _ = through("scope-creep", LOSING)
    with pytest.raises(ValueError, match="over"):
        say(play, "Why?")
    with pytest.raises(KeyError, match="absent-client"):
        scenario("tea-party")
