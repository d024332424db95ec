// The curves: an hour a step, a line at the moment of the map; a click moves the map there.
const HIGH = 170, LEFT = 44, BOTTOM = 34, TOP = 6;

class Curve {
  constructor(figure, data, jump) {
    Object.assign(this, { data, svg: figure.querySelector("svg"), kind: figure.dataset.curve });
    this.hours = data.curves.hours;
    if (jump) this.svg.addEventListener("click", (event) => {
      const box = this.svg.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * this.width;
      jump((x - LEFT) / (this.width - LEFT - 8) * this.hours.at(-1));
    });
    this.resize();
  }

  resize() {
    this.width = Math.max(260, this.svg.clientWidth || 500);
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${HIGH + TOP + BOTTOM}`);
    this.svg.replaceChildren();
    const maker = { in_hour: "nested", by_then: "nested", barricades: "counts", people: "band" };
    this[maker[this.kind]](this.data.curves[this.kind]);
    this.days();
    this.run = draw(this.svg, "path", { fill: "none", stroke: "var(--accent)", "stroke-width": 2 });
    this.cursor = draw(this.svg, "line", {
      x1: -9, x2: -9, y1: TOP, y2: TOP + HIGH, stroke: "var(--ink)", "stroke-width": 1.5, "stroke-dasharray": "3 3",
    });
  }

  x(hour) {
    return LEFT + hour / this.hours.at(-1) * (this.width - LEFT - 8);
  }

  axis(top, words) {
    this.top = top;
    const ticks = top <= 5 ? [...Array(top + 1).keys()] : [0, 0.25, 0.5, 0.75, 1].map((s) => s * top);
    for (const tick of ticks) {
      if (top > 5 && !Number.isInteger(tick)) continue;
      draw(this.svg, "line", { x1: LEFT, x2: this.width - 8, y1: this.y(tick), y2: this.y(tick), stroke: "var(--line)" });
      draw(this.svg, "text", { x: LEFT - 5, y: this.y(tick) + 4, "text-anchor": "end" }, tick.toLocaleString(this.data.lang));
    }
  }

  y(value) {
    return TOP + HIGH * (1 - value / this.top);
  }

  // Runs on a rung or higher lie within those on a lower one.
  nested(rows) {
    this.axis(this.data.n);
    rows.forEach((row, level) => {
      draw(this.svg, "path", { d: this.area(row, row.map(() => 0)), fill: `var(--l${level})` });
    });
  }

  // An hour and a number of barricades, the stronger the more runs have that many.
  counts(rows) {
    this.axis(Math.max(1, rows.length - 1));
    const step = (this.width - LEFT - 8) / this.hours.length, high = HIGH / Math.max(1, rows.length - 1);
    rows.forEach((row, level) => {
      if (level === 0) return;
      row.forEach((count, n) => {
        if (!count) return;
        draw(this.svg, "rect", {
          x: this.x(n ? this.hours[n - 1] : 0), y: this.y(level), width: step + 0.3, height: high,
          fill: "var(--blocked)", opacity: 0.12 + 0.88 * Math.sqrt(count / this.data.n),
        });
      });
    });
  }

  band(rows) {
    const [low, quarter, middle, three, high] = rows;
    this.axis(niceTop(Math.max(this.data.most || 0, ...high, ...this.data.runs.map((run) => this.peak(run)))));
    draw(this.svg, "path", { d: this.area(high, low), fill: "var(--group0)", opacity: 0.25 });
    draw(this.svg, "path", { d: this.area(three, quarter), fill: "var(--group0)", opacity: 0.35 });
    draw(this.svg, "path", { d: this.line(middle), fill: "none", stroke: "var(--group0)", "stroke-width": 2 });
  }

  peak(run) {
    return Math.max(...this.ofRun(run, "people"));
  }

  line(row) {
    return row.map((value, n) => `${n ? "L" : "M"}${this.x(this.hours[n]).toFixed(1)} ${this.y(value).toFixed(1)}`).join("");
  }

  area(upper, lower) {
    const back = lower.map((value, n) => [value, n]).reverse();
    return this.line(upper) + back.map(([value, n]) => `L${this.x(this.hours[n]).toFixed(1)} ${this.y(value).toFixed(1)}`).join("") + "z";
  }

  days() {
    let last = -99;
    for (const [hour, text] of this.data.days) {
      if (hour > this.hours.at(-1)) break;
      const x = this.x(hour), wide = widthOf(text);
      draw(this.svg, "line", { x1: x, x2: x, y1: TOP + HIGH, y2: TOP + HIGH + 5, stroke: "var(--soft)" });
      if (x - wide / 2 < last + 8 || x + wide / 2 > this.width) continue;
      last = x + wide / 2;
      draw(this.svg, "text", { x, y: TOP + HIGH + 20, "text-anchor": "middle" }, text);
    }
  }

  // The run that is shown, on the curves that have a number of one run.
  ofRun(run, kind) {
    const hours = this.data.frame_hours;
    let frame = 0;
    return this.hours.map((hour) => {
      while (frame + 1 < hours.length && hours[frame + 1] <= hour + 1e-6) frame += 1;
      if (kind === "people") return run.people.reduce((sum, row) => sum + row[frame], 0);
      return momentOfRun(run, frame).sites.filter(([, state]) => state & BLOCKED).length;
    });
  }

  show(frame, run) {
    const x = this.x(this.data.frame_hours[frame]);
    this.cursor.setAttribute("x1", x);
    this.cursor.setAttribute("x2", x);
    if (this.drawn === run || this.kind === "in_hour" || this.kind === "by_then") return;
    this.drawn = run;
    this.run.setAttribute("d", run ? this.line(this.ofRun(run, this.kind).map((value) => Math.min(value, this.top))) : "");
  }
}

function niceTop(value) {
  const unit = 10 ** Math.floor(Math.log10(Math.max(4, value)));
  return Math.ceil(value / unit / 4 * 4) * unit <= 4 ? 4 : Math.ceil(value / (unit / 2)) * (unit / 2);
}
