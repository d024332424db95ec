"""Contacts of any two parties at any place: who meets whom, how they come to blows, who is hurt.

``parties`` says who meets, ``bouts`` carries pushes out, ``harm`` tells and counts what they did.
"""
