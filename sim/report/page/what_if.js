// What if: a value of the case on a slider; every stop was run beforehand, so that a move is free.
class WhatIf {
  constructor(data) {
    const of = (id) => document.getElementById(id);
    Object.assign(this, { asked: data.what_if, of });
    data.what_if.forEach((one, index) => node(of("what-if-of"), "option", one.label, { value: index }));
    this.figures = [...document.querySelectorAll("#what-if-curves figure")];
    this.axes = this.figures.map((figure) => figure.querySelector("figcaption").textContent);
    this.curves = this.figures.map((figure) => new Curve(figure, this.dataOf(data, 0, 0)));
    this.data = data;
    of("what-if").addEventListener("input", (event) => this.to(Number(event.target.value)));
    of("what-if-of").addEventListener("change", (event) => this.choose(Number(event.target.value)));
    addEventListener("resize", () => this.curves.forEach((curve) => curve.resize()));
    this.choose(0);
  }

  dataOf(data, index, stop) {
    const one = this.asked[index];
    return { ...data, n: one.n, most: one.most, runs: [], curves: one.stops[stop].curves };
  }

  choose(index) {
    const one = this.asked[index], slider = this.of("what-if");
    this.index = index;
    this.of("what-if-meaning").textContent = one.meaning;
    slider.max = one.stops.length - 1;
    slider.setAttribute("aria-label", one.label);
    slider.value = one.start;
    this.to(one.start);
  }

  to(stop) {
    const { text, outside, hint, cells, findings } = this.asked[this.index].stops[stop];
    this.of("what-if").setAttribute("aria-valuetext", text);
    this.of("what-if-value").textContent = text;
    this.of("what-if-hint").textContent = hint;
    this.of("what-if-hint").className = outside ? "outside" : "";
    const rows = [...document.querySelectorAll("#what-if-numbers tbody tr")];
    rows.forEach((row, n) => {
      const boxes = row.querySelectorAll("td");
      [boxes[1].textContent, boxes[2].textContent] = cells[n];
      row.classList.toggle("changed", boxes[0].textContent !== cells[n][0]);
    });
    this.curves.forEach((curve, n) => {
      const found = findings[curve.kind];
      curve.data = this.dataOf(this.data, this.index, stop);
      curve.resize();
      curve.svg.setAttribute("aria-label", found);
      this.figures[n].querySelector("figcaption").textContent = `${this.axes[n]} ${found}`;
    });
  }
}
