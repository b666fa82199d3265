"""What every layer may use: errors, jobs, easing, geometry, files, folders, logging."""
