"""What each command answers: the values of records in, an Answer out."""
