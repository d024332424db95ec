from matplotlib.backends.backend_agg import FigureCanvasAgg


def assert_apart(figure, texts, slack=0.0):
    """No two of some words of a figure overlap, and none leaves the page.

    Words are collected by ``texts(figure)`` once the figure is drawn: only then are labels placed.
    What their boxes have around them may touch, by ``slack`` pixels on each side.
    """
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    shown = [text for text in texts(figure) if text.get_text() and text.get_visible()]
    renderer = canvas.get_renderer()
    boxes = [(t.get_text(), t.get_window_extent(renderer).padded(-slack)) for t in shown]
    page = figure.bbox
    for text, box in boxes:
        assert page.x0 <= box.x0, text
        assert box.x1 <= page.x1, text
        assert page.y0 <= box.y0, text
        assert box.y1 <= page.y1, text
    for index, (text, box) in enumerate(boxes):
        for other, neighbour in boxes[index + 1 :]:
            assert not box.overlaps(neighbour), (text, other)


def all_words(figure):
    """Titles, captions, words in panels, labels of axes and their marks, and legends."""
    texts = [*figure.texts, *(text for legend in figure.legends for text in legend.get_texts())]
    for axes in figure.axes:
        texts += [axes.title, axes._left_title, axes._right_title, *axes.texts]
        texts += axes.get_legend().get_texts() if axes.get_legend() else []
        for axis in (axes.xaxis, axes.yaxis):
            low, high = sorted(axis.get_view_interval())
            ticks = [tick for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
            texts += [axis.label, *(tick.label1 for tick in ticks)]
    return [text for text in texts if text.get_visible()]
