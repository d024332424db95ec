"""How long the model takes, and why: measured in one session, printed side by side."""
