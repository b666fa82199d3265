"""The panel of jobs, and messages of the system."""
