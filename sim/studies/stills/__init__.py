"""``stills``: the map at an hour as a picture, as a film, and by time for GIS."""
