"""The steps of setting up and starting; standard library only, Python 3.11 or 3.12."""
