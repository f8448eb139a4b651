"""Print every goal of the career desk beside its figure: `python -m benchmarks.career`."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from benchmarks.career import copilot, measure
from golive.career.matching import matcher
from golive.career.matching.minilm import installed


def main() -> None:
    for apart in (False, True):
        table = Table(
            "figure", "goal", "words alone", "with MiniLM", title="by the authors kept apart" if apart else "all"
        )
        asked = measure.rows("questions.jsonl", apart)
        words = measure.matching(matcher(meaning=False), asked)
        sense = measure.matching(matcher(meaning=True), asked) if installed() else None
        goals = {
            "top1": ".85",
            "top3": ".97 (words alone .92)",
            "spoken_top3": ".85",
            "off_topic_auc": ".92",
            "p95_ms": "60 ms",
        }
        for name, goal in goals.items():
            table.add_row(name, goal, f"{getattr(words, name):.3f}", f"{getattr(sense, name):.3f}" if sense else "–")
        found = measure.scoring(measure.rows("answers.jsonl", apart))
        table.add_row("spearman", ".80", f"{found.spearman:.3f}", "")
        table.add_row("three classes", ".72", f"{found.three_classes:.3f}", "")
        table.add_row("two-step errors", "≤ .01", f"{found.two_step_errors:.3f}", "")
        table.add_row("awkward answers called strong", "0", str(found.strong_though_awkward), "")
        cards = copilot.shown(asked, matcher(meaning=False).match)
        table.add_row("card before the question ends", ".80", f"{cards.before_end:.3f}", "")
        table.add_row("card by 70 % of the words", "", f"{cards.by_70_percent:.3f}", "")
        Console().print(table)


if __name__ == "__main__":
    main()
