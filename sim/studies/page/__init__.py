"""``page``: the runs of a folder as one page for a browser, to be mailed."""
