"use strict";
{
  const of = (id) => document.getElementById(id);
  let known = null;
  let settings = {};
  let shown = 0;

  async function ask(path, body) {
    const options = body === undefined ? {} : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    };
    return fetch(path, options);
  }

  function add(parent, name, text, attributes) {
    const element = document.createElement(name);
    for (const key in attributes || {}) element.setAttribute(key, attributes[key]);
    if (text !== undefined) element.textContent = text;
    parent.append(element);
    return element;
  }

  function number(value) {
    return Number(value.toPrecision(3)).toString();
  }

  function written(value) {
    return number(value).replace("-", "\u2212");
  }

  async function choose(id) {
    known = await (await ask("controls/" + id)).json();
    settings = {};
    of("about").textContent = known.about;
    of("runs").max = known.most;
    of("runs").value = Math.min(16, known.runs);
    of("controls").replaceChildren();
    const groups = new Map();
    for (const control of known.controls) {
      if (!groups.has(control.group)) {
        const details = add(of("controls"), "details");
        add(details, "summary", control.group);
        groups.set(control.group, details);
      }
      show(groups.get(control.group), control);
    }
    changes();
  }

  function show(parent, control) {
    const box = add(parent, "div", undefined, { class: "control", "data-path": control.path });
    const line = add(box, "div", undefined, { class: "line" });
    const id = "set-" + control.path;
    const label = control.label + (control.assumed ? " (assumed)" : "");
    if (control.kind !== "number") {
      const holder = add(line, "label", undefined, { for: id });
      const input = add(holder, "input", undefined, { id, type: "checkbox" });
      input.checked = control.value;
      holder.append(" " + label);
      if (control.words) add(box, "small", control.words);
      input.addEventListener("change", () => set(box, control, input.checked));
      box.reset = () => { input.checked = control.value; };
      return;
    }
    add(line, "label", label, { for: id });
    const told = add(line, "output", written(control.value), { for: id });
    const step = (control.high - control.low) / 100;
    const input = add(box, "input", undefined, {
      id, type: "range", min: control.low, max: control.high, step: "any", value: control.value,
    });
    if (control.words) add(box, "small", control.words + (control.unit ? " (" + control.unit + ")" : ""));
    if (control.ends) add(box, "small", control.ends);
    const [low, high] = control.believed || [control.value, control.value];
    const hint = add(box, "small", control.believed ? `Believed between ${written(low)} and ${written(high)}.` : "");
    input.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!move) return;
      event.preventDefault();
      input.value = Math.min(control.high, Math.max(control.low, Number(input.value) + move * step));
      input.dispatchEvent(new Event("input"));
    });
    input.addEventListener("input", () => {
      const value = Number(number(Number(input.value)));
      const is = Math.abs(value - control.value) < step / 2;
      told.textContent = is ? written(control.value) : `${written(control.value)} → ${written(value)}`;
      const outside = control.believed && !is && (value < low || value > high);
      hint.className = outside ? "outside" : "";
      hint.textContent = control.believed
        ? (outside ? "Outside the believed range, " : "Believed between ") + `${written(low)} and ${written(high)}.` : "";
      set(box, control, is ? control.value : value);
    });
    box.reset = () => { input.value = control.value; input.dispatchEvent(new Event("input")); };
  }

  function set(box, control, value) {
    if (value === control.value) delete settings[control.path];
    else settings[control.path] = value;
    box.classList.toggle("changed", control.path in settings);
    changes();
  }

  function changes() {
    const n = Object.keys(settings).length;
    of("changes").textContent = n ? `${n} changed.` : "Nothing changed: the case runs as it is.";
  }

  function question() {
    return { case: of("case").value, settings, runs: Number(of("runs").value) };
  }

  async function wrongs(answer) {
    of("wrong").replaceChildren();
    if (answer.ok) return false;
    const told = await answer.json();
    for (const message of told.wrong) add(of("wrong"), "li", message);
    return true;
  }

  function follow(id) {
    const news = new EventSource(`jobs/${id}/news`);
    news.onmessage = (event) => {
      const job = JSON.parse(event.data);
      tell(job);
      if (job.state !== "running") news.close();
    };
  }

  function tell(job) {
    const running = job.state === "running";
    of("go").disabled = running;
    of("stop").hidden = !running;
    of("stop").dataset.job = job.id;
    of("progress").max = job.asked;
    of("progress").value = running ? Math.min(job.done, job.asked) : job.asked;
    const words = { running: "running", done: "done", stopped: "stopped", failed: "failed: " + job.message };
    of("state").textContent = `${words[job.state]}; ${job.pairs} pairs shown.`;
    document.documentElement.dataset.state = job.state;
    of("ask-why").hidden = of("ask-fork").hidden = running || !job.pairs;
    if (job.pairs === shown) return;
    shown = job.pairs;
    of("told").replaceChildren();
    for (const sentence of job.told.slice(0, 12)) add(of("told"), "li", sentence);
    of("links").replaceChildren();
    of("maps").replaceChildren();
    of("why-told").textContent = "";
    of("why").replaceChildren();
    of("why-side").replaceChildren();
    of("fork-side").replaceChildren();
    hours = {};
    of("ask-why").dataset.job = job.id;
    tellFork(job);
    for (const side of job.sides) {
      for (const list of ["why-side", "fork-side"]) add(of(list), "option", side === "base" ? "the base" : "the changed case", { value: side });
      for (const file of ["scenario.yaml", "runs.csv", "events.csv"]) {
        add(of("links"), "a", `${side}: ${file}`, { href: `jobs/${job.id}/${side}/${file}`, download: `${side}-${file}` });
        of("links").append(" · ");
      }
      const box = add(of("maps"), "section");
      add(box, "h3", side === "base" ? "As it is" : "Changed");
      const frame = add(box, "iframe", undefined, { src: `jobs/${job.id}/${side}/report.html`, title: side === "base" ? "Report of the base" : "Report of the changed case" });
      frame.addEventListener("load", () => follows(frame.contentDocument, side));
    }
  }

  // The hour and the run of the map of a side, the one that was moved last, are those of the fork.
  let hours = {};
  function tellHour() {
    const at = hours[of("fork-side").value];
    of("fork-at").textContent = at ? at.text : "";
    of("ask-fork").dataset.moment = at ? at.moment : "";
  }
  of("fork-side").addEventListener("change", tellHour);
  function follows(inside, side) {
    const slider = inside.getElementById("time"), run = inside.getElementById("run"), root = inside.documentElement;
    const told = () => {
      hours[side] = { text: inside.getElementById("clock").textContent, moment: root.dataset.frame ?? "" };
      tellHour();
    };
    new MutationObserver(told).observe(root, { attributeFilter: ["data-frame"] });
    told();
    slider.addEventListener("input", () => { of("fork-side").value = side; tellHour(); });
    slider.addEventListener("keydown", (event) => {
      if (event.key === "Enter") of("ask-fork").requestSubmit();
    });
    run.addEventListener("change", () => {
      const number = run.selectedOptions[0].dataset.run;
      if (number === undefined) return;
      of("fork-side").value = side;
      of("fork-run").value = number;
      tellHour();
    });
  }

  function tellFork(job) {
    of("fork-told").textContent = "";
    of("fork").replaceChildren();
    of("fork-found").replaceChildren();
    if (!job.fork) return;
    const [decided, ...found] = job.fork.told;
    of("fork-told").textContent = `Run ${job.fork.run} of ${job.fork.side === "base" ? "the base" : "the changed case"}. ${decided}`;
    for (const sentence of found.slice(0, 11)) if (sentence.trim()) add(of("fork-found"), "li", sentence);
    add(of("fork"), "iframe", undefined, { src: `jobs/${job.id}/forks/${job.fork.id}/report.html`, title: "Both futures of the run" });
  }

  of("case").addEventListener("change", (event) => choose(event.target.value));
  of("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await ask("jobs", question());
    if (await wrongs(answer)) return;
    shown = 0;
    follow((await answer.json()).id);
  });
  of("stop").addEventListener("click", () => ask(`jobs/${of("stop").dataset.job}/stop`, {}));
  of("reset").addEventListener("click", () => {
    for (const box of document.querySelectorAll(".control.changed")) {
      box.reset();
      box.classList.remove("changed");
    }
    settings = {};
    changes();
  });
  of("keep").addEventListener("click", async () => {
    const answer = await ask("yaml", question());
    if (await wrongs(answer)) return;
    const link = add(document.body, "a", "", { download: "scenario.yaml", href: URL.createObjectURL(await answer.blob()) });
    link.click();
    link.remove();
  });
  of("ask-why").addEventListener("submit", async (event) => {
    event.preventDefault();
    const side = of("why-side").value, run = of("why-run").value, path = `jobs/${of("ask-why").dataset.job}/${side}/why`;
    of("why-told").textContent = "Looking for the causes …";
    const answer = await ask(path, run === "" ? {} : { run: Number(run) });
    const told = await answer.json();
    of("why-told").textContent = answer.ok ? told.told[0] : told.wrong.join(" ");
    of("why").replaceChildren();
    if (answer.ok && told.page)
      add(of("why"), "iframe", undefined, { src: `${path}.html?${Date.now()}`, title: "Why a run went as far as it did" });
  });
  of("ask-fork").addEventListener("submit", async (event) => {
    event.preventDefault();
    const id = of("ask-why").dataset.job, moment = Number(of("ask-fork").dataset.moment);
    of("fork-told").textContent = "Deciding otherwise …";
    const answer = await ask(`jobs/${id}/fork`, { ...question(), side: of("fork-side").value, run: Number(of("fork-run").value), moment });
    const told = await answer.json();
    tellFork({ id, fork: answer.ok ? told : null });
    if (!answer.ok) of("fork-told").textContent = told.wrong.join(" ");
  });
  of("find").addEventListener("input", (event) => {
    const wanted = event.target.value.toLowerCase();
    for (const group of of("controls").children) {
      let any = false;
      for (const box of group.querySelectorAll(".control")) {
        const is = !wanted || (group.firstChild.textContent + " " + box.textContent).toLowerCase().includes(wanted);
        box.hidden = !is;
        any = any || is;
      }
      group.hidden = !any;
      group.open = any && wanted !== "";
    }
  });

  (async () => {
    const cases = await (await ask("cases")).json();
    for (const one of cases) add(of("case"), "option", one.title, { value: one.id });
    const usual = cases.find((one) => one.id === "mitrovica") || cases[0];
    of("case").value = usual.id;
    await choose(usual.id);
    const last = await (await ask("jobs")).json();
    if (last) follow(last.id);
    document.documentElement.dataset.ready = "yes";
  })();
}
