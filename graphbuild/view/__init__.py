"""The graph for the eye: one self-contained HTML page, and the display of objects in a notebook."""
