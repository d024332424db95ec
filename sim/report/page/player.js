// The moment and the run that are shown, and the controls that change them.
async function unpacked() {
  const packed = document.getElementById("data").textContent.trim();
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

class Player {
  constructor(data) {
    const of = (id) => document.getElementById(id);
    Object.assign(this, { data, frame: 0, index: data.n > 1 ? null : 0, timer: 0, of });
    this.views = sidesOf(data).map((side, n) => ({ data: side, of: (id) => of(id + (n ? "-" + n : "")) }));
    const crowds = this.views.flatMap((view) => view.data.runs.flatMap((run) => run.people));
    const most = Math.max(1, ...crowds.map((row) => Math.max(...row)));
    for (const view of this.views) view.map = new IbarMap(view.of("map"), view.data, most);
    this.curves = [...document.querySelectorAll("#curves figure")].map(
      (figure) => new Curve(figure, data, (hour) => this.toHour(hour)));
    this.reduced = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.choices();
    this.marks();
    this.listen();
    this.to(this.first());
  }

  // Where something is to be seen: when the most is blocked, else when the most people are out.
  first() {
    const blocked = Object.values(this.data.all.blocked);
    const rows = blocked.length ? blocked : this.data.all.people;
    const sums = this.data.frames.map((_, n) => rows.reduce((sum, row) => sum + row[n], 0));
    return sums.indexOf(Math.max(...sums));
  }

  choices() {
    const { runs, words, n } = this.data, select = this.of("run");
    if (n > 1) node(select, "option", fill(words.all_runs, { n }), { value: "" });
    runs.forEach((run, index) => {
      const why = run.why ? ", " + words["run_" + run.why] : "";
      node(select, "option", fill(words.one_run, { number: run.number, rung: words.rungs[run.rung] }) + why, { value: index, "data-run": run.number });
    });
    const zoom = this.of("zoom");
    this.boxes = [[words.busy, this.data.map.busy], [words.whole_map, null],
      ...this.data.map.towns.map((town) => [town.name, town.box])];
    this.boxes.forEach(([name], index) => node(zoom, "option", name, { value: index }));
    this.toBox();
    this.of("time").max = this.data.frames.length - 1;
  }

  toBox() {
    for (const view of this.views) view.map.zoom(this.boxes[this.of("zoom").value][1]);
  }

  // Key events as ticks over the slider: triangles for the model, diamonds for what was observed.
  marks() {
    const svg = this.of("marks"), wide = Math.max(200, svg.clientWidth || 600);
    svg.replaceChildren();
    svg.setAttribute("viewBox", `0 0 ${wide} 16`);
    const x = (frame) => 8 + frame / (this.data.frames.length - 1) * (wide - 16);
    for (const [label, model, seen] of this.data.keys) {
      if (model !== null) draw(draw(svg, "path", { d: SHAPES.triangle(x(model), 8, 4), fill: "var(--ink)" }), "title", {}, label);
      if (seen !== null) draw(draw(svg, "path", { d: SHAPES.diamond(x(seen), 8, 4), fill: "none", stroke: "var(--seen)", "stroke-width": 1.5 }), "title", {}, label);
    }
  }

  listen() {
    this.of("time").addEventListener("input", (event) => this.to(Number(event.target.value)));
    this.of("play").addEventListener("click", () => (this.timer ? this.stop() : this.play()));
    this.of("run").addEventListener("change", (event) => {
      this.index = event.target.value === "" ? null : Number(event.target.value);
      this.to(this.frame);
    });
    this.of("zoom").addEventListener("change", () => {
      this.toBox();
      this.to(this.frame);
    });
    for (const button of document.querySelectorAll("button[data-moment]"))
      button.addEventListener("click", () => {
        const index = this.data.runs.findIndex((run) => run.number === Number(button.dataset.run));
        if (index >= 0) {
          this.of("run").value = index;
          this.index = index;
        }
        this.to(Number(button.dataset.moment));
        this.of("map").scrollIntoView({ block: "center", behavior: this.reduced ? "auto" : "smooth" });
      });
    addEventListener("resize", () => {
      this.toBox();
      for (const curve of this.curves) curve.resize(), (curve.drawn = undefined);
      this.marks();
      this.to(this.frame);
    });
  }

  play() {
    const perHour = Math.max(1, Math.round(1 / (this.data.frame_hours[1] - this.data.frame_hours[0])));
    const step = this.reduced ? perHour : 1, pause = this.reduced ? 1000 : 1000 / (3 * perHour);
    if (this.frame >= this.data.frames.length - 1) this.to(0);
    this.of("play").textContent = this.data.words.stop;
    this.live("off");
    this.timer = setInterval(() => {
      if (this.frame >= this.data.frames.length - 1) this.stop();
      else this.to(Math.min(this.data.frames.length - 1, this.frame + step));
    }, pause);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.of("play").textContent = this.data.words.play;
    this.live("polite");
  }

  live(how) {
    for (const view of this.views) view.of("words").setAttribute("aria-live", how);
  }

  toHour(hour) {
    const hours = this.data.frame_hours;
    let best = 0;
    hours.forEach((value, n) => { if (Math.abs(value - hour) < Math.abs(hours[best] - hour)) best = n; });
    this.to(best);
  }

  to(frame) {
    const text = this.data.frames[frame];
    this.frame = frame;
    for (const view of this.views) this.tell(view, frame, text);
    const time = this.of("time");
    time.value = frame;
    time.setAttribute("aria-valuetext", text);
    this.of("clock").textContent = text;
    for (const curve of this.curves) curve.show(frame, this.index === null ? null : this.data.runs[this.index]);
    document.documentElement.dataset.frame = frame;
  }

  // One side: its map, the same in words and as a table, and what happened or was observed last.
  tell({ data, map, of }, frame, text) {
    const all = this.index === null, run = all ? null : data.runs[this.index];
    const moment = all ? momentOfAll(data, frame) : momentOfRun(run, frame);
    map.show(moment, all);
    of("words").textContent = `${text}: ${sentenceOf(data, moment, all)}`;
    tableOf(of("state"), data, moment, all);
    of("events-head").textContent = all ? data.words.observed : data.words.what_happened;
    const nothing = all ? !data.observed.length : !run.events.length;
    of("events").hidden = of("events-head").hidden = nothing;
    eventsOf(of("events"), data, run, frame);
  }
}

// The case of the page, and one beside it that shares its places and moments.
function sidesOf(data) {
  return data.other ? [data, { ...data, ...data.other }] : [data];
}

unpacked().then((data) => {
  unpackRuns(data);
  if (data.other) unpackRuns(data.other);
  new Player(data);
  if (data.what_if) new WhatIf(data);
  document.documentElement.dataset.ready = "yes";
});
