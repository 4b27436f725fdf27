"""The sample year: invented decisions over several years, with a real one among them, so that every page has something
to show. Stories (year_*.py, this_year.py) are facts; telling.py lets the office and the partnerships live them."""
