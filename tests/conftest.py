"""Settings all tests share: generated inputs are the same each time, and take what time they take."""

from hypothesis import settings

settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
