"""What Python and the shell write must be the same."""


def same_files(first, second, but=("manifest.json",)):
    """See that two folders hold the same files with the same bytes; returns their names."""
    names = {path.name for path in first.iterdir()}
    assert names == {path.name for path in second.iterdir()}
    for name in sorted(names - set(but)):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    return names
