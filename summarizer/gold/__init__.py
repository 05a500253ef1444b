"""Gold: briefs labelled by hand, with latitude."""
