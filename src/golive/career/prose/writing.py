"""What does the model write, and what of it may be shown?"""

from __future__ import annotations

from pydantic import BaseModel, Field

from golive.career.prose.asked import ANSWER, LONGEST, Asked
from golive.career.prose.checking import MOST_CHARACTERS, Checked, checked
from golive.career.prose.port import Model, ModelFailed


class Written(BaseModel):
    """The form in which a rewritten answer is asked for."""

    sentences: list[str] = Field(description="The rewritten answer, one sentence each", min_length=1, max_length=12)


def write(asked: Asked, model: Model) -> Checked:
    """The model's text, with every sentence left out that says what nobody said.

    Raises ModelFailed where too much would leave, where no usable answer comes, or where nothing of it can be shown.
    """
    if len(asked.evidence) > LONGEST:
        problem = f"{len(asked.evidence):,} characters would leave."
        raise ModelFailed(f"{problem} Shorten the answer to {LONGEST:,}.")
    if asked.kind == ANSWER:
        text = " ".join(model.complete_json(asked.instructions, asked.fenced(), Written).sentences)
    else:
        text = model.complete_text(asked.instructions, asked.fenced())
    found = checked(text[:MOST_CHARACTERS], asked.evidence)
    if not found.text:
        unsaid = ", ".join(f"“{each}”" for _, words in found.left_out[:3] for each in words[:2])
        reason = f"every sentence held something that you never said ({unsaid})" if unsaid else "it was empty"
        raise ModelFailed(f"Nothing of the model's text can be shown: {reason}. Try again, or another model.")
    return found
