"""Binding: exhibits and front in one PDF, with stamps, marked words, links and bookmarks."""
