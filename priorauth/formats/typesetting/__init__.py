"""Text set in lines: broken by measured widths, for letters and for exhibits alike."""
