"""What the user says: typed scenarios and worlds, and every mistake in them at once."""
