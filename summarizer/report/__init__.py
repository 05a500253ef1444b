"""The report: runs side by side, and every verdict beside the text that it is about, as one HTML page."""
