"""The inspector of the Express page: words, controls, presets and layers."""
