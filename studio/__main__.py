"""`python -m studio` is the command line."""

from studio.cli import main

if __name__ == "__main__":
    main()
