"""From a view's intent to commands and jobs."""
