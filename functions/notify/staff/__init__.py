"""Telling staff: the tabs Perlu Dihubungi and Log Surel."""
