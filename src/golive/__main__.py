"""How is golive started by name? `golive …` and `python -m golive …` are the same."""

from golive.web.cli.root import main

if __name__ == "__main__":
    main()
