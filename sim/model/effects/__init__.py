"""What actions do when they are carried out: how a decision changes the state."""
