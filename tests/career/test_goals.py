"""Does the desk find the practice and judge the answer as people did, on sets that were kept apart (README.md)?"""

from __future__ import annotations

import pytest

from benchmarks.career import measure
from golive.career.bank import built_in
from golive.career.matching import matcher, sense
from golive.career.matching.minilm import installed
from golive.career.scoring import score


def test_words_alone_find_the_practice() -> None:
    found = measure.matching(matcher(meaning=False), measure.rows("questions.jsonl", apart=True))
    assert found.top1 >= 0.85
    assert found.top3 >= 0.92
    assert found.spoken_top3 >= 0.85
    assert found.off_topic_auc >= 0.92


@pytest.mark.slow
@pytest.mark.skipif(installed() is None, reason="MiniLM is not installed.")
def test_with_the_meaning_of_the_sentence_it_is_among_the_first_three() -> None:
    found = measure.matching(matcher(meaning=True), measure.rows("questions.jsonl", apart=True))
    assert found.top1 >= 0.85 and found.top3 >= 0.97


def test_the_kept_vectors_are_those_of_the_bank() -> None:
    """Where this fails: `python -m tests.vectors`, with MiniLM installed."""
    texts = [text for question in built_in().questions for text in sense.ways(question)]
    mark, vectors = sense.kept()
    assert mark == sense.mark(texts)
    assert vectors.shape == (len(texts), 384)


def test_scores_follow_what_people_said() -> None:
    found = measure.scoring(measure.rows("answers.jsonl", apart=True))
    assert found.spearman >= 0.8
    assert found.three_classes >= 0.72
    assert found.two_step_errors <= 0.01


@pytest.mark.slow
def test_no_awkward_answer_is_called_strong() -> None:
    assert measure.scoring(measure.rows("answers.jsonl")).strong_though_awkward == 0


def test_the_same_answer_has_the_same_score_and_quotes_its_words() -> None:
    for row in measure.rows("answers.jsonl")[:12]:
        first, again = (score(row["answer"], row["question"], row["practice"]) for _ in range(2))
        assert first == again
        said = " ".join(row["answer"].replace("\u2019", "'").split())
        for quotes in first.evidence.values():
            assert all(quote in said for quote in quotes)
