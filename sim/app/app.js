"use strict";
{
  const of = (id) => document.getElementById(id);
  let known = null;
  let speech = null;
  let settings = {};
  let shown = 0;
  let news = null;

  // What is asked for is answered in the language that is chosen.
  function spoken(path) {
    return `${path}?language=${speech.language}`;
  }

  function say(key, values) {
    return speech.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  async function ask(path, body) {
    const options = body === undefined ? {} : {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    };
    return fetch(spoken(path), options);
  }

  function add(parent, name, text, attributes) {
    const element = document.createElement(name);
    for (const key in attributes || {}) element.setAttribute(key, attributes[key]);
    if (text !== undefined) element.textContent = text;
    parent.append(element);
    return element;
  }

  function rounded(value) {
    return Number(value.toPrecision(3));
  }

  function written(value) {
    return rounded(value).toString().replace("-", "\u2212").replace(".", speech.decimals);
  }

  // Every word of the page that stands in it from the beginning.
  function label() {
    document.documentElement.lang = speech.tag;
    for (const one of document.querySelectorAll("[data-word]")) one.textContent = say(one.dataset.word);
    for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", say(one.dataset.label));
    for (const one of document.querySelectorAll("[data-hint]")) one.placeholder = say(one.dataset.hint);
    of("language").replaceChildren();
    for (const [value, name] of Object.entries(speech.languages)) add(of("language"), "option", name, { value });
    of("language").value = speech.language;
  }

  async function choose(id) {
    settings = {};
    await control(id);
    of("runs").max = known.most;
    of("runs").value = Math.min(16, known.runs);
  }

  // The controls of a case; what is set stays set.
  async function control(id) {
    const held = settings;
    known = await (await ask("controls/" + id)).json();
    settings = {};
    of("about").textContent = known.about;
    of("controls").replaceChildren();
    const groups = new Map();
    for (const control of known.controls) {
      if (!groups.has(control.group)) {
        const details = add(of("controls"), "details");
        add(details, "summary", control.group);
        groups.set(control.group, details);
      }
      const box = show(groups.get(control.group), control);
      if (control.path in held) box.put(held[control.path]);
    }
    changes();
    find();
  }

  function show(parent, control) {
    const box = add(parent, "div", undefined, { class: "control", "data-path": control.path });
    const line = add(box, "div", undefined, { class: "line" });
    const id = "set-" + control.path;
    const label = control.assumed ? say("app_assumed", control) : control.label;
    if (control.kind !== "number") {
      const holder = add(line, "label", undefined, { for: id });
      const input = add(holder, "input", undefined, { id, type: "checkbox" });
      input.checked = control.value;
      holder.append(" " + label);
      if (control.words) add(box, "small", control.words);
      input.addEventListener("change", () => set(box, control, input.checked));
      box.put = (value) => {
        input.checked = value;
        set(box, control, value);
      };
      return box;
    }
    add(line, "label", label, { for: id });
    const told = add(line, "output", written(control.value), { for: id });
    const step = (control.high - control.low) / 100;
    const input = add(box, "input", undefined, {
      id, type: "range", min: control.low, max: control.high, step: "any", value: control.value,
    });
    if (control.words) add(box, "small", control.words + (control.unit ? " (" + control.unit + ")" : ""));
    if (control.ends) add(box, "small", control.ends);
    const hint = add(box, "small");
    input.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!move) return;
      event.preventDefault();
      input.value = Math.min(control.high, Math.max(control.low, Number(input.value) + move * step));
      input.dispatchEvent(new Event("input"));
    });
    function put(value) {
      const is = Math.abs(value - control.value) < step / 2;
      told.textContent = is ? written(control.value) : `${written(control.value)} → ${written(value)}`;
      if (control.believed) {
        const [low, high] = control.believed;
        const outside = !is && (value < low || value > high);
        hint.className = outside ? "outside" : "";
        hint.textContent = say(outside ? "outside_believed" : "within_believed", { low: written(low), high: written(high) });
      }
      set(box, control, is ? control.value : value);
    }
    input.addEventListener("input", () => put(rounded(Number(input.value))));
    box.put = (value) => {
      input.value = value;
      put(value);
    };
    put(control.value);
    return box;
  }

  function set(box, control, value) {
    if (value === control.value) delete settings[control.path];
    else settings[control.path] = value;
    box.classList.toggle("changed", control.path in settings);
    changes();
  }

  function changes() {
    const n = Object.keys(settings).length;
    of("changes").textContent = n ? say("app_changes", { n }) : say("app_no_changes");
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
    if (news) news.close();
    const source = news = new EventSource(spoken(`jobs/${id}/news`));
    source.onmessage = (event) => {
      const job = JSON.parse(event.data);
      tell(job);
      if (job.state !== "running") source.close();
    };
  }

  function tell(job) {
    const running = job.state === "running";
    of("go").disabled = running;
    of("stop").hidden = !running;
    of("stop").dataset.job = job.id;
    of("progress").max = job.asked;
    of("progress").value = running ? Math.min(job.done, job.asked) : job.asked;
    of("state").textContent = say("app_" + job.state, job);
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
      const name = sideName(side);
      for (const list of ["why-side", "fork-side"]) add(of(list), "option", name, { value: side });
      for (const file of ["scenario.yaml", "runs.csv", "events.csv"]) {
        if (of("links").hasChildNodes()) of("links").append(" · ");
        add(of("links"), "a", `${name}: ${file}`, { href: `jobs/${job.id}/${side}/${file}`, download: `${side}-${file}` });
      }
      const box = add(of("maps"), "section");
      add(box, "h3", say(side === "base" ? "as_it_is" : "changed"));
      const frame = add(box, "iframe", undefined, { src: spoken(`jobs/${job.id}/${side}/report.html`), title: say("app_report", { side: name }) });
      frame.addEventListener("load", () => follows(frame.contentDocument, side));
    }
  }

  function sideName(side) {
    return say(side === "base" ? "app_base" : "app_changed");
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
    if (job.fork.language !== speech.language) {
      of("fork-told").textContent = say("app_again");
      return;
    }
    const [decided, ...found] = job.fork.told;
    of("fork-told").textContent = say("app_forked", { run: job.fork.run, side: sideName(job.fork.side), decided });
    for (const sentence of found.slice(0, 11)) if (sentence.trim()) add(of("fork-found"), "li", sentence);
    add(of("fork"), "iframe", undefined, { src: `jobs/${job.id}/forks/${job.fork.id}/report.html`, title: say("app_futures") });
  }

  of("language").addEventListener("change", (event) => {
    const asked = of("why").childElementCount > 0;
    speak(event.target.value).then(() => {
      if (asked) of("why-told").textContent = say("app_again");
    });
  });

  // Says all of it in a language: words, controls, and what runs have shown so far.
  async function speak(language) {
    const here = new URL(location.href);
    speech = { language };
    speech = await (await ask("words")).json();
    here.searchParams.set("language", speech.language);
    history.replaceState(null, "", here);
    label();
    of("state").textContent = say("app_begin");
    of("wrong").replaceChildren();
    if (known) await control(of("case").value);
    const last = await (await ask("jobs")).json();
    shown = 0;
    if (last) follow(last.id);
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
    for (const one of known.controls) {
      if (one.path in settings) document.querySelector(`[data-path="${CSS.escape(one.path)}"]`).put(one.value);
    }
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
    of("why-told").textContent = say("app_looking");
    const answer = await ask(path, run === "" ? {} : { run: Number(run) });
    const told = await answer.json();
    of("why-told").textContent = answer.ok ? told.told[0] : told.wrong.join(" ");
    of("why").replaceChildren();
    if (answer.ok && told.page)
      add(of("why"), "iframe", undefined, { src: `${path}.html?${Date.now()}`, title: say("app_why") });
  });
  of("ask-fork").addEventListener("submit", async (event) => {
    event.preventDefault();
    const id = of("ask-why").dataset.job, moment = Number(of("ask-fork").dataset.moment);
    of("fork-told").textContent = say("app_deciding");
    const answer = await ask(`jobs/${id}/fork`, { ...question(), side: of("fork-side").value, run: Number(of("fork-run").value), moment });
    const told = await answer.json();
    tellFork({ id, fork: answer.ok ? told : null });
    if (!answer.ok) of("fork-told").textContent = told.wrong.join(" ");
  });
  of("find").addEventListener("input", find);
  function find() {
    const wanted = of("find").value.toLowerCase();
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
  }

  (async () => {
    await speak(new URL(location.href).searchParams.get("language") || "");
    const cases = await (await ask("cases")).json();
    for (const one of cases) add(of("case"), "option", one.title, { value: one.id });
    const usual = cases.find((one) => one.id === "mitrovica") || cases[0];
    of("case").value = usual.id;
    await choose(usual.id);
    document.documentElement.dataset.ready = "yes";
  })();
}
