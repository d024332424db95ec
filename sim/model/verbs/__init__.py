"""What each verb of the timeline does: the same effects as decisions have, set from outside."""
