"""The page: one file for a browser, without the net, that shows runs on a map and in words."""
