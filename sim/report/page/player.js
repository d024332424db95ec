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
    Object.assign(this, { data, frame: 0, run: null, timer: 0, of });
    this.map = new IbarMap(of("map"), data);
    this.curves = [...document.querySelectorAll("figure[data-curve]")].map(
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
    node(select, "option", fill(words.all_runs, { n }), { value: "" });
    runs.forEach((run, index) => {
      const why = run.why ? ", " + words["run_" + run.why] : "";
      node(select, "option", fill(words.one_run, { number: run.number, rung: words.rungs[run.rung] }) + why, { value: index });
    });
    const zoom = this.of("zoom");
    this.boxes = [[words.busy, this.data.map.busy], [words.whole_map, null],
      ...this.data.map.towns.map((town) => [town.name, town.box])];
    this.boxes.forEach(([name], index) => node(zoom, "option", name, { value: index }));
    this.map.zoom(this.boxes[0][1]);
    this.of("time").max = this.data.frames.length - 1;
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
      this.run = event.target.value === "" ? null : this.data.runs[event.target.value];
      this.to(this.frame);
    });
    this.of("zoom").addEventListener("change", (event) => {
      this.map.zoom(this.boxes[event.target.value][1]);
      this.to(this.frame);
    });
    for (const button of document.querySelectorAll("button[data-moment]"))
      button.addEventListener("click", () => {
        const index = this.data.runs.findIndex((run) => run.number === Number(button.dataset.run));
        if (index >= 0) {
          this.of("run").value = index;
          this.run = this.data.runs[index];
        }
        this.to(Number(button.dataset.moment));
        this.of("map").scrollIntoView({ block: "center", behavior: this.reduced ? "auto" : "smooth" });
      });
    addEventListener("resize", () => {
      this.map.zoom(this.boxes[this.of("zoom").value][1]);
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
    this.of("words").setAttribute("aria-live", "off");
    this.timer = setInterval(() => {
      if (this.frame >= this.data.frames.length - 1) this.stop();
      else this.to(Math.min(this.data.frames.length - 1, this.frame + step));
    }, pause);
  }

  stop() {
    clearInterval(this.timer);
    this.timer = 0;
    this.of("play").textContent = this.data.words.play;
    this.of("words").setAttribute("aria-live", "polite");
  }

  toHour(hour) {
    const hours = this.data.frame_hours;
    let best = 0;
    hours.forEach((value, n) => { if (Math.abs(value - hour) < Math.abs(hours[best] - hour)) best = n; });
    this.to(best);
  }

  to(frame) {
    const { data, run } = this, all = run === null, text = data.frames[frame];
    this.frame = frame;
    const moment = all ? momentOfAll(data, frame) : momentOfRun(run, frame);
    this.map.show(moment, all);
    const time = this.of("time");
    time.value = frame;
    time.setAttribute("aria-valuetext", text);
    this.of("clock").textContent = text;
    this.of("words").textContent = `${text}: ${sentenceOf(data, moment, all)}`;
    tableOf(this.of("state"), data, moment, all);
    this.of("events-head").textContent = all ? data.words.observed : data.words.what_happened;
    eventsOf(this.of("events"), data, run, frame);
    for (const curve of this.curves) curve.show(frame, run);
    document.documentElement.dataset.frame = frame;
  }
}

unpacked().then((data) => {
  unpackRuns(data);
  new Player(data);
  document.documentElement.dataset.ready = "yes";
});
