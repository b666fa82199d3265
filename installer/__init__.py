"""Setting the program up on a fresh machine; standard library only."""
