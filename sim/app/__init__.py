"""The app: a page in the browser of this machine that asks what if, and shows what comes of it."""
