"""How the rows of residents are laid out: by block and cost, and how many of each cell."""

import numpy as np
from numpy.typing import NDArray


def by_block_and_cost(
    block: NDArray[np.uint32], cost: NDArray[np.float32], n_blocks: int
) -> NDArray[np.int64]:
    """Order of the rows by block, then by cost, then as they stand.

    Cost and row are sorted as one whole number, which is several times as fast as by two keys: the
    bits of a float32 sort as its value does, once those of a negative one are turned over.
    """
    bits = (cost + np.float32(0.0)).view(np.uint32)  # of minus zero those of zero
    negative = bits >> np.uint32(31) == 1
    high = np.where(negative, ~bits, bits | np.uint32(2**31)).astype(np.uint64) << np.uint64(32)
    rows = [np.flatnonzero(block == number) for number in range(n_blocks)]
    keys = [np.sort(high[own] | own.astype(np.uint64)) for own in rows]
    return (np.concatenate(keys) & np.uint64(2**32 - 1)).astype(np.int64)


def sampled(people: NDArray[np.int64], one_in: int) -> NDArray[np.int64]:
    """Rows by cell so that their sum is the population over ``one_in``, by largest remainder."""
    if one_in == 1:
        return people.copy()
    share = people / one_in
    rows = np.floor(share).astype(np.int64)
    missing = round(people.sum() / one_in) - rows.sum()
    rows[np.argsort(-(share - rows), kind="stable")[:missing]] += 1
    return rows
