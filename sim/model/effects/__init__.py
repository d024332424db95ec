"""What actions do when they are carried out: the only places where the state changes after a decision."""
