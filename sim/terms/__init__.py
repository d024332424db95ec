"""The words everybody shares: the ladder, CAMEO codes, events, measures and outcomes."""
