"""Reads the files of the personnel system: units, staff and postings from one day of appointments on. Pure."""
