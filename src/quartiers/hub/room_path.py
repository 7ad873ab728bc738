"""Where the room is, seen from a browser."""

ROOM_PATH = "/services/salle/"
