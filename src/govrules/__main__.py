"""Run the command line as `python -m govrules`."""

from govrules.cli import main

if __name__ == "__main__":
    main()
