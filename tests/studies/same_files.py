"""What Python and the shell write must be the same."""


def same_files(first, second, but=("manifest.json", "command.json")):
    """See that two folders hold the same files with the same bytes; returns their names."""
    names = _files(first) - set(but)
    assert names == _files(second) - set(but)
    for name in sorted(names):
        assert (first / name).read_bytes() == (second / name).read_bytes(), name
    return names


def _files(folder):
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
