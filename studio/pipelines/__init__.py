"""Use cases as generators that yield progress."""
