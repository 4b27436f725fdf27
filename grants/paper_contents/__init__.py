"""What a paper holds and its pages do not show (domain §8, P15): bytes in, plain sentences out, each with its place.
Pure, and run in a process of its own with limits (grants/paper_contents/apart.py), since a file may be made to do harm.
"""
