// Beside the map: the same in words and as a table.
function stateWords(words, state) {
  return [[BLOCKED, "blocked"], [CLOSED, "closed"], [HELD, "held"]]
    .filter(([bit]) => state & bit).map(([, name]) => words[name]).join(", ");
}

function namesOf(data, place) {
  return data.map.points[place] ? data.map.points[place][0] : "";
}

function sentenceOf(data, moment, all) {
  const words = data.words, number = (value) => value.toLocaleString(data.lang);
  const people = moment.people.reduce((sum, value) => sum + value, 0);
  if (!all) {
    const blocked = moment.sites.filter(([, state]) => state & BLOCKED).length;
    const closed = moment.sites.filter(([, state]) => state & CLOSED).length;
    return fill(words.state_of_run, { people: number(people), blocked, closed });
  }
  const blocked = moment.sites.filter(([, state]) => state === BLOCKED);
  const mean = blocked.reduce((sum, site) => sum + site[2], 0);
  const half = blocked.filter((site) => site[2] >= 0.5).length;
  return fill(words.state_of_all, { people: number(people), mean: mean.toLocaleString(data.lang, { minimumFractionDigits: 1, maximumFractionDigits: 1 }), half });
}

function tableOf(table, data, moment, all) {
  const words = data.words;
  table.replaceChildren();
  const head = node(node(table, "thead"), "tr"), body = node(table, "tbody");
  const add = (...cells) => {
    const row = node(body, "tr");
    cells.forEach((cell, n) => node(row, n ? "td" : "th", cell, n ? {} : { scope: "row" }));
  };
  for (const word of [words.where, words.what]) node(head, "th", word, { scope: "col" });
  const sites = [...moment.sites].sort((a, b) => b[2] - a[2]);
  for (const [place, state, , count] of sites)
    add(namesOf(data, place), stateWords(words, state) + (all ? " " + fill(words.in_runs, { count, n: data.n }) : ""));
  data.map.crowds.forEach(([, , name, place], row) => {
    const people = moment.people[row];
    if (people >= 1) add(place, `${name}: ${people.toLocaleString(data.lang)} ${all ? words.out_middle : words.out}`);
  });
  for (const [force, place, there, coming] of moment.posts) {
    const who = data.map.forces[force].name;
    if (all) add(namesOf(data, place), `${who} ${fill(words.in_runs, { count: there, n: data.n })}`);
    else add(namesOf(data, place), there ? `${who}: ${there}` : `${who}: ${coming} ${words.on_the_way}`);
  }
  if (!body.childElementCount) add(words.nothing, "");
}

function eventsOf(list, data, run, frame) {
  list.replaceChildren();
  if (!run) {
    const seen = data.observed.filter(([at]) => at <= frame).slice(-6).reverse();
    for (const [at, text] of seen) node(list, "li", `${data.frames[at]}: ${text}`);
    if (!seen.length) node(list, "li", data.words.nothing_observed);
    return;
  }
  const past = run.events.filter(([at]) => at <= frame).slice(-7).reverse();
  for (const [at, who, what, given] of past)
    node(list, "li", `${data.frames[at]}: ${what}${who ? " – " + who : ""}`, given ? { class: "given" } : {});
  if (!past.length) node(list, "li", data.words.nothing);
}
