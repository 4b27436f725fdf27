"""What public lists and browse pages are made of: finding, counting, comparing, drawing."""
