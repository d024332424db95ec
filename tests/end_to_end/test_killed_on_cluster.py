import random

import pytest

from tests.end_to_end.killing import SMALL, kill_at_random
from tests.experiment.test_cluster import scheduler, worker  # noqa: F401 - a fixture

pytest.importorskip("distributed")


@pytest.mark.slow
def test_an_ensemble_on_a_cluster_killed_twenty_times_ends_with_the_same_bytes(
    scheduler,  # noqa: F811 - a fixture
    tmp_path,
):
    workers = [worker(scheduler), worker(scheduler)]
    execution = [one.__enter__() for one in workers]
    chance = random.Random(1)

    def one_worker_dies():
        place = chance.randrange(2)
        workers[place].__exit__(None, None, None)
        workers[place] = worker(scheduler)
        execution[place] = workers[place].__enter__()

    try:
        went_on = kill_at_random(
            tmp_path, *SMALL, "--cluster", scheduler, kills=20, meanwhile=one_worker_dies
        )
    finally:
        for one in workers:
            one.__exit__(None, None, None)
    assert went_on, "none was killed in the middle of its runs"
