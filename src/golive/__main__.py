"""How is golive started by name? `golive …` and `python -m golive …` are the same."""

import os

# Small products of matrices are what golive multiplies; more threads only wait for each other. Before numpy is read in.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from golive.web.cli.root import main

if __name__ == "__main__":
    main()
